"""What stands around the meeting: what it studied, which meeting it passes on, the papers it names, who wrote it up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.model import Authorship, Cascade, Citation, Flow, Meeting, MeetingKind, Study, words
from kg.recognise.lexicon import lexicon
from kg.recognise.scan import Scanned
from kg.resolve.event_reference import EventReference
from kg.resolve.page import Event, Page, clause_end
from kg.resolve.speech import SpeechReader

_TITLED = re.compile(r"《((?:[^《》]|《[^《》]*》)+)》")
_STUDY_VERB = (
    r"(?P<verb>传达学习贯彻|学习领会和贯彻落实|学习领会|学习宣传贯彻|传达贯彻落实|传达贯彻|传达学习|学习传达|学习贯彻落实|学习贯彻"
    r"|贯彻学习|贯彻落实|宣传贯彻|传达并学习|传达|学习|贯彻|落实)"
)
_STUDY = re.compile(
    r"(?:(?:^|[，。；：]|会议|大会|会上|会|先后|首先|还|为|暨|旨在|任务是)(?:进一步|(?:着重|重点)?讨论、|就)?"
    r"(?:深入|认真|集中|原文|全文|专题|组织|再次|及时|分别|迅速|全面|带领大家){0,3}"
    rf"{_STUDY_VERB}了?(?P<phrase>[^，。；]{{4,120}}?)"
    rf"|(?:认真|集中|集体|一起|共同|先后){_STUDY_VERB.replace('verb', 'verb2')}了(?P<phrase2>[^，。；]{{4,120}}?)"
    rf"|作了?(?:深入|认真|全面)?{_STUDY_VERB.replace('verb', 'verb3')}(?P<phrase4>[^，。；]{{4,60}}?精神)"
    r"的?(?:专题|辅导|宣讲){0,2}报告"
    r"|(?:对|将)(?P<phrase3>[^。；]{4,80}?)进行了?(?:集中|专题|深入|认真){0,2}学习(?:和交流|讨论|研讨)?)(?=[，。；]|$)"
)
_READ_OUT = ("传达", "领学")
_READ_AND_LEARNT = re.compile("(?:学习|贯彻)?了?")
_DID_MORE = re.compile(
    "(?<=精神|指示|批示|讲话|要求|文件|部署|通报|意见|致信|贺信|决定|报告|情况)(?:并|[时后](?=[强指表要说]))|等$"
)
"""Where a phrase ends behind which something else is done (传达批示精神｜并讲话)."""
_SHORTEST_PHRASE = 4
# A phrase that tells of work done (学习成效, 落实情况) is no subject of study.
_NO_STUDY = re.compile(
    r"^(?:好|会邀请|(?:[这本此]次)?会议精神|讲座|辅导|情况|工作|活动|任务|成效|的|和|中[，的]|上|到|过程|经验|教育活动|重温|[一二三四五六七八九十]+个方面)"
    r"|(?:情况|经验|做法|责任书|协议|成效|不力|到位|见效|制度|责任|召开|举行|举办|开班|开幕|学习计划|(?:读书|培训|研讨|研修)班|主题活动|(?:进行|作出|提出|(?<!工)作)了?[^，。]{0,8}(?:安排|部署|要求|动员))$"
)
_AT_ALL_TIMES = re.compile("近年来|多年来|一直以来|长期以来|面向未来|新征程上|今后|下一步|未来")
"""How a sentence opens that tells of more than the meeting."""
_CASCADE = re.compile(
    r"(?P<verb>按照|根据|落实|贯彻|传达学习|传达|学习)(?P<whose>(?:(?!按照|根据|落实|贯彻|传达|学习)[^，。；]){2,80}?"
    r"(?:会议|全会|大会|座谈会|推进会|代表会))(?:[^，。；会]{0,10}?)(?P<what>精神|部署|要求|安排)"
)
# One phrase may name several meetings (甲会议和乙会议精神); 省委…在…会议上的讲话 names one at its end.
_MEETING_IN_PHRASE = re.compile(
    r"(?:^[了好]?|[和及与、在]|以及)(?P<name>(?:(?!按照|深刻|准确|全面|认真|把握|领会|情况)[^，。；、和在与]){2,40}?"
    r"(?:会议|全会|大会|座谈会|推进会|代表会))(?=$|[和及与、上以相])"
)
_PERIODICAL = re.compile(
    r"(?:日报|晚报|时报|新闻联播|焦点访谈|周刊|杂志|求是|学习进行时|人民论坛|[^公通简]报|[国际]歌|进行曲|献花曲|安魂曲|交响曲|协奏曲|组曲|号角|晚会|春晚|音乐会|演唱会|发布会|论坛|年会|研讨会|博览会|大赛)$"
)
_REPORTERS = re.compile(r"(?:记者|通讯员)(?P<names>[\u4e00-\u9fff·、]{2,24}?)(?=报道|摄影|摄|文|通讯员|[（），：]|$)")
_REPRINT = re.compile(
    r"(?:据|来源[：:]?|转自|摘自)(?P<outlet>《[^《》]{2,12}》|[\u4e00-\u9fff]{2,10}(?:日报|晚报|报|网|社))"
    r"(?=）|讯|电|$|报道)"
)
# A title of something to watch or hear, by what stands in front of it or behind.
_WORK = re.compile(
    r"(?:影片|电影|纪录片|专题片|宣传片|动画片|短片|片|视频|剧|歌曲|歌|曲|合唱|独唱|舞蹈|节目|栏目|朗诵|小品|相声|诗|画|(?:演唱|高唱|齐唱|合唱|献唱|唱响|唱起|奏响|演奏|吹奏|聆听|主演|出演|饰演|展映|放映|播放|上映)了?)$"
)
_WORK_BEHIND = re.compile(
    "(?:（[^（）]{1,12}）)?(?:电视)?(?:节目|栏目|专题片|纪录片|纪录电影|电影|专栏|杂志|期刊|全球热播|启播|开播|播出)"
    "|(?:[、和]《[^《》]{1,30}》)*等?(?:[一二两三四五六七八九十几\\d]{1,3}[门节堂])?(?:精品|在线|专业|思政)?课"
    "|(?:、?《[^《》]{1,30}》)*等?共?(?:[一二两三四五六七八九十几\\d]{1,3}部)?(?:影片|电影|作品|剧目|短片|微电影)"
)
# The outlet that lends its reporter: （正观新闻·郑州晚报记者 …）.
_CREDITED = re.compile(r"（(?P<outlet>[\u4e00-\u9fff·]{2,20}?(?:报|网|新闻|社|台|融媒体?|客户端|中心))(?=记者|通讯员)")
_AGENCY = re.compile(r"^(?:据)?(?P<outlet>新华社|中新社|[\u4e00-\u9fff]{2,10}?(?:日报|晚报|网|报|社))")


def _reporters(line: Flow, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The names in `[start, end)`, parted by 、 or by spaces; a spaced-out name (罗 燕) stays whole."""
    for found in re.finditer("[^、]+", line.text[start:end]):
        first, last = start + found.start(), start + found.end()
        parts = list(pairwise([first, *sorted(g for g in line.gaps if first < g < last), last]))
        yield from parts if all(2 <= b - a <= 4 for a, b in parts) else [(first, last)]


def _is_document(title: str) -> bool:
    """Whether what stands in 《》 is a paper: no newspaper, broadcast or song."""
    return title not in lexicon().outlets and not _PERIODICAL.search(title)


def _is_shown(text: str, title: re.Match[str]) -> bool:
    """Whether a title is that of a film, a programme or a piece (专题片《…》, 《…》节目)."""
    before = title.start()
    return bool(_WORK.search(text, max(0, before - 4), before) or _WORK_BEHIND.match(text, title.end()))


def _alone(text: str, start: int, stop: int) -> tuple[int, int]:
    """The phrase in `text[start:stop]` without what is done besides."""
    more = _DID_MORE.search(text, start, stop)
    return start, more.start() if more else stop


def _meetings_named(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where `text[start:end]` names meetings."""
    return [(start + m.start("name"), start + m.end("name")) for m in _MEETING_IN_PHRASE.finditer(text[start:end])]


class ContextReader:
    """Adds studies, cascades, citations and authorship to a page's draft."""

    def __init__(self, page: Page, speech: SpeechReader, reference: EventReference) -> None:
        self.page = page
        self.speech = speech
        self.reference = reference

    def read(self) -> None:
        """Go through the page once for each kind of fact."""
        for index, s in enumerate(self.page.scanned):
            event = self.reference.about(index)
            if event is not None:
                self._studies(index, s, event)
                self._cascades(s, event)
        self._citations()
        self._authorship()

    def _studies(self, index: int, s: Scanned, event: Event) -> None:
        if not self.speech.is_narrative(index, 0) or _AT_ALL_TIMES.match(s.masked):
            return
        limit = s.cue.start if s.cue else len(s.masked)
        for match in _STUDY.finditer(s.masked, 0, limit):
            group = next(g for g in ("phrase", "phrase2", "phrase3", "phrase4") if match[g])
            span = _alone(s.masked, *match.span(group))
            if _NO_STUDY.search(s.masked[slice(*span)]):
                continue
            verb = match["verb"] or match["verb2"] or match["verb3"] or "学习"
            self._add_study(s, event, verb, span)
        for claim in s.claims:
            read_out = next((verb for verb in _READ_OUT if s.masked.startswith(verb, claim.start)), None)
            if claim.end <= limit and claim.people and read_out is not None:
                # 沈某传达中央人才工作会议精神: read out by a person, studied by the meeting.
                learnt = _READ_AND_LEARNT.match(s.masked, claim.end)
                start = learnt.end() if learnt else claim.end
                stop = clause_end(s.masked, start)
                is_named = read_out == "传达" or s.masked.startswith("《", start)
                span = _alone(s.masked, start, stop)
                if span[1] - start >= _SHORTEST_PHRASE and is_named and not _NO_STUDY.search(s.masked[slice(*span)]):
                    self._add_study(s, event, read_out, span)

    def _add_study(self, s: Scanned, event: Event, verb: str, span: tuple[int, int]) -> None:
        phrase = self.page.words(s, *span)
        title = next((m for m in _TITLED.finditer(phrase) if _is_document(m[1])), None)
        target = None
        if (end := s.masked.find("精神", *span)) > 0:
            named = _meetings_named(s.masked, span[0], end)
            target = self._mentioned(s, named[-1]) if named else None
        evidence = self.page.in_sentence(s, *span, "studies")
        self.page.draft.studies.append(
            Study(event.meeting.key, verb, phrase, evidence, target, title[0] if title else None)
        )

    def _cascades(self, s: Scanned, event: Event) -> None:
        for match in _CASCADE.finditer(s.masked):
            for span in _meetings_named(s.masked, *match.span("whose")):
                target = self._mentioned(s, span)
                if target == event.meeting.key:
                    continue
                evidence = self.page.in_sentence(s, match.start(), match.end(), "passes-on")
                self.page.draft.cascades.append(
                    Cascade(event.meeting.key, match["verb"] + match["what"], target, evidence)
                )

    def _mentioned(self, s: Scanned, span: tuple[int, int]) -> str:
        """The key of the meeting that is named there, which the article itself need not report."""
        name = self.page.words(s, *span)
        for event in self.page.draft.events:
            if event.meeting.name == name:
                return event.meeting.key
        key = f"{name}|{self.page.document.source}"
        evidence = self.page.in_sentence(s, *span, "passes-on")
        self.page.draft.mentioned.setdefault(key, Meeting(key, name, MeetingKind.MEETING, evidence, reported=False))
        return key

    def _citations(self) -> None:
        parts = (self.page.article.headline, self.page.article.body)
        found = [(part, match) for part in parts for match in _TITLED.finditer(part.text)]
        seen = {match[0] for part, match in found if _is_shown(part.text, match)}
        in_full = {match[1] for _, match in found}
        for part, match in found:
            title = words(self.page.document, part, match.start(), match.end())
            if not _is_document(match[1]) or not seen.isdisjoint((title, match[0])):
                continue
            if any(len(other) > len(match[1]) and other.endswith(match[1]) for other in in_full):
                # 《办法》: short for one that the article names in full.
                continue
            seen.add(title)
            evidence = self.page.evidence(part, match.start(), match.end(), "title-marks")
            self.page.draft.citations.append(Citation(title, evidence, self.speech.point_at(evidence.start)))

    def _authorship(self) -> None:
        """Reporters and outlet in the agency line, and the source of a reprint at the end."""
        page, article = self.page, self.page.article
        add = page.draft.authorships.append
        line = article.agency_line
        for match in _REPORTERS.finditer(line.text):
            for span in _reporters(line, *match.span("names")):
                add(Authorship("reporter", words(page.document, line, *span), page.evidence(line, *span, "byline")))
        if credited := _CREDITED.search(line.text):
            span = credited.span("outlet")
            name = words(page.document, line, *span)
            add(Authorship("newspaper", name, page.evidence(line, *span, "byline-outlet")))
        if outlet := _AGENCY.match(line.text):
            span = outlet.span("outlet")
            add(Authorship("agency", outlet["outlet"], page.evidence(line, *span, "agency-line")))
        body = article.body
        for match in _REPRINT.finditer(body.text, max(0, len(body.text) - 60)):
            name = match["outlet"].strip("《》")
            add(Authorship("newspaper", name, page.evidence(body, *match.span("outlet"), "reprint-source")))

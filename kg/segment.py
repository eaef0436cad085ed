"""Document -> articles, paragraphs and sentences, each tied to its place in the untouched text.

Nothing here knows what a sentence means.  Some habits of the genre are handled: several articles in one file (each
begins with its own headlines and agency line), lines wrapped in the middle of a word, lists of names parted by spaces,
and articles whose paragraph breaks are lost, so that the headline and the agency line run into the first sentence.
"""

from __future__ import annotations

import csv
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import takewhile

from kg.model import Article, Document, Flow, Sentence, Span

_HALF_TO_FULL = {
    ",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）", "«": "《", "»": "》",
    "【": "（", "】": "）", "•": "·", "‧": "·", "・": "·", "∙": "·", "．": ".", "﹒": "·", "〝": "“", "〞": "”",
    "「": "“", "」": "”", "『": "‘", "』": "’", "－": "-", "–": "-", "～": "~", "〜": "~",
}  # fmt: skip
_FOLD = str.maketrans(
    _HALF_TO_FULL
    | {chr(0xFF10 + d): str(d) for d in range(10)}
    | {chr(0xFF21 + i): chr(65 + i) for i in range(26)}
    | {chr(0xFF41 + i): chr(97 + i) for i in range(26)}
)
_FOLDED = re.compile(f"[{re.escape(''.join(map(chr, _FOLD)))}]")
# What is looked for stands first, and then what stands in front of it: so it is found many times faster.
_BETWEEN_DIGITS = re.compile(r"[，：](?<=\d.)(?=\d)")
_DOT_IN_NAME = re.compile(r"\.(?<=[\u4e00-\u9fff]\.)(?=[\u4e00-\u9fff])")
_INVISIBLE = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
_WHITE = "\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
# What no rule sees: white space and characters without width.  Spelled out, and the first one by itself, since `re`
# finds a plain class several times faster than `\s` or one that is repeated.
_DROPPED = re.compile(f"[{_WHITE}{_INVISIBLE}][{_WHITE}{_INVISIBLE}]*")

# Names in a list may be parted by spaces alone (马骏　王学礼　李　旺); a two-character name may itself be spaced out.
_HAN = "[\u4e00-\u9fff]"
_SPACED_NAME = re.compile(
    rf"(?:(?:{_HAN}\n?){{1,8}}[·•.](?:\n?{_HAN}){{1,8}}|{_HAN}{{2,4}}|{_HAN}[ \u3000]{{1,2}}{_HAN})"
    r"(?:（[^（）]{1,3}）|\([^()]{1,3}\))?"
)
_SPACED_LIST = re.compile(
    rf"{_SPACED_NAME.pattern}(?:[ \u3000]{{1,4}}{_SPACED_NAME.pattern}){{2,}}"
    r"(?=[ \u3000]*(?:[，。；、：,;\r\n]|$|出席|参加|等|列席|和|及|在))"
)
# A wide space in the middle of a sentence parts two people with their posts (组长危某　副组长乐某).
_WIDE_SPACE = re.compile(rf"(?<={_HAN}{{2}})(?<!领导)\u3000{{1,2}}(?={_HAN}{{2}})")
_LINE = re.compile(r"[^\n\r]+")
_SENTENCE_END = re.compile(r"[。！？!?][。！？!?]*[”’）》]*")
_ENDS, _CLOSERS = "。！？!?：:；;…", "”’）》"
_SOURCE_AT_END = re.compile(r"(?:据|摘自|来源：?|转自)《[^《》]+》$")
_COMMA_AT_END = re.compile(r"[，、—“（《]$")

_OUTLET = (
    r"(?:本报|本台|本网|本刊|厂报|校报|院报|新华社|新华网|人民网|中新社|中新网|中国新闻网|央视网|央广网|光明网"
    r"|[\u4e00-\u9fffA-Za-z·]{2,10}?"
    r"(?:日报|晚报|时报|商报|早报|晨报|快报|都市报|导报|报|新闻网|新闻|网|电视台|发布|客户端|融媒))"
)
_DAY = r"(?:(?:\d{4}年)?(?:\d{1,2}|[一二三四五六七八九十元]{1,2})月(?:\d{1,2}|[一二三四五六七八九十]{1,3})日)"
_CREDIT = (
    r"(?:（[^（）]{0,40}(?:记者|通讯员|实习生|摄影|报道|新闻联播|编辑)[^（）]{0,60}）"
    r"|(?:首席)?(?:记者|通讯员)[^，。：（）]{1,16}?报道"
    # 本报讯　记者某某　某会议: the wide spaces read as commas by now.
    r"|、(?:记者|通讯员)(?:[\u4e00-\u9fff]{2,4}、){1,3}?)"
)
_AGENCY_LINE = re.compile(
    rf"(?:据)?{_OUTLET}(?:[\u4e00-\u9fff]{{2,6}})??{_DAY}?(?:讯|电|消息)(?:{_CREDIT})?[：:]?"
    rf"|(?:据)?{_OUTLET}{_CREDIT}[：:]?"
)
# Without a credit or a day, only the fixed openings count: 通讯 and 来电 occur in running text.
_SURE_AGENCY_LINE = re.compile(
    rf"(?:据)?(?:本报|本台|本网|厂报|校报|院报)讯(?:{_CREDIT})?[：:]?|(?:央视网|本台|本报)消息(?:{_CREDIT})?[：:]?"
    rf"|(?:据)?{_OUTLET}(?:[\u4e00-\u9fff]{{2,6}})??{_DAY}(?:讯|电|消息)(?:{_CREDIT})?[：:]?"
    rf"|(?:据)?{_OUTLET}(?:[\u4e00-\u9fff]{{2,6}})??(?:{_DAY})?(?:讯|电|消息){_CREDIT}[：:]?"
)
_TELLS_ITS_SOURCE = re.compile("讯|电|消息|记者|报道")
# What sites print between headline and body.
_METADATA = re.compile(
    r"^（?(?:发布|发稿|更新|来源|信息来源|稿源|作者|编辑|责任编辑|时间|日期|浏览|点击|阅读|字体|字号)[^。]{0,12}?："
)
_LONGEST_HEADLINE = 120
_LONGEST_KICKER = 40
_PUNCTUATION = re.compile("[，。；：！？、“”]")
_LONGEST_RUN_IN_HEADLINE = 260
_SHORTEST_WRAPPED_LINE = 60
_SHORTEST_LINE_BEFORE_INDENT = 20
_FEWEST_BROKEN_LINES = 4
_LONGEST_SENTENCE = 1_500
_TELLING_SHARE = 0.05
"""Characters that only traditional text has, as a share of one; simplified text quotes them now and then."""
_NUMBERS = tuple(range(20_000))
_RAGGED = 3
"""Characters by which the lines of a column may differ in length."""


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    width: int
    is_list: bool
    is_indented: bool
    is_closed: bool

    @property
    def is_wrapped(self) -> bool:
        """Whether the next line goes on with the same paragraph."""
        if self.text.endswith("有：") or self.text.rfind("（") > self.text.rfind("）"):
            return True
        if self.is_closed or self.is_list:
            return False
        return (
            bool(_COMMA_AT_END.search(self.text))
            or len(self.text) >= _SHORTEST_WRAPPED_LINE
            or bool(_SURE_AGENCY_LINE.fullmatch(self.text))
        )


def fold(text: str) -> str:
    """`text` with widths, quotes and dots in their usual form; as many characters as before."""
    folded = text.translate(_FOLD) if _FOLDED.search(text) else text
    folded = _BETWEEN_DIGITS.sub(lambda m: "," if m[0] == "，" else ":", folded)
    if "." in folded:
        folded = _DOT_IN_NAME.sub("·", folded)
    if '"' in folded:
        parts = folded.split('"')
        folded = "".join(p + ("" if i == len(parts) - 1 else "“" if i % 2 == 0 else "”") for i, p in enumerate(parts))
    return folded


def _as_printed_or_simplified(text: str, document: Document) -> str:
    """`text` in the characters that rules are written in: simplified where the document is printed in traditional ones.

    As many characters as before.  A simplified text is left alone: its few traditional characters are meant (於 as a
    surname, 乾 in 乾隆).
    """
    return text.translate(_simplified()) if _is_traditional(document.text) else text


@lru_cache(maxsize=1)
def _is_traditional(text: str) -> bool:
    telling = _telling()
    return telling.search(text) is not None and len(telling.findall(text)) >= _TELLING_SHARE * len(text)


@cache
def _simplified() -> dict[int, str]:
    """The simplified form of each traditional character."""
    table = files("kg").joinpath("gazetteer", "traditional.csv").read_text(encoding="utf-8")
    header, *rows = csv.reader(table.splitlines())
    traditional, simplified = header.index("traditional"), header.index("simplified")
    return {ord(row[traditional]): row[simplified] for row in rows}


@cache
def _telling() -> re.Pattern[str]:
    """The traditional characters that GB 2312, the set for simplified text, lacks."""
    return re.compile(f"[{''.join(c for c in map(chr, _simplified()) if not c.encode('gb2312', 'ignore'))}]")


def flow(document: Document, *spans: Span) -> Flow:
    """The characters of `spans` as one run; see `Flow`.  A space that parts two names of a list reads as 、."""
    printed = document.text
    pieces: list[str] = []
    offsets: list[int] = []
    gaps: set[int] = set()
    for span in spans:
        gaps.add(len(offsets))
        parting = _parting_spaces(printed, span)
        at = span.start
        for dropped in _DROPPED.finditer(printed, span.start, span.end):
            pieces.append(printed[at : dropped.start()])
            offsets.extend(_numbers(at, dropped.start()))
            for i in range(*dropped.span()):
                if i in parting:
                    pieces.append("、")
                    offsets.append(i)
                else:
                    gaps.add(len(offsets))
            at = dropped.end()
        pieces.append(printed[at : span.end])
        offsets.extend(_numbers(at, span.end))
    text = _as_printed_or_simplified("".join(pieces), document)
    return Flow(fold(text), tuple(offsets), frozenset(gaps))


def _numbers(start: int, end: int) -> Sequence[int]:
    """The numbers from `start` up to `end`; those of all articles of a usual length are the same objects."""
    return _NUMBERS[start:end] if end <= len(_NUMBERS) else range(start, end)


def _parting_spaces(text: str, span: Span) -> frozenset[int]:
    """Where the spaces stand that part the names of a list."""
    wide = text.count("\u3000", span.start, span.end)
    if not wide and text.count(" ", span.start, span.end) < 2:
        return frozenset()
    parting = {
        name.end()
        for found in _SPACED_LIST.finditer(text, span.start, span.end)
        for name in _SPACED_NAME.finditer(text, found.start(), found.end())
        if name.end() < found.end() and not name[0].endswith("领导")
    }
    if wide:
        parting.update(m.start() for m in _WIDE_SPACE.finditer(text, span.start, span.end))
    return frozenset(parting)


def segment(document: Document) -> tuple[Article, ...]:
    """The articles of `document` in order; none where the text holds no characters but white space."""
    lines = list(_lines(document))
    if not lines:
        return ()
    starts = list(_article_starts(lines))
    bounds = [*starts, len(lines)]
    return tuple(
        _article(document, number, lines[bounds[number - 1] : bounds[number]]) for number in range(1, len(bounds))
    )


def _lines(document: Document) -> Iterator[_Line]:
    """The lines that hold more than white space."""
    for match in _LINE.finditer(document.text, document.start):
        raw = match[0]
        printed = _DROPPED.sub("", raw)
        text = fold(_as_printed_or_simplified(printed, document))
        if text:
            left = len(raw) - len(raw.lstrip())
            bare = raw.strip()
            is_list = bare != printed and bool(_SPACED_LIST.fullmatch(bare))
            is_indented = raw.startswith(("\u3000", "  ", "\t"))
            start = match.start() + left
            yield _Line(start, start + len(bare), text, len(bare), is_list, is_indented, _is_closed(text))


def _is_closed(text: str) -> bool:
    """Whether a line ends a sentence or stands for itself: in brackets, the source of a reprint."""
    if text.rstrip(_CLOSERS).endswith(tuple(_ENDS)):
        return True
    if text.startswith("（") and text.endswith("）") and len(text) > 1:
        return True
    return text.endswith("》") and _SOURCE_AT_END.search(text) is not None


def _article_starts(lines: list[_Line]) -> Iterator[int]:
    """Indices of the lines at which articles begin: the headlines above each agency line."""
    yield 0
    first_seen = False
    for index, line in enumerate(lines):
        if not _SURE_AGENCY_LINE.match(line.text):
            continue
        if not first_seen:
            first_seen = True
            if not any(earlier.is_closed and len(earlier.text) > 40 for earlier in lines[:index]):
                continue
        start = index
        while start > 0 and not lines[start - 1].is_closed and len(lines[start - 1].text) <= _LONGEST_HEADLINE:
            start -= 1
        if start > 0:
            yield start


def _article(document: Document, number: int, lines: list[_Line]) -> Article:
    head = _headline_count(number, lines)
    headlines = [Span(line.start, line.end) for line in lines[:head]]
    paragraphs = list(_paragraphs(lines[head:]))
    body = flow(document, *paragraphs)
    dateline = None
    if paragraphs and (found := _agency_line(body, paragraphs[0])):
        start, end = found
        if start:
            headlines.append(Span(body.offsets[0], body.offsets[start - 1] + 1))
        dateline = Span(body.offsets[start], body.offsets[end - 1] + 1)
        body_start = body.offsets[end] if end < len(body.offsets) else paragraphs[0].end
        paragraphs[0] = Span(min(body_start, paragraphs[0].end), paragraphs[0].end)
        body = flow(document, *paragraphs)
    return Article(
        document=document,
        number=number,
        start=lines[0].start,
        end=lines[-1].end,
        headlines=tuple(headlines),
        paragraphs=tuple(paragraphs),
        dateline=dateline,
        headline=flow(document, *headlines),
        body=body,
        sentences=tuple(_cut(body, _sentences(body, paragraphs))),
        agency_line=flow(document, dateline) if dateline else Flow("", (), frozenset()),
    )


def _agency_line(body: Flow, first: Span) -> tuple[int, int] | None:
    """Where the agency line stands in the first paragraph, behind a headline that runs into it."""
    text = body.text[: bisect_left(body.offsets, first.end)]
    match = _SURE_AGENCY_LINE.search(text, 0, _LONGEST_RUN_IN_HEADLINE) or _AGENCY_LINE.match(text)
    if match is None or not _is_run_in_headline(text[: match.start()]):
        return None
    return match.span() if _TELLS_ITS_SOURCE.search(match[0]) else None


def _is_run_in_headline(text: str) -> bool:
    """A headline that runs into the agency line holds no full stop."""
    return "。" not in text


def _headline_count(number: int, lines: list[_Line]) -> int:
    """How many of the lines stand above the body."""
    for index, line in enumerate(lines):
        if _SURE_AGENCY_LINE.match(line.text):
            return index
        if (line.is_closed and not _METADATA.match(line.text)) or index >= 6:
            break
    first = lines[0]
    metadata = next((i for i, line in enumerate(lines[1:4], 1) if not _METADATA.match(line.text)), 1)
    is_title = len(lines) > 1 and len(first.text) <= _LONGEST_HEADLINE and "。" not in first.text
    if not is_title or (first.is_closed and len(first.text) > 60) or number != 1:
        return 0
    return metadata if metadata > 1 or _column_width(lines) else 1 + _kickers(lines[1:-1])


def _kickers(lines: list[_Line]) -> int:
    """How many further lines of a headline follow (王某出席并讲话　李某主持): short ones without any punctuation."""
    kickers = (len(line.text) <= _LONGEST_KICKER and not _PUNCTUATION.search(line.text) for line in lines)
    return sum(1 for _ in takewhile(bool, kickers))


def _paragraphs(lines: list[_Line]) -> Iterator[Span]:
    width = _column_width(lines)
    # A text with lines much longer than others is broken where its paragraphs end.
    longest = max((line.width for line in lines), default=0)
    indents = sum(line.is_indented for line in lines) > 1
    start: int | None = None
    for index, line in enumerate(lines):
        if start is None:
            start = line.start
        following = lines[index + 1] if index + 1 < len(lines) else None
        if following is None or not _goes_on(line, following, width, indents=indents and 2 * line.width >= longest):
            yield Span(start, line.end)
            start = None


def _goes_on(line: _Line, following: _Line, width: int, *, indents: bool) -> bool:
    """Whether a paragraph goes on from `line` to the next one.

    `width` is that of the column, 0 where the text is set in none; `indents` says that an indent marks paragraphs.
    """
    if line.is_list:
        return following.is_list
    if indents and not following.is_indented and not line.is_closed and line.width >= _SHORTEST_LINE_BEFORE_INDENT:
        return True
    if width and not line.text.endswith("有："):
        if following.is_indented:
            return False
        if not line.is_closed and line.width >= width - _RAGGED:
            return True
    return line.is_wrapped


def _column_width(lines: list[_Line]) -> int:
    """The characters in a line of a text that is set in a narrow column, each line broken at its end; 0 for others."""
    broken = Counter(line.width for line in lines if not line.is_closed and not _COMMA_AT_END.search(line.text))
    if sum(broken.values()) < max(_FEWEST_BROKEN_LINES, len(lines) // 3):
        return 0
    width, _ = max(broken.items(), key=lambda item: (item[1], item[0]))
    near = sum(count for length, count in broken.items() if abs(length - width) <= _RAGGED)
    # Nothing stands out of a column: where much does, the short lines are headings.
    beyond = sum(line.width > width + _RAGGED for line in lines)
    return width if near >= _FEWEST_BROKEN_LINES and beyond <= near // 4 else 0


def _sentences(body: Flow, paragraphs: list[Span]) -> Iterator[Sentence]:
    begin = 0
    for number, paragraph in enumerate(paragraphs):
        end = bisect_left(body.offsets, paragraph.end, begin)
        start = begin
        for match in _SENTENCE_END.finditer(body.text, begin, end):
            if _inside_title(body.text, start, match.start()):
                continue
            yield Sentence(start, match.end(), number)
            start = match.end()
        if start < end:
            yield Sentence(start, end, number)
        begin = end


def _cut(body: Flow, sentences: Iterator[Sentence]) -> Iterator[Sentence]:
    """No sentence longer than any that is written: a text without full stops is cut at its semicolons and commas."""
    for sentence in sentences:
        if sentence.end - sentence.start <= _LONGEST_SENTENCE:
            yield sentence
            continue
        start = sentence.start
        while sentence.end - start > _LONGEST_SENTENCE:
            limit = start + _LONGEST_SENTENCE
            stop = max(body.text.rfind(c, start + 1, limit) for c in "；，、") + 1 or limit
            yield Sentence(start, stop, sentence.paragraph)
            start = stop
        yield Sentence(start, sentence.end, sentence.paragraph)


def _inside_title(text: str, start: int, end: int) -> bool:
    """A full stop or question mark within 《》 ends no sentence."""
    return text.count("《", start, end) > text.count("》", start, end)

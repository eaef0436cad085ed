"""Posts in their normal form: which body, where, at what level, and how much a post says of who holds it.

The words as stated stay what they are; the normal form stands beside them.  A place that the words leave out is taken
from the article's home, with its grounds, or left open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import chain

from kg.model import Jurisdiction, Membership, Office, Place, Reading
from kg.recognise.lexicon import lexicon, rows
from kg.resolve import states
from kg.resolve.carried import LONGEST_LIST, place_left_out, state_left_out, with_place, with_state
from kg.resolve.places import MUNICIPALITIES, Home, divisions, home

# Posts that many hold at once: namesakes among them are to be expected.
_SHARED_BY_MANY = (
    "代表", "院士", "专家", "教授", "研究员", "成员", "领导", "负责人", "劳模", "顾问", "教师", "政协委员", "理事",
    "议员", "委员和专家", "总经理", "经理", "医生", "护士", "工程师", "博士生", "学生", "记者", "分析师", "律师",
    "裁判", "运动员", "员工", "干部", "学者", "军官", "常务主席", "执行主席", "书记员", "审判员", "审判委员会委员",
    "检察委员会委员", "检察员", "团长", "副团长", "代表团成员", "种粮大户", "会员", "志愿者",
)  # fmt: skip
_GENERIC_START = re.compile(
    r"[该某这本其各两三]|目前|现任|首席|企业|公司|社区|村|我们|有关|大会|执行|主席团|中央代表团|中央宣讲团"
)
_SHORTEST_BODY = 4
_SHORTEST_HOST = 2
_LONGEST_ABBREVIATION = 16
_MINISTRY = "部"
_SESSION = re.compile(r"第?[一二三四五六七八九十]+届(?=全国|省|市|区|县|自治|[\u4e00-\u9fff]{2,4}[省市])")
_PARTY_GROUPS = ("党组", "党委", "机关党委")
_FOREIGN_BODY = re.compile(
    r"外交|国防|总统|总理|首相|议会|政府|联邦|内务|能源|财政|国家|军方|空军|海军|陆军|安全|武装|央行|常驻|前|副"
)
_NATION = re.compile(r"^(?:中华人民共和国|中国)(?=.)")
_OF_A_NATION = re.compile("[防王会民家务]")
_EMBASSY = re.compile(r"^(?P<sender>.*?)驻(?P<host>.{1,14}?)(?:特命全权|代表团)?(?P<head>大使|总领事|公使|代表)$")
_STANDING = {
    "原": "past", "前": "past", "前任": "past", "曾任": "past", "离任": "past", "卸任": "past", "退休": "past",
    "已故": "past",
    "候任": "coming", "当选": "coming", "拟任": "coming", "继任": "coming", "候选": "coming",
    "代": "acting", "代理": "acting", "临时": "acting", "署理": "acting", "看守": "acting", "过渡": "acting",
    "现任": "held", "在任": "held", "新": "held", "新任": "held", "时任": "past",
}  # fmt: skip
"""What a modifier says of when a post is held; it does not belong to the post."""
_TOPIC = "问题"
"""俄罗斯问题特使 is an envoy for a question, not one of Russia's."""
_ALIAS = re.compile(r"^[^（）]{3,}（(?P<short>[^（）]{3,8})）(?=.)")
"""A body with its short form in brackets: 巴勒斯坦伊斯兰抵抗运动（哈马斯）."""
_FORMERLY = ("原", "前")
_SINGULAR = ("高级代表", "特别代表", "贸易代表", "常驻联合国代表", "国家安全顾问", "首席顾问")
"""What ends like a post of many and is one of few."""
_ASTRONAUT = "航天员"
_REGION = re.compile("(?<=香港|澳门)特区(?=行政长官)")
_TERM = re.compile("第[一二三四五六七八九十]+任")
_CABINET = re.compile("(?P<sign>看守|临时|过渡|代理)?(?:民族团结|民族统一|全国团结|联合|联邦)?政府")
_HEADS_OF_CABINETS = ("总理", "首相", "副总理", "副首相")
"""看守政府总理 is 总理, for the time being."""
_SPEAKERS = ("众议长", "参议长")
_CHAMBER = re.compile("^(?:国会|联邦议会|议会|联邦国会)(?=[众参]议院)")
"""美国国会众议长 is the speaker of its 众议院."""
_OF_PARTY = re.compile("[\u4e00-\u9fff]{1,2}党籍")
"""What a modifier says of the holder, not of the post: 共和党籍众议长."""
_TAKEN_ALONG = ("率", "偕")
_AND = "和"
"""南非总统某某率外长某某 is as good as a list of the two."""
_CONGRESS = "全国人大"
_COMMITTEE = "常委会"
_COMMITTEES = re.compile("(?P<whose>全国人大|[省市区县州]人大|政协[^，。；]{0,12}|[省市县区]委|政治局)(?=常委会)")
_GOVERNORS = ("州长", "市长")
_BARE = ("国家主席", "国家副主席", "总书记")
"""Titles that leave the state open where nothing stands in front."""
_GOVERNING = ("党委", "纪委监委", "人大", "政府", "政协", "法检", "群团", "民主党派", "军队")
_MINISTERS = {"外长": "外交部长", "防长": "国防部长", "财长": "财政部长"}
_HEADS_OF_GOVERNMENT = {
    "省长": ("province",), "市长": ("province", "prefecture", "county"), "州长": ("prefecture",),
    "盟长": ("prefecture",), "区长": ("prefecture", "county"), "县长": ("county",), "旗长": ("county",),
}  # fmt: skip
_OWN = {
    "自治区": "province",
    "自治州": "prefecture",
    "省": "province",
    "州": "prefecture",
    "盟": "prefecture",
    "县": "county",
    "旗": "county",
}
"""The word that a body of the article's own place begins with (省委, 县政府), and the level it means."""


@dataclass(frozen=True, slots=True)
class _Tables:
    offices: dict[str, dict[str, str]]
    central: dict[str, tuple[str, str]]
    local: dict[str, tuple[str, str]]
    ranks: dict[tuple[str, str, str], str]
    initials: dict[str, tuple[str, ...]]


@cache
def _tables() -> _Tables:
    bodies = rows("bodies")
    initials: dict[str, set[str]] = {}
    for name, state in states.states().items():
        initials.setdefault(name[0], set()).add(state)
    return _Tables(
        offices={r["form"]: r for r in rows("offices")},
        central={
            r["abbreviation"]: (r["full_name"], r["system"])
            for r in bodies
            if r["kind"] == "body" and r["level"] == "中央"
        },
        local={
            r["abbreviation"]: (r["full_name"], r["system"])
            for r in bodies
            if r["kind"] == "suffix" and r["system"] in _GOVERNING
        },
        ranks={(r["where"], r["system"], r["head"]): r["rank"] for r in rows("ranks")},
        initials={initial: tuple(sorted(found)) for initial, found in initials.items()},
    )


class OfficeReader:
    """Gives the posts of one article their normal form."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._known: dict[tuple[str, bool], Office | None] = {}

    @cached_property
    def home(self) -> Home:
        """Where the article is at home."""
        return home(self.reading)

    @cached_property
    def states(self) -> frozenset[str]:
        """The states that the article names in full."""
        article = self.reading.article
        found = (states.in_text().finditer(part.text) for part in (article.headline, article.body))
        return frozenset(states.states()[m[0]] for m in chain.from_iterable(found))

    def read(self, membership: Membership, foreigner: bool = False) -> Office | None:
        """The normal form of a post, or None where it has no head that the tables know.

        A `foreigner` holds posts of another state whatever the words leave out.
        """
        post = membership.post
        if foreigner and membership.inherited:
            post = post.removeprefix(membership.inherited)
        open_state = foreigner or post == _BARE[-1] or (membership.title_only and post in _BARE)
        if (post, open_state) not in self._known:
            self._known[post, open_state] = self._read(post, open_state)
        return self._known[post, open_state]

    def in_list(self, membership: Membership, office: Office | None) -> Office | None:
        """`office`, or the normal form that the place or the state of the post in front gives to the words."""
        post, start = membership.post, membership.evidence.start
        before = self.reading.article.document.text[max(0, start - LONGEST_LIST) : start]
        if post.startswith(_TAKEN_ALONG):
            post, before = post[1:], before + _AND
        if place_left_out(post, office):
            return with_place(post, before, self._names, self.read_words) or office
        if state_left_out(post, office):
            return with_state(post, before, self._names, self._read_abroad) or office
        return office

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(p.name for p in self.reading.people)

    def read_words(self, post: str) -> Office | None:
        """The normal form of a post from its words alone, or None."""
        return self._read(post, open_state=False)

    def _read_abroad(self, post: str) -> Office | None:
        return self._read(post, open_state=True)

    def foreigner(self, posts: Iterable[str]) -> bool:
        """Whether one of the posts of a person belongs to another state."""
        offices = (self._read(post, open_state=True) for post in posts)
        return any(o is not None and o.level == "foreign" and (o.state or o.body) for o in offices)

    def _read(self, post: str, open_state: bool) -> Office | None:
        text = _ALIAS.sub(r"\g<short>", _SESSION.sub("", post.strip("“”\"' ")))
        text = _TERM.sub("", _OF_PARTY.sub("", _REGION.sub("特别行政区", text)))
        table = _tables()
        match = lexicon().head_at_end.search(text)
        if match is None:
            return None
        rest, head = text[: match.start()], match[0]
        kept, standing = "", "held"
        if found := lexicon().modifiers_at_end.search(rest):
            rest, (kept, standing) = rest[: found.start()], _taken_apart(found[0])
        rest, standing_in_front = _strip_front(rest)
        standing = standing_in_front or standing
        if head == _ASTRONAUT:
            return _listed(table.offices[_ASTRONAUT], standing)
        whole = rest + kept + head
        if not open_state and (row := table.offices.get(whole) or table.offices.get(_NATION.sub("", whole))):
            return _listed(row, standing)
        return (
            self._embassy(whole, standing)
            or (None if open_state else self._central(rest, kept, head, standing))
            or self._local(rest, kept, head, standing)
            or self._foreign(rest, kept, head, standing)
            or self._own(rest, kept, head, standing)
            or _plain(rest, kept, head, standing)
        )

    def _embassy(self, text: str, standing: str) -> Office | None:
        match = _EMBASSY.match(text)
        if match is None:
            return None
        host = states.in_text().match(match["host"])
        state = states.states()[host[0]] if host else states.signs().get(match["host"])
        sent_by = match["sender"].removeprefix("中国")
        sender = states.states().get(sent_by) or states.signs().get(sent_by, "")
        if sender:
            name = f"{sender}驻{state or match['host']}{match['head']}"
            return Office(name, match["head"], state=sender, level="foreign", standing=standing, telling=True)
        if match["sender"] not in ("", "中国") or (state is None and len(match["host"]) < _SHORTEST_HOST):
            return None
        return Office(f"中国驻{state or match['host']}{match['head']}", match["head"], level="central", system="政府",
                      standing=standing, telling=True)  # fmt: skip

    def _central(self, rest: str, kept: str, head: str, standing: str) -> Office | None:
        """A body of the centre: 国家发展改革委主任, 外交部长."""
        table = _tables()
        bare = _NATION.sub("", rest)
        if not bare and head.endswith("部长") and head[:-1] in table.central and (rest or not self._foreign_news()):
            bare, head = head[:-1], "部长"
        for name in (rest, bare):
            group = next((word for word in _PARTY_GROUPS if name.endswith(word) and name not in table.central), "")
            if (stem := name.removesuffix(group)) in table.central:
                body, system = table.central[stem]
                return _office(body + group, kept + head, standing, level="central", system=system)
        return None

    def _foreign_news(self) -> bool:
        return bool(self.states - {"中国"})

    def _foreign(self, rest: str, kept: str, head: str, standing: str) -> Office | None:
        head = _MINISTERS.get(head, head)
        if found := states.named(rest):
            state, start, stop = found
            name, body = rest[start:stop], rest[stop:]
            short = states.states().get(name[:-1]) or states.signs().get(name[:-1])
            if name.endswith("国") and _OF_A_NATION.match(body) and short:
                state, body = short, f"国{body}"
            if state == "中国":
                return None
            if body.startswith(_TOPIC):
                return Office(f"{name}{body}{kept}{head}", f"{kept}{head}", level="foreign", standing=standing)
            return _foreign_office(state, body, kept, head, standing)
        foreign_head = head in lexicon().foreign_heads
        if rest.startswith("越共"):
            return _foreign_office("越南", f"共产党{rest.removeprefix('越共')}", kept, head, standing)
        candidates = _tables().initials.get(rest[:1], ()) if rest[:1] else ()
        near = [state for state in candidates if state in self.states]
        if (usual := states.signs().get(rest[:1])) in near:
            near = [usual]
        if len(near) == 1 and (len(rest) == 1 or foreign_head or _FOREIGN_BODY.match(rest, 1)):
            grounds = f"the only state of the article that {rest[0]} can stand for is {near[0]}"
            return _foreign_office(near[0], rest[1:], kept, head, standing, grounds)
        if not rest and foreign_head:
            return Office(kept + head, kept + head, level="foreign", standing=standing, single_seat=not kept)
        return None

    def _local(self, rest: str, kept: str, head: str, standing: str) -> Office | None:
        """A body of a division that the words name: 郑州市委书记, 福建省厦门市人大常委会主任."""
        place, length = divisions().leading(_NATION.sub("", rest))
        tail = _NATION.sub("", rest)[length:]
        if place is None:
            return None
        return _of_place(place, tail, kept, head, standing, None)

    def _own(self, rest: str, kept: str, head: str, standing: str) -> Office | None:
        """A body of the article's own place, or the standing committee that it is about: 省委书记, 市长, 常委会委员."""
        if rest.startswith(_COMMITTEE) and self._national_congress:
            of_congress = self._central(f"{_CONGRESS}{rest}", kept, head, standing)
            grounds = f"the only {_COMMITTEE} that the article names: {_CONGRESS}{_COMMITTEE}"
            return replace(of_congress, grounds=grounds) if of_congress else _plain(rest, kept, head, standing)
        first = next((word for word in (*_OWN, "市", "区") if rest.startswith(word)), None)
        if first is None and (rest or head not in _HEADS_OF_GOVERNMENT):
            return None
        found = self._meant(first or head[0])
        if found is None:
            return _plain(rest, kept, head, standing)
        return _of_place(found.place, rest, kept, head, standing, found.grounds)

    @cached_property
    def _national_congress(self) -> bool:
        """Whether the article names no other standing committee than that of the national congress."""
        return {m["whose"] for m in _COMMITTEES.finditer(self.reading.article.body.text)} == {_CONGRESS}

    def _meant(self, word: str) -> Jurisdiction | None:
        at = self.home
        if word == "市":
            county = at.county if at.county and at.county.place.name.endswith("市") else None
            city = at.province if at.province and at.province.place.code in MUNICIPALITIES else at.prefecture
            return None if city and county else city or county
        if word == "区":
            return at.county if at.county and at.county.place.name.endswith("区") else None
        found = at.at(_OWN[word])
        return found if found and found.place.name.endswith(word) else None


def _strip_front(text: str) -> tuple[str, str | None]:
    """The post without a word in front that says when it is held (时任; 原 before a place), and what that says."""
    for word, standing in _STANDING.items():
        if not text.startswith(word):
            continue
        rest = text[len(word) :]
        if len(word) > 1 or (word in _FORMERLY and not _begins_with_place(text) and _begins_with_place(rest)):
            return rest, standing
    return text, None


def _begins_with_place(text: str) -> bool:
    return divisions().leading(text)[1] > 0 or states.in_text().match(text) is not None


def _taken_apart(modifiers: str) -> tuple[str, str]:
    """原常务副 -> 常务副, past."""
    standing = "held"
    for word, meaning in sorted(_STANDING.items(), key=lambda item: -len(item[0])):
        if modifiers.startswith(word) or (word in _FORMERLY and word in modifiers):
            modifiers, standing = modifiers.replace(word, "", 1), meaning
            break
    return modifiers, standing


def _by_many(post: str) -> bool:
    return post.endswith(_SHARED_BY_MANY) and not post.endswith(_SINGULAR)


def _listed(row: dict[str, str], standing: str) -> Office:
    seats = row["seats"]
    return Office(
        row["body"] + row["head"], row["head"], row["body"] or None, level="central", system=row["system"] or None,
        rank=row["rank"] or None, standing=standing, single_seat=seats == "one", telling=seats != "many",
    )  # fmt: skip


def _office(
    body: str,
    head: str,
    standing: str,
    *,
    level: str | None,
    system: str | None,
    place: Place | None = None,
    grounds: str | None = None,
) -> Office:
    many = _by_many(head)
    rank = None
    if place is not None and system is not None:
        ranks = _tables().ranks
        where = (place.code, divisions().level(place))
        rank = next((ranks[key] for key in ((w, system, head) for w in where) if key in ranks), None)
    single = not many and head in lexicon().single_seat_heads and not head.startswith("副")
    return Office(f"{body}{head}", head, body, place, None, level, system, rank, standing, single, not many, grounds)


def _foreign_office(state: str, body: str, kept: str, head: str, standing: str, grounds: str | None = None) -> Office:
    if (cabinet := _CABINET.fullmatch(body)) and head in _HEADS_OF_CABINETS:
        body, standing = "", "acting" if cabinet["sign"] else standing
    if body and head == "部长" and body.endswith("部"):
        body, head = body[:-1], "部长"
    if not body:
        kept, head = kept.removeprefix("联邦"), head.removeprefix("联邦")
    if head in _SPEAKERS:
        body, head = f"{body}{head[0]}议院", "议长"
    body = _CHAMBER.sub("", body)
    if head == "市长":
        body = body.removesuffix("市")
    full = f"{body}{kept}{head}"
    many = _by_many(full)
    organisation = state in states.organisations()
    return Office(
        f"{state}{full}", kept + head, state + body if organisation or body else None, None,
        None if organisation else state, "international" if organisation else "foreign", None, None, standing,
        not many and not kept and head in lexicon().single_seat_heads, not many, grounds,
    )  # fmt: skip


def _of_place(place: Place, tail: str, kept: str, head: str, standing: str, grounds: str | None) -> Office | None:
    """The post `tail` + `head` of a division; `tail` may begin with the kind of place (市委), which its name shares."""
    level = divisions().level(place)
    if not tail and head in _HEADS_OF_GOVERNMENT and place.name.endswith(head[0]):
        return _government(place, kept + head, standing, level, grounds)
    if tail in ("人民政府", "政府", "市政府", "省政府", "县政府", "区政府") and place.name[-1:] == head[:1]:
        return _government(place, kept + head, standing, level, grounds)
    kind = place.name[-1]
    for name in (kind + tail, tail, tail.removeprefix("自治区"), tail.removeprefix(kind)):
        if name in _tables().local:
            template, system = _tables().local[name]
            return _office(
                _filled(template, place),
                kept + head,
                standing,
                level=level,
                system=system,
                place=place,
                grounds=grounds,
            )
    return None


def _government(place: Place, head: str, standing: str, level: str, grounds: str | None) -> Office:
    return _office(f"{place.name}人民政府", head, standing, level=level, system="政府", place=place, grounds=grounds)


def _filled(template: str, place: Place) -> str:
    """`template` with the place in it; 中国共产党{place}市委员会 takes 郑州, not 郑州市."""
    if "{place}" not in template:
        kind = "自治区" if place.name.endswith("自治区") and template.startswith("自治区") else place.name[-1]
        return place.name + template.removeprefix(kind)
    after = template.partition("{place}")[2]
    kind = next((k for k in ("自治区", "自治州", "省", "市", "县", "区") if after.startswith(k)), "")
    return template.replace("{place}", place.name.removesuffix(kind) if kind else place.name)


def _plain(rest: str, kept: str, head: str, standing: str) -> Office:
    """A post whose body no table knows: as stated, and telling where it names a body of its own."""
    rest = _in_full(rest.removesuffix("市") if head == "市长" else rest)
    text = rest + kept + head
    own = (
        len(rest) >= (_SHORTEST_HOST if head in _GOVERNORS else _SHORTEST_BODY)
        and not _GENERIC_START.match(rest)
        and not _by_many(text)
        and (head in _GOVERNORS or head not in lexicon().foreign_heads)
    )
    return Office(text, kept + head, rest or None, system=None, standing=standing, telling=own)


def _in_full(body: str) -> str:
    """A part of a body of the centre with that body's full name: 中国科学院金属研究所 for 中科院金属研究所.

    Ministries stay as stated: other states have a 国防部 too.
    """
    central = _tables().central
    for length in range(min(len(body) - _SHORTEST_HOST, _LONGEST_ABBREVIATION), _SHORTEST_HOST, -1):
        short, part = body[:length], body[length:]
        full = central.get(short, (body, ""))[0]
        if not body.startswith(full) and not short.endswith(_MINISTRY) and not full.endswith(part[:2]):
            return full + part
    return body

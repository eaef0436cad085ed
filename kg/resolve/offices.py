"""Posts in their normal form: which body, where, at what level, and how much a post says of who holds it.

The words as stated stay what they are; the normal form stands beside them.  A place that the words leave out is taken
from the article's home, with its grounds, or left open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import chain

from msgspec.structs import replace

from kg.model import Jurisdiction, Membership, Office, Place, Reading
from kg.recognise.lexicon import lexicon, rows
from kg.resolve import states
from kg.resolve.carried import LONGEST_LIST, place_left_out, state_left_out, with_place, with_state
from kg.resolve.offices_abroad import embassy, foreign
from kg.resolve.places import MUNICIPALITIES, Home, divisions, home
from kg.resolve.seats import by_many

_GENERIC_START = re.compile(
    r"[该某这本其各两三]|目前|现任|首席|企业|公司|社区|村|我们|有关|大会|执行|主席团|中央代表团|中央宣讲团"
)
_SHORTEST_BODY = 4
_SHORTEST_HOST = 2
_LONGEST_ABBREVIATION = 16
_MINISTRY = "部"
_SESSION = re.compile(r"第?[一二三四五六七八九十]+届(?=全国|省|市|区|县|自治|[\u4e00-\u9fff]{2,4}[省市])")
_PARTY_GROUPS = ("党组", "党委", "机关党委")
_NATION = re.compile(r"^(?:中华人民共和国|中国)(?=.)")
_STANDING = {
    "原": "past", "前": "past", "前任": "past", "曾任": "past", "离任": "past", "卸任": "past", "退休": "past",
    "已故": "past",
    "候任": "coming", "当选": "coming", "拟任": "coming", "继任": "coming", "候选": "coming",
    "代": "acting", "代理": "acting", "临时": "acting", "署理": "acting", "看守": "acting", "过渡": "acting",
    "现任": "held", "在任": "held", "新": "held", "新任": "held", "时任": "past",
}  # fmt: skip
"""What a modifier says of when a post is held; it does not belong to the post."""
_ALIAS = re.compile(r"^[^（）]{3,}（(?P<short>[^（）]{3,8})）(?=.)")
"""A body with its short form in brackets: 巴勒斯坦伊斯兰抵抗运动（哈马斯）."""
_FORMERLY = ("原", "前")
_ASTRONAUT = "航天员"
_REGION = re.compile("(?<=香港|澳门)特区(?=行政长官)")
_TERM = re.compile("第[一二三四五六七八九十]+任")
_OF_PARTY = re.compile("[\u4e00-\u9fff]{1,2}党籍")
"""What a modifier says of the holder, not of the post: 共和党籍众议长."""
_CONGRESS = "全国人大"
_COMMITTEE = "常委会"
_COMMITTEES = re.compile("(?P<whose>全国人大|[省市区县州]人大|政协[^，。；]{0,12}|[省市县区]委|政治局)(?=常委会)")
_GOVERNORS = ("州长", "市长")
_BARE = ("国家主席", "国家副主席", "总书记")
"""Titles that leave the state open where nothing stands in front."""
_GOVERNING = ("党委", "纪委监委", "人大", "政府", "政协", "法检", "群团", "民主党派", "军队")
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
_MOST_REMEMBERED = 8_192
"""Posts whose words alone are read once, in however many articles they stand: the news tells of the same few."""


@dataclass(frozen=True, slots=True)
class _Tables:
    offices: dict[str, dict[str, str]]
    central: dict[str, tuple[str, str]]
    local: dict[str, tuple[str, str]]
    ranks: dict[tuple[str, str, str], str]


@cache
def _tables() -> _Tables:
    bodies = rows("bodies")
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
        stated = _stated(post)
        if stated is None:
            return None
        rest, kept, head, standing = stated
        table = _tables()
        if head == _ASTRONAUT:
            return _listed(table.offices[_ASTRONAUT], standing)
        whole = rest + kept + head
        if not open_state and (row := table.offices.get(whole) or table.offices.get(_NATION.sub("", whole))):
            return _listed(row, standing)
        return (
            embassy(whole, standing)
            or (None if open_state else self._central(rest, kept, head, standing))
            or _local(rest, kept, head, standing)
            or foreign(rest, kept, head, standing, lambda: self.states)
            or self._own(rest, kept, head, standing)
            or _plain(rest, kept, head, standing)
        )

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


@lru_cache(_MOST_REMEMBERED)
def _stated(post: str) -> tuple[str, str, str, str] | None:
    """What stands in front of the modifiers of a post, those that belong to it, its head, and its standing.

    None where it has no head that the tables know.
    """
    text = _ALIAS.sub(r"\g<short>", _SESSION.sub("", post.strip("“”\"' ")))
    text = _TERM.sub("", _OF_PARTY.sub("", _REGION.sub("特别行政区", text)))
    match = lexicon().head_at_end.search(text)
    if match is None:
        return None
    rest, head = text[: match.start()], match[0]
    kept, standing = "", "held"
    if found := lexicon().modifiers_at_end.search(rest):
        rest, (kept, standing) = rest[: found.start()], _taken_apart(found[0])
    rest, standing_in_front = _strip_front(rest)
    return rest, kept, head, standing_in_front or standing


@lru_cache(_MOST_REMEMBERED)
def _local(rest: str, kept: str, head: str, standing: str) -> Office | None:
    """A body of a division that the words name: 郑州市委书记, 福建省厦门市人大常委会主任."""
    place, length = divisions().leading(_NATION.sub("", rest))
    tail = _NATION.sub("", rest)[length:]
    if place is None:
        return None
    return _of_place(place, tail, kept, head, standing, None)


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
    many = by_many(head)
    rank = None
    if place is not None and system is not None:
        ranks = _tables().ranks
        where = (place.code, divisions().level(place))
        rank = next((ranks[key] for key in ((w, system, head) for w in where) if key in ranks), None)
    single = not many and head in lexicon().single_seat_heads and not head.startswith("副")
    return Office(f"{body}{head}", head, body, place, None, level, system, rank, standing, single, not many, grounds)


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


@lru_cache(_MOST_REMEMBERED)
def _plain(rest: str, kept: str, head: str, standing: str) -> Office:
    """A post whose body no table knows: as stated, and telling where it names a body of its own."""
    rest = _in_full(rest.removesuffix("市") if head == "市长" else rest)
    text = rest + kept + head
    own = (
        len(rest) >= (_SHORTEST_HOST if head in _GOVERNORS else _SHORTEST_BODY)
        and not _GENERIC_START.match(rest)
        and not by_many(text)
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

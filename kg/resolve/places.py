"""Administrative divisions by name: which one is meant, what lies in what, and where an article is at home.

A name alone may mean several divisions (鼓楼区 lies in four cities).  It is decided by what stands around it, and left
open where that does not suffice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from kg.model import Jurisdiction, Place, Reading
from kg.recognise.lexicon import alternation, rows

MUNICIPALITIES = ("110000", "120000", "310000", "500000")
"""京津沪渝: cities of provincial level, whose 市委 is a provincial committee."""

_SHORTEST_ALIAS = 2
_KINDS = "市县区旗"
_COUNTRY = "全国"
_CAPITAL = "110000"
_GOVERNS = re.compile(
    r"(?:人民)?(?:委|党委|政府|人大|政协|纪委|市长|县长|区长|州长|领导|主要领导|四套班子|第?[一二三四五六七八九十]{1,3}届)"
)
_ENOUGH = 2
# 海南 and 吉林 name a province and a prefecture: the short form means the province.
_LEVELS = ("province", "prefecture", "county")


@dataclass(frozen=True, slots=True)
class Divisions:
    """The table of divisions: `by_name` gives all that a name (full, short or former) may mean, widest level first."""

    by_code: dict[str, Place]
    by_name: dict[str, tuple[Place, ...]]
    in_text: re.Pattern[str]

    def province(self, place: Place) -> Place | None:
        """The province that `place` lies in, itself where it is one."""
        return self.by_code.get(place.code[:2] + "0000")

    def up(self, place: Place, level: str) -> Place | None:
        """`place` or the division of `level` that it lies in."""
        at: Place | None = place
        while at is not None and at.level != level:
            at = self.by_code.get(at.parent)
        return at

    def contains(self, outer: Place, inner: Place) -> bool:
        """Whether `inner` is `outer` or lies in it."""
        at: Place | None = inner
        while at is not None:
            if at.code == outer.code:
                return True
            at = self.by_code.get(at.parent)
        return False

    def level(self, place: Place) -> str:
        """`place`'s rank in government: a district of 京津沪渝 ranks as a prefecture."""
        if place.level == "county" and place.parent in MUNICIPALITIES:
            return "prefecture"
        return place.level

    def leading(self, text: str, home: Place | None = None) -> tuple[Place | None, int]:
        """The division that `text` begins with and the length of its name; 福建省厦门市 is 厦门.

        A name of several divisions is the one in `home` or in the division named just before; else the place is None.
        """
        at, outer, found = 0, None, None
        while match := self._longest(text, at):
            candidates = self.by_name[match]
            inside = [p for p in candidates if outer is None or (p != outer and self.contains(outer, p))]
            if outer is not None and not inside:
                break
            found = self.one(tuple(inside), outer or home)
            at += len(match)
            outer = found
            if found is None:
                break
        return found, at

    def _longest(self, text: str, at: int) -> str | None:
        return next((text[at : at + n] for n in range(12, 1, -1) if text[at : at + n] in self.by_name), None)

    def one(self, candidates: tuple[Place, ...], home: Place | None = None) -> Place | None:
        """The division meant by a name of several: the widest, or the one in `home`; None where more are left."""
        widest = [p for p in candidates if p.level == candidates[0].level]
        if len(widest) == 1:
            return widest[0]
        near = [p for p in widest if home is not None and self.contains(home, p)]
        return near[0] if len(near) == 1 else None

    def named(self, text: str) -> Iterator[Place]:
        """Every division that `text` names beyond doubt."""
        for match in self.in_text.finditer(text):
            candidates = self.by_name[match["name"]]
            if place := self.one(candidates):
                yield place


@cache
def divisions() -> Divisions:
    """The tables that come with the package."""
    table = rows("divisions")
    by_code = {r["code"]: Place(r["code"], r["name"], r["level"], r["parent"]) for r in table}
    names: dict[str, set[Place]] = {}
    for r in table:
        for name in (r["name"], r["short_name"], *r["aliases"].split("/")):
            # 南开 is a district, and a university: a county goes by its full name.
            if len(name) >= _SHORTEST_ALIAS and (r["level"] != "county" or name[-1] in _KINDS):
                names.setdefault(name, set()).add(by_code[r["code"]])
    for r in rows("former_divisions"):
        if r["successor"] in by_code and r["name"] not in names:
            names[r["name"]] = {by_code[r["successor"]]}
    by_name = {name: tuple(sorted(found, key=_widest_first)) for name, found in names.items()}
    # In running text a short name is often an ordinary word (大同, 安康): only provinces go without their kind.
    plain = [name for name, found in by_name.items() if found[0].level == "province" or name == found[0].name]
    short = [name for name, found in by_name.items() if found[0].level == "prefecture"]
    return Divisions(
        by_code,
        by_name,
        re.compile(f"(?P<name>{alternation(plain)}|{alternation(short)}(?=市委|市政府|市长|讯|日报))"),
    )


def _widest_first(place: Place) -> tuple[int, str]:
    return _LEVELS.index(place.level), place.code


@cache
def _outlets() -> dict[str, Place]:
    """Newspapers, agencies and stations with the one division that each serves."""
    table = divisions()
    found: dict[str, Place] = {}
    for r in rows("newspapers"):
        candidates = [p for p in table.by_name.get(r["place"], ()) if p.level == r["level"]]
        if r["place"] != _COUNTRY and len(candidates) == 1:
            found[r["name"]] = candidates[0]
    return found


@dataclass(frozen=True, slots=True)
class Home:
    """Where an article is at home, level by level: its 省委, its 我市.  A level that nothing tells is None."""

    province: Jurisdiction | None = None
    prefecture: Jurisdiction | None = None
    county: Jurisdiction | None = None

    def at(self, level: str) -> Jurisdiction | None:
        """The division of that level."""
        return {"province": self.province, "prefecture": self.prefecture, "county": self.county}[level]


def home(reading: Reading) -> Home:
    """Where the article is at home, beyond doubt.

    Asked in this order: the publisher of the metadata, the newspaper that the article names (据《…》), the words of the
    agency line (本报郑州讯), and last the only division of a level that the text names as one that governs.
    """
    table, article = divisions(), reading.article
    text = f"{article.headline.text}\n{article.body.text}"
    given = _from_outlet(reading) or _from_agency_line(article.agency_line.text)
    alone = _alone(text)
    if given is None:
        return _with_prefecture(Home(**{level: _checked(alone, level) for level in _LEVELS}))
    found: dict[str, Jurisdiction | None] = {}
    for level in _LEVELS:
        at = table.up(given.place, level)
        if at is not None:
            found[level] = Jurisdiction(at, given.grounds)
        elif (other := alone[level]) and table.contains(given.place, other.place):
            found[level] = other
    return Home(**found)


def _with_prefecture(at: Home) -> Home:
    """`at`, with the prefecture that its county lies in."""
    if at.prefecture is not None or at.county is None:
        return at
    prefecture = divisions().up(at.county.place, "prefecture")
    return replace(at, prefecture=Jurisdiction(prefecture, at.county.grounds)) if prefecture else at


def _from_outlet(reading: Reading) -> Jurisdiction | None:
    publisher = reading.article.document.publisher
    if publisher in _outlets():
        return Jurisdiction(_outlets()[publisher], f"the publisher {publisher}")
    stated = [a.name.strip("《》") for a in reading.authorships if a.role in ("newspaper", "agency")]
    name = next((name for name in stated if name in _outlets()), None)
    return Jurisdiction(_outlets()[name], f"the newspaper {name}") if name else None


def _from_agency_line(line: str) -> Jurisdiction | None:
    """For papers that say 本报 or 本台.  National agencies, and correspondents in the capital, tell nothing."""
    if "本报" not in line and "本台" not in line:
        return None
    places = sorted(set(divisions().named(line)), key=_widest_first)
    if not places or places[0].code == _CAPITAL:
        return None
    innermost = places[-1]
    if not all(divisions().contains(place, innermost) for place in places):
        return None
    return Jurisdiction(innermost, f"the agency line {line}")


def _alone(text: str) -> dict[str, Jurisdiction | None]:
    """For each level the only division in `text`, where it is named twice or as one that governs (南昌市委)."""
    table = divisions()
    seen: dict[str, dict[Place, int]] = {level: {} for level in _LEVELS}
    for match in table.in_text.finditer(text):
        place = table.one(table.by_name[match["name"]])
        for level in _LEVELS:
            at = table.up(place, level) if place else None
            if at is not None:
                governs = level == "province" or (at == place and _GOVERNS.match(text, match.end()))
                seen[level][at] = seen[level].get(at, 0) + (_ENOUGH if governs else at == place)
    return {level: _only(found, level) for level, found in seen.items()}


def _only(seen: dict[Place, int], level: str) -> Jurisdiction | None:
    if len(seen) != 1:
        return None
    (place, weight), *_ = seen.items()
    return Jurisdiction(place, f"the only {level} that the article names: {place.name}") if weight >= _ENOUGH else None


def _checked(alone: dict[str, Jurisdiction | None], level: str) -> Jurisdiction | None:
    """A division only counts where the text names no other province."""
    found, province = alone[level], alone["province"]
    return found if found and province and divisions().contains(province.place, found.place) else None

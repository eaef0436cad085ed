"""Meetings by month, type and level, and who chaired them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.report.chapter import WHOLE, Block, Chapter, Row, address, link, named, table
from kg.report.figures.amounts import Bar, bars, columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.report.facts import Facts, Month
    from kg.report.wording import Wording

_KINDS = ("meeting", "talks", "inspection", "ceremony", "instruction")
_LEVELS = ("central", "province", "prefecture", "county", "township", "foreign", "international")
_CHAIRS_DRAWN = 20
_FAR_OFF = 50
"""One meeting in so many, at either end of time, is left to the table: far-off dates would stretch the picture."""


def months(facts: Facts, say: Wording) -> Chapter:
    """Meetings by month, a colour for each type."""
    title = say("months")
    if not facts.months:
        return Chapter("months", title, (), say("months_none"))
    drawn = _drawn_months(facts.months)
    rows = [
        Row(
            (_month(month.month, say), say(f"kind_{month.group}"), month.meetings),
            month.sources,
            _in_month(month.month),
        )
        for month in facts.months
    ]
    kinds = sorted({month.group for month in facts.months}, key=lambda kind: (_place(kind, _KINDS), kind))
    row_of = {(month.month, month.group): number for number, month in enumerate(facts.months, 1)}
    count = {(month.month, month.group): month.meetings for month in facts.months}
    stacks = [
        [
            Bar(kind, count[month, kind], f"{_month(month, say)} {say(f'kind_{kind}')}: {count[month, kind]}",
                link("months", row_of[month, kind], WHOLE), kinds.index(kind))
            for kind in kinds
            if (month, kind) in count
        ]
        for month in drawn
    ]  # fmt: skip
    yearless = drawn[0].startswith("--")
    inside = sum(bar.value for stack in stacks for bar in stack)
    all_counted = sum(count.values())
    meetings = facts.counts["with_reported"]
    captions = [say("months_yearless") if yearless else say("months_about", first=drawn[0], last=drawn[-1])]
    # A meeting that is told as two types counts as both.
    if without := max(0, meetings - all_counted):
        captions.append(say("months_without", n=without, all=meetings))
    if outside := all_counted - int(inside):
        captions.append(say("months_outside", n=outside))
    told = table(
        "months", title, (say("month"), say("type"), say("meetings_n")), rows, _query("meetings-by-month"), most=WHOLE
    )
    picture = columns("months", title, [month.removeprefix("--") for month in drawn], [("", stacks)])
    colours = tuple((place, say(f"kind_{kind}")) for place, kind in enumerate(kinds))
    return Chapter("months", title, (Block("", tuple(captions), picture, (told,), colours),))


def levels(facts: Facts, say: Wording) -> Chapter:
    """Meetings by month and level of those present, a row for each level."""
    title = say("levels")
    if not facts.levels:
        return Chapter("levels", title, (), say("levels_none"))
    present = sorted({month.group for month in facts.levels}, key=lambda level: (_place(level, _LEVELS), level))
    rows = [
        Row(
            (_month(month.month, say), say(f"level_{month.group}"), month.meetings, month.chaired),
            month.sources,
            _in_month(month.month),
        )
        for month in facts.levels
    ]
    picture = None
    if drawn := _drawn_months([month for month in facts.levels if month.month]):
        row_of = {(month.month, month.group): number for number, month in enumerate(facts.levels, 1)}
        count = {(month.month, month.group): month.meetings for month in facts.levels}
        panels = []
        for place, level in enumerate(present):
            stacks = [
                [
                    Bar(
                        level,
                        n,
                        f"{_month(month, say)} {say(f'level_{level}')}: {n}",
                        link("levels", row_of[month, level], WHOLE),
                        place,
                    )
                ]
                if (n := count.get((month, level), 0))
                else []
                for month in drawn
            ]
            inside = sum(bar.value for stack in stacks for bar in stack)
            if inside:
                panels.append((say("level_row", level=say(f"level_{level}"), n=int(inside)), stacks))
        picture = columns("levels", title, [month.removeprefix("--") for month in drawn], panels)
    head = (say("month"), say("level"), say("meetings_n"), say("chaired"))
    told = table("levels", title, head, rows, _query("meetings-by-level"), most=WHOLE)
    return Chapter("levels", title, (Block("", (say("levels_about"),), picture, (told,)),))


def chairs(facts: Facts, say: Wording) -> Chapter:
    """Who chaired most meetings."""
    title = say("chairs")
    if not facts.chairs:
        return Chapter("chairs", title, (), say("chairs_none"))
    drawn = facts.chairs[:_CHAIRS_DRAWN]
    picture = bars(
        "chairs",
        title,
        [
            Bar(named(chair.person, say), chair.meetings, str(chair.meetings), link("chairs", number))
            for number, chair in enumerate(drawn, 1)
        ],
    )
    caption = say(
        "chairs_about", shown=len(drawn), all=len(facts.chairs), with_chair=facts.counts["with_chair"],
        meetings=facts.counts["with_reported"],
    )  # fmt: skip
    rows = [
        Row(
            (chair.person.name, chair.person.pinyin, chair.post, chair.meetings),
            chair.sources,
            address(chair.person.iri),
        )
        for chair in facts.chairs
    ]
    head = (say("name"), say("pinyin"), say("post"), say("meetings_n"))
    told = table("chairs", title, head, rows, _query("most-chairs"))
    return Chapter("chairs", title, (Block("", (caption,), picture, (told,)),))


def _month(month: str, say: Wording) -> str:
    """A month as it is shown: `2023-01`, `01, year unknown`, or that nothing is known."""
    if not month:
        return say("no_month")
    return say("month_yearless", month=month.removeprefix("--")) if month.startswith("--") else month


def _query(name: str) -> str:
    return f"kg query OUT {name}"


def _in_month(month: str) -> str:
    """The meetings of a month in graph.html, which knows months of a known year alone."""
    return f"?from={month}&to={month}" if month and not month.startswith("--") else ""


def _place(group: str, order: Sequence[str]) -> int:
    return order.index(group) if group in order else len(order)


def _drawn_months(counted: Sequence[Month]) -> list[str]:
    """Every month from the first to the last, without far-off ones; without any year, the months there are."""
    by_month: dict[str, int] = defaultdict(int)
    for month in counted:
        by_month[month.month] += month.meetings
    known = [month for month in sorted(by_month) if not month.startswith("--")]
    if not known:
        return sorted(by_month)
    each = [month for month in known for _ in range(by_month[month])]
    cut = len(each) // _FAR_OFF
    first, last = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (each[cut], each[-1 - cut]))
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(first, last + 1)]

"""Who was in a room with whom, who stands where in lists, and who came after whom in office."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from kg.report.chapter import WHOLE, Block, Chapter, Row, Table, address, link, named, short, table
from kg.report.facts import Sources
from kg.report.figures.people import Line, Node, Term, circle, ranks, terms
from kg.report.network import MOST_DRAWN, TIES_TOLD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.report.facts import Facts, Lists, Member, Person, Succession, Tie
    from kg.report.figures.base import Picture
    from kg.report.wording import Wording

_TIES_DRAWN = 140
_FEW_DRAWN = 24
_SERIES_DRAWN = 3
_LINES_DRAWN = 12
_TERMS_DRAWN = 20


def network(facts: Facts, say: Wording) -> Chapter:
    """The network of co-attendance: a picture of its best connected, with tables of people and of ties."""
    title, found = say("network"), facts.network
    if not found.members:
        return Chapter("network", title, (), say("network_none"))
    drawn = found.members[:MOST_DRAWN]
    place = {member.person.iri: number for number, member in enumerate(drawn)}
    among = [tie for tie in found.ties if tie.one.iri in place and tie.other.iri in place]
    least = sorted((tie.meetings for tie in among), reverse=True)[min(len(among), _TIES_DRAWN) - 1] if among else 1
    shown = [tie for tie in among if tie.meetings >= least]
    nodes = [
        Node(
            named(member.person, say),
            short(member.person, say),
            member.shared,
            member.community - 1,
            link("network", number),
        )
        for number, member in enumerate(drawn, 1)
    ]
    ties = [(place[tie.one.iri], place[tie.other.iri], tie.meetings) for tie in shown]
    exact = found.pivots == found.size
    how = say("between_exact") if exact else say("between_sampled", n=found.pivots)
    captions = (
        say(
            "network_about", all=found.size, ties=found.all_ties, communities=found.communities, shown=len(drawn),
            few=min(len(drawn), _FEW_DRAWN),
            least=least,
        ),
        say("network_between", how=how),
    )  # fmt: skip
    tables = (_members(found.members, say), _ties(found.ties[:TIES_TOLD], found.all_ties, say))
    communities = sorted({member.community for member in drawn})
    colours = tuple((number - 1, say("node", community=number)) for number in communities)
    block = Block("", captions, circle("network", title, nodes, ties, _FEW_DRAWN), tables, colours)
    return Chapter("network", title, (block,))


def _members(members: Sequence[Member], say: Wording) -> Table:
    head = ("name", "pinyin", "meetings_n", "others", "shared", "community", "betweenness")
    rows = [
        Row(
            (
                member.person.name,
                member.person.pinyin,
                member.meetings,
                member.others,
                member.shared,
                member.community,
                member.betweenness,
            ),
            member.sources,
            address(member.person.iri),
        )
        for member in members
    ]
    return table("network", say("people"), [say(key) for key in head], rows)


def _ties(ties: Sequence[Tie], total: int, say: Wording) -> Table:
    rows = [Row((named(tie.one, say), named(tie.other, say), tie.meetings), tie.sources, _pair(tie)) for tie in ties]
    head = [say("one"), say("other"), say("meetings_n")]
    return table("ties", say("ties"), head, rows, "kg query OUT together", total=total)


def _pair(tie: Tie) -> str:
    """The relation of two people in graph.html."""
    return f"{address(tie.one.iri)}+{address(tie.other.iri)}"


def lists(facts: Facts, say: Wording) -> Chapter:
    """Places in the attendance lists of the series that have most."""
    title = say("lists")
    if not facts.lists:
        return Chapter("lists", title, (), say("lists_none"))
    drawn = facts.lists[:_SERIES_DRAWN]
    blocks = [_list_block(number, found, say) for number, found in enumerate(drawn, 1)]
    note = say("lists_series", shown=len(drawn), all=len(facts.lists))
    return Chapter("lists", title, tuple(blocks), note=note)


def _list_block(number: int, found: Lists, say: Wording) -> Block:
    key = f"lists{number}"
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    people: dict[str, Person] = {}
    first_row: dict[str, int] = {}
    rows = []
    for row, standing in enumerate(found.standings, 1):
        iri = standing.person.iri
        people[iri] = standing.person
        places[iri].append((standing.column, standing.place))
        first_row.setdefault(iri, row)
        cells = (standing.day, standing.place, standing.person.name, standing.person.pinyin)
        rows.append(Row(cells, standing.sources, address(standing.meeting)))
    most = sorted(places, key=lambda iri: (-len(places[iri]), sum(p for _, p in places[iri]) / len(places[iri]), iri))
    shown = most[:_LINES_DRAWN]
    lines = [Line(named(people[iri], say), tuple(places[iri]), link(key, first_row[iri], WHOLE)) for iri in shown]
    caption = say("lists_about", series=found.series, n=len(found.days), shown=len(shown))
    head = [say("day"), say("position"), say("name"), say("pinyin")]
    told = table(key, found.series, head, rows, "kg query OUT attendees", most=WHOLE)
    return Block(found.series, (caption,), ranks(key, found.series, found.days, lines), (told,))


def successions(facts: Facts, say: Wording) -> Chapter:
    """Who followed whom in an office of one seat, and where two are given one at overlapping times."""
    title = say("successions")
    followed = [found for found in facts.successions if found.kind == "succession"]
    at_once = [found for found in facts.successions if found.kind != "succession"]
    blocks = []
    if followed:
        drawn = followed[:_TERMS_DRAWN]
        caption = say("successions_about", all=len(followed), shown=len(drawn))
        told = _succession_table("successions", title, followed, say)
        colours = ((0, say("first_holder")), (1, say("second_holder")))
        blocks.append(Block("", (caption,), _terms(drawn, title, say), (told,), colours))
    if at_once:
        told = _succession_table("two-holders", say("two_holders"), at_once, say)
        blocks.append(Block(say("two_holders"), (say("two_holders_about", all=len(at_once)),), None, (told,)))
    return Chapter("successions", title, tuple(blocks), "" if blocks else say("successions_none"))


def _succession_table(key: str, title: str, found: Sequence[Succession], say: Wording) -> Table:
    head = [say("office"), say("level")]
    for holder in ("first_holder", "second_holder"):
        head += [say(holder), say("seen_from"), say("seen_to"), say("articles_n")]
    rows = []
    for item in found:
        cells: list[str | int | float] = [item.office, say(f"level_{item.level}") if item.level else ""]
        for held in (item.first, item.second):
            cells += [named(held.person, say), held.first_seen, held.last_seen, held.articles]
        shown = item.first.sources.shown[-1:] + item.second.sources.shown[:1]
        rows.append(Row(tuple(cells), Sources(shown, len(shown)), address(item.second.person.iri)))
    return table(key, title, head, rows, "kg findings OUT")


def _terms(found: Sequence[Succession], title: str, say: Wording) -> Picture:
    items = [
        Term(
            item.office,
            (
                (named(item.first.person, say), _number(item.first.first_seen), _number(item.first.last_seen)),
                (named(item.second.person, say), _number(item.second.first_seen), _number(item.second.last_seen)),
            ),
            link("successions", number),
        )
        for number, item in enumerate(found, 1)
    ]
    days = [day for item in items for _, *ends in item.holders for day in ends]
    first, last = date.fromordinal(min(days)), date.fromordinal(max(days))
    months = range(first.year * 12 + first.month, last.year * 12 + last.month)
    starts = [date(month // 12, month % 12 + 1, 1) for month in months]
    ticks = [(day.toordinal(), day.isoformat()[:7]) for day in starts] or [(first.toordinal(), first.isoformat())]
    return terms("successions", title, items, ticks)


def _number(day: str) -> int:
    return date.fromisoformat(day).toordinal()

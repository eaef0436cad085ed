"""One person as pieced together from the traces of one name, and what speaks against two of them being one."""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from kg.model import Office
from kg.resolve.traces import Trace

LEADING = ("正国级", "副国级")
_HEADS_OF_STATE = ("总统", "国王", "国家主席")
_HEADS_OF_GOVERNMENT = ("总理", "首相")
_MOST_LISTED = 3
_VERY_MANY = 100_000
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_FOREIGN_WEIGHT = 3
"""Posts of China lose their words 中国 in the news, and so do those of guests: one of another state outweighs three."""


@dataclass
class Person:
    """Traces held to be one person so far, and what is known of it from all of them.

    What is derived is kept until the person takes in another: a name borne by many is compared very often.
    """

    members: list[Trace]
    offices: dict[str, Office] = field(default_factory=dict)
    company: set[str] = field(default_factory=set)

    @cached_property
    def telling(self) -> bool:
        """Whether one of the posts tells who this is."""
        return any(o.telling for o in self.offices.values())

    @cached_property
    def leading(self) -> bool:
        """Whether one of the posts makes a leader of the state."""
        return any(o.rank in LEADING for o in self.offices.values())

    @cached_property
    def states(self) -> frozenset[str]:
        """The states in which somebody holds a post."""
        return frozenset(o.state for o in self.offices.values() if o.state is not None)

    @cached_property
    def realms(self) -> frozenset[str]:
        """The states, and the unions and organisations of states, in which somebody holds a post."""
        bodies = {o.body for o in self.offices.values() if o.level == "international" and o.body is not None}
        return self.states | bodies

    @cached_property
    def chinese(self) -> bool:
        """Whether one of the posts belongs to a body of China."""
        return any(o.level in ("central", "province", "prefecture", "county") and o.body for o in self.offices.values())

    @cached_property
    def beside(self) -> frozenset[str]:
        """What stands right by the name wherever it is given."""
        return frozenset().union(*(t.beside for t in self.members))

    @cached_property
    def posts_abroad(self) -> tuple[Office, ...]:
        """The telling posts of other states and of organisations of states."""
        return tuple(o for o in self.offices.values() if o.telling and o.level in ("foreign", "international"))

    @property
    def first(self) -> Trace:
        """The earliest trace."""
        return self.members[0]

    @cached_property
    def seats(self) -> frozenset[str]:
        """The places in whose leadership somebody sits."""
        held = (o for o in self.offices.values() if o.rank and o.single_seat and o.standing == "held")
        return frozenset(o.place.name for o in held if o.place)

    @cached_property
    def heads(self) -> frozenset[str]:
        """The posts at the head of a state that somebody holds."""
        return frozenset(o.head for o in self.offices.values() if o.state is not None and o.body is None)

    @cached_property
    def outlets(self) -> frozenset[str]:
        """The outlets that name somebody."""
        return frozenset(t.outlet for t in self.members if t.outlet)

    @cached_property
    def dates(self) -> tuple[str, ...]:
        """When somebody is told of, to the day, the month or the year, in order."""
        return tuple(sorted(t.date for t in self.members if t.date))

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The days on which somebody is told of."""
        return tuple(date.fromisoformat(day) for day in self.dates if _DAY.fullmatch(day))

    def take_in(self, other: Person) -> None:
        """Make two people one."""
        few, many = sorted((self.members, other.members), key=len)
        self.members = list(many)
        for trace in few:
            insort(self.members, trace, key=Trace.order)
        self.offices |= other.offices
        self.company |= other.company
        for name in [name for name in vars(self) if name not in ("members", "offices", "company")]:
            delattr(self, name)


def at_odds(offices: Iterable[Office]) -> bool:
    """Whether no one person holds these posts together: of two states, or head of state and of government at once."""
    held = [o for o in offices if o.standing == "held"]
    states = {o.state for o in held if o.state is not None}
    if len(states) > 1 or (states and any(o.level == "central" and o.rank for o in held)):
        return True
    heads = {o.head for o in held if o.state is not None and o.body is None}
    return bool(heads & set(_HEADS_OF_STATE) and heads & set(_HEADS_OF_GOVERNMENT))


def against(first: Person, second: Person) -> str:
    """What speaks against one person, or nothing: posts of two states, or of China and another state."""
    if first.states and second.states and not first.states & second.states:
        return f"posts of {listed(sorted(first.states))} and of {listed(sorted(second.states))}"
    if (first.states and second.chinese) or (second.states and first.chinese):
        return f"posts of {listed(sorted(first.states | second.states))} and of China"
    if first.seats and second.seats and first.seats != second.seats and not after(first, second):
        return f"{listed(sorted(first.seats))} and {listed(sorted(second.seats))} at one time"
    heads = first.heads | second.heads
    if first.telling and second.telling and heads & set(_HEADS_OF_STATE) and heads & set(_HEADS_OF_GOVERNMENT):
        return "head of state and head of government"
    return ""


def side(person: Person) -> int:
    """Above 0 where the traces give posts of China, below where a good part gives posts of another state."""
    china = sum(any(o.level == "central" and o.body for o in t.offices) for t in person.members)
    return china - _FOREIGN_WEIGHT * sum(any(o.state for o in t.offices) for t in person.members)


def outlets(first: Person, second: Person) -> list[str]:
    """The outlets that name both."""
    return sorted(first.outlets & second.outlets)


def days_between(first: Person, second: Person) -> int:
    """The days between the two dates that lie nearest; very many where there are none."""
    return min((abs((a - b).days) for a in first.days for b in second.days), default=_VERY_MANY)


def after(first: Person, second: Person, overlap: int = 0) -> bool:
    """Whether all that is dated of one comes before all that is dated of the other.

    With `overlap` also where news of the one mixes with news of the other for so many days, as happens when somebody
    moves.  What lies wholly within the time of the other lies at its beginning or at its end.
    """
    if not (first.dates and second.dates):
        return False
    if first.dates[-1] < second.dates[0] or second.dates[-1] < first.dates[0]:
        return True
    (a, b), (c, d) = (_ends(person.days) for person in (first, second))
    within = (a <= c and d <= b) or (c <= a and b <= d)
    longer = max((b - a).days, (d - c).days)
    at_an_end = min(abs((a - c).days), abs((b - d).days)) <= overlap < longer
    return bool(overlap) and (min(b, d) - max(a, c)).days <= overlap and (at_an_end or not within)


def _ends(days: Sequence[date]) -> tuple[date, date]:
    """The first and the last of the days; where there are none, the first and the last of all."""
    return (days[0], days[-1]) if days else (date.min, date.max)


def listed(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    shown = "、".join(names[:_MOST_LISTED])
    return f"{shown} and {len(names) - _MOST_LISTED} more" if len(names) > _MOST_LISTED else shown

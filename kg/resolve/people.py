"""The people of one name, pieced together from its traces: who is joined to whom, in which order, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TypeVar

from kg.model import Candidate
from kg.resolve.circumstances import CIRCUMSTANCES, speaks_for
from kg.resolve.grounds import circles
from kg.resolve.judgements import Judgement
from kg.resolve.namesakes import is_transliterated
from kg.resolve.person import Person, against, at_odds, side
from kg.resolve.traces import Trace

_MOST_COMPARED = 24
"""People of one name who are compared each with each; of more, only neighbours in time."""


@dataclass(frozen=True, slots=True)
class Tie:
    """Why a trace belongs with an earlier one: which rule, in words, and the source of the document it is tied to."""

    rule: str
    words: str
    other: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """What became of the traces of one name: the key of each, why, and the links left to a reader to judge.

    `foreigners` are the keys of those who hold posts of another state by their traces, `natives` of China.
    """

    keys: dict[str, str]
    ties: dict[str, Tie]
    candidates: tuple[Candidate, ...]
    foreigners: frozenset[str] = frozenset()
    natives: frozenset[str] = frozenset()


class People:
    """The people of one name, pieced together from traces in the order of time."""

    def __init__(self, ordered: Sequence[Trace], judgements: Sequence[Judgement]) -> None:
        self.people = {t.key: Person([t], {o.name: o for o in t.offices}, set(t.company)) for t in ordered}
        self.of = {t.key: t.key for t in ordered}
        self.ordered = ordered
        self.ties: dict[str, Tie] = {}
        self.judgements = judgements
        known = {t.source: t.key for t in ordered}
        self.judged = [
            (j, known[j.first], known[j.second]) for j in judgements if j.first in known and j.second in known
        ]

    # -- joining -------------------------------------------------------------------------------------------------

    def person(self, trace: Trace) -> Person:
        """Who `trace` is held to be so far."""
        return self.people[self.of[trace.key]]

    def join(self, first: Person, second: Person, rule: str, words: str) -> bool:
        """Make two people one, unless a reader judged otherwise; the later one gets the tie."""
        if first is second:
            return True
        if first.first.order() > second.first.order():
            first, second = second, first
        if self._forbidden(first, second):
            return False
        self.ties[second.first.key] = Tie(rule, words, first.first.source)
        first.take_in(second)
        del self.people[second.first.key]
        for member in second.members:
            self.of[member.key] = first.first.key
        return True

    def _forbidden(self, first: Person, second: Person) -> bool:
        if not self.judged:
            return False
        here = {self.of[t.key] for t in (*first.members, *second.members)}
        return any(
            j.verdict == "different" and self.of[a] in here and self.of[b] in here and self.of[a] != self.of[b]
            for j, a, b in self.judged
        )

    # -- evidence ------------------------------------------------------------------------------------------------

    def by_judgement(self) -> None:
        """What a reader judged to be the same."""
        for judgement, a, b in sorted(self.judged, key=lambda item: (item[1], item[2])):
            if judgement.verdict == "same":
                self.join(self.people[self.of[a]], self.people[self.of[b]], "judged-same", judgement.authority)

    def by_post(self) -> None:
        """The same post that few hold.  A trace whose own posts are at odds joins nobody by more than one of them."""
        holders: dict[str, Trace] = {}
        clear = [t for t in self.ordered if not at_odds(t.offices)]
        for trace in clear:
            for office in (o for o in trace.offices if o.telling):
                first = holders.setdefault(office.name, trace)
                self.join(self.person(first), self.person(trace), "same-post", office.name)
        for trace in self.ordered:
            if at_odds(trace.offices):
                known = {self.of[holders[o.name].key]: o.name for o in trace.offices if o.telling and o.name in holders}
                if len(known) == 1:
                    (key, name), *_ = known.items()
                    self.join(self.people[key], self.person(trace), "same-post", name)

    def by_circle(self) -> None:
        """Posts of one small circle: one body (财政部部长, 财政部党组书记), the leadership of a place or the state."""
        holders: dict[str, Trace] = {}
        for trace in self.ordered:
            if at_odds(trace.offices):
                continue
            for office in trace.offices:
                for circle in circles(office):
                    first = holders.setdefault(circle, trace)
                    if not against(self.person(first), self.person(trace)):
                        self.join(self.person(first), self.person(trace), "same-circle", circle)

    def by_circumstance(self) -> None:
        """Whoever is given no telling post: by title, by company, by a leading post that one of that name holds."""
        for trace in self.ordered:
            person = self.person(trace)
            if person.telling and (person.states or not is_transliterated(trace.name)):
                continue
            others = [p for p in self.people.values() if p is not person and not against(person, p)]
            for rule, test in CIRCUMSTANCES.items():
                fitting = [(other, words) for other in others if (words := test(person, other, trace))]
                known = [(other, words) for other, words in fitting if other.telling] or fitting
                if len(known) == 1:
                    self.join(known[0][0], person, rule, known[0][1])
                    break

    def by_pairs(self, *tests: Callable[[Person, Person], str]) -> None:
        """Any two people for whom one of `tests` finds grounds and against whom nothing speaks."""
        for test in tests:
            for a, b in _compared([p.first.key for p in self._in_order()]):
                if a in self.people and b in self.people:
                    first, second = self.people[a], self.people[b]
                    if (words := test(first, second)) and not against(first, second):
                        self.join(first, second, test.__name__.removeprefix("by_").replace("_", "-"), words)

    def of_one_state(self) -> bool:
        """Whether the name belongs to one state alone: a surname of many lands tells nothing."""
        return len(frozenset().union(*(p.states for p in self.people.values()))) == 1

    # -- outcome -------------------------------------------------------------------------------------------------

    def resolved(self) -> Resolved:
        """Who is who, now that all is joined."""
        keys: dict[str, str] = {}
        names: dict[str, str] = {}
        taken: set[str] = set()
        for person in self._in_order():
            key = self._key(person)
            names[person.first.key] = key if key not in taken else f"{key}|{person.first.source}"
            taken.add(names[person.first.key])
            keys |= {t.key: names[person.first.key] for t in person.members}
        sides = {names[p.first.key]: side(p) for p in self.people.values()}
        return Resolved(
            keys,
            self.ties,
            tuple(self._candidates(names)),
            frozenset(key for key, side in sides.items() if side < 0),
            frozenset(key for key, side in sides.items() if side > 0),
        )

    def _in_order(self) -> list[Person]:
        return sorted(self.people.values(), key=lambda p: p.first.order())

    def _key(self, person: Person) -> str:
        """The name and the first of the telling posts; without one, the name and the first document."""
        posts = sorted(o.name for t in person.members if not at_odds(t.offices) for o in t.offices if o.telling)
        return f"{person.first.name}|{posts[0] if posts else person.first.source}"

    def _candidates(self, names: dict[str, str]) -> Iterator[Candidate]:
        people = self._in_order()
        for first, second in _compared(people):
            grounds = speaks_for(first, second)
            if grounds and not against(first, second) and not self._forbidden(first, second):
                yield Candidate(names[first.first.key], names[second.first.key], first.first.name, grounds)


_T = TypeVar("_T")


def _compared(people: Sequence[_T]) -> Iterable[tuple[_T, _T]]:
    """Every two of a few people, every two neighbours of many."""
    return combinations(people, 2) if len(people) <= _MOST_COMPARED else pairwise(people)

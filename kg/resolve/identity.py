"""Who is who across documents: the same name is one person only where evidence says so.

Within a document a name is one person.  Across documents a name alone proves nothing.  What does is, in this order: the
judgement of a reader; the same post, where few hold it; posts of one body or of the leadership of one place; a title
that the one post fits; the company in a list; a leading post that everybody knows.  Whoever has none of these stays
apart, and where something still speaks for one person, a candidate link says what.

Names are resolved one by one, from traces alone (see `kg.resolve.traces`), so that the work can be spread by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, pairwise
from typing import TypeVar

from kg.model import Candidate, Identification, Membership, Office, Reading
from kg.resolve.judgements import Judgement
from kg.resolve.namesakes import is_rare, is_transliterated
from kg.resolve.traces import Trace, merged, traces, with_offices

_LEADING = ("正国级", "副国级")
_HIGH = (*_LEADING, "正部级")
_MEMBERS = (
    "中国共产党中央委员会", "中华人民共和国", "中华人民共和国国务院", "中央军事委员会", "中国科学院", "中国工程院",
    "中国人民政治协商会议全国委员会", "全国人民代表大会", "全国人民代表大会常务委员会", "中国人民解放军",
    "中华人民共和国全国人民代表大会",
)  # fmt: skip
"""Bodies so large that two people of one name in different posts of them are to be expected."""
_HEADS_OF_STATE = ("总统", "国王", "国家主席")
_HEADS_OF_GOVERNMENT = ("总理", "首相")
_COMPANY_OF_TWO, _COMPANY_OF_THREE = 2, 3
_SHORTEST_LONGER_FORM = 5
_LONG_NAME = 4
_FOREIGN_WEIGHT = 3
"""Posts of China lose their words 中国 in the news, and so do those of guests: one of another state outweighs three."""
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


def identify(
    readings: Sequence[Reading], judgements: Sequence[Judgement] = ()
) -> tuple[tuple[Reading, ...], tuple[Candidate, ...]]:
    """`readings` of any number of documents with one key for each person, and who may be one person but is kept apart.

    Every post gets its normal form, and every person who is known from another document the grounds for it.  The
    outcome does not depend on the order of the readings.
    """
    normal: list[Reading] = []
    by_name: dict[str, dict[str, Trace]] = {}
    for reading, states in with_offices(readings):
        normal.append(reading)
        for trace in traces(reading, states):
            known = by_name.setdefault(trace.name, {})
            known[trace.key] = merged(known[trace.key], trace) if trace.key in known else trace
    judged: dict[str, list[Judgement]] = {}
    for judgement in judgements:
        judged.setdefault(judgement.name, []).append(judgement)
    keys: dict[str, str] = {}
    ties: dict[str, Tie] = {}
    candidates: list[Candidate] = []
    foreigners: set[str] = set()
    natives: set[str] = set()
    for name in sorted(by_name):
        resolved = resolve_name(tuple(by_name[name].values()), judged.get(name, ()))
        keys |= resolved.keys
        ties |= resolved.ties
        candidates += resolved.candidates
        foreigners |= resolved.foreigners
        natives |= resolved.natives
    rekeyed = (_rekeyed(reading, keys, ties) for reading in normal)
    return tuple(_cleared(reading, foreigners, natives) for reading in rekeyed), tuple(candidates)


def resolve_name(found: Sequence[Trace], judgements: Sequence[Judgement] = ()) -> Resolved:
    """Who is who among the traces of one name; pure, and the same for any order of `found`."""
    people = _People(sorted(found, key=Trace.order), judgements)
    people.by_judgement()
    people.by_post()
    people.by_circle()
    people.by_pairs(_by_longer_form, _by_post_of_many, _by_career)
    for _ in range(2):
        people.by_circumstance()
    people.by_pairs(_by_company, _by_rare_name)
    return people.resolved()


@dataclass(slots=True)
class _Person:
    """Traces held to be one person so far, and what is known of it from all of them."""

    members: list[Trace]
    offices: dict[str, Office] = field(default_factory=dict)
    company: set[str] = field(default_factory=set)

    @property
    def telling(self) -> bool:
        return any(o.telling for o in self.offices.values())

    @property
    def leading(self) -> bool:
        return any(o.rank in _LEADING for o in self.offices.values())

    @property
    def states(self) -> frozenset[str]:
        return frozenset(o.state for o in self.offices.values() if o.state is not None)

    @property
    def realms(self) -> frozenset[str]:
        """The states, and the unions and organisations of states, in which somebody holds a post."""
        bodies = {o.body for o in self.offices.values() if o.level == "international" and o.body is not None}
        return self.states | bodies

    @property
    def chinese(self) -> bool:
        return any(o.level in ("central", "province", "prefecture", "county") and o.body for o in self.offices.values())

    @property
    def first(self) -> Trace:
        return self.members[0]


class _People:
    """The people of one name, pieced together from traces in the order of time."""

    def __init__(self, ordered: Sequence[Trace], judgements: Sequence[Judgement]) -> None:
        self.people = {t.key: _Person([t], {o.name: o for o in t.offices}, set(t.company)) for t in ordered}
        self.of = {t.key: t.key for t in ordered}
        self.ordered = ordered
        self.ties: dict[str, Tie] = {}
        self.judgements = judgements
        known = {t.source: t.key for t in ordered}
        self.judged = [
            (j, known[j.first], known[j.second]) for j in judgements if j.first in known and j.second in known
        ]

    # -- joining -------------------------------------------------------------------------------------------------

    def person(self, trace: Trace) -> _Person:
        return self.people[self.of[trace.key]]

    def join(self, first: _Person, second: _Person, rule: str, words: str) -> bool:
        """Make two people one, unless a reader judged otherwise; the later one gets the tie."""
        if first is second:
            return True
        if first.first.order() > second.first.order():
            first, second = second, first
        if self._forbidden(first, second):
            return False
        self.ties[second.first.key] = Tie(rule, words, first.first.source)
        first.members = sorted([*first.members, *second.members], key=Trace.order)
        first.offices |= second.offices
        first.company |= second.company
        del self.people[second.first.key]
        for member in second.members:
            self.of[member.key] = first.first.key
        return True

    def _forbidden(self, first: _Person, second: _Person) -> bool:
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
        clear = [t for t in self.ordered if not _at_odds(t.offices)]
        for trace in clear:
            for office in (o for o in trace.offices if o.telling):
                first = holders.setdefault(office.name, trace)
                self.join(self.person(first), self.person(trace), "same-post", office.name)
        for trace in self.ordered:
            if _at_odds(trace.offices):
                known = {self.of[holders[o.name].key]: o.name for o in trace.offices if o.telling and o.name in holders}
                if len(known) == 1:
                    (key, name), *_ = known.items()
                    self.join(self.people[key], self.person(trace), "same-post", name)

    def by_circle(self) -> None:
        """Posts of one small circle: one body (财政部部长, 财政部党组书记), the leadership of a place or the state."""
        holders: dict[str, Trace] = {}
        for trace in self.ordered:
            if _at_odds(trace.offices):
                continue
            for office in trace.offices:
                for circle in _circles(office):
                    first = holders.setdefault(circle, trace)
                    if not _against(self.person(first), self.person(trace)):
                        self.join(self.person(first), self.person(trace), "same-circle", circle)

    def by_circumstance(self) -> None:
        """Whoever is given no telling post: by title, by company, by a leading post that one of that name holds."""
        for trace in self.ordered:
            person = self.person(trace)
            if person.telling and (person.states or not is_transliterated(trace.name)):
                continue
            others = [p for p in self.people.values() if p is not person and not _against(person, p)]
            for rule, test in _CIRCUMSTANCES.items():
                fitting = [(other, words) for other in others if (words := test(person, other, trace))]
                known = [(other, words) for other, words in fitting if other.telling] or fitting
                if len(known) == 1:
                    self.join(known[0][0], person, rule, known[0][1])
                    break

    def by_pairs(self, *tests: Callable[[_Person, _Person], str]) -> None:
        """Any two people for whom one of `tests` finds grounds and against whom nothing speaks."""
        for test in tests:
            for a, b in _compared([p.first.key for p in self._in_order()]):
                if a in self.people and b in self.people:
                    first, second = self.people[a], self.people[b]
                    if (words := test(first, second)) and not _against(first, second):
                        self.join(first, second, test.__name__.removeprefix("_by_").replace("_", "-"), words)

    # -- outcome -------------------------------------------------------------------------------------------------

    def resolved(self) -> Resolved:
        keys: dict[str, str] = {}
        names: dict[str, str] = {}
        for person in self._in_order():
            key = self._key(person)
            names[person.first.key] = key if key not in keys.values() else f"{key}|{person.first.source}"
            keys |= {t.key: names[person.first.key] for t in person.members}
        sides = {names[p.first.key]: _side(p) for p in self.people.values()}
        return Resolved(
            keys,
            self.ties,
            tuple(self._candidates(names)),
            frozenset(key for key, side in sides.items() if side < 0),
            frozenset(key for key, side in sides.items() if side > 0),
        )

    def _in_order(self) -> list[_Person]:
        return sorted(self.people.values(), key=lambda p: p.first.order())

    def _key(self, person: _Person) -> str:
        """The name and the first of the telling posts; without one, the name and the first document."""
        posts = sorted(o.name for t in person.members if not _at_odds(t.offices) for o in t.offices if o.telling)
        return f"{person.first.name}|{posts[0] if posts else person.first.source}"

    def _candidates(self, names: dict[str, str]) -> Iterator[Candidate]:
        people = self._in_order()
        for first, second in _compared(people):
            grounds = _speaks_for(first, second)
            if grounds and not _against(first, second) and not self._forbidden(first, second):
                yield Candidate(names[first.first.key], names[second.first.key], first.first.name, grounds)


_T = TypeVar("_T")


def _compared(people: Sequence[_T]) -> Iterable[tuple[_T, _T]]:
    """Every two of a few people, every two neighbours of many."""
    return combinations(people, 2) if len(people) <= _MOST_COMPARED else pairwise(people)


def _at_odds(offices: Iterable[Office]) -> bool:
    """Whether no one person holds these posts together: of two states, or head of state and of government at once."""
    held = [o for o in offices if o.standing == "held"]
    states = {o.state for o in held if o.state is not None}
    if len(states) > 1 or (states and any(o.level == "central" and o.rank for o in held)):
        return True
    heads = {o.head for o in held if o.state is not None and o.body is None}
    return bool(heads & set(_HEADS_OF_STATE) and heads & set(_HEADS_OF_GOVERNMENT))


def _against(first: _Person, second: _Person) -> str:
    """What speaks against one person, or nothing: posts of two states, or of China and another state."""
    if first.states and second.states and not first.states & second.states:
        return f"posts of {_listed(sorted(first.states))} and of {_listed(sorted(second.states))}"
    if (first.states and second.chinese) or (second.states and first.chinese):
        return f"posts of {_listed(sorted(first.states | second.states))} and of China"
    if (seats := _seats(first)) and (others := _seats(second)) and seats != others and not _after(first, second):
        return f"{_listed(sorted(seats))} and {_listed(sorted(others))} at one time"
    heads = {o.head for p in (first, second) for o in p.offices.values() if o.state is not None and o.body is None}
    if first.telling and second.telling and heads & set(_HEADS_OF_STATE) and heads & set(_HEADS_OF_GOVERNMENT):
        return "head of state and head of government"
    return ""


def _seats(person: _Person) -> set[str]:
    """The places in whose leadership somebody sits."""
    return {
        o.place.name for o in person.offices.values() if o.rank and o.place and o.single_seat and o.standing == "held"
    }


def _side(person: _Person) -> int:
    """Above 0 where the traces give posts of China, below where a good part gives posts of another state."""
    china = sum(any(o.level == "central" and o.body for o in t.offices) for t in person.members)
    return china - _FOREIGN_WEIGHT * sum(any(o.state for o in t.offices) for t in person.members)


def _cleared(reading: Reading, foreigners: set[str], natives: set[str]) -> Reading:
    """The reading without normal forms that are not the person's: 国家主席 of a foreigner is no office of China."""

    def belongs(membership: Membership) -> bool:
        office = membership.office
        if office is None:
            return True
        central = office.level == "central" and office.body is not None
        return not (central and membership.person in foreigners) and not (office.state and membership.person in natives)

    if all(belongs(m) for m in reading.memberships):
        return reading
    memberships = tuple(m if belongs(m) else replace(m, office=None) for m in reading.memberships)
    return replace(reading, memberships=memberships)


def _circles(office: Office) -> Iterator[str]:
    """Circles so small that two people of one name in them are not to be expected."""
    if not office.telling:
        return
    if office.rank in _LEADING:
        yield "党和国家领导人"
    if office.rank is not None and office.place is not None:
        yield f"{office.place.name}领导班子"
    if office.body is not None and office.system is not None:
        body = office.body.removesuffix("党组").removesuffix("党委")
        if body not in _MEMBERS:
            yield body


def _by_longer_form(first: _Person, second: _Person) -> str:
    """One post is the other with more in front: 太古集团行政总裁 of 英国太古集团行政总裁."""
    for a in first.offices.values():
        for b in second.offices.values():
            short, long = sorted((a, b), key=lambda office: len(office.name))
            told = short.body is not None and (a.telling or b.telling) and len(short.name) >= _SHORTEST_LONGER_FORM
            if told and long.name.endswith(short.name):
                return f"{short.name} for {long.name}"
    return ""


def _by_post_of_many(first: _Person, second: _Person) -> str:
    """The same post that many hold, but of a body of its own, in one outlet: 某大学教授."""
    outlets = _outlets(first, second)
    same = sorted(first.offices.keys() & second.offices.keys())
    bodies = [
        name for name in same if (body := first.offices[name].body) and len(body) >= _LONG_NAME and body not in _MEMBERS
    ]
    return bodies[0] if outlets and bodies else ""


def _by_career(first: _Person, second: _Person) -> str:
    """Posts of one state, one after the other, under a name that is not short."""
    states = sorted(first.states & second.states)
    short = is_transliterated(first.first.name) and len(first.first.name) < _LONG_NAME
    return _listed(states) if states and not short and _after(first, second) else ""


def _by_company(first: _Person, second: _Person) -> str:
    """In lists beside the same three others."""
    shared = sorted(first.company & second.company)
    return _named(shared) if len(shared) >= _COMPANY_OF_THREE else ""


def _by_rare_name(first: _Person, second: _Person) -> str:
    """A name that hardly two people in the news bear, in one outlet."""
    outlets = _outlets(first, second)
    return f"both in {_listed(outlets)}" if outlets and is_rare(first.first.name) else ""


def _outlets(first: _Person, second: _Person) -> list[str]:
    """The outlets that name both."""
    return sorted({t.outlet for t in first.members if t.outlet} & {t.outlet for t in second.members})


def _after(first: _Person, second: _Person) -> bool:
    """Whether all that is dated of one comes before all that is dated of the other."""
    days = [sorted(t.date for t in p.members if t.date) for p in (first, second)]
    return bool(days[0] and days[1]) and (days[0][-1] < days[1][0] or days[1][-1] < days[0][0])


def _title(person: _Person, other: _Person, trace: Trace) -> str:
    """总统 beside 巴西总统, in one outlet or where the state is named; 总书记 and 主席 of a leader."""
    for office in person.offices.values():
        for held in other.offices.values():
            if held.telling and (held.head == office.head or held.name.endswith(office.name)):
                if realms := sorted(other.realms & trace.states):
                    return f"{office.name} for {held.name}, and the document names {_listed(realms)}"
                if held.rank in _LEADING and not office.body:
                    return f"{office.name} for {held.name}"
                foreign = held.state is not None and is_transliterated(trace.name)
                if foreign and held.head == office.head and _outlets(person, other):
                    return f"{office.name} for {held.name}, in one outlet"
    return ""


def _company(person: _Person, other: _Person, trace: Trace) -> str:
    """Beside two in a list who stand beside the other too; for a leader, beside one."""
    shared = sorted(person.company & other.company)
    enough = 1 if other.leading and not person.offices else _COMPANY_OF_TWO
    return _named(shared) if trace.attends and len(shared) >= enough else ""


def _leader(person: _Person, other: _Person, trace: Trace) -> str:
    """A bare name in an outlet that names the leader: at an official meeting, or where the name or the rank is rare."""
    if person.offices or not other.leading or not _outlets(person, other):
        return ""
    post = next(o for o in other.offices.values() if o.rank in _LEADING)
    return post.name if trace.attends or post.rank == _LEADING[0] or is_rare(trace.name) else ""


def _state(person: _Person, other: _Person, trace: Trace) -> str:
    """A foreign name in a document that names the state in which the other holds a post."""
    states = sorted(other.realms & trace.states)
    if not states or any(o.body or o.state for o in person.offices.values()) or not is_transliterated(trace.name):
        return ""
    return f"the document names {_listed(states)}"


_CIRCUMSTANCES = {"title": _title, "company": _company, "leader": _leader, "state": _state}
"""What ties somebody without a telling post to somebody who is known, the strongest first."""


def _speaks_for(first: _Person, second: _Person) -> str:
    """What speaks for one person but does not suffice; nothing if nothing does."""
    if same := sorted(first.offices.keys() & second.offices.keys()):
        return f"the same post, which many hold: {_listed(same)}"
    if states := sorted(first.states & second.states):
        return f"posts of one state: {_listed(states)}"
    places = {o.place.name for o in first.offices.values() if o.place} & {
        o.place.name for o in second.offices.values() if o.place
    }
    if places:
        return f"posts in one place: {_listed(sorted(places))}"
    if shared := sorted(first.company & second.company):
        return _named(shared)
    if all(any(o.rank in _HIGH for o in p.offices.values()) for p in (first, second)):
        return "both in posts of the highest ranks"
    if first.leading or second.leading:
        return "one of them in a leading post"
    return ""


def _named(company: Sequence[str]) -> str:
    return f"in a list with {_listed(company)}"


def _listed(names: Sequence[str]) -> str:
    shown = "、".join(names[:_COMPANY_OF_THREE])
    return f"{shown} and {len(names) - _COMPANY_OF_THREE} more" if len(names) > _COMPANY_OF_THREE else shown


def _rekeyed(reading: Reading, keys: dict[str, str], ties: dict[str, Tie]) -> Reading:
    """The reading with the new key of everybody, and the grounds for those who are known from elsewhere."""

    def key(old: str) -> str:
        return keys.get(old, old)

    return replace(
        reading,
        people=tuple(replace(p, key=key(p.key)) for p in reading.people),
        participations=tuple(replace(p, person=key(p.person)) for p in reading.participations),
        memberships=tuple(replace(m, person=key(m.person)) for m in reading.memberships),
        utterances=tuple(
            replace(u, speaker=replace(u.speaker, ref=key(u.speaker.ref)))
            if u.speaker.kind == "person" and u.speaker.ref
            else u
            for u in reading.utterances
        ),
        identifications=tuple(
            Identification(key(p.key), tie.rule, tie.words, tie.other)
            for p in reading.people
            if (tie := ties.get(p.key)) is not None
        ),
    )

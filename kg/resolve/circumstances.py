"""What ties somebody without a telling post to one who is known, and what speaks for one person but proves nothing."""

from __future__ import annotations

from kg.resolve.grounds import ABROAD, HIGH, high, named, presides
from kg.resolve.namesakes import is_rare, is_transliterated
from kg.resolve.person import LEADING, Person, days_between, listed, outlets
from kg.resolve.traces import Trace

_POINTING = "该本"
_COMPANY_OF_TWO = 2
_AMONG_LEADERS = 3
_LEADERS = "党和国家领导人"
_FOREIGN_NAME = 3
_WEEK = 7
_MINISTER = "部长"
_STATE = "中华人民共和国"


def _title(person: Person, other: Person, trace: Trace) -> str:
    """总统 beside 巴西总统, in one outlet or where the state is named; 总书记 and 主席 of a leader."""
    for office in person.offices.values():
        for held in other.offices.values():
            if held.telling and _same_ministry(office.name, held.name) and outlets(person, other):
                return f"{office.name} for {held.name}, in one outlet"
            if held.telling and (held.head == office.head or held.name.endswith(office.name)):
                if realms := sorted(other.realms & trace.states):
                    return f"{office.name} for {held.name}, and the document names {listed(realms)}"
                if held.rank in LEADING and not office.body:
                    return f"{office.name} for {held.name}"
                foreign = held.level in ABROAD and is_transliterated(trace.name)
                if foreign and held.head == office.head and outlets(person, other):
                    return f"{office.name} for {held.name}, in one outlet"
    return ""


def _company(person: Person, other: Person, _: Trace) -> str:
    """Beside two in a list who stand beside the other too; for a leader, beside one."""
    shared = sorted(person.company & other.company)
    enough = 1 if other.leading and not person.offices else _COMPANY_OF_TWO
    return named(shared) if len(shared) >= enough else ""


def _leader(person: Person, other: Person, trace: Trace) -> str:
    """One of the leaders of party and state, or a bare name, in an outlet that names the leader.

    The bare name stands at an official meeting or among three beside whom the leader stands, or it or the rank is rare.
    """
    grouped = {o.name for o in person.offices.values()} == {_LEADERS}
    if (person.offices and not grouped) or not other.leading or not outlets(person, other):
        return ""
    post = next(o for o in other.offices.values() if o.rank in LEADING)
    among = len(trace.named & other.company) >= _AMONG_LEADERS
    return post.name if grouped or trace.attends or among or post.rank == LEADING[0] or is_rare(trace.name) else ""


def _same_ministry(title: str, post: str) -> bool:
    """外交部长 is the 中华人民共和国外交部部长."""
    return title.endswith(_MINISTER) and title != _MINISTER and post == f"{_STATE}{title[:-1]}{_MINISTER}"


def _presidium(person: Person, other: Person, trace: Trace) -> str:
    """In the presidium of a national congress, or at a meeting with the same people: the one in a high post."""
    post = next((o.name for o in other.offices.values() if o.rank in HIGH or (o.telling and high(o))), "")
    if not post or person.telling or not outlets(person, other):
        return ""
    sits = any(presides(o) for o in trace.offices)
    met = trace.attends and not trace.offices and bool(person.company & other.company)
    return post if sits or met else ""


def _state(person: Person, other: Person, trace: Trace) -> str:
    """A foreign name in a document that names the state in which the other holds a post."""
    states = sorted(other.realms & trace.states)
    if (
        not states
        or any((o.body and o.body[0] not in _POINTING) or o.state for o in person.offices.values())
        or not is_transliterated(trace.name)
    ):
        return ""
    return f"the document names {listed(states)}"


def _visit(person: Person, other: Person, trace: Trace) -> str:
    """A bare foreign name in an outlet that told the post of one of that name within a week: 仪式后，同某某会谈."""
    bare = not person.offices and is_transliterated(trace.name) and len(trace.name) >= _FOREIGN_NAME
    near = bare and other.posts_abroad and outlets(person, other) and days_between(person, other) <= _WEEK
    return f"{min(o.name for o in other.posts_abroad)}, within a week" if near else ""


CIRCUMSTANCES = {
    "title": _title,
    "company": _company,
    "leader": _leader,
    "presidium": _presidium,
    "state": _state,
    "visit": _visit,
}
"""What ties somebody without a telling post to somebody who is known, the strongest first."""


def speaks_for(first: Person, second: Person) -> str:
    """What speaks for one person but does not suffice; nothing if nothing does."""
    if same := sorted(first.offices.keys() & second.offices.keys()):
        return f"the same post, which many hold: {listed(same)}"
    if states := sorted(first.states & second.states):
        return f"posts of one state: {listed(states)}"
    places = {o.place.name for o in first.offices.values() if o.place} & {
        o.place.name for o in second.offices.values() if o.place
    }
    if places:
        return f"posts in one place: {listed(sorted(places))}"
    if shared := sorted(first.company & second.company):
        return named(shared)
    if all(any(o.rank in HIGH for o in p.offices.values()) for p in (first, second)):
        return "both in posts of the highest ranks"
    if first.leading or second.leading:
        return "one of them in a leading post"
    return ""

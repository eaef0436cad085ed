"""What makes two people of one name one person: each rule finds its grounds, in words, or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.model import Office
from kg.resolve.namesakes import is_rare, is_transliterated
from kg.resolve.person import LEADING, Person, after, listed, outlets
from kg.resolve.traces import Trace

_HIGH = (*LEADING, "正部级")
_MEMBERS = (
    "中国共产党中央委员会", "中华人民共和国", "中华人民共和国国务院", "中央军事委员会", "中国科学院", "中国工程院",
    "中国人民政治协商会议全国委员会", "全国人民代表大会", "全国人民代表大会常务委员会", "中国人民解放军",
    "中华人民共和国全国人民代表大会",
)  # fmt: skip
"""Bodies so large that two people of one name in different posts of them are to be expected."""
_COMPANY_OF_TWO, _COMPANY_OF_THREE = 2, 3
_SHORTEST_LONGER_FORM = 5
_LONG_NAME = 4


def circles(office: Office) -> Iterator[str]:
    """Circles so small that two people of one name in them are not to be expected."""
    if not office.telling:
        return
    if office.rank in LEADING:
        yield "党和国家领导人"
    if office.rank is not None and office.place is not None:
        yield f"{office.place.name}领导班子"
    if office.body is not None and office.system is not None:
        body = office.body.removesuffix("党组").removesuffix("党委")
        if body not in _MEMBERS:
            yield body


def by_longer_form(first: Person, second: Person) -> str:
    """One post is the other with more in front: 太古集团行政总裁 of 英国太古集团行政总裁."""
    for a in first.offices.values():
        for b in second.offices.values():
            short, long = sorted((a, b), key=lambda office: len(office.name))
            told = short.body is not None and (a.telling or b.telling) and len(short.name) >= _SHORTEST_LONGER_FORM
            if told and long.name.endswith(short.name):
                return f"{short.name} for {long.name}"
    return ""


def by_post_of_many(first: Person, second: Person) -> str:
    """The same post that many hold, but of a body of its own, in one outlet: 某大学教授."""
    both = outlets(first, second)
    same = sorted(first.offices.keys() & second.offices.keys())
    bodies = [
        name for name in same if (body := first.offices[name].body) and len(body) >= _LONG_NAME and body not in _MEMBERS
    ]
    return bodies[0] if both and bodies else ""


def by_career(first: Person, second: Person) -> str:
    """Posts of one state, one after the other, under a name that is not short."""
    states = sorted(first.states & second.states)
    short = is_transliterated(first.first.name) and len(first.first.name) < _LONG_NAME
    return listed(states) if states and not short and after(first, second) else ""


def by_company(first: Person, second: Person) -> str:
    """In lists beside the same three others."""
    shared = sorted(first.company & second.company)
    return _named(shared) if len(shared) >= _COMPANY_OF_THREE else ""


def by_rare_name(first: Person, second: Person) -> str:
    """A name that hardly two people in the news bear, in one outlet."""
    both = outlets(first, second)
    return f"both in {listed(both)}" if both and is_rare(first.first.name) else ""


def _title(person: Person, other: Person, trace: Trace) -> str:
    """总统 beside 巴西总统, in one outlet or where the state is named; 总书记 and 主席 of a leader."""
    for office in person.offices.values():
        for held in other.offices.values():
            if held.telling and (held.head == office.head or held.name.endswith(office.name)):
                if realms := sorted(other.realms & trace.states):
                    return f"{office.name} for {held.name}, and the document names {listed(realms)}"
                if held.rank in LEADING and not office.body:
                    return f"{office.name} for {held.name}"
                foreign = held.state is not None and is_transliterated(trace.name)
                if foreign and held.head == office.head and outlets(person, other):
                    return f"{office.name} for {held.name}, in one outlet"
    return ""


def _company(person: Person, other: Person, trace: Trace) -> str:
    """Beside two in a list who stand beside the other too; for a leader, beside one."""
    shared = sorted(person.company & other.company)
    enough = 1 if other.leading and not person.offices else _COMPANY_OF_TWO
    return _named(shared) if trace.attends and len(shared) >= enough else ""


def _leader(person: Person, other: Person, trace: Trace) -> str:
    """A bare name in an outlet that names the leader: at an official meeting, or where the name or the rank is rare."""
    if person.offices or not other.leading or not outlets(person, other):
        return ""
    post = next(o for o in other.offices.values() if o.rank in LEADING)
    return post.name if trace.attends or post.rank == LEADING[0] or is_rare(trace.name) else ""


def _state(person: Person, other: Person, trace: Trace) -> str:
    """A foreign name in a document that names the state in which the other holds a post."""
    states = sorted(other.realms & trace.states)
    if not states or any(o.body or o.state for o in person.offices.values()) or not is_transliterated(trace.name):
        return ""
    return f"the document names {listed(states)}"


CIRCUMSTANCES = {"title": _title, "company": _company, "leader": _leader, "state": _state}
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
        return _named(shared)
    if all(any(o.rank in _HIGH for o in p.offices.values()) for p in (first, second)):
        return "both in posts of the highest ranks"
    if first.leading or second.leading:
        return "one of them in a leading post"
    return ""


def _named(company: Sequence[str]) -> str:
    return f"in a list with {listed(company)}"

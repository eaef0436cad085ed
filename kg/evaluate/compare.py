"""Readings beside annotations: what each says, and where the two agree."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING

from kg.evaluate.gold import fold
from kg.evaluate.outcome import Evaluation, Metric
from kg.evaluate.speech import annotated_speech, is_made_up, points, stated_speech
from kg.model import MeetingKind, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.evaluate.gold import Gold, Item
    from kg.model import Reading

METRICS = (
    "chairs", "attendees", "speakers", "posts", "documents", "studies", "dates", "names", "attribution", "directives",
)  # fmt: skip
NOT_IN_SOURCE = "speech texts not in their source"
LISTS_IN_ORDER = "attendee lists in the text's order"
_METRIC_OF = {
    Role.CHAIR: "chairs", Role.ATTENDEE: "attendees", Role.OBSERVER: "attendees", Role.SPEAKER: "speakers",
}  # fmt: skip
_SHORTEST_LIST = 3
"""Only a list of so many names has an order to keep."""


def evaluate(gold: Sequence[Gold], readings: Iterable[Reading]) -> Evaluation:
    """Compare readings with annotations; readings of articles without one are left out."""
    annotated = {g.id: g for g in gold}
    of: dict[str, list[Reading]] = {g.id: [] for g in gold}
    for reading in readings:
        if reading.article.document.source in of:
            of[reading.article.document.source].append(reading)
    wanted: dict[str, set[Item]] = {name: set() for name in METRICS}
    found: dict[str, dict[Item, set[str]]] = {name: {} for name in METRICS}
    for g in gold:
        for name, item in chain(_annotated(g), annotated_speech(g)):
            wanted[name].add((g.id, *item))
        for name, item, rules in chain(_stated(of[g.id]), stated_speech(g, of[g.id])):
            found[name].setdefault((g.id, *item), set()).update(rules)
    wanted["posts"] = {item for item in wanted["posts"] if not annotated[str(item[0])].is_title_only(item)}
    found["posts"] = _same_posts(
        wanted["posts"],
        {item: rules for item, rules in found["posts"].items() if not annotated[str(item[0])].is_title_only(item)},
    )
    metrics = {
        name: Metric(frozenset(wanted[name]), {item: tuple(sorted(rules)) for item, rules in found[name].items()})
        for name in METRICS
    }
    made_up = sum(is_made_up(g, point.text) for g in gold for _, point in points(of[g.id]))
    lists = [in_order for g in gold for in_order in _lists_in_order(g, of[g.id])]
    return Evaluation(tuple(gold), metrics, {NOT_IN_SOURCE: made_up, LISTS_IN_ORDER: f"{sum(lists)}/{len(lists)}"})


def _annotated(gold: Gold) -> Iterator[tuple[str, Item]]:
    """What an annotation says beside speech.  Meetings are not matched one to one: their ids mean nothing outside."""
    annotation = gold.annotation
    for name in ("chairs", "attendees", "speakers", "studies"):
        for _, value in annotation[name]:
            yield name, (fold(value),)
    for person, post in annotation["posts"]:
        yield "posts", (fold(person), fold(post))
    for document in annotation["documents"]:
        yield "documents", (fold(document),)
    for meeting in annotation["meetings"]:
        if meeting.get("start"):
            yield "dates", (meeting["start"],)
        if meeting["type"] == MeetingKind.MEETING:
            yield "names", (fold(meeting["name"]),)


def _stated(readings: Sequence[Reading]) -> Iterator[tuple[str, Item, tuple[str, ...]]]:
    """What the readings of one source say beside speech, each with its rule."""
    for reading in readings:
        names = {person.key: fold(person.name) for person in reading.people}
        for one in reading.participations:
            if one.role in _METRIC_OF:
                yield _METRIC_OF[one.role], (names[one.person],), (one.evidence.rule,)
        for membership in reading.memberships:
            yield "posts", (names[membership.person], fold(membership.post)), (membership.evidence.rule,)
        for citation in reading.citations:
            yield "documents", (fold(citation.title),), (citation.evidence.rule,)
        for study in reading.studies:
            yield "studies", (fold(study.phrase),), (study.evidence.rule,)
            if study.title:
                yield "documents", (fold(study.title),), (study.evidence.rule,)
        yield from _stated_of_meetings(reading)


def _stated_of_meetings(reading: Reading) -> Iterator[tuple[str, Item, tuple[str, ...]]]:
    for meeting in reading.meetings:
        if not meeting.reported:
            continue
        if meeting.kind is MeetingKind.MEETING:
            yield "names", (fold(meeting.name),), (meeting.evidence.rule,)
        if first := _first_day(reading, meeting.key):
            yield "dates", (first[0],), (first[1],)


def _first_day(reading: Reading, meeting: str) -> tuple[str, str] | None:
    """The earliest day that the reading gives the meeting, and its rule."""
    days = [
        (detail.when.start_label(), detail.evidence.rule)
        for detail in reading.details
        if detail.meeting == meeting and detail.when is not None and detail.when.start_label()
    ]
    return min(days, default=None)


def _same_posts(wanted: set[Item], found: dict[Item, set[str]]) -> dict[Item, set[str]]:
    """`found`, where a later post of a run may leave out the organisation of the first (党组书记、[省水利厅]厅长)."""
    own: dict[Item, set[str]] = defaultdict(set)
    for source, person, post in wanted:
        own[source, person].add(str(post))
    same: dict[Item, set[str]] = {}
    for (source, person, post), rules in sorted(found.items()):
        accepted = _accepted(str(post), own[source, person])
        same.setdefault((source, person, accepted), set()).update(rules)
    return same


def _accepted(post: str, own: set[str]) -> str:
    """The annotated post of `own` that `post` stands for, or `post` itself."""
    if post in own:
        return post
    for candidate in sorted(own):
        longer, shorter = (post, candidate) if len(post) > len(candidate) else (candidate, post)
        organisation = longer.removesuffix(shorter)
        if longer.endswith(shorter) and any(o.startswith(organisation) for o in own - {candidate}):
            return candidate
    return post


def _lists_in_order(gold: Gold, readings: Sequence[Reading]) -> Iterator[bool]:
    """For each annotated list that is long enough, whether some meeting has just these names in this order."""
    places: dict[str, dict[str, int]] = defaultdict(dict)
    for reading in readings:
        names = {person.key: fold(person.name) for person in reading.people}
        for one in reading.participations:
            if _METRIC_OF.get(one.role) == "attendees" and one.order is not None:
                place = places[one.meeting]
                place[names[one.person]] = min(one.order, place.get(names[one.person], one.order))
    lists = [[name for _, name in sorted((order, name) for name, order in place.items())] for place in places.values()]
    for meeting in gold.annotation["meetings"]:
        want = [fold(person) for one, person in gold.annotation["attendees"] if one == meeting.get("id")]
        if len(want) >= _SHORTEST_LIST:
            yield any([name for name in names if name in want] == want for names in lists)

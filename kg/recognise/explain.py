"""What the rules see in a text, told: which of them fire, where, and what each yields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.recognise.items import Item, Kind, Post
from kg.recognise.match import find
from kg.recognise.scan import Scanned, first_reading, scan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Article
    from kg.recognise.match import Claim
    from kg.recognise.rules import RuleSet


@dataclass(frozen=True, slots=True)
class Firing:
    """One rule that fires on `document.text[start:end] == quote`.

    `yields` tells what it gives, a line each; it is empty where the words are there but nobody and nothing to say them
    of.  `people` are the names and `meeting` is the meeting's name among what it gives.
    """

    rule: str
    start: int
    end: int
    quote: str
    yields: tuple[str, ...]
    people: tuple[str, ...] = ()
    meeting: str | None = None


@dataclass(frozen=True, slots=True)
class _Seen:
    """A firing within one sentence: positions are those of `Scanned.text`."""

    rule: str
    start: int
    end: int
    yields: tuple[str, ...]
    people: tuple[str, ...] = ()
    meeting: str | None = None


def explain(article: Article, rules: RuleSet) -> tuple[Firing, ...]:
    """The rules that fire on the article's body, in the order of the text.

    Beside the rules of `kg/rules` two readers of posts fire: `post-run` (市长王某) and `title-after-name` (王市长).
    """
    first = first_reading([(article.body, article.sentences)], rules)
    return tuple(firing for scanned in scan(article, first, rules) for firing in _firings(article, scanned, rules))


def _firings(article: Article, scanned: Scanned, rules: RuleSet) -> Iterator[Firing]:
    seen = [*_posts(scanned), *_meetings(scanned, rules), *_roles(scanned), *_appointments(scanned), *_speech(scanned)]
    for one in sorted(seen, key=lambda s: (s.start, s.end)):
        start = article.body.offsets[scanned.at.start + one.start]
        end = article.body.offsets[scanned.at.start + one.end - 1] + 1
        quote = article.document.text[start:end]
        yield Firing(one.rule, start, end, quote, one.yields, one.people, one.meeting)


def _posts(scanned: Scanned) -> Iterator[_Seen]:
    """Who is named with a post in front or a title behind."""
    for item in scanned.items:
        if item.kind is not Kind.PERSON:
            continue
        name = scanned.text[item.start : item.end]
        if item.posts:
            start, end = min(item.start, item.posts[0].start), max(item.end, item.posts[-1].end)
            yields = tuple(f"{name} holds {post}" for post in _post_names(scanned, item))
            yield _Seen("post-run", start, end, yields, (name,))
        elif item.title:
            title = scanned.text[slice(*item.title)]
            yield _Seen("title-after-name", item.start, item.title[1], (f"{name} is called {title}",), (name,))


def _meetings(scanned: Scanned, rules: RuleSet) -> Iterator[_Seen]:
    """Which meetings are said to be held; a verb that names none fires without a yield."""
    names = {name.verb: "".join(scanned.text[start:end] for start, end in name.parts) for name in scanned.names}
    sighted = rules.lookout.see([scanned.masked])[0]
    for rule, match in find(sighted.meetings, scanned.masked, len(scanned.masked)):
        name = names.get(match.span())
        yields = (f"meeting: {name}",) if name else ()
        yield _Seen(rule.id, *match.span(), yields, meeting=name)


def _roles(scanned: Scanned) -> Iterator[_Seen]:
    """Who does what."""
    for claim in scanned.claims:
        people = (*claim.people, *claim.others)
        names = tuple(scanned.text[item.start : item.end] for item in people)
        yields = tuple(_role(scanned, claim, item) for item in people)
        yield _Seen(claim.rule.id, claim.start, claim.end, yields, names)


def _role(scanned: Scanned, claim: Claim, item: Item) -> str:
    posts = "、".join(_post_names(scanned, item))
    name = scanned.text[item.start : item.end]
    return f"{', '.join(claim.rule.claims)}: {name}" + (f" ({posts})" if posts else "")


def _post_names(scanned: Scanned, item: Item) -> tuple[str, ...]:
    return tuple(_post_name(scanned, post) for post in item.posts)


def _post_name(scanned: Scanned, post: Post) -> str:
    inherited = scanned.text[slice(*post.inherited)] if post.inherited else ""
    return inherited + scanned.text[post.start : post.end]


def _appointments(scanned: Scanned) -> Iterator[_Seen]:
    """Who is given a post behind the name."""
    for given in scanned.appointments:
        names = tuple(scanned.text[item.start : item.end] for item in given.people)
        posts = "、".join(_post_name(scanned, post) for post in given.posts)
        yield _Seen(given.rule.id, given.start, given.end, tuple(f"{name} holds {posts}" for name in names), names)


def _speech(scanned: Scanned) -> Iterator[_Seen]:
    """Where somebody's words begin."""
    for cue in scanned.cues:
        name = scanned.text[cue.person.start : cue.person.end] if cue.person else ""
        speaker = name or cue.word or "whoever spoke before"
        told = "what these words tell" if cue.act else "speech from here"
        yield _Seen(cue.rule.id, cue.start, cue.end, (f"{speaker} {cue.verb}: {told}",), (name,) if name else ())

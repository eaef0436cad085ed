"""Cues first: one pass over an article's sentences for every word that a rule or the reader of posts is anchored to.

Most sentences hold none of them, and no reader looks at those; in the others it looks only where something was seen.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from itertools import accumulate, count
from typing import TYPE_CHECKING, TypeAlias

from ahocorasick_rs import AhoCorasick
from msgspec import Struct

from kg.recognise.lexicon import HEADS_OVERLAP, lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.recognise.rules import Rule

_BETWEEN = "\n"
"""What parts two sentences; no word holds it."""
_IS_HEAD, _IS_TITLE, _IS_GROUP = 1, 2, 4
_WORDS = _IS_HEAD | _IS_TITLE | _IS_GROUP
_FLAGS = 3
_MOST_KINDS = 4_096


Spans: TypeAlias = tuple[tuple[int, int], ...]


class Sighted(Struct, frozen=True):
    """A sentence, folded and masked, and what was seen in it.

    `heads` are the heads of posts, `[start, end)`, in the order of the text; `titles` are these and the forms of
    address, those in others among them, the longest first where several begin together; `groups` are the words for one
    of a group.  Of each file of rules those are named that have a trigger in the sentence.
    """

    text: str
    heads: Spans = ()
    titles: Spans = ()
    groups: Spans = ()
    roles: tuple[Rule, ...] = ()
    speech: tuple[Rule, ...] = ()
    meetings: tuple[Rule, ...] = ()
    appointments: tuple[Rule, ...] = ()


class Lookout:
    """Looks for the triggers of a set of rules and for the titles of the lexicon."""

    def __init__(self, *files: tuple[Rule, ...]) -> None:
        self._files = files
        meaning = dict.fromkeys(lexicon().heads, _IS_HEAD | _IS_TITLE)
        for term in lexicon().words["form_of_address"]:
            meaning[term] = meaning.get(term, 0) | _IS_TITLE
        for term in lexicon().words["group_member"]:
            meaning[term] = meaning.get(term, 0) | _IS_GROUP
        for number, rule in enumerate(rule for rules in files for rule in rules):
            for term in rule.triggers:
                meaning[term] = meaning.get(term, 0) | 1 << (_FLAGS + number)
        terms = sorted(meaning)
        self._meaning = [meaning[term] for term in terms]
        self._no_title_before = [
            tuple(word for ending, words in HEADS_OVERLAP.items() if term.endswith(ending) for word in words)
            for term in terms
        ]
        self._automaton = AhoCorasick(terms)
        self._rules_of = lru_cache(_MOST_KINDS)(self._look_up)

    def __reduce__(self) -> tuple[type[Lookout], tuple[tuple[Rule, ...], ...]]:
        """The automaton is built anew in another process."""
        return Lookout, self._files

    def see(self, sentences: Sequence[str]) -> list[Sighted]:
        """What stands in each of the sentences, which are folded and masked."""
        text = _BETWEEN.join(sentences)
        starts = [0, *accumulate(len(sentence) + len(_BETWEEN) for sentence in sentences)]
        found = [0] * len(sentences)
        words: dict[int, list[tuple[int, int, int]]] = {}
        meaning, at, stop = self._meaning, 0, starts[1] if sentences else 0
        for term, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            while start >= stop:
                at += 1
                stop = starts[at + 1]
            found[at] |= meaning[term]
            if meaning[term] & _WORDS:
                words.setdefault(at, []).append((start - starts[at], end - starts[at], term))
        return [
            Sighted(sentence, *self._sort(sentence, words.get(n, ())), *self._rules_of(found[n] >> _FLAGS))
            for n, sentence in enumerate(sentences)
        ]

    def _sort(self, sentence: str, words: Sequence[tuple[int, int, int]]) -> tuple[Spans, Spans, Spans]:
        """The heads, the titles and the words for one of a group."""
        if not words:
            return (), (), ()
        heads: list[tuple[int, int]] = []
        titles: list[tuple[int, int]] = []
        groups: list[tuple[int, int]] = []
        for start, end, term in sorted(words, key=lambda word: (word[0], -word[1])):
            meaning = self._meaning[term]
            if meaning & _IS_GROUP:
                groups.append((start, end))
            if meaning & _IS_TITLE and not sentence.startswith(self._no_title_before[term], end):
                titles.append((start, end))
                if meaning & _IS_HEAD:
                    heads.append((start, end))
        return tuple(one_behind_another(heads)), tuple(titles), tuple(groups)

    def _look_up(self, seen: int) -> tuple[tuple[Rule, ...], ...]:
        """Of each file the rules that have a trigger among those seen, in the order of the file."""
        number = count()
        return tuple(tuple(rule for rule in rules if seen >> next(number) & 1) for rules in self._files)


def one_behind_another(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Of stretches that overlap the first; they come in the order of the text, the longest first."""
    behind = 0
    for start, end in spans:
        if start >= behind:
            yield start, end
            behind = end


def within(spans: Spans, start: int, end: int) -> Spans:
    """Those of the spans, which are in order, that begin in `[start, end)`."""
    if not spans or spans[-1][0] < start:
        return ()
    return spans[bisect_left(spans, (start, 0)) : bisect_left(spans, (end, 0))]


def inside(spans: Spans, start: int, end: int) -> Spans:
    """Those of the spans that lie in `[start, end)` as a whole."""
    return tuple(span for span in within(spans, start, end) if span[1] <= end)

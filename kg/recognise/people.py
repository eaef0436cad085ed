"""Runs of posts and names: 省委副书记、省长刘某，省委常委张某、赵某和有关同志.

The parser walks a sentence from left to right, stretch by stretch (a stretch ends at 、 ， or ；).  A post ends in one
of the gazetteer's heads; what follows a head and is likely enough a personal name is that person.  Posts joined by 、
in front of a name are all hers; a bare name after 、 shares the posts of the one before, where more than one person can
hold them; a bare post (二级巡视员) takes the organisation of the run in front.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kg.recognise.bodies import Bodies
from kg.recognise.items import Item, Post
from kg.recognise.lexicon import Lexicon
from kg.recognise.lists import fill_lists, may_list_by_institution, name_by_department, name_by_institution
from kg.recognise.name_context import SEPARATORS
from kg.recognise.names import NameFinder
from kg.recognise.post_edges import PostEdges
from kg.recognise.run import Run
from kg.recognise.sightings import Sighted

_STRETCH = re.compile(f"[^{SEPARATORS}]+")


@dataclass(slots=True)
class PeopleParser:
    """Finds runs of posts and names in one sentence at a time.

    `known` are the names already established in the article: they help to tell where a name ends.  `places` are what
    it names places by (see `NameFinder`).
    """

    lexicon: Lexicon
    known: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    names: NameFinder = field(init=False)
    edges: PostEdges = field(init=False)

    def __post_init__(self) -> None:
        self.names = NameFinder(self.lexicon, self.known, self.places)
        self.edges = PostEdges(self.lexicon, self.names)

    def may_name(self, sentence: Sighted) -> bool:
        """Whether `parse` can find somebody in the sentence: a title stands in it, or a stretch opens with a name."""
        text = sentence.text
        if sentence.titles or sentence.groups or may_list_by_institution(text):
            return True
        for match in _STRETCH.finditer(text):
            start, end = match.span()
            if self.names.bare(text, self.edges.lead_end(text, start, end), end) is not None:
                return True
        return False

    def parse(self, sentence: Sighted, start: int = 0, end: int | None = None, *, certain: bool = False) -> list[Item]:
        """The stretches of `sentence.text[start:end]` in order.

        `certain` says that people must stand there (选举｜甲、乙｜为…), so that a name needs less evidence.
        """
        text = sentence.text
        end = len(text) if end is None else end
        run = Run(self.edges, sentence, certain=certain)
        for match in _STRETCH.finditer(text, start, end):
            begin, stop = match.span()
            run.stretch(begin, stop, text[begin - 1] if begin > start else "，")
        fill_lists(text, run.items)
        if may_list_by_institution(text):
            name_by_institution(self.names, text, run.items)
        name_by_department(self.names, text, run.items)
        return run.items

    def posts(self, sentence: Sighted, start: int, end: int, body: tuple[int, int] | None = None) -> tuple[Post, ...]:
        """The posts that `text[start:end]` is a run of (云川市副市长、代理市长); none where it does not end in one.

        `body` is where the organisation stands that the posts before were of: a bare one takes it.
        """
        run = Run(self.edges, sentence)
        run.bodies.last = body
        return run.run_of_posts(start, end)

    def body(self, text: str, post: Post) -> tuple[int, int] | None:
        """Where the organisation of a post stands: in it, or where it inherits it from."""
        return post.inherited or Bodies(self.lexicon, text).of(post.start, post.end)

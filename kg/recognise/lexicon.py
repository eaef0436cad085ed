"""The gazetteer and the closed word classes, loaded once into frozen lookup tables.

The tables state how the genre works in general: surnames, titles, meeting nouns, states.  They name no official.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TypeAlias

from kg.recognise.patterns import anchored, first_characters

_Trie: TypeAlias = "dict[str, _Trie]"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the recogniser looks words up in.

    `words` are the closed classes of `rules/words.toml` by name, each as the words stand there.  The compiled patterns
    are built from the tables and match on folded text (see `kg.model.Flow`).  `name_weights` says how much more (or
    less) often a character stands in a given name than in running text, as a natural logarithm; `common_words` are
    words that begin like a surname; `double_surnames` are the compound and the Japanese ones.
    """

    surnames: frozenset[str]
    plain_surnames: frozenset[str]
    compound_surnames: frozenset[str]
    japanese_surnames: frozenset[str]
    double_surnames: frozenset[str]
    name_weights: dict[str, float]
    common_words: frozenset[str]
    transliteration: frozenset[str]
    bodyless_heads: frozenset[str]
    foreign_heads: frozenset[str]
    single_seat_heads: frozenset[str]
    modifiers_at_end: re.Pattern[str]
    heads: frozenset[str]
    titles: frozenset[str]
    never_names: frozenset[str]
    words_and_names: frozenset[str]
    lead: re.Pattern[str]
    lead_starts: frozenset[str]
    before_post: re.Pattern[str]
    head_goes_on: re.Pattern[str]
    places: frozenset[str]
    meeting_nouns: dict[str, str]
    states: frozenset[str]
    outlets: frozenset[str]
    words: dict[str, tuple[str, ...]]
    state_behind_word: re.Pattern[str]
    head: re.Pattern[str]
    head_at_end: re.Pattern[str]
    form_of_address: re.Pattern[str]
    title_after_name: re.Pattern[str]
    group: re.Pattern[str]
    group_ends: frozenset[str]
    group_only: re.Pattern[str]
    meeting_noun: re.Pattern[str]
    after_name: re.Pattern[str]
    no_conjunct: re.Pattern[str]
    elements: re.Pattern[str]
    element_starts: frozenset[str]
    name_starts: frozenset[str]
    state_at_start: re.Pattern[str]
    state_in_text: re.Pattern[str]
    title_starts: frozenset[str]

    def head_at(self, text: str, start: int, end: int) -> int | None:
        """Where the longest head of a post begins that ends `text[start:end]`; None where none does."""
        for length in range(min(_LONGEST_HEAD, end - start), 0, -1):
            if text[end - length : end] in self.heads:
                return end - length
        return None


def rows(table: str) -> list[dict[str, str]]:
    """The rows of `kg/gazetteer/{table}.csv`, in the order of the file."""
    text = files("kg").joinpath("gazetteer", f"{table}.csv").read_text(encoding="utf-8")
    # As `csv.DictReader` gives them, which takes three times as long.
    header, *lines = csv.reader(text.splitlines())
    return [dict(zip(header, line, strict=True)) for line in lines]


def alternation(terms: Iterable[str], not_before: Mapping[str, Sequence[str]] = MappingProxyType({})) -> str:
    """One regular expression for any of `terms`, the longest first, so that 副书记 wins over 书.

    The terms share their beginnings in it (a trie), which matches many times faster than one term after another.
    A term that ends in a key of `not_before` does not match in front of any of its values.
    """
    trie: _Trie = {}
    for term in sorted(set(terms)):
        node = trie
        for character in term:
            node = node.setdefault(character, {})
        beginnings = [f"(?!{'|'.join(words)})" for end, words in not_before.items() if term.endswith(end)]
        node["".join(["", *beginnings])] = {}
    return f"(?:{_branches(trie)})"


def _branches(node: _Trie) -> str:
    """The expression for what may follow at a node of a trie; a key that is no character ends a term."""
    branches = [re.escape(c) + _branches(child) for c, child in node.items() if len(c) == 1]
    branches += [key for key in node if len(key) != 1]
    # Most of a trie are chains: a group for each character would say the same, and takes long to parse.
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


_LONGEST_HEAD = 9
_ORGANS = ("党委", "党组", "党总支", "党支部", "纪委", "团委", "工会")
"""What may open the title behind a name (某某｜党委书记)."""
ORGAN = f"(?:{'|'.join(_ORGANS)})"
_OF_NAMES = ("新", "老")
"""Modifiers that stand in front of names, and behind them are their last character (杨某新｜老师)."""
HEADS_OVERLAP = {
    "书": ("记",),
    "委": ("员",),
    "干部": ("部",),
    "秘书": ("长",),
    "董": tuple("事监会办秘"),
    "总": tuple("经裁书统理队部长工会行局站厂务教编要目体量结任抓方基开价数计装公协社是额动攻政账纲指设策干"),
}
"""Ends of heads, and what shows that another head begins there (总支书记 is no 支书)."""


@cache
def lexicon() -> Lexicon:
    """The tables that come with the package."""
    words = _words()
    surnames = rows("surnames")
    titles = [r for r in rows("titles") if r["head"] not in words["honorific"]]
    nouns = {r["noun"]: r["kind"] for r in rows("meeting_nouns")}
    # 验收会 is called 验收会议 as well.
    nouns = {f"{noun}议": kind for noun, kind in nouns.items() if noun.endswith("会") and kind == "meeting"} | nouns
    modifiers = tuple(r["modifier"] for r in rows("title_modifiers"))
    collectives = [
        r["title"] for r in rows("group_titles") if r["kind"] in ("collective", "both") and "{" not in r["title"]
    ]
    heads = {r["head"]: r["system"] for r in titles}
    head = alternation(heads, HEADS_OVERLAP)
    modifier = alternation(m for m in modifiers if m not in words["tells_of_election"] and m not in _OF_NAMES)
    title = alternation([*heads, *words["form_of_address"]], HEADS_OVERLAP)
    states = frozenset(r["name"] for r in rows("states"))
    long_state = alternation(s for s in states if len(s) > 1)
    before_state = alternation(words["before_state"])
    lead = "|".join(f"(?:{w})" for w in words["lead"])
    element = alternation(words["name_element"])
    suffix = alternation(words["name_suffix"])
    behind = [pattern for pattern in words["after_name_patterns"] if pattern != "$"]
    places = frozenset(name for r in rows("divisions") for name in (r["short_name"], r["name"]))
    return Lexicon(
        surnames=frozenset(r["surname"] for r in surnames if r["kind"] == "single"),
        plain_surnames=frozenset(r["surname"] for r in surnames if r["kind"] == "single" and r["common"] == "yes"),
        compound_surnames=frozenset(r["surname"] for r in surnames if r["kind"] == "compound"),
        japanese_surnames=frozenset(r["surname"] for r in surnames if r["kind"] == "japanese"),
        double_surnames=frozenset(r["surname"] for r in surnames if r["kind"] in ("compound", "japanese")),
        name_weights={r["character"]: float(r["weight"]) for r in rows("name_characters")},
        common_words=frozenset(r["word"] for r in rows("common_words")).union(words["not_a_name"]),
        transliteration=frozenset(r["character"] for r in rows("transliteration")),
        bodyless_heads=frozenset(r["head"] for r in titles if r["needs_body"] == "no"),
        foreign_heads=frozenset(r["head"] for r in titles if r["foreign"] == "yes"),
        single_seat_heads=frozenset(r["head"] for r in titles if r["single_seat"] == "yes"),
        modifiers_at_end=anchored(f"(?:{alternation(modifiers)})+$"),
        heads=frozenset(heads),
        titles=frozenset([*heads, *words["honorific"], *words["form_of_address"]]),
        never_names=frozenset(words["not_a_name"]),
        words_and_names=frozenset(words["word_and_name"]),
        lead=anchored(lead),
        lead_starts=first_characters(lead),
        before_post=anchored("|".join(f"(?:{w})" for w in words["before_post"])),
        head_goes_on=anchored("|".join(words["head_goes_on"])),
        places=places | states,
        meeting_nouns=nouns,
        states=states,
        outlets=frozenset(r["name"] for r in rows("newspapers")),
        words=words,
        state_behind_word=anchored(f"(?:[与和同]|{before_state})(?=中国|{long_state})"),
        head=anchored(head),
        head_at_end=anchored(f"(?:{head})$"),
        form_of_address=anchored(alternation(words["form_of_address"])),
        title_after_name=anchored(rf"{ORGAN}?(?:{modifier}){{0,2}}(?:{title})"),
        group=re.compile("(?:" + alternation(collectives) + ")(?:们)?$"),
        group_ends=frozenset(title[-1] for title in collectives).union("们"),
        group_only=anchored("|".join(words["group_only"])),
        meeting_noun=anchored(alternation(nouns, {"大会": ("堂",)})),
        after_name=re.compile(anchored("|".join([*behind, alternation(words["after_name"])])).pattern + "|$"),
        no_conjunct=re.compile("|".join(words["no_conjunct"])),
        elements=anchored(f"(?P<bare>(?:{element}){{1,3}})(?:{suffix})?"),
        element_starts=frozenset(w[0] for w in words["name_element"]),
        name_starts=frozenset(w[0] for w in words["name_element"]).union(
            r["surname"][0] for r in surnames if r["kind"] != "japanese"
        ),
        state_at_start=anchored(alternation(states)),
        state_in_text=anchored(long_state),
        title_starts=frozenset(term[0] for term in (*heads, *modifiers, *words["form_of_address"], *_ORGANS)),
    )


def _words() -> dict[str, tuple[str, ...]]:
    text = files("kg").joinpath("rules", "words.toml").read_text(encoding="utf-8")
    return {name: tuple(entry["words"]) for name, entry in tomllib.loads(text).items()}

"""Rules as data: the TOML files of `kg/rules`, checked and compiled.

A rule's `pattern` is a regular expression on folded, masked text with slots.  `{people}` at its head stands for the run
of posts and names in front of it; elsewhere it stands for such a run inside the pattern.  Every rule is anchored at one
of its `triggers`, so that a sentence without them costs one scan.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from kg.errors import KgError
from kg.recognise.lexicon import lexicon
from kg.recognise.patterns import anchored
from kg.recognise.sightings import Lookout

FILES = ("roles", "speech", "meetings", "appointments")
"""The rule files, in the order in which they are read."""

CLAIMS = {
    "roles": frozenset(
        ("chair", "speaker", "attendee", "observer", "accompanying", "talks", "instruction", "inspection", "mention")
    ),
    "speech": frozenset(("speech", "speech-direct", "speech-act", "speech-turn")),
    "meetings": frozenset(["mention"]),
    "appointments": frozenset(["holds"]),
}
"""What the rules of each file may claim."""

_NEEDED_GROUPS = {"roles": ("verb",), "speech": ("verb",), "meetings": ("holds", "held"), "appointments": ("posts",)}
_CHOICES = {"select": ("one", "all"), "reach": ("clause", "sentence")}
_KEYS = frozenset(["id", "triggers", "pattern", "claims", "select", "match", "no_match", "reach"])
_EXAMPLE_KEYS = frozenset(["text", "people", "meeting"])
_FORM = "see kg/rules/README.md for the form"
_SLOT = re.compile(r"\{([a-z]\w*)\}")
_SLOTS = {
    "people": r"(?P<people>[^，。；：！？]{2,140}?)",
    "people2": r"(?P<people2>[^，。；：！？]{2,140}?)",
    "posts": r"(?P<posts>[^，。；：！？]{2,60}?)",
    "people_list": r"(?P<people>[^。；！？]{2,600})",
}


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence on which a rule must fire; `people` and `meeting` name whom and what it must yield."""

    text: str
    people: tuple[str, ...] = ()
    meeting: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.  `looks_back` says that its people stand in front of the pattern; `order` is its place in the file.

    `reach` says how far back they are looked for: to the predicate before (`clause`) or to the `sentence`'s start.
    """

    id: str
    triggers: tuple[str, ...]
    pattern: re.Pattern[str]
    claims: tuple[str, ...]
    select: str
    looks_back: bool
    reach: str
    order: int
    match: tuple[Example, ...]
    no_match: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rules of each file by its name, one for all their words, and one for each file's triggers."""

    roles: tuple[Rule, ...]
    speech: tuple[Rule, ...]
    meetings: tuple[Rule, ...]
    appointments: tuple[Rule, ...]
    lookout: Lookout
    role_trigger: re.Pattern[str]
    speech_trigger: re.Pattern[str]
    meeting_trigger: re.Pattern[str]
    appointment_trigger: re.Pattern[str]


@cache
def load_rules() -> RuleSet:
    """The rules that come with the package.

    Raises:
        KgError: a rule is not well formed; the message names file and rule.
    """
    return ruleset(**{name: read_rules(name) for name in FILES})


def ruleset(
    roles: tuple[Rule, ...], speech: tuple[Rule, ...], meetings: tuple[Rule, ...], appointments: tuple[Rule, ...]
) -> RuleSet:
    """The rules of the four files, made ready for scanning."""
    files_of_rules = (roles, speech, meetings, appointments)
    return RuleSet(*files_of_rules, Lookout(*files_of_rules), *(_any_trigger(rules) for rules in files_of_rules))


def read_rules(name: str) -> tuple[Rule, ...]:
    """The rules of `kg/rules/{name}.toml`.

    Raises:
        KgError: the first thing that is not well formed: a key, a slot, an id that stands there twice, a claim.
    """
    rules, faults = parse_rules(name, rules_text(name))
    if faults:
        raise faults[0]
    return rules


def rules_text(name: str) -> str:
    """The text of `kg/rules/{name}.toml`."""
    return files("kg").joinpath("rules", f"{name}.toml").read_text(encoding="utf-8")


def parse_rules(name: str, text: str) -> tuple[tuple[Rule, ...], tuple[KgError, ...]]:
    """The well-formed rules in `text`, written like `kg/rules/{name}.toml`, and a fault for each of the others."""
    where = f"kg/rules/{name}.toml"
    try:
        entries = tomllib.loads(text)["rule"]
    except (tomllib.TOMLDecodeError, KeyError) as error:
        return (), (KgError(where, f"is not a table of rules ({error})", _FORM),)
    rules: list[Rule] = []
    faults: list[KgError] = []
    for order, entry in enumerate(entries):
        try:
            rule = _rule(name, f"{where}, rule {entry.get('id', order + 1)}", order, entry)
        except KgError as fault:
            faults.append(fault)
            continue
        if any(rule.id == earlier.id for earlier in rules):
            faults.append(KgError(where, f"rule {rule.id} stands there twice", "give one of them another id"))
            continue
        rules.append(rule)
    return tuple(rules), tuple(faults)


def _any_trigger(rules: tuple[Rule, ...]) -> re.Pattern[str]:
    """One scan for the triggers of all `rules`, the longest first."""
    return re.compile("|".join(sorted({re.escape(t) for r in rules for t in r.triggers}, key=lambda t: (-len(t), t))))


def _rule(file: str, name: str, order: int, entry: dict[str, Any]) -> Rule:
    _known(name, "key", entry, _KEYS)
    for key in ("id", "triggers", "pattern", "claims"):
        if not entry.get(key):
            raise KgError(name, f"the key {key} is missing", "add it")
    _known(name, "claim", entry["claims"], CLAIMS[file])
    for key, choices in _CHOICES.items():
        if entry.get(key, choices[0]) not in choices:
            raise KgError(name, f"{key} = {entry[key]!r} means nothing", f"use one of {', '.join(choices)}")
    pattern: str = entry["pattern"]
    looks_back = pattern.startswith("{people}")
    if "select" in entry and not looks_back:
        raise KgError(name, "select means nothing where the people stand inside the pattern", "leave it out")
    compiled = _compile(name, pattern.removeprefix("{people}"))
    needed = ("",) if file == "roles" and looks_back else _NEEDED_GROUPS[file]
    if not any(group in ("", *compiled.groupindex) for group in needed):
        raise KgError(name, f"the pattern names no group {' or '.join(needed)}", _FORM)
    return Rule(
        id=entry["id"],
        triggers=tuple(entry["triggers"]),
        pattern=compiled,
        claims=tuple(entry["claims"]),
        select=entry.get("select", "one"),
        looks_back=looks_back,
        reach=entry.get("reach", "clause"),
        order=order,
        match=tuple(_example(name, example) for example in entry.get("match", ())),
        no_match=tuple(entry.get("no_match", ())),
    )


def _known(name: str, what: str, given: Any, allowed: frozenset[str]) -> None:
    """Raise KgError where `given` holds a word that is not among `allowed`."""
    if unknown := sorted(set(given) - allowed):
        raise KgError(name, f"unknown {what} {unknown[0]}", f"use one of {', '.join(sorted(allowed))}")


def _example(name: str, entry: Any) -> Example:
    if not isinstance(entry, dict) or not entry.get("text"):
        raise KgError(name, "an example of match has no text", 'write { text = "…", people = ["…"] }')
    _known(name, "key of an example", entry, _EXAMPLE_KEYS)
    return Example(entry["text"], tuple(entry.get("people", ())), entry.get("meeting"))


def _compile(name: str, pattern: str) -> re.Pattern[str]:
    words = lexicon().words
    slots = dict(_SLOTS)
    for slot in _SLOT.findall(pattern):
        if slot in slots:
            continue
        if slot not in words:
            raise KgError(name, f"unknown slot {{{slot}}}", "use {people} or a class of kg/rules/words.toml")
        slots[slot] = "(?:" + "|".join(sorted(words[slot], key=lambda w: (-len(w), w))) + ")"
    try:
        return anchored(_SLOT.sub(lambda m: slots[m[1]], pattern))
    except re.error as error:
        raise KgError(name, f"the pattern does not compile ({error})", "mend the regular expression") from error

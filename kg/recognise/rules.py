"""Rules as data: the TOML files of `kg/rules`, checked and compiled.

A rule's `pattern` is a regular expression on folded, masked text with slots.  `{people}` at its head stands for the run of
posts and names in front of it; elsewhere it stands for such a run inside the pattern.  Every rule is anchored at one of
its `triggers`, so that a sentence without them costs one scan.
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

ROLE_CLAIMS = frozenset(
    "chair speaker attendee observer accompanying talks instruction inspection elected speech speech-direct speech-act mention".split()
)
_SLOT = re.compile(r"\{(\w+)\}")
_CHAIN = r"[^，。；：！？]{2,60}?"
_LIST = r"[^。；！？]{2,600}"
_KEYS = frozenset("id triggers pattern claims select match no_match reach".split())


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.  `looks_back` says that its people stand in front of the pattern; `order` is its place in the files.

    `reach` says how far back they are looked for: to the predicate before (`clause`), or to the start of the `sentence`.
    """

    id: str
    triggers: tuple[str, ...]
    pattern: re.Pattern[str]
    claims: tuple[str, ...]
    select: str
    looks_back: bool
    reach: str
    order: int
    match: tuple[dict[str, Any], ...]
    no_match: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rules of each file by its name, and one scan for all triggers of the file."""

    roles: tuple[Rule, ...]
    speech: tuple[Rule, ...]
    meetings: tuple[Rule, ...]
    role_trigger: re.Pattern[str]
    speech_trigger: re.Pattern[str]


@cache
def load_rules() -> RuleSet:
    """The rules that come with the package.

    Raises:
        KgError: a rule is not well formed; the message names file and rule.
    """
    roles = read_rules("roles")
    speech = read_rules("speech")
    return RuleSet(roles, speech, read_rules("meetings"), _any_trigger(roles), _any_trigger(speech))


def read_rules(name: str) -> tuple[Rule, ...]:
    """The rules of `kg/rules/{name}.toml`.

    Raises:
        KgError: unknown key or slot, duplicate id, bad pattern or claim.
    """
    where = f"kg/rules/{name}.toml"
    try:
        entries = tomllib.loads(files("kg").joinpath("rules", f"{name}.toml").read_text(encoding="utf-8"))["rule"]
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise KgError(where, f"is not a table of rules ({error})", "see kg/rules/README.md for the form") from error
    rules: list[Rule] = []
    for order, entry in enumerate(entries):
        rules.append(_rule(where, order, entry))
        if [r.id for r in rules].count(entry["id"]) > 1:
            raise KgError(where, f"rule {entry['id']} stands there twice", "give one of them another id")
    return tuple(rules)


def _any_trigger(rules: tuple[Rule, ...]) -> re.Pattern[str]:
    return re.compile("|".join(sorted({re.escape(t) for r in rules for t in r.triggers}, key=lambda t: (-len(t), t))))


def _rule(where: str, order: int, entry: dict[str, Any]) -> Rule:
    name = f"{where}, rule {entry.get('id', order + 1)}"
    if unknown := sorted(set(entry) - _KEYS):
        raise KgError(name, f"unknown key {unknown[0]}", f"use one of {', '.join(sorted(_KEYS))}")
    for key in ("id", "triggers", "pattern", "claims"):
        if not entry.get(key):
            raise KgError(name, f"the key {key} is missing", "add it")
    if wrong := sorted(set(entry["claims"]) - ROLE_CLAIMS):
        raise KgError(name, f"unknown claim {wrong[0]}", f"use one of {', '.join(sorted(ROLE_CLAIMS))}")
    pattern: str = entry["pattern"]
    looks_back = pattern.startswith("{people}")
    if looks_back:
        pattern = pattern.removeprefix("{people}")
    return Rule(
        id=entry["id"],
        triggers=tuple(entry["triggers"]),
        pattern=_compile(name, pattern),
        claims=tuple(entry["claims"]),
        select=entry.get("select", "one"),
        looks_back=looks_back,
        reach=entry.get("reach", "clause"),
        order=order,
        match=tuple(entry.get("match", ())),
        no_match=tuple(entry.get("no_match", ())),
    )


def _compile(name: str, pattern: str) -> re.Pattern[str]:
    slots = {
        "people": f"(?P<people>{_CHAIN})",
        "people2": f"(?P<people2>{_CHAIN})",
        "people_list": f"(?P<people>{_LIST})",
    }
    words = lexicon().words
    for slot in _SLOT.findall(pattern):
        if slot in slots:
            continue
        if slot not in words:
            raise KgError(name, f"unknown slot {{{slot}}}", f"use {{people}} or a class of kg/rules/words.toml")
        slots[slot] = "(?:" + "|".join(sorted(words[slot], key=lambda w: (-len(w), w))) + ")"
    try:
        return re.compile(_SLOT.sub(lambda m: slots[m[1]], pattern))
    except re.error as error:
        raise KgError(name, f"the pattern does not compile ({error})", "mend the regular expression") from error

"""Whether rules, word classes and gazetteer are sound: their form, and what every rule's own examples say of it.

Every fault is one sentence that names the file, the rule or row, what was expected and the next step.
"""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from kg.recognise.explain import explain
from kg.recognise.rules import FILES, parse_rules, rules_text, ruleset

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from kg.model import Article
    from kg.recognise.explain import Firing
    from kg.recognise.rules import Rule, RuleSet

    Segment = Callable[[str], tuple[Article, ...]]


@dataclass(frozen=True, slots=True)
class _Table:
    """What `kg/gazetteer/datapackage.json` says of a table.

    Its columns, those that tell its rows apart, those that may not be empty, and the values that a column may have.
    """

    columns: tuple[str, ...]
    key: tuple[str, ...]
    required: frozenset[str]
    values: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Inventory:
    """How much there is to check."""

    rules: int
    examples: int
    classes: int
    words: int
    tables: int
    rows: int


def check(segment: Segment) -> tuple[str, ...]:
    """Everything that is wrong with the data that come with the package; empty where all is sound.

    `segment` makes an article of a sentence, as for `kg explain`: the examples are read just as news is.
    """
    texts = {name: rules_text(name) for name in FILES}
    return (
        *rule_faults(texts, segment),
        *word_faults(rules_text("words"), _looked_up() | _slots(texts)),
        *(fault for name in sorted({*_described(), *_tables()}) for fault in table_faults(name, _tables().get(name))),
    )


def inventory() -> Inventory:
    """The numbers of rules, examples, word classes, words, gazetteer tables and rows that come with the package."""
    rules = [rule for name in FILES for rule in parse_rules(name, rules_text(name))[0]]
    classes = tomllib.loads(rules_text("words"))
    return Inventory(
        rules=len(rules),
        examples=sum(len(rule.match) + len(rule.no_match) for rule in rules),
        classes=len(classes),
        words=sum(len(entry["words"]) for entry in classes.values()),
        tables=len(_tables()),
        rows=sum(len(_rows(text)) - 1 for text in _tables().values()),
    )


# -- rules -------------------------------------------------------------------------------------------------------


def rule_faults(texts: Mapping[str, str], segment: Segment) -> Iterator[str]:
    """What is wrong with the rules; `texts` are the rule files' contents by the names of `FILES`."""
    parsed = {name: parse_rules(name, texts[name]) for name in FILES}
    malformed = [str(fault) for _, faults in parsed.values() for fault in faults]
    yield from malformed
    rules = {name: rules for name, (rules, _) in parsed.items()}
    places = [(rule.id, f"kg/rules/{name}.toml") for name in FILES for rule in rules[name]]
    for rule_id, count in Counter(rule_id for rule_id, _ in places).items():
        if count > 1:
            found = ", ".join(place for one, place in places if one == rule_id)
            yield f"{found}: rule {rule_id} stands in each of them; give all but one another id"
    if malformed:
        # Without the malformed rules the others would win matches that are not theirs.
        return
    together = ruleset(**rules)
    for name in FILES:
        for rule in rules[name]:
            for fault in example_faults(rule, together, segment):
                yield f"kg/rules/{name}.toml, rule {rule.id}: {fault}"


def example_faults(rule: Rule, rules: RuleSet, segment: Segment) -> Iterator[str]:
    """What the rule's own examples hold against it."""
    for key, examples in (("match", rule.match), ("no_match", rule.no_match)):
        if not examples:
            yield f"has no example under {key}; write a real sentence there"
    for example in rule.match:
        firings = _firings(example.text, rules, segment)
        mine = [firing for firing in firings if firing.rule == rule.id]
        found = tuple(name for firing in mine for name in firing.people)
        meetings = [firing.meeting for firing in mine if firing.meeting]
        if not mine:
            others = ", ".join(firing.rule for firing in firings) or "no rule"
            yield f"does not fire on {example.text!r}, {others} does; mend the pattern or the example"
        elif found != example.people:
            yield f"yields {_list(found)} on {example.text!r}, expected {_list(example.people)}; mend one of them"
        elif example.meeting is not None and example.meeting not in meetings:
            named = _list(meetings) if meetings else "no meeting"
            yield f"yields {named} on {example.text!r}, expected {example.meeting}; mend one of them"
    for text in rule.no_match:
        fired = [firing for firing in _firings(text, rules, segment) if firing.rule == rule.id and firing.yields]
        if fired:
            yield f"fires on {fired[0].quote!r} in {text!r}, which is under no_match; narrow the pattern"


def _firings(text: str, rules: RuleSet, segment: Segment) -> tuple[Firing, ...]:
    return tuple(firing for article in segment(text) for firing in explain(article, rules))


def _list(names: Iterable[str]) -> str:
    return "、".join(names) or "nobody"


# -- word classes ------------------------------------------------------------------------------------------------


def word_faults(text: str, used: frozenset[str]) -> Iterator[str]:
    """What is wrong with the word classes in `text`, written like `kg/rules/words.toml`; `used` are those looked up."""
    where = "kg/rules/words.toml"
    try:
        classes = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        yield f"{where}: is not TOML ({error}); mend it there"
        return
    for name, entry in classes.items():
        for fault in _class_faults(entry):
            yield f"{where}, class {name}: {fault}"
        if name not in used:
            yield f"{where}, class {name}: nothing looks it up; take it out or use it"


def _class_faults(entry: Any) -> Iterator[str]:
    if not isinstance(entry, dict) or set(entry) != {"gloss", "words"}:
        yield "has other keys than gloss and words; write these two"
        return
    words: list[str] = entry["words"]
    for word, count in Counter(words).items():
        if count > 1:
            yield f"{word!r} stands there {count} times; once is enough"
        try:
            re.compile(word)
        except re.error as error:
            yield f"{word!r} does not compile ({error}); mend the regular expression"


def _looked_up() -> frozenset[str]:
    """The words in square brackets in the program's own source: `words["lead"]`."""
    sources = [
        file.read_text(encoding="utf-8")
        for stage in ("recognise", "resolve", "evaluate")
        for file in files("kg").joinpath(stage).iterdir()
        if file.name.endswith(".py")
    ]
    return frozenset(name for source in sources for name in re.findall(r'\["([a-z_]+)"\]', source))


def _slots(texts: Mapping[str, str]) -> frozenset[str]:
    return frozenset(name for text in texts.values() for name in re.findall(r"\{([a-z_]+)\}", text))


# -- gazetteer ---------------------------------------------------------------------------------------------------


def table_faults(name: str, text: str | None) -> Iterator[str]:
    """What is wrong with `text`, the content of `kg/gazetteer/{name}.csv`; None where there is no such file."""
    where = f"kg/gazetteer/{name}.csv"
    table = _described().get(name)
    if table is None:
        yield f"{where}: no table has that name; describe it in kg/gazetteer/datapackage.json, or take it out"
        return
    if text is None:
        yield f"{where}: is missing; put it back"
        return
    header, *rows = _rows(text) or [[]]
    if header != list(table.columns):
        yield f"{where}: the columns are not {', '.join(table.columns)}; write them in this order"
        return
    seen: dict[tuple[str, ...], int] = {}
    for line, cells in enumerate(rows, 2):
        if len(cells) != len(header):
            yield f"{where}, line {line}: has {len(cells)} cells, expected {len(header)}; mend the row"
            continue
        row = dict(zip(header, cells, strict=True))
        key = tuple(row[column] for column in table.key)
        if key in seen:
            yield f"{where}, line {line}: {' '.join(key)} stands in line {seen[key]} already; take one of them out"
        seen.setdefault(key, line)
        for fault in _cell_faults(row, table):
            yield f"{where}, line {line}: {fault}"


def _cell_faults(row: dict[str, str], table: _Table) -> Iterator[str]:
    for column, cell in row.items():
        if cell != cell.strip():
            yield f"{column} {cell!r} has blanks around it; take them out"
        if not cell and column in table.required:
            yield f"{column} is empty; fill it in"
        elif cell and cell not in table.values.get(column, (cell,)):
            yield f"{column} is {cell!r}; write one of {', '.join(table.values[column])}"


@cache
def _described() -> dict[str, _Table]:
    """The tables by name, as the data package describes them."""
    package = json.loads(files("kg").joinpath("gazetteer", "datapackage.json").read_text(encoding="utf-8"))
    return {resource["name"]: _table(resource["schema"]) for resource in package["resources"]}


def _table(schema: Mapping[str, Any]) -> _Table:
    fields = {field["name"]: field for field in schema["fields"]}
    limits = {name: field.get("constraints", {}) for name, field in fields.items()}
    listed = {name: tuple(limit["enum"]) for name, limit in limits.items() if "enum" in limit}
    truths = {
        name: (*field["trueValues"], *field["falseValues"])
        for name, field in fields.items()
        if field["type"] == "boolean"
    }
    required = frozenset(name for name, limit in limits.items() if limit.get("required"))
    return _Table(tuple(fields), tuple(schema["primaryKey"]), required, listed | truths)


def _tables() -> dict[str, str]:
    folder = files("kg").joinpath("gazetteer")
    found = sorted((file for file in folder.iterdir() if file.name.endswith(".csv")), key=lambda file: file.name)
    return {file.name.removesuffix(".csv"): file.read_text(encoding="utf-8") for file in found}


def _rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))

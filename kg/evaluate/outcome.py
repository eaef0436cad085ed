"""The outcome of an evaluation: what was annotated and found, the figures, and what was missed or invented."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.evaluate.gold import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.evaluate.gold import Gold, Item

OF_SPEECH = {"attribution": "DS", "directives": "D"}
"""The metrics of speech, each with the kinds of sentence that it counts."""


@dataclass(frozen=True, slots=True)
class Metric:
    """What the annotations hold, and what the readings hold with the rules that gave it."""

    gold: frozenset[Item]
    found: Mapping[Item, tuple[str, ...]]

    @property
    def right(self) -> int:
        """How many are in both."""
        return sum(item in self.gold for item in self.found)

    def figures(self) -> tuple[float, float, float, int, int]:
        """Precision, recall, F1, the number annotated, the number found."""
        precision = self.right / len(self.found) if self.found else float(not self.gold)
        recall = self.right / len(self.gold) if self.gold else float(not self.found)
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return precision, recall, f1, len(self.gold), len(self.found)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return self.figures()[2]

    def only(self, sources: frozenset[str]) -> Metric:
        """The same for some of the articles."""
        return Metric(
            frozenset(item for item in self.gold if item[0] in sources),
            {item: rules for item, rules in self.found.items() if item[0] in sources},
        )


@dataclass(frozen=True, slots=True)
class Error:
    """Something missed (`-`) or invented (`+`); `words` are those of the sentence where the item is one."""

    mark: str
    item: Item
    words: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The outcome: metrics by name; beside them how many texts are made up and how many lists are in order."""

    gold: tuple[Gold, ...]
    metrics: Mapping[str, Metric]
    extra: Mapping[str, int | str]

    def levels(self) -> dict[str, dict[str, Metric]]:
        """The metrics for each level of which there are articles, in the order of `LEVELS`."""
        sources = {level: frozenset(g.id for g in self.gold if g.level == level) for level in LEVELS}
        return {
            level: {name: metric.only(ids) for name, metric in self.metrics.items()}
            for level, ids in sources.items()
            if ids
        }

    def rules(self) -> dict[str, tuple[int, int]]:
        """How many true and false facts each rule gave, the costliest first.  A sentence's facts count once each."""
        won: Counter[str] = Counter()
        cost: Counter[str] = Counter()
        for name, metric in self.metrics.items():
            if name == "directives":
                continue  # the same sentences as in attribution
            for item, rules in metric.found.items():
                (won if item in metric.gold else cost).update(rules)
        return {rule: (won[rule], cost[rule]) for rule in sorted({*won, *cost}, key=lambda r: (-cost[r], -won[r], r))}

    def errors(self, name: str) -> Iterator[Error]:
        """What the metric missed, then what it invented."""
        metric = self.metrics[name]
        for item in sorted(metric.gold - metric.found.keys()):
            yield Error("-", item, self._words(name, item), ())
        for item in sorted(metric.found.keys() - metric.gold):
            yield Error("+", item, self._words(name, item), metric.found[item])

    def _words(self, name: str, item: Item) -> str:
        if name not in OF_SPEECH:
            return ""
        gold = next(g for g in self.gold if g.id == item[0])
        start, end = gold.spans[int(item[1])]
        return gold.body[start:end]

    def as_json(self) -> str:
        """Everything as JSON: figures are precision, recall, F1, annotated, found; rules are true, false."""
        figures = {name: metric.figures() for name, metric in self.metrics.items()}
        levels = {
            level: {name: metric.figures() for name, metric in metrics.items()}
            for level, metrics in self.levels().items()
        }
        told = {"figures": figures, "extra": dict(self.extra), "levels": levels, "rules": self.rules()}
        return json.dumps(told, ensure_ascii=False, indent=1) + "\n"

"""How well the readings agree with annotated articles, and how much of the news the rules reach.

The annotation format and what each metric compares are told in `docs/annotation.md`.  Nothing here reads articles: the
readings are given.
"""

from kg.evaluate.compare import LISTS_IN_ORDER, METRICS, NOT_IN_SOURCE, evaluate
from kg.evaluate.coverage import Coverage, Shape, coverage
from kg.evaluate.gold import LEVELS, Gold, fold, load_gold
from kg.evaluate.outcome import Error, Evaluation, Metric

__all__ = [
    "LEVELS",
    "LISTS_IN_ORDER",
    "METRICS",
    "NOT_IN_SOURCE",
    "Coverage",
    "Error",
    "Evaluation",
    "Gold",
    "Metric",
    "Shape",
    "coverage",
    "evaluate",
    "fold",
    "load_gold",
]

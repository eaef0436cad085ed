"""Claims -> facts: who is meant, which meeting, which day, who goes on speaking."""

from kg.resolve.article import read_articles
from kg.resolve.identity import identify

__all__ = ["identify", "read_articles"]

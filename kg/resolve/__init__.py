"""Claims -> facts: who is meant, which meeting, which day, who goes on speaking."""

from kg.resolve.article import read_articles

__all__ = ["read_articles"]

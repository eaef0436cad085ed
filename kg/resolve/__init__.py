"""Claims -> facts: who is meant, which meeting, which day, who goes on speaking."""

from kg.resolve.article import read_articles
from kg.resolve.findings import findings, tenures
from kg.resolve.identity import identify
from kg.resolve.judgements import Agreement, Judgement, agreement, read_judgements
from kg.resolve.sessions import join_sessions

__all__ = [
    "Agreement",
    "Judgement",
    "agreement",
    "findings",
    "identify",
    "join_sessions",
    "read_articles",
    "read_judgements",
    "tenures",
]

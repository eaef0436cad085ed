"""Claims -> facts: who is meant, which meeting, which day, who goes on speaking."""

from kg.resolve.article import read_articles
from kg.resolve.findings import findings, tenure_key, tenures, together
from kg.resolve.identity import identify
from kg.resolve.judgements import Agreement, Judgement, agreement, read_judgements
from kg.resolve.series import in_series
from kg.resolve.sessions import join_sessions
from kg.resolve.shelf import Shelf, join_tellings

__all__ = [
    "Agreement",
    "Judgement",
    "Shelf",
    "agreement",
    "findings",
    "identify",
    "in_series",
    "join_sessions",
    "join_tellings",
    "read_articles",
    "read_judgements",
    "tenure_key",
    "tenures",
    "together",
]

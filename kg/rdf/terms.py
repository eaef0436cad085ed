"""Values -> N-Triples terms, as plain strings."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.rdf.vocab import XSD

Triple = tuple[str, str, str]
"""Subject, predicate and object, each as an N-Triples term."""

_NEEDS_ESCAPE = re.compile(r'[\x00-\x1f\x7f"\\]')


@lru_cache(maxsize=8192)
def literal(text: str, language: str = "") -> str:
    """`text` as an N-Triples literal, with its language tag if there is one."""
    if _NEEDS_ESCAPE.search(text):
        text = _NEEDS_ESCAPE.sub(_escape, text)
    return f'"{text}"@{language}' if language else f'"{text}"'


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    short = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    return short.get(character) or f"\\u{ord(character):04X}"


def zh(text: str) -> str:
    """A Chinese literal."""
    return literal(text, "zh")


def integer(number: int) -> str:
    """An xsd:integer."""
    return f'"{number}"^^{XSD.integer}'


def boolean(value: bool) -> str:
    """An xsd:boolean."""
    return f'"{"true" if value else "false"}"^^{XSD.boolean}'

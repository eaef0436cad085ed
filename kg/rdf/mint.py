"""Entity -> IRI.  An IRI is a hash of what the entity is, never a counter over articles and never a time.

Every IRI is flat, `{base}{kind}-{16 hex}`, with `[A-Za-z0-9_-]` alone after the base, so that every writer prints it
as a short prefixed name and every store takes it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import sha256

from kg.errors import KgError

_HEX_DIGITS = 16
_BASE = re.compile(r'https?://[^\s<>"{}|\\^`?]+[/#]')


def digest(*parts: str) -> str:
    """First 16 hex digits of the SHA-256 of the parts in NFKC form; the parts are kept apart by U+001F."""
    key = unicodedata.normalize("NFKC", "\x1f".join(parts))
    return sha256(key.encode()).hexdigest()[:_HEX_DIGITS]


def check_base(base_iri: str) -> str:
    """`base_iri` itself, if names can be put straight behind it.

    Raises KgError unless it is an http(s) IRI that ends in / or #.
    """
    if not _BASE.fullmatch(base_iri):
        raise KgError(
            f"--base-iri {base_iri}",
            "is not an http or https IRI that ends in / or #",
            "give one like https://example.org/id/",
        )
    return base_iri


@lru_cache(maxsize=16384)
def entity(base_iri: str, kind: str, *key: str) -> str:
    """The IRI of an entity as an N-Triples term: `kind` is its sort (`person`, `meeting` …), `key` what it is."""
    return f"<{base_iri}{kind}-{digest(*key)}>"


def article(base_iri: str, sha256: str, number: int) -> str:
    """The IRI of an article: the SHA-256 of its document's text, and its number in it."""
    return entity(base_iri, "article", f"{sha256}#{number}")


def child(parent: str, name: str) -> str:
    """The IRI of something that belongs to `parent`, itself a term made here: `article-<h>-s1-d2` for `s1-d2`."""
    return f"{parent[:-1]}-{name}>"

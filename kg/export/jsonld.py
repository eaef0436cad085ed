"""Triples -> compacted JSON-LD: names by a context that stands at the top, one node to a line, in order."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from pyoxigraph import Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from pyoxigraph import Triple

_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_SAFE_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")
"""A longer number would lose digits in JavaScript, and another spelling would be lost in JSON."""


def to_json_ld(triples: Iterable[Triple], context: Mapping[str, Any], prefixes: Mapping[str, str]) -> bytes:
    """The triples as JSON-LD 1.1, the same for any order of theirs.

    `context` gives properties their names, and the language or type that goes without saying; `prefixes` come on top.
    """
    names = _Names({**context, **prefixes})
    nodes: dict[str, dict[str, set[Any]]] = {}
    for triple in triples:
        nodes.setdefault(_iri(triple.subject), {}).setdefault(triple.predicate.value, set()).add(triple.object)
    lines = ",\n".join(_json(names.node(iri, nodes[iri])) for iri in sorted(nodes))
    return f'{{"@context": {_json(names.context)},\n"@graph": [\n{lines}\n]}}\n'.encode()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _iri(node: Any) -> str:
    """The IRI of a node; a blank node keeps its label, `_:…`."""
    return str(node).removeprefix("<").removesuffix(">")


def _native(value: str, datatype: str) -> int | bool | None:
    """The number or truth value of JSON that stands for the literal; None where only its letters do."""
    if datatype == f"{_XSD}integer" and _SAFE_INTEGER.fullmatch(value):
        return int(value)
    return {"true": True, "false": False}.get(value) if datatype == f"{_XSD}boolean" else None


class _Names:
    """What a context calls things."""

    def __init__(self, context: Mapping[str, Any]) -> None:
        self.context = context
        self.prefixes = {name: iri for name, iri in context.items() if str(iri).endswith(("#", "/"))}
        self.terms: dict[str, tuple[str, Mapping[str, str]]] = {}
        for name, entry in context.items():
            if name not in self.prefixes and not name.startswith("@"):
                definition = {"@id": entry} if isinstance(entry, str) else entry
                self.terms[self.long(definition["@id"])] = name, definition

    def long(self, name: str) -> str:
        prefix, _, local = name.partition(":")
        return self.prefixes[prefix] + local if prefix in self.prefixes else name

    def short(self, iri: str) -> str:
        """`prefix:name`, by the longest prefix that fits."""
        fitting = [(len(start), prefix) for prefix, start in self.prefixes.items() if iri.startswith(start)]
        return f"{max(fitting)[1]}:{iri[max(fitting)[0] :]}" if fitting else iri

    def node(self, iri: str, properties: Mapping[str, set[Any]]) -> dict[str, Any]:
        written: dict[str, Any] = {"@id": self.short(iri)}
        for predicate in sorted(properties, key=lambda each: (each != _RDF_TYPE, each)):
            objects = sorted(properties[predicate], key=str)
            if predicate == _RDF_TYPE:
                name, values = "@type", [self.named(_iri(each)) for each in objects]
            else:
                name, definition = self.terms.get(predicate, (self.short(predicate), {}))
                values = [self.value(each, definition) for each in objects]
            written[name] = values[0] if len(values) == 1 else values
        return written

    def named(self, iri: str) -> str:
        return self.terms[iri][0] if iri in self.terms else self.short(iri)

    def value(self, term: Any, definition: Mapping[str, str]) -> Any:
        """A value, without what the definition of its property says already."""
        if not isinstance(term, Literal):
            short = self.short(_iri(term))
            return short if definition.get("@type") == "@id" else {"@id": short}
        plain = not definition.keys() & {"@type", "@language"}
        if term.language is not None:
            as_told = term.language == definition.get("@language")
            return term.value if as_told else {"@value": term.value, "@language": term.language}
        datatype = term.datatype.value
        native = _native(term.value, datatype) if definition.get("@type") in (None, self.short(datatype)) else None
        if native is not None:
            return native
        if datatype == f"{_XSD}string":
            return term.value if plain else {"@value": term.value}
        if datatype == self.long(definition.get("@type", "")):
            return term.value
        return {"@value": term.value, "@type": self.short(datatype)}

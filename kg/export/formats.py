"""A written graph -> the same graph in another form: RDF for other tools, tables and networks for the rest."""

from __future__ import annotations

import re
from enum import StrEnum
from operator import itemgetter
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, parse, serialize

from kg.errors import KgError
from kg.export import tables, write_atomically
from kg.export.folder import whole_folder
from kg.export.jsonld import to_json_ld
from kg.export.named import by_article
from kg.export.turtle import to_n_triples, to_turtle

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from typing import Any

    from pyoxigraph import Triple


class ExportFormat(StrEnum):
    """What a graph can be written as."""

    TURTLE = "turtle"
    N_TRIPLES = "ntriples"
    TRIG = "trig"
    N_QUADS = "nquads"
    JSON_LD = "jsonld"
    GRAPHML = "graphml"
    GEXF = "gexf"
    CSV = "csv"
    NEO4J = "neo4j"


ENDINGS = {
    ExportFormat.TURTLE: ".ttl",
    ExportFormat.N_TRIPLES: ".nt",
    ExportFormat.TRIG: ".trig",
    ExportFormat.N_QUADS: ".nq",
    ExportFormat.JSON_LD: ".jsonld",
    ExportFormat.GRAPHML: ".graphml",
    ExportFormat.GEXF: ".gexf",
    ExportFormat.CSV: "-csv",
    ExportFormat.NEO4J: "-neo4j",
}
"""How a name ends by its form; the last two are folders with `nodes.csv` and `edges.csv`."""

_DECLARATIONS = re.compile(rb"\A(?:@prefix [^\n]*\n)*")
_NETWORKS = {ExportFormat.GRAPHML: tables.to_graphml, ExportFormat.GEXF: tables.to_gexf}
_FOLDERS = {ExportFormat.CSV: tables.to_csv, ExportFormat.NEO4J: tables.to_neo4j}


def export(
    triples: Sequence[Triple], prefixes: Mapping[str, str], form: ExportFormat, target: Path, context: Mapping[str, Any]
) -> None:
    """Write the triples to `target`, whole or not at all; the same triples give the same bytes.

    TriG and N-Quads have a graph for each article; CSV and Neo4j make a folder of two tables; JSON-LD has the names
    that the JSON-LD `context` gives.  Raises KgError where
    `target` cannot be written.
    """
    if form in _FOLDERS:
        _write_folder(target, _FOLDERS[form](tables.tables(triples, prefixes.get("id", ""))))
    elif form in _NETWORKS:
        write_atomically(target, _NETWORKS[form](tables.tables(triples, prefixes.get("id", ""))))
    elif form is ExportFormat.JSON_LD:
        write_atomically(target, to_json_ld(triples, context, prefixes))
    else:
        write_atomically(target, _rdf([_terms(triple) for triple in triples], prefixes, form))


def _terms(triple: Triple) -> tuple[str, str, str]:
    return str(triple.subject), str(triple.predicate), str(triple.object)


def _rdf(triples: Sequence[tuple[str, str, str]], prefixes: Mapping[str, str], form: ExportFormat) -> bytes:
    if form is ExportFormat.TURTLE:
        return to_turtle(triples, prefixes)
    if form is ExportFormat.N_TRIPLES:
        return to_n_triples(triples)
    quads = sorted(by_article(triples), key=itemgetter(3))
    lines = "".join(f"{' '.join(quad).rstrip()} .\n" for quad in quads).encode()
    return lines if form is ExportFormat.N_QUADS else _written(lines, RdfFormat.TRIG, prefixes)


def _written(n_quads: bytes, rdf_format: RdfFormat, prefixes: Mapping[str, str]) -> bytes:
    quads = parse(input=n_quads, format=RdfFormat.N_QUADS)
    written = serialize(quads, format=rdf_format, prefixes=dict(prefixes)) or b""
    # pyoxigraph promises no order for the declarations.
    head = _DECLARATIONS.match(written)
    declared = b"".join(sorted(head[0].splitlines(keepends=True))) if head else b""
    return declared + _DECLARATIONS.sub(b"", written)


def _write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    try:
        with whole_folder(folder, tuple(files)) as staging:
            for name, content in files.items():
                (staging / name).write_bytes(content)
    except OSError as error:
        problem = f"cannot be written ({(error.strerror or str(error)).lower()})"
        raise KgError(str(folder), problem, "name another folder with -o") from error

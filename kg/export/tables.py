"""Triples -> a property graph: a table of nodes and a table of edges, as CSV, GraphML or GEXF.

A node is whatever has a type; its literals become columns, its links to other nodes edges.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

if TYPE_CHECKING:
    from collections.abc import Sequence

    import networkx

SEPARATOR = " | "
"""What stands between two values of one cell."""

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_INTEGER = "http://www.w3.org/2001/XMLSchema#integer"
_NAMES = ("label", "prefLabel", "name", "headline", "text", "anchorOf")
_LOCAL = re.compile(r"[^/#]+$")
# XML 1.0 has no way to write these, and no spreadsheet shows them.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_MODIFIED = re.compile(rb' lastmodifieddate="[^"]*"')


@dataclass(frozen=True, slots=True)
class Tables:
    """`nodes` have the cells of `columns` (id, label, class, then one for each property); `edges` source, target, type.

    An integer is an int where every cell of its column holds one; everything else is text, nothing is "".
    """

    columns: tuple[str, ...]
    nodes: tuple[tuple[str | int, ...], ...]
    edges: tuple[tuple[str, str, str], ...]


def tables(triples: Sequence[Triple], base_iri: str = "") -> Tables:
    """The triples as two tables, in their own order; `base_iri` is left out of the names of nodes.

    A language other than zh is part of the column's name (`label_zh-latn-pinyin`).  Links to terms of a
    vocabulary, which are no nodes, are cells with the term's own name (`chair`).
    """
    subjects = {triple.subject: str(triple.subject)[1:-1].removeprefix(base_iri) for triple in triples}
    cells: dict[str, defaultdict[str, list[str]]] = {name: defaultdict(list) for name in subjects.values()}
    numeric: dict[str, bool] = {}
    edges = []
    for subject, predicate, value in triples:
        column, node = _local(predicate.value), subjects[subject]
        if value in subjects:
            edges.append((node, subjects[value], column))
            continue
        if predicate.value == _TYPE:
            column = "class"
        elif isinstance(value, Literal) and value.language not in (None, "zh"):
            column = f"{column}_{value.language}"
        number = isinstance(value, Literal) and value.datatype.value == _INTEGER
        cell = _local(value.value) if isinstance(value, NamedNode) else _clean(value.value)
        if column == "class" and cell in cells[node][column]:
            # The Person of one vocabulary is that of another.
            continue
        cells[node][column].append(cell)
        numeric[column] = numeric.get(column, True) and number and len(cells[node][column]) == 1
    for own in cells.values():
        own.setdefault("label", _name(own))
    others = sorted({column for own in cells.values() for column in own} - {"label", "class"})
    columns = ("id", "label", "class", *others)
    nodes = tuple(
        (name, *(_cell(own.get(column, []), numeric.get(column, False)) for column in columns[1:]))
        for name, own in cells.items()
    )
    return Tables(columns, nodes, tuple(edges))


def _local(iri: str) -> str:
    match = _LOCAL.search(iri)
    return match[0] if match else iri


def _clean(text: str) -> str:
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def _name(node: defaultdict[str, list[str]]) -> list[str]:
    """What to write beside a node that has no label: the first words that it has."""
    return next((node[name][:1] for name in _NAMES if name in node), [])


def _cell(values: list[str], numeric: bool) -> str | int:
    return int(values[0]) if numeric and values else SEPARATOR.join(values)


def to_csv(found: Tables) -> dict[str, bytes]:
    """`nodes.csv` and `edges.csv` for spreadsheets, R and pandas, with the byte order mark that Excel asks for."""
    nodes, edges = _csv(found.columns, found.nodes), _csv(("source", "target", "type"), found.edges)
    return {"nodes.csv": nodes.encode("utf-8-sig"), "edges.csv": edges.encode("utf-8-sig")}


def to_neo4j(found: Tables) -> dict[str, bytes]:
    """The same two tables with the headers of `neo4j-admin database import`, and labels parted by semicolons."""
    special = {"id": "id:ID", "class": ":LABEL"}
    whole = {
        column
        for place, column in enumerate(found.columns)
        if any(isinstance(node[place], int) for node in found.nodes)
    }
    columns = tuple(special.get(column, f"{column}:int" if column in whole else column) for column in found.columns)
    place = found.columns.index("class")
    nodes = [(*node[:place], str(node[place]).replace(SEPARATOR, ";"), *node[place + 1 :]) for node in found.nodes]
    edges = _csv((":START_ID", ":END_ID", ":TYPE"), found.edges)
    return {"nodes.csv": _csv(columns, nodes).encode(), "edges.csv": edges.encode()}


def _csv(header: Sequence[str], rows: Sequence[Sequence[str | int]]) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return buffer.getvalue()


def to_graphml(found: Tables) -> bytes:
    """GraphML for Gephi, igraph, Cytoscape and yEd."""
    import networkx

    buffer = io.BytesIO()
    networkx.write_graphml_xml(to_networkx(found), buffer)
    return buffer.getvalue()


def to_gexf(found: Tables) -> bytes:
    """GEXF for Gephi, without the day of writing."""
    import networkx

    buffer = io.BytesIO()
    networkx.write_gexf(to_networkx(found), buffer)
    return _MODIFIED.sub(b"", buffer.getvalue(), count=1)


def to_networkx(found: Tables) -> networkx.MultiDiGraph:
    """A network whose nodes have the cells that hold something, and whose edges have `relation` and `label`."""
    import networkx

    network = networkx.MultiDiGraph()
    for node in found.nodes:
        cells = zip(found.columns[1:], node[1:], strict=True)
        network.add_node(node[0], **{column: cell for column, cell in cells if cell != ""})
    for number, (source, target, kind) in enumerate(found.edges):
        network.add_edge(source, target, key=number, relation=kind, label=kind)
    return network

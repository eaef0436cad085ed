"""The graph as one HTML page that opens from disk, asks no host for anything and shows the words behind each line.

The network view is vis-network 9.1.2, taken from the pyvis package and embedded in the page; it is copyright of
Almende B.V. and the visjs contributors, under the Apache-2.0 or MIT licence at the user's choice (its notice stays in
the page).  A picture of more than `NODE_LIMIT` nodes is drawn by sigma.js over graphology (WebGL), which
`explorer/vendor` holds with their licences.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from string import Template
from typing import Any

import networkx as nx
from pyvis.edge import Edge
from pyvis.network import Network
from pyvis.node import Node

from kg.export import write_atomically
from kg.export.explorer.catalogue import Romanise, gather
from kg.export.explorer.graph import draw, first_view, subset
from kg.export.explorer.layout import place
from kg.model import Reading

NODE_LIMIT = 2000
"""With more nodes than this the page opens with people and meetings alone; with more of these, WebGL draws them."""

CORE = 20_000
"""The most that the page opens with: the best connected people and meetings."""

_SCRIPTS = (
    "words.js",
    "data.js",
    "dom.js",
    "palette.js",
    "overview.js",
    "view.js",
    "names.js",
    "network.js",
    "canvas.js",
    "files.js",
    "filters.js",
    "search.js",
    "sparql.js",
    "panel.js",
    "evidence.js",
    "main.js",
)

_WEBGL = {
    "vendor/graphology.umd.min.js": "vendor/graphology.LICENSE.txt",
    "vendor/sigma.min.js": "vendor/sigma.LICENSE.txt",
}

_SOURCE_MAP = re.compile(r"\n//# sourceMappingURL=.*")
"""The pointer to a file that is not there."""

# Characters that could end the data's element or a line of it, and half surrogate pairs, which UTF-8 cannot hold.
_UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")

_CANVAS_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "edges": {"smooth": False},
    "interaction": {"hover": True, "tooltipDelay": 150},
}


def write_html(
    readings: Sequence[Reading],
    path: Path,
    *,
    title: str = "会议知识图谱",
    romanise: Romanise | None = None,
    base_iri: str = "",
    node_limit: int = NODE_LIMIT,
    core: int = CORE,
) -> None:
    """Write the page for the readings of one build to `path`; the same readings in any order give the same bytes.

    `romanise` gives a person's name in pinyin as it is to be shown, or None.  `base_iri` is what the names of things
    begin with in the graph; without it the page offers no SPARQL.  The file appears whole or not at all, its folder is
    made if need be.  Raises `KgError` when it cannot be written.
    """
    page = render(readings, title=title, romanise=romanise, base_iri=base_iri, node_limit=node_limit, core=core)
    write_atomically(path, page.encode())


def render(
    readings: Sequence[Reading],
    *,
    title: str,
    romanise: Romanise | None = None,
    base_iri: str = "",
    node_limit: int = NODE_LIMIT,
    core: int = CORE,
) -> str:
    """The whole page as text; arguments as for `write_html`."""
    catalogue = gather(readings, romanise)
    graph = draw(catalogue)
    first = first_view(graph, node_limit, core)
    big = len(first) > node_limit
    data = {**catalogue, **_network(graph, place(subset(graph, first))), "big": big, "base": base_iri}
    style = _file("style.css")
    library = _libraries(webgl=big)
    program = "\n".join(('"use strict";', "(() => {", *(_file(name) for name in _SCRIPTS), "})();"))
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src {_digest(library)} {_digest(program)}",
            f"style-src {_digest(style)}",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    return Template(_file("page.html")).substitute(
        policy=html.escape(policy, quote=True),
        title=html.escape(title, quote=True),
        style=style,
        data=_embedded(data),
        library=library,
        program=program,
    )


def _network(graph: nx.DiGraph, positions: dict[str, tuple[int, int]]) -> dict[str, Any]:
    """Nodes, edges and options in vis-network's own form, by way of pyvis.

    Nodes without a position are not on the first picture.  pyvis's `add_node` and `add_edge` search all that is
    there at each call (13 s for 20,000 nodes), so its `Node` and `Edge` are used directly.
    """
    network = Network(cdn_resources="in_line")
    for name, node in graph.nodes(data=True):
        drawn = {"group": node["type"], "rank": node["rank"]} if node["type"] == "person" else {"group": node["type"]}
        if name in positions:
            drawn["x"], drawn["y"] = positions[name]
        network.nodes.append(Node(name, "dot", label=node["label"], **drawn).options)
    for start, end, edge in graph.edges(data=True):
        network.edges.append(Edge(start, end, **edge).options)
    network.options = _CANVAS_OPTIONS
    nodes, edges, _, _, _, options = network.get_network_data()
    # The page chooses shapes itself, from its legend.
    plain = [{key: value for key, value in node.items() if key != "shape"} for node in nodes]
    return {"nodes": plain, "edges": edges, "options": json.loads(options)}


def _embedded(data: object) -> str:
    """JSON that no text inside it can break out of."""
    plain = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", plain)


def _libraries(*, webgl: bool) -> str:
    """vis-network as pyvis ships it; where it is needed the WebGL renderer, under its licences.

    Sigma fails to load in a browser without WebGL: then the page goes on without it.
    """
    network = resources.files("pyvis").joinpath("lib/vis-9.1.2/vis-network.min.js").read_text(encoding="utf-8")
    scripts = [network.replace("\r\n", "\n")]
    if webgl:
        guarded = "/*!\n{licence}\n*/\ntry {{\n{script}\n}} catch {{}}"
        scripts += [guarded.format(licence=_file(licence), script=_file(script)) for script, licence in _WEBGL.items()]
    return "\n".join(_SOURCE_MAP.sub("", script) for script in scripts)


def _file(name: str) -> str:
    return resources.files("kg.export.explorer").joinpath(name).read_text(encoding="utf-8")


def _digest(source: str) -> str:
    """The source expression that lets a Content-Security-Policy run exactly this text."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode('utf-8')).digest()).decode('ascii')}'"

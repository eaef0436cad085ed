"""Where the vocabulary's own files lie: `meetingkg.ttl`, `shapes.ttl`, `context.jsonld`."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import KgError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def ontology_file(name: str) -> Traversable:
    """The file `name` of the ontology: inside the installed package, or at the top of a source checkout.

    Raises KgError where neither place has it.
    """
    installed = files("kg") / "ontology" / name
    if installed.is_file():
        return installed
    checkout = Path(__file__).parents[2] / "ontology" / name
    if checkout.is_file():
        return checkout
    raise KgError(f"ontology/{name}", "is not part of this installation", "install kg again")


def json_ld_context() -> dict[str, Any]:
    """What `context.jsonld` calls the terms of the graph in JSON-LD."""
    context: dict[str, Any] = json.loads(ontology_file("context.jsonld").read_text("utf-8"))["@context"]
    return context

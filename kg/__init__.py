"""Reads Chinese official meeting news (会议新闻) and builds a knowledge graph of it.

    import kg

    graph = kg.build("articles/")
    graph.query("roles")

The names of `__all__` are imported when they are first used, so that `import kg` costs nothing; `kg.api` explains them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"
__all__ = ["Graph", "KgError", "build", "load", "queries"]

if TYPE_CHECKING:
    from kg.api import Graph, build, load, queries
    from kg.errors import KgError
else:

    def __getattr__(name: str) -> object:
        """The public name, from the module that has it (PEP 562)."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        return getattr(import_module("kg.errors" if name == "KgError" else "kg.api"), name)

    def __dir__() -> list[str]:
        """What there is to complete on."""
        return sorted([*globals(), *__all__])

"""What a build was made from and with, so that it can be cited and checked; nothing in it depends on when or where."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.metadata import version
from importlib.resources import files as package_files
from typing import TYPE_CHECKING, Any

from kg import __version__
from kg.errors import KgError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from kg.model import Document

MANIFEST = "manifest.json"

Input = tuple[str, str, str, str]
"""A document's source, its file, its encoding, and the SHA-256 of its text."""

_DATA = ("rules", "gazetteer")
# The libraries whose version can show in the bytes of the output.
LIBRARIES = ("igraph", "networkx", "pyoxigraph", "pypinyin", "pyvis")
_INPUT = ("source", "file", "encoding", "sha256")
_encode = json.JSONEncoder(ensure_ascii=False).encode
_KEYS = {"kg", "rules", "libraries", "options", "counts", "inputs", "files"}


def write_manifest(
    folder: Path, inputs: Iterable[Input], counts: Mapping[str, int], options: Mapping[str, object]
) -> None:
    """Write the manifest of the files that lie in `folder`; `inputs` are source, file, encoding and SHA-256 of each.

    It holds the versions of kg and of the libraries that show in the output, the hash of rules and gazetteer, the
    options of the build, the counts, each input with the encoding and the SHA-256 of its text (as UTF-8), and each file
    with its size and SHA-256.
    """
    manifest = {
        "kg": __version__,
        "rules": rules_digest(),
        "libraries": {name: version(name) for name in LIBRARIES},
        "options": dict(options),
        "counts": dict(counts),
        "inputs": [],
        "files": {path.name: _file(path) for path in sorted(folder.iterdir())},
    }
    before, after = json.dumps(manifest, ensure_ascii=False, indent=1).split('"inputs": []')
    with (folder / MANIFEST).open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{before}"inputs": [')
        # The inputs may be millions: each is written as it comes.
        between = "\n"
        for each in inputs:
            # As the indented encoder would have it, which takes as long as all else that is done for a document here.
            told = ",\n".join(f'   "{name}": {_encode(value)}' for name, value in zip(_INPUT, each, strict=True))
            file.write(f"{between}  {{\n{told}\n  }}")
            between = ",\n"
        file.write(f"\n ]{after}\n")


def verify(out: Path) -> tuple[str, tuple[str, ...]]:
    """The SHA-256 of the manifest in `out`, which names the build, and what of its files is not as it was left.

    Raises KgError where `out` holds no manifest, or one that is no longer whole.
    """
    content, manifest = _read(out)
    wrong = []
    for name, told in sorted(manifest["files"].items()):
        path = out / name
        try:
            found = _file(path)
        except OSError as error:
            wrong.append(f"{path}: cannot be read ({(error.strerror or str(error)).lower()}); build again")
            continue
        if found != told:
            wrong.append(f"{path}: is not as the build left it; build again, or cite it as a file of your own")
    return hashlib.sha256(content).hexdigest(), tuple(wrong)


def name_of(folder: Path) -> str:
    """The SHA-256 of the manifest in `folder`, which names the build.  Raises OSError where there is none."""
    return hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest()


def compare_inputs(out: Path, documents: Iterable[Document]) -> tuple[str, ...]:
    """How `documents` differ from those that the build in `out` was made of; empty where they are the same.

    Raises KgError where `out` holds no manifest, or one that is no longer whole.
    """
    _, manifest = _read(out)
    then = {each["source"]: each["sha256"] for each in manifest["inputs"]}
    now = {document.source: document for document in documents}
    wrong = [
        f"{document.file}: {document.source} is not part of the build; build again"
        if source not in then
        else f"{document.file}: the text of {document.source} is not the one that was read; build again"
        for source, document in now.items()
        if then.get(source) != document.sha256
    ]
    wrong += [
        f"{each['file']}: {each['source']} is not among the sources; name them all"
        for each in manifest["inputs"]
        if each["source"] not in now
    ]
    return tuple(wrong)


def options(out: Path) -> dict[str, Any]:
    """The options of the build in `out`.  Raises KgError as `verify` does."""
    return dict(_read(out)[1]["options"])


def files(out: Path) -> tuple[str, ...]:
    """The names of the files that the build in `out` left, none where there is no whole one."""
    try:
        return tuple(_read(out)[1]["files"])
    except KgError:
        return ()


@cache
def rules_digest() -> str:
    """One SHA-256 of all the rules and gazetteer tables that came with the program."""
    digest = hashlib.sha256()
    for folder in _DATA:
        for file in sorted(package_files("kg").joinpath(folder).iterdir(), key=lambda file: file.name):
            if file.name.endswith((".toml", ".csv")):
                digest.update(f"{folder}/{file.name}\0{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def _read(out: Path) -> tuple[bytes, dict[str, Any]]:
    try:
        content = (out / MANIFEST).read_bytes()
        manifest = json.loads(content)
    except OSError as error:
        problem = f"holds no {MANIFEST} of a whole build"
        raise KgError(str(out), problem, "build it first: kg build SOURCES -o OUT") from error
    except ValueError as error:
        raise KgError(str(out / MANIFEST), "is not JSON", "build again") from error
    if not isinstance(manifest, dict) or not manifest.keys() >= _KEYS:
        raise KgError(str(out / MANIFEST), "is not the manifest of a build", "build again")
    return content, manifest


def _file(path: Path) -> dict[str, object]:
    with path.open("rb") as file:
        return {"bytes": path.stat().st_size, "sha256": hashlib.file_digest(file, "sha256").hexdigest()}

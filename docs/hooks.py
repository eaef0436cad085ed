"""What mkdocs does beside its own: notebooks, the ontology and pages from elsewhere in the checkout become pages.

A link to a page that the site has leads there, one to a notebook to its page (or, on that page, to the file).  A link
to anything else in the checkout is left as words: the site stands alone.
"""

from __future__ import annotations

import re
import sys
from os.path import normpath, relpath
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from mkdocs.structure.files import File
from nbconvert import MarkdownExporter

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parent.parent
ELSEWHERE = {
    "gazetteer.md": "kg/gazetteer/README.md",
    "contributing.md": "CONTRIBUTING.md",
    "changelog.md": "CHANGELOG.md",
}
"""Pages of the site that stand elsewhere in the checkout."""
REFERENCE = "ontology.html"
"""The page that is made from the ontology."""

_LINK = re.compile(r"\[(?P<words>[^\]]*)\]\((?!https?:|#)(?P<path>[^)#\s]+)(?P<anchor>#[^)\s]*)?\)")
# Those that pandas writes have a class, and the theme gives form only to tables without one.
_FRAME = re.compile(r'<div>\s*<style scoped>.*?</style>\s*<table border="1" class="dataframe">', re.DOTALL)

# A line break within Chinese text would be shown as a space.
_BREAK = re.compile(r"(?<=[\u4e00-\u9fff，。：；、？）”》])\n(?=[\u4e00-\u9fff（“《`\[*])")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages from elsewhere, and of each notebook a page with its pictures."""
    if files.get_file_from_path(REFERENCE) is None:
        files.append(File.generated(config, REFERENCE, content=_reference()))
    for name, source in ELSEWHERE.items():
        files.append(File.generated(config, name, content=(ROOT / source).read_text(encoding="utf-8")))
    for file in [file for file in files if file.src_uri.endswith(".ipynb")]:
        markdown, pictures = as_markdown(Path(str(file.abs_src_path)))
        page = PurePosixPath(file.src_uri).with_suffix(".md")
        files.append(File.generated(config, str(page), content=markdown))
        for name, content in pictures.items():
            files.append(File.generated(config, str(page.with_name(name)), content=content))
    return files


def _reference() -> str:
    """The reference of the vocabulary, as `docs/ontology.py` writes it."""
    sys.path.insert(0, str(ROOT / "docs"))
    from ontology import page

    return page()


def as_markdown(notebook: Path) -> tuple[str, dict[str, bytes]]:
    """The notebook as the text of a page, and its pictures by name."""
    exporter = MarkdownExporter()
    markdown, resources = exporter.from_filename(
        str(notebook), resources={"unique_key": notebook.stem, "output_files_dir": "."}
    )
    pictures = {name.removeprefix("./"): content for name, content in resources["outputs"].items()}
    return _FRAME.sub('<div class="frame">\n<table>', markdown), pictures


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Let every link lead to a page of the site, or nowhere, and Chinese run on without spaces."""
    source = PurePosixPath(ELSEWHERE.get(page.file.src_uri, f"docs/{page.file.src_uri}"))
    pages = {source: name for name, source in ELSEWHERE.items()} | {"kg/gazetteer": "gazetteer.md"}

    def link(match: re.Match[str]) -> str:
        path = normpath(source.parent / match["path"])
        name = pages.get(path, path.removeprefix("docs/"))
        if (name == path and not path.startswith("docs/")) or name.endswith(".py"):
            return match["words"]
        if name.endswith(".ipynb") and name.removesuffix(".ipynb") != page.file.src_uri.removesuffix(".md"):
            name = name.removesuffix(".ipynb") + ".md"
        target = relpath(name, PurePosixPath(page.file.src_uri).parent)
        return f"[{match['words']}]({PurePosixPath(target)}{match['anchor'] or ''})"

    return _BREAK.sub("", _LINK.sub(link, markdown))

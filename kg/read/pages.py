"""Files whose text must be taken out of a layout: saved web pages, Word documents, PDF.

The text taken out is the original that offsets count in; `encoding` names the library that gave it, with its version,
since another one may give other text.
"""

from __future__ import annotations

import io
import zipfile
from importlib.metadata import version
from typing import TYPE_CHECKING, BinaryIO

from kg.errors import KgError
from kg.model import Document
from kg.read.metadata import day, day_in_name
from kg.read.place import LARGEST_FILE, checked, digest, library, whole
from kg.read.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.read.place import Columns, Item, Place

# What pages call their headline, day and outlet, first of all the fixed names of government sites.
_META = {
    "title": ("articletitle", "og:title", "title"),
    "published": ("pubdate", "publishdate", "article:published_time", "date", "datepublished"),
    "publisher": ("contentsource", "source", "sitename", "og:site_name"),
}
_DAMAGED = "open it in the program it was made with and save it anew"


def read_html(stream: BinaryIO, place: Place, columns: Columns) -> Iterator[Item]:
    """The article of a saved web page, without menus, links and comments."""
    trafilatura = library("trafilatura", "html", place)
    html = library("lxml.html", "html", place)
    text, encoding = decode(whole(stream, place), place.file)
    try:
        # A parser of bytes would believe the page's own word on its encoding.
        tree = html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))
    except (ValueError, html.etree.LxmlError):
        raise KgError(place.file, "is not HTML", "save the page again") from None
    meta = _meta(tree)
    article = trafilatura.extract(tree, include_comments=False, favor_precision=True)
    if not article:
        raise KgError(place.file, "holds no article that can be told from the rest", "save its text as .txt")
    told = {
        name: next((meta[key] for key in (columns.get(name, name), *keys) if key in meta), None)
        for name, keys in _META.items()
    }
    yield _taken(article, place, f"{encoding}, text by trafilatura {version('trafilatura')}", told)


def read_docx(stream: BinaryIO, place: Place, columns: Columns) -> Iterator[Item]:  # noqa: ARG001 -- it names none
    """The paragraphs of a Word document."""
    docx = library("docx", "docx", place)
    data = io.BytesIO(whole(stream, place))
    try:
        with zipfile.ZipFile(data) as parts:
            size = sum(part.file_size for part in parts.infolist())
        text = "\n".join(each.text for each in docx.Document(data).paragraphs) if size <= LARGEST_FILE else ""
    except Exception as error:  # whatever the XML inside may hold
        raise KgError(place.file, "is not a sound Word document", _DAMAGED) from error
    if size > LARGEST_FILE:
        raise KgError(place.file, f"unpacks to more than {LARGEST_FILE // 1_000_000} MB", "save its text as .txt")
    yield _taken(text, place, f"text by python-docx {version('python-docx')}", {})


def read_pdf(stream: BinaryIO, place: Place, columns: Columns) -> Iterator[Item]:  # noqa: ARG001 -- it names none
    """The text layer of a PDF, page by page."""
    pdfium = library("pypdfium2", "pdf", place)
    data = whole(stream, place)
    try:
        with pdfium.PdfDocument(data) as pages:
            text = "\n".join(page.get_textpage().get_text_bounded() for page in pages)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise KgError(place.file, "is locked with a password", "save it without one") from error
        raise KgError(place.file, "is not a sound PDF", _DAMAGED) from error
    if not text.strip("\r\n\f \ufffe\uffff"):
        raise KgError(place.file, "holds no text layer, only pictures", "recognise its text first (OCR)")
    yield _taken(text, place, f"text by pypdfium2 {version('pypdfium2')}", {})


def _meta(tree: object) -> dict[str, str]:
    """The page's own metadata, names in small letters; the first of each name."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):  # type: ignore[attr-defined]
        name = element.get("name") or element.get("property") or element.get("itemprop")
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _taken(text: str, place: Place, encoding: str, told: Mapping[str, str | None]) -> Item:
    # Half of a surrogate pair, as broken fonts give it, stands for no character.
    text = checked(text.encode(errors="replace").decode(), place.file)
    title, published = told.get("title"), day(told.get("published") or "")
    document = Document(
        source=place.source,
        file=place.file,
        text=text,
        encoding=encoding,
        sha256=digest(text),
        title=None if title == text.lstrip().partition("\n")[0].rstrip() else title,
        published=published or day_in_name(place.source.rpartition("/")[2]),
        publisher=told.get("publisher"),
    )
    return place.file, document

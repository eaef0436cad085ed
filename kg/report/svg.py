"""Matplotlib's figures as SVG to stand inside a page: text stays text, in the page's own fonts and colours.

Matplotlib measures with the fonts that it brings along, so that a picture's bytes do not depend on what is installed;
the browser then draws the text with fonts that have the characters.  Nothing here may depend on the width of a text.
"""

from __future__ import annotations

import io
import re
import unicodedata
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import matplotlib as mpl
from matplotlib.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from matplotlib.axes import Axes

SIZE = 12.0
"""Size of text in pixels."""

INK, SOFT, LINE, PAPER = "#010101", "#010102", "#010103", "#010104"
SERIES = ("#010111", "#010112", "#010113", "#010114", "#010115", "#010116", "#010117", "#010118")
"""Stand for the page's colours, which are others in the dark."""

COLOURS = {INK: "ink", SOFT: "soft", LINE: "line", PAPER: "card"} | {
    colour: f"s{number}" for number, colour in enumerate(SERIES, 1)
}
"""By colour the name of the page's: elements get the classes `fill-NAME` and `stroke-NAME`."""

_SVG = "http://www.w3.org/2000/svg"
_HREF = "{http://www.w3.org/1999/xlink}href"
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "kg",
    "font.family": ["DejaVu Sans"],
    "font.size": SIZE,
    "text.parse_math": False,
    "text.color": INK,
    "axes.edgecolor": LINE,
    "axes.facecolor": "none",
    "axes.unicode_minus": False,
    "xtick.color": LINE,
    "xtick.labelcolor": SOFT,
    "ytick.color": LINE,
    "ytick.labelcolor": INK,
}


@contextmanager
def drawing() -> Iterator[None]:
    """Within the block Matplotlib draws in the page's way, whatever the user's own settings are."""
    with mpl.rc_context(), warnings.catch_warnings():
        mpl.rcdefaults()
        mpl.rcParams.update(_SETTINGS)
        # It has no Chinese characters to measure, and need not have any.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield


def width_of(text: str) -> float:
    """About how wide the text is in pixels, whatever the font: a Chinese character is a square."""
    return sum(SIZE if unicodedata.east_asian_width(sign) in "WF" else 0.58 * SIZE for sign in text)


def fitted(text: str, room: float) -> str:
    """The text, or as much of its beginning as goes into so many pixels, with an ellipsis."""
    if width_of(text) <= room:
        return text
    kept = text
    while kept and width_of(f"{kept}…") > room:
        kept = kept[:-1]
    return f"{kept}…"


class Sheet:
    """A picture of so many pixels, to draw on and to turn into SVG."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self.figure = Figure(figsize=(width / 72, height / 72), dpi=72)
        self.figure.patch.set_visible(False)

    def axes(self, left: float, top: float, right: float, bottom: float) -> Axes:
        """Axes that leave these margins, without a frame."""
        place = (
            left / self.width,
            bottom / self.height,
            (self.width - left - right) / self.width,
            (self.height - top - bottom) / self.height,
        )
        axes = self.figure.add_axes(place)
        axes.spines[:].set_visible(False)
        axes.tick_params(length=0)
        return axes

    def svg(self, name: str, label: str, titles: Mapping[str, str]) -> str:
        """The picture as an SVG element.

        `name` sets its ids apart from those of the page's other pictures, `label` says what it shows, and `titles`
        gives by address what a link shows under the pointer.
        """
        buffer = io.BytesIO()
        # None leaves out the day, and the version of Matplotlib.
        self.figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
        ElementTree.register_namespace("", _SVG)
        ElementTree.register_namespace("xlink", "http://www.w3.org/1999/xlink")
        picture = ElementTree.fromstring(buffer.getvalue())  # noqa: S314 - Matplotlib wrote it
        for unwanted in (f"{{{_SVG}}}metadata", f"{{{_SVG}}}defs"):
            for child in picture.findall(unwanted):
                if child.find(f"{{{_SVG}}}style") is not None or child.tag.endswith("metadata"):
                    picture.remove(child)
        self._adapt(picture, name, titles)
        picture.attrib = {
            "viewBox": picture.get("viewBox", ""),
            "width": f"{self.width:g}",
            "height": f"{self.height:g}",
            "role": "img",
            "aria-label": label,
        }
        return ElementTree.tostring(picture, encoding="unicode")

    def _adapt(self, picture: ElementTree.Element, name: str, titles: Mapping[str, str]) -> None:
        """Ids of its own, no fonts, the page's colours, links that stay on the page."""
        meant = set()
        for element in picture.iter():
            meant.update(_REFERENCE.findall(" ".join(element.attrib.values())))
            if element.tag == f"{{{_SVG}}}use":
                meant.add(element.get(_HREF, "")[1:])
        for element in picture.iter():
            identifier = element.attrib.pop("id", "")
            if identifier in meant:
                element.set("id", f"{name}-{identifier}")
            _unstyle(element)
            for attribute, value in list(element.attrib.items()):
                element.set(attribute, _REFERENCE.sub(lambda match: f"url(#{name}-{match[1]})", value))
            if element.tag == f"{{{_SVG}}}use":
                element.set(_HREF, f"#{name}-{element.get(_HREF, '')[1:]}")
            if element.tag == f"{{{_SVG}}}a":
                # The table under the picture has the same links for those who do not point.
                element.attrib = {"href": element.get(_HREF, ""), "tabindex": "-1"}
                title = ElementTree.Element(f"{{{_SVG}}}title")
                title.text = titles.get(element.get("href", ""), "")
                element.insert(0, title)


def _unstyle(element: ElementTree.Element) -> None:
    """Attributes and classes in place of a style, which the page's policy would not let through."""
    classes = []
    for part in element.attrib.pop("style", "").split(";"):
        key, _, value = (word.strip() for word in part.partition(":"))
        if value in COLOURS:
            classes.append(f"{key}-{COLOURS[value]}")
        elif key and key != "font-family":
            element.set(key, value)
    if classes:
        element.set("class", " ".join(classes))

"""What a file says about its text: dates in whatever form, front matter, the name of the file."""

from __future__ import annotations

import re
from datetime import date

_EIGHT_DIGITS = re.compile(r"(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)")
_DATE = re.compile(r"\s*(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})(?!\d)")
_FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*\r?\n((?:[^\r\n]*\r?\n){0,100}?)---[ \t]*(?:\r?\n|$)")
_ENTRY = re.compile(r"^([^\s:#][^:\r\n]*?)[ \t]*:[ \t]+([^\r\n]*?)[ \t]*\r?$", re.MULTILINE)


def front_matter(text: str) -> tuple[dict[str, str], int]:
    """The entries between two lines `---` at the head of a text, and where the text proper begins.

    Only entries on one line count (`title: …`), as written or in quotation marks; without front matter there are none
    and the text begins at 0.
    """
    found = _FRONT_MATTER.match(text)
    if found is None:
        return {}, 0
    entries = {name: value.strip("\"'") for name, value in _ENTRY.findall(found[1])}
    return (entries, found.end()) if entries else ({}, 0)


def day(value: str) -> str | None:
    """The day of a date, with or without a time behind it, as an ISO date: 2024-01-31, 2024/1/31, 2024年1月31日."""
    match = _DATE.match(value) or _EIGHT_DIGITS.match(value.strip())
    return _calendar_date(match) if match else None


def day_in_name(name: str) -> str | None:
    """The first eight digits in a file's name that are a day of the years 1949 to 2100."""
    return next((found for match in _EIGHT_DIGITS.finditer(name) if (found := _calendar_date(match))), None)


def _calendar_date(match: re.Match[str]) -> str | None:
    try:
        found = date(*(int(part) for part in match.groups()))
    except ValueError:
        return None
    return found.isoformat() if 1949 <= found.year <= 2100 else None

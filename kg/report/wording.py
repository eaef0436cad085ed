"""The report's own words in English and Chinese, which `wording.toml` holds."""

from __future__ import annotations

import tomllib
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Language(StrEnum):
    """A language of the report."""

    EN = "en"
    ZH = "zh"


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("kg.report") / "wording.toml").read_text(encoding="utf-8"))


class Wording:
    """The words of one language; a key that there are none for stands for itself."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        """The words behind `key` with the values put in; whole numbers are grouped by thousands."""
        told = {name: f"{value:,}" if isinstance(value, int) else value for name, value in values.items()}
        words = _words().get(key)
        return words[self.language].format(**told) if words else key

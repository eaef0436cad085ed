"""A plain file in which a reader overrules who is who and which meeting is which: same or different, and who says so.

CSV with the columns `verdict` (same, different), `name`, `first`, `second` (the sources of two documents that name that
person or that meeting) and `authority` (where it can be looked up).  A meeting that the documents call by two names has
both in `name`, with | between them.  Rows about documents that are not in a build are passed over.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import KgError
from kg.model import Reading

COLUMNS = ("verdict", "name", "first", "second", "authority")
_VERDICTS = ("same", "different")


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether the person or the meeting called `name` in document `first` is the one in document `second`."""

    verdict: str
    name: str
    first: str
    second: str
    authority: str

    @property
    def names(self) -> tuple[str, str]:
        """What the first document calls it, and what the second does."""
        first, _, second = self.name.partition("|")
        return first, second or first


def read_judgements(file: Path) -> tuple[Judgement, ...]:
    """The judgements of `file`, in its order.  Raises KgError, naming the line, where it is not in the form above."""
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise KgError(str(file), "cannot be read as UTF-8 text", "name a CSV file of judgements") from error
    rows = csv.reader(lines)
    header = next(rows, [])
    if tuple(header) != COLUMNS:
        raise KgError(f"{file}:1", f"does not begin with {','.join(COLUMNS)}", "put these columns first")
    found: list[Judgement] = []
    for row in rows:
        if not row:
            continue
        where = f"{file}:{rows.line_num}"
        if len(row) != len(COLUMNS) or not all(cell.strip() for cell in row):
            raise KgError(where, f"does not fill {len(COLUMNS)} columns", "give every judgement its source too")
        if row[0] not in _VERDICTS:
            raise KgError(where, f"judges {row[0]!r}", "write same or different")
        found.append(Judgement(*(cell.strip() for cell in row)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How readings agree with judgements: how many pairs are the same or different, and which were got wrong.

    `unknown` counts the pairs of which a document is not there, or does not name just one such person or meeting.
    """

    same: int
    different: int
    false_splits: tuple[Judgement, ...]
    false_merges: tuple[Judgement, ...]
    unknown: int

    @property
    def merged(self) -> int:
        """How many of the pairs were taken for one person or meeting."""
        return self.same - len(self.false_splits) + len(self.false_merges)


def agreement(readings: Iterable[Reading], judgements: Sequence[Judgement]) -> Agreement:
    """Compare who is who and which meeting is which in `readings`, resolved without them, with `judgements`."""
    keys: dict[tuple[str, str], set[str]] = {}
    for r in readings:
        source = r.article.document.source
        for p in r.people:
            keys.setdefault((source, p.name), set()).add(p.key)
        for m in r.meetings:
            for name in {m.name, m.label or m.name, *m.aliases}:
                keys.setdefault((source, name), set()).add(m.key)
    pairs = {j: [keys.get(at, set()) for at in ((j.first, j.names[0]), (j.second, j.names[1]))] for j in judgements}
    known = [j for j in judgements if all(len(found) == 1 for found in pairs[j])]
    joined = {j: pairs[j][0] == pairs[j][1] for j in known}
    same = [j for j in known if j.verdict == "same"]
    different = [j for j in known if j.verdict == "different"]
    return Agreement(
        len(same),
        len(different),
        tuple(j for j in same if not joined[j]),
        tuple(j for j in different if joined[j]),
        len(judgements) - len(known),
    )

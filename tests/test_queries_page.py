"""`docs/queries.md` tells each named query with its answer on the seeds, as the program gives it."""

from __future__ import annotations

from docs.queries import PAGE, page
from kg.store import named_queries


def test_the_page_is_what_the_program_answers() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run .venv/bin/python docs/queries.py"


def test_every_query_stands_there_with_both_questions() -> None:
    written = PAGE.read_text(encoding="utf-8")
    for query in named_queries():
        assert f"\n## {query.name}\n\n{query.question_en}\n\n{query.question_zh}\n\n" in written

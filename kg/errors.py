"""Errors that a user can act on: where, what is wrong, what to do next."""

from __future__ import annotations


class KgError(Exception):
    """A fault in the user's input or call, told in one sentence.

    `where` names the file (and the place in it), `problem` says what is wrong there, `next_step` what to do.
    """

    def __init__(self, where: str, problem: str, next_step: str) -> None:
        super().__init__(f"{where}: {problem}; {next_step}")
        self.where = where
        self.problem = problem
        self.next_step = next_step

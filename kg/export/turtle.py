"""Triples -> Turtle and N-Triples, the same bytes in whatever order the triples come."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Triple = tuple[str, str, str]
"""Subject, predicate and object, each as an N-Triples term."""

_RDF_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_DIGITS = re.compile(r"[0-9]+")
_DECLARATIONS = re.compile(rb"\A(?:@prefix [^\n]*\n)*")
_IRI = re.compile(r"<(?P<namespace>[^<>]*[/#])(?P<name>\w[\w-]*)?>", re.ASCII)
_LONGEST_KNOWN = 60
_LITERAL = re.compile(r'(?P<words>".*")(?:@(?P<language>[A-Za-z0-9-]+)|\^\^(?P<datatype><.*>))?', re.DOTALL)
_SHORT = {
    "http://www.w3.org/2001/XMLSchema#integer": re.compile(r'"([+-]?[0-9]+)"'),
    "http://www.w3.org/2001/XMLSchema#boolean": re.compile(r'"(true|false)"'),
}
"""Datatypes that numbers and truths tell by themselves."""


class _UnusualTermError(Exception):
    """A term whose shortest form only pyoxigraph knows."""


def to_turtle(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> bytes:
    """The triples as Turtle in UTF-8: a block for each subject in the order of their names, its types first.

    `prefixes` are declared at the top and used throughout.  A subject's numbers count as numbers, so that the second
    directive stands before the tenth and an article's quotes stand in the order of its text.
    """
    subjects = _by_subject(triples)
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in sorted(prefixes.items()))
    try:
        return "\n".join([head, *_Writer(prefixes).blocks(subjects)]).encode()
    except _UnusualTermError:
        return f"{head}\n".encode() + _by_pyoxigraph(subjects, prefixes)


def to_n_triples(triples: Iterable[Triple]) -> bytes:
    """The triples as N-Triples in UTF-8, one to a line and each once, in the same order as in the Turtle."""
    return _lines(_by_subject(triples))


_Subjects = dict[str, list[tuple[str, str]]]


def _by_subject(triples: Iterable[Triple]) -> _Subjects:
    """Predicates and objects by subject; that of a type is empty for now, so that types come first."""
    subjects: _Subjects = {}
    for subject, predicate, value in triples:
        pair = ("" if predicate == _RDF_TYPE else predicate, value)
        if subject in subjects:
            subjects[subject].append(pair)
        else:
            subjects[subject] = [pair]
    return subjects


def _in_order(subjects: _Subjects) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Each subject with its predicates and objects, each pair once."""
    for subject in sorted(subjects, key=_natural):
        yield subject, sorted(set(subjects[subject]))


def _lines(subjects: _Subjects) -> bytes:
    return "".join(
        [
            f"{subject} {predicate or _RDF_TYPE} {value} .\n"
            for subject, pairs in _in_order(subjects)
            for predicate, value in pairs
        ]
    ).encode()


def _natural(iri: str) -> str:
    """A sort key that counts digits as numbers; the IRI itself decides between 1 and 01.

    A number is put behind a mark that ends the words in front of it, as its length and its digits: so plain strings,
    which are quick to compare, sort as words and numbers would.
    """
    return f"{_DIGITS.sub(_as_number, iri[:-1])}\0\0{iri}"


def _as_number(digits: re.Match[str]) -> str:
    number = digits[0].lstrip("0")
    return f"\0{chr(len(number) + 1)}{number}"


class _Writer:
    """Writes Turtle as pyoxigraph does, of which only the usual terms are known here."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.prefixes = {iri: prefix for prefix, iri in prefixes.items()}
        self.known: dict[str, str] = {"": "a"}

    def blocks(self, subjects: _Subjects) -> Iterator[str]:
        """The block of each subject, without the line break that parts it from the next."""
        known, iri, literal = self.known, self.iri, self.literal
        for subject, pairs in _in_order(subjects):
            block = known.get(subject) or iri(subject)
            last, between = None, " "
            for predicate, value in pairs:
                if value[0] != '"':
                    written = known.get(value) or iri(value)
                elif value[-1] == '"' or value[-4:] == '"@zh':
                    written = value
                else:
                    written = known.get(value) or literal(value)
                if predicate == last:
                    block += f" , {written}"
                else:
                    block += f"{between}{known.get(predicate) or iri(predicate)} {written}"
                    last, between = predicate, " ;\n\t"
            if "\\u" in block:
                raise _UnusualTermError
            yield f"{block} .\n"

    def iri(self, term: str) -> str:
        match = _IRI.fullmatch(term)
        if match is None or sum(term.startswith(iri, 1) for iri in self.prefixes) > 1:
            raise _UnusualTermError
        prefix = self.prefixes.get(match["namespace"])
        if prefix is None and any(term.startswith(iri, 1) for iri in self.prefixes):
            raise _UnusualTermError
        written = term if prefix is None else f"{prefix}:{match['name'] or ''}"
        self.known[term] = written
        return written

    def literal(self, term: str) -> str:
        """A literal with a datatype or with another language tag than zh."""
        match = _LITERAL.fullmatch(term)
        if match is None:
            raise _UnusualTermError
        words, language, datatype = match["words"], match["language"], match["datatype"]
        if datatype is None:
            written = f"{words}@{language.lower()}" if language else words
        elif (short := _SHORT.get(datatype[1:-1])) and (plain := short.fullmatch(words)):
            written = plain[1]
        else:
            written = f"{words}^^{self.known.get(datatype) or self.iri(datatype)}"
        if len(written) < _LONGEST_KNOWN:
            self.known[term] = written
        return written


def _by_pyoxigraph(subjects: _Subjects, prefixes: Mapping[str, str]) -> bytes:
    quads = pyoxigraph.parse(input=_lines(subjects), format=pyoxigraph.RdfFormat.N_TRIPLES)
    written = pyoxigraph.serialize(
        (quad.triple for quad in quads), format=pyoxigraph.RdfFormat.TURTLE, prefixes=dict(prefixes)
    )
    # pyoxigraph promises no order for the declarations; a line break inside a literal is always written as an escape.
    return _DECLARATIONS.sub(b"", written or b"").replace(b" .\n", b" .\n\n").removesuffix(b"\n")

"""The server: `/sparql` speaks the SPARQL 1.1 Protocol, `/` is the page, and there is nothing else."""

from __future__ import annotations

import ipaddress
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from kg import __version__
from kg.serve.answers import Reply, fault
from kg.store import named_queries

if TYPE_CHECKING:
    from kg.serve.workers import Workers

_MOST_ASKED = 1_000_000
"""Bytes of a request's body."""

_PAGE = {
    "/": ("page.html", "text/html; charset=utf-8"),
    "/page.js": ("page.js", "text/javascript; charset=utf-8"),
    "/page.css": ("page.css", "text/css; charset=utf-8"),
}
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "form-action 'none'; frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


class Server(ThreadingHTTPServer):
    """Answers at `address`, a host and a port (0 for any that is free), with what `workers` find."""

    daemon_threads = True

    def __init__(self, address: tuple[str, int], workers: Workers) -> None:
        self.workers = workers
        super().__init__(address, _Handler)

    @property
    def url(self) -> str:
        """Where the page opens."""
        return f"http://{self.server_address[0]!s}:{self.server_port}/"

    def takes(self, host: str) -> bool:
        """Whether a request for `host` is meant for this server.

        A page elsewhere whose name was made to lead here (DNS rebinding) must not read what is bound to loopback.
        """
        if not ipaddress.ip_address(str(self.server_address[0])).is_loopback:
            return True
        return urlsplit(f"//{host}").hostname in {"localhost", str(self.server_address[0])}


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    server_version = f"kg/{__version__}"
    sys_version = ""
    timeout = 30

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if not self.server.takes(self.headers.get("Host", "")):
            self._send(fault(421, "the request: names another server; ask for localhost"))
        elif path in _PAGE:
            name, media_type = _PAGE[path]
            self._send(Reply(200, media_type, (files("kg") / "serve" / name).read_bytes()))
        elif path == "/queries.json":
            self._send(Reply(200, "application/json", _queries()))
        elif path == "/sparql":
            self._send(self._asked(urlsplit(self.path).query))
        else:
            self._send(fault(404, f"{path}: is not here; the page is at /, the endpoint at /sparql"))

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not length.isascii() or not length.isdigit() or int(length) > _MOST_ASKED:
            self.close_connection = True
            self._send(fault(413, f"the request: must tell its length, of at most {_MOST_ASKED} bytes; ask for less"))
            return
        body = self.rfile.read(int(length))
        if not self.server.takes(self.headers.get("Host", "")):
            self._send(fault(421, "the request: names another server; ask for localhost"))
        elif urlsplit(self.path).path != "/sparql":
            self._send(fault(404, f"{self.path}: takes no questions; ask at /sparql"))
        else:
            self._send(self._posted(body))

    def _posted(self, body: bytes) -> Reply:
        media_type = self.headers.get_content_type()
        try:
            text = body.decode("utf-8")
        except UnicodeDecodeError:
            return fault(400, "the request: is not UTF-8; encode it so")
        if media_type == "application/sparql-query":
            return self._answer(text)
        if media_type == "application/x-www-form-urlencoded":
            return self._asked(text)
        if media_type == "application/sparql-update":
            return fault(403, "the graph: is read-only; ask with SELECT, ASK, CONSTRUCT or DESCRIBE")
        return fault(415, f"the request: {media_type} is no way to ask; send application/sparql-query")

    def _asked(self, parameters: str) -> Reply:
        """The answer to a request's parameters, percent-encoded."""
        try:
            given = parse_qs(parameters, keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=20)
        except ValueError:
            return fault(400, "the request: is not percent-encoded UTF-8; encode it so")
        if "update" in given:
            return fault(403, "the graph: is read-only; ask with SELECT, ASK, CONSTRUCT or DESCRIBE")
        if given.keys() & {"default-graph-uri", "named-graph-uri"}:
            return fault(400, "the request: the graph is one, without a name; leave out default-graph-uri and the like")
        if len(given.get("query", [])) != 1:
            return fault(400, "the request: asks nothing, or more than one thing; send one parameter query")
        return self._answer(given["query"][0])

    def _answer(self, sparql: str) -> Reply:
        return self.server.workers.answer(sparql, self.headers.get("Accept", ""))

    def _send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Type", reply.media_type)
        self.send_header("Content-Length", str(len(reply.body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(reply.body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is http.server's
        """Say nothing: what is asked is nobody else's business."""


def _queries() -> bytes:
    told = [
        {
            "name": query.name,
            "question": {"en": query.question_en, "zh": query.question_zh},
            "parameters": query.parameters,
            "sparql": query.sparql,
        }
        for query in named_queries()
    ]
    return json.dumps(told, ensure_ascii=False).encode()

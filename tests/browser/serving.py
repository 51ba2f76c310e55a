"""Serves a published site to a browser, as a careful host does."""

import gzip
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit

POLICY = "default-src 'self'"
"""What pages may load where the site has no `_headers` that says it."""

_TYPES = {
    ".avif": "image/avif",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".geojson": "application/geo+json",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".opml": "text/x-opml; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml; charset=utf-8",
}
_PACKED = re.compile(r"text/|json|xml|javascript|wasm")

Rules = tuple[tuple[re.Pattern[str], tuple[tuple[str, str], ...]], ...]


@contextmanager
def serving(root: Path) -> Iterator[str]:
    """Serve a folder on a free port of this machine, and hand out where."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, root=root, rules=rules(root)))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def rules(root: Path) -> Rules:
    """Return what the site's `_headers` says: patterns of addresses, and the headers of each."""
    file = root / "_headers"
    found: list[tuple[re.Pattern[str], list[tuple[str, str]]]] = []
    for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
        if line[:1].isspace() and ":" in line:
            name, _, value = line.strip().partition(":")
            found[-1][1].append((name, value.strip()))
        elif line.startswith("/"):
            pattern = ".*".join(re.escape(part) for part in line.strip().split("*"))
            found.append((re.compile(pattern), []))
    if not found:
        found = [(re.compile(".*"), [("Content-Security-Policy", POLICY)])]
    return tuple((pattern, tuple(headers)) for pattern, headers in found)


class _Handler(BaseHTTPRequestHandler):
    """Answers with a file of the site, its type, and the headers that the site asks for."""

    protocol_version = "HTTP/1.1"
    timeout = 10

    def __init__(self, *args: Any, root: Path, rules: Rules) -> None:
        self._root = root
        self._rules = rules
        super().__init__(*args)

    def do_GET(self) -> None:
        address = unquote(urlsplit(self.path).path)
        file = self._root / address.lstrip("/")
        status = 200
        if file.is_dir() and not address.endswith("/"):
            self.send_response(301)
            self.send_header("Location", f"{address}/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if address.endswith("/"):
            file /= "index.html"
        if not file.is_file() or not file.resolve().is_relative_to(self._root.resolve()):
            file, status = self._root / "404.html", 404
        self._send(status, address, file)

    def _send(self, status: int, address: str, file: Path) -> None:
        kind = _TYPES.get(file.suffix, "application/octet-stream")
        packed = bool(_PACKED.search(kind)) and "gzip" in self.headers.get("Accept-Encoding", "")
        body = _packed(file) if packed else file.read_bytes()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        for pattern, headers in self._rules:
            if pattern.fullmatch(address):
                for name, value in headers:
                    self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def handle(self) -> None:
        try:
            super().handle()
        except ConnectionError:  # the browser left before it had everything
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""


@cache
def _packed(file: Path) -> bytes:
    return gzip.compress(file.read_bytes(), mtime=0)

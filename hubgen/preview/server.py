"""The preview's server: a site's own files, and word to browsers that a page changed.

It shows drafts, so nobody else may read it. It is bound to loopback, which keeps other machines
out. Other sites in the browser of whoever runs it are kept out by what that browser says of a
request: its Host is theirs, as in DNS rebinding, or its Origin is.
"""

import json
import mimetypes
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from livereload.handlers import (  # type: ignore[import-untyped] # it comes without types
    LiveReloadHandler,
    LiveReloadJSHandler,
)
from tornado.web import Application, HTTPError, RequestHandler

from hubgen.preview import SCRIPT, STYLE, Preview

# What the files of a site are; the systems' own lists of types differ. Feeds are plain XML, as on
# most hosts: browsers show that, and download application/rss+xml.
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".opml": "application/xml; charset=utf-8",
    ".json": "application/json",
    ".geojson": "application/geo+json",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml",
    ".avif": "image/avif",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}

# By the LiveReload protocol, version 7: `*` is no style sheet or image, so the whole page reloads.
_AGAIN = {"command": "reload", "path": "*"}


class Server(Application):
    """Answers the browsers on this machine."""

    def __init__(self, preview: Preview) -> None:
        super().__init__(
            [
                ("/livereload", _Connection),
                (SCRIPT, _Script),
                (STYLE, _Style),
                ("(/.*)", _Files),
            ],
            log_function=lambda _: None,
        )
        self.preview = preview
        self.hosts = _hosts(preview.port)
        self._sent: dict[str, int] = {}

    def reload(self) -> None:
        """Have every browser load its page again."""
        for browser in tuple(LiveReloadHandler.waiters):
            browser.send_message(_AGAIN)

    def sent(self, path: str) -> None:
        """Note of which build the page at a path is that a browser has now."""
        self._sent[path] = self.preview.state.number

    def is_old(self, path: str) -> bool:
        """Tell whether a browser's page is from before the last build."""
        number = self.preview.state.number
        return self._sent.get(path, number) < number


def _hosts(port: int) -> frozenset[str]:
    """Return the Host headers by which the preview may be asked for."""
    names = ("localhost", "127.0.0.1", "[::1]")
    # RFC 9110, section 7.2: the scheme's own port is left out.
    return frozenset(names if port == 80 else (f"{name}:{port}" for name in names))


class _Guarded(RequestHandler):
    """Answers requests that come from the preview's own pages, or from who sits at this machine."""

    application: Server

    def set_default_headers(self) -> None:
        """Have browsers keep nothing, guess no types, and give other sites nothing of this."""
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.clear_header("Server")

    def prepare(self) -> None:
        """Refuse what comes from elsewhere.

        Browsers send no Origin for an ordinary visit, and other programs never do.
        """
        origin = self.request.headers.get("Origin")
        mine = self.request.host.lower() in self.application.hosts
        if not mine or (origin is not None and not self.check_origin(origin)):
            raise HTTPError(403)

    def check_origin(self, origin: str) -> bool:
        """Tell whether an Origin is the preview's own."""
        return origin.lower() in {f"http://{host}" for host in self.application.hosts}

    def compute_etag(self) -> None:
        """Give none, as browsers keep nothing."""

    def write_error(self, status_code: int, **_: Any) -> None:
        """Answer with the status in words."""
        self.set_header("Content-Type", _TYPES[".txt"])
        self.finish(f"{status_code} {self._reason}\n")


class _Files(_Guarded):
    """The site's own files, and its page for what is not there."""

    def get(self, address: str) -> None:
        """Answer with the file of an address."""
        preview = self.application.preview
        # Before it is read: a build may end between the two, and one reload too many is no harm.
        self.application.sent(self.request.path)
        if preview.state.good is None:
            self.set_status(503)
            self._page(preview.only_faults())
            return
        file = preview.find(address)
        if file and file.is_dir():
            self.redirect(f"{self.request.path}/{self._query()}")
        elif file:
            self._file(file)
        else:
            self._not_found()

    head = get

    def _query(self) -> str:
        return f"?{self.request.query}" if self.request.query else ""

    def _file(self, file: Path) -> None:
        data = file.read_bytes()
        if file.suffix == ".html":
            self._page(self.application.preview.shown(data))
            return
        guessed = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        self.set_header("Content-Type", _TYPES.get(file.suffix, guessed))
        self.write(data)

    def _page(self, page: bytes) -> None:
        self.set_header("Content-Type", _TYPES[".html"])
        self.write(page)

    def _not_found(self) -> None:
        self.set_status(404)
        file = self.application.preview.find("/404.html")
        if file:
            self._file(file)
        else:
            self.write_error(404)


class _Style(_Guarded):
    """The style sheet of the notice of what is wrong."""

    def get(self) -> None:
        """Answer with the style sheet."""
        self.set_header("Content-Type", _TYPES[".css"])
        self.write(self.application.preview.style())


class _Script(_Guarded, LiveReloadJSHandler):  # type: ignore[misc] # its parent has no types
    """livereload's script, which waits for word from the server."""


class _Connection(_Guarded, LiveReloadHandler):  # type: ignore[misc] # its parent has no types
    """The WebSocket by which a browser hears that its page changed."""

    def on_message(self, message: str | bytes) -> None:
        """Do as livereload does; and have a page load again that was built upon while it loaded."""
        try:
            super().on_message(message)
            told = json.loads(message)
            if told["command"] == "info" and self.application.is_old(urlsplit(told["url"]).path):
                self.send_message(_AGAIN)
        except (ValueError, LookupError, AttributeError, TypeError):
            self.close(1002)  # RFC 6455, section 7.4.1: it does not speak the protocol

"""The preview's server: a site's own files, and word to browsers that a page changed.

It shows drafts and opens files, so nobody else may use it. It is bound to loopback, which keeps
other machines out, unless whoever runs it has it show its pages to others; see `reach`. Other sites
in the browser of whoever runs it are kept out by what that browser says of a request: its Host is
theirs, as in DNS rebinding, or its Origin is. To open a file takes a token too, which only the
preview's pages on this machine hold, and which no frame around them can use.
"""

import asyncio
import hmac
import json
import mimetypes
import re
from collections import deque
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from livereload.handlers import (  # type: ignore[import-untyped] # it comes without types
    LiveReloadHandler,
    LiveReloadJSHandler,
)
from tornado.web import Application, HTTPError, RedirectHandler, RequestHandler

from hubgen.opening import Program, open_file
from hubgen.preview import Preview, origin_of
from hubgen.preview.dress import FILES, OWN, RELOADER, Dress
from hubgen.preview.editor import WebEditor
from hubgen.preview.media_types import TYPES
from hubgen.preview.reach import Reach
from hubgen.webeditor.place import ADDRESS, LOCAL_API
from hubgen.wording import wording

_TOKEN = "X-Hubgen-Preview"
_LONGEST = 10_000  # bytes that a request to open a file may have
_SHOWN = 4
"""How many pages that browsers were given last are watched most closely."""

# By the LiveReload protocol, version 7: `*` is no style sheet or image, so the whole page reloads.
_AGAIN = {"command": "reload", "path": "*"}


class Server(Application):
    """Answers the browsers on this machine."""

    def __init__(
        self,
        preview: Preview,
        *,
        lang: str,
        token: str,
        program: Program,
        editor: WebEditor | None = None,
        names: tuple[str, ...] = (),
    ) -> None:
        """Take the language of its words, what its own requests carry, and what opens files.

        With `editor` the web editor is there too. By `names` others may ask for the pages.
        """
        super().__init__(
            [
                *(_rules_of(editor) if editor else ()),
                ("/livereload", _Connection),
                (RELOADER, _Script),
                (re.escape(f"{OWN}open"), _Open),
                (f"{re.escape(OWN)}(.*)", _Own),
                ("(/.*)", _Files),
            ],
            log_function=lambda _: None,
        )
        self.preview = preview
        self.dress = Dress(preview, lang=lang, token=token)
        self.words = wording(lang)
        self.token = token
        self.program = program
        self.reach = Reach(port=preview.port, names=names)
        self._sent: dict[str, int] = {}
        self._shown: deque[str] = deque(maxlen=_SHOWN)

    @property
    def shown(self) -> tuple[str, ...]:
        """The files on disk of the pages that browsers were given last."""
        return tuple(self._shown)

    def show(self, page: bytes, address: str, *, here: bool) -> bytes:
        """Return the page at an address as a browser is given it, on this machine or elsewhere."""
        origin = origin_of(address, self.preview.state)
        if origin and (file := self.preview.source(origin.path)):
            self._shown.append(str(file))
        return self.dress.dressed(page, address, here=here)

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


def _rules_of(editor: WebEditor) -> list[tuple[str, type[RequestHandler], dict[str, Any]]]:
    """Return the addresses of the web editor."""
    return [
        (LOCAL_API, _Filing, {"editor": editor}),
        (ADDRESS.rstrip("/"), RedirectHandler, {"url": ADDRESS, "permanent": False}),
        (f"{ADDRESS}(.*)", _Editor, {"editor": editor}),
    ]


class _Guarded(RequestHandler):
    """Answers requests that come from the preview's own pages, or from who may ask for them."""

    application: Server

    def set_default_headers(self) -> None:
        """Have browsers keep nothing, guess no types, and give other sites nothing of this."""
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.set_header("Referrer-Policy", "same-origin")
        self.clear_header("Server")

    def prepare(self) -> None:
        """Refuse what comes from elsewhere."""
        if not self.check_origin(self.request.headers.get("Origin")):
            raise HTTPError(403)

    def check_origin(self, origin: str | None) -> bool:
        """Tell whether a request may be answered; livereload asks the same of its Origin."""
        asked = self.request
        return self.application.reach.may_ask(asked.host, origin, asked.remote_ip or "")

    @property
    def is_here(self) -> bool:
        """Whether who asks sits at this machine."""
        return self.application.reach.is_here(self.request.host, self.request.remote_ip or "")

    def compute_etag(self) -> None:
        """Give none, as browsers keep nothing."""

    def write_error(self, status_code: int, **_: Any) -> None:
        """Answer with the status in words."""
        self.set_header("Content-Type", TYPES[".txt"])
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
            self._page(self.application.dress.only_faults(here=self.is_here))
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
        data = self.application.preview.read(file)
        if file.suffix == ".html":
            self._page(self.application.show(data, self._address(file), here=self.is_here))
            return
        guessed = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        self.set_header("Content-Type", TYPES.get(file.suffix, guessed))
        self.write(data)

    def _address(self, file: Path) -> str:
        """Return the address by which the plan knows a file that is shown."""
        root = self.application.preview.output.resolve()
        return f"/{file.relative_to(root).as_posix()}"

    def _page(self, page: bytes) -> None:
        self.set_header("Content-Type", TYPES[".html"])
        self.set_header("Content-Security-Policy", self.application.preview.policy())
        self.write(page)

    def _not_found(self) -> None:
        self.set_status(404)
        file = self.application.preview.find("/404.html")
        if file:
            self._file(file)
        else:
            self.write_error(404)


class _Own(_Guarded):
    """What the preview adds to pages: its style sheets and scripts."""

    def get(self, name: str) -> None:
        """Answer with one of them."""
        if name not in FILES:
            raise HTTPError(404)
        self.set_header("Content-Type", FILES[name])
        self.write(self.application.dress.file(name))


class _Open(_Guarded):
    """Opens a page's file in the program of whoever runs the preview."""

    def prepare(self) -> None:
        """Refuse what no page of the preview asks: browsers name the Origin of every POST.

        Nobody else has files opened on this machine.
        """
        super().prepare()
        token = self.request.headers.get(_TOKEN, "")
        mine = hmac.compare_digest(token.encode(), self.application.token.encode())
        if "Origin" not in self.request.headers or not mine or not self.is_here:
            raise HTTPError(403)

    async def post(self) -> None:
        """Open the file at the line that is asked for, and say how that went."""
        path, line, column = self._asked()
        application = self.application
        file = application.preview.source(path)
        if file is None:
            raise HTTPError(404)
        program = application.program
        # In a thread, as it waits a moment for what the program says.
        done = await asyncio.to_thread(open_file, file, program, line=line, column=column)
        code = "not_opened" if not done else "opened_in" if program.name else "opened"
        said = application.words.text(f"command.preview.{code}", path=path, program=program.name)
        self.write({"said": said})

    def _asked(self) -> tuple[str, int, int]:
        """Return the path, the line and the column of a request."""
        try:
            if len(self.request.body) > _LONGEST:
                raise HTTPError(413)
            asked = json.loads(self.request.body)
            return str(asked["path"]), int(asked["line"]), int(asked["column"])
        except (ValueError, LookupError, TypeError, RecursionError) as error:
            raise HTTPError(400) from error


class _Editor(_Guarded):
    """The web editor's page, its scripts and its configuration."""

    def initialize(self, editor: WebEditor) -> None:
        """Take the web editor."""
        self._editor = editor

    def get(self, name: str) -> None:
        """Answer with a file of the web editor."""
        name = name or "index.html"
        data = self._editor.file(name)
        if data is None:
            raise HTTPError(404)
        self.set_header("Content-Security-Policy", self._editor.policy)
        kind = TYPES.get(f".{name.rpartition('.')[2]}", "application/octet-stream")
        self.set_header("Content-Type", kind)
        self.write(data)


class _Filing(_Guarded):
    """The site's own files, for the web editor alone, which can change them."""

    def initialize(self, editor: WebEditor) -> None:
        """Take the web editor."""
        self._editor = editor

    def prepare(self) -> None:
        """Refuse what no page of the preview asks.

        Browsers name the Origin of every POST (Fetch, section 3.2), and no other site can have them
        send JSON without asking first.
        """
        super().prepare()
        kind = self.request.headers.get("Content-Type", "").partition(";")[0]
        if "Origin" not in self.request.headers or kind != "application/json":
            raise HTTPError(403)

    def post(self) -> None:
        """Answer what the web editor asks of the files."""
        status, said = self._editor.answer(self.request.body, self.application.words)
        self.set_status(status)
        self.set_header("Content-Type", TYPES[".json"])
        self.write(said)


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

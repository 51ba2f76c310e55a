"""The preview's site: built again and again, the last good one kept, with what is wrong on it."""

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from hubgen import disk
from hubgen.addresses import output_path
from hubgen.build import Request, Summary, build
from hubgen.errors import BuildFailed, HubgenError, LayoutError, Problem, UnsafePathError
from hubgen.layouts import Compiled
from hubgen.pool import processors
from hubgen.progress import Quiet
from hubgen.wording import wording

STYLE = "/.preview/style.css"
"""The address of the notice's style sheet: no page of a site can have it, as it has a dot."""
SCRIPT = "/livereload.js"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that keeps the site from being built, in the words of whoever mends it."""

    place: str
    """The file, and the line where one is known: `content/events/x.md:6`; or nothing."""
    text: str

    def __str__(self) -> str:
        """Return the fault as one line."""
        return f"{self.place}: {self.text}" if self.place else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What the preview shows at one moment."""

    number: int = 0
    """Counts the builds, those that failed too."""
    good: Summary | None = None
    """The build that is shown; None when none went well yet."""
    faults: tuple[Fault, ...] = ()
    """What the last build failed on; nothing when it went well."""


class Preview:
    """Builds a site in a folder of its own, and says how each page of it is shown."""

    def __init__(
        self, site: Path, folder: Path, *, port: int, now: Callable[[], datetime], lang: str
    ) -> None:
        """Take the site, the folder for what hubgen keeps, and the port of the server.

        `now` is asked before each build. `lang` is the language of the notice.
        """
        self.output = folder / f"preview-{port}"
        """Where the site is built. It has the port in its name, which no other preview has."""
        self.port = port
        self.state = State()
        """What is shown now; a build puts another in its place when it ends."""
        self._folder = folder
        self._compiled = Compiled()
        self._script = f"{SCRIPT}?port={port}"
        self._site = site
        self._base_url = f"http://127.0.0.1:{port}/"
        self._now = now
        self._words = wording(lang)

    def rebuild(self) -> State:
        """Build the site, and return what is shown from then on.

        What it fails on becomes the state's faults. Only the first build raises `UsageError`, for a
        site without content, and `PublishError`, for a disk that cannot be written to.
        """
        before = self.state
        state = State(number=before.number + 1, good=before.good)
        request = Request(
            site=self._site,
            output=self.output,
            now=self._now(),
            base_url=self._base_url,
            drafts=True,
            jobs=processors(),
            cache=self._folder,
            compiled=self._compiled,
        )
        try:
            self._ignore_in_git()
            self.state = replace(state, good=build(request, Quiet()))
        except BuildFailed as failed:
            self.state = replace(state, faults=self._faults(failed.problems))
        except LayoutError as error:
            self.state = replace(state, faults=(Fault(place=error.place, text=error.what),))
        except (HubgenError, OSError) as error:  # such as a file removed while it was being read
            if before.number == 0 and isinstance(error, HubgenError):
                raise
            self.state = replace(state, faults=(Fault(place="", text=str(error)),))
        return self.state

    def find(self, address: str) -> Path | None:
        """Return the file or folder of an address; None for one that is not of the site.

        Nothing outside the built site is found, and nothing whose name begins with a dot.
        """
        try:
            path = output_path(address)
            file = Path(os.path.realpath(self.output / path))
            inside = file.is_relative_to(os.path.realpath(self.output))
            hidden = any(part.startswith(".") for part in path.parts)
            return file if inside and not hidden and file.exists() else None
        except (UnsafePathError, OSError):  # the system knows names that are too long
            return None

    def shown(self, page: bytes) -> bytes:
        """Return a page with the script that reloads it and, if need be, a notice of what is wrong.

        Both are added where the tags around them stand, or at the end where a page leaves those
        out, as HTML allows.
        """
        state = self.state  # one, though a build may end meanwhile
        page = _insert(page, b"</head>", self._render("head.html", state))
        if not state.faults:
            return page
        return _insert(page, b"</body>", self._render("notice.html", state))

    def only_faults(self) -> bytes:
        """Return a page that says what is wrong, for when there is nothing else to show."""
        return self._render("page.html", self.state)

    def style(self) -> bytes:
        """Return the style sheet of the notice."""
        return self._render("style.css", self.state)

    def remove(self) -> None:
        """Remove what was built."""
        disk.remove(self.output)

    def _ignore_in_git(self) -> None:
        """Have git leave out the folder for what hubgen keeps."""
        with suppress(OSError):  # it is there; or nothing can be written, as the build will say
            self._folder.mkdir(parents=True, exist_ok=True)
            with (self._folder / ".gitignore").open("x") as file:
                file.write("*\n")

    def _faults(self, problems: tuple[Problem, ...]) -> tuple[Fault, ...]:
        """Return the problems among what was found; what is only a warning can wait."""
        return tuple(
            Fault(place=self._words.place(one), text=self._words.sentence(one))
            for one in problems
            if one.severity == "problem"
        )

    def _render(self, name: str, state: State) -> bytes:
        return self._templates.get_template(name).render(state=state).encode()

    @cached_property
    def _templates(self) -> Environment:
        templates = Environment(
            loader=PackageLoader("hubgen.preview", "."),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        templates.globals |= {
            "t": self._words.text,
            "lang": self._words.lang,
            "script": self._script,
            "style": STYLE,
        }
        return templates


def _insert(page: bytes, tag: bytes, added: bytes) -> bytes:
    """Return a page with something before the last of a closing tag."""
    before, found, after = page.rpartition(tag)
    return before + added + found + after if found else page + added

"""The preview's site: built again and again, the last good one kept, with what is wrong on it."""

import os
import time
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from threading import Lock

from hubgen import disk
from hubgen.addresses import output_path
from hubgen.build import Request, Summary, build
from hubgen.errors import BuildFailed, HubgenError, LayoutError, Problem, UnsafePathError
from hubgen.layouts import Compiled
from hubgen.policy import page_policy
from hubgen.pool import processors
from hubgen.preview.origins import Origin, origins
from hubgen.preview.remarks import Remark
from hubgen.preview.retouch import Retouch
from hubgen.progress import Quiet
from hubgen.settings import Settings
from hubgen.sources import CONTENT
from hubgen.standing import workplace

_TEXTS = frozenset({".md", ".yaml"})
_INDEX = "index.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Good:
    """A build that went well, as far as the preview has to know of it."""

    pages: int
    seconds: float
    settings: Settings
    origins: Mapping[str, Origin]
    """Where each page comes from, by its address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What the preview shows at one moment."""

    number: int = 0
    """Counts the builds, those that failed too."""
    now: datetime | None = None
    """The moment that the last build was made for."""
    good: Good | None = None
    """The build that is shown; None when none went well yet."""
    problems: tuple[Problem, ...] = ()
    """What the last build failed on; nothing when it went well."""
    warnings: tuple[Problem, ...] = ()
    fault: Remark | None = None
    """What it failed on that is not in the content: a layout, the disk."""

    @property
    def failed(self) -> bool:
        """Whether what is shown is not the newest."""
        return bool(self.problems or self.fault)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How the site is looked at."""

    now: Callable[[], datetime]
    """Asked before each build."""
    is_ahead: bool = False
    """Whether that is another moment than the present."""
    drafts: bool = True
    """Whether drafts and pages of the future are shown."""


class Preview:
    """Builds a site in a folder of its own.

    After an edit that no other page can see, the page alone is made again and shown at once; the
    build that brings all else up to date, such as feeds and what is looked in, follows when
    `settle` is called. Threads may edit and settle at the same time.
    """

    def __init__(self, site: Path, folder: Path, *, port: int, look: Look) -> None:
        """Take the site, the folder for what hubgen keeps, and the port of the server."""
        self.output = folder / f"preview-{port}"
        """Where the site is built. It has the port in its name, which no other preview has."""
        self.site = site
        self.port = port
        self.look = look
        self.state = State()
        """What is shown now; a build puts another in its place when it ends."""
        self._folder = folder
        self._compiled = Compiled()
        self._base_url = f"http://127.0.0.1:{port}/"
        self._retouch: Retouch | None = None
        self._retouched: Mapping[str, bytes] = {}
        self._building = Lock()
        self._changing = Lock()
        """Held while what is shown becomes another; a build holds the other one before."""

    @property
    def is_settled(self) -> bool:
        """Whether all that is shown is what a build makes of the files."""
        return not self._retouched or self.state.failed

    def rebuild(self) -> State:
        """Build the site, and return what is shown from then on.

        What it fails on becomes a part of the state. Only the first build raises `UsageError`, for
        a site without content, and `PublishError`, for a disk that cannot be written to.
        """
        with self._building:
            state, summary = self._built(processors())
            with self._changing:
                self._show(state, summary)
        return state

    def update(self, changed: Collection[str]) -> State:
        """Show the site after some files changed, whose paths on disk these are.

        Returns what is shown from then on; see `rebuild`.
        """
        return self._touched_up(changed) or self.rebuild()

    def warm(self) -> None:
        """Work out ahead what is asked for when a page is retouched."""
        with self._changing, suppress(HubgenError, OSError):  # a build will say
            if self._retouch:
                self._retouch.warm()

    def settle(self) -> State | None:
        """Build what was retouched; return what is shown from then on, None if that is the same.

        If files change meanwhile it is not settled yet.
        """
        with self._building:
            before = self.state
            # On one processor: a process that is forked off while a page is retouched could wait
            # for ever for what the other thread holds.
            state, summary = self._built(1)
            with self._changing:
                if self.state is not before:
                    return None
                if summary and state.warnings == before.warnings and self._is_as_shown():
                    self._retouched = {}
                    return None
                self._show(state, summary)
        return state

    def _touched_up(self, changed: Collection[str]) -> State | None:
        """Retouch the pages whose files changed; None where that takes a build."""
        began, now = time.perf_counter(), self.look.now()
        with self._changing:
            before = self.state
            if self._retouch is None or before.failed or before.good is None:
                return None
            try:
                found = self._retouch.retouch(changed, now)
            except (HubgenError, OSError):  # a build will say
                found = None
            if found is None:
                self._retouch = None
                return None
            self._retouched = {**self._retouched, **found.pages}
            self.state = State(
                number=before.number + 1,
                now=now,
                good=replace(before.good, seconds=time.perf_counter() - began),
                warnings=found.warnings,
            )
            return self.state

    def _show(self, state: State, summary: Summary | None) -> None:
        self.state = state
        if summary:  # or what was shown stays
            self._retouched = {}
        self._retouch = None
        with suppress(HubgenError):  # a page is another already; a build will say
            self._retouch = Retouch(self.site, summary, self._compiled) if summary else None

    def _is_as_shown(self) -> bool:
        """Tell whether all that was retouched is what was built now."""
        with suppress(OSError):
            return all(
                (self.output / path).read_bytes() == page for path, page in self._retouched.items()
            )
        return False

    def _built(self, jobs: int) -> tuple[State, Summary | None]:
        """Build the site; return what is to be shown, and the summary if that went well."""
        before, now = self.state, self.look.now()
        state = State(number=before.number + 1, now=now, good=before.good)
        request = Request(
            site=self.site,
            output=self.output,
            now=now,
            base_url=self._base_url,
            drafts=self.look.drafts,
            jobs=jobs,
            cache=self._folder,
            compiled=self._compiled,
        )
        try:
            self._ignore_in_git()
            summary = build(request, Quiet())
            return replace(state, good=_good(summary), warnings=summary.warnings), summary
        except BuildFailed as failed:
            problems = (one for one in failed.problems if one.severity == "problem")
            warnings = (one for one in failed.problems if one.severity == "warning")
            return replace(state, problems=tuple(problems), warnings=tuple(warnings)), None
        except LayoutError as error:
            return replace(state, fault=_of_layout(error)), None
        except (HubgenError, OSError) as error:  # such as a file removed while it was being read
            if before.number == 0 and isinstance(error, HubgenError):
                raise
            return replace(state, fault=Remark(text=str(error))), None

    def read(self, file: Path) -> bytes:
        """Return what is shown of a file that `find` found."""
        path = file.relative_to(os.path.realpath(self.output)).as_posix()
        page = self._retouched.get(path)
        return file.read_bytes() if page is None else page

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

    def source(self, path: str) -> Path | None:
        """Return the file of a page by its path in the site; None for all that is no content.

        Nothing outside `content/` is found, also not by a symbolic link, and nothing but a text
        that an editor writes.
        """
        try:
            file = Path(os.path.realpath(self.site / path))
            inside = file.relative_to(os.path.realpath(self.site / CONTENT))
            hidden = any(part.startswith(".") for part in inside.parts)
            return file if file.suffix in _TEXTS and not hidden and file.is_file() else None
        except (ValueError, OSError):  # the system knows names that are too long
            return None

    def policy(self) -> str:
        """Return the Content-Security-Policy of pages: the site's own, and in nobody's frame."""
        good = self.state.good
        own = page_policy(good.settings) if good else "default-src 'self'; base-uri 'none'"
        return f"{own}; frame-ancestors 'none'"

    def remove(self) -> None:
        """Remove what was built."""
        disk.remove(self.output)
        disk.remove(Path(workplace(os.path.realpath(self.output))))

    def _ignore_in_git(self) -> None:
        """Have git leave out the folder for what hubgen keeps."""
        with suppress(OSError):  # it is there; or nothing can be written, as the build will say
            self._folder.mkdir(parents=True, exist_ok=True)
            with (self._folder / ".gitignore").open("x") as file:
                file.write("*\n")


def origin_of(address: str, state: State) -> Origin | None:
    """Return where the page at an address comes from; None for one that no file says."""
    return state.good.origins.get(address.removesuffix(_INDEX)) if state.good else None


def _good(summary: Summary) -> Good:
    return Good(
        pages=summary.pages,
        seconds=summary.seconds,
        settings=summary.edition.settings,
        origins=origins(summary.edition),
    )


def _of_layout(error: LayoutError) -> Remark:
    """Return a mistake in a layout as a remark with its place."""
    path, colon, line = error.place.rpartition(":")
    if colon and line.isdigit():
        return Remark(text=error.what, path=path, line=int(line))
    return Remark(text=error.what, path=error.place)

"""What can go wrong: a `Problem` is the editor's to mend, an error ends what was being done."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from operator import attrgetter
from typing import Literal

Severity = Literal["problem", "warning"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """One thing that an editor must mend, at one place.

    Problems sort by file, line and column. The sentence itself is made by `wording`, in the
    language of whoever reads it: `code` names it there and `values` fill its blanks.
    """

    path: str
    """The file, as seen from the site's folder, with forward slashes: `content/events/x.md`."""
    line: int = 0
    """Counted from 1; 0 when the problem is about the whole file."""
    column: int = 0
    """Counted from 1; 0 when the problem is about the whole line."""
    field: str = ""
    """The front-matter field, as a path: `programme[2].start`; empty for the text."""
    code: str
    """The problem's name, the same in every language: `unknown-reference`."""
    values: tuple[tuple[str, str], ...] = ()
    """What fills the blanks of the sentence."""
    severity: Severity = "problem"
    check: str = ""
    """The check by whose name it can be silenced or weighed otherwise: `prose-time`; empty for what
    is against the content model."""
    length: int = 0
    """How many characters of the line are meant, from the column on; 0 when that is not known."""

    def at(self, path: str, line: int = 0, column: int = 0, length: int = 0) -> "Problem":
        """Return the same problem at another place."""
        return replace(self, path=path, line=line, column=column, length=length)


_PLACE = attrgetter(*(one.name for one in fields(Problem)))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems, each once, as they sort."""
    # By plain tuples, which Python compares many times as quickly as records.
    return tuple(sorted(set(problems), key=_PLACE))


def problem(
    code: str,
    *,
    path: str = "",
    line: int = 0,
    column: int = 0,
    length: int = 0,
    field: str = "",
    severity: Severity = "problem",
    **values: object,
) -> Problem:
    """Return a `Problem` whose blanks are filled with `values`, each as text."""
    return Problem(
        path=path,
        line=line,
        column=column,
        length=length,
        field=field,
        code=code,
        values=tuple(sorted((name, str(value)) for name, value in values.items())),
        severity=severity,
    )


class HubgenError(Exception):
    """The base of every exception that hubgen raises on purpose."""


class Unreadable(HubgenError, ValueError):  # noqa: N818 - says what the value is
    """A value that cannot be read as what its field asks for.

    It carries a problem's code and values; whoever knows the file and the line makes the problem.
    It is a `ValueError`, so that a pydantic validator may raise it.
    """

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values = {name: str(value) for name, value in values.items()}
        super().__init__(code)

    def problem(self) -> Problem:
        """Return the problem that this is, without a place."""
        return Problem(code=self.code, values=tuple(sorted(self.values.items())), path="")


class UsageError(HubgenError):
    """The command was used wrongly: a folder that is not there, a flag with an unusable value."""


class Refused(HubgenError):  # noqa: N818 - the outcome of a command, named as people say it
    """What a command was asked for cannot be done, and nothing was.

    `code` names the sentence in the wording, below `command.refused`; `values` fill its blanks.
    """

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values = {name: str(value) for name, value in values.items()}
        super().__init__(code)


class Unamendable(HubgenError):  # noqa: N818 - says what the front matter is
    """Front matter is written in a way in which a value cannot be changed without an editor."""

    def __init__(self, *, line: int, field: str, value: str, path: str = "") -> None:
        self.path = path
        """The file, where whoever raises it knows."""
        self.line = line
        """The line of the file on which the value belongs, counted from 1."""
        self.field = field
        """The field, as a path: `dates[2].start`."""
        self.value = value
        """What has to be written there."""
        super().__init__(line, field, value)

    def at(self, path: str) -> "Unamendable":
        """Return the same about a file."""
        return Unamendable(line=self.line, field=self.field, value=self.value, path=path)


class UnsafePathError(HubgenError):
    """A path would have left the folder that it belongs in."""


class PublishError(HubgenError):
    """The published folder could not be written; what was published before is as it was."""


class LayoutError(HubgenError):
    """A layout cannot be used: a mistake in its Jinja, or in what it asks for."""

    def __init__(self, place: str, what: str) -> None:
        self.place = place
        """The layout's file, and the line where one is known: `layouts/event.html:12`."""
        self.what = what
        super().__init__(place, what)

    def __str__(self) -> str:
        """Return the error as one line."""
        return f"{self.place}: {self.what}"


class ContentError(HubgenError):
    """Something in the content is not as it should be; `problems` says what and where."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__(f"{len(self.problems)} problems, the first: {self.problems[:1]}")


class BuildFailed(ContentError):  # noqa: N818 - the outcome of a build, named as people say it
    """The content has problems, or changed while it was read, so nothing was published."""


class UnfitOptions(ContentError):  # noqa: N818 - says what the options are
    """Options of a command hold what cannot be; each problem's path is the name of its option."""

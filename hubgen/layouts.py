"""Layouts: templates by name, the site's own before the built-in ones, compiled once."""

import traceback
from collections.abc import Callable, Hashable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateNotFound,
)
from jinja2.bccache import Bucket
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from markupsafe import Markup as SafeHtml

from hubgen.compiling import Compiler
from hubgen.errors import HubgenError, LayoutError

# What the expressions of a layout can raise.
_MISTAKES = (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


class Compiled(BytecodeCache):
    """What layouts were compiled to, while the process lives.

    Languages share it, and so do the builds of a preview: compiling takes longer than rendering a
    small hub. A layout that changed is compiled again, because its text is part of the key.
    """

    def __init__(self) -> None:
        self._code: dict[str, tuple[str, CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a layout's code if it is that of its present text."""
        checksum, code = self._code.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a layout's code."""
        assert bucket.code is not None  # it was just compiled
        self._code[bucket.key] = (bucket.checksum, bucket.code)


class _Template(Template):
    """A layout, of which others import parts."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        """Return what others import: made once, as all layouts of a language know the same."""
        if self._module is None:
            self._module = self.make_module()
        return self._module


class _Environment(Environment):
    """The layouts of a language, found by name once: a page asks for dozens of them."""

    code_generator_class = Compiler
    template_class = _Template

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._found: dict[str, Template] = {}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - jinja2's name
    ) -> Template:
        """Return a layout by its name; raise `TemplateNotFound`."""
        if isinstance(name, Template):
            return name
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = super().get_template(name, parent, globals)
        return found


class Layouts:
    """The layouts of one language, and what they know besides what they are given."""

    def __init__(
        self, folders: tuple[Path, ...], compiled: Compiled, known: Mapping[str, Any]
    ) -> None:
        """Take the folders in which layouts are looked for, in order.

        Each language has layouts of its own, because the parts that they import keep what they
        knew when they were loaded.
        """
        self._folders = folders
        self._made: dict[Hashable, SafeHtml] = {}
        self._environment = _Environment(
            loader=FileSystemLoader(folders),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            bytecode_cache=compiled,
        )
        self._environment.globals |= {**known, "drawing": self._drawing, "once": self._once}

    def fill(self, name: str, context: Mapping[str, Any]) -> str:
        """Return what a layout makes of its context; raise `LayoutError` for a mistake in it."""
        with _mistakes_placed(self._folders):
            return self._environment.get_template(name).render(context)

    def macro(self, part: str, name: str, value: object) -> str:
        """Return what a part's macro makes of a value; raise `LayoutError`."""
        with _mistakes_placed(self._folders):
            return str(getattr(self._environment.get_template(part).module, name)(value))

    def _drawing(self, name: str) -> SafeHtml:
        """Return a file that is the same wherever it is asked for; a page has dozens of them."""
        if name not in self._made:
            self._made[name] = SafeHtml(self._environment.get_template(name).render())
        return self._made[name]

    def _once(self, macro: Callable[..., SafeHtml], *values: Hashable) -> SafeHtml:
        """Return what a macro makes of values that never change: a page's row in many lists."""
        key = (macro, values)
        if key not in self._made:
            self._made[key] = macro(*values)
        return self._made[key]


@contextmanager
def _mistakes_placed(layouts: tuple[Path, ...]) -> Iterator[None]:
    """Raise `LayoutError`, with the file and the line, for a mistake in a layout.

    jinja2 puts the lines of layouts in an error's traceback, and the last one is the cause.
    """
    try:
        yield
    except HubgenError:
        raise
    except _MISTAKES as error:
        frames = [
            (Path(frame.f_code.co_filename), line)
            for frame, line in traceback.walk_tb(error.__traceback__)
        ]
        places = [
            f"layouts/{file.relative_to(folder).as_posix()}:{line}"
            for file, line in frames
            for folder in layouts
            if file.is_relative_to(folder)
        ]
        absent = isinstance(error, TemplateNotFound | KeyError)
        what = f"there is no {error.args[0]!r}" if absent else str(error)
        raise LayoutError(places[-1] if places else "layouts", what) from error

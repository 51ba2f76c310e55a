"""Layouts: templates by name, the site's own before the built-in ones, compiled once."""

import marshal
import os
import sys
import traceback
from collections.abc import Callable, Hashable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import blake2b
from importlib.util import MAGIC_NUMBER, cache_from_source
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

from hubgen import compiling
from hubgen.errors import HubgenError, LayoutError

# What the expressions of a layout can raise.
_MISTAKES = (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)

# What makes code of a layout's text.
_JINJA2 = tuple(
    f"jinja2.{one}" for one in ("compiler", "idtracking", "lexer", "nodes", "optimizer", "parser")
)
# Where the layouts of the program are: in its package, or in a checkout beside it.
_OWN_LAYOUTS = tuple(f"{folder / 'layouts'}{os.sep}" for folder in Path(__file__).parents[:2])


class Compiled(BytecodeCache):
    """What layouts were compiled to, while the process lives; those of the program for longer.

    Languages share it, and so do the builds of a preview: compiling takes longer than rendering a
    small hub. A layout that changed is compiled again, because its text is part of the key.

    The program's own layouts are kept where Python keeps what it compiled of the program. Nothing
    is run from there that could not as well be changed in the program itself, which is why a
    site's layouts, and a site's cache, have no part in it.
    """

    def __init__(self) -> None:
        self._code: dict[str, tuple[str, CodeType]] = {}
        self._files: dict[str, Path] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return by what a layout's code is found."""
        key = super().get_cache_key(name, filename)
        if filename and filename.startswith(_OWN_LAYOUTS) and sys.implementation.cache_tag:
            source = Path(__file__).with_name(f"layout-{key}.py")
            self._files[key] = Path(cache_from_source(str(source)))
        return key

    def get_source_checksum(self, source: str) -> str:
        """Return what a layout's code depends on: its text, and what compiles it."""
        return super().get_source_checksum(_compiler() + source)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a layout's code if it is that of its present text."""
        checksum, code = self._code.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code
        elif bucket.key in self._files:
            bucket.code = _kept(self._files[bucket.key], bucket.checksum)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a layout's code."""
        assert bucket.code is not None  # it was just compiled
        self._code[bucket.key] = (bucket.checksum, bucket.code)
        if bucket.key in self._files and not sys.dont_write_bytecode:
            _keep(self._files[bucket.key], bucket.checksum, bucket.code)


@cache
def _compiler() -> str:
    """Return what tells these compilers of layouts, jinja2's and the hub's, from any others."""
    digest = blake2b(digest_size=32)
    for module in (__name__, compiling.__name__, *_JINJA2):
        file = sys.modules[module].__file__
        assert file is not None  # each is a file of Python
        digest.update(Path(file).read_bytes())
    return digest.hexdigest()


def _kept(file: Path, checksum: str) -> CodeType | None:
    """Return the code in a file, if it is what belongs to that checksum."""
    head = MAGIC_NUMBER + checksum.encode()
    try:
        data = file.read_bytes()
        code = marshal.loads(data[len(head) :]) if data.startswith(head) else None
    except (OSError, EOFError, ValueError, TypeError):
        return None
    return code if isinstance(code, CodeType) else None


def _keep(file: Path, checksum: str, code: CodeType) -> None:
    """Write code to a file, whole or not at all; where that may not be, it is compiled again."""
    written = file.with_suffix(f".{os.getpid()}{file.suffix}")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        written.write_bytes(MAGIC_NUMBER + checksum.encode() + marshal.dumps(code))
        written.replace(file)


class _Template(Template):
    """A layout, of which others import parts."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        """Return what others import: made once, as all layouts of a language know the same."""
        if self._module is None:
            self._module = self.make_module()
        return self._module


class HubEnvironment(Environment):
    """The layouts of a language, found by name once: a page asks for dozens of them."""

    code_generator_class = compiling.Compiler
    template_class = _Template

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._found: dict[str, Template] = {}

    def getitem(self, obj: Any, argument: str | Any) -> Any:
        """Return an attribute of a record by its name, as filters ask for it, without an error.

        jinja2 asks each for an item first.
        """
        if type(argument) is str and not hasattr(obj, "__getitem__"):
            return self.getattr(obj, argument)
        return super().getitem(obj, argument)

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
        self._environment = HubEnvironment(
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

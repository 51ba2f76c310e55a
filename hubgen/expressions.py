"""Regular expressions that are compiled when they are first used, and not at import.

Most of those that look for what is wrong with a page are never used in a small build, as nothing in
its pages leads there; compiling them all takes longer than reading the pages.
"""

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")


def expression(text: str, flags: int = 0) -> "re.Pattern[str]":
    """Return a regular expression with the methods of a compiled one, which fail if it is none."""
    return cast("re.Pattern[str]", _Expression(text, flags))


class _Expression:
    """The expression's text, until a method is asked for."""

    __slots__ = ("_flags", "pattern", *_METHODS)

    def __init__(self, text: str, flags: int) -> None:
        self.pattern = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        """Compile it; Python asks here for what is not there yet."""
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)

"""Old addresses of pages: which of them a hub can keep, on whatever host and disk it is published.

Hosts that read `_redirects` follow its lines before they look for a file, so that an old address
may hold nothing that they take for a rule: `*` stands for all that follows, and `:name` for a part
of an address, at some hosts also in the middle of one. Windows can hold neither in a name.
"""

import re
from typing import Final
from urllib.parse import unquote

from hubgen.addresses import escaped, odd_sign, sign_name, windows_refuses
from hubgen.errors import Unreadable

# `?` and `#` end an address, and Windows keeps the other ones for itself; what is a `%` after all
# escapes were read would be read once more by a server. Of the white spaces a plain one may be.
_NOT_IN_ALIAS: Final = re.compile(r"[?#%*:<>\"|]|[^\S ]")
_LONGEST_PART: Final = 255
"""How many bytes the name of a file or folder can have."""


def read_alias(text: str) -> str:
    """Return an old address as it is published: `/café/` for `/caf%C3%A9/` too.

    That of a folder's `index.html` is the folder's. Raises `Unreadable` for what a hub cannot
    keep.
    """
    if not text.startswith("/") or text.startswith("//"):
        raise Unreadable("bad-alias", value=text)
    if " " in text:  # whoever copies an address has `%20` there, so it may be a slip
        raise Unreadable("alias-space", right=text.replace(" ", "%20"))
    alias = _unescaped(text)
    if sign := _sign(alias):
        raise Unreadable("alias-sign", sign=sign_name(sign))
    parts = alias[1:].split("/")
    if "" in parts[:-1]:
        raise Unreadable("alias-slashes", right=escaped(re.sub("/+", "/", alias)))
    for part in parts:
        if part.startswith("."):
            raise Unreadable("alias-dot", part=part)
        if windows_refuses(part):
            raise Unreadable("alias-windows", part=part)
        if len(part.encode()) > _LONGEST_PART:
            raise Unreadable("alias-long", most=_LONGEST_PART)
    return alias.removesuffix("index.html") if parts[-1] == "index.html" else alias


def _unescaped(text: str) -> str:
    """Return an address without its escapes; as it was if they are no UTF-8."""
    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError:
        return text


def _sign(alias: str) -> str:
    """Return the first character that no old address can have, or `""` for none."""
    found = _NOT_IN_ALIAS.search(alias)
    return odd_sign(alias) or (found[0] if found else "")

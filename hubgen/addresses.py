"""Slugs, addresses and the files they are published as; nothing made here can leave the site."""

import re
import unicodedata
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from slugify import slugify as _slugify

from hubgen.errors import UnsafePathError

# What a page may link to (`content-model`, "Links"). Anything else that looks like a scheme is
# refused: an allowlist cannot be surprised by `vbscript:` or `data:`.
LINK_SCHEMES = frozenset({"http", "https", "mailto", "tel"})

# Names that listings use below themselves, so no page may have them.
RESERVED_SLUGS = frozenset({"index", "page", "month"})

# Folders of what the hub makes beside pages, where no page and no old address may be: browsers keep
# some of it for good, the web editor may run what pages may not, and hosts run `_worker.js`.
_KEPT = re.compile(r"/(?:static|admin|cards|_worker\.js|(?:[a-z]{2}/)?search/files)(?=/|$)")
# Windows cannot hold files of these names, whatever their ending, so a checkout there would fail.
_WINDOWS_NAMES = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{port}{n}" for port in ("com", "lpt") for n in "123456789¹²³"}
)
# A file's name has at most 255 bytes; this leaves room for a year, and no reader types it.
_LONGEST_SLUG = 150
# What python-slugify makes of accents, and of what typesetters put for marks of a keyboard.
_IN_WORDS: Final = str.maketrans(dict.fromkeys(map(chr, range(0x300, 0x34F)), "")) | {
    ord("'"): "",
    0x2013: "-",
    0x2014: "-",
    0x2018: "",
    0x2019: "",
}
_IN_NUMBERS = re.compile(r"(?<=[0-9]),(?=[0-9])")
_BETWEEN_WORDS = re.compile(r"[^a-z0-9]+")
_YEAR = re.compile(r"\d{4}")
_SCHEME = re.compile(r"\s*([a-zA-Z][a-zA-Z0-9+.\-\s]*):")
# What an address may hold as it is. Nearly all of them hold nothing else.
_SAFE = "/#?=&:~+,;@!$'()*%-._"
_PLAIN = re.compile(f"[A-Za-z0-9{re.escape(_SAFE)}]*")
_CONTROL = re.compile(r"[\x00-\x20\x7f]")
_ODD_SIGN = re.compile("[\x00-\x1f\\\\\x7f-\x9f\u2028\u2029\ud800-\udfff]")


@lru_cache(maxsize=4096)
def slugify(text: str) -> str:
    """Return the slug of a text: lower-case ASCII letters, digits and single hyphens.

    Empty when nothing of the text can be kept; of a very long text only the beginning is. It is
    its own slug: `slugify(slugify(t))` is `slugify(t)`.
    """
    plain = text
    if not text.isascii():
        plain = unicodedata.normalize("NFKD", text.replace("'", "-")).translate(_IN_WORDS)
    if "&" in plain or not plain.isascii():
        return _slugify(text, max_length=_LONGEST_SLUG)
    # As python-slugify does, without looking for all the rest that it knows.
    if "," in plain:
        plain = _IN_NUMBERS.sub("", plain)
    return _BETWEEN_WORDS.sub("-", plain.lower()).strip("-")[:_LONGEST_SLUG].strip("-")


def is_slug(text: str) -> bool:
    """Tell whether a text is a slug already, and one that a page may have."""
    return bool(text) and slugify(text) == text and not is_reserved(text)


def is_reserved(slug: str) -> bool:
    """Tell whether a slug would collide with a listing's own addresses or a Windows device."""
    return slug in RESERVED_SLUGS or _is_device(slug) or bool(_YEAR.fullmatch(slug))


def windows_refuses(name: str) -> bool:
    """Tell whether Windows can hold no file or folder of this name, though its signs are fit."""
    return name.endswith((".", " ")) or _is_device(name)


def _is_device(name: str) -> bool:
    return name.split(".")[0].rstrip().casefold() in _WINDOWS_NAMES


def folder_address(*parts: str) -> str:
    """Return the address of the page below these folders: `/events/x/`; `/` for none of them."""
    kept = [part.strip("/") for part in parts if part.strip("/")]
    return "/" + "".join(f"{part}/" for part in kept)


def folded(address: str) -> str:
    """Return what is the same of two addresses that some disks cannot tell apart."""
    return unicodedata.normalize("NFC", address).casefold()


def kept_folder(address: str) -> str:
    """Return the folder of the hub's own that an address is in, `/static/`; empty for none."""
    found = _KEPT.match(folded(address))
    return f"{found[0]}/" if found else ""


def output_path(address: str) -> PurePosixPath:
    """Return the file that an address is published as, relative to the published folder.

    A folder's address (`/events/`) is its `index.html`. Raises `UnsafePathError` for an address
    that does not begin with `/`, or whose parts could lead out of the folder.
    """
    if not address.startswith("/"):
        raise UnsafePathError(f"the address {address!r} does not begin with /")
    path = address[1:] + ("index.html" if address.endswith("/") else "")
    parts = path.split("/")
    if any(part in {"", ".", ".."} or "\\" in part or "\0" in part for part in parts):
        raise UnsafePathError(f"the address {address!r} leads out of the site")
    return PurePosixPath(*parts)


def odd_sign(path: str) -> str:
    """Return the first character of a path that no address and no list of files can hold.

    Empty for none. Spaces of all widths may be there, as macOS puts one into the name of what it
    takes of a screen. Half a character is what Python has for a byte that is no UTF-8.
    """
    found = _ODD_SIGN.search(path)
    return found[0] if found else ""


def sign_name(sign: str) -> str:
    """Return a character as a message shows it: itself, or its number where nothing is seen."""
    return sign if sign.isprintable() else f"U+{ord(sign):04X}"


def link_scheme(target: str) -> str:
    r"""Return the scheme of a link in lower case as a browser reads it, or `""` for none.

    Browsers drop white space and control characters inside a scheme (URL standard, section 4.4),
    so `java\nscript:x` has the scheme `javascript`.
    """
    found = _SCHEME.match(_CONTROL.sub("", target))
    return found.group(1).lower() if found else ""


def is_external(target: str) -> bool:
    """Tell whether a link leads out of the hub: it has a scheme, or begins with `//`."""
    return bool(link_scheme(target)) or target.lstrip().startswith("//")


def is_web_address(text: str) -> bool:
    """Tell whether a text is a whole `http` or `https` address with a host, and a port that is."""
    if _CONTROL.search(text):
        return False
    try:
        parts = urlsplit(text)
        # To ask for a port that cannot be is an error too.
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def absolute(base_url: str, address: str) -> str:
    """Return the whole web address of an address of the site.

    `base_url` is where `/` is published and ends in a slash; it may have a folder of its own.
    """
    return base_url.rstrip("/") + escaped(address)


def escaped(address: str) -> str:
    """Return an address as HTML and feeds hold it: a space would end it in a `srcset`."""
    return address if _PLAIN.fullmatch(address) else quote(address, safe=_SAFE)


def as_uri(url: str) -> str:
    """Return a whole web address in ASCII, as calendars and feeds must hold it (RFC 3986).

    Its host is in the form that name servers know. Raises `UnicodeError` for one that has none.
    """
    parts = urlsplit(url)
    netloc = parts.netloc
    if not netloc.isascii():
        host = (parts.hostname or "").encode("idna").decode()
        netloc = f"{host}:{parts.port}" if parts.port else host
    scheme, _, *rest = parts
    return urlunsplit((scheme, netloc, *map(escaped, rest)))


def parent_path(path: str) -> str:
    """Return the folder of a content path: `content/events` for `content/events/x.md`."""
    return str(PurePosixPath(path).parent)


def path_from(page: str, path: str) -> str:
    """Return how a page's file names another file: `../people/x.md`."""
    here = parent_path(page).split("/")
    there = path.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    return "../" * (len(here) - shared) + "/".join(there[shared:])


def relative_target(path: str, target: str) -> str | None:
    """Return the content path that a relative link in the file `path` leads to.

    `../people/x.md` in `content/events/y.md` is `content/people/x.md`. None when the link climbs
    out of the site.
    """
    parts = list(_folders(path))
    for part in unquote(target).split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in {"", "."}:
            parts.append(part)
    return "/".join(parts)


@lru_cache(maxsize=64)
def _folders(path: str) -> tuple[str, ...]:
    """Return the folders that a file is in; a page asks for its own many times in a row."""
    return PurePosixPath(path).parent.parts


def file_path(entry_path: str, target: str) -> str | None:
    """Return the content path of a file that a page names: beside it, or from the site's root.

    None when it climbs out of the site.
    """
    name = target.partition("#")[0].partition("?")[0]
    if name.startswith("/"):
        return relative_target("content/page.md", name[1:])
    return relative_target(entry_path, name)


def is_file(target: str) -> bool:
    """Tell whether a link's target is a file of the hub, and not a page or an address elsewhere."""
    name = target.partition("#")[0].partition("?")[0]
    last = name.rpartition("/")[2]
    return (
        not is_external(target)
        and not name.startswith("/")
        and "." in last.strip(".")
        and not last.endswith(".md")
    )

"""What search engines ask for first: the sitemap (sitemaps.org) and robots.txt (RFC 9309)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from hubgen.times import rfc3339

# The limits of one file (sitemaps.org, "Using Sitemap index files").
_MOST_PAGES = 50_000
_MOST_BYTES = 52_428_800

_XML = b'<?xml version="1.0" encoding="UTF-8"?>\n'
_HEAD = (
    _XML + b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    b' xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)
_TAIL = b"</urlset>\n"
_INDEX_HEAD = _XML + b'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
_INDEX_TAIL = b"</sitemapindex>\n"

# What a path in robots.txt may hold as it is; not `#`, which begins a comment.
_PATH_CHARACTERS = "%/?:@!$&'()*+,;=-._~"


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapEntry:
    """One page that search engines may find."""

    url: str
    """The whole address, encoded as a URI."""
    modified: date | datetime | None = None
    """When its content last changed; a moment is aware. None where that is not known."""
    alternates: tuple[tuple[str, str], ...] = ()
    """Its language versions, each a language tag and an address; this page is among them, as search
    engines heed only versions that name each other and themselves. Empty with one language."""


def sitemap(entries: Iterable[SitemapEntry]) -> bytes:
    """Return one sitemap of these pages, ordered by address.

    Raises `ValueError` for more than one file may hold; `sitemap_files` divides those.
    """
    files = list(_files(entries))
    if len(files) > 1:
        raise ValueError(f"one sitemap holds {_MOST_PAGES} pages or {_MOST_BYTES} bytes at most")
    return files[0]


def sitemap_files(entries: Iterable[SitemapEntry], base_url: str) -> Mapping[str, bytes]:
    """Return the files that list these pages, by name; `sitemap.xml` is the one to name to robots.

    It lists them all, or is the index of `sitemap-1.xml` and on where there are more than one file
    may hold: 50,000 pages, or 50 MB. The files stand below `base_url`, which ends in a slash.
    """
    files = list(_files(entries))
    if len(files) == 1:
        return {"sitemap.xml": files[0]}
    parts = {f"sitemap-{number}.xml": file for number, file in enumerate(files, start=1)}
    lines = "".join(
        f"  <sitemap>\n    <loc>{escape(base_url + name)}</loc>\n  </sitemap>\n" for name in parts
    )
    return {"sitemap.xml": _INDEX_HEAD + lines.encode() + _INDEX_TAIL, **parts}


def robots(sitemap_url: str, disallow: tuple[str, ...] = ()) -> bytes:
    """Return a robots.txt that keeps every crawler out of these paths alone, and names the sitemap.

    The paths begin with `/`; what RFC 9309 does not let them hold is percent-encoded.
    """
    paths = [quote(path, safe=_PATH_CHARACTERS) for path in sorted(disallow)]
    # A `Disallow` that names nothing lets everything in.
    rules = [f"Disallow: {path}" for path in paths] or ["Disallow:"]
    return "\n".join(["User-agent: *", *rules, "", f"Sitemap: {sitemap_url}", ""]).encode()


def _files(entries: Iterable[SitemapEntry]) -> Iterator[bytes]:
    """Yield sitemaps that are within the limits, one at least."""
    held: list[bytes] = []
    size = empty = len(_HEAD) + len(_TAIL)
    for entry in sorted(entries, key=lambda entry: entry.url):
        page = _page(entry).encode()
        if held and (len(held) == _MOST_PAGES or size + len(page) > _MOST_BYTES):
            yield b"".join([_HEAD, *held, _TAIL])
            held, size = [], empty
        held.append(page)
        size += len(page)
    yield b"".join([_HEAD, *held, _TAIL])


def _page(entry: SitemapEntry) -> str:
    lines = ["  <url>", f"    <loc>{escape(entry.url)}</loc>"]
    if entry.modified:
        lines.append(f"    <lastmod>{_modified(entry.modified)}</lastmod>")
    lines += [
        f'    <xhtml:link rel="alternate" hreflang={quoteattr(lang)} href={quoteattr(url)}/>'
        for lang, url in entry.alternates
    ]
    lines += ["  </url>", ""]
    return "\n".join(lines)


def _modified(moment: date | datetime) -> str:
    """Return a day or a moment as the W3C writes them (NOTE-datetime)."""
    return rfc3339(moment) if isinstance(moment, datetime) else moment.isoformat()

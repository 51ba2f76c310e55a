"""Links that say nothing, that anyone can come in by, or that are open to who looks on."""

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, urlsplit

from hubgen.addresses import is_web_address
from hubgen.errors import Problem, problem
from hubgen.expressions import expression
from hubgen.findings import warning
from hubgen.frontmatter import Path, Tree
from hubgen.kinds.base import Entry
from hubgen.markup import Link
from hubgen.proofreading.proof import Proof
from hubgen.settings import Settings

_SAYS_NOTHING = frozenset(
    {
        *("hier", "klik hier", "klik op deze link", "deze link", "link", "via deze link"),
        *("lees meer", "lees verder", "lees hier meer", "lees hier verder", "meer lezen", "meer"),
        *("here", "click here", "this link", "read more", "learn more", "more"),
    }
)
"""What a link is called that says nothing to who hears the links of a page in a row."""

_MEETINGS = expression(
    r"teams\.(?:microsoft|live)\.com/(?:l/meetup-join|meet)/"
    r"|(?:[\w-]+\.)?zoom\.us/(?:j|w|s|my|wc)/"
    r"|meet\.google\.com/[a-z]{3}-"
    r"|[\w-]+\.webex\.com/(?:meet|join|[\w-]+/j\.php)"
    r"|meet\.jit\.si/|whereby\.com/|meet\.goto\.com/|global\.gotomeeting\.com/join/"
    r"|(?:[\w-]+\.)?bluejeans\.com/\d"
)
"""The beginnings of addresses by which one comes into a meeting, without their scheme."""
_OF_HUB = frozenset(
    {
        *(("resources", "url"), ("links", "url"), ("registration", "url")),
        *(("url",), ("recording",), ("report",)),
    }
)
"""The fields in which an address may begin with `/`."""


def read_links(proof: Proof, settings: Settings) -> Iterator[Problem]:
    """Find what is wrong with the links of a page's own texts and fields."""
    entry = proof.entry
    for markup in entry.own_texts:
        for link in markup.links:
            if _plain(link.text) in _SAYS_NOTHING:
                yield _in_text(entry, link, "link-text", text=link.text.strip())
            found = _wrong(link.target, settings)
            # Where the address itself is what is read, it is named as such.
            if found and (found[0] != "own-address" or link.text.strip() != link.target):
                code, right = found
                yield _in_text(entry, link, code, value=link.target, right=right)
    for path, text in _addresses(dict(entry.matter.values), ()):
        found = _wrong(text, settings)
        if found and (found[0] != "own-address" or _may_be_own(path)):
            code, right = found
            where = warning(path, code, value=text, right=right)
            yield where.locate(entry.path, entry.matter)


def _wrong(target: str, settings: Settings) -> tuple[str, str] | None:
    """Return the code of what is wrong with an address, and what to write instead; or None."""
    if not is_web_address(target):
        return None
    parts = urlsplit(target)
    if own := _own(parts, settings):
        return "own-address", own
    if _MEETINGS.match(target.partition("://")[2]):
        return "meeting-link", ""
    if parts.scheme == "http":
        return "http-link", f"https{target[len('http') :]}"
    return None


def _may_be_own(path: Path) -> bool:
    """Tell whether an address of the hub itself may stand in a field."""
    names = tuple(part for part in path if isinstance(part, str))
    return names in _OF_HUB


def _own(parts: SplitResult, settings: Settings) -> str:
    """Return the address within the hub that an address is; empty for one that is elsewhere."""
    hub = urlsplit(settings.base_url)
    folder = hub.path.rstrip("/")
    if not hub.hostname or parts.netloc.lower() != hub.netloc.lower():
        return ""
    if parts.path != folder and not parts.path.startswith(f"{folder}/"):
        return ""
    query = f"?{parts.query}" if parts.query else ""
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return (parts.path[len(folder) :] or "/") + query + fragment


def _in_text(entry: Entry, link: Link, code: str, **values: str) -> Problem:
    return problem(
        code,
        path=entry.path,
        line=link.line,
        column=link.column,
        length=link.length,
        severity="warning",
        **values,
    )


def _plain(text: str) -> str:
    """Return what a link is called without capitals and the signs around it."""
    return " ".join(re.sub(r"[^\w\s]", " ", text.lower()).split())


def _addresses(tree: Tree, path: Path) -> Iterator[tuple[Path, str]]:
    """Yield every text of front matter that is a web address and nothing else."""
    if isinstance(tree, dict):
        for name, value in tree.items():
            # Where something came from is told as it was; `checks` holds reasons.
            if (*path, name) not in {("source",), ("checks",)}:
                yield from _addresses(value, (*path, name))
    elif isinstance(tree, list):
        for number, value in enumerate(tree):
            yield from _addresses(value, (*path, number))
    elif isinstance(tree, str) and tree.lower().startswith(("http://", "https://")):
        yield path, tree

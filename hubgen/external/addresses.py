"""Where a hub links to other sites."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from urllib.parse import urldefrag, urlsplit

from hubgen.addresses import is_web_address
from hubgen.documents import Documents
from hubgen.errors import Problem, problem
from hubgen.findings import warning
from hubgen.frontmatter import Path, Tree
from hubgen.kinds.base import Entry
from hubgen.markup import Link
from hubgen.settings import PATH, Settings

# The code of every place until it is known what is wrong there.
_PLACE = "external-gone"
_OF_EXAMPLES = frozenset({"example", "invalid", "test", "localhost"})
"""Domains that stand for one in examples, and are nobody's (RFC 2606)."""
_EXAMPLES = frozenset({"example.com", "example.net", "example.org"})


def external_links(
    documents: Documents, settings: Settings, now: datetime
) -> Iterator[tuple[str, Problem]]:
    """Yield every address elsewhere, without its fragment, with its place in a file.

    Pages of events of past years, and pages that have expired, are left out: their links were right
    when it mattered.
    """
    for entry in (*documents.entries, *documents.unsound):
        if not _is_over(entry, settings, now):
            for markup in entry.own_texts:
                yield from _in_text(markup.links, entry.path, settings)
            yield from _in_fields(entry, settings)
    for introduction in documents.introductions:
        yield from _in_text(introduction.body.links, introduction.path, settings)
    for name, links in (("navigation", settings.navigation), ("social", settings.social)):
        for number, link in enumerate(links, 1):
            if address := _elsewhere(link.url, settings):
                field = f"{name}[{number}].url"
                yield address, problem(_PLACE, path=PATH, field=field, value=link.url)


def _is_over(entry: Entry, settings: Settings, now: datetime) -> bool:
    facts = entry.facts
    if facts.expires and facts.expires <= now:
        return True
    if not facts.ends:
        return False
    return max(facts.ends).astimezone(settings.zone).year < now.astimezone(settings.zone).year


def _in_text(links: Iterable[Link], path: str, settings: Settings) -> Iterator[tuple[str, Problem]]:
    for link in links:
        if address := _elsewhere(link.target, settings):
            found = problem(_PLACE, path=path, value=link.target)
            yield address, found.at(path, link.line, link.column, link.length)


def _in_fields(entry: Entry, settings: Settings) -> Iterator[tuple[str, Problem]]:
    for path, text in _texts(dict(entry.matter.values), ()):
        if address := _elsewhere(text, settings):
            found = warning(path, _PLACE, value=text)
            yield address, found.locate(entry.path, entry.matter)


def _texts(tree: Tree, path: Path) -> Iterator[tuple[Path, str]]:
    """Yield every text of front matter that can be an address and nothing else."""
    if isinstance(tree, dict):
        for name, value in tree.items():
            if (*path, name) != ("checks",):
                yield from _texts(value, (*path, name))
    elif isinstance(tree, list):
        for number, value in enumerate(tree):
            yield from _texts(value, (*path, number))
    elif isinstance(tree, str) and tree.lower().startswith(("http://", "https://")):
        yield path, tree.strip()


def _elsewhere(target: str, settings: Settings) -> str:
    """Return an address on another site without its fragment; empty for anything else."""
    if not is_web_address(target):
        return ""
    parts = urlsplit(target)
    host = (parts.hostname or "").lower().rstrip(".")
    named = host.rpartition(".")[2] in _OF_EXAMPLES and "." in host
    examples = named or ".".join(host.split(".")[-2:]) in _EXAMPLES
    if examples or parts.netloc.lower() == urlsplit(settings.base_url).netloc.lower():
        return ""
    return urldefrag(target).url

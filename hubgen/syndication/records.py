"""What feeds say, before it has a form."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

# Drawn once, at random, and never to change: every identifier that readers remember is made from
# it (RFC 9562, section 6.5).
_NAMESPACE = UUID("fa1c454f-3048-42ae-83c1-8cc03210634e")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry of a feed."""

    id: str
    """What `identifier` made of the page's uid: the same for as long as the page exists."""
    url: str
    """The page's whole web address."""
    title: str
    """Plain text."""
    summary: str = ""
    """Plain text."""
    content: str = ""
    """HTML, as `absolute_html` returns it."""
    published: datetime
    """Aware."""
    updated: datetime
    """Aware; written as `published` where it is before that."""
    authors: tuple[str, ...] = ()
    """Their names."""
    categories: tuple[str, ...] = ()
    """Plain text, for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a listing's feeds say; they differ in form and in their own address."""

    id: str
    """What Atom knows the feed by, wherever it moves: an IRI, such as `identifier` makes."""
    title: str
    subtitle: str = ""
    page_url: str
    """The whole address of the page that the feed belongs to."""
    rss_url: str
    atom_url: str
    json_url: str
    lang: str
    """A language tag of BCP 47: `nl`."""
    author: str = ""
    """Who speaks where an entry names no author; the title where it is empty."""
    items: tuple[Item, ...] = ()
    """In any order, with different identifiers."""
    updated: datetime
    """When an empty feed was last changed; with entries, the newest of theirs counts."""


def identifier(uid: str, part: str = "") -> str:
    """Return what feeds know a page with this uid by: a `urn:uuid:` (RFC 9562, version 5).

    It depends on nothing else: not on an address, a title, or the year. `part` names something of
    the page that is an entry by itself, such as one of its changes. It is a valid IRI, as Atom
    asks (RFC 4287, section 4.2.6), and a `guid` that is no permanent link.
    """
    # A uid is one line, so no uid with a part is another uid.
    return uuid5(_NAMESPACE, f"{uid}\n{part}" if part else uid).urn

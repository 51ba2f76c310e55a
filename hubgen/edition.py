"""An edition: all that is published at one moment, and where a link in it leads."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from hubgen import addresses
from hubgen.addresses import file_path, is_file
from hubgen.assets import Asset
from hubgen.documents import Introduction
from hubgen.kinds import kind_of
from hubgen.kinds.base import Entry
from hubgen.library import Library, language_prefix, section_path
from hubgen.listings import Listing, Role
from hubgen.notes import Notes
from hubgen.plan import Plan, Target
from hubgen.settings import Settings
from hubgen.static import NONE, Static


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where a link leads."""

    state: Literal["page", "file", "elsewhere", "unpublished", "missing"]
    href: str = ""
    """What the page's `href` says, below the hub's own folder of the server."""
    entry: Entry | None = None
    address: str = ""
    """The address in the hub, without a fragment."""
    fragment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much there is in a listing."""

    members: int
    news: int
    coming: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The library, the plan made of it, and the files that its pages use."""

    library: Library
    plan: Plan
    assets: Mapping[str, Asset]
    static: Static = NONE
    asset_addresses: frozenset[str] = frozenset()
    """Where the files that pages use are published."""
    structure: str = ""
    """What editions have in common that differ in nothing but in texts and files; empty where that
    is not known."""
    notes: Notes = field(default_factory=Notes)
    """Takes notes of what is looked up here, where somebody wants to know; see `noting`."""

    @property
    def settings(self) -> Settings:
        """The hub's settings."""
        return self.library.settings

    def href(self, address: str) -> str:
        """Return an address of the hub as a link says it, below the hub's folder of the server."""
        return self.settings.base_path + address[1:] if address.startswith("/") else address

    def url(self, address: str) -> str:
        """Return an address of the hub as a whole web address."""
        return addresses.absolute(self.settings.base_url, address)

    def counts(self, listing: Listing) -> Counts:
        """Return how much there is in a listing, for a page that is not the listing's own."""
        self.notes.take(("counts", listing.lang, listing.role, listing.subject))
        return Counts(members=len(listing.members), news=listing.news, coming=listing.coming)

    def has_coming(self, listing: Listing) -> bool:
        """Tell whether anything in a listing's calendar is still to come."""
        self.notes.take(("has-coming", listing.lang, listing.role, listing.subject))
        return listing.coming > 0

    def entry_of(self, target: Target) -> Entry:
        """Return the entry that a target is made from."""
        assert target.entry is not None  # only asked of targets made from an entry
        return self.library.by_key[target.entry]

    def introduction_of(self, target: Target) -> Introduction | None:
        """Return what stands above the first page of a kind's listing: its `_index.md`, if any."""
        listing = target.listing
        if listing is None or listing.role is not Role.SECTION or target.number > 1:
            return None
        return self.library.introductions.get((listing.subject, target.lang))

    def path_of(self, target: Target) -> str:
        """Return the file that a page is made of; nothing for a page that no file says."""
        if target.entry:
            return self.entry_of(target).path
        introduction = self.introduction_of(target)
        return introduction.path if introduction else ""

    def destination(self, target: str, path: str, lang: str) -> Destination:
        """Return where a link that stands in the file `path` leads.

        A page is preferred in the language `lang`. "missing" when nothing is there.
        """
        if addresses.is_external(target):
            return Destination(state="elsewhere", href=target)
        name, _, fragment = target.partition("#")
        tail = f"#{fragment}" if fragment else ""
        if not name:
            return Destination(state="page", href=tail, fragment=fragment)
        if name.startswith("/"):
            return self._at_address(name, fragment, tail)
        if is_file(name):
            asset = self.assets.get(file_path(path, name) or "")
            if not asset:
                return Destination(state="missing")
            return Destination(
                state="file", href=self.href(asset.address) + tail, address=asset.address
            )
        return self._at_file(addresses.relative_target(path, name), fragment, tail, lang)

    def _at_address(self, name: str, fragment: str, tail: str) -> Destination:
        """Find what is published at an address; a slash at its end may be left out."""
        plain, question, query = name.partition("?")
        for address in (plain, f"{plain}/"):
            planned = self.plan.by_address.get(address)
            if planned or address in self.static.files or address in self.asset_addresses:
                entry = self.entry_of(planned) if planned and planned.entry else None
                return Destination(
                    state="page",
                    href=self.href(address) + question + query + tail,
                    entry=entry,
                    address=address,
                    fragment=fragment,
                )
        if f"{plain.rstrip('/')}/" in self.library.unpublished_addresses:
            return Destination(state="unpublished")
        return Destination(state="missing", address=plain)

    def _at_file(self, path: str | None, fragment: str, tail: str, lang: str) -> Destination:
        """Find the page that a content file is published as."""
        if path is None:
            return Destination(state="missing")
        ref = self.library.by_path.get(path)
        if ref is None:
            return self._at_index(path, fragment, tail, lang)
        entry = self.library.find(ref, lang)
        if entry is None:
            return Destination(state="unpublished")
        address = self.library.address(entry)
        return Destination(
            state="page",
            href=self.href(address) + tail,
            entry=entry,
            address=address,
            fragment=fragment,
        )

    def _at_index(self, path: str, fragment: str, tail: str, lang: str) -> Destination:
        """Find the listing whose introduction a content file is."""
        folder, _, name = path.removeprefix("content/").rpartition("/")
        kind = kind_of(folder)
        if kind is None or not name.startswith("_index."):
            return Destination(state="missing")
        prefix = language_prefix(lang, self.settings)
        return self._at_address(
            addresses.folder_address(prefix, section_path(kind, self.settings)), fragment, tail
        )

"""Comparison: the hub of a revision beside today's, and which page is which."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hubgen.documents import names_of
from hubgen.fields import Ref
from hubgen.kinds.base import Entry
from hubgen.kinds.event.fields import Event
from hubgen.library import Library
from hubgen.order import ends_at, recent_since


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The hub of then and of today, as they are looked through for the pages of then."""

    before: Library
    after: Library
    heirs: Mapping[Ref, Entry]
    """What each page of then is today, published or not."""
    holders: Mapping[str, Entry]
    """The first published page that has a UID today."""
    paths: frozenset[str]
    """The files of today that hold a page."""
    published: frozenset[str]
    """Those of them whose page is published."""
    inherited: frozenset[str]
    """Those of them whose page there was then."""
    broken: frozenset[Ref | str]
    """References, UIDs and files of pages with problems."""
    revision: str
    day: date

    def is_broken(self, old: Entry) -> bool:
        """Tell whether what is wrong with a page of then is said already."""
        return not self.broken.isdisjoint({old.uid, old.ref, old.path, *names_of(old.path)})

    def is_over(self, old: Entry) -> bool:
        """Tell whether an event met, and for the last time so long ago that no calendar has it."""
        since = recent_since(self.after)
        ends = [ends_at(one, self.before) for one in old.meetings]
        return bool(ends) and max(ends) <= since

    def had_expired(self, old: Entry) -> bool:
        """Tell whether an event was out of calendars already when the revision was made."""
        expires = old.fields.expires
        return expires is not None and self.before.instant(expires) <= self.before.instant(self.day)

    def kept_languages(self) -> bool:
        """Tell whether each event is in the language that it was in, as far as settings say."""
        site = self.after.settings
        used = {one.lang for one in self.before.entries if is_event(one)}
        return self.before.settings.lang == site.lang and used.issubset(site.languages)


def is_event(entry: Entry) -> bool:
    """Tell whether calendars may hold a page."""
    return isinstance(entry.fields, Event)

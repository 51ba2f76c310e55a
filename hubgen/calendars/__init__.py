"""Calendars: an event's own file, a listing's events, and the last days to register."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from hubgen.calendars.records import Component, Components, Outline, outline_of
from hubgen.edition import Edition
from hubgen.errors import Problem, problem
from hubgen.kinds.base import Entry
from hubgen.library import Key
from hubgen.listings import Listing, Role
from hubgen.moments import PHASES
from hubgen.order import recent_since
from hubgen.settings import PATH as SETTINGS

LARGEST = 1_000_000
"""Bytes of a calendar, above which programs were seen to leave it: Google's and Outlook's do."""
LARGE = 800_000
"""Bytes from which a calendar is near that."""
# More than a calendar has around its events: its own properties, and a VTIMEZONE or two.
_MOST_AROUND = 50_000


class Calendars:
    """The calendars of one edition, put together from components that were made once."""

    def __init__(
        self,
        edition: Edition,
        components: Mapping[Key, Components],
        outlines: Mapping[Key, Outline] | None = None,
    ) -> None:
        """Take the components, and their outlines where these are known without them."""
        self.edition = edition
        self.components = components
        if outlines is None:
            outlines = {key: outline_of(one) for key, one in components.items()}
        self.outlines = outlines

    def of_event(self, entry: Entry) -> bytes:
        """Return an event's own file: every meeting that has a date, past or not."""
        # Imported here, as what writes calendars takes long to load, and a check writes few.
        from hubgen import ical

        written = self.components[entry.key].meetings
        return ical.calendar(
            name=entry.facts.title,
            url=self.edition.library.url(entry),
            components=[one.data for one in written],
            zones=frozenset().union(*(one.zones for one in written)),
        )

    def of_listing(self, listing: Listing) -> bytes:
        """Return the calendar of a listing: what is to come, and what is past since not long.

        It always holds the site's zone, so that one without events is valid too. One that would be
        larger than `LARGEST` holds less of the past, if that makes it fit.
        """
        return self._fitting(listing)[0]

    def problems(self) -> Iterator[Problem]:
        """Yield a warning for each calendar that programs may refuse, or soon will, for its size.

        In the order of the listings. What is to come is never left out, and where that alone is
        too large the past is not either.
        """
        window = recent_since(self.edition.library).timestamp()
        sizes = {key: _size_of_recent(one, window) for key, one in self.outlines.items()}
        for listing in self.edition.plan.listings:
            # Without making it: what can be in it is not nearly too much.
            most = sum([sizes.get(key, 0) for key in listing.members])
            if not listing.has_calendar or most < LARGE - _MOST_AROUND:
                continue
            data, since = self._fitting(listing)
            if len(data) > LARGEST:
                over = _kilobytes(len(data) - LARGEST)
                yield self._about_size("calendar-too-large", listing, data, over=over)
            elif since is not None:
                last = since.astimezone(self.edition.settings.zone) - timedelta(microseconds=1)
                yield self._about_size("calendar-shortened", listing, data, day=last.date())
            elif len(data) >= LARGE:
                yield self._about_size("calendar-large", listing, data)

    def _about_size(self, code: str, listing: Listing, data: bytes, **values: object) -> Problem:
        return problem(
            code,
            path=SETTINGS,
            field="feeds.past_days",
            severity="warning",
            address=listing.calendar,
            size=_kilobytes(len(data)),
            **values,  # type: ignore[arg-type] # they are the sentence's blanks, none is a place
        )

    def _fitting(self, listing: Listing) -> tuple[bytes, datetime | None]:
        """Return a calendar, and from when on its past is complete where not all of it fits."""
        written = self._recent(listing)
        data = self._assembled(listing, written)
        over = len(data) - LARGEST
        if over <= 0:
            return data, None
        self.edition.notes.take(PHASES)
        since: datetime | None = None
        past = [one for one in written if one.end <= self.edition.library.now]
        for one in sorted(past, key=lambda one: one.end):
            if over <= 0:
                break
            over -= len(one.data)
            since = one.end
        if since is None or over > 0:
            return data, None  # without its past it would be too large too
        # What ended at the same moment goes together, so that no order decides what stays.
        kept = [one for one in written if one.end > since]
        return self._assembled(listing, kept), since

    def _recent(self, listing: Listing) -> list[Component]:
        """Return what a listing's calendar holds by the window of past days, in its order."""
        library = self.edition.library
        since = recent_since(library)
        found = (self.components.get(key) for key in listing.members)
        of_members = [one for one in found if one]
        if listing.role is Role.DEADLINES:
            written = [one.deadline for one in of_members if one.deadline]
        else:
            written = [component for one in of_members for component in one.meetings]
        return [
            one
            for one in written
            if one.end > since and (listing.role is not Role.YEAR or listing.subject == one.year)
        ]

    def _assembled(self, listing: Listing, written: list[Component]) -> bytes:
        from hubgen import ical

        edition = self.edition
        zones = frozenset([edition.settings.timezone])
        theme = edition.settings.theme(listing.subject) if listing.role is Role.THEME else None
        return ical.calendar(
            name=self._name(listing),
            description=listing.text,
            url=edition.url(listing.page),
            source=edition.url(listing.calendar),
            colour=theme.colour if theme else "",
            components=[one.data for one in written],
            zones=zones.union(*(one.zones for one in written)),
        )

    def _name(self, listing: Listing) -> str:
        """Return what a subscriber's program calls the calendar."""
        site = self.edition.settings.title
        return site if listing.title == site else f"{listing.title} · {site}"


def _size_of_recent(outline: Outline, since: float) -> int:
    """Return how many bytes there are of an entry that was not over at some moment."""
    return sum([size for end, size in zip(outline.ends, outline.sizes, strict=True) if end > since])


def _kilobytes(size: int) -> int:
    return -(-size // 1000)

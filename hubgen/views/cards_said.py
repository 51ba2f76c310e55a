"""What cards say: when and where something is, and what is out of the ordinary about it."""

from collections.abc import Mapping
from datetime import datetime

from hubgen.edition import Edition
from hubgen.kinds.base import Entry, Meeting
from hubgen.kinds.event.fields import Event
from hubgen.kinds.event.registration import registration_state
from hubgen.library import Library
from hubgen.order import ends_at, next_meeting
from hubgen.turns import OFF
from hubgen.views.pictures import PictureView, picture_view
from hubgen.views.records import Badge
from hubgen.views.times_said import (
    TimeView,
    date_block,
    distance,
    is_soon,
    iso,
    say_moment,
    say_short,
    tone_of,
    utc,
)
from hubgen.wording import wording

KIND_ICONS: Mapping[str, str] = {
    "event": "calendar",
    "practice": "sprout",
    "tool": "wrench",
    "service": "hand-helping",
    "programme": "route",
    "article": "newspaper",
    "person": "user-round",
    "organisation": "building-2",
}
"""The drawing of each kind; what is not here has that of a text."""
_ORGANISATION_ICONS: Mapping[str, str] = {
    "municipality": "landmark",
    "province": "map",
    "water_board": "waves",
    "government": "scale",
    "association": "users",
    "knowledge_institute": "graduation-cap",
    "programme_office": "route",
}


def icon_of(entry: Entry) -> str:
    """Return the drawing of what an entry is; that of its type for an organisation."""
    own = KIND_ICONS.get(entry.kind.name, "file-text")
    if entry.kind.name != "organisation":
        return own
    return _ORGANISATION_ICONS.get(getattr(entry.fields, "type", ""), own)


def portrait(entry: Entry, edition: Edition) -> PictureView | None:
    """Return a person's photo, or an organisation's logo."""
    said = entry.fields.__dict__
    if photo := said.get("photo"):
        return picture_view(photo.src, photo.alt, entry.path, edition)
    if logo := said.get("logo"):
        return picture_view(logo, "", entry.path, edition)
    return None


def when_said(entry: Entry, library: Library, lang: str) -> str:
    """Return when an event meets, or the day of publication of what has one."""
    if meeting := next_meeting(entry, library):
        said = say_short(meeting, lang)
        return wording(lang).text("site.when.was", when=said) if is_postponed(entry) else said
    if published := _published(entry, library):
        return say_moment(published, lang, with_time=False)
    dates = getattr(entry.fields, "dates", ())
    return next((one.tentative for one in dates if one.tentative), "")


def when_iso(entry: Entry, library: Library, lang: str) -> str:
    """Return the moment that `_when` says, for machines; nothing where that is over."""
    if is_postponed(entry):
        return ""
    if meeting := next_meeting(entry, library):
        return iso(meeting.start)
    published = _published(entry, library)
    return published.date().isoformat() if published else ""


def end_of(entry: Entry, library: Library) -> str:
    """Return when the meeting of a card is over; empty where it is, or is off."""
    meeting = next_meeting(entry, library)
    if meeting is None or _is_off(entry, meeting):
        return ""
    if ends_at(meeting, library) <= library.now_for(entry):
        return ""
    return utc(ends_at(meeting, library))


def soon_of(entry: Entry, library: Library, lang: str) -> Badge | None:
    """Return that the meeting of a card is on now, today or tomorrow."""
    meeting = next_meeting(entry, library)
    if meeting is None or _is_off(entry, meeting):
        return None
    now, start = library.now_for(entry), library.instant(meeting.start)
    end = ends_at(meeting, library)
    if end <= now or not is_soon(now, start):
        return None
    return Badge(tone=tone_of(now, start), text=distance(now, start, end, lang))


def later_times(entry: Entry, library: Library, lang: str) -> tuple[TimeView, ...]:
    """Return the meetings that go on after the one that a card shows."""
    shown = next_meeting(entry, library)
    if shown is None or len(entry.meetings) == 1 or is_postponed(entry):
        return ()
    now = library.now_for(entry)
    return tuple(
        TimeView(
            when=say_short(one, lang),
            start=iso(one.start),
            end=utc(ends_at(one, library)),
            date=date_block(one, lang),
        )
        for one in entry.meetings
        if one is not shown and not _is_off(entry, one) and ends_at(one, library) > now
    )


def _is_off(entry: Entry, meeting: Meeting) -> bool:
    return meeting.cancelled or entry.facts.status in OFF


def _published(entry: Entry, library: Library) -> datetime | None:
    """Return when a page was published, where that tells a reader how new it is."""
    if entry.kind.order != "date" or entry.fields.date is None:
        return None
    return library.instant(entry.fields.date)


def place_said(entry: Entry, lang: str) -> str:
    """Return where an entry is in a few words: `Utrecht`, `Online`, `Utrecht en online`.

    Nothing for an organisation whose name says it: `Gemeente Utrecht`.
    """
    location = entry.kind.location(entry.fields)
    if not location:
        return ""
    there = location.place or location.municipality or location.name
    online = wording(lang).text("site.place.online") if location.online else ""
    if entry.kind.name == "organisation" and there in entry.fields.title:
        return ""
    if there and online:
        return wording(lang).text("site.place.hybrid", place=there)
    return there or online


def badges_of(entry: Entry, library: Library, lang: str) -> tuple[Badge, ...]:
    """Return what is out of the ordinary about an entry."""
    text = wording(lang).text
    badges = []
    status = entry.facts.status
    tones = {"cancelled": "bad", "postponed": "warn", "moved_online": "calm"}
    if status in tones:
        badges.append(Badge(tone=tones[status], text=text(f"site.status.{status}")))
    state = _registration(entry, library)
    if state in {"full", "waiting_list"}:
        badges.append(Badge(tone="warn", text=text(f"site.registration.short.{state}")))
    if phase := entry.facts.phase:
        badges.append(Badge(tone="calm", text=text(f"site.phase.{phase}")))
    if entry.facts.draft:
        badges.append(Badge(tone="warn", text=text("site.notice.draft_short")))
    return tuple(badges)


def _registration(entry: Entry, library: Library) -> str:
    """Return whether one can still come to an event; empty for another page."""
    if not isinstance(entry.fields, Event):
        return ""
    return registration_state(entry, library.settings, library.now_for(entry))


def is_postponed(entry: Entry) -> bool:
    """Tell whether an event has lost its date, and has no other yet."""
    return entry.facts.status == "postponed"

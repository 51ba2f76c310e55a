"""Calendars: events that are gone from those that they were in, and what is other of the rest."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from hubgen.against.comparison import Comparison
from hubgen.errors import Problem
from hubgen.findings import finding, warning
from hubgen.kinds.base import Entry
from hubgen.kinds.event.fields import Event
from hubgen.order import ends_at
from hubgen.unannounced import unannounced


def about_event(old: Entry, heir: Entry, hub: Comparison) -> Iterator[Problem]:
    """Find that an event left calendars, or is other than its subscribers were told."""
    if heir.path not in hub.published:
        yield from _about_unpublished(heir, hub)
        return
    yield from _about_expired(old, heir, hub)
    if hub.kept_languages():
        yield from _about_languages(old, heir, hub)
    yield from unannounced(
        old,
        heir,
        hub.before.settings,
        hub.after.settings,
        revision=hub.revision,
        today=f"{hub.after.now:%Y-%m-%d}",
    )


def about_lost(old: Entry, hub: Comparison) -> Problem:
    """Say that an event is gone, or that all of it is gone but its translation."""
    keys = ((*old.key[:2], lang) for lang in hub.before.languages_of[old.ref])
    translations = {hub.before.by_key[key].path for key in keys} - {old.path}
    if old.path not in hub.paths and not hub.paths.isdisjoint(translations):
        return _gone_from_language(old, old, old.path, hub)
    is_off = isinstance(old.fields, Event) and old.fields.status == "cancelled"
    code = "event-gone-cancelled" if is_off else "event-gone"
    return _gone(old, old, code, hub, value=old.uid)


def _about_unpublished(entry: Entry, hub: Comparison) -> Iterator[Problem]:
    """Find that an event was taken back; other pages may be."""
    date = entry.fields.date
    if entry.fields.draft:
        found = finding(("draft",), "event-made-draft", revision=hub.revision)
    elif date is not None and hub.after.instant(date) > hub.after.now:
        found = finding(("date",), "event-made-future", revision=hub.revision)
    else:
        return  # it gives way to another page of its name, and that is said already
    yield found.locate(entry.path, entry.matter)


def _about_expired(old: Entry, heir: Entry, hub: Comparison) -> Iterator[Problem]:
    """Find that an event left calendars before it was over for as long as they keep it."""
    gone = hub.had_expired(old) or hub.is_over(old)
    if heir.meetings and hub.after.is_expired(heir) and not gone:
        last = max(ends_at(one, hub.after) for one in heir.meetings)
        kept = timedelta(days=hub.after.settings.feeds.past_days + 1)
        right = (last.astimezone(hub.after.settings.zone) + kept).date()
        found = finding(("expires",), "event-expired", right=right, revision=hub.revision)
        yield found.locate(heir.path, heir.matter)


def _about_languages(old: Entry, heir: Entry, hub: Comparison) -> Iterator[Problem]:
    """Find that an event is in the calendars of some of its languages only."""
    today = hub.after.languages_of[heir.ref]
    for lang in hub.before.languages_of[old.ref]:
        then = hub.before.by_key[old.kind.folder, old.slug, lang]
        if lang in today or then.path in hub.broken:
            continue
        if then.path == heir.path:
            values = {"before": lang, "now": heir.lang, "revision": hub.revision}
            found = finding(("lang",), "event-other-language", **values)
            yield found.locate(heir.path, heir.matter)
        else:
            languages = hub.before.settings.languages
            ending = then.path.removeprefix(_stem(then.path, languages))
            right = _stem(heir.path, languages) + ending
            yield _gone_from_language(old, then, right, hub)


def _stem(path: str, languages: Iterable[str]) -> str:
    """Return a file's path without its ending, and without a language before that."""
    stem = path.removesuffix(".md")
    name, dot, suffix = stem.rpartition(".")
    return name if dot and suffix in languages else stem


def _gone_from_language(old: Entry, then: Entry, right: str, hub: Comparison) -> Problem:
    """Say that an event is gone from the calendars of a language, and which file it needs there."""
    return _gone(old, then, "event-gone-language", hub, lang=then.lang, right=right)


def _gone(old: Entry, then: Entry, code: str, hub: Comparison, **values: object) -> Problem:
    """Say that an event's file is gone; no more than a warning where no calendar held it."""
    title = then.fields.title
    found = finding((), code, title=title, revision=hub.revision, **values)
    if hub.is_over(old) or hub.had_expired(old):
        found = warning((), "event-gone-past", title=title, revision=hub.revision)
    # No line of the file is to be looked up.
    return found.locate(then.path, then.matter).at(then.path)

"""Site: settings that put all events at another time, or in other calendars, at once."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from hubgen import times
from hubgen.against.comparison import Comparison, is_event
from hubgen.errors import Problem, problem
from hubgen.kinds.base import Entry, Meeting
from hubgen.settings import PATH as SETTINGS


def about_settings(pages: Iterable[Entry], hub: Comparison) -> Iterator[Problem]:
    """Yield a problem for each setting that is other now, and that events follow.

    `pages` are those of then that are looked at.
    """
    was, site = hub.before.settings, hub.after.settings
    events = [one for one in pages if is_event(one)]
    if events and not hub.kept_languages():
        before, now = ", ".join(was.languages), ", ".join(site.languages)
        yield _about_setting("languages-changed", "languages", before, now, hub)
    for name, own in (("timezone", "timezone"), ("default_duration", "end")):
        before, now = getattr(was, name), getattr(site, name)
        if before != now and any(_is_moved_by(name, one, hub) for one in events):
            yield _about_setting("setting-moves-events", name, before, now, hub, own=own)


def _about_setting(
    code: str, field: str, before: object, now: object, hub: Comparison, own: str = ""
) -> Problem:
    return problem(
        code,
        path=SETTINGS,
        field=field,
        before=before,
        now=now,
        own=own,
        revision=hub.revision,
    )


def _is_moved_by(name: str, old: Entry, hub: Comparison) -> bool:
    """Tell whether an event is at another time because of a setting, and of nothing else."""
    heir, site = hub.heirs.get(old.ref), hub.after.settings
    setting = hub.before.settings.model_copy(update={name: getattr(site, name)})
    by_setting, by_site = (old.kind.meetings(old.fields, one)[0] for one in (setting, site))
    return (
        heir is not None
        and _times(by_setting) != _times(old.meetings)
        and _times(by_site) == _times(heir.meetings)
    )


def _times(meetings: Iterable[Meeting]) -> list[tuple[datetime, ...]]:
    return [tuple(times.instant(when, "UTC") for when in (one.start, one.end)) for one in meetings]

"""Sentences that say one plain thing of the event and nothing else, against its fields.

A sentence is taken as a whole, with its days and times left out: `op <day> beginnen we om <time>`.
One word more, and it may speak of something else; so it is left alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from hubgen import places, times
from hubgen.errors import Problem
from hubgen.expressions import expression
from hubgen.kinds.base import Meeting
from hubgen.kinds.event.fields import price
from hubgen.proofreading.announcement import NOT_THIS, THIS, Announcement, days_of
from hubgen.proofreading.clocks_said import Clock, Point, Span, points_in, spans_in
from hubgen.proofreading.days_said import Said, days_in, names_days
from hubgen.proofreading.prose import Passage
from hubgen.times.words import HOUR_WORDS

_LONGEST = 160
"""Characters of a plain sentence."""
_HEADING = expression(
    r"(?:(?:datum|wanneer|tijd|tijden|waar|locatie|aanmelden|inschrijven|kosten|deelname|praktisch"
    r"|praktische\s+informatie)(?:\s+en\s+(?:datum|tijd|locatie|waar|wanneer|kosten))?)?"
)
"""A heading that leaves no doubt that the lines below it are of the event."""
_THE_MEETING = r"(?:een|de|deze|dit|onze|het)\s+(?:bijeenkomst|webinar|training|workshop|sessie)"
_BEGINS = expression(
    r"(?:op\s+)?<day>,?\s+(?:beginnen|starten)\s+(?:we|wij)\s+(?:om|vanaf)\s+<time>", re.I
)
_LASTS = expression(
    rf"(?:(?:we|wij)\s+(?:houden|organiseren)\s+)?{_THE_MEETING}\s+(?:<span>,?\s+op\s+<day>"
    r"|op\s+<day>,?\s+<span>)",
    re.I,
)
_FROM_TO = expression(
    r"(?:aanvang|begin)\s*:?\s+(?:om\s+)?<time>\s*[,;]?\s+(?:en\s+)?(?:einde|eind)\s*:?\s+(?:om\s+)?<time>",
    re.I,
)
_IN_TOWN = expression(
    r"(?:op\s+<day>\s+komen\s+(?:we|wij)|(?:we|wij)\s+komen(?:\s+op\s+<day>)?)\s+"
    r"(?:bijeen|samen|bij\s+elkaar)\s+in\s+het\s+(?:stadhuis|gemeentehuis)\s+(?:van|in|te)\s+"
    r"(?P<name>[^\W\d_][\w'’ -]{1,40})",
    re.I,
)
_COSTS = expression(r"(?:de\s+)?kosten\s+bedragen\s+(?:€\s?)?(\d{1,4})(?:\s+euro|,-)?", re.I)
_EUROS = expression(r"€|euro", re.I)
_TAKING_PART = expression(r"\b(?:aanmeld\w*|deelname|deelnemen|deelnemers|inschrijv\w*)\b", re.I)
_ANOTHER_TIME = expression(r"\b(?:keer|jaar|maand|week|daarnaast|in\s+(?:19|20)\d\d)\b", re.I)
_PART_OF_DAY = expression(r"[^\W\d_]+?(?P<part>ochtend|morgen|middag|avond)\b", re.I)
_PARTS = {"ochtend": (0, 12), "morgen": (0, 12), "middag": (12, 18), "avond": (17, 24)}
"""From which hour to which a part of the day is."""
_UNTIL = expression(
    r"(?:(?:aanmelden|inschrijven)\s+kan\s+(?:nog\s+)?"
    r"(?:tot(?:\s+(?:en\s+met|uiterlijk))?|t/m|uiterlijk|vóór|voor)\s+<day>"
    r"|meld\s+je\s+(?:uiterlijk|vóór|voor)\s+<day>\s+aan)",
    re.I,
)
_ON_REGISTERING = expression(r"aanmelden|inschrijven|deelname")
_HOURS_LONG = expression(
    r"(?:de|deze|dit|het)\s+(?:bijeenkomst|webinar|training)\s+(?P<said>duurt\s+"
    rf"(?:(?P<word>{'|'.join(HOUR_WORDS)})\s+uur|<time>))",
    re.I,
)
_NUMBER = expression(r"(\d{1,2})\s+uur")
_MUCH = 45
"""Minutes that a meeting is longer or shorter than a text says, and not by a walk-in or a break."""
_MAY_BE_PLAIN = expression(
    r"\s*(?:op\s.{0,60}\b(?:beginnen|starten|komen)\b|(?:we|wij)\s+(?:houden|organiseren|komen)\b"
    rf"|{_THE_MEETING}\b|aanvang\b|begin\b|(?:de\s+)?kosten\s+bedragen|aanmelden\s|inschrijven\s"
    r"|meld\s+je\s|[a-z]{2,9}(?:ochtend|morgen|middag|avond)\s)",
    re.I,
)
"""How a plain sentence begins; it is quick."""
_WORDS = ("eind", "stadhuis", "gemeentehuis", "bedragen", "duurt")
"""Words of which a plain sentence without a day has one."""
_WORDS_WITH_DAY = (
    *("beginnen", "starten", "bijeenkomst", "webinar", "training", "workshop", "sessie"),
    *("ochtend", "morgen", "middag", "avond", "aanmelden", "inschrijven", "meld"),
)
"""Words of which one with a day has one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plain:
    """A sentence with what is left of it without its days and times."""

    passage: Passage
    before: Passage | None
    """What stands before it, of the same text."""
    rest: str
    days: tuple[Said, ...]
    points: tuple[Point, ...]
    spans: tuple[Span, ...]


def plainly(page: Announcement) -> Iterator[Problem]:
    """Find a plain sentence that its fields contradict."""
    if page.is_tentative or len(page.meetings) != 1:
        return
    meeting = page.meetings[0]
    if len(page.entry.meetings) != 1 or page.event.changes or page.event.timezone:
        return  # of what changed, the text can tell both
    if not _may_be_plain(page):
        return
    for plain in _sentences(page):
        yield from _day(plain, meeting, page)
        yield from _clock(plain, meeting, page)
        yield from _town(plain, page)
        yield from _price(plain, page)
        yield from _deadline(plain, page)
        yield from _length(plain, meeting, page)


def _may_be_plain(page: Announcement) -> bool:
    """Tell whether a text can have a sentence that is plain at all; it is quick."""
    if any(word in page.small for word in _WORDS):
        return True
    return names_days(page.proof.own) and any(word in page.small for word in _WORDS_WITH_DAY)


def _sentences(page: Announcement) -> Iterator[_Plain]:
    """Yield the sentences that can be plain."""
    before: Passage | None = None
    for passage in page.passages:
        last, before = before, None if passage.field else passage
        if len(passage.text) > _LONGEST or passage.listed or passage.field == ("title",):
            continue
        if not _MAY_BE_PLAIN.match(passage.text):
            continue
        if not (_HEADING.fullmatch(passage.heading) and _HEADING.fullmatch(passage.label)):
            continue
        if last and _is_other(last, page):
            continue  # it may go on about that
        yield _plain(passage, last)


def _plain(passage: Passage, before: Passage | None) -> _Plain:
    text = passage.text
    days, spans = tuple(days_in(text)), tuple(spans_in(text))
    points = () if spans else tuple(points_in(text))
    points = tuple(
        one for one in points if not any(day.at <= one.at < day.at + len(day.text) for day in days)
    )
    named = [
        *((one.at, one.text, "<day>") for one in days),
        *((one.at, one.text, "<span>") for one in spans),
        *((one.at, one.text, "<time>") for one in points),
    ]
    for at, said, sign in sorted(named, reverse=True):
        text = text[:at] + sign + text[at + len(said) :]
    return _Plain(
        passage=passage,
        before=before,
        rest=text.strip().rstrip(".!").rstrip(),
        days=days,
        points=points,
        spans=spans,
    )


def _is_other(before: Passage, page: Announcement) -> bool:
    """Tell whether what stands before a sentence speaks of something else than the event."""
    if NOT_THIS.search(before.text) or _ANOTHER_TIME.search(before.text):
        return True
    return any(not said.can_be(day) for said in days_in(before.text) for day in page.days)


def _day(plain: _Plain, meeting: Meeting, page: Announcement) -> Iterator[Problem]:
    """Yield a day that is not the event's, and a part of the day in which it is not."""
    days = list(days_of(meeting))
    if len(plain.days) != 1 or len(days) != 1 or not isinstance(meeting.start, datetime):
        return
    said, day = plain.days[0], days[0]
    path = page.path_of(meeting, "start")
    if said.can_be(day):
        if plain.rest == "<day>" and not _can_be_in(said, meeting):
            clock = f"{meeting.start:%H:%M}"
            yield plain.passage.says(
                said.at, said.text, "prose-time", clock=clock, **page.field(path)
            )
    elif _BEGINS.fullmatch(plain.rest) and _is_only_day(said, day, page):
        yield plain.passage.says(said.at, said.text, "prose-date", day=day, **page.field(path))


def _can_be_in(said: Said, meeting: Meeting) -> bool:
    """Tell whether a meeting can be in the part of the day that is said: `woensdagavond`."""
    found = _PART_OF_DAY.match(said.text)
    if not found or not isinstance(meeting.start, datetime):
        return True
    end = meeting.end if isinstance(meeting.end, datetime) else meeting.start
    first, last = _PARTS[found["part"].lower()]
    if end.date() > meeting.start.date():
        return True
    start, stop = (one.hour + one.minute / 60 for one in (meeting.start, end))
    return start < last and stop > first


def _is_only_day(said: Said, day: date, page: Announcement) -> bool:
    """Tell whether a text names one day, in the event's year, and so not one that follows on it."""
    if said.year not in (None, day.year) or said.weekday is None:
        return False
    return all((number, month) == (said.day, said.month) for number, month, _ in page.days_said)


def _clock(plain: _Plain, meeting: Meeting, page: Announcement) -> Iterator[Problem]:
    """Yield a begin or an end that is not the event's."""
    start, end = meeting.start, meeting.end
    if not isinstance(start, datetime) or not isinstance(end, datetime) or page.event.programme:
        return
    day = next(days_of(meeting))
    said: list[tuple[str, Span | Point, Clock]] = []
    if _BEGINS.fullmatch(plain.rest) and _is_only_day(plain.days[0], day, page):
        said = [("start", plain.points[0], plain.points[0].clock)]
    elif _FROM_TO.fullmatch(plain.rest):
        first, last = plain.points
        said = [("start", first, first.clock), ("end", last, last.clock)]
    elif _LASTS.fullmatch(plain.rest) and plain.days[0].can_be(day):
        span = plain.spans[0]
        said = [("start", span, span.begin), ("end", span, span.end)]
    if not said or _says_right(page, start):
        return
    for name, one, clock in said:
        right = start if name == "start" else end
        if name == "end" and page.event.end is None:
            continue
        if not clock.can_be(right.time()):
            yield plain.passage.says(
                one.at,
                one.text,
                "prose-time",
                clock=f"{right:%H:%M}",
                **page.field(page.path_of(meeting, name)),
            )
            if isinstance(one, Span):
                return


def _says_right(page: Announcement, start: datetime) -> bool:
    """Tell whether a text gives the right begin somewhere, so that another one is of a part."""
    return any(one.can_be(start.time()) for one in page.begins_said)


def _town(plain: _Plain, page: Announcement) -> Iterator[Problem]:
    """Yield a town hall of another municipality than that of the event."""
    found = _IN_TOWN.fullmatch(plain.rest)
    location = page.event.location
    if not found or not location or len(page.locations) != 1 or location.country != "NL":
        return
    if any(not said.can_be(day) for said in plain.days for day in page.days):
        return
    there = places.municipality(found["name"].strip())
    known = places.municipality(location.municipality or location.place)
    words = f"{location.name} {location.street} {location.place} {location.access}".lower()
    if there and known and there.code != known.code and found["name"].lower() not in words:
        name = "municipality" if location.municipality else "place"
        at = plain.passage.text.find(found["name"])
        yield plain.passage.says(
            at,
            found["name"],
            "prose-place",
            value=known.name,
            **page.field(("location", name)),
        )


def _price(plain: _Plain, page: Announcement) -> Iterator[Problem]:
    """Yield a price that is not the event's, where nothing else can be meant by it."""
    found = _COSTS.fullmatch(plain.rest)
    asked = price(page.event.cost) if page.event.cost else None
    if not found or asked is None or float(found[1]) == asked or not _EUROS.search(plain.rest):
        return
    before = plain.before
    if not plain.passage.heading.startswith("kosten") and not (
        before is None or _TAKING_PART.search(before.text) or THIS.search(before.text)
    ):
        return
    prices = (one for one in page.passages if _EUROS.search(one.text))
    if len(list(islice(prices, 2))) == 1 and not page.mentions("gratis", "kosteloos"):
        yield plain.passage.says(
            plain.passage.text.find(found[1]),
            f"{found[1]} euro" if "€" not in found[0] else found[1],
            "prose-cost",
            value=page.event.cost,
            **page.field(("cost",)),
        )


def _goes_on(plain: _Plain, page: Announcement) -> bool:
    """Tell whether nothing stands before a sentence, or what is of the event too."""
    before = plain.before
    if before is None or THIS.search(before.text):
        return True
    return any(said.can_be(day) for said in days_in(before.text) for day in page.days)


def _deadline(plain: _Plain, page: Announcement) -> Iterator[Problem]:
    """Yield a last day to register that is not the one in the field."""
    last = page.event.registration.deadline
    if last is None or page.event.status == "cancelled" or not _UNTIL.fullmatch(plain.rest):
        return
    if not (_ON_REGISTERING.match(plain.passage.heading) or _goes_on(plain, page)):
        return
    right, said = times.day_of(last), plain.days[0]
    if _is_near(said, right) or (said.exact is None and said.year is not None):
        return
    near = [right + timedelta(days=number) for number in (-1, 0, 1)]
    if any(
        (one.day, one.month, year) in page.days_said for one in near for year in (None, one.year)
    ):
        return  # another one is of something else
    yield plain.passage.says(
        said.at,
        said.text,
        "prose-deadline",
        day=right,
        **page.field(("registration", "deadline")),
    )


def _is_near(said: Said, day: date) -> bool:
    """Tell whether a day is said, or the one beside it: the last day, or the first too late."""
    return any(said.can_be(day + timedelta(days=number)) for number in (-1, 0, 1))


def _length(plain: _Plain, meeting: Meeting, page: Announcement) -> Iterator[Problem]:
    """Yield how long a text says that the event is, where its fields make it much else."""
    start, end, event = meeting.start, meeting.end, page.event
    found = _HOURS_LONG.fullmatch(plain.rest)
    if not found or event.programme or event.end is None or not _goes_on(plain, page):
        return
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        return
    if meeting.all_day or len(list(days_of(meeting))) != 1:
        return
    if found["word"]:
        hours, said = HOUR_WORDS[found["word"].lower()], f"{found['word']} uur"
    elif number := _NUMBER.fullmatch(plain.points[0].text):
        hours, said = int(number[1]), plain.points[0].text
    else:
        return
    minutes = round((end - start).total_seconds() / 60)
    if abs(minutes - hours * 60) >= _MUCH:
        at = plain.passage.text.find(said)
        yield plain.passage.says(
            at, said, "prose-duration", minutes=minutes, **page.field(page.path_of(meeting, "end"))
        )

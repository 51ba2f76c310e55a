"""The kinds: their fields, their rules, when they meet, and what they tell search engines."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from hubgen.errors import Problem
from hubgen.kinds import KINDS, kind_of
from hubgen.kinds.base import Meeting
from hubgen.kinds.event.fields import Event, price
from hubgen.kinds.event.registration import registration_state
from hubgen.settings import FOLDERS
from hubgen.times import zone
from hubgen.wording import LANGUAGES, wording
from tests.hub import Hub, event, make_hub, page, says

X = "content/events/x.md"
AMSTERDAM = zone("Europe/Amsterdam")


def local(text: str, name: str = "Europe/Amsterdam") -> datetime:
    """Return a local time in a zone."""
    return datetime.fromisoformat(text).replace(tzinfo=zone(name))


def meetings(front: str) -> tuple[Meeting, ...]:
    """Return when an event meets that has no problems."""
    hub = make_hub({X: page(f"title: A\n{front}")})
    assert hub.problems == []
    return hub.entry("events", "x").meetings


def said(front: str, lang: str = "nl") -> list[str]:
    """Return the problems and warnings of an event, without the one about its uid."""
    hub = make_hub({X: page(f"title: A\nuid: a\n{front}")})
    return says(hub.found, lang)


def described(hub: Hub, folder: str, slug: str) -> dict[str, Any]:
    """Return a page's schema.org object without its empty values."""
    entry = hub.entry(folder, slug)
    found = entry.kind.describe(entry.fields, entry, hub.library)
    return {name: value for name, value in found.items() if value not in (None, [], "")}


# the kinds themselves


def test_every_folder_of_the_content_model_has_a_kind() -> None:
    """Nine kinds, in the order that menus show them, each found by its folder."""
    assert tuple(kind.folder for kind in KINDS) == FOLDERS
    assert [kind_of(folder) for folder in FOLDERS] == list(KINDS)
    assert kind_of("drafts") is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_has_its_words(lang: str) -> None:
    """One of each kind, all of it, and each list of what refers to it has a name."""
    words = wording(lang)
    names = [f"site.kind.{kind.folder}" for kind in KINDS]
    names += [f"site.kinds.{kind.folder}" for kind in KINDS]
    names += [f"site.backlinks.{one.name}" for kind in KINDS for one in kind.backlinks]
    assert [name for name in names if name not in words.words] == []


FULL = {
    "content/organisations/vng.md": page(
        "title: VNG\ntype: association\nplace: Den Haag\nlat: 52.1\nlon: 4.3\n"
        "website: https://vng.nl/\nparent: rvo\ninhabitants: 0"
    ),
    "content/organisations/rvo.md": page("title: RVO\ntype: government\nmunicipality: Zwolle"),
    "content/people/bart.md": page(
        "title: Bart\nrole: adviseur\norganisation: vng\nemail: a@b.nl\nphone: +31 30 123 45 67\n"
        "links: [{title: Site, url: https://b.nl/}]\nconsent: 2024-01-01\npublish_contact: true"
    ),
    "content/practices/p.md": page(
        "title: P\norganisation: [vng, rvo]\nmunicipality: Tilburg\nlocation: {place: Centrum}\n"
        "phase: pilot\nperiod: {start: 2022, end: 2024-06}\nscale: street\nchallenge: Warm\n"
        "approach: Koel\nresults: [{label: CO2, value: 12, unit: '%'}]\ncosts: 10 euro\n"
        "lessons: [Begin klein]\ncontacts: [bart, organisations/vng, {name: Jan}]\ntools: [t]\n"
        "part_of: reeks"
    ),
    "content/tools/t.md": page(
        "title: T\norganisation: vng\nurl: https://t.nl/\nformat: xlsx\nlicence: CC0\n"
        "practices: [p]"
    ),
    "content/services/s.md": page(
        "title: S\norganisation: rvo\ncontact: bart\nurl: https://s.nl/\naudience: [Raadsleden]\n"
        "steps: [{title: Bel, text: '*Nu*'}]\nrelated: [s2, people/bart]"
    ),
    "content/services/s2.md": page("title: S2"),
    "content/articles/a.md": page(
        "title: A\ntype: guide\nauthors: [bart, {name: Jan, role: r, organisation: vng}]\n"
        "organisation: vng"
    ),
    "content/articles/h.md": page(
        "title: H\nsteps: [{title: Een, text: Doe *dit*}, {title: Twee}]"
    ),
    "content/programmes/reeks.md": page(
        "title: R\ntype: learning_circle\norganiser: vng\nparticipants: [bart, organisations/rvo]\n"
        "period: {start: 2023, end: 2025-01-01}\neligibility: gemeenten\nwebsite: https://r.nl/"
    ),
    "content/pages/over.md": page("title: Over\nsummary: Wie wij zijn"),
    X: event(
        "subtitle: Sub\nsummary: Kort\ndate: 2024-01-01\nupdated: 2024-02-01\nexpires: 2030-01-01\n"
        "source: {title: Bron, url: https://b.nl/, licence: CC0, canonical: true}\n"
        "themes: water\nsdgs: [7, 13]\naudience: [Raadsleden]\naliases: [/oud/]\n"
        "related: [people/bart, practices/p]\nresources: [{title: a, url: https://a.nl/}]\n"
        "contact: {name: Jan, email: a@b.nl, phone: '030 123 45 67'}\n"
        "location: {name: Zaal, street: Plein 1, postcode: 5038 AB, place: Tilburg, "
        "municipality: Tilburg, country: NL, lat: 51.55, lon: 5.09, online: https://m.nl/, "
        "platform: Teams, access: met de trein}\n"
        "organiser: vng\npartners: [rvo]\n"
        "speakers: [bart, {name: Mia, role: chair, organisation: Eigen BV, topic: Warmte}]\n"
        "programme:\n  - {start: 13.00, end: 14.00, title: Inloop, type: arrival}\n"
        '  - {start: 14:00, end: "15:00", title: Deel, room: A, speakers: [bart], text: Over, '
        "sessions: [{title: Sub}]}\n"
        "registration: {url: https://r.nl/, email: a@b.nl, phone: '030 123 45 67', "
        "opens: 2024-10-01, deadline: 2024-11-12 17:00, capacity: 40, note: n, eligibility: e}\n"
        "cost: 25\npart_of: reeks\nnumber: 3\nrecording: https://v.nl/\nreport: a"
    ),
}


def test_every_field_of_the_content_model_may_be_written() -> None:
    """A hub that uses every field of every kind has no problem and no warning."""
    hub = make_hub(FULL)
    assert (hub.problems, hub.warnings) == ([], [])


@pytest.mark.parametrize(
    ("front", "field"),
    [
        ("status: canceled", "status"),
        ("location: {lat: 91}", "location.lat"),
        ("location: {lon: -181}", "location.lon"),
        ("location: {online: misschien}", "location.online"),
        ("location: {online: 'javascript:alert(1)'}", "location.online"),
        ("speakers: [{person: bart, role: dj}]", "speakers[1].role"),
        ("registration: {state: vol}", "registration.state"),
        ("registration: {capacity: veel}", "registration.capacity"),
        ("registration: {capacity: -1}", "registration.capacity"),
        ("registration: {capacity: '1.000'}", "registration.capacity"),
        ("registration: {deadline: morgen}", "registration.deadline"),
        ("number: 0", "number"),
        ("sdgs: [0]", "sdgs[1]"),
        ("sdgs: [18]", "sdgs[1]"),
        ("resources: [{title: a}, {title: b, url: 'data:text/html,x'}]", "resources[2].url"),
        ("resources: [{title: a, url: /x/, type: film}]", "resources[1].type"),
        ("source: {url: https://a.nl/}", "source.title"),
        ("image: {src: https://a.nl/x.jpg, alt: a}", "image.src"),
        ("image: {src: x.jpg}", "image.alt"),
        ("contact: {email: geen adres}", "contact.email"),
        ("changes: [{note: a}]", "changes[1].at"),
        ("programme: [{title: a, start: 25:00}]", "programme[1].start"),
        ("timezone: UTC+1", "timezone"),
        ("draft: misschien", "draft"),
        ("draft: [true]", "draft"),
        ("start: [2024-01-01]", "start"),
        ("organiser: {folder: people, slug: bart}", "organiser"),
        ("location: Tilburg", "location"),
        ("title: [a]", "title"),
    ],
)
def test_a_field_that_does_not_fit_is_a_problem_with_its_name(front: str, field: str) -> None:
    """A wrong type, value or scheme names the field as the editor wrote it, and has a line."""
    hub = make_hub({X: page(f"{'' if 'title: [' in front else 'title: A'}\n{front}")})
    found = [one for one in hub.found if one.severity == "problem"]
    assert [(one.field, one.line > 1) for one in found[-1:]] == [(field, True)]


# when an event meets


@pytest.mark.parametrize(
    ("front", "start", "end"),
    [
        (
            "start: 2024-11-13 14:00\nend: 2024-11-13 16:00",
            local("2024-11-13T14:00"),
            local("2024-11-13T16:00"),
        ),
        (
            "start: 2024-11-13T14:00:00\nend: 2024-11-13 16.00",
            local("2024-11-13T14:00"),
            local("2024-11-13T16:00"),
        ),
        (
            "start: 2024-11-13 14:00+01:00\nend: 2024-11-13T16:00:00+01:00",
            local("2024-11-13T14:00"),
            local("2024-11-13T16:00"),
        ),
        ("start: 2024-11-13\nend: 2024-11-15", date(2024, 11, 13), date(2024, 11, 15)),
        ("start: 2024-11-13\nend: 2024-11-13", date(2024, 11, 13), date(2024, 11, 13)),
        (
            "timezone: America/New_York\nstart: 2024-11-13 14:00\nend: 2024-11-13 16:00",
            local("2024-11-13T14:00", "America/New_York"),
            local("2024-11-13T16:00", "America/New_York"),
        ),
        (
            "start: 2024-12-31 23:00\nend: 2025-01-01 01:00",
            local("2024-12-31T23:00"),
            local("2025-01-01T01:00"),
        ),
    ],
)
def test_an_event_meets_at_its_local_times(front: str, start: object, end: object) -> None:
    """Start and end are days, or times in the event's zone, however they are written."""
    assert [(one.start, one.end, one.number) for one in meetings(front)] == [(start, end, 0)]


def test_an_event_without_an_end_takes_the_default() -> None:
    """It lasts `default_duration` minutes of real time, with a warning; a day lasts that day."""
    (found,) = meetings("start: 2024-10-27 01:30")
    assert isinstance(found.end, datetime)
    assert found.end.astimezone(UTC) == datetime(2024, 10, 27, 0, 30, tzinfo=UTC)
    assert said("start: 2024-11-13 14:00") == [
        f"{X}:4: start: er is geen einde; de hub rekent op 60 minuten; vul end in [no-end]"
    ]
    assert said("start: 2024-11-13 14:00", "en") == [
        f"{X}:4: start: there is no end; the hub counts on 60 minutes; fill in end [no-end]"
    ]
    (day,) = meetings("start: 2024-11-13")
    assert (day.start, day.end, day.all_day) == (date(2024, 11, 13), date(2024, 11, 13), True)


@pytest.mark.parametrize(
    ("front", "found"),
    [
        (
            "start: 2024-11-13 15:00\nend: 2024-11-13 14:00",
            "5: end: 14:00 is niet na het begin 15:00; schrijf een later moment",
        ),
        (
            "start: 2024-11-13 15:00\nend: 2024-11-13 15:00",
            "5: end: 15:00 is niet na het begin 15:00; schrijf een later moment",
        ),
        (
            "start: 2024-11-13 15:00\nend: 2024-11-12 16:00",
            "5: end: 2024-11-12 16:00 is niet na het begin 2024-11-13 15:00; schrijf een later "
            "moment",
        ),
        (
            "start: 2024-11-13\nend: 2024-11-12",
            "5: end: 2024-11-12 is niet na het begin 2024-11-13; schrijf een later moment",
        ),
        (
            "start: 2024-11-13 15:00\nend: 2024-11-13",
            "5: end: begin en einde moeten allebei een tijd hebben, of allebei alleen een dag; "
            "maak ze gelijk",
        ),
        (
            "start: 31 februari",
            "4: start: de datum 31 februari bestaat niet; kijk de dag en de maand na",
        ),
        (
            "start: 2023-02-29",
            "4: start: de datum 2023-02-29 bestaat niet; kijk de dag en de maand na",
        ),
        (
            "start: 2024-11-13 24:00",
            "4: start: de tijd 24:00 bestaat niet; schrijf een tijd tussen 00:00 en 23:59",
        ),
        (
            "start: 0001-01-01 00:00",
            "4: start: “0001-01-01” ligt te ver weg; schrijf een jaar van 1900 tot en met 2199",
        ),
        (
            "start: 2024-03-31 02:30\nend: 2024-03-31 04:00",
            "4: start: 2024-03-31 02:30 bestaat niet in Europe/Amsterdam: de klok gaat dan "
            "vooruit; schrijf een tijd ervoor of erna",
        ),
        (
            "start: 2024-07-01 14:00+01:00\nend: 2024-07-01 15:00",
            "4: start: bij 2024-07-01 14:00:00+01:00 past dat verschil met UTC niet: in "
            "Europe/Amsterdam is het dan +02:00; schrijf 2024-07-01 14:00 of 2024-07-01 15:00",
        ),
        (
            "strat: 2024-01-01 10:00\nstart: 2024-01-01\nend: 2024-01-01",
            "4: strat: het veld “strat” bestaat hier niet; bedoel je start?",
        ),
        (
            "start: 2024-01-01\nstart: 2024-01-02",
            "5: “start” staat er twee keer, de eerste keer op regel 4; haal er een weg",
        ),
        (
            "end: 2024-01-01\ndates: [{start: 2024-01-01}]",
            "4: end: er staan ook dates; zet elke datum daar, en laat start en end weg",
        ),
    ],
)
def test_times_that_contradict_or_do_not_exist_are_problems(front: str, found: str) -> None:
    """Each with the line and the field where it can be mended."""
    assert f"{X}:{found}" in said(front)


def test_times_are_said_in_english_too() -> None:
    """The message of the content model's own example."""
    assert said("start: 2024-11-13 15:00\nend: 2024-11-13 14:00", "en") == [
        f"{X}:5: end: 14:00 is not after the start 15:00; write a later time"
    ]


def test_an_end_is_after_its_start_in_the_world() -> None:
    """From the first 02:30 to the second is an hour, though the clock says the same."""
    (found,) = meetings("start: 2024-10-27 02:30\nend: 2024-10-27 02:30+01:00")
    assert isinstance(found.start, datetime)
    assert isinstance(found.end, datetime)
    assert (found.end.astimezone(UTC) - found.start.astimezone(UTC)).seconds == 3600


def test_a_time_that_occurs_twice_is_the_first_with_a_warning() -> None:
    """Written with the offset of the second it is that one, without a warning."""
    front = "start: 2024-10-27 02:30{}\nend: 2024-10-27 04:00"
    (first,) = meetings(front.format(""))
    (second,) = meetings(front.format("+01:00"))
    assert isinstance(first.start, datetime)
    assert isinstance(second.start, datetime)
    assert first.start.astimezone(UTC).hour == 0
    assert second.start.astimezone(UTC).hour == 1
    assert said(front.format("+01:00")) == said(front.format("+02:00")) == []
    assert said(front.format("")) == [
        f"{X}:4: start: 2024-10-27 02:30 komt in Europe/Amsterdam twee keer voor, omdat de klok "
        "teruggaat; de hub neemt de eerste keer; schrijf er +01:00 achter voor de tweede"
    ]


def test_an_event_without_a_date_is_a_warning() -> None:
    """It is on the hub and in no calendar."""
    assert said("") == [
        f"{X}: de bijeenkomst heeft geen datum en komt in geen agenda; vul start in, of dates "
        "met tentative"
    ]
    assert meetings("") == ()


def test_the_meetings_of_an_event_are_numbered_by_their_place() -> None:
    """Tentative ones count for the place in the list, and are no meetings; the order is of time."""
    found = meetings(
        "dates:\n"
        "  - {start: 2024-12-01 10:00, end: 2024-12-01 11:00, title: Laatste}\n"
        "  - {tentative: in het voorjaar}\n"
        "  - {start: 2024-11-01 10:00, end: 2024-11-01 11:00, note: Neem mee, "
        "location: {place: Breda}}\n"
    )
    assert [(one.number, one.title, one.note) for one in found] == [
        (3, "", "Neem mee"),
        (1, "Laatste", ""),
    ]
    assert found[0].location
    assert found[0].location.place == "Breda"


@pytest.mark.parametrize(
    ("dates", "found"),
    [
        (
            "dates:\n  - {end: 2024-11-13 16:00}",
            "5: dates[1].start: dit veld ontbreekt; vul het in",
        ),
        (
            "dates:\n  - {start: 2024-11-13, end: 2024-11-12}",
            "5: dates[1].end: 2024-11-12 is niet na het begin 2024-11-13; schrijf een later moment",
        ),
        (
            "dates:\n  - {start: 2024-11-13, tentative: misschien}",
            "5: dates[1].tentative: de datum is bekend, dus tentative kan weg; zet een "
            "toelichting in note",
        ),
        (
            "dates:\n  - {start: 2024-11-13}\nstart: 2024-11-13",
            "6: start: er staan ook dates; zet elke datum daar, en laat start en end weg",
        ),
    ],
)
def test_a_list_of_dates_that_contradicts_itself_is_a_problem(dates: str, found: str) -> None:
    """Each meeting has a start or is tentative, and there is one way of giving times."""
    assert f"{X}:{found}" in said(dates)


@pytest.mark.parametrize("times", ["13.00 14.00", "13:00 14:00", '"13:00" "14:00"', "9:05 9:06"])
def test_the_times_of_a_programme_are_read_as_people_write_them(times: str) -> None:
    """`13.00` is no number and `13:00` no 780."""
    start, end = times.split()
    item = f"{{start: {start}, end: {end}, title: A, type: social}}"
    hub = make_hub({X: event(f"programme: [{item}]")})
    assert hub.problems == []
    fields = hub.entry("events", "x").fields
    assert isinstance(fields, Event)
    first = fields.programme[0]
    assert f"{first.start:%H.%M}" == start.strip('"').replace(":", ".").zfill(5)


@pytest.mark.parametrize(
    ("item", "found"),
    [
        (
            "{start: 14:00, end: 13:00, title: a}",
            "programme[1].end: 13:00 is niet na het begin 14:00; schrijf een later moment",
        ),
        ("{end: 13:00, title: a}", "programme[1].end: er is een einde en geen begin; vul start in"),
        (
            "{title: a, sessions: [{title: b, start: 14:00, end: 14:00}]}",
            "programme[1].sessions[1].end: 14:00 is niet na het begin 14:00; schrijf een later "
            "moment",
        ),
    ],
)
def test_a_programme_that_contradicts_itself_is_a_problem(item: str, found: str) -> None:
    """A part ends after it begins, in parallel sessions too."""
    hub = make_hub({X: event(f"programme: [{item}]")})
    assert hub.problems == [f"{X}:5: {found}"]


@pytest.mark.parametrize(
    ("front", "place", "said"),
    [
        (
            "start: 2024-11-13 14:00\nend: 2124-11-13 16:00",
            "4: end",
            "2024-11-13 14:00 tot 2124-11-13 16:00",
        ),
        (
            "dates: [{start: 1900-01-01, end: 2199-12-31}]",
            "3: dates[1].end",
            "1900-01-01 tot 2199-12-31",
        ),
    ],
)
def test_06_a_meeting_of_many_years_is_a_problem(front: str, place: str, said: str) -> None:
    """It would be on the pages of hundreds of months, so that a slip takes minutes."""
    hub = make_hub({X: page(f"title: X\n{front}")})
    assert hub.problems == [f"{X}:{place}: van {said} is meer dan tien jaar; kijk de jaartallen na"]


@pytest.mark.parametrize(("last", "fits"), [("2002-01-05", True), ("2002-01-06", False)])
def test_06_meetings_of_thousands_of_days_together_are_a_problem(last: str, fits: bool) -> None:
    """As many of them can be on a page as would take minutes."""
    two_years = "  - {start: 2000-01-01, end: 2001-12-31}\n" * 4
    front = f"title: X\ndates:\n{two_years}  - {{start: 2000-01-01, end: {last}}}"
    found = f"{X}:3: dates: de data zijn samen meer dan 3660 dagen; verdeel ze over meer "
    assert make_hub({X: page(front)}).problems == [f"{found}bijeenkomsten"] * (not fits)


def test_a_meeting_may_last_ten_years() -> None:
    """With both of the days that it is between, and not a day more."""
    assert make_hub({X: page("title: X\nstart: 2024-11-13\nend: 2034-11-13")}).problems == []
    assert make_hub({X: page("title: X\nstart: 2024-11-13\nend: 2034-11-15")}).codes == [
        "end-too-late"
    ]


def test_a_part_of_no_time_at_all_is_a_problem_at_night_too() -> None:
    """A part may end on the next day where its event does, but not when it begins."""
    night = "start: 2024-11-13 20:00\nend: 2024-11-14 03:00\nprogramme: "
    for end, codes in (("01:00", []), ("23:00", ["end-before-start"])):
        hub = make_hub({X: page(f"title: X\n{night}[{{start: 23:00, end: {end}, title: A}}]")})
        assert hub.codes == codes


@pytest.mark.parametrize("timezone", ["Europe/Amsterdam", "Pacific/Auckland"])
def test_changes_are_in_order_whatever_the_zone_of_the_computer(
    timezone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A day comes before an early hour of it, and an older change after a newer is a problem."""
    import time

    monkeypatch.setenv("TZ", timezone)
    time.tzset()
    try:
        front = "changes:\n  - {at: 2024-11-01, note: a}\n  - {at: 2024-11-01 00:30, note: b}\n"
        assert make_hub({X: event(front)}).problems == []
        late = "changes:\n  - {at: 2024-11-02, note: a}\n  - {at: 2024-11-01 23:59, note: b}\n"
        assert make_hub({X: event(late)}).problems == [
            f"{X}:7: changes[2].at: deze wijziging is ouder dan de vorige; zet de nieuwste onderaan"
        ]
    finally:
        monkeypatch.undo()
        time.tzset()


# registration and cost


@pytest.mark.parametrize(
    ("cost", "euros"),
    [
        ("gratis", 0.0),
        ("Gratis", 0.0),
        ("0", 0.0),
        ("25", 25.0),
        ("12,50", 12.5),
        ("12.5", 12.5),
        ("€ 25", 25.0),
        ("€25,00", 25.0),
        ("25 euro", 25.0),
        ("op aanvraag", None),
        ("25 tot 50 euro", None),
        ("1.250", None),
        ("", None),
    ],
)
def test_a_cost_is_an_amount_or_a_text(cost: str, euros: float | None) -> None:
    """`gratis` is nothing, a number is euros, and anything else stays text."""
    assert price(cost) == euros


OPEN = "url: https://r.nl/"


@pytest.mark.parametrize(
    ("registration", "now", "state"),
    [
        ("{}", "2024-11-01T12:00", "none"),
        (f"{{{OPEN}}}", "2024-11-01T12:00", "open"),
        ("{email: a@b.nl}", "2024-11-01T12:00", "open"),
        ("{phone: '030 123 45 67'}", "2024-11-01T12:00", "open"),
        (f"{{{OPEN}, state: full}}", "2024-11-01T12:00", "full"),
        (f"{{{OPEN}, state: waiting_list}}", "2024-11-01T12:00", "waiting_list"),
        ("{state: invitation}", "2024-11-01T12:00", "invitation"),
        ("{state: closed}", "2024-11-01T12:00", "closed"),
        (f"{{{OPEN}, state: none}}", "2024-11-01T12:00", "none"),
        (f"{{{OPEN}, deadline: 2024-11-01}}", "2024-11-01T23:59", "open"),
        (f"{{{OPEN}, deadline: 2024-11-01}}", "2024-11-02T00:00", "closed"),
        (f"{{{OPEN}, deadline: 2024-11-01 17:00}}", "2024-11-01T16:59", "open"),
        (f"{{{OPEN}, deadline: 2024-11-01 17:00}}", "2024-11-01T17:00", "closed"),
        (f"{{{OPEN}, state: full, deadline: 2024-11-01}}", "2024-11-03T00:00", "closed"),
        (f"{{{OPEN}}}", "2024-11-13T13:59", "open"),
        (f"{{{OPEN}}}", "2024-11-13T14:00", "closed"),
        ("{}", "2024-11-13T14:00", "none"),
        (f"{{{OPEN}, opens: 2024-11-05}}", "2024-11-04T23:59", "opens_later"),
        (f"{{{OPEN}, opens: 2024-11-05}}", "2024-11-05T00:00", "open"),
    ],
)
def test_what_a_reader_can_do_now(registration: str, now: str, state: str) -> None:
    """Open with a way to register, closed past the deadline's last moment or the start."""
    hub = make_hub({X: event(f"registration: {registration}")})
    assert hub.problems == []
    entry = hub.entry("events", "x")
    assert registration_state(entry, hub.settings, local(now)) == state


def test_nobody_can_register_for_what_is_cancelled() -> None:
    """A cancelled event is closed; one that had no registration says nothing about it."""
    for registration, state in ((f"{{{OPEN}}}", "closed"), ("{}", "none")):
        hub = make_hub({X: event(f"status: cancelled\nregistration: {registration}")})
        entry = hub.entry("events", "x")
        now = local("2024-11-01T12:00")
        assert registration_state(entry, hub.settings, now) == state


# schema.org


def test_an_event_is_described() -> None:
    """An Event says when, where, who, what it costs, how to come and what it is part of."""
    found = described(make_hub(FULL), "events", "x")
    at = "https://hub.example.org"
    vng = {
        "@type": "Organization",
        "@id": f"{at}/organisations/vng/",
        "name": "VNG",
        "url": f"{at}/organisations/vng/",
    }
    bart = {
        "@type": "Person",
        "@id": f"{at}/people/bart/",
        "name": "Bart",
        "url": f"{at}/people/bart/",
    }
    assert (found["@type"], found["@id"], found["inLanguage"]) == ("Event", f"{at}/events/x/", "nl")
    assert found["startDate"] == "2024-11-13T14:00:00+01:00"
    assert found["endDate"] == "2024-11-13T16:00:00+01:00"
    assert found["eventStatus"] == "https://schema.org/EventScheduled"
    assert found["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert found["organizer"] == [vng]
    assert bart.items() <= found["performer"][0].items()
    assert [one["name"] for one in found["performer"]] == ["Bart", "Mia"]
    assert found["performer"][1]["affiliation"] == {"@type": "Organization", "name": "Eigen BV"}
    assert found["offers"]["price"] == "25.00"
    assert found["superEvent"]["@type"] == "EventSeries"
    assert found["location"][0]["address"] == {
        "@type": "PostalAddress",
        "streetAddress": "Plein 1",
        "postalCode": "5038 AB",
        "addressLocality": "Tilburg",
        "addressCountry": "NL",
    }
    assert found["location"][1] == {
        "@type": "VirtualLocation",
        "url": "https://m.nl/",
        "name": "Teams",
    }
    assert [(one["name"], one["startDate"]) for one in found["subEvent"]] == [
        ("Deel", "2024-11-13T14:00:00+01:00")
    ]


@pytest.mark.parametrize(
    ("location", "mode"),
    [
        ("{place: Tilburg}", "Offline"),
        ("{online: true}", "Online"),
        ("{place: Tilburg, online: https://m.nl/}", "Mixed"),
        ("{online: nee, name: Zaal}", "Offline"),
    ],
)
def test_how_people_come_is_said(location: str, mode: str) -> None:
    """A venue, a meeting online, or both."""
    hub = make_hub({X: event(f"location: {location}")})
    expected = f"https://schema.org/{mode}EventAttendanceMode"
    assert described(hub, "events", "x")["eventAttendanceMode"] == expected


@pytest.mark.parametrize(
    ("status", "said_as"),
    [
        ("scheduled", "EventScheduled"),
        ("cancelled", "EventCancelled"),
        ("postponed", "EventPostponed"),
        ("moved_online", "EventMovedOnline"),
    ],
)
def test_the_status_of_an_event_is_said(status: str, said_as: str) -> None:
    """Each of the four, in schema.org's words."""
    hub = make_hub({X: event(f"status: {status}")})
    assert described(hub, "events", "x")["eventStatus"] == f"https://schema.org/{said_as}"


def test_an_event_of_several_meetings_is_described_with_each() -> None:
    """From the first start to the last end, and a part for each meeting."""
    dates = "dates: [{start: 2024-11-13, title: Een}, {start: 2024-11-20}]"
    found = described(make_hub({X: page(f"title: A\n{dates}")}), "events", "x")
    assert (found["startDate"], found["endDate"]) == ("2024-11-13", "2024-11-20")
    assert [one["name"] for one in found["subEvent"]] == ["Een", "A"]


def test_an_event_without_a_date_is_described_without_one() -> None:
    """Nothing is made up, for a programme with times neither."""
    front = "title: A\nprogramme: [{start: 13:00, title: B}]"
    found = described(make_hub({X: page(front)}), "events", "x")
    assert {"startDate", "endDate", "subEvent"} & set(found) == set()


def test_a_place_that_shares_its_name_is_named_by_it() -> None:
    """The municipality of Bergen is `Bergen` for people, and not a code."""
    hub = make_hub({X: event("location: {municipality: Bergen (NH)}")})
    (place,) = described(hub, "events", "x")["location"]
    assert (place["name"], place["address"]["addressLocality"]) == ("Bergen", "Bergen")


@pytest.mark.parametrize(
    ("folder", "slug", "expected"),
    [
        (
            "people",
            "bart",
            {"@type": "Person", "jobTitle": "adviseur", "sameAs": ["https://b.nl/"]},
        ),
        ("organisations", "vng", {"@type": "Organization", "sameAs": "https://vng.nl/"}),
        ("organisations", "rvo", {"@type": "GovernmentOrganization"}),
        ("practices", "p", {"@type": "Article", "headline": "P"}),
        ("tools", "t", {"@type": "CreativeWork", "license": "CC0", "encodingFormat": "xlsx"}),
        ("services", "s", {"@type": "Service", "sameAs": "https://s.nl/"}),
        ("articles", "a", {"@type": "Article", "headline": "A"}),
        ("articles", "h", {"@type": "HowTo"}),
        (
            "programmes",
            "reeks",
            {"@type": "EventSeries", "startDate": "2023", "endDate": "2025-01-01"},
        ),
        ("pages", "over", {"@type": "WebPage", "description": "Wie wij zijn"}),
    ],
)
def test_every_kind_is_described(folder: str, slug: str, expected: dict[str, Any]) -> None:
    """Each as the type of schema.org that the content model names, at its own address."""
    found = described(make_hub(FULL), folder, slug)
    section = "" if folder == "pages" else f"{folder}/"
    assert found["url"] == f"https://hub.example.org/{section}{slug}/"
    assert {name: found.get(name) for name in expected} == expected


def test_a_practice_is_about_its_place() -> None:
    """Its own place, completed with its municipality."""
    found = described(make_hub(FULL), "practices", "p")
    assert found["contentLocation"]["name"] == "Centrum"
    assert [one["name"] for one in found["publisher"]] == ["VNG", "RVO"]


def test_the_steps_of_a_guide_are_described() -> None:
    """In order, as plain text, the title where there is no text."""
    steps = described(make_hub(FULL), "articles", "h")["step"]
    assert [(one["position"], one["name"], one["text"]) for one in steps] == [
        (1, "Een", "Doe dit"),
        (2, "Twee", "Twee"),
    ]


def test_nobodys_address_is_described() -> None:
    """An e-mail address or telephone number is in no object, whoever's it is."""
    hub = make_hub(FULL)
    for entry in hub.library.entries:
        found = str(entry.kind.describe(entry.fields, entry, hub.library))
        assert ("a@b.nl" in found, "123 45 67" in found) == (False, False)


def test_a_draft_is_not_described_on_another_page() -> None:
    """Who or what is not published yet is in no object."""
    hub = make_hub(
        {
            X: event("speakers: [bart]\norganiser: vng"),
            "content/people/bart.md": page("title: Bart\ndraft: true"),
            "content/organisations/vng.md": page("title: VNG\ndraft: true"),
        }
    )
    found = described(hub, "events", "x")
    assert ("performer" in found, found["organizer"]) == (False, [None])


def test_a_finding_is_a_value() -> None:
    """What was found twice is once in a set."""
    first, second = (Problem(path="a", code="x", values=(("a", "b"),)) for _ in range(2))
    assert len({first, second}) == 1


def test_headings_that_are_steps_make_a_howto() -> None:
    """`## Stap 1: …` in the text is a step, with the text below it, where there are no `steps`."""
    body = (
        "Vooraf.\n\n## Stap 1: Begin\n\nEerst dit.\n\n### Let op\n\nEn dat.\n\n"
        "## Stap 2. Verder\n\nDan dat.\n\n## Tot slot\n\nKlaar.\n"
    )
    hub = make_hub({"content/articles/x.md": page("title: Gids", body)})
    found = described(hub, "articles", "x")
    assert found["@type"] == "HowTo"
    assert [(one["name"], one["text"], one["url"].partition("#")[2]) for one in found["step"]] == [
        ("Begin", "Eerst dit. Let op En dat.", "stap-1-begin"),
        ("Verder", "Dan dat.", "stap-2-verder"),
    ]


def test_a_service_with_steps_says_how_it_goes() -> None:
    """schema.org's Service has no steps, so they are a HowTo about it."""
    front = "title: Hulp\nsteps:\n  - {title: Begin, text: Zo.}\n"
    hub = make_hub({"content/services/x.md": page(front)})
    steps = described(hub, "services", "x")["subjectOf"]["step"]
    assert [(one["name"], one["text"]) for one in steps] == [("Begin", "Zo.")]


@pytest.mark.parametrize(
    ("registration", "available"),
    [
        ("{url: 'https://x.nl/', deadline: 2020-01-01}", "https://schema.org/SoldOut"),
        ("{url: 'https://x.nl/', opens: 2099-01-01}", "https://schema.org/PreOrder"),
        ("{url: 'https://x.nl/'}", "https://schema.org/InStock"),
        ("{url: 'https://x.nl/', state: full}", "https://schema.org/SoldOut"),
        ("{note: Kom langs}", None),
    ],
)
def test_an_offer_is_what_a_reader_can_do_now(registration: str, available: str | None) -> None:
    """Availability follows the deadline and the moment, not only what is written."""
    front = (
        "title: A\ncost: gratis\nstart: 2098-05-01 14:00\nend: 2098-05-01 16:00\n"
        f"registration: {registration}\n"
    )
    hub = make_hub({X: page(front)})
    assert described(hub, "events", "x")["offers"]["availability"] == available


def test_sessions_beside_each_other_are_events_of_their_own() -> None:
    """A session has the times of the part that it is in, and its own speakers."""
    front = (
        "programme:\n"
        "  - start: 14:00\n    end: 15:00\n    title: Sessies\n"
        "    sessions: [{title: Warmte, speakers: [{name: Jan}]}, {title: Water}]\n"
    )
    hub = make_hub({X: event(front.strip())})
    (part,) = described(hub, "events", "x")["subEvent"]
    assert [(one["name"], one["startDate"], one["endDate"]) for one in part["subEvent"]] == [
        ("Warmte", part["startDate"], part["endDate"]),
        ("Water", part["startDate"], part["endDate"]),
    ]
    assert [one["name"] for one in part["subEvent"][0]["performer"]] == ["Jan"]

"""The fields of an event, and what they mean for who wants to come."""

from typing import Annotated

from pydantic import Field

from hubgen.about import About
from hubgen.expressions import expression
from hubgen.fields import (
    Line,
    Many,
    Number,
    OrganisationRef,
    ProgrammeRef,
    UrlOrArticle,
    When,
    Zone,
)
from hubgen.kinds.event.parts import STATUSES, Change, DateOfMeeting, Registration, Status
from hubgen.kinds.event.programme import Item, SpeakerOrSlug
from hubgen.kinds.fields import Page
from hubgen.kinds.whereabouts import Location

_AMOUNT = expression(r"(?:€\s*)?(\d+(?:[.,]\d{1,2})?)(?:\s*euro)?")


class Event(Page):
    """The fields of an event."""

    start: Annotated[
        When | None,
        About(
            nl=("Begin", "Wanneer het begint. Een dag zonder tijd betekent: de hele dag."),
            en=("Start", "When it begins. A day without a time means the whole day."),
            example="2024-11-13 14:00",
            group="when",
        ),
    ] = None
    end: Annotated[
        When | None,
        About(
            nl=("Einde", "Wanneer het ophoudt. Bij hele dagen is dit de laatste dag."),
            en=("End", "When it ends. With whole days this is the last day."),
            example="2024-11-13 16:00",
            group="when",
        ),
    ] = None
    timezone: Annotated[
        Zone,
        About(
            nl=("Tijdzone", "De tijdzone van de tijden, als het niet die van de hub is."),
            en=("Time zone", "The time zone of the times, if it is not the hub's."),
            example="Europe/Lisbon",
            group="when",
        ),
    ] = ""
    dates: Annotated[
        Many[DateOfMeeting],
        About(
            nl=(
                "Meer dan één keer",
                "Elke keer dat de bijeenkomst is, in plaats van start en end.",
            ),
            en=("More than once", "Each time that the event meets, instead of start and end."),
            example=[
                {"start": "2024-11-13 14:00", "end": "2024-11-13 16:00"},
                {"tentative": "voorjaar 2025"},
            ],
            example_en=[
                {"start": "2024-11-13 14:00", "end": "2024-11-13 16:00"},
                {"tentative": "spring 2025"},
            ],
            group="when",
        ),
    ] = ()
    status: Annotated[
        Status,
        STATUSES,
        About(
            nl=("Status", "Of het doorgaat."),
            en=("Status", "Whether it goes on."),
            example="cancelled",
            group="when",
        ),
    ] = "scheduled"
    changes: Annotated[
        Many[Change],
        About(
            nl=(
                "Wijzigingen",
                "Wat veranderde na de aankondiging, met de oude waarden. Het commando hubgen "
                "change schrijft dit voor je.",
            ),
            en=(
                "Changes",
                "What changed after the announcement, with the old values. The command hubgen "
                "change writes this for you.",
            ),
            example=[
                {
                    "at": "2024-11-01 13:00",
                    "note": "De zaal was bezet.",
                    "start": "2024-11-06 14:00",
                },
            ],
            example_en=[
                {
                    "at": "2024-11-01 13:00",
                    "note": "The room was taken.",
                    "start": "2024-11-06 14:00",
                },
            ],
            group="publish",
        ),
    ] = ()
    location: Annotated[
        Location | None,
        About(
            nl=("Plek", "Waar het is: een plek, online, of allebei."),
            en=("Place", "Where it is: a place, online, or both."),
            example={
                "name": "Stadhuis",
                "street": "Stadsplateau 1",
                "place": "Utrecht",
                "municipality": "Utrecht",
            },
            example_en={
                "name": "City hall",
                "street": "Stadsplateau 1",
                "place": "Utrecht",
                "municipality": "Utrecht",
            },
            group="where",
        ),
    ] = None
    organiser: Annotated[
        Many[OrganisationRef],
        About(
            nl=("Organisator", "Wie het organiseert: de naam van het bestand van de organisatie."),
            en=("Organiser", "Who organises it: the name of the organisation's file."),
            example=["gemeente-utrecht"],
            example_en=["municipality-of-utrecht"],
            group="who",
        ),
    ] = ()
    partners: Annotated[
        Many[OrganisationRef],
        About(
            nl=("Partners", "Organisaties die eraan meewerken."),
            en=("Partners", "Organisations that help with it."),
            example=["vng"],
            group="who",
        ),
    ] = ()
    speakers: Annotated[
        Many[SpeakerOrSlug],
        About(
            nl=(
                "Sprekers",
                "Wie er spreekt of een andere rol heeft: de naam van iemands bestand, of een "
                "naam met een functie.",
            ),
            en=(
                "Speakers",
                "Who speaks or has another role: the name of someone's file, or a name with a "
                "role.",
            ),
            example=[
                {
                    "name": "Voornaam Achternaam",
                    "role": "speaker",
                    "topic": "Isoleren met bewoners",
                },
            ],
            example_en=[
                {
                    "name": "Firstname Surname",
                    "role": "speaker",
                    "topic": "Insulating with residents",
                },
            ],
            group="who",
        ),
    ] = ()
    programme: Annotated[
        Many[Item],
        About(
            nl=("Programma", "De onderdelen op volgorde, met hun tijden."),
            en=("Programme", "The parts in their order, with their times."),
            example=[
                {"start": "14:00", "end": "14:15", "title": "Opening"},
                {"start": "14:15", "end": "15:00", "title": "In gesprek", "type": "session"},
            ],
            example_en=[
                {"start": "14:00", "end": "14:15", "title": "Opening"},
                {"start": "14:15", "end": "15:00", "title": "Conversation", "type": "session"},
            ],
            group="what",
        ),
    ] = ()
    registration: Annotated[
        Registration,
        About(
            nl=("Aanmelden", "Hoe en tot wanneer mensen zich aanmelden."),
            en=("Registration", "How and until when people register."),
            example={
                "url": "https://example.org/aanmelden",
                "deadline": "2024-11-10 17:00",
                "capacity": "40",
            },
            example_en={
                "url": "https://example.org/register",
                "deadline": "2024-11-10 17:00",
                "capacity": "40",
            },
            group="join",
        ),
    ] = Registration()
    cost: Annotated[
        Line,
        About(
            nl=("Kosten", "Wat meedoen kost: gratis, een bedrag in euro’s, of een zin."),
            en=("Cost", "What taking part costs: free, an amount in euros, or a sentence."),
            example="gratis",
            example_en="free",
            group="join",
        ),
    ] = ""
    part_of: Annotated[
        ProgrammeRef | None,
        About(
            nl=(
                "Onderdeel van",
                "Het programma of de reeks waar het bij hoort: de naam van dat bestand.",
            ),
            en=("Part of", "The programme or series that it belongs to: the name of that file."),
            example="leerkring-isoleren",
            example_en="learning-circle-insulation",
            group="more",
        ),
    ] = None
    number: Annotated[
        Number | None,
        About(
            nl=("De hoeveelste", "De hoeveelste bijeenkomst van dat programma het is."),
            en=("Number", "Which meeting of that programme it is."),
            example="3",
            group="more",
        ),
    ] = Field(default=None, ge=1)
    recording: Annotated[
        UrlOrArticle | None,
        About(
            nl=("Opname", "Waar de opname staat: een webadres, of de naam van een artikel."),
            en=("Recording", "Where the recording is: a web address, or the name of an article."),
            example="https://example.org/opname",
            example_en="https://example.org/recording",
            group="more",
        ),
    ] = None
    report: Annotated[
        UrlOrArticle | None,
        About(
            nl=("Verslag", "Waar het verslag staat: een webadres, of de naam van een artikel."),
            en=("Report", "Where the report is: a web address, or the name of an article."),
            example="https://example.org/verslag",
            example_en="https://example.org/report",
            group="more",
        ),
    ] = None


def price(cost: str) -> float | None:
    """Return what an event costs in euros; 0 for `gratis`, None where it is not one amount."""
    if cost.strip().lower() in {"gratis", "geen", "free", "none"}:
        return 0.0
    found = _AMOUNT.fullmatch(cost.strip().lower())
    return float(found[1].replace(",", ".")) if found else None

"""Parts of an event: its meetings, its registration, and its changes."""

from typing import Annotated, Literal

from pydantic import Field

from hubgen.about import About, Words
from hubgen.fields import (
    Email,
    Fields,
    Line,
    Number,
    Phone,
    Url,
    When,
)
from hubgen.kinds.whereabouts import Location

Status = Literal["scheduled", "cancelled", "postponed", "moved_online"]
RegistrationState = Literal["open", "full", "waiting_list", "closed", "invitation", "none"]

STATUSES = Words(
    {
        "scheduled": ("gaat door", "goes ahead"),
        "cancelled": ("gaat niet door", "is off"),
        "postponed": ("uitgesteld, zonder nieuwe datum", "postponed, without a new date"),
        "moved_online": ("is nu online", "is now online"),
    },
    {
        "gaat door": "scheduled",
        "gepland": "scheduled",
        "afgelast": "cancelled",
        "geannuleerd": "cancelled",
        "gaat niet door": "cancelled",
        "uitgesteld": "postponed",
        "online": "moved_online",
    },
)
MEETING_STATUSES = Words(
    {
        "scheduled": ("gaat door", "goes ahead"),
        "cancelled": ("gaat niet door", "is off"),
    },
    {said: word for said, word in STATUSES.said.items() if word in {"scheduled", "cancelled"}},
)
REGISTRATION_STATES = Words(
    {
        "open": ("aanmelden kan", "one can register"),
        "full": ("vol", "full"),
        "waiting_list": ("vol, met wachtlijst", "full, with a waiting list"),
        "closed": ("aanmelden kan niet meer", "closed"),
        "invitation": ("alleen op uitnodiging", "by invitation only"),
        "none": ("aanmelden hoeft niet", "no need to register"),
    },
    {
        "vol": "full",
        "wachtlijst": "waiting_list",
        "gesloten": "closed",
        "dicht": "closed",
        "uitnodiging": "invitation",
        "op uitnodiging": "invitation",
        "geen": "none",
    },
)


class DateOfMeeting(Fields):
    """One meeting of an event that meets more than once."""

    start: Annotated[
        When | None,
        About(
            nl=("Begin", "Wanneer deze keer begint."),
            en=("Start", "When this meeting begins."),
            example="2024-11-13 14:00",
        ),
    ] = None
    end: Annotated[
        When | None,
        About(
            nl=("Einde", "Wanneer deze keer ophoudt."),
            en=("End", "When this meeting ends."),
            example="2024-11-13 16:00",
        ),
    ] = None
    title: Annotated[
        Line,
        About(
            nl=("Titel", "Waar deze keer over gaat."),
            en=("Title", "What this meeting is about."),
            example="Kennismaken",
            example_en="Getting to know each other",
        ),
    ] = ""
    location: Annotated[
        Location | None,
        About(
            nl=("Plek", "Waar deze keer is, als dat ergens anders is dan de rest."),
            en=("Place", "Where this meeting is, if that is not where the others are."),
            example={"name": "Wijkcentrum", "place": "Utrecht"},
            example_en={"name": "Community centre", "place": "Utrecht"},
        ),
    ] = None
    note: Annotated[
        Line,
        About(
            nl=("Opmerking", "Wat voor deze keer alleen geldt."),
            en=("Note", "What holds for this meeting alone."),
            example="Neem een laptop mee.",
            example_en="Bring a laptop.",
        ),
    ] = ""
    status: Annotated[
        Literal["scheduled", "cancelled"],
        MEETING_STATUSES,
        About(
            nl=(
                "Gaat door",
                "Of deze keer doorgaat. Haal een keer die niet doorgaat nooit uit de lijst.",
            ),
            en=(
                "Goes on",
                "Whether this meeting goes on. Never take one that is off out of the list.",
            ),
            example="cancelled",
        ),
    ] = "scheduled"
    """Whether this meeting goes on. It keeps its place in the list, so that calendars know it."""
    tentative: Annotated[
        Line,
        About(
            nl=("Nog niet vast", "Wat bekend is van een keer zonder datum; in plaats van start."),
            en=("Not fixed yet", "What is known of a meeting without a date; instead of start."),
            example="voorjaar 2025",
            example_en="spring 2025",
        ),
    ] = ""
    """What is known of a meeting without a date."""


class Change(Fields):
    """What changed after publication: the values as they were."""

    at: Annotated[
        When,
        About(
            nl=("Moment", "Wanneer de wijziging bekend werd."),
            en=("Moment", "When the change became known."),
            example="2024-11-01 13:00",
        ),
    ]
    note: Annotated[
        Line,
        About(
            nl=("Toelichting", "Waarom; abonnees lezen dit."),
            en=("Note", "Why; subscribers read this."),
            example="De zaal was bezet.",
            example_en="The room was taken.",
        ),
    ] = ""
    meeting: Annotated[
        Number | None,
        About(
            nl=("Welke keer", "De hoeveelste van de dates het is, geteld vanaf 1."),
            en=("Which meeting", "Which of the dates it is, counted from 1."),
            example="2",
        ),
    ] = Field(default=None, ge=1)
    """Which of the event's `dates` it is about, by its place in the list; none for the event."""
    start: Annotated[
        When | None,
        About(
            nl=("Oud begin", "Het begin zoals het was."),
            en=("Old start", "The start as it was."),
            example="2024-11-06 14:00",
        ),
    ] = None
    end: Annotated[
        When | None,
        About(
            nl=("Oud einde", "Het einde zoals het was."),
            en=("Old end", "The end as it was."),
            example="2024-11-06 16:00",
        ),
    ] = None
    location: Annotated[
        Location | None,
        About(
            nl=("Oude plek", "De plek zoals ze was."),
            en=("Old place", "The place as it was."),
            example={"name": "Wijkcentrum", "place": "Utrecht"},
            example_en={"name": "Community centre", "place": "Utrecht"},
        ),
    ] = None
    status: Annotated[
        Status | None,
        STATUSES,
        About(
            nl=("Oude status", "De status zoals ze was."),
            en=("Old status", "The status as it was."),
            example="scheduled",
        ),
    ] = None
    registration: Annotated[
        RegistrationState | None,
        REGISTRATION_STATES,
        About(
            nl=("Oude aanmelding", "Of aanmelden kon, zoals het was."),
            en=("Old registration", "Whether one could register, as it was."),
            example="open",
        ),
    ] = None
    deadline: Annotated[
        When | None,
        About(
            nl=("Oude uiterste dag", "Tot wanneer aanmelden kon, zoals het was."),
            en=("Old deadline", "Until when one could register, as it was."),
            example="2024-11-04",
        ),
    ] = None
    """Until when one could register."""


class Registration(Fields):
    """How to come."""

    state: Annotated[
        Literal["", RegistrationState],
        REGISTRATION_STATES,
        About(
            nl=(
                "Stand",
                "Of aanmelden kan. Laat het weg als het gewoon kan; na de uiterste dag sluit "
                "het vanzelf.",
            ),
            en=(
                "State",
                "Whether one can register. Leave it out if one simply can; it closes by itself "
                "after the deadline.",
            ),
            example="full",
        ),
    ] = ""
    url: Annotated[
        Url,
        About(
            nl=("Webadres", "Waar mensen zich aanmelden."),
            en=("Address", "Where people register."),
            example="https://example.org/aanmelden",
            example_en="https://example.org/register",
        ),
    ] = ""
    email: Annotated[
        Email,
        About(
            nl=("E-mailadres", "Waar mensen zich met een bericht aanmelden."),
            en=("E-mail address", "Where people register with a message."),
            example="aanmelden@example.org",
            example_en="register@example.org",
        ),
    ] = ""
    phone: Annotated[
        Phone,
        About(
            nl=("Telefoonnummer", "Waar mensen zich met een telefoontje aanmelden."),
            en=("Telephone number", "Where people register with a call."),
            example="+31 30 123 45 67",
        ),
    ] = ""
    opens: Annotated[
        When | None,
        About(
            nl=("Open vanaf", "Vanaf wanneer aanmelden kan."),
            en=("Opens", "From when one can register."),
            example="2024-10-14",
        ),
    ] = None
    deadline: Annotated[
        When | None,
        About(
            nl=("Uiterlijk", "Tot wanneer aanmelden kan. Een dag zonder tijd telt helemaal mee."),
            en=("Deadline", "Until when one can register. A day without a time counts to its end."),
            example="2024-11-10 17:00",
        ),
    ] = None
    capacity: Annotated[
        Number | None,
        About(
            nl=("Aantal plaatsen", "Hoeveel mensen kunnen meedoen."),
            en=("Places", "How many people can take part."),
            example="40",
        ),
    ] = Field(default=None, ge=0)
    note: Annotated[
        Line,
        About(
            nl=("Opmerking", "Wat mensen moeten weten voor ze zich aanmelden."),
            en=("Note", "What people have to know before they register."),
            example="Laat weten of je iets niet eet.",
            example_en="Tell us what you do not eat.",
        ),
    ] = ""
    eligibility: Annotated[
        Line,
        About(
            nl=("Voor wie", "Wie mee mag doen."),
            en=("For whom", "Who may take part."),
            example="Voor medewerkers van gemeenten",
            example_en="For people who work for municipalities",
        ),
    ] = ""

    @property
    def declared(self) -> RegistrationState:
        """The state that is written; else open where there is a way to register, and none."""
        if self.state:
            return self.state
        return "open" if self.url or self.email or self.phone else "none"

"""The programme of an event: its parts, and who has a role in them."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from hubgen.about import About, Shorthand, Words
from hubgen.fields import (
    Clock,
    Day,
    Fields,
    Line,
    Many,
    Prose,
)
from hubgen.kinds.parts import Who, person_by_slug

ROLES = Words(
    {
        "speaker": ("spreker", "speaker"),
        "chair": ("voorzitter", "chair"),
        "moderator": ("gespreksleider", "moderator"),
        "panelist": ("panellid", "panel member"),
        "host": ("gastheer of gastvrouw", "host"),
        "trainer": ("trainer", "trainer"),
    }
)

ITEM_TYPES = Words(
    {
        "plenary": ("plenair", "plenary"),
        "session": ("deelsessie", "session"),
        "break": ("pauze", "break"),
        "social": ("samen eten of drinken", "food or drinks together"),
        "arrival": ("inloop", "arrival"),
    }
)


class Speaker(Who):
    """Someone with a part in an event."""

    role: Annotated[
        Literal["", "speaker", "chair", "moderator", "panelist", "host", "trainer"],
        ROLES,
        About(
            nl=("Rol", "Wat iemand bij de bijeenkomst doet."),
            en=("Role", "What someone does at the event."),
            example="speaker",
        ),
    ] = ""
    topic: Annotated[
        Line,
        About(
            nl=("Onderwerp", "Waar iemand over vertelt."),
            en=("Topic", "What someone speaks about."),
            example="Isoleren met bewoners",
            example_en="Insulating with residents",
        ),
    ] = ""


SpeakerOrSlug = Annotated[Speaker, BeforeValidator(person_by_slug), Shorthand("person")]


class Item(Fields):
    """A part of a programme."""

    day: Annotated[
        Day | None,
        About(
            nl=("Dag", "Op welke dag dit onderdeel is, als de bijeenkomst meer dagen duurt."),
            en=("Day", "On which day this part is, if the event takes several days."),
            example="2024-11-13",
        ),
    ] = None
    start: Annotated[
        Clock | None,
        About(
            nl=("Begin", "Hoe laat dit onderdeel begint."),
            en=("Start", "At what time this part begins."),
            example="14:00",
        ),
    ] = None
    end: Annotated[
        Clock | None,
        About(
            nl=("Einde", "Hoe laat dit onderdeel ophoudt."),
            en=("End", "At what time this part ends."),
            example="14:45",
        ),
    ] = None
    title: Annotated[
        Line,
        About(
            nl=("Titel", "Hoe het onderdeel heet."),
            en=("Title", "What the part is called."),
            example="Opening",
        ),
    ] = Field(min_length=1)
    type: Annotated[
        Literal["plenary", "session", "break", "social", "arrival"],
        ITEM_TYPES,
        About(
            nl=("Soort", "Wat voor onderdeel het is."),
            en=("Type", "What kind of part it is."),
            example="break",
        ),
    ] = "plenary"
    room: Annotated[
        Line,
        About(
            nl=("Zaal", "Waar in het gebouw, of in welke onlineruimte."),
            en=("Room", "Where in the building, or in which room online."),
            example="Zaal 2",
            example_en="Room 2",
        ),
    ] = ""
    speakers: Annotated[
        Many[SpeakerOrSlug],
        About(
            nl=("Sprekers", "Wie dit onderdeel verzorgt."),
            en=("Speakers", "Who gives this part."),
            example=[{"name": "Voornaam Achternaam"}],
            example_en=[{"name": "Firstname Surname"}],
        ),
    ] = ()
    text: Annotated[
        Prose,
        About(
            nl=("Toelichting", "Waar het over gaat. Opmaak met Markdown kan."),
            en=("Explanation", "What it is about. It may have Markdown."),
            example="Wat drie wijken leerden van *samen* isoleren.",
            example_en="What three neighbourhoods learned from insulating *together*.",
        ),
    ] = ""
    sessions: Annotated[
        Many["Item"],
        About(
            nl=(
                "Deelsessies",
                "Wat tijdens dit onderdeel naast elkaar loopt. Elke deelsessie heeft dezelfde "
                "velden.",
            ),
            en=(
                "Sessions",
                "What runs side by side during this part. Each session has the same fields.",
            ),
            example=[
                {"title": "Isoleren", "room": "Zaal 2"},
                {"title": "Zonnepanelen", "room": "Zaal 3"},
            ],
            example_en=[
                {"title": "Insulation", "room": "Room 2"},
                {"title": "Solar panels", "room": "Room 3"},
            ],
        ),
    ] = ()
    """What runs beside each other in this part."""

"""Programmes: what events and practices belong to, such as a series or a learning circle."""

from typing import Literal

from hubgen.about import About
from hubgen.fields import Line, Many, OrganisationRef, WebAddress
from hubgen.kinds.base import AnyOne, Backlinks, Entry, Hub, Kind, Page, Period, Schema
from hubgen.kinds.schema import schema_named, schema_type


class Programme(Page):
    """The fields of a programme."""

    type: Literal["", "series", "learning_circle", "campaign", "network", "programme"] = ""
    organiser: Many[OrganisationRef] = ()
    participants: Many[AnyOne] = ()
    period: Period | None = None
    eligibility: Line = ""
    website: WebAddress = ""


def _describe(programme: Programme, entry: Entry, hub: Hub) -> Schema:
    """Return schema.org's EventSeries: https://schema.org/EventSeries."""
    period = programme.period
    return schema_type(entry, "EventSeries", hub) | {
        "organizer": [schema_named(one, entry.lang, hub) for one in programme.organiser],
        "startDate": (period and period.start) or None,
        "endDate": (period and period.end) or None,
        "sameAs": programme.website or None,
    }


PROGRAMME = Kind(
    name="programme",
    folder="programmes",
    model=Programme,
    about=About(
        nl=(
            "Programma",
            "Waar bijeenkomsten bij horen: een reeks, leerkring of campagne.",
        ),
        en=(
            "Programme",
            "What events belong to: a series, a learning circle or a campaign.",
        ),
    ),
    describe=_describe,
    backlinks=(
        Backlinks(name="meetings", folder="events", roles=("part_of",)),
        Backlinks(name="practices", folder="practices", roles=("part_of",)),
        Backlinks(name="named_in", folder=""),
    ),
    collects=("part_of",),
)

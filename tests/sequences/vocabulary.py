"""What can be written in the pages and the settings of the hub, and at what time it is built."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from PIL import Image

from hubgen.times import read_now
from tests.conftest import REPOSITORY

FOLDERS = (
    *("events", "people", "organisations", "programmes", "practices"),
    *("tools", "articles", "services", "pages"),
)
SLUGS = ("aap", "noot", "mies")
MOST = 16
"""The most pages that a hub has: more would only be slower."""
PER_PAGE = 3
"""Entries on a page of a listing, of which there are more pages then."""
CROWD = 5
"""Pages that come and go together: their listing has one page more, or two."""


@dataclass(frozen=True, slots=True)
class To:
    """A reference to a page, which is left out while that is not there."""

    folder: str
    slug: str
    whole: bool = False
    """Whether the folder is written before the name."""


@dataclass(frozen=True, slots=True)
class Beside:
    """A file of the content by its name, which is left out while that is not there."""

    name: str


def refs(*folders: str, whole: bool = False) -> list[To]:
    """Return references to all pages that there can be in some folders."""
    return [To(folder, slug, whole) for folder in folders for slug in SLUGS]


def some(values: Sequence[Any]) -> st.SearchStrategy[Any]:
    """Return lists of up to three different values."""
    return st.lists(st.sampled_from(values), max_size=3, unique_by=repr)


def one(*values: Any) -> st.SearchStrategy[Any]:
    """Return one of some values."""
    return st.sampled_from(values)


WORDS = ("Samen isoleren", "Warmte", "Över <b>& “riool”", "Water", "Aan de slag")
DAYS = ("2024-09-30", "2024-10-02", "2024-11-13", "2024-11-14", "2025-03-30")
HOURS = ("09:30", "14:00", "23:30")
MOMENTS = st.builds("{} {}".format, one(*DAYS), one(*HOURS))
DAY = one(*DAYS)
PLACES: tuple[Any, ...] = (
    {"municipality": "Utrecht"},
    {"name": "Stadhuis", "place": "Breda", "municipality": "Breda"},
    {"name": "Hal", "place": "Utrecht", "lat": 52.09, "lon": 5.12},
    {"online": "https://example.org/zaal", "platform": "Teams"},
)
WHO: tuple[Any, ...] = (
    *refs("people"),
    *({"person": ref, "role": role} for ref in refs("people") for role in ("chair", "moderator")),
    {"name": "Gast", "role": "speaker", "topic": "Dak"},
    {"name": "Warmte"},
    *({"name": "Gast", "organisation": ref} for ref in refs("organisations")),
)
IMAGES = ("beeld.png", "ander.png")
FILES = ("blad.pdf", "cijfers.csv")
CONTACTS: tuple[Any, ...] = (
    *refs("people"),
    {"name": "Team", "email": "team@example.org"},
    *({"person": ref, "email": "x@example.org"} for ref in refs("people")),
)

FOR_ALL: Mapping[str, st.SearchStrategy[Any]] = {
    "title": one(*WORDS),
    "subtitle": one(*WORDS),
    "summary": one(*(f"{word}, in het kort." for word in WORDS)),
    "draft": st.booleans(),
    "date": DAY | MOMENTS,
    "updated": DAY | MOMENTS,
    "expires": DAY | MOMENTS,
    "themes": some(("energie", "water", "bodem")),
    "sdgs": some((7, 13)),
    "audience": some(("Ambtenaren", "Bewoners")),
    "aliases": some(("/oud/", "/ouder/", "/events/oudste/")),
    "related": some(refs(*FOLDERS, whole=True)),
    "resources": some(
        [{"title": word, "url": "https://example.org/x", "type": "article"} for word in WORDS]
    ),
    "contact": one(*CONTACTS),
    "image": one(*({"src": Beside(name), "alt": alt} for name in IMAGES for alt in WORDS[:2])),
    "slug": one("eigen", "eigener"),
    "source": one({"title": "Rapport", "url": "https://example.org/rapport"}),
    "lang": one("nl", "en"),
}
SPECIAL: Mapping[str, Mapping[str, st.SearchStrategy[Any]]] = {
    "events": {
        "start": MOMENTS,
        "end": MOMENTS | DAY,
        "timezone": one("Europe/Lisbon", "America/New_York"),
        "dates": st.lists(
            st.fixed_dictionaries(
                {"start": MOMENTS | DAY},
                optional={
                    "title": one(*WORDS),
                    "location": one(*PLACES),
                    "status": one("cancelled"),
                },
            ),
            min_size=1,
            max_size=3,
        ),
        "status": one("scheduled", "cancelled", "postponed", "moved_online"),
        "location": one(*PLACES),
        "organiser": some(refs("organisations")),
        "partners": some(refs("organisations")),
        "speakers": some(WHO),
        "programme": st.lists(
            st.fixed_dictionaries(
                {"start": one("09:30", "14:00"), "title": one(*WORDS)},
                optional={"speakers": some(WHO), "type": one("session", "break")},
            ),
            max_size=2,
        ),
        "registration": st.fixed_dictionaries(
            {"url": one("https://example.org/aanmelden")},
            optional={
                "state": one("open", "full", "closed", "waiting_list"),
                "opens": MOMENTS,
                "deadline": MOMENTS | DAY,
                "capacity": one(40),
            },
        ),
        "cost": one("gratis", "€ 10"),
        "part_of": one(*refs("programmes")),
        "number": one(1, 3),
        "recording": one("https://example.org/opname", *refs("articles", whole=True)),
        "report": one("https://example.org/verslag", *refs("articles", whole=True)),
        "changes": st.lists(
            st.fixed_dictionaries(
                {"at": MOMENTS, "note": one(*WORDS)}, optional={"start": MOMENTS}
            ),
            max_size=2,
        ),
    },
    "people": {
        "role": one(*WORDS),
        "organisation": one("Een bureau", *refs("organisations")),
        "photo": one(*({"src": Beside(name)} for name in IMAGES)),
        "email": one("p@example.org"),
        "phone": one("+31 30 123 45 67"),
        "publish_contact": st.booleans(),
        "consent": DAY,
    },
    "organisations": {
        "type": one("municipality", "province", "company"),
        "municipality": one("Utrecht", "Breda"),
        "website": one("https://example.org/"),
        "logo": one(*({"src": Beside(name), "alt": "Logo"} for name in IMAGES)),
        "parent": one(*refs("organisations")),
    },
    "programmes": {
        "type": one("series", "network"),
        "organiser": some(refs("organisations")),
        "participants": some(refs("people", "organisations", whole=True)),
        "period": one({"start": "2024-09", "end": "2025-06"}, {"start": "2023"}),
    },
    "practices": {
        "organisation": some(refs("organisations")),
        "municipality": one("Utrecht", "Breda"),
        "location": one(*PLACES[:3]),
        "phase": one("idea", "pilot"),
        "challenge": one(*WORDS),
        "lessons": some(WORDS),
        "contacts": some(CONTACTS),
        "tools": some(refs("tools")),
        "part_of": one(*refs("programmes")),
    },
    "tools": {
        "organisation": some(refs("organisations")),
        "municipality": one("Utrecht", "Breda"),
        "url": one("https://example.org/hulp"),
        "file": one(*map(Beside, FILES)),
        "licence": one("CC BY 4.0"),
        "practices": some(refs("practices")),
    },
    "articles": {
        "type": one("interview", "report"),
        "authors": some(WHO),
        "organisation": some(refs("organisations")),
    },
    "services": {
        "organisation": one(*refs("organisations")),
        "steps": some([{"title": word, "text": "Doe dat."} for word in WORDS]),
    },
    "pages": {},
}
IN_ENGLISH = {name: FOR_ALL[name] for name in ("title", "subtitle", "summary", "aliases", "slug")}
IN_INDEX = {name: FOR_ALL[name] for name in ("title", "summary")}

PIECES = (
    st.tuples(st.just("text"), one(*WORDS))
    | st.tuples(st.just("heading"), one(*WORDS[:2]))
    | st.tuples(st.just("link"), one(*refs(*FOLDERS)), one("", "#samen-isoleren", "#warmte"))
    | st.tuples(st.just("image"), one(*IMAGES))
    | st.tuples(st.just("file"), one(*FILES))
    | st.tuples(
        st.just("at"), one("/events/", "/themas/energie/", "/feed.xml", "/people/", "/kaart/")
    )
)

SETTINGS: Mapping[str, st.SearchStrategy[Any]] = {
    "title": one("Proefhub", "Andere hub"),
    "tagline": one(*WORDS),
    "base_url": one("https://hub.example.org/", "https://example.org/hub/"),
    "languages": one(["nl"], ["nl", "en"]),
    "navigation": some(
        [{"title": word, "url": url} for word in WORDS[:2] for url in ("/events/", "/people/")]
    ),
    "organisation": one(*refs("organisations")),
    "sections": one(
        {"events": {"title": "Agenda"}},
        {"people": {"title": "Wie", "path": "wie"}},
        {"tools": {"title": "Hulp"}, "events": {"title": "Kalender", "path": "kalender"}},
    ),
    "themes": st.lists(
        one(
            {"slug": "energie", "title": "Energie"},
            {"slug": "energie", "title": "Stroom", "text": "Van de zon."},
            {"slug": "water", "title": "Water", "colour": "#0b5c7a"},
        ),
        max_size=2,
        unique_by=lambda theme: theme["slug"],
    ),
    "feeds": one({"items": 1}, {"items": 3, "past_days": 30}, {"items": 50}),
    "contact_days": one(0, 90),
    "default_duration": one(30, 60),
    "social": some([{"title": "Mastodon", "url": "https://example.org/@hub"}]),
    "edit_url": one("https://example.org/edit/main/"),
    "search": st.sampled_from([False, False, False, True]),
    "timezone": one("Europe/Amsterdam", "America/New_York"),
    "guide": st.booleans(),
    "social_cards": st.sampled_from([False, False, False, True]),
}
ANCHOR = REPOSITORY / "layouts" / "parts" / "anchor.html"
OWN: Mapping[str, tuple[str, ...]] = {
    "layouts/person.html": ("Een {{ entry.title }}", "Twee {{ entry.title }}"),
    "layouts/parts/anchor.html": (
        ANCHOR.read_text("utf-8").replace("<a", "<a data-own"),
        "{% macro anchor_link(to) %}<b>{{ to.title }}</b>{% endmacro %}",
    ),
    "layouts/feed-entry.html": ("<p>{{ entry.title }}</p>", "<p>Nieuw</p>"),
    "static/style.css": ("body { color: #000 }", "body { color: #111 }"),
    "static/eigen.txt": ("een", "twee"),
    "layouts/icons/house.svg": (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M0 0h24"/></svg>',
    ),
}
CLOCK = st.builds(
    lambda day, hour, minutes: read_now(f"{day}T{hour}:00+01:00") + timedelta(minutes=minutes),
    one(*DAYS, "2024-10-01", "2024-12-01", "2025-12-31", "2023-01-01"),
    one("00:00", *HOURS),
    one(-90, -60, -1, 0, 1, 60, 90, 1500, 60 * 24 * 30),
)


def picture(colour: int) -> bytes:
    """Return a small picture of one colour."""
    data = io.BytesIO()
    Image.new("RGB", (24, 16), (colour, 80, 120)).save(data, "PNG")
    return data.getvalue()

"""Sequences: whatever is done to a hub between builds, each gives what a build from nothing gives.

A state machine adds, changes, renames and deletes pages of every kind, images, files, layouts,
static files and settings, moves the clock both ways, and harms what was published and what is
remembered. In between it builds, and compares with a build without a cache to an empty folder: the
same tree, or the same problems and nothing published.

By default it takes less than a minute. To look further, with other sequences each time:

    HYPOTHESIS_PROFILE=long python -m pytest tests/test_sequences.py

`SEQUENCES` sets how many sequences that is (400), and `SEQUENCE_STEPS` how long each one is (40).
"""

import io
import json
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from PIL import Image

from hubgen.build import Request, build
from hubgen.errors import BuildFailed, HubgenError
from hubgen.layouts import Compiled
from hubgen.progress import Quiet
from hubgen.times import read_now
from tests.conftest import REPOSITORY
from tests.published import tree

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
FOLDERS = (
    *("events", "people", "organisations", "programmes", "practices"),
    *("tools", "articles", "services", "pages"),
)
SLUGS = ("aap", "noot", "mies")
MOST = 16
"""The most pages that a hub has: more would only be slower."""


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


class Page:
    """A page's file: its fields, and its text in pieces."""

    def __init__(self, fields: dict[str, Any], pieces: Sequence[tuple[Any, ...]] = ()) -> None:
        self.fields = fields
        self.pieces = tuple(pieces)


class Model:
    """All files that a site should have."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.assets: dict[str, bytes] = {}
        self.own: dict[str, str] = {}
        self.settings: dict[str, Any] = {"title": "Proefhub", "languages": ["nl", "en"]}

    def copy(self) -> "Model":
        """Return a model that stays as this one is."""
        other = Model()
        other.pages = {
            path: Page(dict(page.fields), page.pieces) for path, page in self.pages.items()
        }
        other.assets, other.own = dict(self.assets), dict(self.own)
        other.settings = dict(self.settings)
        return other

    def files(self) -> dict[str, bytes]:
        """Return the files, by their path below the site's folder."""
        made = {f"content/{path}": self._page(path, page) for path, page in self.pages.items()}
        made["content/site.yaml"] = self._fields(self.settings, "site.yaml")
        texts = {path: text.encode() for path, text in (made | self.own).items()}
        return texts | {f"content/{path}": data for path, data in self.assets.items()}

    def _page(self, path: str, page: Page) -> str:
        fields = dict(page.fields)
        if path.startswith("events/") and "dates" in fields:
            fields = {k: v for k, v in fields.items() if k not in ("start", "end")}
        if "lang" in fields and self.settings.get("languages") == ["nl"]:
            del fields["lang"]
        names = [theme["slug"] for theme in self.settings.get("themes", ())]
        if "themes" in fields:
            fields["themes"] = [name for name in fields["themes"] if name in names]
        text = "".join(f"{self._piece(path, piece)}\n\n" for piece in page.pieces)
        return f"---\n{self._fields(fields, path)}---\n\n{text}"

    def _fields(self, fields: Mapping[str, Any], path: str) -> str:
        lines = []
        for name, value in fields.items():
            found = self._value(value, path)
            if found is not None:
                lines.append(f"{name}: {json.dumps(found, ensure_ascii=False)}\n")
        return "".join(lines)

    def _value(self, value: Any, path: str) -> Any:
        """Return a value without what is not there; None where nothing is left of it."""
        if isinstance(value, To):
            own = path.removesuffix(".md") == f"{value.folder}/{value.slug}"
            if f"{value.folder}/{value.slug}.md" not in self.pages or own:
                return None
            return f"{value.folder}/{value.slug}" if value.whole else value.slug
        if isinstance(value, Beside):
            folder = path.partition("/")[0]
            return value.name if f"{folder}/{value.name}" in self.assets else None
        if isinstance(value, dict):
            found = {name: self._value(part, path) for name, part in value.items()}
            return None if None in found.values() else found
        if isinstance(value, (list, tuple)):
            return [part for part in (self._value(one, path) for one in value) if part is not None]
        return value

    def _piece(self, path: str, piece: tuple[Any, ...]) -> str:
        sort, what, *rest = piece
        folder = path.partition("/")[0]
        if sort == "heading":
            return f"## {what}"
        if sort == "link":
            target = self.pages.get(f"{what.folder}/{what.slug}.md")
            if target is None:
                return "Geen link."
            headings = {
                f"#{'-'.join(w.lower().split())}" for s, w, *_ in target.pieces if s == "heading"
            }
            anchor = rest[0] if rest[0] in headings else ""
            return f"Zie [daar](../{what.folder}/{what.slug}.md{anchor}) verder."
        if sort in ("image", "file"):
            if f"{folder}/{what}" not in self.assets:
                return "Niets."
            return f"![Een beeld]({what})" if sort == "image" else f"Lees [het blad]({what})."
        if sort == "at":
            return f"Kijk [hier]({what})."
        return str(what)


class Sequences(RuleBasedStateMachine):
    """A hub, what is done to it, and builds in between."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="sequences-"))
        self.site = self.folder / "site"
        self.cache = self.site / ".hubgen"
        self.output = self.folder / "public"
        self.compiled = Compiled()
        self.model = Model()
        self.good = self.model.copy()
        self.written: dict[str, bytes] = {}
        self.now: datetime = read_now("2024-10-01T12:00:00+02:00")
        self.drafts = False
        self.since = 0
        self.count = 0
        self.saved: bytes | None = None
        (self.site / "content").mkdir(parents=True)

    def teardown(self) -> None:
        """Build once more, and leave nothing behind."""
        try:
            if self.since:
                self._build_and_compare()
        finally:
            shutil.rmtree(self.folder)

    @initialize()
    def begin(self) -> None:
        """Begin with a page of most kinds."""
        self.model.settings |= {
            "themes": [
                {"slug": "energie", "title": "Energie"},
                {"slug": "water", "title": "Water"},
            ],
            "social_cards": False,
            "search": False,
        }
        add = self._add
        add("events/aap.md", title="Over warmte", start="2024-11-13 14:00", themes=["energie"])
        self.model.pages["events/aap.md"].fields["speakers"] = [To("people", "aap")]
        add("events/noot.md", title="Over riool", start="2024-10-02 14:00", themes=["water"])
        add("people/aap.md", title="Anna", organisation=To("organisations", "aap"))
        add("organisations/aap.md", title="Waterschap")
        add("programmes/aap.md", title="Leerkring")
        add("articles/aap.md", title="Verhaal", date="2024-09-30")
        add("practices/aap.md", title="Voorbeeld", tools=[To("tools", "aap")])
        add("tools/aap.md", title="Hulpmiddel")
        add("people/noot.md", title="Bram", role="Directeur")
        add("organisations/noot.md", title="Gemeente", municipality="Utrecht")
        add("pages/aap.md", title="Over ons")
        self.since = 1
        self._build_and_compare()

    def _add(self, path: str, **fields: Any) -> None:
        self.count += 1
        uid = f"{path.replace('/', '-').removesuffix('.md')}-{self.count}@example.org"
        self.model.pages[path] = Page({"uid": uid} | fields, [("text", "Tekst.")])

    def _did(self, what: object) -> None:
        note(f"  {what}")
        self.since += 1

    # What editors do.

    @rule(folder=one(*FOLDERS), slug=one(*SLUGS), word=one(*WORDS), when=MOMENTS)
    def add_page(self, folder: str, slug: str, word: str, when: str) -> None:
        """Add a page."""
        path = f"{folder}/{slug}.md"
        if path in self.model.pages or len(self.model.pages) >= MOST:
            return
        extra = {"start": when} if folder == "events" else {}
        self._add(path, title=f"{word} {slug}", **extra)
        self._did(f"add {path}")

    @rule(data=st.data())
    def set_field(self, data: st.DataObject) -> None:
        """Give a field of a page a value."""
        self._set_field(data)

    @rule(data=st.data())
    def set_two_fields(self, data: st.DataObject) -> None:
        """Give fields of two pages, or of one, a value."""
        self._set_field(data)
        self._set_field(data)

    @rule(data=st.data())
    def set_own_field(self, data: st.DataObject) -> None:
        """Give a field that only its kind has a value."""
        path = data.draw(st.sampled_from(sorted(self.model.pages)))
        special = SPECIAL.get(path.partition("/")[0], {})
        if special and path.count(".") == 1 and "_index" not in path:
            self._give(data, path, special)

    def _set_field(self, data: st.DataObject) -> None:
        path = data.draw(st.sampled_from(sorted(self.model.pages)))
        folder, _, name = path.partition("/")
        if "_index" in name:
            known = IN_INDEX
        elif name.endswith(".en.md"):
            known = IN_ENGLISH
        else:
            known = {**FOR_ALL, **SPECIAL[folder]}
        self._give(data, path, known)

    def _give(
        self, data: st.DataObject, path: str, known: Mapping[str, st.SearchStrategy[Any]]
    ) -> None:
        name = data.draw(st.sampled_from(sorted(known)))
        value = data.draw(known[name])
        self.model.pages[path].fields[name] = value
        self._did(f"{path}: {name}: {value}")

    @rule(data=st.data())
    def unset_field(self, data: st.DataObject) -> None:
        """Take a field away."""
        path = data.draw(st.sampled_from(sorted(self.model.pages)))
        fields = self.model.pages[path].fields
        may = [name for name in fields if name not in ("title", "uid", "start")]
        if may:
            name = data.draw(st.sampled_from(may))
            del fields[name]
            self._did(f"{path}: without {name}")

    @rule(data=st.data(), pieces=st.lists(PIECES, max_size=3))
    def write_text(self, data: st.DataObject, pieces: list[tuple[Any, ...]]) -> None:
        """Write another text."""
        path = data.draw(st.sampled_from(sorted(self.model.pages)))
        self.model.pages[path].pieces = tuple(pieces)
        self._did(f"{path}: {pieces}")

    @rule(data=st.data(), title=one(*WORDS))
    def translate(self, data: st.DataObject, title: str) -> None:
        """Write or take away a page in English."""
        path = data.draw(
            st.sampled_from([p for p in sorted(self.model.pages) if p.count(".") == 1])
        )
        other = path.replace(".md", ".en.md")
        if self.model.pages.pop(other, None) is None and len(self.model.pages) < MOST:
            self.model.pages[other] = Page({"title": title}, [("text", "Text.")])
        self._did(f"translate {path}")

    @rule(folder=one(*FOLDERS[:-1]), title=one(*WORDS))
    def introduce(self, folder: str, title: str) -> None:
        """Write or take away what introduces a kind's listing."""
        path = f"{folder}/_index.md"
        if self.model.pages.pop(path, None) is None:
            self.model.pages[path] = Page({"title": title}, [("text", "Hallo.")])
        else:
            self.model.pages.pop(f"{folder}/_index.en.md", None)
        self._did(f"introduce {folder}")

    @rule(data=st.data(), slug=one(*SLUGS))
    def rename(self, data: st.DataObject, slug: str) -> None:
        """Give a page another name; what referred to it does so no more."""
        path = data.draw(st.sampled_from(sorted(self.model.pages)))
        folder, name = path.split("/")
        new = f"{folder}/{slug}.md"
        if name.count(".") > 1 or "_index" in name or new in self.model.pages:
            return
        self.model.pages[new] = self.model.pages.pop(path)
        english = self.model.pages.pop(path.replace(".md", ".en.md"), None)
        if english:
            self.model.pages[new.replace(".md", ".en.md")] = english
        self._did(f"{path} is now {new}")

    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        """Delete a page."""
        if len(self.model.pages) > MOST // 3:
            path = data.draw(st.sampled_from(sorted(self.model.pages)))
            del self.model.pages[path]
            if not path.endswith(".en.md"):
                self.model.pages.pop(path.replace(".md", ".en.md"), None)
            self._did(f"delete {path}")

    @rule(folder=one(*FOLDERS), name=one(*IMAGES, *FILES), which=one(10, 200, 0))
    def put_file(self, folder: str, name: str, which: int) -> None:
        """Put an image or a file beside pages, or take it away."""
        path = f"{folder}/{name}"
        if which == 0:
            self.model.assets.pop(path, None)
        elif name in IMAGES:
            self.model.assets[path] = picture(which)
        else:
            self.model.assets[path] = f"%PDF-1.4 {which}".encode()
        self._did(f"{path}: {which}")

    @rule(data=st.data(), name=one(*OWN))
    def put_own(self, data: st.DataObject, name: str) -> None:
        """Give the site a layout or a static file of its own, or take it away."""
        text = data.draw(one("", *OWN[name]))
        if text:
            self.model.own[name] = text
        else:
            self.model.own.pop(name, None)
        self._did(f"{name}: {text}")

    @rule(data=st.data(), name=one(*SETTINGS))
    def set_setting(self, data: st.DataObject, name: str) -> None:
        """Change the settings."""
        value = data.draw(SETTINGS[name])
        self.model.settings[name] = value
        self._did(f"site.yaml: {name}: {value}")

    @rule(now=CLOCK)
    def move_clock(self, now: datetime) -> None:
        """Set the clock forward or back."""
        self.now = now
        self._did(now)

    @rule(minutes=one(1, 59, 60, 60 * 24, 60 * 24 * 7, 60 * 24 * 45))
    def wait(self, minutes: int) -> None:
        """Let time pass."""
        self.now += timedelta(minutes=minutes)
        self._did(self.now)

    # What happens to what was made.

    @rule(data=st.data(), how=one("write", "append", "delete", "add"))
    def tamper(self, data: st.DataObject, how: str) -> None:
        """Change a published file, without hubgen."""
        files = sorted(p for p in self.output.rglob("*") if p.is_file() and p.name[0] != ".")
        if not files:
            return
        file = data.draw(st.sampled_from(files))
        if how == "write":
            file.write_text("Gehackt")
        elif how == "append":
            file.write_bytes(file.read_bytes() + b" ")
        elif how == "add":
            file.with_name("vreemd.txt").write_text("Vreemd")
        else:
            file.unlink()
        self._did(f"{how} {file.relative_to(self.output)}")

    @rule(how=one("delete", "truncate", "garble", "folder", "save", "restore"))
    def harm_cache(self, how: str) -> None:
        """Delete or damage what is remembered, or put back what was remembered once."""
        file = self.cache / "cache.sqlite3"
        if how == "folder":
            shutil.rmtree(self.cache, ignore_errors=True)
        elif how == "restore":
            if self.saved is not None:
                self.cache.mkdir(exist_ok=True)
                file.write_bytes(self.saved)
        elif file.exists():
            data = file.read_bytes()
            if how == "save":
                self.saved = data
            elif how == "delete":
                file.unlink()
            elif how == "truncate":
                file.write_bytes(data[: len(data) // 2])
            else:
                middle = len(data) // 2
                file.write_bytes(data[:middle] + bytes(200) + data[middle + 200 :])
        self._did(f"cache: {how}")

    @rule(how=one("hidden", "output", "both"))
    def lose_folders(self, how: str) -> None:
        """Delete what was published, what is kept beside it, or both."""
        if how != "output":
            for hidden in self.folder.glob(".*"):
                shutil.rmtree(hidden)
        if how != "hidden":
            shutil.rmtree(self.output, ignore_errors=True)
        self._did(f"lose {how}")

    @rule(data=st.data(), word=one(*WORDS))
    def change_behind_the_back(self, data: st.DataObject, word: str) -> None:
        """Write another text into a file that keeps its size and date, as `cp -p` may do."""
        path = data.draw(st.sampled_from(sorted(self.model.pages)))
        file = self.site / "content" / path
        if not file.exists():
            return
        self._write()
        before = file.stat()
        pieces = self.model.pages[path].pieces
        self.model.pages[path].pieces = (("text", word), *pieces[1:])
        self._write()
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
        self._did(f"{path}: {word}, and its old date")

    # Builds.

    @rule()
    def build_without_cache(self) -> None:
        """Build to the same folder, without a cache."""
        self._quietly(cache=None)

    @rule()
    def build_elsewhere(self) -> None:
        """Build to another folder, with the same cache."""
        self._quietly(output=self.folder / "elsewhere")

    @rule(other=one("https://proef.example.org/", "https://example.org/p/"))
    def build_at(self, other: str) -> None:
        """Build to the same folder, for another address."""
        self._quietly(base_url=other)

    @rule()
    def build_drafts(self) -> None:
        """Build to the same folder, drafts too."""
        self._quietly(drafts=True)

    def _quietly(self, **other: Any) -> None:
        """Build with a difference; nothing is compared, and content with problems is no matter."""
        self._write()
        try:
            build(replace(self._request(), **other), Quiet())
        except HubgenError as error:
            note(f"  refused: {error}")
        self._did(f"build with {other}")

    @precondition(lambda self: self.since >= (1 if LONG else 3))
    @rule()
    def build_and_compare(self) -> None:
        """Build, and compare."""
        self._build_and_compare()

    @precondition(lambda self: self.since >= 6)
    @rule()
    def build_at_last(self) -> None:
        """Build, and compare, more often when more was done."""
        self._build_and_compare()

    def _request(self) -> Request:
        return Request(
            site=self.site,
            output=self.output,
            now=self.now,
            cache=self.cache,
            compiled=self.compiled,
        )

    def _write(self) -> None:
        """Write the files that are to be otherwise, and delete those that are to go."""
        files = self.model.files()
        for path in self.written.keys() - files.keys():
            (self.site / path).unlink()
        for path, data in files.items():
            if self.written.get(path) != data:
                file = self.site / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data)
        self.written = files

    def _build_and_compare(self) -> None:
        self.since = 0
        self._write()
        before = tree(self.output) if self.output.exists() else {}
        request = self._request()
        clean = replace(request, output=self.folder / "clean", cache=None)
        expected, found = said(clean), said(request)
        STATS["builds"] += 1
        if isinstance(expected, str):
            STATS["refused"] += 1
            note(f"  refused: {expected}")
            assert found == expected
            assert (tree(self.output) if self.output.exists() else {}) == before
            self.model = self.good.copy()
            self.since = 1
            return
        note(f"  built {len(self.model.pages)} pages")
        self.good = self.model.copy()
        one, other = tree(request.output), tree(clean.output)
        wrong = [
            path for path in sorted(one.keys() | other.keys()) if one.get(path) != other.get(path)
        ]
        for path in wrong[:3]:
            note(f"  {path}\n{difference(one.get(path), other.get(path))}")
        assert wrong == []
        assert found == expected


STATS = {"builds": 0, "refused": 0}


def said(request: Request) -> str | list[str]:
    """Build, and return the warnings, or as one text what is wrong."""
    try:
        return sorted(map(repr, build(request, Quiet()).warnings))
    except BuildFailed as error:
        return "\n".join(sorted(map(repr, error.problems)))
    except HubgenError as error:
        return str(error)


def difference(found: bytes | None, expected: bytes | None) -> str:
    """Return where two files begin to differ."""
    if found is None or expected is None:
        return "is not there" if found is None else "should not be there"
    at = next(
        (n for n, (a, b) in enumerate(zip(found, expected, strict=False)) if a != b),
        min(len(found), len(expected)),
    )
    part = slice(max(0, at - 150), at + 150)
    return f"    found    {found[part]!r}\n    expected {expected[part]!r}"


TestSequences = Sequences.TestCase
TestSequences.settings = settings(
    max_examples=int(os.environ.get("SEQUENCES", "400")) if LONG else 6,
    stateful_step_count=int(os.environ.get("SEQUENCE_STEPS", "40")) if LONG else 20,
    derandomize=not LONG,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)

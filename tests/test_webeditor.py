"""The web editor: its forms are the models', and a build publishes it where the settings ask so."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hubgen.build import Request, build
from hubgen.bundles import WEB_EDITOR
from hubgen.errors import Refused
from hubgen.handbook import handbook
from hubgen.kinds import KINDS
from hubgen.policy import headers
from hubgen.progress import Quiet
from hubgen.settings import Settings, read_settings
from hubgen.shapes import Table
from hubgen.times import read_now
from hubgen.webeditor import files
from hubgen.webeditor.files import editor_files
from hubgen.webeditor.place import is_published, missing_settings
from hubgen.webeditor.widgets import UNSHOWN, Widget

HOST = "admin: {backend: github, repo: a/hub, base_url: 'https://login.example.org/'}\n"
SITE = "title: Hub\nbase_url: https://hub.example.org/sub/\nlanguages: [nl, en]\n"
PAGE = "---\ntitle: Over\nuid: over@example.org\n---\n\nTekst.\n"
NOW = "2024-10-01T12:00:00+02:00"


def settings(more: str = "") -> Settings:
    """Return the settings of a site."""
    return read_settings(f"{SITE}{more}")


def configuration(more: str = "", *, local: bool = False) -> dict[str, Any]:
    """Return what the page's script is told."""
    return dict(json.loads(editor_files(settings(more), local=local)["config.json"]))


def collection(name: str, more: str = "") -> dict[str, Any]:
    """Return a collection of Decap's configuration."""
    found = configuration(more)["decap"]["collections"]
    return dict(next(one for one in found if one["name"] == name))


def field(kind: str, *names: str) -> Widget:
    """Return the widget of a field, in the widgets around it."""
    widgets = collection(kind)["fields"]
    found: Widget = {}
    for name in names:
        found = next(one for one in widgets if one["name"] == name)
        widgets = found.get("fields", [])
    return found


def all_of(widgets: list[Widget]) -> Iterator[Widget]:
    """Return widgets with those within them."""
    for one in widgets:
        yield one
        yield from all_of(one.get("fields", []))
        yield from all_of([one["field"]] if "field" in one else [])


@pytest.mark.parametrize("kind", KINDS, ids=lambda one: one.name)
def test_each_field_of_a_kind_has_a_widget(kind: Any) -> None:
    """With its own words; the program fills in the rest itself."""
    fields = handbook(kind, "nl").fields
    shown = {
        one["name"]: (one["label"], one["required"]) for one in collection(kind.folder)["fields"]
    }
    del shown["body"]
    hidden = UNSHOWN | {one.name for one in fields if isinstance(one.shape, Table)}
    assert shown == {
        one.name: (one.title, one.required) for one in fields if one.name not in hidden
    }


def test_a_new_field_needs_no_more_than_its_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """The form has it, with its title, its purpose and its example."""
    kind = KINDS[0]
    chapter = handbook(kind, "nl")
    new = replace(chapter.fields[1], name="motto", title="Motto", text="Waarom.", example="Samen")
    chapters: Mapping[str, Any] = {
        kind.name: replace(chapter, fields=(*chapter.fields, new)),
    }
    monkeypatch.setattr(
        files, "handbook", lambda one, lang: chapters.get(one.name, handbook(one, lang))
    )
    found = field(kind.folder, "motto")
    assert (found["label"], found["widget"]) == ("Motto", "string")
    assert found["hint"] == "Waarom. Bijvoorbeeld: `Samen`"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("events", "start"), {"widget": "hub-moment", "with_time": True}),
        (("events", "status"), {"widget": "select"}),
        (
            ("events", "organiser"),
            {"widget": "relation", "collection": "organisations", "multiple": True},
        ),
        (("events", "part_of"), {"widget": "relation", "collection": "programmes"}),
        (
            ("events", "speakers"),
            {"widget": "list", "summary": "{{fields.name}} {{fields.person}}"},
        ),
        (("events", "speakers", "person"), {"widget": "hub-reference", "bare": "people"}),
        (("events", "contact", "person"), {"widget": "relation", "collection": "people"}),
        (("events", "programme", "sessions", "title"), {"widget": "string", "required": True}),
        (("events", "programme", "text"), {"widget": "hub-text"}),
        (("events", "programme", "start"), {"widget": "string"}),
        (("events", "location", "online"), {"widget": "string"}),
        (("events", "location", "municipality"), {"widget": "hub-suggestions"}),
        (
            ("events", "registration", "capacity"),
            {"widget": "number", "value_type": "int", "min": 0},
        ),
        (("events", "image", "src"), {"widget": "image", "choose_url": False}),
        (("events", "image", "alt"), {"widget": "string", "required": False}),
        (("events", "draft"), {"widget": "boolean"}),
        (("events", "sdgs"), {"widget": "select", "multiple": True}),
        (("events", "related"), {"widget": "list"}),
        (("events", "body"), {"widget": "hub-text"}),
        (
            ("organisations", "lat"),
            {"widget": "number", "value_type": "float", "min": -90.0, "max": 90.0},
        ),
        (("practices", "lessons"), {"widget": "list"}),
    ],
    ids=lambda one: ".".join(one) if isinstance(one, tuple) else "",
)
def test_a_field_s_shape_decides_its_widget(
    path: tuple[str, ...], expected: Mapping[str, Any]
) -> None:
    """Wherever the field is."""
    found = field(*path)
    assert {name: found.get(name) for name in expected} == expected


def test_themes_are_chosen_from_the_settings() -> None:
    """By the words that readers see."""
    fields = collection("events", "themes: [{slug: energie, title: Energie en warmte}]\n")["fields"]
    themes = next(one for one in fields if one["name"] == "themes")
    assert themes["options"] == [{"value": "energie", "label": "Energie en warmte"}]


def test_a_choice_says_what_its_words_mean() -> None:
    """And what it writes is the word."""
    assert {"value": "cancelled", "label": "gaat niet door"} in field("events", "status")["options"]


def test_every_pattern_is_one_for_browsers() -> None:
    """Python's own signs would mean something else there."""
    found = [
        one["pattern"]
        for kind in KINDS
        for one in all_of(collection(kind.folder)["fields"])
        if "pattern" in one
    ]
    assert found
    assert all(re.fullmatch(r"\^[^P<]*\$", pattern) and said for pattern, said in found)


def test_events_are_in_the_folder_of_their_year() -> None:
    """As `hubgen new` puts them; other kinds are in that of their kind."""
    events, people = collection("events"), collection("people")
    assert (events["folder"], events["path"]) == ("content/events", "{{hub_year}}/{{slug}}")
    assert (people["folder"], people.get("path")) == ("content/people", None)


def test_an_event_is_called_off_and_not_taken_away() -> None:
    """Other pages may be taken away; of an event subscribers would not hear that it is off."""
    kept = [one.folder for one in KINDS if not collection(one.folder).get("delete", True)]
    assert kept == ["events"]


def test_a_translation_is_a_page_of_its_own() -> None:
    """With the fields that it says again, and it cannot be made without its original."""
    found = collection("events-en")
    names = [one["name"] for one in found["fields"]]
    assert (found["label"], found["extension"], found["create"]) == (
        "Agenda (English)",
        "en.md",
        False,
    )
    assert {"title", "summary", "body"} <= set(names)
    assert {"start", "location", "uid"}.isdisjoint(names)


def test_the_folder_of_the_repository_comes_first() -> None:
    """Where the site is not at its top."""
    found = configuration(HOST.replace("{", "{folder: docs/site, "))["decap"]
    assert found["collections"][0]["folder"] == "docs/site/content/events"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            HOST,
            {
                "name": "hubgen",
                "via": "github",
                "repo": "a/hub",
                "branch": "main",
                "base_url": "https://login.example.org",
                "api_root": "https://api.github.com",
            },
        ),
        (
            "admin: {backend: gitlab, repo: a/hub, app_id: abc}\n",
            {
                "name": "hubgen",
                "via": "gitlab",
                "repo": "a/hub",
                "branch": "main",
                "base_url": "https://gitlab.com",
                "api_root": "https://gitlab.com/api/v4",
                "app_id": "abc",
                "auth_type": "pkce",
            },
        ),
    ],
)
def test_the_git_host_is_that_of_the_settings(said: str, expected: Mapping[str, str]) -> None:
    """With pull requests."""
    found = configuration(said)["decap"]
    messages = found["backend"].pop("commit_messages")
    assert (found["backend"], found["publish_mode"]) == (expected, "editorial_workflow")
    assert messages["update"] == "{{collection}} “{{slug}}” aangepast"


def test_the_preview_s_editor_has_the_files_themselves() -> None:
    """Whatever the settings say of a git host."""
    found = configuration(HOST, local=True)
    assert found["decap"]["backend"]["proxy_url"] == "/admin/api/v1"
    assert (found["decap"]["publish_mode"], found["hub"]["local"]) == ("simple", True)


def test_the_page_is_in_the_site_s_language_and_in_no_search_engine() -> None:
    """And carries its policy."""
    page = editor_files(settings(HOST))["index.html"].decode()
    assert '<html lang="nl">' in page
    assert '<meta name="robots" content="noindex">' in page
    assert "<title>Hub bewerken</title>" in page
    assert "connect-src &#39;self&#39; blob: https://api.github.com" in page
    assert configuration("lang: en\n")["decap"]["locale"] == "en"


def test_what_the_settings_lack_is_a_warning() -> None:
    """Until it is there the web editor is not published."""
    found = [
        (one.code, one.severity, dict(one.values))
        for one in missing_settings(settings("admin: true\n"))
    ]
    assert found == [("admin-nowhere", "warning", {"missing": "backend, repo"})]
    assert not is_published(settings("admin: true\n"))
    assert is_published(settings(HOST))
    assert not is_published(settings())
    assert list(missing_settings(settings())) == []


def test_the_headers_give_the_web_editor_a_policy_of_its_own() -> None:
    """What holds for every address leaves it what it needs, and pages carry their own policy."""
    assert headers(settings(HOST)).decode().splitlines() == [
        "/sub/*",
        "  Content-Security-Policy: frame-ancestors 'none'",
        "  X-Content-Type-Options: nosniff",
        "  Referrer-Policy: strict-origin-when-cross-origin",
        "  Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "  Cross-Origin-Opener-Policy: same-origin-allow-popups",
        "/sub/admin/*",
        "  Content-Security-Policy: default-src 'self'; object-src 'none'; frame-src 'none'; "
        "base-uri 'none'; form-action 'self'; script-src 'self' 'unsafe-eval'; "
        "style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' "
        "'sha256-4qb+qTjZ8vb8co1YZpMNDeX7tJSzzRBt6uIroh6K5K8=' "
        "'sha256-oLQo1xOLbYlsNCDIECXg24EuQKwYCOy/jJqds+fExxE='; img-src 'self' blob:; "
        "connect-src 'self' blob: https://api.github.com",
        "  X-Robots-Tag: noindex",
    ]


def published(tmp_path: Path, more: str, *, programs: Path | None) -> dict[str, bytes]:
    """Return what a build publishes at `/admin/`."""
    site, output = tmp_path / "site", tmp_path / "public"
    (site / "content" / "pages").mkdir(parents=True, exist_ok=True)
    (site / "content" / "site.yaml").write_text(f"{SITE}search: false\nsocial_cards: false\n{more}")
    (site / "content" / "pages" / "over.md").write_text(PAGE)
    request = Request(site=site, output=output, now=read_now(NOW), programs=programs)
    build(request, Quiet())
    place = output / "admin"
    return {
        file.relative_to(place).as_posix(): file.read_bytes()
        for file in sorted(place.rglob("*"))
        if file.is_file()
    }


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """Return a folder in which a web editor is installed, as far as a build can tell."""
    name = "+".join(f"{one.name}-{one.version}" for one in WEB_EDITOR)
    place = tmp_path / "programs" / "admin" / name
    (place / "yaml").mkdir(parents=True)
    (place / "decap-cms.js").write_bytes(b"decap")
    (place / "yaml" / "index.js").write_bytes(b"yaml")
    return tmp_path / "programs"


def test_a_build_publishes_the_web_editor_where_the_settings_ask_so(
    tmp_path: Path, programs: Path
) -> None:
    """All of it; and the sitemap does not name it."""
    found = published(tmp_path, HOST, programs=programs)
    own = set(editor_files(settings(HOST)))
    assert set(found) == own | {"decap-cms.js", "yaml/index.js"}
    assert found["decap-cms.js"] == b"decap"
    assert b"/admin/" not in (tmp_path / "public" / "sitemap.xml").read_bytes()


@pytest.mark.parametrize("more", ["", "admin: false\n", "admin: true\n"])
def test_no_other_build_does(more: str, tmp_path: Path, programs: Path) -> None:
    """Nor one that does not know where the pages are."""
    assert published(tmp_path, more, programs=programs) == {}


def test_without_the_program_a_build_says_how_to_get_it(tmp_path: Path, programs: Path) -> None:
    """And leaves what was published."""
    before = published(tmp_path, HOST, programs=programs)
    with pytest.raises(Refused) as error:
        published(tmp_path, HOST, programs=tmp_path / "none")
    assert error.value.code == "admin-not-installed"
    assert published(tmp_path, HOST, programs=programs) == before

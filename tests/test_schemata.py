"""JSON Schema and snippets: what editors' programs read of the fields of pages."""

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import jsonschema
import pytest
import yaml
from click.testing import CliRunner

from hubgen.about import About
from hubgen.cli import main
from hubgen.documents import group_translations
from hubgen.drafting import draft
from hubgen.fields import Line
from hubgen.findings import read_fields
from hubgen.frontmatter import read
from hubgen.handbook import handbook, settings_handbook
from hubgen.kinds import KINDS, kind_of
from hubgen.kinds.article import ARTICLE, Article
from hubgen.kinds.base import Kind
from hubgen.related import Related
from hubgen.schemata import modeline, schema_of
from hubgen.settings import read_settings
from hubgen.snippets import snippets_text
from hubgen.views.guide import guide_view
from hubgen.views.links import Links
from hubgen.webeditor.files import editor_files
from hubgen.wording import LANGUAGES
from tests import lively
from tests.conftest import REPOSITORY
from tests.hub import NOW, SITE, make_hub, sources_of, write_site
from tests.readers import TOOLS, missing

SETTINGS = read_settings(SITE)


class CoreLoader(yaml.SafeLoader):
    """Reads YAML as editors' programs do: with the core schema of YAML 1.2 (section 10.3)."""


CoreLoader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", "true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", "~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    CoreLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), list(_first)
    )


@cache
def judge(folder: str) -> jsonschema.Draft7Validator:
    """Return what judges the front matter of a kind."""
    kind = kind_of(folder)
    assert kind is not None
    return jsonschema.Draft7Validator(schema_of(handbook(kind, "nl"), SETTINGS))


def front(text: str) -> Any:
    """Return a page's front matter as an editor's program has it."""
    return yaml.load(text.split("---\n")[1], CoreLoader)


def said(folder: str, matter: str) -> list[str]:
    """Return what a schema has against front matter."""
    values = yaml.load(matter, CoreLoader)
    return [error.message for error in judge(folder).iter_errors(values)]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_schemas_are_sound(kind: Kind, lang: str) -> None:
    """Each is a schema of draft 7, in the language that was asked for."""
    schema = schema_of(handbook(kind, lang), SETTINGS)
    jsonschema.Draft7Validator.check_schema(schema)
    title = {"nl": "Samenvatting", "en": "Summary"}[lang]
    assert schema["properties"]["summary"]["title"] == title


@pytest.mark.parametrize("hub", ["own", "lively"])
def test_every_valid_page_fits(hub: str) -> None:
    """What the hub accepts, its schema accepts: every page of two hubs."""
    files: Mapping[str, str | bytes] = lively.files()
    if hub == "own":
        paths = sorted((REPOSITORY / "content").rglob("*.md"))
        files = {str(one.relative_to(REPOSITORY)): one.read_text("utf-8") for one in paths}
    wrong = {}
    for group in group_translations(sources_of(files), SETTINGS):
        folder = group[0].path.split("/")[1]
        if group[0].path.rpartition("/")[2].startswith("_index"):
            continue
        found = [error.message for error in judge(folder).iter_errors(front(group[0].text))]
        if found:
            wrong[group[0].path] = found
    assert wrong == {}


def test_the_settings_fit() -> None:
    """The hub's own settings fit their schema, and a misspelt one does not."""
    judged = jsonschema.Draft7Validator(schema_of(settings_handbook("nl"), SETTINGS))
    text = (REPOSITORY / "content" / "site.yaml").read_text("utf-8")
    wrong = text.replace("tagline:", "taglin:")
    assert [judged.is_valid(yaml.load(one, CoreLoader)) for one in (text, wrong)] == [True, False]


@pytest.mark.parametrize(
    "line",
    [
        "start: 2024-11-13",
        "start: 2024-11-13 14:00",
        "start: 2024-11-13T14:00:00+01:00",
        "start: 13 november 2024 14.00 uur",
        "start: woensdag 13 november 2024, 14.00 uur",
        "start: 13-11-2024 14:00",
        "start:",
        'start: ""',
        "draft: ja",
        "draft: No",
        "draft: true",
        "number: 3",
        'number: "3"',
        "themes: energie",
        "themes: [energie, water]",
        "themes:",
        "speakers: bart-swaans",
        "speakers: [bart-swaans, {name: Iemand, role: chair}]",
        "speakers: {name: Iemand}",
        "programme: [{title: Opening, start: 13.00, sessions: [{title: x, sessions: {title: y}}]}]",
        "recording: https://example.org/x",
        "recording: een-artikel",
        "location: {online: true}",
        "location: {online: https://example.org/, municipality: Den Haag}",
        "cost: 45",
        "registration: {state: full, capacity: 40, deadline: }",
        "subtitle: 2024",
        "resources: {title: x, url: /over/}",
    ],
)
def test_what_both_accept(line: str) -> None:
    """What can be written in more ways is fine in each of them, for the hub and for its schema."""
    matter = f"title: x\n{line}\n"
    values = read(f"---\n{matter}---\n", path="").values
    assert (read_fields(EVENT.model, values)[1], said("events", matter)) == ((), [])


EVENT = KINDS[0]


@pytest.mark.parametrize(
    "line",
    [
        "stauts: cancelled",
        "status: afgelast",
        "start: morgen",
        "start: 2024-13-01",
        "start: [2024-11-13]",
        "draft: misschien",
        "number: drie",
        "number: 0",
        "sdgs: [18]",
        "slug: Geen Slug",
        "title: [x]",
        "location: Utrecht",
        "location: {lat: 91, lon: 5}",
        "location: {plaats: Utrecht}",
        "speakers: [{person: x, rol: chair}]",
        "programme: [{start: 14:00}]",
        "registration: {url: javascript:x}",
        "registration: {email: geen}",
        "organiser: {name: x}",
        "changes: [{note: x}]",
    ],
)
def test_what_both_refuse(line: str) -> None:
    """What is wrong with one field is so for the hub and for its schema."""
    matter = f"title: x\n{line}\n" if not line.startswith("title") else f"{line}\n"
    values = read(f"---\n{matter}---\n", path="").values
    refused = bool(read_fields(EVENT.model, values)[1]), bool(said("events", matter))
    assert refused == (True, True)


def test_a_title_is_required() -> None:
    """Front matter without a title is refused, as an empty one is."""
    assert [bool(said("pages", matter)) for matter in ("subtitle: x", "title:", "title: x")] == [
        True,
        True,
        False,
    ]


def test_the_files_of_this_repository_are_true(tmp_path: Path) -> None:
    """What editors' programs read here is what `hubgen schema` writes now."""
    write_site(tmp_path, {"content/site.yaml": (REPOSITORY / "content/site.yaml").read_text()})
    result = CliRunner().invoke(main, ["schema", "--site", str(tmp_path)])
    made = [Path(line).relative_to(tmp_path) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    stale = [
        str(one)
        for one in made
        if (REPOSITORY / one).read_text("utf-8") != (tmp_path / one).read_text("utf-8")
    ]
    assert (len(made), stale) == (len(KINDS) + 2, [])


def test_some_schemas_in_another_language(tmp_path: Path) -> None:
    """The command writes those that are named, in a folder that is named, in a language."""
    write_site(tmp_path, {})
    arguments = ["event", "site", "--lang", "en", "--output", str(tmp_path / "out")]
    result = CliRunner().invoke(main, ["schema", "--site", str(tmp_path), *arguments])
    names = sorted(one.name for one in (tmp_path / "out").iterdir())
    schema = json.loads((tmp_path / "out" / "event.json").read_text("utf-8"))
    assert (result.exit_code, names, schema["title"]) == (0, ["event.json", "site.json"], "Event")


def test_a_new_page_has_its_schema(tmp_path: Path) -> None:
    """The schema that a new page names is there, and one that is out of date is written again."""
    write_site(tmp_path, {"content/site.yaml": "title: x\nlang: en\n"})
    old = tmp_path / ".schemas" / "page.json"
    old.parent.mkdir()
    old.write_text("{}")
    result = CliRunner().invoke(main, ["new", "event", "x", "--site", str(tmp_path)])
    file = Path(result.stdout.strip())
    named = re.findall(r"\$schema=(\S+)", file.read_text("utf-8"))[0]
    schema = json.loads((file.parent / named).read_text("utf-8"))
    assert (schema["title"], json.loads(old.read_text("utf-8"))["title"]) == ("Event", "Page")


def test_snippets_hold_every_field() -> None:
    """Every field of every kind is found by its name, with what it is for, as valid YAML."""
    chapters = [handbook(kind, "nl") for kind in KINDS]
    snippets = json.loads(snippets_text(chapters)).values()
    names = {field.name for chapter in chapters for field in chapter.fields}
    assert {one["prefix"] for one in snippets} == names
    for one in snippets:
        text = re.sub(r"\$\{1[:|]((?:\\.|[^}\\])*?)\|?\}", r"\1", "\n".join(one["body"]))
        written = read(f"---\n{text.replace(chr(92), '')}\n---\n", path="").values
        assert list(written) == [one["prefix"]]


def test_snippets_name_no_kind_for_what_every_kind_has() -> None:
    """Who writes about a person is not offered the title of an event."""
    named = json.loads(snippets_text([handbook(kind, "nl") for kind in KINDS])).keys()
    assert [one for one in named if one.endswith(": title")] == ["Pagina: title"]
    assert "Bijeenkomst: start" in named


class ReviewedArticle(Article):
    """An article with a field more."""

    reviewer: Annotated[
        Line,
        About(
            nl=("Nagekeken door", "Wie het artikel heeft nagekeken."),
            en=("Reviewed by", "Who reviewed the article."),
            example="de redactie",
            example_en="the editors",
            group="who",
        ),
    ] = ""


def test_a_field_is_added_in_one_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """A field in a kind's model is valid, and known to schema, snippets and new pages."""
    kind = replace(ARTICLE, model=ReviewedArticle)
    kinds = tuple(kind if one is ARTICLE else one for one in KINDS)
    for name, module in list(sys.modules.items()):
        if name.startswith("hubgen.") and hasattr(module, "KINDS"):
            monkeypatch.setattr(module, "KINDS", kinds)
    chapter = handbook(kind, "nl")
    values = {"title": "x", "reviewer": "de redactie"}
    new = draft(kind, "x", [], SETTINGS, NOW, token="0123456789ab")
    edition = make_hub({}).edition
    guide = guide_view(Links(edition, "nl", Related(edition.library)))
    groups = [group for one in guide.chapters if one.id == "article" for group in one.groups]
    told = [one.title for group in groups for one in group.fields if one.name == "reviewer"]
    configuration = json.loads(editor_files(SETTINGS, local=True)["config.json"])
    collections = configuration["decap"]["collections"]
    articles = next(one for one in collections if one["name"] == "articles")
    hints = [one["hint"] for one in articles["fields"] if one["name"] == "reviewer"]
    assert {
        "valid before": read_fields(ARTICLE.model, values)[0] is not None,
        "valid": read_fields(kind.model, values)[0] is not None,
        "schema": schema_of(chapter, SETTINGS)["properties"]["reviewer"]["description"],
        "snippets": '"prefix": "reviewer"' in snippets_text([chapter]),
        "new": "# reviewer: de redactie # Nagekeken door" in new.text.splitlines(),
        "guide": told,
        "web editor": ["Wie het artikel heeft nagekeken" in one for one in hints],
    } == {
        "valid before": False,
        "valid": True,
        "schema": "Wie het artikel heeft nagekeken.",
        "snippets": True,
        "new": True,
        "guide": ["Nagekeken door"],
        "web editor": [True],
    }


PROBE = """\
title: Proef
start: 2024-11-13 14:00
stauts: cancelled
status:·
registration:
··
municipality: x
""".replace("·", " ")


def asked(file: Path, *asks: str) -> dict[str, Any]:
    """Return what yaml-language-server says of a file; skip where it is not installed."""
    if not (TOOLS / "node_modules" / "yaml-language-server").is_dir():
        missing("yaml-language-server")
    command = ["node", str(TOOLS / "language-server.mjs"), str(file), *asks]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def probe(folder: Path, ending: str) -> Path:
    """Write an event as a new page is written, with the schema that it names."""
    write_site(folder, {})
    assert CliRunner().invoke(main, ["schema", "--site", str(folder)]).exit_code == 0
    file = folder / "content" / "events" / f"proef{ending}"
    file.parent.mkdir(parents=True)
    matter = modeline("event", "content/events/proef.md") + PROBE
    file.write_text(matter if ending == ".yaml" else f"---\n{matter}---\n\nTekst: **vet**.\n")
    return file


@pytest.mark.parametrize(("ending", "before"), [(".yaml", 0), (".md", 1)])
def test_a_language_server_knows_the_fields(tmp_path: Path, ending: str, before: int) -> None:
    """It completes, explains and judges front matter by itself, and in a page as a whole too."""
    file = probe(tmp_path, ending)
    first = 1 + before
    asks = (f"hover:{first + 1}:2", f"completion:{first + 3}:8", f"completion:{first + 5}:2")
    found = asked(file, *asks)
    hover, states, inner = found["answers"]
    assert "Wanneer het begint. Een dag zonder tijd betekent: de hele dag." in hover
    assert sorted(states) == ["cancelled", "moved_online", "postponed", "scheduled"]
    assert {"state", "url", "deadline", "capacity"} <= set(inner)
    wrong = [line for line, message in found["diagnostics"] if "is not allowed" in message]
    assert [first + 2, first + 6] == sorted(wrong)


def test_a_language_server_offers_fields(tmp_path: Path) -> None:
    """Where a field can begin, it offers those that are not there yet."""
    file = probe(tmp_path, ".yaml")
    text = file.read_text().replace("registration:\n  \nmunicipality: x\n", "r\n")
    file.write_text(text)
    offered = asked(file, "completion:5:1")["answers"][0]
    assert {"registration", "speakers", "location"} <= set(offered)
    assert "start" not in offered

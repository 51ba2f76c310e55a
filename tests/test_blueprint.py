"""The blueprint: what is kept of library and plan is what working them out again gives."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from hubgen.cache import open_cache
from hubgen.calendars.components import components_of
from hubgen.calendars.records import Components
from hubgen.edition import Edition
from hubgen.errors import Problem
from hubgen.feeds import Newest
from hubgen.kinds.base import Entry
from hubgen.library import Key, Library, assemble
from hubgen.moments import next_change
from hubgen.order import newest_first
from hubgen.progress import Quiet
from hubgen.survey import Looked, Request, look
from hubgen.times import read_now
from tests.hub import page, write_site
from tests.test_archive import FILES
from tests.test_images import photo, saved

NOW = read_now("2024-11-01T12:00:00+01:00")
EVENT = "content/events/een.md"
BRAM = "content/people/bram.md"
LOS = "content/articles/los/index.md"
PLANNED: dict[str, str | bytes] = {
    **FILES,
    "content/practices/straat.md": FILES["content/practices/straat.md"].replace(
        "![](zaal.jpg)", ""
    ),
    # With a summary, which otherwise is how a text begins.
    EVENT: FILES[EVENT].replace("uid:", "summary: Kort.\nuid:"),
    "content/people/anna.md": FILES["content/people/anna.md"].replace(
        "uid:", "summary: Zij.\nuid:"
    ),
    # Nobody names him, and a link to a draft is shown as text.
    BRAM: page("title: Bram\nsummary: Hij.\nuid: bram@x\n", "Zie [plan](../pages/plan.md).\n"),
    "content/pages/plan.md": page("title: Plan\nuid: plan@x\ndraft: true\n"),
    "content/pages/straks.md": page("title: Straks\nuid: straks@x\ndate: 2030-01-01\n"),
    LOS: page(
        "title: Los\nsummary: Los.\nuid: los@x\ndate: 2024-01-01\n", "![De zaal](zaal.png)\n"
    ),
    "content/articles/los/zaal.png": saved(photo(40, 30), "PNG"),
}
"""A hub with something of all that a library and a plan hold, and with warnings."""


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    """Return a site of which a blueprint is kept."""
    write_site(tmp_path, PLANNED)
    assert "problem" not in [one.severity for one in problems(tmp_path)]
    return tmp_path


def request_of(site: Path, now: datetime = NOW) -> Request:
    """Return the request to look at a site and publish it."""
    return Request(site=site, output=site / "public", now=now, cache=site / ".hubgen")


def seen(site: Path, now: datetime = NOW, *, fresh: bool = False) -> tuple[object, ...]:
    """Return all that a survey of a site gives."""
    with open_cache(None if fresh else site / ".hubgen") as cache:
        return told(look(request_of(site, now), Quiet(), cache=cache))


def problems(site: Path) -> tuple[Problem, ...]:
    """Return all that is wrong with a site."""
    with open_cache(site / ".hubgen") as cache:
        return look(request_of(site), Quiet(), cache=cache).problems


def told(looked: Looked) -> tuple[object, ...]:
    """Return all that is known of a hub, in its order."""
    edition = looked.edition
    return (
        looked.problems,
        library_of(edition.library),
        edition.plan,
        *(list(of.items()) for of in (edition.plan.by_address, edition.plan.of_form)),
        list(edition.assets.items()),
        edition.static,
        edition.asset_addresses,
        list(looked.calendars.components.items()),
        list(looked.calendars.outlines.items()),
    )


def library_of(library: Library) -> dict[str, object]:
    """Return all of a library, its pages by their paths."""
    return {
        one.name: list(value.items()) if hasattr(value, "items") else value
        for one in fields(library)
        if (value := getattr(library, one.name)) is not None
        and one.name not in {"entries", "by_key", "unsound", "newest", "until"}
    } | {
        "entries": [(one.path, one.facts, one.fields) for one in library.entries],
        "newest": library.newest
        or tuple(one.key for one in newest_first(library.entries, library)),
        "unsound": [one.path for one in library.unsound],
        "by_key": [(key, one.path) for key, one in library.by_key.items()],
    }


def edit(site: Path, path: str, before: str, after: str) -> None:
    """Change a file."""
    text = (site / path).read_text("utf-8")
    assert before in text
    (site / path).write_text(text.replace(before, after), "utf-8")


def is_kept(site: Path, monkeypatch: pytest.MonkeyPatch, now: datetime = NOW) -> bool:
    """Tell whether a survey uses what is kept, and hold what it gives against a fresh one."""
    worked_out: list[object] = []

    def spy(*given, **more):  # type: ignore[no-untyped-def]
        worked_out.append(given)
        return assemble(*given, **more)

    with monkeypatch.context() as patch:
        patch.setattr("hubgen.survey.assemble", spy)
        found = seen(site, now)
    assert found == seen(site, now, fresh=True)
    return not worked_out


def test_a_text_leaves_library_and_plan_as_they_are(
    hub: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a text changed, or nothing, all that is kept is what is worked out."""
    assert is_kept(hub, monkeypatch)
    edit(hub, EVENT, "Zo.", "Zo, en niet anders.")
    assert is_kept(hub, monkeypatch)
    assert is_kept(hub, monkeypatch, NOW.replace(minute=30))


def test_only_an_event_that_changed_is_put_in_calendars_anew(
    hub: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is serialised, or fetched, of an event that is as it was."""
    made: list[str] = []

    def spy(entries: Sequence[Entry], edition: Edition) -> dict[Key, Components]:
        made.extend(one.path for one in entries)
        return components_of(entries, edition)

    monkeypatch.setattr("hubgen.calendars.components.components_of", spy)
    monkeypatch.setattr("hubgen.archive.components._read", made.append)
    problems(hub)
    assert made == []
    edit(hub, EVENT, "Zo.", "Anders.")
    problems(hub)
    assert made == ["content/events/een.en.md", EVENT]


def test_what_is_newest_is_known_without_reading_of_pages(
    hub: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A feed that is made anew needs no fact of the pages that are not in it."""
    read: list[bytes] = []
    with open_cache(hub / ".hubgen") as cache:
        library = look(request_of(hub), Quiet(), cache=cache).edition.library
        monkeypatch.setattr("hubgen.archive.pages.read", read.append)
        Newest(library)
    assert read == []


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        (EVENT, "title: ", "title: Nieuw "),
        (EVENT, "[Anna](", "[Bram](../people/bram.md) en [Anna]("),
        (BRAM, "uid", "draft: yes\nuid"),
        ("content/events/_index.md", "Lees", "Lees en zie"),
        ("content/site.yaml", "title: ", "title: Nieuw "),
        (LOS, "![De zaal](zaal.png)", "Tekst."),
        (LOS, "uid", "aliases: [/losser/]\nuid"),
    ],
)
def test_what_others_see_is_worked_out_again(
    hub: Path, monkeypatch: pytest.MonkeyPatch, path: str, before: str, after: str
) -> None:
    """What is kept is not used where another page or the plan asks what changed."""
    edit(hub, path, before, after)
    assert not is_kept(hub, monkeypatch)
    assert is_kept(hub, monkeypatch)


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        (EVENT, "## Wat", "## Hoe"),  # a link on another page leads there
        ("content/people/anna.md", "# Rol", "# Taak"),
        (EVENT, "Zo.", "Zie [hier](weg.md)."),
        (EVENT, "title: ", "titel: "),
    ],
)
def test_a_problem_is_found_and_nothing_is_kept(
    hub: Path, monkeypatch: pytest.MonkeyPatch, path: str, before: str, after: str
) -> None:
    """What a change breaks elsewhere is a problem, and is one the next time."""
    edit(hub, path, before, after)
    assert not is_kept(hub, monkeypatch)
    assert not is_kept(hub, monkeypatch)
    edit(hub, path, after, before)
    assert is_kept(hub, monkeypatch)


def test_warnings_stand_where_they_stand_now(hub: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A warning about a page between other pages goes along with the lines of its file."""
    assert "link-to-unpublished" in [one.code for one in problems(hub)]
    edit(hub, BRAM, "Zie", "Eerst dit.\n\nZie")
    assert is_kept(hub, monkeypatch)
    edit(hub, BRAM, "title", "# Een opmerking\ntitle")
    is_kept(hub, monkeypatch)


def test_a_picture_that_is_gone_is_missed(hub: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that a page uses is looked for, and looked at, each time."""
    picture = hub / "content/articles/los/zaal.png"
    picture.write_bytes(saved(photo(80, 60), "PNG"))
    assert is_kept(hub, monkeypatch)
    picture.write_bytes(b"no picture")
    assert not is_kept(hub, monkeypatch)
    picture.unlink()
    assert not is_kept(hub, monkeypatch)


def test_a_file_in_the_place_of_a_page_is_refused(
    hub: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A static file where a page was before is a problem, whatever is kept."""
    (hub / "static").mkdir()
    (hub / "static/x.txt").write_text("x", "utf-8")
    assert not is_kept(hub, monkeypatch)


def test_time_has_library_and_plan_worked_out_again(
    hub: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is kept is used up to the next moment at which anything changes, and not before."""
    with open_cache(None) as cache:
        library = look(request_of(hub), Quiet(), cache=cache).edition.library
    change = next_change(library)
    assert change is not None
    assert is_kept(hub, monkeypatch, change - timedelta(seconds=1))
    assert not is_kept(hub, monkeypatch, change)
    assert not is_kept(hub, monkeypatch)


def test_drafts_have_a_blueprint_of_their_own(hub: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A preview that shows drafts has nothing worked out again for what is published."""
    with open_cache(hub / ".hubgen") as cache:
        look(replace(request_of(hub), drafts=True), Quiet(), cache=cache)
    assert is_kept(hub, monkeypatch)

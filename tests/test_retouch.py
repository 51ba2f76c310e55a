"""Promises about pages that are made again alone, as nothing else can see what changed."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hubgen.errors import Problem
from hubgen.preview import Look, Preview
from hubgen.watch import Watch
from tests.hub import page, write_site

NOW = datetime(2025, 3, 12, 9, tzinfo=UTC)
TEXT = (
    "Eerst een zin die blijft.\n\n## Kop\n\nTekst met [een concept](../pages/later.md).\n\n## Los\n"
)
EVENT = "title: Kring\nuid: k\nsummary: Over iets.\nstart: 2025-04-01 14:00\nspeakers: [anna]"
FILES = {
    "content/site.yaml": "title: T\nlanguages: [nl, en]\n",
    "content/events/kring.md": page(EVENT, TEXT),
    "content/events/kring.en.md": page("title: Circle\nsummary: About.", "## Head\n\nText.\n"),
    "content/people/anna.md": page("title: Anna\nuid: a", "Anna doet mee.\n"),
    "content/pages/over.md": page(
        "title: Over\nuid: o", "Zie [de kring](../events/kring.md#kop) en [](/events/kring/).\n"
    ),
    "content/pages/later.md": page("title: Later\nuid: l\ndraft: true", "Later.\n"),
}
KRING = "content/events/kring.md"


class Hub:
    """A preview that follows edits, beside one that builds everything after each."""

    def __init__(self, folder: Path, *, drafts: bool = False) -> None:
        self.site = write_site(folder / "site", FILES)
        self.now = NOW
        look = Look(now=lambda: self.now, drafts=drafts)
        self.preview = Preview(self.site, folder / "kept", port=8000, look=look)
        self.plain = Preview(self.site, folder / "plain", port=8000, look=look)
        assert not self.preview.rebuild().failed, self.preview.state

    def edit(self, path: str, before: str, after: str) -> bool:
        """Change a file; return whether its page alone was made again."""
        file = self.site / path
        text = file.read_text("utf-8")
        assert before in text
        file.write_text(text.replace(before, after), "utf-8")
        return self.update(file)

    def update(self, *files: Path) -> bool:
        """Show what changed; return whether that took no build."""
        self.preview.update([str(one.resolve()) for one in files])
        return not self.preview.is_settled and not self.preview.state.failed

    def shown(self) -> tuple[Mapping[str, bytes], tuple[Problem, ...], tuple[Problem, ...]]:
        """Return all pages of the preview, the problems and the warnings."""
        return _shown(self.preview)

    def built(self) -> tuple[Mapping[str, bytes], tuple[Problem, ...], tuple[Problem, ...]]:
        """Return the same of a build of everything."""
        failed = self.plain.rebuild().failed
        pages, problems, warnings = _shown(self.plain)
        return self.shown()[0] if failed else pages, problems, warnings


def _shown(
    preview: Preview,
) -> tuple[Mapping[str, bytes], tuple[Problem, ...], tuple[Problem, ...]]:
    pages = {
        file.relative_to(preview.output).as_posix(): preview.read(file.resolve())
        for file in sorted(preview.output.rglob("*.html"))
    }
    return pages, preview.state.problems, preview.state.warnings


@pytest.fixture
def hub(tmp_path: Path) -> Hub:
    """Return a small hub."""
    return Hub(tmp_path)


ALONE = [
    (KRING, "een zin", "een andere zin"),
    (KRING, "## Kop", "Nog een alinea.\n\nEn nog een.\n\n## Kop"),
    (KRING, "## Los", "## Vast\n\nBij een [kop hierboven](#kop).\n"),
    (KRING, "Tekst met", "Wat **tekst** met"),
    (KRING, "Nog een alinea", "Op 3 mei 2031 [hier](https://example.org/)"),
    (KRING, "[hier](https://example.org/)", ""),
    ("content/events/kring.en.md", "Text.", "Words.\n\n### More"),
    (KRING, "## Vast", "## Los"),
]
"""Edits of which only the page itself is another, each with what it replaces."""
SEEN = [
    (KRING, "title: Kring", "title: Ring"),
    (KRING, "2025-04-01", "2025-04-02"),
    (KRING, "speakers: [anna]", "checks: {date-in-text: dit klopt}"),
    (KRING, "Tekst met", "[Anna](../people/anna.md), tekst met"),
    (KRING, "Tekst met", "[alles](/events/), tekst met"),
    ("content/people/anna.md", "Anna doet", "Zij doet"),
    (KRING, "## Kop", "## Andere kop"),
    (KRING, "Tekst met", "[niets](nergens.md), tekst met"),
    (KRING, "Tekst met", "![zaal](zaal.png), tekst met"),
    (KRING, "uid: k", "uid: [k"),
    ("content/site.yaml", "title: T", "title: U"),
    ("content/events/kring.en.md", "Circle", "Ring"),
]
"""Edits of which more is another, or something is wrong."""


@pytest.mark.parametrize("drafts", [True, False])
def test_an_edit_of_a_text_is_shown_as_a_build_would(tmp_path: Path, drafts: bool) -> None:
    """After each of some edits in a row, pages and warnings are those of a whole build."""
    hub = Hub(tmp_path, drafts=drafts)
    warned = set()
    for edit in ALONE:
        assert hub.edit(*edit), edit
        assert hub.built() == hub.shown()
        warned.add(hub.preview.state.warnings)
    assert drafts or len(warned) > 1
    assert hub.preview.settle() is None
    assert hub.preview.is_settled
    assert hub.built() == hub.shown()


@pytest.mark.parametrize("edit", SEEN)
def test_what_more_than_a_page_shows_is_built(hub: Hub, edit: tuple[str, str, str]) -> None:
    """After an edit that other pages may show, or that is wrong, all is as a build has it."""
    assert hub.edit(*ALONE[0])
    assert not hub.edit(*edit), edit
    assert hub.built() == hub.shown()


def test_what_is_wrong_can_be_mended(hub: Hub) -> None:
    """After an edit that fails and one that mends it, edits are shown as before."""
    assert hub.edit(*ALONE[0])
    assert not hub.edit(KRING, "## Kop", "## Andere kop")
    assert hub.preview.state.failed
    assert "andere zin" in (hub.shown()[0]["events/kring/index.html"]).decode()
    assert not hub.edit(KRING, "## Andere kop", "## Kop")
    assert hub.edit(*ALONE[1])
    assert hub.built() == hub.shown()


def test_files_that_come_go_or_only_lie_about(hub: Hub) -> None:
    """A page that is new or gone takes a build; what an editor's program leaves behind does not."""
    new, left = hub.site / "content/pages/new.md", hub.site / "content/events/kring.md~"
    new.write_text(page("title: New\nuid: n", "New.\n"), "utf-8")
    assert not hub.update(new)
    left.write_text("old", "utf-8")
    file = hub.site / KRING
    file.write_text(file.read_text("utf-8") + "\nEinde.\n", "utf-8")
    assert hub.update(file, left)
    assert hub.built() == hub.shown()
    new.unlink()
    assert not hub.update(new)
    assert hub.built() == hub.shown()


def test_time_that_passes_takes_a_build(hub: Hub) -> None:
    """An edit after the moment at which pages say something else is shown with all of that."""
    hub.now += timedelta(days=40)
    assert not hub.edit(*ALONE[0])
    assert hub.built() == hub.shown()


def test_an_edit_while_it_is_settled_stays(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is saved while a build runs that does not have it is shown, and built the next time."""
    assert hub.edit(*ALONE[0])
    build = Preview._built

    def slow(preview: Preview, jobs: int) -> object:
        done = build(preview, jobs)
        if preview is hub.preview and jobs == 1:
            assert hub.edit(*ALONE[1])
        return done

    monkeypatch.setattr(Preview, "_built", slow)
    assert hub.preview.settle() is None
    assert not hub.preview.is_settled
    monkeypatch.undo()
    assert hub.built() == hub.shown()
    assert hub.preview.settle() is None
    assert hub.preview.is_settled
    assert hub.built() == hub.shown()


def test_the_watch_tells_at_once_of_a_file_that_is_likely_to_change(tmp_path: Path) -> None:
    """It is told alone, and once; what else changed is told by the look after the pause."""
    file, other = tmp_path / "a.md", tmp_path / "b.md"
    file.write_text("1")
    watch = Watch([tmp_path])
    file.write_text("22")
    other.write_text("1")
    told = [watch.wait([str(file)]), watch.wait([str(file)]), watch.wait([str(file)])]
    assert [(str(file),), (str(other),), ()] == told

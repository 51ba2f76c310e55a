"""Upkeep: after any change only what is not right any more is made, and nothing stays wrong."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from hubgen import build as building
from hubgen import upkeep
from hubgen.build import Request, build
from hubgen.cache import open_cache
from hubgen.feeds import Feeds
from hubgen.kinds.base import Entry
from hubgen.progress import Quiet
from hubgen.settings.parts import FeedSettings
from hubgen.syndication import Item
from hubgen.times import read_now
from hubgen.upkeep import PARTS, SHELF
from hubgen.upkeep.items import SHELF as ITEMS
from hubgen.upkeep.values import SHELF as VALUES
from tests.conftest import REPOSITORY
from tests.published import tree

NOW = read_now("2024-10-01T12:00:00+02:00")


class Hub:
    """A site that is built again and again, each time compared with a build from nothing."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.request = Request(
            site=folder / "site",
            output=folder / "public",
            now=NOW,
            cache=folder / "site" / ".hubgen",
        )
        self._made: list[str] = []
        render = building._render

        def spy(press, targets, *others):  # type: ignore[no-untyped-def]
            self._made = [one.address for one in targets]
            return render(press, targets, *others)

        monkeypatch.setattr(building, "_render", spy)

    def write(self, path: str, text: str) -> None:
        """Write a file of the content."""
        file = self.folder / "site" / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def edit(self, path: str, before: str, after: str) -> None:
        """Change a file of the content."""
        text = (self.folder / "site" / "content" / path).read_text("utf-8")
        assert before in text
        self.write(path, text.replace(before, after))

    def incremental(self, now: datetime = NOW) -> set[str]:
        """Build, and return the addresses that were made."""
        build(replace(self.request, now=now), Quiet())
        return set(self._made)

    def build(self, now: datetime = NOW) -> set[str]:
        """Build, compare with a build from nothing, and return the addresses that were made."""
        made = self.incremental(now)
        clean = replace(self.request, now=now, output=self.folder / "clean", cache=None)
        build(clean, Quiet())
        assert tree(self.request.output) == tree(clean.output)
        return made


def pages(made: Collection[str]) -> list[str]:
    """Return the pages of entries and listings among what was made."""
    return sorted(one for one in made if one.endswith("/"))


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hub:
    """Return a hub with two events by two speakers, of which one belongs to an organisation."""
    hub = Hub(tmp_path, monkeypatch)
    themes = "themes: [{slug: energie, title: Energie}, {slug: water, title: Water}]\n"
    hub.write("site.yaml", f"title: Proefhub\nlanguages: [nl, en]\n{themes}")
    for name, speaker, theme, day in (
        ("warmte", "anna", "energie", "2024-11-13"),
        ("riool", "bram", "water", "2025-03-20"),
    ):
        hub.write(
            f"events/{name}.md",
            f"---\ntitle: Over {name}\nuid: {name}@example.org\nsummary: Kort.\n"
            f"start: {day} 14:00\nend: {day} 16:00\nspeakers: {speaker}\nthemes: {theme}\n"
            "---\n\nTekst.\n",
        )
    hub.write("people/anna.md", "---\ntitle: Anna\nuid: a@example.org\n---\n")
    hub.write(
        "people/bram.md",
        "---\ntitle: Bram\nuid: b@example.org\norganisation: waterschap\n---\n",
    )
    hub.write("organisations/waterschap.md", "---\ntitle: Waterschap\nuid: w@example.org\n---\n")
    hub.build()
    return hub


def test_nothing_is_made_where_nothing_changed(hub: Hub) -> None:
    """A second build makes no target at all."""
    assert hub.build() == set()


_MADE_BY_A_PROCESS = """
import sys
from hubgen import build
from hubgen.cli import main

render = build._render

def spy(press, targets, *others):
    print(*(one.address for one in targets if one.address.endswith("/")))
    return render(press, targets, *others)

build._render = spy
main(sys.argv[1:])
"""


def test_what_one_process_made_another_finds_right(hub: Hub) -> None:
    """In whichever order a process walks through sets, only what changed is made."""
    request = hub.request
    where = ("--site", str(request.site), "--output", str(request.output))
    command = [sys.executable, "-c", _MADE_BY_A_PROCESS, "build", *where, "--now", NOW.isoformat()]
    for seed in range(4):
        hub.edit("events/warmte.md", "Tekst.", f"Nog {seed}. Tekst.")
        done = subprocess.run(
            command,
            cwd=REPOSITORY,
            env=os.environ | {"PYTHONHASHSEED": str(seed)},
            capture_output=True,
            text=True,
            check=True,
        )
        if seed:  # the first may have another cache than the test's own
            assert done.stdout.splitlines()[0] == "/events/warmte/"


def test_a_text_is_on_its_own_page_and_in_feeds(hub: Hub) -> None:
    """A change in an event's text makes its page and the feeds that hold it, and no other page."""
    hub.edit("events/warmte.md", "Tekst.", "Een andere tekst.")
    made = hub.build()
    assert pages(made) == ["/events/warmte/"]
    files = {one.rpartition("/")[2] for one in made}
    assert files == {"", "feed.xml", "atom.xml", "feed.json", "index.json"}


def test_a_name_is_on_every_page_that_shows_it(hub: Hub) -> None:
    """A speaker's other name is on her events' pages, and the other speaker's pages stay."""
    hub.edit("people/anna.md", "title: Anna", "title: Johanna")
    made = pages(hub.build())
    assert "/events/warmte/" in made
    assert "/people/anna/" in made
    assert "/events/riool/" not in made
    assert "/people/bram/" not in made


def test_what_a_speaker_belongs_to_is_shown_with_her(hub: Hub) -> None:
    """An organisation's other name is on the page of an event at which its people speak."""
    hub.edit("organisations/waterschap.md", "title: Waterschap", "title: Hoogheemraadschap")
    made = pages(hub.build())
    assert "/events/riool/" in made
    assert "/events/warmte/" not in made


def test_time_makes_what_says_how_near_it_is(hub: Hub) -> None:
    """A day on, the page of the event that is nearer in words is made, and no other event's."""
    made = pages(hub.build(read_now("2024-11-12T12:00:00+01:00")))
    assert "/events/warmte/" in made
    assert hub.build(read_now("2024-11-12T12:10:00+01:00")) == set()


def test_time_leaves_what_only_names_a_page(hub: Hub) -> None:
    """A day on, a page that names an event is left, though the event's own says it is nearer."""
    hub.write(
        "people/bram.md",
        "---\ntitle: Bram\nuid: b@example.org\n---\n\nOok bij [warmte](/events/warmte/).\n",
    )
    hub.build(read_now("2024-11-10T12:00:00+01:00"))
    made = pages(hub.build(read_now("2024-11-11T12:00:00+01:00")))
    assert "/events/warmte/" in made
    assert "/people/bram/" not in made


def test_what_shows_a_page_is_left_while_it_shows_the_same(hub: Hub) -> None:
    """A day on, the page of an event says that it is nearer; lists, feeds and calendars do not."""
    hub.build(read_now("2024-11-10T12:00:00+01:00"))
    made = hub.build(read_now("2024-11-11T12:00:00+01:00"))
    assert made == {"/events/warmte/", "/build.json", "/search/index.json"}


def test_what_shows_a_page_is_made_when_it_shows_something_else(hub: Hub) -> None:
    """On the day before an event, whatever lists it says that it is soon."""
    hub.build(read_now("2024-11-11T12:00:00+01:00"))
    made = pages(hub.build(read_now("2024-11-12T12:00:00+01:00")))
    assert made == [
        "/",
        "/events/",
        "/events/2024/",
        "/events/warmte/",
        "/people/anna/",
        "/themes/energie/",
    ]


def test_what_is_not_known_of_values_is_found_out_again(hub: Hub) -> None:
    """Where it is lost what cards are made from, they are made again, and none is taken for new."""
    hub.build(read_now("2024-11-10T12:00:00+01:00"))
    assert hub.request.cache
    with open_cache(hub.request.cache) as cache:
        assert list(cache.shelf(VALUES)) == [str(hub.request.output)]
        cache.clear(VALUES, str(hub.request.output))
    made = hub.build(read_now("2024-11-11T12:00:00+01:00"))
    assert made == {"/events/warmte/", "/build.json", "/search/index.json"}


def test_a_card_that_changed_twice_is_known_as_it_was_published(hub: Hub) -> None:
    """A card that is another one, where the plan is the same as well, is so in the next build."""
    hub.edit("events/warmte.md", "summary: Kort.", "summary: Lang.")
    assert "/people/anna/" in hub.build()
    hub.edit("events/warmte.md", "Tekst.", "Een andere tekst.")
    assert "/people/anna/" not in hub.build()
    hub.edit("events/warmte.md", "summary: Lang.", "summary: Kort.")
    assert "/people/anna/" in hub.build()


def test_who_offers_to_follow_a_theme_is_left_when_more_is_about_it(hub: Hub) -> None:
    """Every page about a theme offers its calendar; how much is in that, one page says."""
    names = [f"voorbeeld-{number}" for number in range(5)]
    for name in names:
        hub.write(
            f"practices/{name}.md",
            f"---\ntitle: {name}\nuid: {name}@example.org\nsummary: Kort.\nthemes: energie\n---\n",
        )
    hub.build()
    hub.write(
        "events/beide.md",
        "---\ntitle: Beide\nuid: beide@example.org\nsummary: Kort.\nstart: 2024-12-01 10:00\n"
        "end: 2024-12-01 12:00\nthemes: [energie, water]\n---\n",
    )
    made = hub.build()
    assert {"/events/beide/", "/themes/energie/", "/subscribe/"} <= made
    assert not made.intersection(f"/practices/{name}/" for name in names)


def test_what_is_over_leaves_calendars_in_time(hub: Hub) -> None:
    """When a meeting is over for long, the calendars are made that it leaves, and no file of it."""
    over = read_now("2024-11-13T16:00:00+01:00") + timedelta(days=FeedSettings().past_days)
    hub.build(over - timedelta(hours=1))
    made = hub.build(over)
    assert "/events/calendar.ics" in made
    assert "/events/riool/event.ics" not in made
    assert hub.build(over + timedelta(hours=1)) == set()


def test_a_clock_that_is_set_back_is_believed(hub: Hub) -> None:
    """A build for an earlier moment than the last one's publishes what held then."""
    hub.build(read_now("2026-01-01T12:00:00+01:00"))
    hub.build()


@pytest.mark.parametrize(
    "change",
    [
        lambda hub: hub.write("people/carla.md", "---\ntitle: Carla\nuid: c@example.org\n---\n"),
        lambda hub: (hub.folder / "site/content/events/riool.md").unlink(),
        lambda hub: hub.edit("events/riool.md", "title:", "aliases: [/oud/]\ntitle:"),
        lambda hub: hub.edit("events/riool.md", "Tekst.", "Zie [Warmte](warmte.md)."),
        lambda hub: hub.edit("events/riool.md", "title:", "draft: true\ntitle:"),
        lambda hub: hub.edit("events/riool.md", "speakers: bram", "speakers: [bram, anna]"),
        lambda hub: hub.edit("site.yaml", "title: Proefhub", "title: Andere hub"),
        lambda hub: hub.write("events/riool.en.md", "---\ntitle: About sewers\n---\n\nText.\n"),
        lambda hub: hub.write("people/_index.md", "---\ntitle: Wie is wie\n---\n\nHallo.\n"),
        lambda hub: hub.write("pages/over.md", "---\ntitle: Over ons\nuid: o@example.org\n---\n"),
        lambda hub: hub.edit("people/anna.md", "title:", "expires: 2024-01-01\ntitle:"),
    ],
    ids=[
        "new-page",
        "page-gone",
        "old-address",
        "link",
        "draft",
        "speaker",
        "settings",
        "translation",
        "introduction",
        "footer",
        "expired",
    ],
)
def test_10_any_change_gives_what_a_build_from_nothing_gives(
    hub: Hub, change: Callable[[Hub], None]
) -> None:
    """Whatever is changed, and changed back, the site is that of a build from nothing."""
    content = hub.folder / "site" / "content"
    before = {file: file.read_bytes() for file in content.rglob("*") if file.is_file()}
    change(hub)
    hub.build()
    for file in content.rglob("*"):
        if file.is_file() and file not in before:
            file.unlink()
    for file, data in before.items():
        file.write_bytes(data)
    hub.build()


def test_a_layout_of_the_site_is_on_all_its_pages(hub: Hub) -> None:
    """A layout that a site gets, changes and loses is used at once."""
    own = hub.folder / "site" / "layouts" / "person.html"
    own.parent.mkdir()
    for text in ("Een {{ entry.title }}", "Twee {{ entry.title }}"):
        own.write_text(text, "utf-8")
        hub.build()
    own.unlink()
    hub.build()


def test_what_was_changed_in_the_published_folder_is_made_again(hub: Hub) -> None:
    """A published file that somebody wrote to or took away is as it was after the next build."""
    page = hub.request.output / "people" / "anna" / "index.html"
    page.write_text("Gehackt", "utf-8")
    (hub.request.output / "people" / "bram" / "index.html").unlink()
    assert pages(hub.build()) == ["/people/anna/", "/people/bram/"]


def test_without_the_cache_all_is_made(hub: Hub) -> None:
    """A build without a cache between two with one leaves nothing of the first to the last."""
    hub.edit("events/warmte.md", "Tekst.", "Een andere tekst.")
    build(replace(hub.request, cache=None), Quiet())
    hub.edit("events/warmte.md", "Een andere tekst.", "Nog een tekst.")
    hub.build()


def test_the_next_moment_counts_pages_that_are_still_to_appear(hub: Hub) -> None:
    """The moment of the next build is told anew when a page of the future comes, moves and goes."""
    for name in ("warmte", "riool"):
        (hub.folder / f"site/content/events/{name}.md").unlink()
    hub.build()
    text = "---\ntitle: Carla\nuid: c@example.org\ndate: 2024-12-01\n---\n"
    hub.write("people/carla.md", text)
    assert "/build.json" in hub.build()
    hub.edit("people/carla.md", "2024-12-01", "2024-12-02")
    assert "/build.json" in hub.build()
    (hub.folder / "site/content/people/carla.md").unlink()
    assert "/build.json" in hub.build()


def test_what_is_known_of_a_folder_goes_with_it(hub: Hub, tmp_path: Path) -> None:
    """What was made for a folder that is not there any more is not kept for ever."""
    other = replace(hub.request, output=tmp_path / "other")
    build(other, Quiet())
    shutil.rmtree(other.output)
    hub.edit("events/warmte.md", "Tekst.", "Een andere tekst.")
    hub.build()
    assert other.cache
    with open_cache(other.cache) as cache:
        assert list(cache.shelf(SHELF)) == [str(hub.request.output)]
        assert {name.partition("\n")[0] for name in cache.shelf(PARTS)} == {str(hub.request.output)}


def parts(hub: Hub, table: str) -> dict[str, tuple[str, bytes]]:
    """Return the parts of a table of what is remembered, by their names."""
    assert hub.request.cache
    with open_cache(hub.request.cache) as cache:
        shelf = cache.shelf(PARTS)
    return {name: told for name, told in shelf.items() if name.split("\n")[1] == table}


def test_a_little_that_changed_is_written_beside_the_rest(hub: Hub) -> None:
    """What is remembered of all other targets stays as it was written."""
    before = parts(hub, "base")
    assert before
    hub.edit("events/warmte.md", "Tekst.", "Een andere tekst.")
    first = hub.build()
    assert (parts(hub, "base"), bool(parts(hub, "since"))) == (before, True)
    hub.edit("events/warmte.md", "Een andere tekst.", "Tekst.")  # as it was written at first
    assert hub.build() == first
    hub.edit("events/riool.md", "Tekst.", "Een andere tekst.")
    hub.build()
    assert parts(hub, "base") == before
    assert hub.build() == set()


def test_much_that_changed_is_written_with_the_rest(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is remembered apart does not grow for ever."""
    monkeypatch.setattr(upkeep, "_FEW", 20)
    hub.edit("events/warmte.md", "Tekst.", "Een andere tekst.")
    hub.build()
    before = parts(hub, "base")
    hub.edit("people/anna.md", "title: Anna", "title: Johanna")
    hub.build()
    assert parts(hub, "base") != before
    assert parts(hub, "since") == {}
    assert hub.build() == set()
    hub.edit("events/warmte.md", "andere", "derde")
    assert pages(hub.build()) == ["/events/warmte/"]


def test_09_a_part_that_is_lost_makes_all_anew(hub: Hub) -> None:
    """What is not whole in the cache costs time alone."""
    assert hub.request.cache
    for part in ("targets", "holders", "notes-0"):
        with open_cache(hub.request.cache) as cache:
            for table in ("base", "since"):
                cache.clear(PARTS, f"{hub.request.output}\n{table}\n{part}")
        hub.edit("events/warmte.md", "Tekst.", "Nog een tekst. Tekst.")
        assert {"/", "/events/warmte/", "/events/riool/"} <= hub.build()
    assert hub.build() == set()


@pytest.fixture
def items_made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the pages of which items of feeds are made, from now on."""
    found: list[str] = []
    make = Feeds._made

    def spy(feeds: Feeds, entry: Entry) -> Item:
        found.append(f"{entry.ref} {entry.lang}")
        return make(feeds, entry)

    monkeypatch.setattr(Feeds, "_made", spy)
    return found


def test_the_items_of_a_feed_are_made_of_what_changed(hub: Hub, items_made: list[str]) -> None:
    """Those of its other pages are as an earlier build made them."""
    hub.edit("events/warmte.md", "Tekst.", "Een andere tekst.")
    hub.incremental()
    assert sorted(items_made) == ["events/warmte nl"]
    hub.build()


def test_an_item_is_made_again_with_what_it_shows(hub: Hub, items_made: list[str]) -> None:
    """A speaker's new name is in the items of what she speaks at, and in no others."""
    hub.edit("people/anna.md", "title: Anna", "title: Johanna")
    hub.incremental()
    assert sorted(items_made) == ["events/warmte nl"]
    hub.build()


def test_an_item_is_made_again_as_time_passes(hub: Hub, items_made: list[str]) -> None:
    """An event that was is said to have been, in its items too."""
    hub.incremental(read_now("2024-11-14T12:00:00+01:00"))
    assert "events/warmte nl" in items_made
    hub.build(read_now("2024-11-14T12:00:00+01:00"))


def test_an_item_goes_with_its_page(hub: Hub) -> None:
    """What is remembered of feeds does not grow for ever, nor does a broken item stay."""
    (hub.folder / "site/content/events/riool.md").unlink()
    hub.build()
    with open_cache(hub.request.cache) as cache:
        names = cache.names(ITEMS)
        assert [name.split("\n")[1:] for name in names] == [["events", "warmte", "nl"]]
        cache.shelve(ITEMS, names[0], "another state", b"")
    hub.edit("events/warmte.md", "Tekst.", "Een andere tekst.")
    hub.build()

"""Marks: what changes behind a note changes the note's mark (threats, row 10)."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from hubgen.assets import Asset
from hubgen.cache import open_cache
from hubgen.calendars import Calendars
from hubgen.calendars.components import components_of
from hubgen.edition import Edition
from hubgen.layouts import Compiled
from hubgen.listings import Listing, Role
from hubgen.notes import Note
from hubgen.plan import FEEDS, Form, Target
from hubgen.press import Cards, Press
from hubgen.search.index import make_search
from hubgen.static import TYPEFACE, layout_folders, read_static
from hubgen.upkeep.marks import GONE, Marks, compact
from hubgen.upkeep.values import Values
from tests.conftest import REPOSITORY
from tests.hub import NOW, event, make_hub, page

COMPILED = Compiled()
STATIC = read_static(REPOSITORY)
FILES: Mapping[str, str] = {
    "content/events/x.md": event(
        "uid: x@a.nl\nsummary: Kort.\nthemes: [water]\n"
        "location: {municipality: Utrecht}\nspeakers: anna",
        "Tekst.\n",
        title="Over water",
    ),
    "content/events/x.en.md": page("title: On water", "Text.\n"),
    "content/events/y.md": event("uid: y@a.nl\nthemes: [water, energie]\naliases: [/oud/]"),
    "content/events/both.md": event(
        "uid: b2@a.nl\ndates: [{start: 2024-11-20 10:00, end: 2024-11-20 11:00}, "
        "{start: 2024-12-11 10:00, end: 2024-12-11 11:00}]"
    ),
    "content/events/draft.md": event("draft: true\nuid: d@a.nl", title="Later"),
    "content/events/soon.md": event("date: 2024-11-03 10:00\nuid: s@a.nl"),
    "content/people/anna.md": page("title: Anna\nuid: a@a.nl"),
    "content/people/bram.md": page("title: Bram\nuid: b@a.nl", "Zie [anna](anna.md).\n"),
    "content/people/_index.md": page("title: Mensen\nsummary: Wie.", "Hallo.\n"),
}
X, ANNA = "content/events/x.md", "content/people/anna.md"
INTRODUCTION = "content/people/_index.md"


def marks_of(edition: Edition) -> Marks:
    """Return the marks of an edition of which nothing was made yet."""
    cache = open_cache(None)
    press = Press(
        Calendars(edition, components_of(edition.library.entries, edition)),
        lambda: make_search(edition, cache, jobs=1),
        Cards(REPOSITORY / "static" / TYPEFACE, cache),
        layout_folders(REPOSITORY),
        COMPILED,
    )
    return Marks(press, Values(cache, "public", "state"))


def edition_of(changes: Mapping[str, str | None], later: timedelta = timedelta()) -> Edition:
    """Return the edition of the hub with other files, and some time later."""
    files = {path: text for path, text in {**FILES, **changes}.items() if text is not None}
    return replace(make_hub(files, now=NOW + later).edition, static=STATIC)


@pytest.fixture(scope="module")
def edition() -> Edition:
    """Return the edition of the hub as it is."""
    return edition_of({})


def edited(path: str, before: str, after: str) -> dict[str, str | None]:
    """Return a change in a file."""
    assert before in FILES[path]
    return {path: FILES[path].replace(before, after)}


NEW_PAGE = {"content/people/carla.md": page("title: Carla\nuid: c@a.nl")}
NEW_EVENT = {
    "content/events/z.md": event(
        "uid: z@a.nl\nlocation: {municipality: Utrecht}\nthemes: [water]\nspeakers: anna"
    )
}
X_KEY, ANNA_KEY = ("events", "x", "nl"), ("people", "anna", "nl")


@pytest.mark.parametrize(
    ("note", "changes"),
    [
        (("page", *X_KEY), edited(X, "Over water", "Over riolen")),
        (("page", *X_KEY), {X: None, "content/events/x.en.md": None}),
        (("pages",), edited(ANNA, "Anna", "Johanna")),
        (("pages",), NEW_PAGE),
        (("component", *X_KEY), edited(X, "summary: Kort.", "summary: Lang.")),
        (("components",), edited(X, "summary: Kort.", "summary: Lang.")),
        (("components",), NEW_EVENT),
        (("languages", "events", "x"), {"content/events/x.en.md": None}),
        (("referrers", "people", "anna"), {"content/people/bram.md": None}),
        (
            ("referrers", "people", "anna"),
            {
                "content/people/bram.md": None,
                "content/organisations/bram.md": page(
                    "title: Bram\nuid: b@a.nl", "Zie [anna](../people/anna.md).\n"
                ),
            },
        ),
        (("referrers", "people", "anna"), edited(X, "speakers:", "moderators:")),
        (
            ("referrers", "people", "anna"),
            {X: FILES[X].replace("speakers: anna", "")} | NEW_EVENT,
        ),
        (("unpublished", "events", "draft"), edited("content/events/draft.md", "Later", "Ooit")),
        (("unpublished-at", "/events/draft/"), {"content/events/draft.md": None}),
        (("to-appear",), edited("content/events/soon.md", "10:00", "11:00")),
        (("file", "content/people/carla.md"), NEW_PAGE),
        (("introduction", "people", "nl"), edited(INTRODUCTION, "Mensen", "Wie is wie")),
        (("introduction", "people", "nl"), edited(INTRODUCTION, "Wie.", "Allen.")),
        (("introduction", "people", "nl"), edited(INTRODUCTION, "Hallo.", "Dag.")),
        (("introduction", "people", "nl"), {INTRODUCTION: None}),
        (("structure",), edited(INTRODUCTION, "Hallo.", "Dag.")),
        (("structure",), edited("content/events/draft.md", "Later", "Ooit")),
        (("structure",), edited("content/events/soon.md", "10:00", "11:00")),
        (("structure",), edited(ANNA, "Anna", "Johanna")),
        (("structure",), {"content/events/draft.md": None}),
        (("address", "/people/carla/"), NEW_PAGE),
        (("form", "alias"), edited("content/events/y.md", "/oud/", "/ouder/")),
        (("form", "alias"), {"content/events/y.md": event("uid: y@a.nl")}),
        (("listing-of", *ANNA_KEY), edited(ANNA, "Anna", "Johanna")),
        (("twins", "theme", "energie"), {"content/events/y.en.md": page("title: Y")}),
        (("listing", "nl", "section", "people"), edited(INTRODUCTION, "Mensen", "Wie is wie")),
        (("listings", "nl", "section"), edited(INTRODUCTION, "Mensen", "Wie is wie")),
        (("listings",), edited(INTRODUCTION, "Mensen", "Wie is wie")),
        (("counts", "nl", "theme", "water"), NEW_EVENT),
        (("newest", "nl", "section", "events"), NEW_EVENT),
        (("atlas", "agenda", "nl"), edited(X, "Over water", "Over riolen")),
        (("atlas", "agenda", "nl"), edited(X, "Utrecht", "Zeist")),
        (("sight", "agenda", "nl", "events", "x"), edited(X, "Utrecht", "Zeist")),
        (("month", "nl", "2024-11"), edited(X, "Over water", "Over riolen")),
        (("month", "nl", "2024-11"), edited(X, "2024-11-13", "2024-11-14")),
        (("months", "nl"), edited(X, "2024-11-13", "2025-01-14")),
        (("named", "nl", "Anna"), edited(ANNA, "Anna", "Johanna")),
        (("kin", "nl", "3", "water"), NEW_EVENT),
        (("targets",), NEW_PAGE),
        (("targets",), edited("content/events/y.md", "/oud/", "/ouder/")),
        (("card", "nl", *X_KEY), edited(X, "summary: Kort.", "summary: Lang.")),
        (("item", *X_KEY), edited(X, "summary: Kort.", "summary: Lang.")),
        (("facets", "nl", *X_KEY), edited(X, "themes: [water]", "themes: [energie]")),
        (("site", "nl"), {"content/pages/over.md": page("title: Over ons\nuid: o@a.nl")}),
    ],
    ids=lambda one: "-".join(one) if isinstance(one, tuple) else "",
)
def test_10_a_change_changes_the_mark(
    edition: Edition, note: Note, changes: Mapping[str, str | None]
) -> None:
    """A page that is changed, new or gone is noticed by whoever looked at what it is part of."""
    before, after = marks_of(edition), marks_of(edition_of(changes))
    assert before.of(note) != after.of(note)
    assert before.of(note) == marks_of(edition).of(note)


@pytest.mark.parametrize(
    ("note", "later"),
    [
        (("phase", *X_KEY), timedelta(days=11, hours=20)),
        (("phases",), timedelta(days=11, hours=20)),
        (("past", *X_KEY), timedelta(days=30)),
        (("next-meeting", "events", "both", "nl"), timedelta(days=30)),
        (("page", "events", "soon", "nl"), timedelta(days=3)),
        (("month-ahead", "nl"), timedelta(days=30)),
        (("counts", "nl", "theme", "water"), timedelta(days=30)),
    ],
    ids=lambda one: "-".join(one) if isinstance(one, tuple) else "",
)
def test_10_time_changes_the_mark(edition: Edition, note: Note, later: timedelta) -> None:
    """What becomes of a page as time passes is noticed, though no file changed."""
    assert marks_of(edition).of(note) != marks_of(edition_of({}, later)).of(note)


def test_10_time_changes_the_structure_though_no_page_appears() -> None:
    """What is listed hangs on what is over."""
    none = {"content/events/soon.md": None}
    before, after = (
        marks_of(edition_of(none, timedelta(days=days))).of(("structure",)) for days in (0, 30)
    )
    assert before != after


def test_10_a_component_is_over_before_it_leaves_its_calendars() -> None:
    """Both are in its mark: when it is past, and when it is so for longer than past days."""
    found = [
        marks_of(edition_of({}, timedelta(days=days))).of(("component", *X_KEY))
        for days in (0, 13, 2000)
    ]
    assert len(set(found)) == 3


def test_10_a_page_with_another_file_has_another_text(edition: Edition) -> None:
    """The digest of its file is the mark of its text, and is in that of all texts."""
    library = edition.library
    entries = tuple(
        replace(one, origin="d") if one.key == X_KEY else one for one in library.entries
    )
    changed = replace(library, entries=entries, by_key={one.key: one for one in entries})
    before, after = marks_of(edition), marks_of(replace(edition, library=changed))
    for note in (("text", *X_KEY), ("texts",)):
        assert before.of(note) != after.of(note)


@pytest.mark.parametrize(
    "note",
    [
        *(("page", *X_KEY), ("text", *X_KEY), ("component", *X_KEY), ("card", "nl", *X_KEY)),
        *(("phase", *X_KEY), ("item", *X_KEY), ("asset", "x.png"), ("address", "/x/")),
        *(("listing", "nl", "theme", "x"), ("counts", "nl", "theme", "x"), ("file", "x.md")),
        *(("newest", "nl", "theme", "x"), ("introduction", "x", "nl"), ("twins", "theme", "x")),
        *(("listing-of", "people", "x", "nl"), ("unpublished", "events", "x")),
    ],
    ids="-".join,
)
def test_what_is_not_there_has_no_mark(note: Note) -> None:
    """Who looked for what is not there notices when it comes."""
    assert marks_of(edition_of(dict.fromkeys(FILES))).of(note) == GONE


def other(value: Any) -> Any:
    """Return a value of the same type that says something else."""
    if isinstance(value, Role):
        return Role.AUDIENCE
    if isinstance(value, Form):
        return Form.MAP
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    return f"{value}x" if isinstance(value, str) else (*(value or ()), "x")


LISTING = Listing(
    role=Role.THEME,
    address="/themes/water/",
    lang="nl",
    title="Water",
    subject="water",
    shown_at="/water/",
    members=(X_KEY,),
    shown=(X_KEY,),
)


def test_10_no_listing_has_the_mark_of_another(edition: Edition) -> None:
    """Also where one is of the same name: of another role, or in another language."""
    marks, target = marks_of(edition), Target(address="/x/", form=Form.LISTING, lang="nl")
    names = ("role", "lang", "subject")
    others = [replace(LISTING, **{name: other(getattr(LISTING, name))}) for name in names]
    found = {marks.of_target(replace(target, listing=one)) for one in (LISTING, *others)}
    assert len(found) == 4


# How much is in a listing is shown by whoever asks for it, and by no one else.
NUMBERS = ("news", "coming")


@pytest.mark.parametrize("name", [one.name for one in fields(Listing) if one.name not in NUMBERS])
def test_10_all_that_a_listing_is_is_behind_its_page(edition: Edition, name: str) -> None:
    """None of its fields can change without its page being made again."""
    target = Target(address="/x/", form=Form.LISTING, lang="nl", listing=LISTING)
    changed = replace(LISTING, **{name: other(getattr(LISTING, name))})
    mark = marks_of(edition).of_target(target)
    assert mark != marks_of(edition).of_target(replace(target, listing=changed))


@pytest.mark.parametrize(
    ("sort", "name"),
    [("counts", "news"), ("counts", "coming"), ("counts", "members"), ("has-coming", "coming")],
)
def test_10_who_says_how_much_there_is_notices_it(edition: Edition, sort: str, name: str) -> None:
    """Its numbers have notes of their own, by which other pages know them too."""
    changed = replace(LISTING, **{name: other(getattr(LISTING, name))})
    found = []
    for one in (LISTING, changed):
        plan = replace(edition.plan, twins={(one.role, one.subject): (one,)})
        found.append(marks_of(replace(edition, plan=plan)).of((sort, "nl", "theme", "water")))
    assert found[0] != found[1]


@pytest.mark.parametrize("name", ["form", "lang", "entry", "to"])
def test_10_all_that_the_plan_says_of_a_target_is_in_its_mark(edition: Edition, name: str) -> None:
    """But for where it is, which is what it is known by."""
    target = Target(address="/x/", form=Form.ENTRY, lang="nl", entry=X_KEY, to="/y/")
    changed = replace(target, **{name: other(getattr(target, name))})
    marks = marks_of(edition)
    assert marks.of_target(target) != marks.of_target(changed)


@pytest.mark.parametrize("name", ["number", "of", "listing"])
def test_10_a_page_of_a_long_listing_has_a_mark_of_its_own(edition: Edition, name: str) -> None:
    """It follows what is on it, and how many pages and members there are."""
    long = replace(LISTING, members=(X_KEY,) * 90, shown=(X_KEY,) * 90)
    target = Target(address="/x/", form=Form.LISTING, lang="nl", listing=long, number=2, of=3)
    if name == "listing":
        for more in (
            replace(long, members=(*long.members, X_KEY)),
            replace(long, shown=(*long.shown[:60], ANNA_KEY, *long.shown[61:])),
            replace(long, title="Andere"),
        ):
            changed = marks_of(edition).of_target(replace(target, listing=more))
            assert changed != marks_of(edition).of_target(target)
        return
    marks = marks_of(edition)
    changed = marks.of_target(replace(target, **{name: getattr(target, name) + 1}))
    assert changed != marks.of_target(target)


def test_a_feed_stays_while_only_members_come() -> None:
    """What it holds is noted where it is chosen; only the feed of changes is all of them."""
    hub = edition_of({})
    more = replace(LISTING, members=(X_KEY, ANNA_KEY))
    for form in FEEDS:
        target = Target(address="/x/", form=form, lang="nl", listing=LISTING)
        marks = [marks_of(hub).of_target(replace(target, listing=one)) for one in (LISTING, more)]
        assert marks[0] == marks[1]
        changes = [replace(one, role=Role.CHANGES) for one in (LISTING, more)]
        marks = [marks_of(hub).of_target(replace(target, listing=one)) for one in changes]
        assert marks[0] != marks[1]


@pytest.mark.parametrize("name", ["address", "digest", "picture"])
def test_10_an_image_is_known_by_where_and_what_it_is(edition: Edition, name: str) -> None:
    """Each is shown by pages: its address, its bytes by their digest, its sizes."""
    asset = Asset(path="content/a.png", address="/a.png", file=Path("a.png"), digest="d")
    changed = replace(asset, **{name: other(getattr(asset, name))})
    found = [
        marks_of(
            replace(edition, assets={asset.path: one}, asset_addresses=frozenset({one.address}))
        )
        for one in (asset, changed)
    ]
    for note in (("asset", asset.path), ("assets",)):
        assert found[0].of(note) != found[1].of(note)
    at = ("asset-at", changed.address)
    assert (found[0].of(at) == found[1].of(at)) is (name != "address")


def test_what_is_believed_of_a_note_is_its_mark(edition: Edition) -> None:
    """So that what another process found out is not looked up again."""
    marks = marks_of(edition)
    marks.believe(("pages",), "mark")
    assert marks.of(("pages",)) == "mark"
    assert marks.behind([("pages",)]) != marks.behind([("texts",)])


@pytest.mark.parametrize(
    ("sorts", "whole"),
    [
        (("page",), ("pages",)),
        (("phase", "past", "next-meeting", "expired", "outlived"), ("phases",)),
        (("updated",), ("updates",)),
        (("component",), ("components",)),
    ],
)
def test_10_who_looked_at_very_many_looked_at_all(sorts: tuple[str, ...], whole: Note) -> None:
    """Notes of one page each become the note of what holds all of them, and no other note goes."""
    few = {(sort, *X_KEY) for sort in sorts}
    others: set[Note] = {("text", *X_KEY), ("listings",)}
    for sort in sorts:
        many = few | {(sort, *ANNA_KEY)} | others
        assert compact(many, len(sorts)) == {whole} | others
        assert compact(many, len(sorts) + 1) == many

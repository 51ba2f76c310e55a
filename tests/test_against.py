"""Against: a hub that is compared with what it published before."""

import pickle
from datetime import UTC, date, datetime
from operator import attrgetter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hubgen.against import compare, to_read
from hubgen.documents import group_translations
from hubgen.documents.reading import read_documents
from hubgen.errors import Problem
from hubgen.library import assemble
from hubgen.revisions import Revision
from hubgen.sources import Sources
from tests.compared import CODES, DAY, Pages, codes, compared, told
from tests.hub import NOW, SITE, Files, event, page, read_all, says, sources_of

X = "content/events/x.md"


def item(front: str) -> str:
    """Return an event with the UID `x`, and below that, from line 6 on, what `front` says."""
    return event(f"uid: x\n{front}")


HUB: Pages = {
    "events/x": event("uid: x", title="Eerste"),
    "events/y": event(title="Tweede"),
    "events/2024/z/index": event("uid: z", title="Derde"),
    "articles/a": page("title: Nieuws\nuid: a", "Tekst."),
    "articles/b": page("title: Uitleg", "Meer tekst."),
    "people/c": page("title: Carla"),
}


def test_a_hub_is_as_it_was() -> None:
    """Nothing is said of pages that did not change, with and without a UID of their own."""
    assert told(HUB, HUB) == []


def test_a_name_a_folder_and_a_title_may_change() -> None:
    """An event and an article that keep their UIDs are moved, and called otherwise."""
    after = {
        **{path: text for path, text in HUB.items() if path not in {"events/x", "articles/a"}},
        "events/2025/nieuw": event("uid: x\nslug: iets-anders", title="Eerste keer"),
        "articles/map/nieuws": page("title: Groot nieuws\nuid: a", "Tekst."),
    }
    assert told(HUB, after) == []


def test_what_was_not_published_may_go() -> None:
    """A draft, and a page of the future, are nobody's yet."""
    before = {
        "events/draft": event("draft: true\nuid: d"),
        "events/later": event("date: 2024-12-01\nuid: l"),
    }
    assert told(before, {}) == []
    assert told(before, {"events/draft": event("uid: other\ndate: 2024-12-01")}) == []


def test_what_became_public_since_counts_as_published() -> None:
    """Both hubs are seen at one moment: a page whose day came since is in the published one."""
    before = {"events/later": event("date: 2024-12-01\nuid: l")}
    now = datetime(2024, 12, 2, tzinfo=UTC)
    assert [one.code for one in compared(before, {}, now=now)] == ["event-gone"]


def test_a_new_page_is_no_problem() -> None:
    """Whatever comes beside what was there."""
    assert told({}, HUB) == []


def test_an_event_that_is_gone_is_to_be_put_back() -> None:
    """The message names the file of then, the revision, the UID, and what to do."""
    assert told({"events/x": item("")}, {}) == [
        "content/events/x.md: “Bijeenkomst” was gepubliceerd in revisie main en is er niet meer, "
        "zonder dat wie haar in de agenda heeft het hoort; zet de pagina terug (uid: x), en zeg "
        "haar daarna af met hubgen change"
    ]
    assert told({"events/x": item("")}, {}, "en") == [
        "content/events/x.md: “Bijeenkomst” was published at revision main and is gone, and who "
        "has it in a calendar is not told; put the page back (uid: x), and cancel it then with "
        "hubgen change"
    ]


def test_an_event_without_a_date_is_kept_too() -> None:
    """Feeds know it, also while it is in no calendar."""
    undated = page("title: Ooit\nuid: o")
    assert codes({"events/o": undated}, {}) == [("content/events/o.md", 0, "event-gone")]


def test_an_event_that_is_a_draft_again_is_a_problem() -> None:
    """It is at the line that makes it one, wherever the file is now."""
    assert told({"events/x": item("")}, {"events/y": item("draft: true")}) == [
        "content/events/y.md:6: draft: deze bijeenkomst was al gepubliceerd in revisie main, en "
        "een concept verdwijnt uit alle agenda's; haal draft weg, en schrijf status: cancelled als "
        "ze niet doorgaat"
    ]


def test_an_event_that_is_published_later_after_all_is_a_problem() -> None:
    """It is at its date, which was not after the present."""
    before = {"events/x": item("date: 2024-10-01")}
    assert told(before, {"events/x": item("date: 2024-12-01")}) == [
        "content/events/x.md:6: date: deze bijeenkomst was al gepubliceerd in revisie main, en "
        "verdwijnt tot deze dag uit alle agenda's; schrijf de dag waarop ze voor het eerst is "
        "gepubliceerd"
    ]


@pytest.mark.parametrize(
    ("was", "now", "line"),
    [
        ("uid: oud", "uid: nieuw", 5),
        ("uid: oud", "", 0),
        ("uid: oud", "draft: true\nuid: nieuw", 6),
    ],
)
def test_an_event_keeps_its_uid(was: str, now: str, line: int) -> None:
    """Another one, or none any more, is a problem that says which it was."""
    place = f"{X}:{line}: uid: " if line else f"{X}: "
    assert told({"events/x": event(was)}, {"events/x": event(now)}) == [
        f"{place}in revisie main had deze pagina de uid oud, en zo kennen agenda's en feeds haar; "
        "schrijf uid: oud"
    ]


def test_a_uid_that_was_made_from_the_name_is_to_be_kept() -> None:
    """Writing it down is right, and writing another is not."""
    assert told({"events/x": event()}, {"events/x": event("uid: x.events@hubgen")}) == []
    assert codes({"events/x": event()}, {"events/x": event("uid: z")}) == [(X, 5, "uid-changed")]


def test_a_renamed_event_without_a_uid_is_told_which_it_had() -> None:
    """Its title and start are what it is found by."""
    before = {"events/x": event("summary: Oud"), "events/y": event(title="Anders")}
    after = {"events/z": event("summary: Nieuw"), "events/y": event(title="Anders")}
    assert told(before, after) == [
        "content/events/z.md: in revisie main was deze pagina content/events/x.md, en agenda's "
        "en feeds kennen haar als x.events@hubgen; schrijf uid: x.events@hubgen"
    ]
    assert told(before, after | {"events/z": event("uid: x.events@hubgen")}) == []


def test_an_event_of_the_same_title_at_another_time_is_another() -> None:
    """Nobody is told to give it the UID of one that is gone."""
    after = {"events/z": event("start: 2024-12-13 14:00\nend: 2024-12-13 16:00")}
    assert codes({"events/x": event()}, after) == [(X, 0, "event-gone")]


def test_a_page_that_came_in_the_place_of_another_keeps_its_own_uid() -> None:
    """Of two events the first is deleted, and the second gets its name."""
    before = {"events/x": event("uid: x"), "events/y": event("uid: y", title="Tweede")}
    after = {"events/x": event("uid: y", title="Tweede")}
    assert codes(before, after) == [(X, 0, "event-gone")]


def test_a_uid_that_another_page_took_is_to_be_given_back() -> None:
    """An event was copied with its UID, and then the wrong one of the two was given a new one."""
    before = {"events/x": event("uid: x")}
    after = {
        "events/x": event("uid: nieuw"),
        "events/y": event("uid: x\nstart: 2025-01-13 14:00\nend: 2025-01-13 16:00"),
    }
    assert told(before, after) == [
        "content/events/y.md:3: uid: in revisie main was de uid x van de pagina die nu "
        "content/events/x.md is; schrijf hem daar, en geef deze pagina een eigen uid"
    ]


@pytest.mark.parametrize("folder", ["events", "articles"])
def test_uids_that_changed_places_are_a_problem(folder: str) -> None:
    """Each of two pages has the UID of the other; where all else is alike, their names tell."""

    def one(uid: str) -> str:
        return event(f"uid: {uid}") if folder == "events" else page(f"title: a\nuid: {uid}")

    before = {f"{folder}/x": one("x"), f"{folder}/y": one("y")}
    after = {f"{folder}/x": one("y"), f"{folder}/y": one("x")}
    assert [code for _, _, code in codes(before, after)] == ["uid-taken", "uid-taken"]


@pytest.mark.parametrize(
    ("folder", "first", "second"),
    [
        ("events", event("uid: x", title="Eerste"), event("uid: y", title="Tweede")),
        ("events", event("uid: x"), event("uid: y\nstart: 2024-11-13 15:00")),
        ("articles", page("title: a\nuid: x", "Tekst."), page("title: a\nuid: y", "Nieuws.")),
    ],
)
def test_names_that_changed_places_are_no_problem(folder: str, first: str, second: str) -> None:
    """The UIDs went with the pages, which are told apart by their title, time or text."""
    before = {f"{folder}/x": first, f"{folder}/y": second}
    assert told(before, {f"{folder}/x": second, f"{folder}/y": first}) == []


def test_names_may_change_places_while_texts_change() -> None:
    """A page is not taken for another that has its name now and begins at the same time."""
    before = {"events/x": event("uid: x", title="A"), "events/y": event("uid: y", title="B")}
    after = {
        "events/x": event("uid: y", title="B"),
        "events/y": event("uid: x", "Tekst.", title="A, en meer"),
    }
    assert told(before, after) == []


def test_an_event_may_come_in_the_place_of_one_that_moved() -> None:
    """It has the title and time that the other had, and that one says that it has another."""
    item = "{at: 2024-11-01, start: 2024-11-13 14:00, end: 2024-11-13 16:00}"
    moved = f"start: 2024-11-20 14:00\nend: 2024-11-20 16:00\nchanges: [{item}]"
    after = {"events/x": event(f"uid: x\n{moved}"), "events/y": event("uid: y")}
    assert told({"events/x": event("uid: x")}, after) == []


def test_an_event_is_not_taken_for_its_twin() -> None:
    """Of two of one title at one time, one is deleted, and the other has its own UID."""
    before = {"events/x": event("uid: x"), "events/y": event("uid: y")}
    assert codes(before, {"events/y": event("uid: y")}) == [(X, 0, "event-gone")]


NEXT = "start: 2025-11-13 14:00\nend: 2025-11-13 16:00\n"


def test_next_years_event_may_have_the_name_of_this_years() -> None:
    """The one of this year keeps its UID under another."""
    before = {"events/congres": event("uid: c", title="Congres")}
    after = {
        "events/congres-2024": event("uid: c", title="Congres"),
        "events/congres": event(f"{NEXT}uid: d", title="Congres 2025"),
    }
    assert told(before, after) == []


def test_next_years_event_may_not_take_the_uid_of_its_name() -> None:
    """It would seem to be this year's, moved."""
    before = {"events/congres": event(title="Congres")}
    after = {
        "events/congres-2024": event(title="Congres"),
        "events/congres": event(NEXT, title="Congres 2025"),
    }
    assert told(before, after) == [
        "content/events/congres.md: in revisie main was de uid congres.events@hubgen van de "
        "pagina die nu content/events/congres-2024.md is; schrijf hem daar, en geef deze pagina "
        "een eigen uid"
    ]


def test_a_uid_stays_with_its_kind_of_page() -> None:
    """An article with the UID of an event that was is not that event."""
    before = {"events/x": item("")}
    after = {"articles/verslag": page("title: Verslag\nuid: x")}
    assert told(before, after) == [
        "content/articles/verslag.md:3: uid: in revisie main was de uid x van content/events/x.md, "
        "een ander soort pagina; geef deze pagina een eigen uid"
    ]


def test_of_two_pages_with_one_uid_the_one_of_then_counts() -> None:
    """That there are two is said elsewhere, and that it belongs to the first of them is not."""
    before = {"events/x": item("")}
    article = {"articles/a": page("title: Bijeenkomst\nuid: x")}
    assert told(before, article | {"events/a": item(""), "events/x": item("")}) == []
    assert told(before, article | {"events/x": event("uid: x", "Tekst.", title="Nieuw")}) == []


def test_pages_that_had_one_uid_then_are_passed_over() -> None:
    """Nothing was published of them."""
    before = {"events/x": item(""), "events/y": item("")}
    assert told(before, {"events/y": event("uid: y")}) == []


ARTICLE = page("title: Nieuws\nuid: a", "Tekst.")


@pytest.mark.parametrize("after", [{}, {"articles/a": page("title: Nieuws\nuid: a\ndraft: true")}])
def test_a_page_that_is_no_event_may_go(after: Pages) -> None:
    """A feed forgets what is old anyway."""
    assert told({"articles/a": ARTICLE}, after) == []


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("articles/a", page("title: Nieuws\nuid: b"), (3, "uid-changed")),
        ("articles/a", page("title: Ander nieuws"), (0, "uid-changed")),
        ("articles/b", page("title: Nieuws", "Tekst."), (0, "uid-changed-by-move")),
    ],
)
def test_a_page_that_is_no_event_keeps_its_uid(
    path: str, text: str, expected: tuple[int, str]
) -> None:
    """Feeds would show it as new: under its name, and under another with the same text."""
    assert codes({"articles/a": ARTICLE}, {path: text}) == [(f"content/{path}.md", *expected)]


def test_a_page_of_the_same_title_with_another_text_is_another() -> None:
    """One newsletter goes, and one comes."""
    after = {"articles/b": page("title: Nieuws", "Nieuwe tekst.")}
    assert told({"articles/a": ARTICLE}, after) == []


def test_a_page_in_two_languages_is_looked_at_once() -> None:
    """What is wrong with an event is said of its original, and a translation may come."""
    both = {"events/x": item(""), "events/x.en": page("title: Meeting")}
    assert codes(both, {}) == [(X, 0, "event-gone")]
    assert told({"events/x": item("")}, both) == []
    other = {"events/x": event("uid: y"), "events/x.en": page("title: Meeting")}
    assert codes(both, other) == [(X, 5, "uid-changed")]
    renamed = {"events/z": event(title="Anders"), "events/z.en": page("title: Bijeenkomst")}
    assert codes(both, renamed) == [(X, 0, "event-gone")]
    moved = event("uid: x\nstart: 2024-11-13 13:00")
    assert [code for _, _, code in codes(both, both | {"events/x": moved})] == [
        "unannounced-change"
    ]
    away = {"events/2024/z": item(""), "events/2024/z.en": page("title: Meeting")}
    assert told(both, away) == []


MEETING = page("title: Meeting")


@pytest.mark.parametrize(
    ("before", "after", "path", "lang", "right"),
    [
        pytest.param(
            {"events/x": item("")},
            {"events/x.en": item("")},
            "content/events/x.md",
            "nl",
            "content/events/x.md",
            id="renamed to the other language",
        ),
        pytest.param(
            {"events/x": item(""), "events/x.en": MEETING},
            {"events/x.en": MEETING},
            "content/events/x.md",
            "nl",
            "content/events/x.md",
            id="the original is gone",
        ),
        pytest.param(
            {"events/x": event(), "events/x.en": MEETING},
            {"events/x.en": MEETING},
            "content/events/x.md",
            "nl",
            "content/events/x.md",
            id="the original is gone, and had no uid",
        ),
        pytest.param(
            {"events/x": item(""), "events/x.en": MEETING},
            {"events/x.en": item("")},
            "content/events/x.md",
            "nl",
            "content/events/x.md",
            id="the translation has all that the original had",
        ),
        pytest.param(
            {"events/x": item(""), "events/x.en": MEETING},
            {"events/x": item("")},
            "content/events/x.en.md",
            "en",
            "content/events/x.en.md",
            id="the translation is gone",
        ),
        pytest.param(
            {"events/x": item(""), "events/x.en": MEETING},
            {"events/2024/y": item(""), "events/x.en": MEETING},
            "content/events/x.en.md",
            "en",
            "content/events/2024/y.en.md",
            id="the translation did not go along",
        ),
    ],
)
def test_an_event_stays_in_the_calendars_of_its_languages(
    before: Pages, after: Pages, path: str, lang: str, right: str
) -> None:
    """It is one problem, which names the file that it needs there."""
    (found,) = compared(before, after)
    title = "Meeting" if lang == "en" else "Bijeenkomst"
    assert says([found]) == [
        f"{path}: “{title}” stond in revisie main in de agenda's van de taal {lang} en daar nu "
        f"niet meer; zet haar terug als {right}"
    ]


def test_an_event_does_not_change_its_language() -> None:
    """One that says so is a problem at the line that does."""
    assert told({"events/x": item("")}, {"events/x": item("lang: en")}) == [
        "content/events/x.md:6: lang: deze bijeenkomst stond in revisie main in de agenda's van de "
        "taal nl en nu in die van en; schrijf lang: nl"
    ]


def test_a_translation_with_problems_is_passed_over() -> None:
    """That it is not published is said already."""
    before = {"events/x": item(""), "events/x.en": MEETING}
    assert told(before, before | {"events/x.en": page("title: Meeting\nstatus: weg")}) == []


@pytest.mark.parametrize("folder", ["articles", "people"])
def test_another_page_may_lose_a_language(folder: str) -> None:
    """Pages other than events may go, in one language too."""
    before = {f"{folder}/x": page("title: a\nuid: x"), f"{folder}/x.en": page("title: b")}
    assert told(before, {f"{folder}/x": page("title: a\nuid: x")}) == []


EXPIRED = "expires: 2024-11-01"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param("", EXPIRED, [(6, "event-expired")], id="added"),
        pytest.param("expires: 2025-01-01", EXPIRED, [(6, "event-expired")], id="earlier"),
        pytest.param(EXPIRED, EXPIRED, [(6, "event-expired")], id="reached since"),
        pytest.param("expires: 2024-10-30", "expires: 2024-10-30", [], id="reached before"),
        pytest.param("", "expires: 2024-11-02", [], id="of later"),
        pytest.param(
            "start: 2023-09-29 14:00\nend: 2023-09-29 16:00",
            f"start: 2023-09-29 14:00\nend: 2023-09-29 16:00\n{EXPIRED}",
            [(6, "event-expired")],
            id="within the window of past days",
        ),
        pytest.param(
            "start: 2023-09-26 14:00\nend: 2023-09-26 16:00",
            f"start: 2023-09-26 14:00\nend: 2023-09-26 16:00\n{EXPIRED}",
            [],
            id="over for longer",
        ),
    ],
)
def test_an_event_that_expires_leaves_calendars(
    before: str, after: str, expected: list[tuple[int, str]]
) -> None:
    """That is a problem while calendars would still hold it, if it came since the revision."""
    found = compared({"events/x": item(before)}, {"events/x": item(after)})
    assert [(one.line, one.code) for one in found] == expected


def test_an_event_that_expires_says_until_when_it_stays() -> None:
    """The day that the message gives is one on which no calendar has it any more."""
    before = {"events/x": item("")}
    assert told(before, {"events/x": item(EXPIRED)}) == [
        "content/events/x.md:6: expires: deze bijeenkomst stond in revisie main in agenda's, en "
        "door expires is ze daar nu uit verdwenen; haal expires weg, of schrijf 2025-12-19 of later"
    ]
    later = {"events/x": item("expires: 2025-12-19")}
    assert compared(before, later, now=datetime(2025, 12, 20, tzinfo=UTC)) == []


def test_a_cancelled_event_that_is_gone_is_to_be_put_back() -> None:
    """Nobody is told to cancel it again."""
    assert told({"events/x": item("status: cancelled")}, {}) == [
        "content/events/x.md: “Bijeenkomst” was afgelast en is er nu niet meer; zet de pagina "
        "terug (uid: x) en laat haar staan, want in agenda's ziet men alleen zo dat ze niet "
        "doorgaat"
    ]


@pytest.mark.parametrize(
    "front", ["start: 2023-09-26 14:00\nend: 2023-09-26 16:00", "expires: 2024-10-01"]
)
def test_an_event_that_no_calendar_had_may_go(front: str) -> None:
    """Its page and its own file are gone, which is a warning."""
    (found,) = compared({"events/x": item(front)}, {})
    assert found.severity == "warning"
    assert says([found]) == [
        "content/events/x.md: “Bijeenkomst” stond in revisie main in geen agenda meer, maar haar "
        "pagina en event.ics waren er nog en zijn nu weg; zet het bestand terug als er nog naar "
        "verwezen wordt"
    ]


def test_a_uid_is_not_taken_over_by_another_page() -> None:
    """One with another title, name and text has it of a page that is gone; an alias denies it."""
    before = {"articles/a": page("title: Nieuws\nuid: a", "Tekst.")}
    after = page("title: Verslag\nuid: a", "Andere tekst.")
    assert told(before, {"articles/b": after}) == [
        "content/articles/b.md:3: uid: in revisie main was de uid a van content/articles/a.md "
        "(“Nieuws”), en dit lijkt een andere pagina; geef haar een eigen uid, of schrijf aliases: "
        "[/articles/a/] als het dezelfde is"
    ]
    same = page("title: Verslag\naliases: [/articles/a/]\nuid: a", "Andere tekst.")
    assert told(before, {"articles/b": same}) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a", page("title: Verslag\nuid: a", "Andere tekst.")),
        ("b", page("title: Nieuws\nuid: a", "Andere tekst.")),
        ("b", page("title: Verslag\nuid: a", "Tekst.")),
    ],
)
def test_a_page_is_the_same_as_long_as_something_stays(path: str, text: str) -> None:
    """Its name, its title or its text."""
    before = {"articles/a": page("title: Nieuws\nuid: a", "Tekst.")}
    assert told(before, {f"articles/{path}": text}) == []


def test_an_event_may_move_with_another_name_and_title() -> None:
    """What its changes tell of is where it began; without that it is another with its UID."""
    before = {"events/x": item("")}
    when = "start: 2024-11-20 14:00\nend: 2024-11-20 16:00"
    item_of = "changes: [{at: 2024-11-01, start: 2024-11-13 14:00, end: 2024-11-13 16:00}]"
    after = event(f"{when}\nuid: x\n{item_of}", title="Anders")
    assert told(before, {"events/y": after}) == []
    other = event(f"{when}\nuid: x", title="Anders")
    assert codes(before, {"events/y": other}) == [("content/events/y.md", 5, "uid-of-other-page")]


ZONE = SITE + "timezone: Europe/London\n"
LONGER = SITE + "default_duration: 90\n"


@pytest.mark.parametrize(
    ("site", "message"),
    [
        (
            ZONE,
            "timezone: in revisie main was dit Europe/Amsterdam en nu is het Europe/London, zodat "
            "bijeenkomsten in agenda's op een ander moment staan; schrijf weer Europe/Amsterdam, "
            "of geef elke bijeenkomst die het aangaat haar eigen timezone",
        ),
        (
            LONGER,
            "default_duration: in revisie main was dit 60 en nu is het 90, zodat bijeenkomsten in "
            "agenda's op een ander moment staan; schrijf weer 60, of geef elke bijeenkomst die het "
            "aangaat haar eigen end",
        ),
    ],
)
def test_a_setting_that_moves_events_is_one_problem(site: str, message: str) -> None:
    """It names the setting, and not each event; one that moved by itself is told too."""
    before = {
        "events/x": page("title: a\nuid: x\nstart: 2024-11-13 14:00"),
        "events/y": page("title: b\nuid: y\nstart: 2024-11-14 14:00"),
    }
    assert told(before, {**before, "site.yaml": site}) == [f"content/site.yaml: {message}"]
    moved = page("title: b\nuid: y\nstart: 2024-11-14 18:00")
    assert codes(before, {**before, "events/y": moved, "site.yaml": site}) == [
        ("content/events/y.md", 4, "unannounced-change"),
        ("content/site.yaml", 0, "setting-moves-events"),
    ]


@pytest.mark.parametrize(
    ("site", "front"),
    [
        (ZONE, "timezone: Europe/Amsterdam\nend: 2024-11-13 15:00"),
        (LONGER, "end: 2024-11-13 15:00"),
        (LONGER, "end: 2024-11-13 15:00\ntimezone: Europe/Amsterdam"),
    ],
)
def test_an_event_that_says_itself_what_was_set_stays_where_it_was(site: str, front: str) -> None:
    """What the message says to do works."""
    before = {"events/x": page("title: a\nuid: x\nstart: 2024-11-13 14:00")}
    after = page(f"title: a\nuid: x\nstart: 2024-11-13 14:00\n{front}")
    assert told(before, {"events/x": after, "site.yaml": site}) == []


@pytest.mark.parametrize(
    ("languages", "said"), [("[nl]", "nl"), ("[en, nl]", "en, nl")], ids=["one less", "other order"]
)
def test_a_language_less_is_one_problem(languages: str, said: str) -> None:
    """It is the setting's, and none of the pages that were in it."""
    before = {"events/x": item(""), "events/y.en": event("uid: y", title="Meeting")}
    site = SITE.replace("[nl, en]", languages)
    found = [one for one in compared(before, {**before, "site.yaml": site}) if one.field]
    assert says(found) == [
        f"content/site.yaml: languages: in revisie main waren de talen nl, en en nu zijn het "
        f"{said}, zodat pagina's in andere agenda's staan, of in geen; schrijf weer languages: "
        "[nl, en]"
    ]


def test_a_language_that_no_event_was_in_may_go() -> None:
    """Nobody has a calendar of it."""
    before = {"events/x": item(""), "people/c.en": page("title: Carla\nuid: c")}
    after = {"events/x": item(""), "site.yaml": SITE.replace("[nl, en]", "[nl]")}
    assert told(before, after) == []


@pytest.mark.parametrize(
    "broken", ["---\ntitle: [\n---\n", "geen gegevens", item("status: weg"), event("uid: q\nx: y")]
)
def test_a_page_with_problems_is_passed_over(broken: str) -> None:
    """What is wrong with it now is said anyway, and with what was wrong then it was not out."""
    assert told({"events/x": broken}, {}) == []
    assert told({"events/x": item("")}, {"events/x": broken}) == []


def test_a_page_with_problems_that_moved_is_passed_over() -> None:
    """It is known by its UID, as far as that can be read."""
    assert told({"events/x": item("")}, {"events/y": item("status: weg")}) == []


def test_a_page_with_problems_that_has_a_slug_of_its_own_is_passed_over() -> None:
    """It is known by its file too."""
    before = {"events/x": item("slug: anders")}
    assert told(before, {"events/x": "---\ntitle: [\n---\n"}) == []


def test_a_page_that_another_shuts_out_is_passed_over() -> None:
    """Of two pages with one slug the second is not published, and that is said already."""
    after = {"events/a": event("slug: x\nuid: a"), "events/x": item("date: 2024-10-01")}
    assert told({"events/x": item("")}, after) == []


def test_of_two_pages_with_one_slug_the_published_one_is_told() -> None:
    """It is the one that people see at the address."""
    after = {"events/a": event("slug: x\nuid: a"), "events/b": event("slug: x\nuid: b")}
    assert codes({"events/x": event("uid: x")}, after) == [
        ("content/events/a.md", 6, "uid-changed")
    ]


WORDS = st.text("abcdefghij ", min_size=1, max_size=30).map(lambda text: f"w{text.strip()}")
SLUGS = st.text("abcdefgh", min_size=2, max_size=4)


@st.composite
def _edited(draw: st.DrawFn) -> tuple[Pages, Pages]:
    """Draw a hub, and the same pages under other names and in other folders, some edited.

    An event keeps its beginning, and another page its title or its text.
    """
    kinds = draw(st.lists(st.sampled_from(["events", "articles", "people"]), max_size=8))
    names = draw(st.lists(SLUGS, min_size=len(kinds), max_size=len(kinds), unique=True))
    others = draw(
        st.one_of(
            st.permutations(names),
            st.lists(SLUGS, min_size=len(kinds), max_size=len(kinds), unique=True),
        )
    )
    before, after = {}, {}
    for number, (kind, name, other) in enumerate(zip(kinds, names, others, strict=True)):
        day = draw(st.integers(min_value=1, max_value=3))
        facts = f"start: 2024-11-{day:02} 14:00\n" if kind == "events" else ""
        title = draw(st.sampled_from([f"Titel {number}", f"Andere titel {number}"]))
        text = draw(WORDS) if kind == "events" or title == f"Titel {number}" else "Tekst."
        folder = draw(st.sampled_from(["", "2024/", "oud/"])) if kind != "people" else ""
        before[f"{kind}/{name}"] = page(f"title: Titel {number}\n{facts}uid: u{number}", "Tekst.")
        after[f"{kind}/{folder}{other}"] = page(
            f"uid: u{number}\nsummary: {draw(WORDS)}\n{facts}title: {title}", text
        )
    return before, after


@given(_edited())
@settings(max_examples=60, deadline=None)
def test_pages_that_keep_their_uids_and_facts_are_no_problem(hubs: tuple[Pages, Pages]) -> None:
    """Whatever their names, folders, titles and texts become."""
    before, after = hubs
    assert told(before, before) == []
    assert told(before, after) == []


def _revision(files: Files) -> Revision:
    """Return a revision that holds these files."""
    site, _ = read_all(files)
    return Revision(
        name="main",
        commit="0" * 40,
        day=date(2024, 11, 1),
        settings=site,
        sources=Sources(pages=tuple(sources_of(files)), settings=None, files=(), problems=()),
    )


KEPT: Files = {
    "content/events/x.md": event("uid: x"),
    "content/events/x.en.md": page("title: Meeting"),
    "content/events/y.md": event("uid: y"),
    "content/events/_index.md": page("title: Agenda"),
    "content/events/broken.md": event("status: weg"),
}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, []),
        ({"content/events/z.md": event()}, []),
        ({"content/events/y.md": event("uid: z")}, ["content/events/y.md"]),
        ({"content/events/x.en.md": page("title: A meeting")}, ["content/events/x.en.md", X]),
        ({"content/events/y.en.md": page("title: Meeting")}, ["content/events/y.md"]),
        ({"content/site.yaml": "title: a\nlanguages: [nl, en]\n"}, sorted(KEPT)),
    ],
)
def test_what_is_as_it_was_is_not_read_again(changed: Files, expected: list[str]) -> None:
    """With what is read, all pages of then are there: the same as when each of them is read."""
    today = {**KEPT, **changed}
    site, documents = read_all(today)
    sources = Sources(pages=tuple(sources_of(today)), settings=None, files=(), problems=())
    revision = _revision(KEPT)
    groups, entries = to_read(revision, sources, site, documents)
    assert sorted(source.path for group in groups for source in group) == expected
    again = (*entries, *read_documents(groups, revision.settings).entries)
    whole = read_documents(
        group_translations(revision.sources.pages, revision.settings), revision.settings
    )
    assert sorted(again, key=attrgetter("path")) == sorted(whole.entries, key=attrgetter("path"))


def test_a_hub_that_several_processes_read_is_the_same_hub() -> None:
    """Its entries come back as copies, and so do their kinds."""
    site, documents = read_all({f"content/{path}.md": text for path, text in HUB.items()})
    copied = pickle.loads(pickle.dumps(documents))
    then, library = (assemble(one, site, now=NOW)[0] for one in (documents, copied))
    assert compare(then, library, copied, revision="main", day=DAY) == []


ENERGY: Pages = {
    "programmes/p": page("title: P\nuid: p"),
    "programmes/p.en": page("title: P"),
    "events/x": item("part_of: p\nthemes: [energie]"),
    "events/x.en": MEETING,
}


def gone(found: list[Problem], name: str = "addresses") -> list[tuple[str, str, list[str]]]:
    """Return which addresses each warning names, with its file and code."""
    assert {one.severity for one in found} <= {"warning"}
    return [(one.path, one.code, dict(one.values)[name].split(", ")) for one in found]


def four(*folders: str) -> list[str]:
    """Return the feeds and the calendar of listings."""
    names = ("feed.xml", "atom.xml", "feed.json", "calendar.ics")
    return [f"{folder}{name}" for folder in folders for name in names]


def test_addresses_of_a_theme_are_kept() -> None:
    """A theme with another slug is a warning that names what subscribers had, in all languages."""
    site = SITE.replace("slug: energie", "slug: stroom")
    after = {**ENERGY, "events/x": item("part_of: p\nthemes: [stroom]"), "site.yaml": site}
    found = compared(ENERGY, after)
    assert gone(found) == [
        ("content/site.yaml", "theme-feeds-gone", four("/themes/energie/", "/en/themes/energie/"))
    ]
    assert "themes: het thema energie van revisie main is er niet meer" in says(found)[0]


def test_addresses_of_a_section_are_kept() -> None:
    """A section with another path is one warning; its pages moved with it."""
    after = {**ENERGY, "site.yaml": SITE + "sections: {programmes: {path: reeksen}}\n"}
    found = compared(ENERGY, after)
    feeds = [one for one in four("/programmes/", "/en/programmes/") if not one.endswith(".ics")]
    assert gone(found) == [("content/site.yaml", "section-feeds-gone", feeds)]
    assert "schrijf weer programmes" in says(found)[0]


def test_addresses_of_a_page_that_is_a_listing_are_kept() -> None:
    """A programme that moved is to have aliases, and with those nothing is said of it."""
    after = {
        **{path: text for path, text in ENERGY.items() if not path.startswith("programmes/")},
        "programmes/q": page("title: P\nuid: p"),
        "programmes/q.en": page("title: P"),
        "events/x": item("part_of: q\nthemes: [energie]"),
    }
    found = compared(ENERGY, after)
    assert gone(found) == [
        ("content/programmes/q.md", "page-feeds-moved", four("/programmes/p/", "/en/programmes/p/"))
    ]
    assert gone(found, "pages")[0][2] == ["/programmes/p/", "/en/programmes/p/"]
    aliases = page("title: P\naliases: [/programmes/p/, /en/programmes/p/]\nuid: p")
    assert told(ENERGY, after | {"programmes/q": aliases}) == []


def test_addresses_of_a_page_that_is_gone_are_told() -> None:
    """A programme that is deleted had feeds and a calendar; a page with problems is passed over."""
    after = {
        **{path: text for path, text in ENERGY.items() if not path.startswith("programmes/")},
        "events/x": item("themes: [energie]"),
    }
    found = compared(ENERGY, after)
    assert gone(found) == [
        ("content/programmes/p.en.md", "page-feeds-gone", four("/en/programmes/p/")),
        ("content/programmes/p.md", "page-feeds-gone", four("/programmes/p/")),
    ]
    assert told(ENERGY, {**ENERGY, "programmes/p": page("title: P\nuid: p\ntype: ?")}) == []


def test_listings_come_and_go_with_their_pages() -> None:
    """A year, a municipality, an audience, and a theme or programme that nothing belongs to."""
    before = {
        **ENERGY,
        "practices/a": page(
            "title: A\nuid: a\nthemes: [water]\naudience: [bewoners]\n"
            "location: {municipality: Utrecht}\npart_of: p\ndate: 2024-01-01"
        ),
        "programmes/leeg": page("title: L\nuid: l"),
        "practices/b": page("title: B\nuid: b\npart_of: leeg"),
    }
    after = {path: text for path, text in before.items() if not path.startswith("practices/")}
    assert told(before, after) == []


def test_every_problem_of_a_comparison_occurs() -> None:
    """One hub is told all that a comparison can say, in both languages."""
    before = {
        **ENERGY,
        "events/a": event("uid: a", title="A"),
        "events/b": event("uid: b", title="B"),
        "events/c": event("uid: c", title="C"),
        "events/d": event("uid: d", title="D"),
        "events/e": event("uid: e", title="E"),
        "events/f": event("uid: f", title="F"),
        "events/g": event("uid: g", title="G"),
        "events/h": event("uid: h\nchanges: [{at: 2024-10-01, note: Zaal}]", title="H"),
        "events/i": event("uid: i", title="I"),
        "events/j": page(
            "title: J\nuid: j\ndates: [{start: 2024-11-13 14:00}, {start: 2024-12-11 14:00}]"
        ),
        "events/k": event("uid: k", title="K"),
        "events/l": event("uid: l\nstatus: cancelled", title="L"),
        "events/m": event("uid: m\nstart: 2019-11-13 14:00\nend: 2019-11-13 16:00", title="M"),
        "events/n": event("uid: n", title="N"),
        "events/n.en": page("title: N"),
        "events/o": event("uid: o", title="O"),
        "events/q": event("uid: q", title="Q"),
        "events/r": event("uid: r\nregistration: {deadline: 2024-11-10}", title="R"),
        "events/s": event("uid: s", title="S"),
        "events/t": event("uid: t", title="T"),
        "events/u": event("uid: u", title="U"),
        "events/v": page(
            "title: V\nuid: v\ndates: [{start: 2024-11-13 14:00}, {start: 2024-12-11 14:00}]"
        ),
        "events/w": page(
            "title: W\nuid: w\ndates: [{start: 2024-11-13 14:00}, {start: 2024-12-11 14:00}]"
        ),
        "events/z": page("title: Z\nuid: z\nstart: 2024-11-13 14:00"),
        "organisations/o": page("title: Org\nuid: org"),
        "practices/o": page("title: Oefening\nuid: oef\norganisation: o"),
    }
    changes = "changes: [{at: 2024-11-01, start: 2024-11-13 15:00}]"
    after = {
        "site.yaml": SITE.replace("energie", "stroom")
        + "default_duration: 90\nsections: {events: {path: agenda}}\n",
        "programmes/p2": page("title: P\nuid: p"),
        "events/x": item("part_of: p2"),
        "events/n": event("uid: n", title="N"),
        "events/o": event("uid: o\nlang: en", title="O"),
        "events/q": event("uid: q\nexpires: 2024-11-01", title="Q"),
        "events/r": event("uid: r", title="R"),
        "events/s": page("title: S\nuid: s"),
        "events/t": page("title: T\nuid: t\ndates: [{start: 2024-11-13 14:00}]"),
        "events/u": event(
            f"uid: u\n{changes}\nlocation: {{name: A}}\nstatus: cancelled", title="U"
        ),
        "events/v": page("title: V\nuid: v\ndates: [{start: 2024-11-13 14:00}]"),
        "events/w": page(
            "title: W\nuid: w\ndates: [{start: 2024-12-11 14:00}, {start: 2024-11-13 14:00}]"
        ),
        "events/z": page("title: Z\nuid: z\nstart: 2024-11-13 14:00"),
        "practices/o": page("title: Oefening\nuid: oef"),
        "organisations/oo": page("title: Ander\nuid: org", "Tekst."),
        "events/b": event("uid: b\ndraft: true", title="B"),
        "events/c": event("uid: c\ndate: 2025-01-01", title="C"),
        "events/d": event("uid: dd", title="D"),
        "events/e2": event(title="E"),
        "events/f": event("uid: ff", title="F"),
        "events/f2": event("uid: f", title="F2"),
        "articles/g": page("title: G\nuid: g"),
        "events/h": event("uid: h", title="H"),
        "events/i": event("uid: i\nlocation: {name: Zaal}\nstatus: postponed", title="I"),
        "events/j": event("uid: j", title="J"),
        "events/k": event("uid: k\nstart: 2024-11-12\nend: 2024-11-12", title="K"),
    }
    found = compared(before, after)
    one_language = {"site.yaml": SITE.replace("[nl, en]", "[nl]"), "events/x": item("")}
    found += compared({"events/x": item(""), "events/x.en": MEETING}, one_language)
    assert {one.code for one in found} == CODES
    assert len({says([one], lang)[0] for one in found for lang in ("nl", "en")}) == 2 * len(found)

"""Search after a change: what is made anew is what a build from nothing makes."""

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubgen.build import Request, build
from hubgen.cache import FILE
from hubgen.progress import Quiet
from hubgen.search import lookup, stretches
from hubgen.search.revising import revised
from hubgen.search.weighing import Bag, Roots
from hubgen.search.words import root
from tests.hub import NOW, SITE, event, page, write_site
from tests.published import tree
from tests.searching import files_of

WORDS = "warmte net warmtenet netten stad stads stadsnet deel stadsdeel deelnet netdeel 2024 1"
BAGS = st.dictionaries(st.sampled_from(WORDS.split()), st.just(0), max_size=5).flatmap(
    lambda bag: st.integers(1, 63).map(lambda weight: weighed(bag, weight))
)
ROOTS = Roots("nl", {word: root(word, "nl") for word in WORDS.split()})


def weighed(bag: Mapping[str, int], first: int) -> Bag:
    """Return the words of a page with some weights, those of one root the same."""
    roots = sorted({ROOTS[form] for form in bag})
    weight = {one: (first + 7 * place) % 63 + 1 for place, one in enumerate(roots)}
    return {form: weight[ROOTS[form]] for form in sorted(bag)}


@given(st.lists(st.tuples(BAGS, BAGS), min_size=1, max_size=9), st.data())
def test_lookup_files_are_revised_to_what_they_would_be(
    pages: list[tuple[Bag, Bag]], data: st.DataObject
) -> None:
    """Whatever words come, go or weigh otherwise on some pages, and however compounds are cut."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lookup, "CHUNK", 40)
        changed = data.draw(st.sets(st.integers(0, len(pages) - 1)))
        old = [before for before, _ in pages]
        new = [after if n in changed else before for n, (before, after) in enumerate(pages)]
        before = lookup.lookup_of(enumerate(old), ROOTS, "nl")
        expected = lookup.lookup_of(enumerate(new), ROOTS, "nl")
        found = revised(
            before,
            {number: (old[number], new[number]) for number in changed},
            ROOTS,
            "nl",
            bag_of=lambda number: old[number],
            text_of=lambda name: before.texts[name],
        )
    assert found == expected
    assert list(found.sizes) == sorted(expected.sizes)
    texts = {**before.texts, **found.texts}
    assert {name: texts[name] for name in found.names} == expected.texts


def request_of(folder: Path) -> Request:
    """Return the request to build the site in a folder, with a cache."""
    return Request(site=folder / "site", output=folder / "public", now=NOW, cache=folder / "cache")


def files(number: int) -> dict[str, str]:
    """Return the pages of a hub, so many that they are several stretches."""
    found = {
        f"content/articles/a{n}.md": page(
            f"title: Artikel {n}\ndate: 2024-05-01\nauthors: [p{n % 3}]",
            f"Over stadsdeel en warmtenet, met {'heel ' * n}veel woord{n}.",
        )
        for n in range(number)
    }
    found |= {f"content/people/p{n}.md": page(f"title: Persoon {n}") for n in range(3)}
    found["content/people/p2.md"] = page("title: Verborgen naam\ndraft: true")
    found["content/events/komend.md"] = event(title="Inloop")
    return found | {"content/site.yaml": SITE}


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have little in a file, so that a small hub has many."""
    monkeypatch.setattr(lookup, "CHUNK", 200)
    monkeypatch.setattr(stretches, "USUAL", 2)
    monkeypatch.setattr(stretches, "MOST", 4)


def search_files(folder: Path) -> dict[str, bytes]:
    """Return what is published of the index."""
    return {name: data for name, data in tree(folder).items() if name.startswith("search/")}


def again(request: Request, changes: Mapping[str, str | None]) -> tuple[set[str], set[str]]:
    """Change pages and build, and return what is new and what is gone of the index.

    It must be what a build without a cache publishes.
    """
    before = search_files(request.output)
    for path, text in changes.items():
        if text is None:
            (request.site / path).unlink()
        else:
            write_site(request.site, {path: text})
    build(request, Quiet())
    fresh = replace(request, cache=None, output=request.output.parent / "fresh", jobs=1)
    build(fresh, Quiet())
    after = search_files(request.output)
    assert after == search_files(fresh.output)
    return after.keys() - before.keys(), before.keys() - after.keys()


def sorts(names: set[str]) -> list[str]:
    """Return what the names of some files say that is in them."""
    return sorted(name.removeprefix("search/files/").partition("-")[0] for name in names)


@pytest.mark.usefixtures("small")
def test_each_change_publishes_what_a_build_from_nothing_does(tmp_path: Path) -> None:
    """A text, a name, a card, a page more or less, another day; and few files are other."""
    request = request_of(tmp_path)
    write_site(request.site, files(12))
    build(request, Quiet())
    text = "Over stadsdeel en warmtenet, met hier en daar een stadsparkeren."
    one = {"content/articles/a3.md": page("title: Artikel 3\ndate: 2024-05-01", text)}
    new, gone = again(request, one)
    assert (sorts(new).count("texts"), sorts(gone).count("texts")) == (1, 1)
    again(request, {"content/people/p0.md": page("title: Stadsmens")})
    again(request, {"content/articles/a3.md": page("title: Anders\ndate: 2024-05-02", text)})
    new, gone = again(request, {"content/articles/a55.md": page("title: Nieuw\ndate: 2024-05-01")})
    assert sorts(new).count("texts") <= 2
    again(request, {"content/articles/a2.md": None})
    assert again(replace(request, now=NOW + timedelta(hours=1)), {}) == (set(), set())
    new, gone = again(replace(request, now=NOW + timedelta(days=1000)), {})
    assert {*sorts(new), *sorts(gone)} <= {"cards"}


@pytest.mark.usefixtures("small")
def test_a_page_that_is_not_published_is_found_by_its_new_name(tmp_path: Path) -> None:
    """Pages that name a draft say its title."""
    request = request_of(tmp_path)
    write_site(request.site, files(5))
    build(request, Quiet())
    draft = page("title: Zwartemaker\ndraft: true")
    new, _ = again(request, {"content/people/p2.md": draft})
    assert "texts" in sorts(new)


def lose(request: Request, shelf: str) -> None:
    """Take all that stands on a shelf from a cache."""
    assert request.cache is not None
    with closing(sqlite3.connect(request.cache / FILE)) as cache, cache:
        done = cache.execute("DELETE FROM shelf WHERE shelf = ?", (shelf,))
        assert done.rowcount > 0


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    "shelf", ["search", "search-bags", "search-texts", "search-cards", "search-lookup"]
)
def test_what_was_kept_and_is_lost_is_made_again(tmp_path: Path, shelf: str) -> None:
    """Where a page changed, and where nothing did but all must be published once more."""
    request = request_of(tmp_path)
    write_site(request.site, files(12))
    build(request, Quiet())
    lose(request, shelf)
    again(request, {"content/articles/a3.md": page("title: Anders\ndate: 2024-05-01")})
    lose(request, shelf)
    again(replace(request, output=tmp_path / "elsewhere"), {})


@pytest.mark.usefixtures("small")
def test_two_hubs_may_keep_their_indexes_in_one_place(tmp_path: Path) -> None:
    """A preview of drafts and the hub, by turns."""
    request = request_of(tmp_path)
    write_site(request.site, files(12))
    preview = replace(request, drafts=True, output=tmp_path / "preview")
    build(request, Quiet())
    build(preview, Quiet())
    for number in range(3):
        changed = page(f"title: Stads{number}\ndate: 2024-05-01")
        again(request, {f"content/articles/a{number}.md": changed})
        again(preview, {f"content/articles/a{number + 1}.md": changed})


def test_the_first_file_has_the_names_of_all_others(tmp_path: Path) -> None:
    """And nothing else is there."""
    request = request_of(tmp_path)
    write_site(request.site, files(3))
    build(request, Quiet())
    first = json.loads((request.output / "search/index.json").read_bytes())
    named = {name for sort in first["files"] for name in files_of(first, sort)}
    there = {name.removeprefix("search/") for name in search_files(request.output)}
    assert there == named | {"index.json", "index.html"}


def test_browsers_may_keep_all_but_the_first_file(tmp_path: Path) -> None:
    """In each language, what is named by what it holds is never anything else."""
    request = request_of(tmp_path)
    write_site(request.site, files(3) | {"content/people/p9.en.md": page("title: Nine\nlang: en")})
    build(request, Quiet())
    rules = (request.output / "_headers").read_text("utf-8").split("\n/")
    lasting = [rule.split("\n")[0] for rule in rules if "immutable" in rule]
    assert lasting[1:] == ["search/files/*", "en/search/files/*"]

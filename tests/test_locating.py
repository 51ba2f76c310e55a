"""Pages found by what editors call them."""

from collections.abc import Mapping

import pytest

from hubgen.documents import group_translations
from hubgen.errors import Refused
from hubgen.locating import page_named
from hubgen.settings import read_settings
from tests.hub import event, page, sources_of

SITE = """\
title: Testhub
base_url: https://hub.example.org/hub/
languages: [nl, en]
sections: {events: {path: agenda}}
"""
A = "content/events/2024/a.md"
KCI = "content/events/derde-bijeenkomst-kci.md"
MAP = "content/events/kaart/index.md"
FILES = {
    A: event("slug: eigen-naam", title="Opening van de wijk"),
    "content/events/2023/twee.md": event("slug: twee-2023"),
    "content/events/2024/twee.md": event("slug: twee-2024"),
    KCI: event(title="Kennis delen"),
    KCI.replace(".md", ".en.md"): page("title: Sharing knowledge"),
    MAP: event(title="Kaarten lezen"),
    "content/events/_index.md": page("title: Derde agenda"),
    "content/events/kapot.md": "---\ntitle: [kapot\n---\n",
    "content/tools/hamer.md": page("title: Derde hamer"),
}


def found(name: str, files: Mapping[str, str] = FILES) -> str:
    """Return the path of the event that is called so."""
    settings = read_settings(SITE)
    return page_named(name, "events", group_translations(sources_of(files), settings), settings)[
        0
    ].path


def refusal(name: str) -> tuple[str, str]:
    """Return why no event is meant, and which may be."""
    with pytest.raises(Refused) as caught:
        found(name)
    return caught.value.code, caught.value.values.get("near", "")


@pytest.mark.parametrize(
    ("path", "names"),
    [
        (A, ["eigen-naam", "a.md", "2024/a.md", "events/2024/a.md", "events/eigen-naam"]),
        (A, ["2024/eigen-naam", "eigen-naam.md", "/agenda/eigen-naam/", "agenda/eigen-naam"]),
        (A, ["/en/agenda/eigen-naam/", "/hub/en/agenda/eigen-naam/", " eigen-naam  "]),
        (A, ["content\\events\\2024\\a.md", "https://hub.example.org/hub/agenda/eigen-naam/"]),
        (A, ["http://localhost:8000/agenda/eigen-naam/?x=1#wie"]),
        (MAP, ["kaart", "kaart.md", "kaart/index.md", "events/kaart", "content/events/kaart/"]),
        ("content/events/2023/twee.md", ["twee-2023", "2023/twee.md"]),
        ("content/events/kapot.md", ["kapot", "events/kapot.md"]),
    ],
)
def test_a_page_has_many_names(path: str, names: list[str]) -> None:
    """Its slug, its file, the end of its path and its addresses all mean one page."""
    assert {name: found(name) for name in names} == dict.fromkeys(names, path)


@pytest.mark.parametrize(
    ("name", "code", "near"),
    [
        ("derde", "no-such-page-near", "derde-bijeenkomst-kci"),
        ("KCI derde", "no-such-page-near", "derde-bijeenkomst-kci"),
        ("kennis", "no-such-page-near", "derde-bijeenkomst-kci"),
        ("knowledge", "no-such-page-near", "derde-bijeenkomst-kci"),
        ("opening", "no-such-page-near", "eigen-naam"),
        ("derde-bijenkomst-kci", "no-such-page-near", "derde-bijeenkomst-kci"),
        (
            "twee.md",
            "no-such-page-near",
            "content/events/2023/twee.md, content/events/2024/twee.md",
        ),
        ("twee", "no-such-page-near", "twee-2023, twee-2024"),
        ("tools/eigen-naam", "no-such-page", ""),
        ("practices/kaart", "no-such-page-near", "kaart"),
        ("a", "no-such-page-near", "eigen-naam"),
        ("hamer", "no-such-page", ""),
        ("!?", "no-such-page", ""),
        (" / ", "empty-name", ""),
        (KCI.replace(".md", ".en.md"), "translation", ""),
    ],
)
def test_what_is_no_page_of_the_kind_is_refused(name: str, code: str, near: str) -> None:
    """Nothing is guessed: what has the words, or nearly the name, is named, if it is an event."""
    assert refusal(name) == (code, near)

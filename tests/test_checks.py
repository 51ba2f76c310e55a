"""Checks: a link or anchor that leads nowhere is found, and says what was meant."""

import pytest

from tests.hub import Files, event, make_hub, page, says

X = "content/events/x.md"
MIA = "content/people/mia.md"
FILES: Files = {
    MIA: page("title: Mia", "## Rol\n\nTekst\n\n## Meer over haar\n"),
    "content/events/_index.md": page("title: Agenda"),
}


@pytest.mark.parametrize(
    "target",
    [
        "../people/mia.md",
        "../people/mia.md#rol",
        "#kop",
        "/people/mia/",
        "/people/mia/#rol",
        "/people/mia",
        "/events/",
        "/events/feed.xml",
        "/events/2024/",
        "_index.md",
        "https://example.org/nergens",
        "mailto:a@b.nl",
        "tel:+31301234567",
    ],
)
def test_a_link_that_leads_somewhere_is_no_problem(target: str) -> None:
    """To a file, from the root, to an anchor, a listing or a feed, and elsewhere."""
    files = {**FILES, X: event(body=f"## Kop\n\n[a]({target})\n\n<a href='{target}'>b</a>")}
    assert make_hub(files).problems == []


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("../people/mai.md", "de link “../people/mai.md” gaat nergens heen; bedoel je"),
        (
            "../people/mia2.md",
            "de link “../people/mia2.md” gaat nergens heen; bedoel je ../people/mia.md?",
        ),
        (
            "mia.md",
            "de link “mia.md” gaat nergens heen; bedoel je ../people/mia.md?",
        ),
        ("qqqq.md", "de link “qqqq.md” gaat nergens heen; kijk het adres na"),
        (
            "/people/mai/",
            "de link “/people/mai/” gaat nergens heen; bedoel je /people/mia/?",
        ),
        ("../../../x.md", "de link “../../../x.md” gaat nergens heen; bedoel je x.md?"),
        (
            "../people/mia.md#rool",
            "de kop bij “../people/mia.md#rool” is er niet; bedoel je #rol?",
        ),
        (
            "/people/mia/#zzz",
            "de kop bij “/people/mia/#zzz” is er niet; haal het deel vanaf # weg",
        ),
        ("#kopje", "de kop bij “#kopje” is er niet; bedoel je #kop?"),
    ],
)
def test_15_a_link_or_anchor_that_leads_nowhere_is_a_problem(target: str, said: str) -> None:
    """In Markdown and in raw HTML, with its line and the nearest that there is."""
    markdown = make_hub({**FILES, X: event(body=f"## Kop\n\n[a]({target})")}).problems
    html = make_hub({**FILES, X: event(body=f"## Kop\n\n<a href='{target}'>a</a>")}).problems
    assert [line.startswith(f"{X}:8: {said}") for line in (*markdown, *html)] == [True, True]


def test_broken_links_are_said_in_english_too() -> None:
    """The same in the other language."""
    hub = make_hub({**FILES, X: event(body="[a](/people/mai/)\n[b](../people/mia.md#rool)")})
    assert says((one for one in hub.found if one.severity == "problem"), "en") == [
        f"{X}:6: the link “/people/mai/” leads nowhere; did you mean /people/mia/?",
        f"{X}:7: there is no heading for “../people/mia.md#rool”; did you mean #rol?",
    ]


@pytest.mark.parametrize(
    ("path", "front", "field"),
    [
        (X, "resources: [{title: a, url: /zzzzzzz/}]", "resources[1].url"),
        (X, "registration: {url: /zzzzzzz/}", "registration.url"),
        (X, "recording: /zzzzzzz/", "recording"),
        (X, "report: /zzzzzzz/", "report"),
        (MIA, "links: [{title: a, url: /zzzzzzz/}]", "links[1].url"),
        ("content/tools/t.md", "url: /zzzzzzz/", "url"),
        ("content/services/s.md", "url: /zzzzzzz/", "url"),
    ],
)
def test_15_an_address_in_a_field_that_leads_nowhere_is_a_problem(
    path: str, front: str, field: str
) -> None:
    """Wherever an address of the hub may be written; once, not for each translation."""
    english = path.replace(".md", ".en.md")
    hub = make_hub({path: page(f"title: A\n{front}"), english: page("title: B")})
    assert hub.problems == [
        f"{path}:3: {field}: de link “/zzzzzzz/” gaat nergens heen; kijk het adres na"
    ]


def test_15_an_anchor_in_a_field_that_is_not_there_is_a_problem() -> None:
    """As it is in a text."""
    front = "resources: [{title: a, url: /people/mia/#rool}]"
    assert make_hub({**FILES, X: event(front)}).problems == [
        f"{X}:5: resources[1].url: de kop bij “/people/mia/#rool” is er niet; bedoel je #rol?"
    ]


def test_15_a_link_in_a_field_with_markdown_has_its_line() -> None:
    """The line of the field that it stands in."""
    front = "title: P\napproach: a\nchallenge: |\n  Een\n\n  [a](weg.md)\n"
    (line,) = make_hub({"content/practices/p.md": page(front)}).problems
    assert line.startswith("content/practices/p.md:")
    assert line.endswith("de link “weg.md” gaat nergens heen; kijk het adres na")


def test_15_a_link_in_an_introduction_is_checked() -> None:
    """What stands above a listing is a text too."""
    hub = make_hub({"content/events/_index.md": page("title: A", "[a](weg.md)\n[b](#nee)")})
    assert [line.split(": ")[0] for line in hub.problems] == [
        "content/events/_index.md:4",
        "content/events/_index.md:5",
    ]


def test_an_anchor_of_another_field_of_the_page_is_there() -> None:
    """A page's texts are one page for who reads it."""
    hub = make_hub(
        {"content/practices/p.md": page("title: P\nchallenge: '## Warmte'", "[a](#warmte)")}
    )
    assert hub.problems == []


def test_a_translation_links_to_its_own_anchors() -> None:
    """A heading in English is in the English page, and not in the Dutch one."""
    files = {
        "content/pages/a.md": page("title: A", "## Rol\n\n[a](#rol)"),
        "content/pages/a.en.md": page("title: A", "## Part\n\n[a](#part) [b](a.md#part)"),
        "content/pages/b.md": page("title: B", "[a](a.md#part)"),
    }
    assert make_hub(files).problems == [
        "content/pages/b.md:4: de kop bij “a.md#part” is er niet; haal het deel vanaf # weg"
    ]

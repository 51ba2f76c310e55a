"""Addresses within the hub, resolved when every page has its address."""

import re

import pytest

from hubgen.markup import convert, finish, without_anchors


def finished(text: str) -> str:
    """Return a text whose links lead to `/?` and what was written, but for drafts."""
    return finish(
        convert(text, path="content/pages/x.md").html,
        link=lambda target: None if "draft" in target else f"/?{target}",
        image=lambda target, alt: f"<figure>{target}|{alt}</figure>",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Niets.", "<p>Niets.</p>"),
        ("[x](../y.md#z)", '<p><a href="/?../y.md#z">x</a></p>'),
        ("[x](y.md?a=1&b=2)", '<p><a href="/?y.md?a=1&amp;b=2">x</a></p>'),
        ('<a href="y&quot;z&lt;.md">x</a>', '<p><a href="/?y&quot;z&lt;.md">x</a></p>'),
        ("[x](y.md 'titel')", '<p><a href="/?y.md" title="titel">x</a></p>'),
        ("[x](#y) [z](https://a.nl)", '<p><a href="#y">x</a> <a href="https://a.nl">z</a></p>'),
        (
            "[x](#y) <a>v</a> [z](http://a.nl) [y](z.md)",
            '<p><a href="#y">x</a> <a>v</a> <a href="http://a.nl">z</a> <a href="/?z.md">y</a></p>',
        ),
        ("[een *x*](draft.md) [y](z.md)", '<p>een <em>x</em> <a href="/?z.md">y</a></p>'),
        ("![A & <b>](a.png)", "<p><figure>a.png|A & <b></figure></p>"),
        ("![](a.png)", "<p><figure>a.png|</figure></p>"),
        (
            '![A](a.png "Een & <b>")',
            "<figure><figure>a.png|A</figure><figcaption>Een &amp; &lt;b&gt;</figcaption></figure>",
        ),
        ('x ![A](a.png "B")', "<p>x <figure>a.png|A</figure></p>"),
        ("[![A](a.png)](draft.md)", "<p><figure>a.png|A</figure></p>"),
    ],
)
def test_what_is_written_becomes_what_is_published(text: str, expected: str) -> None:
    """Links get their address or go, images become what they are shown as, all else stays."""
    assert finished(text) == expected


def test_a_link_in_a_link_to_a_draft_stays_whole() -> None:
    """Of two links in one another, which HTML allows within a table, only the draft's goes."""
    table = '<table><tbody><tr><td><a href="{}">b</a></td></tr></tbody></table>'
    text = f'<div><a href="draft.md">a{table.format("x.md")}c</a></div>'

    assert finished(text) == f"<div>a{table.format('/?x.md')}c</div>"


@pytest.mark.parametrize(
    "text",
    [
        '`<a href="hub:x">` hub:x',
        '<p title="<a href=&quot;hub:x&quot;>">hub:x</p>',
        "&lt;img src=\"hub:x\"&gt;",
        '<a href="hub:x">x</a>',
        '<img src="hub:x" alt="x">',
    ],
)  # fmt: skip
def test_01_no_text_can_forge_an_address_of_the_hub(text: str) -> None:
    """What looks like an address that waits is text, or is taken out as one of no known scheme."""
    called: list[str] = []

    def link(target: str) -> str:
        called.append(target)
        return "/"

    def image(target: str, alt: str) -> str:
        called.append(target)
        return ""

    finish(convert(f"{text} [y](y.md)", path="content/pages/x.md").html, link=link, image=image)

    assert called == ["y.md"]


def test_a_link_to_the_page_itself() -> None:
    """An empty address is an address, and not the sign of a draft."""
    html = convert("[x](y.md)", path="content/pages/x.md").html

    assert finish(html, link=lambda _: "", image=lambda *_: "") == '<p><a href="">x</a></p>'


def test_feeds_have_no_empty_anchors() -> None:
    """The anchors beside headings can be taken out again, and nothing else goes with them."""
    html = finished("## Kop\n\n[x](#kop)\n")
    assert without_anchors(html) == '<h2 id="kop">Kop</h2>\n<p><a href="#kop">x</a></p>'


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("- [x] een **vet** woord\n- [ ] twee", ["een <strong>vet</strong> woord", "twee"]),
        ("- [x] een\n    - [ ] onder", ["een", "onder"]),
        ("- [x] een\n\n    meer\n\n- [ ] twee", ["een", "twee"]),
    ],
)
def test_the_box_of_a_task_is_called_what_it_is_about(text: str, labels: list[str]) -> None:
    """The words behind a box are its label, without what is below them."""
    found = re.findall(r"<label>(<input [^>]*>)(.*?)</label>", finished(text), re.DOTALL)
    assert [words.strip() for _, words in found] == labels
    assert finished(text).count("<input") == len(labels)


def test_only_the_label_is_put_around_a_box() -> None:
    """The item that it is in stays as it is."""
    assert finished("- [ ] een") == (
        '<ul class="task-list">\n<li class="task-list-item">'
        '<label><input type="checkbox" disabled=""> een</label></li>\n</ul>'
    )

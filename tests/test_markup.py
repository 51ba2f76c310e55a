"""What editors write in Markdown, and what the rest of the hub learns of it."""

import re

import pytest

from hubgen.errors import Problem
from hubgen.markup import Heading, Image, Link, Markup, convert
from hubgen.wording import LANGUAGES, wording

PATH = "content/pages/x.md"
_ANCHOR = re.compile(r'<a class="anchor" href="#[^"]*" aria-hidden="true" tabindex="-1"></a>')


def html_of(text: str) -> str:
    """Return the HTML of a text that has no problems, without the anchors beside headings."""
    markup = convert(text, path=PATH)
    assert markup.problems == ()
    return _ANCHOR.sub("", markup.html)


def codes(markup: Markup) -> list[tuple[str, str, int]]:
    """Return the problems of a text as their name, severity and line."""
    return [(one.code, one.severity, one.line) for one in markup.problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**Let op:** *nu*", "<p><strong>Let op:</strong> <em>nu</em></p>"),
        ("’s-Hertogenbosch en foto’s", "<p>’s-Hertogenbosch en foto’s</p>"),
        ("CO~2~ en m^2^", "<p>CO<sub>2</sub> en m<sup>2</sup></p>"),
        ("~~oud~~ ^^nieuw^^", "<p><del>oud</del> <ins>nieuw</ins></p>"),
        ("==let op==", "<p><mark>let op</mark></p>"),
        ("Term\n:   Uitleg", "<dl>\n<dt>Term</dt>\n<dd>Uitleg</dd>\n</dl>"),
        ("VNG\n\n*[VNG]: Vereniging", '<p><abbr title="Vereniging">VNG</abbr></p>'),
        (
            "- [ ] doen\n- [x] klaar",
            '<ul class="task-list">\n<li class="task-list-item"><input type="checkbox" disabled="">'
            ' doen</li>\n<li class="task-list-item"><input type="checkbox" checked="" disabled="">'
            " klaar</li>\n</ul>",
        ),
        (
            '!!! tip "Let op"\n    Tekst',
            '<div class="admonition tip">\n<p class="admonition-title">Let op</p>\n<p>Tekst</p>\n'
            "</div>",
        ),
        (
            '<div class="intro" markdown="1">\n*Tekst*\n</div>',
            '<div class="intro">\n<p><em>Tekst</em></p>\n</div>',
        ),
        ("1. een\n\n- twee", "<ol>\n<li>een</li>\n</ol>\n<ul>\n<li>twee</li>\n</ul>"),
        ("Tekst.\n{: .intro lang=en}", '<p class="intro" lang="en">Tekst.</p>'),
        (
            "```python\nprint('<b>')\n```",
            "<pre><code class=\"language-python\">print('&lt;b&gt;')</code></pre>",
        ),
        ("```\n{{ x }}\n```", "<pre><code>{{ x }}</code></pre>"),
        (
            "<details><summary>Meer</summary>\n\nTekst\n\n</details>",
            "<details><summary>Meer</summary>\n\nTekst\n\n</details>",
        ),
        (
            '<figure><figcaption lang="en" dir="ltr">x</figcaption></figure>',
            '<figure><figcaption lang="en" dir="ltr">x</figcaption></figure>',
        ),
        (
            'Op <time datetime="2024-11-13">13 november</time>',
            '<p>Op <time datetime="2024-11-13">13 november</time></p>',
        ),
    ],
)
def test_the_dialect(text: str, expected: str) -> None:
    """Each feature of the dialect that the content model names comes out, sanitised."""
    assert html_of(text) == expected


def test_01_the_alignment_of_a_table_is_a_class() -> None:
    """Columns keep their alignment without the inline style that the pages do not allow."""
    html = html_of("| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 | 3 |")

    assert re.findall(r"<t[hd]\b[^>]*>", html) == [
        '<th class="align-left">',
        '<th class="align-center">',
        '<th class="align-right">',
        '<td class="align-left">',
        '<td class="align-center">',
        '<td class="align-right">',
    ]


def test_01_footnotes() -> None:
    """A footnote and its place link to each other, and say so in no language of their own."""
    markup = convert("Zo is het.[^1]\n\n[^1]: Zie *daar*.", path=PATH)

    assert markup.html == (
        '<p>Zo is het.<sup id="fnref:1"><a class="footnote-ref" href="#fn:1" role="doc-noteref">1'
        '</a></sup></p>\n<div class="footnote">\n<hr>\n<ol>\n<li id="fn:1">\n<p>Zie <em>daar</em>.'
        '&nbsp;<a class="footnote-backref" href="#fnref:1" role="doc-backlink">↩</a></p>\n</li>\n'
        "</ol>\n</div>"
    )
    assert markup.anchors == {"fn:1", "fnref:1"}
    assert markup.links == ()
    assert markup.text == "Zo is het. Zie daar."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{7*7}}", "<p>{{7*7}}</p>"),
        ("{% raw %}\n{% endraw %}", "<p>{% raw %}\n{% endraw %}</p>"),
        ("*a*{% raw %}", "<p><em>a</em>{% raw %}</p>"),
        ("## Kop {{ x }}", '<h2 id="kop-x">Kop {{ x }}</h2>'),
        ("## Kop {% x %}", '<h2 id="kop-x">Kop {% x %}</h2>'),
        ("tekst {# x #}", "<p>tekst {# x #}</p>"),
    ],
)
def test_03_template_syntax_prints_as_it_is(text: str, expected: str) -> None:
    """What looks like a template is text, also where an attribute list could stand."""
    assert html_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## Één café", [(2, "een-cafe", "Één café")]),
        (
            "## Dag\n## Dag\n### Dag",
            [(2, "dag", "Dag"), (2, "dag-2", "Dag"), (3, "dag-3", "Dag")],
        ),
        (
            "## Dag 2\n## Dag\n## Dag",
            [(2, "dag-2", "Dag 2"), (2, "dag", "Dag"), (2, "dag-3", "Dag")],
        ),
        ("## ???\n## !!!", [(2, "section", "???"), (2, "section-2", "!!!")]),
        ("## 2024", [(2, "2024", "2024")]),
        ("## Dag {#eigen}", [(2, "eigen", "Dag")]),
        ("## A *b* `c` [d](/d/)", [(2, "a-b-c-d", "A b c d")]),
        ("## A & <b>B</b>", [(2, "a-b", "A & B")]),
        ("## Kop[^1]\n\n[^1]: x", [(2, "kop", "Kop")]),
        ("<h3>Rauw</h3>\n\n## Rauw", [(3, "rauw", "Rauw"), (2, "rauw-2", "Rauw")]),
        ('## Dag\n\n<p id="dag">x</p>', [(2, "dag-2", "Dag")]),
    ],
)
def test_01_headings(text: str, expected: list[tuple[int, str, str]]) -> None:
    """A heading's id is its own or its text's slug, and no two ids of a text are the same."""
    markup = convert(text, path=PATH)

    assert markup.headings == tuple(
        Heading(level=level, id=name, text=words) for level, name, words in expected
    )
    assert {name for _, name, _ in expected} <= markup.anchors


def test_a_heading_has_an_anchor_without_words() -> None:
    """The address of a heading can be copied, by a link that keyboards and ears are spared."""
    assert convert("## Dag", path=PATH).html == (
        '<h2 id="dag">Dag<a class="anchor" href="#dag" aria-hidden="true" tabindex="-1"></a></h2>'
    )


def test_a_top_heading_moves_all_headings_down() -> None:
    """`#` is the page's title, so each one is a warning with its line, and all go down a level."""
    text = "## Een\n\n```\n# geen kop\n```\n\n# Twee\n\n###### Zes\n\nDrie\n====\n\n<h1>Vier</h1>"

    markup = convert(text, path=PATH, first_line=10)

    assert [(one.level, one.text) for one in markup.headings] == [
        (3, "Een"),
        (2, "Twee"),
        (6, "Zes"),
        (2, "Drie"),
        (2, "Vier"),
    ]
    assert codes(markup) == [
        ("heading-one", "warning", 16),
        ("heading-one", "warning", 20),
        ("heading-one", "warning", 23),
    ]


def test_the_table_of_contents() -> None:
    """`[TOC]` becomes nested lists of the headings, and is no text of the page."""
    markup = convert("[TOC]\n\n## A\n\n#### B\n\n### C\n\n## D & d", path=PATH)

    assert markup.html.startswith(
        '<div class="toc"><ul><li><a href="#a">A</a><ul><li><a href="#b">B</a></li></ul>'
        '<ul><li><a href="#c">C</a></li></ul></li><li><a href="#d-d">D &amp; d</a></li></ul></div>'
    )
    assert markup.links == ()
    assert markup.text == "A B C D & d"


def test_links_are_found_with_their_places() -> None:
    """Every link, in Markdown or HTML, is known by its target, text, line and column."""
    text = (
        "Zie [Bart](../people/bart.md#rol) en [hem](../people/bart.md#rol).\n"
        "\n"
        '<a href="/themes/energie/?a=1&amp;b=2">Energie</a> <https://vng.nl> <info@vng.nl>\n'
        "[nog eens](../people/bart.md#rol) [b][ref] [c][ref] [d](a_(b).md 'titel') [e](<f g.md>)\n"
        "[**vet** en ![Zaal](zaal.jpg)](#rol)\n"
        "\n"
        "[ref]: https://example.org/\n"
    )

    assert convert(text, path=PATH, first_line=5).links == (
        Link(target="../people/bart.md#rol", line=5, column=12, length=21, text="Bart"),
        Link(target="../people/bart.md#rol", line=5, column=44, length=21, text="hem"),
        Link(target="/themes/energie/?a=1&b=2", line=7, column=10, length=28, text="Energie"),
        Link(target="https://vng.nl", line=7, column=53, length=14, text="https://vng.nl"),
        Link(target="mailto:info@vng.nl", line=7, column=70, length=11, text="info@vng.nl"),
        Link(target="../people/bart.md#rol", line=8, column=12, length=21, text="nog eens"),
        Link(target="https://example.org/", line=11, column=8, length=20, text="b"),
        Link(target="https://example.org/", line=11, column=8, length=20, text="c"),
        Link(target="a_(b).md", line=8, column=57, length=8, text="d"),
        Link(target="f g.md", line=8, column=80, length=6, text="e"),
        Link(target="#rol", line=9, column=32, length=4, text="vet en"),
    )


def test_addresses_within_the_hub_wait_for_finish() -> None:
    """Only a whole address and one of the page itself are in the HTML as they were written."""
    html = html_of("[a](../x.md) [b](/y/?a=1&b=2) [c](#d) [e](https://f.nl) [g](tel:+31)")

    assert re.findall('href="([^"]*)"', html) == [
        "hub:../x.md",
        "hub:/y/?a=1&amp;b=2",
        "#d",
        "https://f.nl",
        "tel:+31",
    ]


def test_images_are_found_with_their_places() -> None:
    """Only what has no alternative text at all is a warning; `alt=""` says it has none to give."""
    markup = convert(
        '![Zaal](zaal.jpg "De zaal")\n\n![](zaal.jpg)\n\n<img src="lijn.svg" alt="">', path=PATH
    )

    assert markup.images == (
        Image(target="zaal.jpg", alt="Zaal", line=1, column=9, length=8),
        Image(target="zaal.jpg", alt=None, line=3, column=5, length=8),
        Image(target="lijn.svg", alt="", line=5, column=11, length=8),
    )
    assert codes(markup) == [("image-without-alt", "warning", 3)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[x](javascript:alert(1))", "forbidden-address"),
        ("[x](java&#10;script:alert)", "forbidden-address"),
        ("[x](JAVA&Tab;SCRIPT:alert)", "forbidden-address"),
        ("[x](<java\tscript:alert>)", "forbidden-address"),
        ("[x](hub:../x.md)", "forbidden-address"),
        ("[x][y]\n\n[y]: data:text/html,x", "forbidden-address"),
        ("[x](y.md){: href=vbscript:x }", "forbidden-address"),
        ("![x](data:image/svg+xml,x)", "forbidden-address"),
        ("<ftp://example.org>", "forbidden-address"),
        ("[x](//example.org/y)", "address-without-scheme"),
        ('<a href="//example.org/y">x</a>', "address-without-scheme"),
        ("[x]()", "link-without-address"),
        ("![x]()", "image-without-address"),
        ("![x](https://example.org/x.png)", "image-elsewhere"),
        ('<img src="//example.org/x.png" alt="x">', "image-elsewhere"),
    ],
)
def test_01_addresses_that_cannot_be_published(text: str, code: str) -> None:
    """Each is a problem, and neither in the HTML nor among the links and images."""
    markup = convert(f"Tekst\n\n{text}", path=PATH, first_line=3)

    assert [one.code for one in markup.problems] == [code]
    assert (markup.links, markup.images) == ((), ())
    assert not re.search(r'(href|src)="', markup.html)


def test_01_a_forbidden_address_is_named_with_its_place() -> None:
    """The second of two forbidden addresses is not mistaken for the first."""
    text = "a\n\n[x](data:x) `y`\n\n[z](data:x)"

    assert convert(text, path=PATH, first_line=4).problems == tuple(
        Problem(
            path=PATH,
            line=line,
            column=5,
            length=6,
            code="forbidden-address",
            values=(("scheme", "data"),),
        )
        for line in (6, 8)
    )


def test_01_forbidden_addresses_in_html_just_go() -> None:
    """What the sanitiser takes out of HTML is no problem of the editor's."""
    assert html_of('<a href="javascript:alert(1)">x</a>') == "<p><a>x</a></p>"


def test_the_plain_text() -> None:
    """All words are in it once, apart where elements part them and whole where they do not."""
    text = (
        "## Kop\n\nCO~2~ &amp; *tekst*\nverder 10\u00a0km\n\n- een\n- twee\n\n| a | b |\n|--|--|\n"
        "| 1 | 2 |\n\n<div>x</div><div>y<br>z</div>\n\n![alt](x.jpg)"
    )

    assert (
        convert(text, path=PATH).text == "Kop CO2 & tekst verder 10\u00a0km een twee a b 1 2 x y z"
    )


def test_nothing_of_a_text_is_left_for_the_next() -> None:
    """Definitions, ids and footnotes of one text are unknown to the next; nor is a failure."""
    first = "## Kop\n\nVNG[^1] [a][b]\n\n[^1]: Noot\n\n*[VNG]: Vereniging\n\n[b]: /x/"
    second = "## Kop\n\nVNG[^1] [a][b]"
    tangled = "[a](" * 3000

    before = [convert(first, path=PATH), convert(second, path=PATH)]
    convert(tangled, path=PATH)
    after = [convert(first, path=PATH), convert(second, path=PATH)]

    assert before == after
    assert after[1].html.endswith("<p>VNG[^1] [a][b]</p>")


@pytest.mark.parametrize("text", ["", " \n\n", "\x00\n"])
def test_no_text_is_no_html(text: str) -> None:
    """A page without a text has no markup, and no problem."""
    assert convert(text, path=PATH) == Markup(html="")


def test_lines_end_as_on_any_system() -> None:
    """A file with CRLF has the same lines as one with LF."""
    markup = convert("a\r\n\r\n[x](y.md)\r\n", path=PATH)

    assert markup.html == '<p>a</p>\n<p><a href="hub:y.md">x</a></p>'
    assert markup.links == (Link(target="y.md", line=3, column=5, length=4, text="x"),)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_problem_has_a_sentence(lang: str) -> None:
    """Each problem that a text can have is said in every language, with its blanks filled."""
    text = (
        "# A\n\n[x](data:y) [x](//y) [x]() ![x]() ![x](http://y/z.png) ![](z.png)\n\n"
        "<div markdown=1>\n\n" + "x"
    )
    markups = [
        convert(text, path=PATH),
        convert("[" * 9000, path=PATH),
        convert("a " * 2_100_000, path=PATH),
    ]
    problems = [one for markup in markups for one in markup.problems]

    assert {one.code for one in problems} == {
        "address-without-scheme",
        "forbidden-address",
        "heading-one",
        "image-elsewhere",
        "image-without-address",
        "image-without-alt",
        "link-without-address",
        "text-too-long",
        "text-too-tangled",
    }
    assert all(wording(lang).say(one) for one in problems)

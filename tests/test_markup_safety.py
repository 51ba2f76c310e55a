"""What no text may do to a page that it is published in (threats, rows 1 and 3)."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hubgen import addresses
from hubgen.markup import LAYOUT_ID_PREFIX, convert, finish
from hubgen.plaintext import is_holdable

PATH = "content/pages/x.md"

PAYLOADS = (
    # raw HTML
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "x <script>alert(1)</script> y",
    "<script\n>alert(1)</script >",
    "<img src=x onerror=alert(1)>",
    "<img src=x.png onerror='alert(1)' alt=x>",
    '<img/src="x.png"/onerror=alert(1)>',
    '<img src="`x`" onerror=alert(1)>',
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    "<svg><foreignObject><iframe src=javascript:alert(1)></foreignObject></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    '<math href="javascript:alert(1)">x</math>',
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<form action=javascript:alert(1)><button formaction=javascript:alert(1)>x</button></form>",
    "<input onfocus=alert(1) autofocus type=text name=location>",
    "<isindex action=javascript:alert(1)>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import '//evil.example/x.css';</style>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<div style=\"position:fixed;inset:0\">x</div>",
    "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video src=x onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)></audio>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<textarea><script>alert(1)</script></textarea>",
    "<title><script>alert(1)</script></title>",
    "<xmp><script>alert(1)</script></xmp>",
    "<plaintext><script>alert(1)</script>",
    "<a href=javascript:alert(1)>x</a>",
    '<a href="jav&#x0A;ascript:alert(1)">x</a>',
    '<a href=" &#14; javascript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="vbscript:x">x</a>',
    '<a href="hub:x" target=_blank ping=//evil.example/>x</a>',
    '<a href="x.md" title="&quot;><script>alert(1)</script>">x</a>',
    '<img src="hub:x" alt="&quot; onerror=alert(1) x=&quot;">',
    '<img srcset="//evil.example/x.png 1x" src=x.png alt=x>',
    "<picture><source srcset=//evil.example/x.png><img src=x.png alt=x></picture>",
    "<table background=javascript:alert(1)><tr><td background=javascript:alert(1)>x</table>",
    "<map name=x><area href=javascript:alert(1)></map>",
    "<!-- --><script>alert(1)</script> -->",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml-stylesheet href='javascript:alert(1)'?>",
    "<custom-element onclick=alert(1)>x</custom-element>",
    "<p onclick=alert(1) data-x=y aria-label=z name=body>x</p>",
    "<<script>alert(1);//<</script>",
    "<script>alert(1)",
    "<div\x00onclick=alert(1)>x</div>",
    "<\x02script>alert(1)</\x02script>",
    "\x02wzxhzdk:0\x03 <b>x</b>",
    # Markdown
    "[x](javascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](java&#10;script:alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](\x01javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](https://a.example/ \"\\\" onclick=alert(1) x='\")",
    '[x](x.md"onclick="alert(1))',
    "[x](<x.md\" onclick=\"alert(1)>)",
    "[x](https://a.example/\"><script>alert(1)</script>)",
    "[<script>alert(1)</script>](x.md)",
    "![x](javascript:alert(1))",
    "![\"><script>alert(1)</script>](x.png)",
    '![x](x.png "\\" onerror=alert(1)")',
    "![x\" onerror=\"alert(1)](x.png)",
    "![x][y]\n\n[y]: javascript:alert(1)",
    "[x]\n\n[x]: javascript:alert(1) \"onclick=alert(1)\"",
    "<javascript:alert(1)>",
    "<https://a.example/\"onclick=alert(1)>",
    "*x*{: onclick=alert(1) style=x:y }",
    "[x](y.md){: href=javascript:alert(1) onclick=alert(1) target=_blank }",
    "## Kop {: onclick=alert(1) id=hub_search name=location }",
    "## <img src=x onerror=alert(1)>",
    "## </h2><script>alert(1)</script>",
    "tekst\n{: #hub_main style=position:fixed onmouseover=alert(1) }",
    "| a {: onclick=alert(1) } | b |\n|---|---|\n| <script>alert(1)</script> | c {: style=x:y } |",
    "```js onclick=alert(1)\nx\n```",
    '```{.js onclick="alert(1)" style="x:y" id="hub_x"}\n</pre><script>alert(1)</script>\n```',
    "``` \"><script>alert(1)</script>\nx\n```",
    "    </code></pre><script>alert(1)</script>",
    "`</code><script>alert(1)</script>`",
    "x[^1]\n\n[^1]: <script>alert(1)</script>",
    "x[^\"><script>alert(1)</script>]\n\n[^\"><script>alert(1)</script>]: y",
    "A\n\n*[A]: \"><script>alert(1)</script>",
    "!!! note \"<script>alert(1)</script>\"\n    x",
    "!!! \"><script>alert(1)</script>\n    x",
    "<div markdown=1 onclick=alert(1)>\n[x](javascript:alert(1))\n</div>",
    "- [ ] <script>alert(1)</script>",
    "Term <script>alert(1)</script>\n:   Uitleg <img src=x onerror=alert(1)>",
    "==<script>alert(1)</script>== ^^<svg onload=alert(1)>^^",
    "[TOC]\n\n## <script>alert(1)</script> \"onclick=alert(1)",
    "<div class=\"toc\"></div>\n\n## \" onclick=alert(1)",
)  # fmt: skip

# fmt: off
ELEMENTS = {
    "a", "abbr", "aside", "b", "bdi", "bdo", "blockquote", "body", "br", "caption", "cite",
    "code", "col", "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em",
    "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "head", "hr", "html", "i", "img",
    "input", "ins", "kbd", "label", "li", "mark", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s",
    "samp", "section", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td",
    "tfoot", "th", "thead", "time", "tr", "u", "ul", "var", "wbr",
}
ATTRIBUTES = {
    "abbr", "alt", "aria-hidden", "checked", "class", "colspan", "datetime", "dir", "disabled",
    "headers", "href", "hreflang", "id", "lang", "open", "reversed", "role", "rowspan", "scope",
    "span", "src", "start", "tabindex", "title", "type", "value",
}
# fmt: on


def published(text: str) -> str:
    """Return a text as a page of the hub has it."""
    return finish(
        convert(text, path=PATH).html,
        link=lambda target: f"/to/{target}",
        image=lambda target, alt: '<img src="/image.png" alt="">',
    )


def wrong_in(html: str) -> Iterator[str]:
    """Yield what a page holds that it may not, as an HTML5 parser sees it."""
    if not is_holdable(html):
        yield "a control"
    document = html5lib.parse(f"<!doctype html><body>{html}", namespaceHTMLElements=False)
    for element in document.iter():
        yield from _wrong_at(element)


def _wrong_at(element: Element) -> Iterator[str]:
    if element.tag not in ELEMENTS:
        yield f"<{element.tag}>"
    for name, value in element.attrib.items():
        if name not in ATTRIBUTES:
            yield f"{element.tag} {name}={value}"
        scheme = addresses.link_scheme(value)
        if name in {"href", "src"} and scheme and scheme not in addresses.LINK_SCHEMES:
            yield f"{element.tag} {name}={value}"
        if name == "src" and (value != "/image.png"):
            yield f"{element.tag} {name}={value}"
        if name == "id" and value.startswith(LAYOUT_ID_PREFIX):
            yield f"{element.tag} {name}={value}"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_01_no_script_gets_into_the_page(payload: str) -> None:
    """An HTML5 parser finds only what is allowed in the page, whatever the text tries."""
    assert list(wrong_in(published(payload))) == []


@pytest.mark.parametrize("payload", PAYLOADS)
def test_01_the_rest_of_the_page_stays(payload: str) -> None:
    """What stands before an attack is published as ever."""
    html = published(f"## Programma\n\n*Blijft* staan.\n\n{payload}")

    assert "<p><em>Blijft</em> staan.</p>" in html
    assert 'id="programma"' in html


def test_01_a_page_with_script_would_be_seen() -> None:
    """The parser that these tests trust sees each of the things that they look for."""
    html = (
        '<script></script><p onclick="x" id="hub_x"><a href="javascript:x">x</a><img src="data:x">'
        "\x85"
    )

    assert list(wrong_in(html)) == [
        "a control",
        "<script>",
        "p onclick=x",
        "p id=hub_x",
        "a href=javascript:x",
        "img src=data:x",
        "img src=data:x",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a <script>alert(1)</script> b", "<p>a  b</p>"),
        ("<svg><text>x</text></svg>y", "<p>y</p>"),
        ("a <!-- weg --> b", "<p>a  b</p>"),
        ("<form>tekst</form>", "tekst"),
        ('<p id="een twee" class="a">x</p>', '<p id="een-twee" class="a">x</p>'),
        ('<p id="x">a</p><p id="x">b</p>', '<p id="x">a</p>\n<p>b</p>'),
        ("<input value=x>", "<p></p>"),
        ("<input type=checkbox value=x>", '<p><input type="checkbox" disabled=""></p>'),
        (
            "a\x01b\x85c\ufffe &#1;&#x9d;&#xffff; &#&#2;3; `&#1;`",
            "<p>abc \ufffd\ufffd\ufffd &amp;#\ufffd3; <code>&amp;#1;</code></p>",
        ),
        ('<b title="a&#11;b">x</b>&#13;&#10;y', '<p><b title="a\ufffdb">x</b>\n\ny</p>'),
        ('<a href="java&#1;script:x">y</a>', "<p><a>y</a></p>"),
        ("[x](#een twee)", '<p><a href="#een-twee">x</a></p>'),
    ],
)
def test_01_what_is_left(text: str, expected: str) -> None:
    """The sanitiser takes out what it must and no more."""
    assert convert(text, path=PATH).html == expected


_FRAGMENTS = st.sampled_from(
    [
        *('<a href="', "<img src=", "<p ", "<svg>", "<script>", "</script>", "<!--", "-->", "]]>"),
        *("<table>", "<td>", "</table>", "<style>", "<math>", "<template>", "<b>", "</b>", "</a>"),
        *("[", "](", ")", "![", "javascript:", "data:", "hub:", "//", "#", "&#10;", "&quot;"),
        *('"', "'", ">", "<", "=", " ", "\n", "\n\n", "`", "```", "{: ", "}", "onclick=x", "id=x"),
        *("&#", "1;", "x9d;", "\x85", "\ufffe"),
        *("*", "_", "~", "^", "==", "|", "- ", "1. ", "> ", "    ", "\t", "x", "\x00", "\x02", "é"),
        *("[^1]", "[^1]: ", "*[x]: ", "!!! x", "[TOC]", "## ", "markdown=1", "style=x:y"),
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(_FRAGMENTS, max_size=30).map("".join))
def test_01_nothing_made_of_these_gets_into_the_page(text: str) -> None:
    """However the pieces of Markdown and HTML are put together, the page has what is allowed."""
    assert list(wrong_in(published(text))) == []

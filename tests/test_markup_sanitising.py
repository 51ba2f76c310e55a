"""What stays of a text's HTML, and of the addresses in it (threats, row 1)."""

import pytest

from hubgen.markup.sanitising import address_of, sanitise

HARMLESS = """
<h1 id="a" class="b" lang="en" dir="ltr" title="c">d</h1><h2>e</h2><h3>f</h3><h4>g</h4><h5>h</h5>
<h6>i</h6><p><a href="https://x.org/" hreflang="en" role="doc-noteref">j</a>
<a href="tel:112" role="doc-backlink">k</a> <a href="mailto:a@x.org" title="k">k</a>
<a href="http://x.org/" lang="en">k</a> <abbr>l</abbr> <b>m</b> <bdi>n</bdi> <bdo>o</bdo>
<cite>p</cite> <code>q</code> <del datetime="2024">r</del> <dfn>s</dfn> <em>t</em> <i>u</i>
<ins datetime="2024">v</ins> <kbd>w</kbd> <mark>x</mark> <q>y</q>
<ruby>z<rp>(</rp><rt>a</rt><rp>)</rp></ruby> <s>b</s> <samp>c</samp> <small>d</small>
<span>e</span> <strong>f</strong> <sub>g</sub> <sup>h</sup> <time datetime="2024">i</time>
<u>j</u> <var>k</var><wbr><br><img src="https://x.org/a.png" alt="l">
<input type="checkbox" checked="" disabled=""></p><aside>m</aside><blockquote>n</blockquote>
<details open=""><summary>o</summary>p</details><div>q</div><dl><dt>r</dt><dd>s</dd></dl>
<figure><figcaption>t</figcaption></figure><hr><pre>u</pre><section>v</section>
<ol start="2" reversed="" type="A"><li value="3">w</li></ol><ol type="a"></ol><ol type="1"></ol>
<ol type="I"></ol><ol type="i"></ol><ul><li>x</li></ul><table><caption>y</caption>
<colgroup span="2"><col span="2"></colgroup><thead><tr>
<th scope="col" abbr="z" colspan="2" headers="a" rowspan="2">a</th><th scope="row">b</th>
<th scope="colgroup">c</th><th scope="rowgroup">d</th></tr></thead><tbody><tr>
<td colspan="2" headers="a" rowspan="2">e</td></tr></tbody><tfoot><tr><td>f</td></tr></tfoot>
</table>
"""


def test_01_what_is_harmless_stays_as_it_is() -> None:
    """Every element and attribute that a text may have, each where it belongs."""
    assert sanitise(HARMLESS) == HARMLESS


@pytest.mark.parametrize(
    "name",
    [
        *("applet", "canvas", "iframe", "math", "noembed", "noframes", "noscript", "object"),
        *("script", "select", "style", "svg", "template", "textarea", "title", "xmp"),
    ],
)
def test_01_what_no_one_reads_goes_with_its_element(name: str) -> None:
    """What stands in these is code, or for browsers of long ago, and no part of the text."""
    assert sanitise(f"a<{name}>b</{name}>c") == "ac"


@pytest.mark.parametrize(
    "name",
    [
        *("article", "audio", "base", "body", "button", "center", "dialog", "embed", "fieldset"),
        *("font", "footer", "form", "frameset", "header", "label", "link", "main", "map", "meta"),
        *("nav", "picture", "slot", "source", "track", "video", "x-y"),
    ],
)
def test_01_the_text_in_any_other_element_stays(name: str) -> None:
    """The element goes: it could load, submit, or be taken for the layout's own."""
    assert sanitise(f'a<{name} src="x" href="y" action="z">b') == "ab"


@pytest.mark.parametrize(
    "attribute",
    [
        *("action", "align", "aria-label", "autofocus", "background", "charset", "contenteditable"),
        *("data-x", "download", "for", "form", "height", "hidden", "is", "itemprop", "name"),
        *("onclick", "onerror", "ping", "popover", "property", "rel", "role", "slot", "srcdoc"),
        *("srcset", "style", "tabindex", "target", "type", "usemap", "width", "xlink:href"),
    ],
)
@pytest.mark.parametrize("element", ["a", "img", "p"])
def test_01_any_other_attribute_goes(element: str, attribute: str) -> None:
    """It could run, load, style, or be what the layout's scripts look for."""
    assert sanitise(f'<{element} {attribute}="x">').partition("</")[0] == f"<{element}>"


@pytest.mark.parametrize(
    ("element", "attribute", "value"),
    [
        ("a", "role", "button"),
        ("input", "type", "text"),
        ("ol", "type", "x"),
        ("th", "scope", "x"),
        ("p", "href", "https://x.org/"),
        ("p", "id", "hub_search"),
        ("p", "id", " \thub_search"),
        ("p", "id", " \n"),
    ],
)
def test_01_an_attribute_has_only_values_that_are_harmless(
    element: str, attribute: str, value: str
) -> None:
    """Of an attribute whose meaning hangs on its value, some values are allowed and no others."""
    assert f" {attribute}=" not in sanitise(f'<{element} {attribute}="{value}">')


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("https://x.org/", "https://x.org/"),
        ("\x00 \x1f http://x.org/\x01 \x1f", "http://x.org/"),
        ("ht\ntp\t://x.\rorg/", "http://x.org/"),
        ("MAILTO:a@x.org", "MAILTO:a@x.org"),
        ("tel:112", "tel:112"),
        ("//x.org/a b", "//x.org/a b"),
        ("\t/\n/x.org", "//x.org"),
        ("#een  twee\x00drie", "#een-twee-drie"),
        ("y z.md", "hub:y z.md"),
        (" y\n.md#a b", "hub:y.md#a b"),
        ("", "hub:"),
        ("hub:y.md", None),
        ("ftp://x.org/", None),
        ("java\nscript:x", None),
        ("\x01javascript:x", None),
        ("data:text/html,x", None),
    ],
)
def test_01_an_address_is_read_as_a_browser_reads_it(value: str, address: str | None) -> None:
    """Within the hub it is marked; with a scheme that is not one for links, it is none."""
    assert address_of(value) == address

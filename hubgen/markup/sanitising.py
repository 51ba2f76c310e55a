"""What may be published of the HTML that editors and Python-Markdown wrote.

An allowlist, applied to the whole text after everything else. What a text may never do:

- **run**: no script, no `on…`, no style, no frame, no form, no SVG, no `data:` or `javascript:`;
- **load from elsewhere**: an address within the hub becomes `hub:` and what was written, for
  `finish` to resolve, and an image elsewhere is left for `reading` to report and take out;
- **take the place of the layout's own elements**: a text has no `name`, no `form` and no `object`,
  so it cannot replace what `document.x` is. Its ids may be anything but what begins with
  `LAYOUT_ID_PREFIX`, so a layout whose scripts and skip links look for such ids finds its own.
  A text has no `data-…` and no `aria-…` either, so scripts can safely look for those. Classes stay,
  whichever they are, so that a hub's own style sheet can offer some: a text can dress as a part of
  the layout or hide itself by them, and no more, as long as scripts take nothing but looks and what
  is inside the element from a class.
"""

import re
from typing import Final

import nh3

from hubgen import addresses
from hubgen.plaintext import holdable

LAYOUT_ID_PREFIX: Final = "hub_"
"""What an id of a layout begins with to be safe from a text; no heading's id has an underscore."""
WITHIN: Final = "hub:"
"""What stands before an address within the hub, until `finish` resolves it."""

_ATTRIBUTES: Final[dict[str, set[str]]] = {
    "*": {"class", "dir", "id", "lang", "title"},
    "a": {"href", "hreflang"},
    "col": {"span"},
    "colgroup": {"span"},
    "del": {"datetime"},
    "details": {"open"},
    "img": {"alt", "src"},
    "input": {"checked"},
    "ins": {"datetime"},
    "li": {"value"},
    "ol": {"reversed", "start"},
    "td": {"colspan", "headers", "rowspan"},
    "th": {"abbr", "colspan", "headers", "rowspan"},
    "time": {"datetime"},
}
_FIXED_VALUES: Final = {
    "a": {"role": {"doc-backlink", "doc-noteref"}},
    "input": {"type": {"checkbox"}},
    "ol": {"type": {"1", "A", "I", "a", "i"}},
    "th": {"scope": {"col", "colgroup", "row", "rowgroup"}},
}
# fmt: off
_TAGS: Final = {
    "a", "abbr", "aside", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code",
    "col", "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption",
    "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "input", "ins", "kbd",
    "li", "mark", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "section", "small",
    "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead",
    "time", "tr", "u", "ul", "var", "wbr",
}
# Elements whose content is no text either; of any other that is not allowed, the text stays.
_TAKEN_OUT_WHOLE: Final = {
    "applet", "canvas", "iframe", "math", "noembed", "noframes", "noscript", "object", "script",
    "select", "style", "svg", "template", "textarea", "title", "xmp",
}
# fmt: on

# The URL standard (4.4) drops these wherever they stand in an address.
_DROPPED = re.compile("[\t\n\r]")
_AT_THE_ENDS: Final = "".join(map(chr, range(0x21)))
_SPACE = re.compile(r"[\s\x00]+")


def sanitise(html: str) -> str:
    """Return HTML with only what may be published, in one normal form.

    Each tag is `<name key="value">` in lower case, with `&`, `<`, `>` and `"` escaped in values and
    `&`, `<` and `>` in text, so that a regular expression can tell them apart. What stands for a
    character that no page can hold (`&#1;`) becomes U+FFFD, as `&#0;` does in every browser; no
    other mark, and not nothing, or what is around it could become something else.
    """
    return holdable(_CLEANER.clean(html).replace("\r", "\n"), "\ufffd")


def address_of(value: str) -> str | None:
    """Return an address as a browser reads it, marked if it is within the hub; None for none."""
    address = _DROPPED.sub("", value.strip(_AT_THE_ENDS))
    scheme = addresses.link_scheme(address)
    if scheme:
        return address if scheme in addresses.LINK_SCHEMES else None
    if addresses.is_external(address):
        return address
    if address.startswith("#"):
        return _SPACE.sub("-", address)
    return WITHIN + address


def _keep(element: str, attribute: str, value: str) -> str | None:
    """Return what an allowed attribute becomes, or None for nothing."""
    if attribute == "id":
        name = _SPACE.sub("-", value.strip())
        return None if not name or name.startswith(LAYOUT_ID_PREFIX) else name
    if (element, attribute) in {("a", "href"), ("img", "src")}:
        return address_of(value)
    return value


_CLEANER: Final = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags=_TAKEN_OUT_WHOLE,
    attributes=_ATTRIBUTES,
    attribute_filter=_keep,
    # The box of a task can only be looked at; `reading` takes out any other field. No more than one
    # value may be set here: of two, the order would be another one in each process.
    set_tag_attribute_values={"input": {"disabled": ""}},
    tag_attribute_values=_FIXED_VALUES,
    # Without targets that open windows there is nothing for `rel` to protect.
    link_rel=None,
    url_schemes=set(addresses.LINK_SCHEMES),
    strip_comments=True,
)

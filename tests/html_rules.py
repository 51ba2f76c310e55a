"""What the W3C's feed validator holds against the HTML that a feed's entries carry."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib
from html5lib.html5parser import ParseError

_WHOLE = re.compile(r"(https?://[^/]|mailto:|tel:)[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,#]*")
_CANDIDATE = re.compile(r"[\s,]*(\S*[^\s,])[^,]*")
# What the validator takes for harmless (`HTMLValidator`), as far as hubgen writes it.
_ELEMENTS = frozenset(
    """
    a abbr article aside b bdi blockquote br caption cite code col colgroup data dd del details dfn
    div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img input ins kbd li main
    mark nav ol p picture pre q rp rt ruby s samp section small source span strong sub summary sup
    table tbody td tfoot th thead time tr u ul var wbr
    """.split()  # noqa: SIM905 - as a list it is seventy lines
)
_ATTRIBUTES = frozenset(
    """
    abbr alt checked cite colspan datetime dir disabled headers height href hreflang lang media open
    reversed rowspan scope sizes span src srcset start title type value width
    """.split()  # noqa: SIM905 - as a list it is thirty lines
)


def html_faults(name: str, html: str) -> list[str]:
    """Return what the validator would hold against the HTML that an entry carries."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    try:
        fragment = parser.parseFragment(html)
    except ParseError as error:
        return [f"NotHtml {name}: {error}"]
    faults = []
    for part in (part for part in fragment.iter() if part is not fragment):
        if part.tag not in _ELEMENTS:
            faults.append(f"SecurityRisk {name}: {part.tag}")
        faults += [
            f"SecurityRiskAttr {name}: {attribute}"
            for attribute in part.attrib
            if attribute not in _ATTRIBUTES
        ]
        faults += [
            f"ContainsRelRef {name}: {address}"
            for address in _references(part)
            if not is_whole(address)
        ]
    return faults


def is_whole(address: str) -> bool:
    """Tell whether an address says where it leads wherever it is read."""
    return _WHOLE.fullmatch(address) is not None


def _references(part: Element) -> Iterator[str]:
    """Yield every address that an element of HTML names."""
    for name in ("href", "src", "cite"):
        if name in part.attrib:
            yield part.attrib[name]
    yield from (found[1] for found in _CANDIDATE.finditer(part.get("srcset", "")))

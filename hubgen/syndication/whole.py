"""The HTML of a page as a feed can carry it."""

import re
from types import MappingProxyType
from urllib.parse import quote, urljoin

import nh3

from hubgen.addresses import link_scheme
from hubgen.plaintext import holdable

# What readers and the validator's list of harmless elements both know. Anything else gives way to
# what stands in it: of a video that is the link for programs that cannot play it.
_ELEMENTS = frozenset(
    """
    a abbr article aside b bdi blockquote br caption cite code col colgroup data dd del details dfn
    div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img input ins kbd li main
    mark nav ol p picture pre q rp rt ruby s samp section small source span strong sub summary sup
    table tbody td tfoot th thead time tr u ul var wbr
    """.split()  # noqa: SIM905 - as a list it is seventy lines
)
# No `id`, which would clash with the other entries that a reader shows on its page; no `class` or
# `style`, which mean nothing there; no `role` or `aria-*`, which the validator warns of.
_ATTRIBUTES = MappingProxyType(
    {
        "*": {"dir", "lang", "title"},
        "a": {"href", "hreflang"},
        "blockquote": {"cite"},
        "col": {"span"},
        "colgroup": {"span"},
        "data": {"value"},
        "del": {"cite", "datetime"},
        "details": {"open"},
        "img": {"alt", "height", "sizes", "src", "srcset", "width"},
        "input": {"checked", "disabled", "type"},
        "ins": {"cite", "datetime"},
        "li": {"value"},
        "ol": {"reversed", "start", "type"},
        "q": {"cite"},
        "source": {"height", "media", "sizes", "srcset", "type", "width"},
        "td": {"colspan", "headers", "rowspan"},
        "th": {"abbr", "colspan", "headers", "rowspan", "scope"},
        "time": {"datetime"},
    }
)
_ADDRESSES = frozenset({"cite", "href", "src"})
# Every ASCII character that may stand in an address, so that only the others are encoded; `%` too,
# for an address that is encoded already.
_ADDRESS_CHARACTERS = "%:/?#@!$&'()*+,;=-._~"
# Brackets may stand around the numbers of a host, and nowhere else (RFC 3986, 3.2.2).
_HOST_IN_NUMBERS = re.compile(r"https?://\[[0-9a-fA-F:.]+\](?=[:/?#]|$)")

# An address that is whole and has nothing to encode.
_WHOLE = re.compile(r"https?://[a-z0-9.-]+(?:/[A-Za-z0-9._~/-]*)?")

# An address and its descriptor (HTML standard, "parse a srcset attribute"): the address runs to
# white space, but for commas at its end.
_CANDIDATE = re.compile(r"[\s,]*(\S*[^\s,])([^,]*)")


def absolute_html(html: str, page_url: str, site_root_url: str) -> str:
    """Return the HTML of a page as a feed can carry it, with every address whole.

    `/x/` is below `site_root_url`, which ends in a slash; any other relative address is seen from
    `page_url`, also a fragment. What comes out holds no script, style, `on*`, `id` or `class`,
    whatever goes in: reading the HTML as browsers do is what the sanitiser does best, so its second
    pass is both the rewriting and the proof.
    """

    def whole(_element: str, attribute: str, value: str) -> str | None:
        if attribute in _ADDRESSES:
            return _absolute(value, page_url, site_root_url)
        if attribute == "srcset":
            return _absolute_srcset(value, page_url, site_root_url)
        return value

    clean = nh3.clean(
        holdable(html),
        tags=_ELEMENTS,
        attributes=dict(_ATTRIBUTES),
        attribute_filter=whole,
        link_rel=None,
        url_schemes={"http", "https", "mailto", "tel"},
    )
    # Once more, as `&#1;` was one of the characters that cannot be held.
    return holdable(clean)


def _absolute_srcset(value: str, page_url: str, site_root_url: str) -> str | None:
    candidates = []
    for found in _CANDIDATE.finditer(value):
        address = _absolute(found[1], page_url, site_root_url)
        # The sanitiser looks at the schemes of all other addresses, and not at these.
        if address and link_scheme(address) in {"http", "https"}:
            candidates.append(f"{address} {found[2].strip()}".rstrip())
    return ", ".join(candidates) or None


def _absolute(address: str, page_url: str, site_root_url: str) -> str | None:
    """Return a whole address; None, which drops the attribute, for what is no address."""
    address = address.strip()
    if _WHOLE.fullmatch(address):
        return address
    try:
        if address.startswith("/") and not address.startswith("//"):
            joined = site_root_url.rstrip("/") + address
        else:
            joined = urljoin(page_url, address)
    except ValueError:
        return None
    host = _HOST_IN_NUMBERS.match(joined)
    begin = host.group() if host else ""
    return begin + quote(joined[len(begin) :], safe=_ADDRESS_CHARACTERS)

"""What browsers may do with the hub's pages: the policy that they carry, and the server's headers.

The pages need nothing but the hub's own files, so nothing else is allowed. A page says so itself,
for hosts that cannot be told; `_headers` says it to those that can, in the form that Netlify and
Cloudflare Pages read, with what only a header can say.
"""

import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from hubgen.hosting import Host, host_of
from hubgen.settings import Settings

# A host as a policy can name it, with a port perhaps (Content Security Policy Level 3, 2.3.1).
_HOST = re.compile(r"(?:\*\.)?[\w-]+(?:\.[\w-]+)*(?::\d+)?", re.ASCII)

# What a page may fetch, by kind (Content Security Policy Level 3, section 6.1).
_FETCHED = {
    "default-src": "'self'",
    "object-src": "'none'",
    "frame-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
}

# The style sheets that Decap 3.16.3 writes into its page as text; the empty one it fills by script.
_DECAP_STYLES = (
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
    "'sha256-4qb+qTjZ8vb8co1YZpMNDeX7tJSzzRBt6uIroh6K5K8='",
    "'sha256-oLQo1xOLbYlsNCDIECXg24EuQKwYCOy/jJqds+fExxE='",
)

_FOR_GOOD = "public, max-age=31536000, immutable"

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def page_policy(settings: Settings) -> str:
    """Return the Content-Security-Policy that stands in every page's head.

    Only the site owner's own map tiles, if the settings name any, come from elsewhere; Leaflet
    puts an image of one pixel, a `data:` address, in place of a tile that it no longer wants.
    """
    allowed = dict(_FETCHED)
    if settings.map.tiles:
        allowed["img-src"] = f"'self' data: {_tile_source(settings.map.tiles)}"
    return "; ".join(f"{kind} {sources}" for kind, sources in allowed.items())


def editor_policy(host: Host | None) -> str:
    """Return the policy of the web editor, which may ask a git host too; None for the preview.

    Decap compiles the rules for its configuration, writes one style sheet into the page, and shows
    pictures from memory.
    """
    allowed = dict(_FETCHED)
    allowed["script-src"] = "'self' 'unsafe-eval'"
    allowed["style-src"] = " ".join(("'self'", *_DECAP_STYLES))
    allowed["img-src"] = "'self' blob:"
    allowed["connect-src"] = " ".join(("'self' blob:", *_asked(host)))
    return "; ".join(f"{kind} {sources}" for kind, sources in allowed.items())


def _asked(host: Host | None) -> list[str]:
    """Return the servers that the web editor asks: the host, and who lets its editors in."""
    if host is None:
        return []
    own = [host.api] if host.name == "github" else [host.api, host.base_url]
    return sorted({"{0.scheme}://{0.netloc}".format(urlsplit(one)) for one in own})


def headers(settings: Settings, lasting: Iterable[str] = ()) -> bytes:
    """Return the file `_headers`: for every address of the hub, the policy and what goes with it.

    Below the addresses in `lasting` nothing is ever another file, so that browsers need not ask for
    it again (RFC 9111, section 5.2.2.1; RFC 8246). Of all else they ask whether it changed, which
    the hosts that read this file tell them by themselves; to say it here too would put both into
    one header.

    A frame around the page can be refused by a header alone (Content Security Policy Level 3,
    section 3.3), so that the file says more than the page does. Where the web editor is published
    it says less: what holds for every address holds for that one too, which needs more than a page
    and opens a window to sign in. Each page still carries its whole policy.
    """
    kept = {f"{settings.base_path}{one[1:]}*": {"Cache-Control": _FOR_GOOD} for one in lasting}
    found = host_of(settings.admin, settings.edit_url) if settings.admin.publish else None
    if not isinstance(found, Host):
        policy = f"{page_policy(settings)}; frame-ancestors 'none'"
        every = {"Content-Security-Policy": policy, **_HEADERS}
        return _rules({f"{settings.base_path}*": every, **kept})
    every = {
        "Content-Security-Policy": "frame-ancestors 'none'",
        **_HEADERS,
        "Cross-Origin-Opener-Policy": "same-origin-allow-popups",
    }
    editor = {"Content-Security-Policy": editor_policy(found), "X-Robots-Tag": "noindex"}
    editing = {f"{settings.base_path}admin/*": editor}
    return _rules({f"{settings.base_path}*": every, **editing, **kept})


def _rules(rules: Mapping[str, Mapping[str, str]]) -> bytes:
    """Return the headers of each address, in the form of `_headers`."""
    lines: list[str] = []
    for address, said in rules.items():
        lines += [address, *(f"  {name}: {value}" for name, value in said.items())]
    return ("\n".join(lines) + "\n").encode()


def _tile_source(tiles: str) -> str:
    """Return where tiles come from, as a policy names it: `https://*.tiles.example`.

    Leaflet's `{s}` stands for one of several servers. An address whose host says more than a
    policy can is named by its scheme alone.
    """
    parts = urlsplit(tiles)
    host = parts.netloc.replace("{s}", "*")
    return f"{parts.scheme}://{host}" if _HOST.fullmatch(host) else f"{parts.scheme}:"

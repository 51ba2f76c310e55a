"""What browsers may do with the hub's pages: the policy that they carry, and the server's headers.

The pages need nothing but the hub's own files, so nothing else is allowed. A page says so itself,
for hosts that cannot be told; `_headers` says it to those that can, in the form that Netlify and
Cloudflare Pages read, with what only a header can say.
"""

import re
from urllib.parse import urlsplit

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


def headers(settings: Settings) -> bytes:
    """Return the file `_headers`: for every address of the hub, the policy and what goes with it.

    A frame around the page can be refused by a header alone (Content Security Policy Level 3,
    section 3.3), so that the file says more than the page does.
    """
    policy = f"{page_policy(settings)}; frame-ancestors 'none'"
    lines = [f"{settings.base_path}*", f"  Content-Security-Policy: {policy}"]
    lines += [f"  {name}: {value}" for name, value in _HEADERS.items()]
    return ("\n".join(lines) + "\n").encode()


def _tile_source(tiles: str) -> str:
    """Return where tiles come from, as a policy names it: `https://*.tiles.example`.

    Leaflet's `{s}` stands for one of several servers. An address whose host says more than a
    policy can is named by its scheme alone.
    """
    parts = urlsplit(tiles)
    host = parts.netloc.replace("{s}", "*")
    return f"{parts.scheme}://{host}" if _HOST.fullmatch(host) else f"{parts.scheme}:"

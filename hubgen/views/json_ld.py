"""A page's schema.org graph, as JSON-LD that may stand in a script element."""

import json
import re
from typing import Any

from hubgen.edition import Edition
from hubgen.kinds.base import Entry, Schema
from hubgen.library import home_address
from hubgen.listings import Role
from hubgen.order import updated_at
from hubgen.plan import Target
from hubgen.views.links import Links
from hubgen.views.pictures import entry_picture
from hubgen.views.records import Anchor

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
# The sign of an e-mail address; what stands beside it is looked at where there is one.
_AT = re.compile(r"@(?<=[\w.+-]@)(?=[\w-]+\.[\w.-])")
# What JSON may say in another way, so that nothing in it can end the script element or be mistaken
# for markup (HTML standard, 4.12.1.3).
_JSON_ESCAPES = {character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def json_ld(
    target: Target, entry: Entry | None, title: str, trail: list[Anchor], links: Links
) -> str:
    """Return the page's schema.org graph as JSON that may stand in a script element."""
    edition, library = links.edition, links.library
    graph: list[Schema] = []
    url = edition.url(target.address)
    if entry:
        described = entry.kind.describe(entry.fields, entry, library)
        described["description"] = entry.summary
        image = entry_picture(entry, edition)
        if image:
            base = edition.settings.base_path
            described["image"] = edition.url("/" + image.src.removeprefix(base))
        published, updated = entry.fields.date, updated_at(entry)
        if entry.kind.order != "time":
            described["datePublished"] = published and library.instant(published).isoformat()
            described["dateModified"] = updated and updated.isoformat()
        graph.append(described)
    elif target.listing and target.listing.role is Role.HOME:
        graph.append(_website(links))
    else:
        graph.append(
            {
                "@type": "CollectionPage",
                "@id": url,
                "url": url,
                "name": title,
                "inLanguage": links.lang,
            }
        )
    if trail:
        graph.append(_breadcrumb_list(trail, title, url, edition))
    text = _JSON.encode({"@context": "https://schema.org", "@graph": _without_empty(graph)})
    # An address in it would be there in plain text, which is not how the hub publishes one.
    text = _AT.sub(r"\\u0040", text)
    for character, escaped in _JSON_ESCAPES.items():
        text = text.replace(character, escaped)
    return text


def _website(links: Links) -> Schema:
    settings = links.edition.settings
    owner = links.library.find(settings.organisation, links.lang) if settings.organisation else None
    return {
        "@type": "WebSite",
        "@id": settings.base_url,
        "url": links.edition.url(home_address(links.lang, settings)),
        "name": settings.title,
        "description": settings.tagline,
        "inLanguage": links.lang,
        "publisher": owner and {"@type": "Organization", "@id": links.library.url(owner)},
    }


def _breadcrumb_list(trail: list[Anchor], title: str, url: str, edition: Edition) -> Schema:
    """Return schema.org's BreadcrumbList: https://schema.org/BreadcrumbList."""
    base = edition.settings.base_path
    steps = [(one.title, edition.url("/" + one.href.removeprefix(base))) for one in trail]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": item}
            for number, (name, item) in enumerate([*steps, (title, url)], 1)
        ],
    }


def _without_empty(value: Any) -> Any:
    """Drop what says nothing; a list of one is that one."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        cleaned = {key: _without_empty(item) for key, item in value.items()}
        return {key: item for key, item in cleaned.items() if item or item == 0}
    if isinstance(value, list | tuple):
        items = [_without_empty(item) for item in value]
        return [item for item in items if item or item == 0]
    return value

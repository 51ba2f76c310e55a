"""What is at `/admin/` beside Decap itself: the page, its scripts, and its configuration."""

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from hubgen.fields import marks
from hubgen.handbook import handbook
from hubgen.hosting import Host
from hubgen.kinds import KINDS
from hubgen.kinds.base import Kind
from hubgen.library import address_of
from hubgen.policy import editor_policy
from hubgen.settings import Settings
from hubgen.sources import CONTENT
from hubgen.webeditor.place import LOCAL_API, host
from hubgen.webeditor.widgets import Widget, widgets
from hubgen.wording import Wording, wording

# What the scripts say, and the words of Decap that they take the place of.
_SCRIPT_WORDS = (
    "by_hand",
    "changed_since",
    "day",
    "missing",
    "no_slug",
    "save",
    "save_and_copy",
    "save_and_new",
    "save_now",
    "saved",
    "saving",
    "time",
)

_SCRIPTS = ("amending.js", "editor.js", "forms.js", "names.js", "opening.js", "widgets.js")


def editor_files(settings: Settings, *, icon: str = "", local: bool = False) -> Mapping[str, bytes]:
    """Return what is at `/admin/` beside Decap itself, by name.

    `icon` is the address of the hub's own. With `local` it changes the files of the machine that
    the preview runs on; else those at the git host of the settings, which say all of it
    (`missing_settings`).
    """
    found = None if local else host(settings)
    place = found if isinstance(found, Host) else None
    words = wording(settings.lang)
    page = _templates().get_template("index.html")
    files = {
        "index.html": page.render(
            lang=settings.lang,
            t=words.text,
            title=settings.title,
            policy=editor_policy(place),
            icon=icon,
        ).encode(),
        "config.json": _json(_configuration(settings, place, words)),
    }
    for name in (*_SCRIPTS, "editor.css"):
        files[name] = (resources.files("hubgen.webeditor") / "page" / name).read_bytes()
    return files


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("hubgen.webeditor", "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _configuration(settings: Settings, host: Host | None, words: Wording) -> dict[str, Any]:
    """Return Decap's configuration, and what the page's script has to know beside it."""
    folder = f"{host.folder}/{CONTENT}" if host and host.folder else CONTENT
    translated = settings.languages[1:]
    collections = [_collection(kind, settings, folder, words) for kind in KINDS]
    collections += [
        _translations(kind, lang, settings, folder, words) for lang in translated for kind in KINDS
    ]
    workflow = host is not None and host.has_workflow
    return {
        "decap": {
            "backend": {**_backend(host), "commit_messages": _commit_messages(words)},
            "locale": settings.lang,
            "publish_mode": "editorial_workflow" if workflow else "simple",
            "site_url": settings.base_url,
            "media_folder": folder,
            "public_folder": "/",
            "editor": {"preview": False},
            "slug": {"encoding": "ascii", "clean_accents": True, "sanitize_replacement": "-"},
            "collections": collections,
            "load_config_file": False,
        },
        "hub": {
            "local": host is None,
            "api": host.api if host else "",
            "domain": settings.base_url.split("/")[2].partition(":")[0],
            "content": folder,
            "languages": list(translated),
            "zone": settings.timezone,
            "words": {name: words.text(f"editor.{name}") for name in _SCRIPT_WORDS},
        },
    }


def _backend(host: Host | None) -> dict[str, Any]:
    """Return what Decap has to know of where the files are; `via` is its own name of that."""
    if host is None:
        return {"name": "hubgen", "via": "proxy", "proxy_url": LOCAL_API, "branch": "main"}
    said = {
        "name": "hubgen",
        "via": host.name,
        "repo": host.repo,
        "branch": host.branch,
        "base_url": host.base_url,
        "api_root": host.api,
        "auth_endpoint": host.auth_endpoint,
        "app_id": host.app_id,
        # Without a server of its own, by a secret that each sign-in makes anew (RFC 7636).
        "auth_type": "pkce" if host.name == "gitlab" else "",
    }
    return {name: value for name, value in said.items() if value}


def _commit_messages(words: Wording) -> dict[str, str]:
    """Return how changes are called in the history of the pages; Decap fills the braces."""
    names = {"create": "create", "update": "update", "delete": "delete"}
    media = {"uploadMedia": "upload", "deleteMedia": "remove"}
    return {name: words.text(f"editor.commit.{said}") for name, said in (names | media).items()}


def _collection(kind: Kind, settings: Settings, folder: str, words: Wording) -> dict[str, Any]:
    """Return the collection of a kind: its pages in the site's own language."""
    fields = _with_body(widgets(handbook(kind, settings.lang).fields, settings, words), words)
    collection: dict[str, Any] = {
        "name": kind.folder,
        "label": words.text(f"site.kinds.{kind.folder}"),
        "label_singular": words.text(f"site.kind.{kind.folder}"),
        "folder": f"{folder}/{kind.folder}",
        "create": True,
        "extension": "md",
        "format": f"hubgen-{kind.folder}",
        "identifier_field": "title",
        "slug": "{{hub_name}}",
        "media_folder": "",
        "public_folder": "",
        "preview_path": address_of(kind, "{{hub_slug}}", settings.lang, settings),
        "sortable_fields": _sorted_by(kind),
        "fields": fields,
        "hub": {"dated": kind.order == "date", "yearly": kind.order == "time"},
    }
    if kind.order == "time":
        # Who subscribed learns that an event is off from its status, and nothing from its absence.
        collection["delete"] = False
        collection["path"] = "{{hub_year}}/{{slug}}"
        collection["summary"] = "{{title}} {{start}}"
    return collection


def _translations(
    kind: Kind, lang: str, settings: Settings, folder: str, words: Wording
) -> dict[str, Any]:
    """Return the collection of a kind's translations, which exist beside their originals.

    Decap's own way would name every original after its language too. They are made elsewhere, as
    the name of each has to be that of its original.
    """
    said = wording(lang).text("site.language_name")
    label = f"{words.text(f'site.kinds.{kind.folder}')} ({said})"
    fields = [one for one in handbook(kind, settings.lang).fields if one.name in _told_again(kind)]
    return {
        "name": f"{kind.folder}-{lang}",
        "label": label,
        "label_singular": f"{words.text(f'site.kind.{kind.folder}')} ({said})",
        "folder": f"{folder}/{kind.folder}",
        "create": False,
        "extension": f"{lang}.md",
        "format": f"hubgen-{kind.folder}-{lang}",
        "identifier_field": "title",
        "slug": "{{slug}}",
        "media_folder": "",
        "public_folder": "",
        "preview_path": address_of(kind, "{{hub_slug}}", lang, settings),
        "sortable_fields": ["title"],
        "fields": _with_body(widgets(fields, settings, words), words),
        "hub": {"dated": False, "yearly": False},
    }


def _told_again(kind: Kind) -> frozenset[str]:
    """Return the fields that a translation says in its own words."""
    return frozenset(name for name, mark in marks(kind.model).items() if mark.prose)


def _with_body(fields: list[Widget], words: Wording) -> list[Widget]:
    """Return fields with the page's text among them."""
    body = {
        "name": "body",
        "label": words.text("editor.body"),
        "hint": words.text("editor.body_hint"),
        "widget": "hub-text",
        "required": False,
        "hub": {"as": "text"},
    }
    return [*fields, body]


def _sorted_by(kind: Kind) -> list[dict[str, Any]]:
    """Return the fields by which a kind's pages can be put in order, the usual one first."""
    names = {"time": "start", "date": "date"}
    if kind.order == "title":
        return [{"field": "title", "default_sort": "asc"}]
    return [{"field": names[kind.order], "default_sort": "desc"}, {"field": "title"}]

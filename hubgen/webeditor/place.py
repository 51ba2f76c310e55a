"""Where the web editor is, and whether a site publishes it."""

from collections.abc import Iterator

from hubgen.errors import Problem, problem
from hubgen.hosting import Host, host_of
from hubgen.settings import PATH, Settings

ADDRESS = "/admin/"
"""Where the web editor is."""

LOCAL_API = f"{ADDRESS}api/v1"
"""Where the preview answers the web editor on the machine that has the files."""


def missing_settings(settings: Settings) -> Iterator[Problem]:
    """Yield what the settings have to say before the web editor can be published."""
    if settings.admin.publish and isinstance(found := host(settings), tuple):
        code = "admin-incomplete" if found[0] != "backend" else "admin-nowhere"
        yield problem(code, path=PATH, field="admin", severity="warning", missing=", ".join(found))


def is_published(settings: Settings) -> bool:
    """Tell whether a build publishes the web editor."""
    return settings.admin.publish and isinstance(host(settings), Host)


def host(settings: Settings) -> Host | tuple[str, ...]:
    """Return where the pages are kept, or the names of the settings that are missing."""
    return host_of(settings.admin, settings.edit_url)

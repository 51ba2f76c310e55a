"""The web editor `/admin/`: Decap CMS with forms made from the kinds' models.

What is made here is small: the page, its scripts and its configuration. Decap itself comes from npm
(`bundles`) and is in no package of hubgen.
"""

from collections.abc import Mapping
from pathlib import Path

from hubgen.errors import Refused
from hubgen.settings import Settings
from hubgen.webeditor.place import ADDRESS, is_published


def published_editor(settings: Settings, programs: Path | None, icon: str) -> Mapping[str, bytes]:
    """Return what a build publishes of the web editor, by address; nothing where it does not.

    `programs` is the folder with the programs of others; without it the web editor is left out.
    `icon` is the hub's, by its address.
    Raises `Refused` where the settings ask for it and it is not installed.
    """
    if programs is None or not is_published(settings):
        return {}
    # Imported here, as most builds and every check do without.
    from hubgen.bundles import bundle_files, installed
    from hubgen.webeditor.files import editor_files

    bundle = installed(programs)
    if bundle is None:
        raise Refused("admin-not-installed")
    files = {name: file.read_bytes() for name, file in bundle_files(bundle).items()}
    files |= editor_files(settings, icon=icon)
    return {f"{ADDRESS}{name}": data for name, data in sorted(files.items())}

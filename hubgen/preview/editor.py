"""The web editor in the preview: its page, and the files of the site that it changes."""

import json
from collections.abc import Mapping
from pathlib import Path

from hubgen.bundles import bundle_files
from hubgen.errors import ContentError, Refused
from hubgen.filing import answer
from hubgen.policy import editor_policy
from hubgen.settings import Settings, read_settings
from hubgen.sources import SETTINGS
from hubgen.static import read_static
from hubgen.webeditor.files import editor_files
from hubgen.wording import Wording


class WebEditor:
    """The web editor of a site whose files are on this machine."""

    def __init__(self, site: Path, bundle: Path) -> None:
        """Take the site, and the folder with Decap's own files."""
        self.site = site
        self._bundle = bundle_files(bundle)
        self._settings: Settings | None = None

    @property
    def policy(self) -> str:
        """What browsers may do in the web editor: ask nobody but the preview."""
        return f"{editor_policy(None)}; frame-ancestors 'none'"

    def answer(self, asked: bytes, words: Wording) -> tuple[int, bytes]:
        """Return the status and the JSON that answer what the web editor asks of the files."""
        try:
            told = answer(self.site, json.loads(asked))
        except Refused as refused:
            why = words.text(f"command.refused.{refused.code}", **refused.values)
            return 422, json.dumps({"error": why}).encode()
        except (ValueError, RecursionError):  # it is no JSON, or too deep
            return 400, b"{}"
        return 200, json.dumps(told).encode()

    def file(self, name: str) -> bytes | None:
        """Return a file of the web editor by its name; None where there is none.

        Its forms are those of the settings as they are now, or were when they were last sound.
        """
        if name in self._bundle:
            return self._bundle[name].read_bytes()
        return self._own().get(name)

    def _own(self) -> Mapping[str, bytes]:
        try:
            self._settings = read_settings((self.site / SETTINGS).read_text("utf-8"))
        except (OSError, UnicodeDecodeError, ContentError):
            if self._settings is None:
                return {}
        icon = read_static(self.site).addresses["icon.svg"]
        return editor_files(self._settings, icon=icon, local=True)

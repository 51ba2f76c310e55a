"""What the preview puts around a page: what is wrong, whether readers see it, and how to edit it.

All of it stands in shadow trees, so that the site's own style and layouts leave it as it is. A page
without JavaScript has it too, but for what only a script can do.
"""

import re
from datetime import datetime, time
from functools import cached_property

from jinja2 import Environment, PackageLoader, StrictUndefined

from hubgen.preview import Preview, State, origin_of
from hubgen.preview.origins import Origin
from hubgen.preview.remarks import Remarks, only, remarks
from hubgen.views.times_said import say_moment
from hubgen.wording import Wording, wording

OWN = "/.preview/"
"""Where the preview's own things are: no page of a site can be there, as it has a dot."""
RELOADER = "/livereload.js"
FILES = {
    "style.css": "text/css; charset=utf-8",
    "marks.css": "text/css; charset=utf-8",
    "preview.js": "text/javascript; charset=utf-8",
    "clock.js": "text/javascript; charset=utf-8",
}
"""The preview's own files, each with its type."""

_BODY = re.compile(rb"<body(?:\s[^>]*)?>")


class Dress:
    """Dresses the pages of a preview."""

    def __init__(self, preview: Preview, *, lang: str, token: str) -> None:
        """Take the language of its words, and the token that its own requests carry."""
        self._preview = preview
        self._words: Wording = wording(lang)
        self._token = token

    def dressed(self, page: bytes, address: str, *, here: bool = True) -> bytes:
        """Return the page at an address with all that the preview adds.

        That is added where the tags around it stand, or at the end where a page leaves those out,
        as HTML allows. Nothing can be opened from a page that is not shown `here`.
        """
        state = self._preview.state  # one, though a build may end meanwhile
        origin = origin_of(address, state)
        page = _insert(page, b"</head>", self._render("head.html", state, origin, here))
        if origin and not origin.is_public:
            page = _after_body(page, self._render("ribbon.html", state, origin, here))
        return _insert(page, b"</body>", self._render("panel.html", state, origin, here))

    def only_faults(self, *, here: bool = True) -> bytes:
        """Return a page that says what is wrong, for when there is nothing else to show."""
        return self._render("page.html", self._preview.state, None, here)

    def file(self, name: str) -> bytes:
        """Return one of `FILES`."""
        return self._render(name, self._preview.state, None, here=False)

    def _render(self, name: str, state: State, origin: Origin | None, here: bool) -> bytes:
        own = origin.path if origin else ""
        site, words = self._preview.site, self._words

        def faults() -> Remarks:
            if state.fault:
                return only(state.fault)
            return remarks(state.problems, own, site, words)

        template = self._templates.get_template(name)
        return template.render(
            state=state,
            origin=origin,
            faults=faults,
            warnings=lambda: remarks(state.warnings, own, site, words),
            moment=self._moment(state),
            here=here,
        ).encode()

    def _moment(self, state: State) -> str:
        """Return the moment that is shown, in words; nothing when that is the present."""
        good, now = state.good, state.now
        if not self._preview.look.is_ahead or good is None or now is None:
            return ""
        return self._say(now.astimezone(good.settings.zone))

    def _say(self, moment: datetime) -> str:
        """Return a moment in words; a midnight is that of a day."""
        return say_moment(moment, self._words.lang, with_time=moment.time() != time.min)

    @cached_property
    def _templates(self) -> Environment:
        templates = Environment(
            loader=PackageLoader("hubgen.preview", "."),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        templates.filters["moment"] = self._say
        templates.globals |= {
            "t": self._words.text,
            "lang": self._words.lang,
            "reloader": f"{RELOADER}?port={self._preview.port}",
            "own": OWN,
            "token": self._token,
        }
        return templates


def _insert(page: bytes, tag: bytes, added: bytes) -> bytes:
    """Return a page with something before the last of a closing tag."""
    before, found, after = page.rpartition(tag)
    return before + added + found + after if found else page + added


def _after_body(page: bytes, added: bytes) -> bytes:
    """Return a page with something before all that is in its body."""
    found = _BODY.search(page)
    return page[: found.end()] + added + page[found.end() :] if found else page + added

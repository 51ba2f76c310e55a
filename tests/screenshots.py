"""`python -m tests.screenshots DIR`: pictures of the main pages, to look at.

Those of the lively hub and of the hub in this repository, as on a phone (390 pixels) and on a
laptop (1280), and a few in the dark: `lively-event-390.png`, `own-home-1280-dark.png`.
"""

import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from hubgen.build import Request, build
from hubgen.progress import Quiet
from tests import lively
from tests.browser.places import PLACES
from tests.browser.reader import Reader, browsing
from tests.browser.serving import serving
from tests.hub import write_site
from tests.published import Site

WIDTHS = (390, 1280)
DARK = ("home", "event", "conference", "practice")
OWN = {
    "home": "/",
    "agenda": "/events/",
    "event": "/events/derde-bijeenkomst-kci/",
    "English event": "/en/events/derde-bijeenkomst-kci/",
    "practice": "/practices/organisatie-meekrijgen-in-kci/",
    "person": "/people/bart-swaans/",
    "service": "/services/duurzaamheidsvisie/",
    "map": "/map/",
}
"""The pages of the hub in this repository."""
OWN_NOW = datetime.fromisoformat("2024-10-01T12:00:00+02:00")

_EAGER = "for (const one of document.images) one.loading = 'eager'"


def main(folder: Path) -> None:
    """Publish both hubs, and take the pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as work:
        site = write_site(Path(work) / "lively", lively.files())
        _take(folder, "lively", site, Path(work) / "public", lively.NOW, PLACES)
        _take(folder, "own", Path(), Path(work) / "own", OWN_NOW, OWN)


def _take(
    folder: Path, name: str, site: Path, output: Path, now: datetime, places: Mapping[str, str]
) -> None:
    build(Request(site=site, output=output, now=now), Quiet())
    published = Site(root=output, base_url="https://hub.example.org/")
    with browsing() as browser, serving(output) as origin:
        reader = Reader(browser=browser, site=published, origin=origin, now=now)
        for place, address in places.items():
            for width in WIDTHS:
                for dark in (False, True) if place in DARK else (False,):
                    page = reader.open(address, width=width, dark=dark)
                    ending = "-dark" if dark else ""
                    file = folder / f"{name}-{place.replace(' ', '-').lower()}-{width}{ending}.png"
                    page.evaluate(_EAGER)
                    reader.settle(page)
                    page.screenshot(path=file, full_page=True)
                    reader.leave()
        for fault in reader.faults():
            print(fault, file=sys.stderr)  # noqa: T201 - who looks wants to know


if __name__ == "__main__":
    main(Path(sys.argv[1]))

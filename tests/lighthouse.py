"""`python -m tests.lighthouse [PLACE …]`: what Lighthouse thinks of the lively hub's main pages.

Prints the scores for performance, accessibility, best practices and SEO: the median of three
visits, because performance depends on how busy the machine is. It is a command and no test for that
reason, and because Lighthouse is 190 MB to install; npm fetches it the first time. Exits with 1
where a page has less than 98 for performance, or less than 100 for anything else.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from hubgen.build import Request, build
from hubgen.progress import Quiet
from tests import lively
from tests.browser.places import PLACES
from tests.browser.reader import CHROMIUM, FLAGS
from tests.browser.serving import serving
from tests.hub import Files, write_site

WANTED = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
USUAL = ("home", "conference", "practice", "agenda", "map")
_DAY = re.compile(r"\b20\d\d-\d\d-\d\d\b")
_COMMAND = ("npm", "exec", "--yes", "--package=lighthouse@12.8.2", "--", "lighthouse")


def main(places: Sequence[str]) -> int:
    """Publish the hub, visit the pages, and return the command's exit status."""
    enough = True
    with TemporaryDirectory() as work:
        output = Path(work) / "public"
        now = datetime.now(UTC)
        files = _later(lively.files(), (now - lively.NOW) // timedelta(weeks=1))
        site = write_site(Path(work) / "lively", files)
        build(Request(site=site, output=output, now=now), Quiet())
        with serving(output) as origin:
            for place in places:
                visits = [_visit(origin + PLACES[place], Path(work)) for _ in range(3)]
                scores = {name: round(median(one[name] for one in visits)) for name in WANTED}
                enough &= all(scores[name] >= least for name, least in WANTED.items())
                print(place, scores)  # noqa: T201 - the command's answer
    return 0 if enough else 1


def _later(files: Files, weeks: int) -> Files:
    """Return a site with every day in it so many weeks later.

    Lighthouse's browser has the clock of today: of a hub of last year it would see a page whose
    meetings all leave the list while it loads.
    """

    def day(found: re.Match[str]) -> str:
        return str(date.fromisoformat(found[0]) + timedelta(weeks=weeks))

    return {
        path: _DAY.sub(day, text) if isinstance(text, str) else text for path, text in files.items()
    }


def _visit(url: str, work: Path) -> dict[str, float]:
    """Return the scores of one visit, out of a hundred."""
    report = work / "report.json"
    options = (
        "--quiet",
        "--output=json",
        f"--output-path={report}",
        f"--only-categories={','.join(WANTED)}",
        f"--chrome-flags=--headless=new {' '.join(FLAGS)}",
    )
    environment = {**os.environ, "CHROME_PATH": str(CHROMIUM)}
    subprocess.run([*_COMMAND, url, *options], env=environment, check=True)
    found = json.loads(report.read_text(encoding="utf-8"))["categories"]
    return {name: 100 * (found[name]["score"] or 0) for name in WANTED}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or USUAL))

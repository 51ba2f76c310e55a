"""A lively, believable hub of some two hundred pages, made up from a seed.

`python -m tests.lively DIR` writes its site folder, and

    python build.py build --site DIR --now 2025-03-12T09:30:00+01:00 --output PUBLISHED

publishes it: on that Wednesday morning one meeting has begun, one is this afternoon and the rest of
the year lies on both sides. Nobody in it exists.
"""

from datetime import datetime
from random import Random

from tests.lively.events import events
from tests.lively.kinds import articles, pages, programmes, services, tools
from tests.lively.occasions import conference, occasions
from tests.lively.parties import organisations, people
from tests.lively.practices import practices
from tests.lively.writing import SITE

NOW = datetime.fromisoformat("2025-03-12T09:30:00+01:00")
"""When it is to be published."""


def files(seed: int = 1) -> dict[str, str | bytes]:
    """Return the site's files by their path; the same seed gives the same files."""
    found: dict[str, str | bytes] = {"content/site.yaml": SITE}
    makers = (
        organisations, people, programmes, practices, tools, articles, services, pages,
        conference, occasions, events,
    )  # fmt: skip
    for number, maker in enumerate(makers):
        made = maker(Random(seed * 100 + number))
        assert not found.keys() & made.keys(), sorted(found.keys() & made.keys())
        found |= made
    return found

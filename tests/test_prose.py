"""The text against the fields: what is said of many texts, most of them tempting and right.

The cases are in `tests/prose/cases.yaml`, by subject.
"""

from pathlib import Path
from typing import Any

import pytest
import yaml

from hubgen.checklist import CHECKS
from tests.hub import SITE, make_hub, page

CASES = yaml.safe_load((Path(__file__).parent / "prose" / "cases.yaml").read_text("utf-8"))
NAMES = {code for one in CHECKS for code in one.codes or (one.name,)} - {"long-summary", "no-end"}
TITLE = {"nl": "Bijeenkomst over water", "en": "Meeting about water"}


def found(case: dict[str, Any]) -> list[str]:
    """Return what is said of the text of an event, by the codes of the messages."""
    lang = case.get("lang", "nl")
    front = case.get("front", "")
    said = {line.partition(":")[0] for line in front.splitlines()}
    title = "" if "title" in said else f"title: {case.get('title', TITLE[lang])}\n"
    times = "" if said & {"start", "dates"} else "start: 2024-11-13 14:00\n"
    if not said & {"end", "dates"}:
        times += "end: 2024-11-13 16:00\n"
    files = {
        "content/site.yaml": SITE,
        f"content/events/x{'.en' if lang == 'en' else ''}.md": page(
            f"{title}{times}{front}", f"\n{case.get('body', '')}\n"
        ),
    }
    hub = make_hub(files)
    unread = [one for one in hub.found if one.severity == "problem"]
    assert unread == []
    return [one.code for one in hub.found if one.code in NAMES]


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=f"{subject}-{number}")
        for subject, cases in CASES.items()
        for number, case in enumerate(cases)
    ],
)
def test_a_text_is_held_against_the_fields(case: dict[str, Any]) -> None:
    """What contradicts the fields is said, and what does not is not."""
    assert found(case) == case.get("says", [])

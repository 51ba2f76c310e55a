"""The checks that have a name: how much each weighs, and the messages that are its own.

What is against the content model is a problem, whatever anyone thinks of it, and stands in no list.
What is here is advice: a site may weigh it otherwise, and a page may silence it with a reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from hubgen.about import Words
from hubgen.errors import Severity

Weight = Literal["problem", "warning", "off"]
"""What a site makes of a check."""
WEIGHTS = Words(
    {
        "problem": ("houdt de hub tegen", "stops the hub"),
        "warning": ("is een waarschuwing", "is a warning"),
        "off": ("wordt niet gezegd", "is not said"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check, by the name that settings and pages know it by."""

    name: str
    codes: tuple[str, ...] = ()
    """The codes of its messages; none means one, of the check's own name."""
    severity: Severity = "warning"
    """What it is where the settings say nothing of it."""
    of_hub: bool = False
    """Whether it looks at other pages or at the present, so that it is of the hub as a whole."""
    of_web: bool = False
    """Whether it looks at other sites, so that it is only made when somebody asks for it."""

    @property
    def words(self) -> str:
        """The phrase that says what it looks for, in the wording."""
        return f"checks.{self.name}"


CHECKS: tuple[Check, ...] = (
    # what every page has
    Check(name="long-summary"),
    # events
    Check(name="no-end"),
    Check(name="late-deadline"),
    Check(name="past-registration", of_hub=True),
    # links, pictures and headings
    Check(name="link-text"),
    Check(name="http-link"),
    Check(name="own-address"),
    Check(name="meeting-link"),
    Check(name="picture-text", codes=("image-without-alt", "alt-says-picture")),
    Check(name="heading-skip"),
    Check(name="nobody-refers", of_hub=True),
    Check(
        name="external-link",
        codes=tuple(
            f"external-{state}"
            for state in (
                *("gone", "failing", "moved", "home", "private"),
                *("name", "timeout", "certificate", "unreachable"),
            )
        ),
        of_hub=True,
        of_web=True,
    ),
    # the text against the fields
    Check(name="prose-date"),
    Check(name="prose-weekday"),
    Check(name="title-year"),
    Check(name="prose-time", codes=("prose-time", "prose-duration")),
    Check(name="prose-place"),
    Check(name="prose-online", codes=("prose-online", "prose-venue")),
    Check(name="prose-cost"),
    Check(name="prose-registration", codes=("prose-registration", "prose-deadline")),
    Check(name="prose-meetings"),
    Check(name="prose-speaker"),
    Check(name="programme-overlap"),
    Check(name="session-room"),
)
"""Every check, in the order in which the editors' guide lists them."""

BY_NAME: Mapping[str, Check] = {one.name: one for one in CHECKS}
BY_CODE: Mapping[str, Check] = {code: one for one in CHECKS for code in one.codes or (one.name,)}
"""The check that a message is of; a message of no check is of the content model."""


def unknown_check(name: str) -> tuple[str, dict[str, str]] | None:
    """Return the code and the values of what is wrong with a check's name, or None."""
    if name in BY_NAME:
        return None
    near = get_close_matches(name.lower(), list(BY_NAME), n=1, cutoff=0.6)
    if near:
        return "unknown-check-near", {"value": name, "near": near[0]}
    return "unknown-check", {"value": name}

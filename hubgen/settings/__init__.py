"""The hub's settings: what `content/site.yaml` says, and what holds where it says nothing."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from difflib import get_close_matches

from hubgen.checklist import unknown_check
from hubgen.errors import ContentError, Problem, problem
from hubgen.findings import Finding, finding, path_of, read_fields
from hubgen.frontmatter import FrontMatter, read_yaml
from hubgen.settings.fields import ABOUT, Settings
from hubgen.settings.parts import FOLDERS, Limits, Theme

__all__ = [
    "ABOUT",
    "FOLDERS",
    "PATH",
    "Limits",
    "Settings",
    "Theme",
    "limits_of",
    "located",
    "read_settings",
]

PATH = "content/site.yaml"


def read_settings(
    text: str | None, *, base_url: str | None = None, icons: Collection[str] | None = None
) -> Settings:
    """Return the settings that `content/site.yaml` holds, `base_url` going before its own.

    `icons` are the names that a theme's icon can have; without them none is judged. Raises
    `ContentError` when there is no such file (`text` is None) or it has problems.
    """
    if text is None:
        raise ContentError([problem("no-settings", path=PATH)])
    matter = _matter(text)
    values = {**matter.values, "base_url": base_url} if base_url else matter.values
    settings, findings = read_fields(Settings, values)
    problems = [one.locate(PATH, matter) for one in findings]
    found = [*_of_themes(settings.themes, icons), *_of_checks(settings.checks)] if settings else []
    problems += [one.locate(PATH, matter) for one in found]
    if settings is None or problems:
        raise ContentError(problems)
    return settings


def limits_of(text: str | None) -> Limits:
    """Return what settings refuse, without judging them; what all refuse where they say nothing.

    `text` is that of `content/site.yaml`; None where there is none.
    """
    if text is None or "limits" not in text:  # most say nothing of them
        return Limits()
    try:
        return read_settings(text).limits
    except ContentError:
        return Limits()  # the settings are a problem, and nothing is published


def located(problems: Iterable[Problem], text: str | None) -> list[Problem]:
    """Return problems, those of a setting that have no line yet with the place where it is written.

    `text` is that of `content/site.yaml`, and can be read.
    """
    matter: FrontMatter | None = None
    found = []
    for one in problems:
        if one.path == PATH and one.field and not one.line:
            matter = matter or _matter(text or "")
            place = matter.value_place(path_of(one.field))
            found.append(one.at(PATH, place.line, place.column, place.length))
        else:
            found.append(one)
    return found


def _matter(text: str) -> FrontMatter:
    """Return what the settings hold as it was written."""
    text = text.removeprefix("\ufeff")
    values, places = read_yaml(text, path=PATH, most=Limits().front_matter)
    return FrontMatter(values=values, places=places, written=text)


def _of_themes(themes: Sequence[Theme], icons: Collection[str] | None) -> list[Finding]:
    """Return what is wrong with themes that are each well written: slugs, and unknown icons."""
    slugs = [theme.slug for theme in themes]
    found = [
        finding(("themes", number, "slug"), "theme-twice")
        for number, slug in enumerate(slugs)
        if slug in slugs[:number]
    ]
    for number, theme in enumerate(themes):
        if icons is not None and theme.icon not in icons:
            near = get_close_matches(theme.icon, sorted(icons), n=1, cutoff=0.6)
            code = "unknown-icon-near" if near else "unknown-icon"
            said = {"near": near[0]} if near else {}
            found.append(finding(("themes", number, "icon"), code, value=theme.icon, **said))
    return found


def _of_checks(checks: Iterable[str]) -> Iterator[Finding]:
    """Find names that no check has."""
    for name in checks:
        if wrong := unknown_check(name):
            code, values = wrong
            yield finding(("checks", name), code, **values)

"""The design: what layouts/README.md says of it is what the style sheet and the parts do."""

import re

import pytest

from hubgen.views.colours import contrast, is_light, mix
from tests.conftest import REPOSITORY

STYLES = REPOSITORY / "static"
STYLE = (STYLES / "style.css").read_text("utf-8")
README = (REPOSITORY / "layouts" / "README.md").read_text("utf-8")
DESIGN = README.partition("## The design")[2].partition("\n## ")[0]
PART = re.compile(r"^/\* Part: (\w+) \*/$", re.MULTILINE)
SCHEMES = ("light", "dark")


def colours(scheme: str) -> dict[str, str]:
    """Return the colours of the style sheet by their names, in light or in dark."""
    roots = re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
    found: dict[str, str] = {}
    for root in roots[: SCHEMES.index(scheme) + 1]:
        found |= dict(re.findall(r"(--[a-z-]+): (#[0-9a-f]{6});", root))
    return found


def rows(*first: str) -> list[list[str]]:
    """Return the cells of a table of the design, without its head, found by how that begins."""
    lines = DESIGN.splitlines()
    begin = next(
        number for number, line in enumerate(lines) if line.startswith("| " + " | ".join(first))
    )
    found = []
    for line in lines[begin + 2 :]:
        if not line.startswith("|"):
            break
        found.append([cell.strip() for cell in line.strip("|").split("|")])
    return found


def test_documented_contrasts_are_those_of_the_style_sheet() -> None:
    """Each pair has the contrast that is written down, and that is enough for what it is for."""
    written = rows("Colour", "On", "Light")
    assert len(written) > 15
    for name, under, light, dark, use in written:
        least = 3 if "(3)" in use else 4.5
        for scheme, said in zip(SCHEMES, (light, dark), strict=True):
            known = colours(scheme)
            found = contrast(known[name.strip("`")], known[under.strip("`")])
            assert f"{found:.1f}" == said, (name, under, scheme)
            assert found >= least, (name, under, scheme)


@pytest.mark.parametrize("name", [one.name for one in sorted(STYLES.glob("*.css"))])
def test_dark_changes_colours_alone(name: str) -> None:
    """What axe finds of a page in light, it need not look for in dark, but for contrasts."""
    style = (STYLES / name).read_text("utf-8")
    blocks = re.findall(r"^@media[^{]*color-scheme.*?^\}", style, re.DOTALL | re.MULTILINE)
    assert len(blocks) == style.count("color-scheme:") - style.count("color-scheme: light dark")
    said = re.findall(r"([\w-]+): ([^;{}]+);", "".join(blocks))
    colour = re.compile(r"#[0-9a-f]{6}|var\(--[a-z-]+\)|\d+%")
    names = {"color", *colours("light"), "--lighten"}
    assert [one for one in said if one[0] not in names or not colour.fullmatch(one[1])] == []


def test_every_tone_and_surface_is_documented() -> None:
    """What is written on a colour of its own is in the table: no text goes unmeasured."""
    named = {cell.strip("`") for row in rows("Colour", "On", "Light") for cell in row[:2]}
    silent = {"--line", "--land", "--water", "--on-goal", "--on-theme", "--on-light-theme"}
    known = {name for name in colours("light") if not name.startswith("--goal-")}
    assert sorted(known - silent - named) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_numbers_can_be_read_on_every_goal(scheme: str) -> None:
    """The tiles of the Global Goals have white numbers."""
    known = colours(scheme)
    goals = [name for name in known if name.startswith("--goal-")]
    assert len(goals) == 5
    assert [name for name in goals if contrast(known["--on-goal"], known[name]) < 4.5] == []


def test_rules_name_colours_and_sizes_of_letters_by_their_property() -> None:
    """Only the head of the style sheet, and that of paper, say a colour or a size itself.

    The letters of a drawing have the drawing's own unit, which is written as pixels.
    """
    rules = re.sub(r"/\*.*?\*/|:root \{.*?\}", "", STYLE, flags=re.DOTALL)
    screen = rules.partition("@media print")[0]
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[^{]*\})", rules) == []
    assert re.findall(r"\b(?:rgb|hsl|oklch|lab)a?\([^)]*\)", rules) == []
    sizes = re.findall(r"font-size: ([^;]+);", screen)
    assert [
        one for one in sizes if not re.fullmatch(r"var\(--[a-z0-9-]+\)|inherit|0|1em|\d+px", one)
    ] == []
    assert re.findall(r"(?:gradient|box-shadow|text-shadow)", rules) == []


def test_a_part_is_one_file_and_one_block_of_the_style_sheet() -> None:
    """What the README lists, what the style sheet has a block for, and what is a file, agree."""
    listed = [file.strip("`") for _, file, _ in rows("Part", "File")]
    blocks = PART.findall(STYLE)
    assert sorted(blocks) == sorted(listed)
    assert len(set(blocks)) == len(blocks)
    files = {file.stem for file in (REPOSITORY / "layouts" / "parts").glob("*.html")}
    assert sorted(set(listed) - files) == []


def test_the_parts_of_the_design_are_there() -> None:
    """Nobody takes one of them out without saying so in the README's table."""
    named = {name for name, _, _ in rows("Part", "File")}
    assert {
        "date block",
        "event row",
        "status badge",
        "person chip",
        "practice card",
        "theme tag",
        "notice",
        "timetable",
        "map",
        "facts list",
        "steps",
        "subscribe block",
    } <= named


def test_contrast_is_that_of_wcag() -> None:
    """Known pairs: the most there is, none, and the grey that just fails."""
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert contrast("#123456", "#123456") == 1
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


def test_what_stands_on_a_theme_can_be_read() -> None:
    """White where it can be read, and else black, which then can: one of both always can."""
    for red in range(0, 256, 51):
        for green in range(0, 256, 51):
            for blue in range(0, 256, 51):
                colour = f"#{red:02x}{green:02x}{blue:02x}"
                on = "#000000" if is_light(colour) else "#ffffff"
                assert contrast(colour, on) >= 4.5, colour


def test_colours_are_mixed_by_share() -> None:
    """None, half and all of the other."""
    assert [mix("#004080", "#ffffff", share) for share in (0, 0.5, 1)] == [
        "#004080",
        "#80a0c0",
        "#ffffff",
    ]

"""The limits of a hub: what its settings refuse, one over and one under, and how far they go up."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from hubgen.cli import main
from hubgen.errors import ContentError
from hubgen.frontmatter import LONGEST, read, reading
from hubgen.markup.bounds import MAX_CHARACTERS
from hubgen.settings import Limits, limits_of, read_settings
from tests.hub import SITE, Files, event, page, read_all, says, write_site
from tests.test_images import photo as drawn
from tests.test_images import saved

X = "content/events/x.md"


def checked(folder: Path, files: Files, limits: str) -> list[str]:
    """Return what `hubgen check` says of a site that sets limits; no lines where all is well."""
    site = write_site(folder, {**files, "content/site.yaml": f"{SITE}limits: {{{limits}}}\n"})
    told = CliRunner().invoke(main, ["check", "--site", str(site), "--lang", "en"])
    assert told.exit_code in (0, 1), told.output
    return [line for line in told.output.splitlines() if line.startswith("content/")]


def with_front_matter(size: int) -> Files:
    """Return a page that has so many bytes between its two lines of dashes."""
    text = event('summary: ""')
    written = text.split("---\n")[1]
    filled = text.replace('""', f'"{"é" * 20}{"a " * ((size - len(written) - 40) // 2)}"')
    short = size - len(filled.split("---\n")[1].encode())
    return {X: filled.replace(' "\n', f' {"b" * short}"\n')}


def with_body(size: int) -> Files:
    """Return a page with so many bytes below its front matter."""
    return {X: event(body="é " * (size // 3) + "a" * (size % 3))}


def with_pages(count: int) -> Files:
    """Return so many pages."""
    return {f"content/pages/p{one}.md": page(f"title: P {one}") for one in range(count)}


PHOTO = saved(drawn(60, 50), "PNG")
SHOWN: Files = {
    X: event("image: {src: a.png, alt: Een zaal}"),
    "content/events/a.png": PHOTO,
}


@pytest.mark.parametrize(
    ("name", "most", "files", "said"),
    [
        ("front_matter", 2000, with_front_matter, "details at the top are longer than 2 kB"),
        ("front_matter", 70_000, with_front_matter, "details at the top are longer than 70 kB"),
        ("body", 3000, with_body, "the text is longer than 3 kB"),
        ("body", 1_200_000, with_body, "the text is longer than 1200 kB"),
        ("pages", 3, with_pages, "there are more than 3 pages"),
    ],
)
def test_04_one_over_a_limit_is_a_problem_and_one_under_is_none(
    tmp_path: Path, name: str, most: int, files: Callable[[int], Files], said: str
) -> None:
    """Whether the settings lower the limit or raise it, and the file as a whole may have it all."""
    for size, expected in ((most - 1, 0), (most, 0), (most + 1, 1)):
        found = checked(tmp_path / str(size), files(size), f"{name}: {most}")
        wrong = [line for line in found if "longer than" in line or "more than" in line]
        assert (len(wrong), size) == (expected, size)
        assert all(said in line for line in wrong)


@pytest.mark.parametrize(
    ("name", "size", "said"),
    [("image", len(PHOTO), "is larger than"), ("pixels", 60 * 50, "60 × 50")],
)
def test_04_an_image_of_one_more_than_the_limit_is_a_problem(
    tmp_path: Path, name: str, size: int, said: str
) -> None:
    """In bytes and in pixels."""
    for most, expected in ((size + 1, 0), (size, 0), (size - 1, 1)):
        found = checked(tmp_path / str(most), SHOWN, f"{name}: {most}")
        assert len([line for line in found if said in line]) == expected


def test_04_a_file_of_one_byte_more_than_the_limit_is_a_problem(tmp_path: Path) -> None:
    """A pdf, a film or whatever else is linked to; an image has a limit of its own."""
    files = {
        **SHOWN,
        X: f"{SHOWN[X]!s}[Het verslag](v.pdf)\n",
        "content/events/v.pdf": b"%PDF-1.7\n",
    }
    size = len(files["content/events/v.pdf"])
    for most, expected in ((size + 1, 0), (size, 0), (size - 1, 1)):
        found = checked(tmp_path / str(most), files, f"attachment: {most}")
        said = [line for line in found if "is larger than 0 MB" in line]
        assert len(said) == expected
        assert all("“content/events/v.pdf”" in line and "link to it" in line for line in said)


def test_the_limits_are_those_that_are_told() -> None:
    """What the documentation says holds for a hub that sets none."""
    assert Limits().model_dump() == {
        "front_matter": 64_000,
        "body": 1_000_000,
        "image": 20_000_000,
        "attachment": 100_000_000,
        "pixels": 50_000_000,
        "pages": 250_000,
    }


@pytest.mark.parametrize(
    ("limit", "most"),
    [
        ("front_matter", LONGEST),
        ("body", MAX_CHARACTERS),
        ("image", 1_000_000_000),
        ("attachment", 1_000_000_000),
        ("pixels", 178_000_000),
    ],
)
def test_04_a_limit_that_would_crash_a_build_is_refused(limit: str, most: int) -> None:
    """The settings say so with the line, and the highest that is allowed."""
    assert getattr(read_settings(f"{SITE}limits: {{{limit}: {most}}}\n").limits, limit) == most
    with pytest.raises(ContentError) as caught:
        read_settings(f"{SITE}limits: {{{limit}: {most + 1}}}\n")
    (line,) = says(caught.value.problems, "en")
    assert f"limits.{limit}: " in line
    assert str(most) in line


def test_settings_say_their_limits_also_where_they_have_problems() -> None:
    """What cannot be read has the usual limits, and is a problem elsewhere."""
    assert limits_of(None) == limits_of("limits: [") == limits_of("title: x\n") == Limits()
    assert limits_of(f"{SITE}limits: {{body: 7}}\n") == Limits(body=7)


def test_settings_may_be_longer_than_pages(tmp_path: Path) -> None:
    """However small a hub wants its pages, its own settings are read."""
    remark = "# " + "x" * 5000 + "\n"
    small = {"content/site.yaml": f"{SITE}{remark}limits: {{body: 1, front_matter: 1000}}\n"}
    site = write_site(tmp_path, {X: event(), **small})
    assert CliRunner().invoke(main, ["check", "--site", str(site)]).exit_code == 0


@pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "python"])
@pytest.mark.parametrize("bomb", ["[", "{a: ", "- ", "? ", "a: [", "&a [", "[*a,", "!!x "])
def test_04_no_limit_lets_nesting_crash_the_reader(
    bomb: str, pure: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A megabyte of it, which is as much as any hub can allow, is a problem within seconds."""
    size = LONGEST - 3
    if pure:  # ten times as slow, and it does not crash
        size //= 10
        monkeypatch.setattr(reading, "_Loader", yaml.SafeLoader)
    text = f"---\na: {bomb * (size // len(bomb))}\n---\n"
    began = time.process_time()
    with pytest.raises(ContentError) as caught:
        read(text, path=X, most=LONGEST)
    assert [one.line for one in caught.value.problems] == [2]
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    "lines",
    ["".join(f"k{one}: x\n" for one in range(6900)), "title: b\n" * 6900],
    ids=["unknown", "twice"],
)
def test_04_thousands_of_mistakes_in_one_page_are_said_soon(lines: str) -> None:
    """As many as front matter can hold, each with its place, and no guess at each of them."""
    began = time.process_time()
    _, documents = read_all({X: event(lines)})
    assert len(documents.problems) >= 6900
    assert time.process_time() - began < 3

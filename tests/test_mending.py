"""What `hubgen check --fix` mends, as text and as a command."""

from pathlib import Path

from click.testing import CliRunner, Result

from hubgen.cli import main
from hubgen.documents import group_translations, read_documents
from hubgen.mending import FIXES, Mended, mend
from hubgen.settings import read_settings
from hubgen.wording import wording
from tests.hub import SITE, Files, event, make_hub, page, sources_of, write_site


def mended(files: Files) -> Mended:
    """Return what is mended of a hub."""
    settings = read_settings(SITE)
    groups = group_translations(sources_of(files), settings)
    return mend(make_hub(files).found, groups, settings)


def test_a_page_gets_the_uid_that_it_has() -> None:
    """The UID that was made from kind and slug is written down below the title and summary."""
    files = {
        "content/events/2024/x.md": event("summary: Kort # nog\ncost: gratis"),
        "content/people/anna.md": page("# wie\ntitle: Anna\nslug: a-jansen\nuid:"),
    }
    texts = mended(files).texts
    assert texts == {
        "content/events/2024/x.md": event(
            "summary: Kort # nog\nuid: x.events@hubgen\ncost: gratis"
        ),
        "content/people/anna.md": page(
            "# wie\ntitle: Anna\nslug: a-jansen\nuid: a-jansen.people@hubgen"
        ),
    }
    before, after = (make_hub(one).library.entries for one in (files, texts))
    assert [one.uid for one in after] == [one.uid for one in before]


def test_what_has_a_uid_stays() -> None:
    """A page with a UID, and a translation, which has that of its original, are left alone."""
    files = {
        "content/pages/over.md": page("title: Over\nuid: over@example.org"),
        "content/pages/over.en.md": page("title: About"),
    }
    assert mended(files).texts == {}


def test_a_page_in_one_language_alone_is_no_translation() -> None:
    """A page without an original has a UID of its own."""
    texts = mended({"content/pages/over.en.md": page("title: About")}).texts
    assert texts == {"content/pages/over.en.md": page("title: About\nuid: over.pages@hubgen")}


def test_a_page_with_another_problem_is_mended_too() -> None:
    """A problem that has nothing to do with the slug is no reason to leave the page."""
    texts = mended({"content/pages/over.md": page("title: Over\nkleur: rood")}).texts
    assert texts == {
        "content/pages/over.md": page("title: Over\nuid: over.pages@hubgen\nkleur: rood")
    }


def test_a_page_whose_slug_is_not_certain_stays() -> None:
    """A slug or UID that cannot be is for the editor first."""
    files = {
        "content/pages/fout.md": page("title: Fout\nslug: Kan Niet"),
        "content/pages/2024.md": page("title: Een jaar"),
        "content/pages/lijst.md": page("title: Lijst\nuid: [a, b]"),
    }
    assert mended(files).texts == {}


def test_the_second_page_of_a_slug_stays() -> None:
    """Of two pages with one slug only the first has it for certain."""
    files = {f"content/pages/{name}/over.md": page(f"title: {name}") for name in "ab"}
    assert list(mended(files).texts) == ["content/pages/a/over.md"]


def test_what_is_too_unusual_is_named() -> None:
    """A page whose front matter cannot be edited is named, with the line and what to write."""
    result = mended({"content/pages/over.md": "---\n{title: Over, uid}\n---\n"})
    assert result.texts == {}
    ((path, error),) = result.by_hand
    assert (path, error.line, error.field) == ("content/pages/over.md", 2, "uid")
    assert error.value == "over.pages@hubgen"


def test_a_mended_page_no_longer_has_the_problem() -> None:
    """Whatever has a fix is gone when the page is read again."""
    files = {"content/pages/over.md": page("title: Over")}
    settings = read_settings(SITE)
    groups = group_translations(sources_of(mended(files).texts), settings)
    found = read_documents(groups, settings).problems
    assert [one.code for one in found if one.code in FIXES] == []


# the command


def run(site: Path, *arguments: str | Path) -> Result:
    """Return what `hubgen check --fix` says of a site and how it ends."""
    command = ["check", "--site", str(site), "--fix", *map(str, arguments)]
    result = CliRunner().invoke(main, command)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def say(mended: int, problems: int, warnings: int) -> list[str]:
    """Return the lines with which the command ends."""
    words = wording("nl")
    return [
        words.text("command.mended", count=mended),
        words.text("command.checked", problems=problems, warnings=warnings),
    ]


def test_the_command_mends_and_goes_on(tmp_path: Path) -> None:
    """What was mended is not said any more; how many files that were is, and what is left."""
    files = {
        "content/pages/a.md": page("title: A"),
        "content/pages/b.md": page("title: B\nkleur: rood"),
        "content/pages/c.md": page("title: C\nuid: c@example.org"),
    }
    write_site(tmp_path, files)
    result = run(tmp_path)
    first, *marked, mended, counted = result.stdout.splitlines()
    assert first.startswith("content/pages/b.md:4:1: kleur: ")
    assert marked == ["    kleur: rood", "    ^^^^^"]
    assert [mended, counted] == say(2, 1, 0)
    assert result.exit_code == 1
    written = {path: (tmp_path / path).read_text("utf-8") for path in files}
    assert written == {
        "content/pages/a.md": page("title: A\nuid: a.pages@hubgen"),
        "content/pages/b.md": page("title: B\nuid: b.pages@hubgen\nkleur: rood"),
        "content/pages/c.md": files["content/pages/c.md"],
    }
    again = run(tmp_path)
    assert again.stdout.splitlines()[3:] == say(0, 1, 0)


def test_the_command_mends_what_is_named(tmp_path: Path) -> None:
    """With files named, only those are written."""
    files = {f"content/pages/{name}.md": page("title: A") for name in "ab"}
    write_site(tmp_path, files)
    result = run(tmp_path, "--strict", tmp_path / "content" / "pages" / "a.md")
    assert (result.exit_code, result.stdout.splitlines()) == (0, say(1, 0, 0))
    assert (tmp_path / "content" / "pages" / "b.md").read_text("utf-8") == page("title: A")


def test_without_the_option_nothing_is_written(tmp_path: Path) -> None:
    """A check alone leaves every file as it is."""
    write_site(tmp_path, {"content/pages/a.md": page("title: A")})
    assert CliRunner().invoke(main, ["check", "--site", str(tmp_path)]).exit_code == 0
    assert (tmp_path / "content" / "pages" / "a.md").read_text("utf-8") == page("title: A")


def test_what_is_left_to_the_editor_is_said(tmp_path: Path) -> None:
    """A page that could not be mended is said to be so, and still has its warning."""
    write_site(tmp_path, {"content/pages/over.md": "---\n{title: Over, uid}\n---\n"})
    result = run(tmp_path)
    assert result.stderr.startswith("content/pages/over.md:2: uid: dit is zo opgeschreven dat ")
    assert result.stdout.splitlines()[1:] == say(0, 0, 1)


def test_a_name_in_decomposed_letters_is_found(tmp_path: Path) -> None:
    """A file whose accents are letters of their own on disk is the one that is written."""
    write_site(tmp_path, {"content/people/andre\u0301.md": page("title: André")})
    assert run(tmp_path).exit_code == 0
    (file,) = (tmp_path / "content" / "people").iterdir()
    assert file.read_text("utf-8") == page("title: André\nuid: andre.people@hubgen")

"""Small hubs for tests: from a dict of path and text to documents, library, plan and edition."""

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hubgen.addresses import output_path
from hubgen.assets import collect
from hubgen.checks import check_addresses, check_changes, check_links
from hubgen.documents import Documents, group_translations
from hubgen.documents.reading import read_documents
from hubgen.edition import Edition
from hubgen.errors import Problem
from hubgen.kinds.base import Entry
from hubgen.library import Library, assemble
from hubgen.plan import Form, Plan, make_plan
from hubgen.settings import Settings, read_settings
from hubgen.sources import Source, digest, read_sources
from hubgen.wording import wording

NOW = datetime(2024, 11, 1, 12, 0, tzinfo=UTC)
"""The present of every test that says nothing else: Friday 1 November 2024, 13.00 in Amsterdam."""

SITE = """\
title: Testhub
base_url: https://hub.example.org/
languages: [nl, en]
themes:
  - {slug: energie, title: Energie}
  - {slug: water, title: Water}
"""
"""The settings of every hub that has no `content/site.yaml` of its own."""
SMALL = f"{SITE}limits: {{front_matter: 1000, body: 1}}\n"
"""Settings of a hub in which a page has at most `LONGEST` bytes, the fewest that there can be."""
LONGEST = read_settings(SMALL).limits.file

Files = Mapping[str, str | bytes]
"""What a site holds, by the path below its folder: `content/events/x.md`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hub:
    """A small hub, as far as the rooms up to the edition make it."""

    settings: Settings
    documents: Documents
    library: Library
    plan: Plan
    edition: Edition
    found: tuple[Problem, ...]
    """Everything that every room found, each once and sorted."""

    @property
    def problems(self) -> list[str]:
        """What stops a build, as lines in Dutch."""
        return says(one for one in self.found if one.severity == "problem")

    @property
    def warnings(self) -> list[str]:
        """What does not stop a build, as lines in Dutch; without those about a missing uid."""
        return says(one for one in self.found if one.severity == "warning" and one.code != "no-uid")

    @property
    def codes(self) -> list[str]:
        """The names of the problems, in order of file and line."""
        return [one.code for one in self.found if one.severity == "problem"]

    @property
    def addresses(self) -> list[str]:
        """Every address that is published, sorted, but the social card that each page has."""
        return [one.address for one in self.plan.targets if one.form is not Form.SOCIAL_CARD]

    @property
    def cards(self) -> list[str]:
        """The addresses of social cards, sorted."""
        return [one.address for one in self.plan.targets if one.form is Form.SOCIAL_CARD]

    def entry(self, folder: str, slug: str, lang: str = "nl") -> Entry:
        """Return a published page."""
        return self.library.by_key[folder, slug, lang]


def page(front: str, body: str = "") -> str:
    """Return a page's text from its front matter and its body."""
    return f"---\n{front.strip()}\n---\n{body}"


def event(front: str = "", body: str = "", *, title: str = "Bijeenkomst") -> str:
    """Return an event on 13 November 2024, from two to four unless `front` says otherwise.

    `front` begins on the fifth line, or earlier by each of start and end that it says itself.
    """
    said = {line.partition(":")[0] for line in front.splitlines()}
    when = "" if said & {"start", "dates"} else "start: 2024-11-13 14:00\n"
    end = "" if said & {"end", "dates"} else "end: 2024-11-13 16:00\n"
    return page(f"title: {title}\n{when}{end}{front}", body)


def sources_of(files: Files) -> list[Source]:
    """Return the Markdown files as sources, without a disk."""
    return [
        Source(path=path, text=text, digest=digest(text.encode()))
        for path, text in sorted(files.items())
        if isinstance(text, str) and path.endswith(".md")
    ]


def read_all(files: Files) -> tuple[Settings, Documents]:
    """Return the settings and documents of a site, without a disk."""
    text = files.get("content/site.yaml", SITE)
    assert isinstance(text, str)
    settings = read_settings(text)
    return settings, read_documents(group_translations(sources_of(files), settings), settings)


def make_hub(files: Files, *, now: datetime = NOW, drafts: bool = False) -> Hub:
    """Return the hub that a site is, without a disk, so without images and files."""
    settings, documents = read_all(files)
    return _assembled(settings, documents, (), (), now, drafts)


def write_hub(folder: Path, files: Files, *, now: datetime = NOW, drafts: bool = False) -> Hub:
    """Write a site below a folder and return the hub that it is, images and files included."""
    write_site(folder, files)
    found = read_sources(folder)
    settings = read_settings(found.settings)
    documents = read_documents(group_translations(found.pages, settings), settings)
    return _assembled(settings, documents, found.files, found.problems, now, drafts)


def write_site(folder: Path, files: Files) -> Path:
    """Write a site's files below a folder, with settings if they have none, and return it."""
    for path, content in ({"content/site.yaml": SITE} | dict(files)).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def write_odd(folder: Path, name: bytes, content: bytes = b"") -> None:
    """Write a file with such a name; skip the test where a disk has none."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        (folder / os.fsdecode(name)).write_bytes(content)
    except OSError:
        pytest.skip("this disk has no such name")


@contextmanager
def nested(folder: Path, levels: int) -> Iterator[None]:
    """Have a folder in a folder, so many times, with a page in the last; skip where that cannot be.

    A path can be longer than any program may ask for, so each is made from the one around it. They
    are removed, as Python itself cannot do that.
    """
    if os.mkdir not in os.supports_dir_fd:
        pytest.skip("this system makes no folder from another")
    here = os.open(folder, os.O_RDONLY)
    for _ in range(levels):
        os.mkdir("d", dir_fd=here)
        around, here = here, os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(around)
    os.close(os.open("x.md", os.O_CREAT, dir_fd=here))
    os.close(here)
    try:
        yield
    finally:
        subprocess.run(["rm", "-r", folder / "d"], check=True)


def says(problems: Iterable[Problem], lang: str = "nl") -> list[str]:
    """Return problems as the lines that an editor reads, sorted by file and line.

    Without the columns: of those there are tests of their own.
    """
    return [wording(lang).line(replace(one, column=0)) for one in sorted(problems)]


def _assembled(
    settings: Settings,
    documents: Documents,
    files: tuple[tuple[str, Path], ...],
    found: tuple[Problem, ...],
    now: datetime,
    drafts: bool,
) -> Hub:
    library, about = assemble(documents, settings, now=now, drafts=drafts)
    plan = make_plan(library)
    assets, missing = collect(library, files)
    edition = Edition(
        library=library,
        plan=plan,
        assets=assets,
        asset_addresses=frozenset(one.address for one in assets.values()),
    )
    links = [*check_links(edition, documents.broken), *check_addresses(edition)]
    for target in plan.targets:
        output_path(target.address)  # raises for what would leave the published folder
    links += check_changes(edition)
    everything = {*found, *documents.problems, *about, *plan.problems, *missing, *links}
    return Hub(
        settings=settings,
        documents=documents,
        library=library,
        plan=plan,
        edition=edition,
        found=tuple(sorted(everything)),
    )

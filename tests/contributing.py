"""The steps of CONTRIBUTING.md, done as an editor does them, in a clone of this repository.

`python -m tests.contributing` does so and makes the pictures that stand in it, in `.github/`.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.reader import browsing
from tests.conftest import REPOSITORY
from tests.test_serve import Running, running

NOW = "2025-01-06T09:00:00+01:00"
"""When the editor writes; every command is told."""
PAGE = "content/events/2025/vierde-bijeenkomst-kci.md"
ADDRESS = "/events/vierde-bijeenkomst-kci/"
GUIDE = "/redactie/"
PICTURES = REPOSITORY / ".github"

_BLOCK = re.compile(
    r"^(?:<!-- (?P<name>[^\n]*) -->\n)?```(?P<kind>\w*)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
_FIELD = re.compile(r"^\w.*\n(?:[ -].*\n)*", re.MULTILINE)
_COLOURS = 128


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block of code in the guide."""

    kind: str
    """Its language: sh, yaml, markdown, or nothing for what a command says."""
    name: str
    """What a comment above it says of it."""
    text: str


def blocks(heading: str | None = None) -> list[Block]:
    """Return the blocks of code of the guide, or of one of its sections, in their order."""
    text = (REPOSITORY / "CONTRIBUTING.md").read_text("utf-8")
    if heading:
        (text,) = re.findall(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", text, re.M | re.S)
    return [
        Block(kind=one["kind"], name=one["name"] or "", text=one["text"])
        for one in _BLOCK.finditer(text)
    ]


def clone(folder: Path) -> Path:
    """Return a clone of this repository as it is here, with an origin that can be pushed to."""
    origin, site = folder / "origin.git", folder / "hub"
    _git(REPOSITORY, "clone", "--quiet", "--bare", str(REPOSITORY), str(origin))
    _git(folder, "clone", "--quiet", str(origin), str(site))
    changed = subprocess.run(
        ["git", "diff", "HEAD", "--binary"], cwd=REPOSITORY, capture_output=True, check=True
    ).stdout
    if changed:  # what is not committed yet counts too
        subprocess.run(["git", "apply", "--index", "-"], cwd=site, input=changed, check=True)
        _git(site, "commit", "--quiet", "--message", "as it is")
    scripts = site / ".venv/bin"
    scripts.mkdir(parents=True)
    # By a link it would not find what is installed beside it.
    (scripts / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    (scripts / "python").chmod(0o755)
    return site


def _git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, env=_who())


def _who() -> dict[str, str]:
    """Return an environment in which git knows who somebody is, and `python` is this one."""
    who = {"NAME": "T", "EMAIL": "t@example.org"}
    names = {f"GIT_{role}_{k}": v for role in ("AUTHOR", "COMMITTER") for k, v in who.items()}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, **names, "PATH": path}


def typed(command: str, site: Path) -> "subprocess.CompletedProcess[str]":
    """Return how lines end that an editor types, of which each says all that it has to say."""
    at = re.sub(r"python build\.py (\w+)", rf"python build.py \1 --now {NOW}", command)
    return subprocess.run(
        ["bash", "-c", at],
        cwd=site,
        env=_who(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
    )


def written(block: Block, site: Path) -> None:
    """Write into the page what a block says: fields in their place, a text below them."""
    file = site / PAGE
    text = file.read_text("utf-8")
    if block.kind == "markdown":
        file.write_text(f"{text}\n{block.text}", "utf-8")
        return
    for field in _FIELD.findall(block.text):
        own = rf"^{field.split(':')[0]}:.*\n(?:[ -].*\n)*"
        if re.search(own, text, re.MULTILINE):
            text = re.sub(own, field.replace("\\", r"\\"), text, count=1, flags=re.MULTILINE)
        else:
            text = text.replace("\ndraft:", f"\n{field}draft:", 1)
    file.write_text(text, "utf-8")


def without_draft(site: Path) -> None:
    """Take the line away that keeps the page from being published."""
    file = site / PAGE
    text = re.sub(r"^draft:.*\n", "", file.read_text("utf-8"), flags=re.MULTILINE)
    file.write_text(text, "utf-8")


def main() -> None:
    """Make the pictures."""
    with TemporaryDirectory() as folder, browsing() as browser:
        site = clone(Path(folder))
        taken = dict(_pictures(site, browser))
    for name, file in taken.items():
        print(name, file)  # noqa: T201 - who makes them wants to know


def _pictures(site: Path, browser: Browser) -> Iterator[tuple[str, Path]]:
    """Do what the guide says, and take each picture where it stands in it."""
    steps = iter(blocks("Van niets naar een bijeenkomst op de hub"))
    typed(next(steps).text, site)
    fields = [one for one in steps if one.kind in {"yaml", "markdown"}]
    with running(site, "--now", NOW) as hub:
        page = _opened(browser, hub, ADDRESS, width=1000, height=600)
        with page.expect_navigation():
            for one in fields[:2]:
                written(one, site)
        page.get_by_role("dialog").wait_for()
        yield "melding", _taken(page, "melding")
        page.context.close()
        written(Block(kind="yaml", name="", text="organiser: platform-wow\n"), site)
        written(fields[2], site)
        page = _opened(browser, hub, ADDRESS, width=390, height=780)
        while page.get_by_role("dialog").count() or not page.get_by_text("16.00").count():
            page.reload()
        with page.expect_navigation():
            without_draft(site)
        page.get_by_role("button", name="Verberg").click()
        yield "bijeenkomst", _taken(page, "bijeenkomst")
        page.context.close()
        page = _opened(browser, hub, GUIDE, width=1000, height=600)
        page.get_by_role("button", name="Verberg").click()
        yield "redactie", _taken(page, "redactie")
        page.context.close()


def _opened(browser: Browser, hub: Running, address: str, *, width: int, height: int) -> Page:
    page = browser.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
    page.goto(f"http://127.0.0.1:{hub.port}{address}")
    return page


def _taken(page: Page, name: str) -> Path:
    """Take a picture, and keep it small: a page has few colours."""
    file = PICTURES / f"{name}.png"
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)
    page.screenshot(path=file)
    with Image.open(file) as picture:
        picture.convert("RGB").quantize(_COLOURS).save(file, optimize=True)
    return file


if __name__ == "__main__":
    main()

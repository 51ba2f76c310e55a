"""What the checkers of others say of what is published: vnu, lychee and stylelint."""

import shutil
import subprocess
import sysconfig
from pathlib import Path

from tests import readers
from tests.published import Site

STATIC = Path(__file__).parent.parent / "static"


def test_the_html_is_valid(lively_hub: Site, hub: Site) -> None:
    """The Nu Html Checker of the W3C has no error and no warning for any page."""
    readers.node("vnu-jar")
    java = shutil.which("java")
    if not java:
        readers.missing("Java is not installed; on Debian it is in default-jre-headless")
    jar = readers.TOOLS / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    # It reads a page as a file, which has no origin, so that `'self'` allows nothing there, and it
    # takes JSON-LD for a script. What the policy refuses, the tests in a browser see.
    options = ("--skip-non-html", "--stdout", "--filterpattern", ".*Content Security Policy.*")
    done = subprocess.run(
        [java, "-Xss4m", "-jar", jar, *options, lively_hub.root, hub.root],
        capture_output=True,
        text=True,
    )
    found = done.stdout.splitlines()
    assert (done.returncode, found) == (0, []), "\n".join(found[:40])


def test_no_link_is_broken(lively_hub: Site, hub: Site) -> None:
    """Lychee finds every page, file and place in a page that a link of the site leads to."""
    program = Path(sysconfig.get_path("scripts")) / "lychee"
    options = ("--offline", "--include-fragments", "--index-files", "index.html,.", "--no-progress")
    for site in (lively_hub, hub):
        done = subprocess.run(
            [program, *options, "--root-dir", site.root, site.root], capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_style_sheets_are_in_order() -> None:
    """Stylelint finds nothing in ours by the standard rules, and those of its settings here."""
    node = readers.node("stylelint")
    program = readers.TOOLS / "node_modules" / "stylelint" / "bin" / "stylelint.mjs"
    done = subprocess.run(
        [node, program, *sorted(STATIC.glob("*.css"))],
        cwd=readers.TOOLS,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr

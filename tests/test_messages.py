"""Messages: what an editor reads of a page, word by word, in both languages.

Each file in `tests/messages/` is one case: the page, and what `hubgen check` says of it in Dutch
and in English, each part below a line with its name.

    === content/events/x.md
    ---
    title: Warmte: hoe dan?
    ---
    === nl
    content/events/x.md:2:8: title: …
    === en
    content/events/x.md:2:8: title: …

To add one, write the file with its pages alone, as many as it needs (without `content/site.yaml`
the hub has a title and the theme `energie`), and let the rest be filled in:

    python -m tests.test_messages --write

Then read every sentence aloud: does it say what is wrong, and what to write instead?
"""

import re
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.hub import write_site
from tests.test_sites_invalid import NOW, run

CASES = Path(__file__).parent / "messages"
NAMES = sorted(file.stem for file in CASES.glob("*.txt"))
LANGUAGES = ("nl", "en")
SETTINGS = "title: Proefhub\nthemes: [{slug: energie, title: Energie}]\n"

_PART = re.compile(r"^=== (.+)\n", re.M)


def parts(name: str) -> dict[str, str]:
    """Return the parts of a case by their names: its pages by their paths, and what is said."""
    _, *found = _PART.split((CASES / f"{name}.txt").read_text("utf-8"))
    return dict(zip(found[::2], found[1::2], strict=True))


def said(case: Mapping[str, str], lang: str, folder: Path) -> str:
    """Return what `hubgen check` says of a case's pages."""
    pages = {path: text for path, text in case.items() if path not in LANGUAGES}
    site = write_site(folder, {"content/site.yaml": SETTINGS} | pages)
    return run("check", "--site", site, "--lang", lang, "--now", NOW).stdout


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_told_what_is_wrong(name: str, lang: str, tmp_path: Path) -> None:
    """Each problem is said in its words, with its place, the line that it is on, and the number."""
    case = parts(name)
    assert said(case, lang, tmp_path) == case[lang]


def _write() -> None:
    """Write what each case is told now as what is expected."""
    for name in NAMES:
        case = parts(name)
        for lang in LANGUAGES:
            with tempfile.TemporaryDirectory() as folder:
                case[lang] = said(case, lang, Path(folder))
        text = "".join(f"=== {part}\n{text}" for part, text in case.items())
        (CASES / f"{name}.txt").write_text(text, "utf-8")


if __name__ == "__main__" and sys.argv[1:] == ["--write"]:
    _write()

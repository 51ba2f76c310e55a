"""The guide for editors: a page that tells of every field, made from the models."""

import re
from html import unescape
from pathlib import Path

import pytest

from hubgen.build import Request, build
from hubgen.checklist import CHECKS
from hubgen.frontmatter import read
from hubgen.handbook import handbook, settings_handbook
from hubgen.kinds import KINDS
from hubgen.kinds.fields import Page
from hubgen.plan import GUIDE
from hubgen.progress import Quiet
from tests.hub import NOW, event, write_site
from tests.published import Site

TWO = "title: Proef\nbase_url: https://hub.example.org/\nlanguages: [nl, en]\n"
ADDRESSES = {"nl": "/redactie/", "en": "/en/editors/"}


def published(folder: Path, settings: str = TWO) -> Site:
    """Return a published hub in two languages."""
    pages = {"content/events/x.md": event(), "content/events/x.en.md": "---\ntitle: X\n---\n"}
    site = write_site(folder / "site", {"content/site.yaml": settings, **pages})
    request = Request(site=site, output=folder / "public", now=NOW, cache=None, jobs=1)
    build(request, Quiet())
    return Site(root=folder / "public", base_url="https://hub.example.org/")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a hub that asks for nothing."""
    return published(tmp_path_factory.mktemp("guide"))


def html(site: Site, address: str) -> str:
    """Return a page as text."""
    return site.bytes(f"{address}index.html").decode()


def test_addresses() -> None:
    """The guide is where its language has a word for it."""
    assert dict(GUIDE) == {"nl": "redactie", "en": "editors"}


@pytest.mark.parametrize("lang", sorted(ADDRESSES))
def test_it_tells_of_every_field(site: Site, lang: str) -> None:
    """Each field of each kind and of the settings has a place of its own, with what it is for."""
    text = unescape(html(site, ADDRESSES[lang]))
    fields = {f"site-{one.name}": one for one in settings_handbook(lang).fields}
    for kind in KINDS:
        for one in handbook(kind, lang).fields:
            shared = one.name in Page.model_fields and one.name != "related"
            fields["page-" + one.name if shared else f"{kind.name}-{one.name}"] = one
    fields.pop("page-related", None)
    untold = [
        anchor
        for anchor, one in fields.items()
        if one.name != "related" and not (f'id="{anchor}"' in text and one.text in text)
    ]
    assert untold == []


def test_its_anchors_lead_somewhere(site: Site) -> None:
    """Each link within the guide has its place, and no place is there twice."""
    text = html(site, ADDRESSES["nl"])
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert sorted(set(re.findall(r'href="#([^"]+)"', text)) - set(ids)) == []
    assert len(ids) == len(set(ids))


def test_it_says_where_fields_are_told_and_where_files_are(site: Site) -> None:
    """In words that stand on the page, and a page by itself has a folder too."""
    text = html(site, ADDRESSES["nl"])
    assert '<a href="#event-location">zie location bij Bijeenkomst</a>' in text
    assert "Het bestand staat in <code>content/pages/</code>" in text
    text = html(site, ADDRESSES["en"])
    assert '<a href="#event-location">see location under Event</a>' in text


def test_its_examples_can_be_copied(site: Site) -> None:
    """Every example is YAML that the hub reads."""
    examples = re.findall(r"<pre[^>]*><code>(.*?)</code>", html(site, ADDRESSES["nl"]), re.DOTALL)
    for one in map(unescape, examples):
        matter = one if one.startswith("---\n") else f"---\n{one}\n---\n"
        assert read(matter, path="").values


def test_it_tells_of_the_checks(site: Site) -> None:
    """Each check that has a name is there, so that an editor knows what can be silenced."""
    text = html(site, ADDRESSES["nl"])
    assert [one.name for one in CHECKS if f'id="hub_check-{one.name}"' not in text] == []


def test_it_is_not_for_readers(site: Site, tmp_path: Path) -> None:
    """It is in no sitemap and no search engine, and linked only where the hub asks for it."""
    text = html(site, ADDRESSES["nl"])
    assert '<meta name="robots" content="noindex' in text
    assert "redactie" not in site.bytes("/sitemap.xml").decode()
    assert 'href="/redactie/"' not in html(site, "/")
    asked = published(tmp_path, f"{TWO}guide: true\n")
    assert 'href="/redactie/">Voor wie de hub schrijft</a>' in html(asked, "/")

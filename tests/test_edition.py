"""The edition: where a link in it leads."""

import io
from pathlib import Path

import pytest
from PIL import Image

from tests.hub import SITE, Hub, event, page, write_hub

X = "content/events/x.md"


@pytest.fixture
def hub(tmp_path: Path) -> Hub:
    """A hub that is published in a folder of its server, with a page of each state."""
    data = io.BytesIO()
    Image.new("RGB", (10, 10)).save(data, "PNG")
    return write_hub(
        tmp_path,
        {
            "content/site.yaml": SITE.replace("example.org/", "example.org/hub/")
            + "sections: {events: {path: agenda}}\n",
            X: event("themes: [water]", "![a](a.png)"),
            "content/events/x.en.md": page("title: A"),
            "content/events/_index.md": page("title: Agenda"),
            "content/events/a.png": data.getvalue(),
            "content/people/mia.md": page("title: Mia"),
            "content/people/bart.md": page("title: Bart\ndraft: true"),
        },
    )


@pytest.mark.parametrize(
    ("target", "lang", "state", "href"),
    [
        ("../people/mia.md", "nl", "page", "/hub/people/mia/"),
        ("../people/mia.md#rol", "nl", "page", "/hub/people/mia/#rol"),
        ("x.md", "en", "page", "/hub/en/agenda/x/"),
        ("x.en.md", "nl", "page", "/hub/agenda/x/"),
        ("../people/mia.md", "en", "page", "/hub/people/mia/"),
        ("/people/mia/", "nl", "page", "/hub/people/mia/"),
        ("/people/mia", "nl", "page", "/hub/people/mia/"),
        ("/people/mia/?a=b#rol", "nl", "page", "/hub/people/mia/?a=b#rol"),
        ("/", "nl", "page", "/hub/"),
        ("/themes/water/", "nl", "page", "/hub/themes/water/"),
        ("/agenda/feed.xml", "nl", "page", "/hub/agenda/feed.xml"),
        ("/events/a.png", "nl", "page", "/hub/events/a.png"),
        ("#kop", "nl", "page", "#kop"),
        ("a.png", "nl", "file", "/hub/events/a.png"),
        ("_index.md", "nl", "page", "/hub/agenda/"),
        ("_index.md", "en", "page", "/hub/en/agenda/"),
        ("https://x.org/", "nl", "elsewhere", "https://x.org/"),
        ("mailto:a@b.nl", "nl", "elsewhere", "mailto:a@b.nl"),
        ("../people/bart.md", "nl", "unpublished", ""),
        ("/people/bart/", "nl", "unpublished", ""),
        ("../people/nee.md", "nl", "missing", ""),
        ("/people/nee/", "nl", "missing", ""),
        ("../../../../x.md", "nl", "missing", ""),
        ("b.png", "nl", "missing", ""),
    ],
)
def test_where_a_link_leads(hub: Hub, target: str, lang: str, state: str, href: str) -> None:
    """To a file, from the root, elsewhere, or nowhere; in the reader's language if it can be."""
    found = hub.edition.destination(target, X, lang)
    assert (found.state, found.href) == (state, href)


def test_addresses_are_below_the_hubs_own_folder(hub: Hub) -> None:
    """As a link says them, and as whole web addresses."""
    assert hub.edition.href("/agenda/") == "/hub/agenda/"
    assert hub.edition.href("https://x.org/") == "https://x.org/"
    assert hub.edition.url("/agenda/") == "https://hub.example.org/hub/agenda/"

"""The list of feeds and calendars, read back by an XML parser."""

from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hubgen.opml import Group, Outline, opml
from hubgen.plaintext import without_brackets

ROOT = "https://hub.example.org/"


def outline(**changed: str) -> Outline:
    """Return a feed to subscribe to."""
    plain = {
        "title": "Agenda",
        "url": f"{ROOT}agenda/feed.xml",
        "page_url": f"{ROOT}agenda/",
        "kind": "rss",
    }
    return Outline(**(plain | changed))  # type: ignore[arg-type] # `kind` is one of its names


def test_the_list_letter_by_letter() -> None:
    """Every feed and calendar stands under its heading, with its address and its page, undated."""
    groups = (
        Group(
            title="Agenda",
            outlines=(
                outline(),
                outline(url=f"{ROOT}agenda/atom.xml", kind="atom"),
                outline(url=f"{ROOT}agenda/calendar.ics", kind="calendar"),
            ),
        ),
        Group(title="Leeg", outlines=()),
    )

    expected = """\
<?xml version='1.0' encoding='UTF-8'?>
<opml version="2.0">
  <head>
    <title>Geïnspireerd</title>
  </head>
  <body>
    <outline text="Agenda">
      <outline text="Agenda" title="Agenda" type="rss" version="RSS2" \
xmlUrl="https://hub.example.org/agenda/feed.xml" htmlUrl="https://hub.example.org/agenda/" />
      <outline text="Agenda" title="Agenda" type="rss" \
xmlUrl="https://hub.example.org/agenda/atom.xml" htmlUrl="https://hub.example.org/agenda/" />
      <outline text="Agenda" title="Agenda" type="link" \
url="https://hub.example.org/agenda/calendar.ics" htmlUrl="https://hub.example.org/agenda/" />
    </outline>
  </body>
</opml>
"""
    assert opml("Geïnspireerd", groups) == expected.encode()


@pytest.mark.parametrize(("kind", "subscribed"), [("rss", 1), ("atom", 1), ("calendar", 0)])
def test_readers_subscribe_to_feeds_alone(kind: str, subscribed: int) -> None:
    """A calendar has no `xmlUrl`, so no reader takes it for a feed."""
    xml = opml("x", (Group(title="x", outlines=(outline(kind=kind),)),))

    assert len(ElementTree.fromstring(xml).findall(".//outline[@xmlUrl]")) == subscribed


@given(st.text(max_size=40))
@settings(max_examples=100, deadline=None)
def test_any_title_is_shown_and_never_markup(title: str) -> None:
    """Whatever a title holds, the list is well-formed and shows it, without brackets."""
    groups = (Group(title=title, outlines=(outline(title=title),)),)

    root = ElementTree.fromstring(opml(title, groups))

    shown = [element.get("text") for element in root.iter("outline")]
    assert shown == [without_brackets(title)] * 2
    assert (root.findtext("head/title") or "") == without_brackets(title)
    assert not {"<", ">"} & set(shown[0] or "")

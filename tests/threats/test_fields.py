"""What a field's text may not do, in any field of any kind, wherever it is published."""

import csv
import io
import json
import re
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import html5lib
import icalendar
import pytest

from hubgen import shapes
from hubgen.addresses import LINK_SCHEMES, link_scheme
from hubgen.build import Request, build
from hubgen.frontmatter import Tree
from hubgen.plan import Form
from hubgen.progress import Quiet
from hubgen.shapes import Shape
from tests.html_rules import html_faults
from tests.hub import NOW, make_hub, write_site
from tests.published import Site, text_of
from tests.threats.fields import ATTACK, attack, fitting, pages, site

SETTINGS = f"""\
title: {json.dumps(ATTACK)}
tagline: {json.dumps(ATTACK)}
languages: [nl, en]
base_url: https://hub.example.org/
themes:
  - {{slug: energie, title: {json.dumps(ATTACK)}, text: {json.dumps(ATTACK)}}}
navigation: [{{title: {json.dumps(ATTACK)}, url: /events/}}]
social: [{{title: {json.dumps(ATTACK)}, url: "https://example.org/@hub"}}]
sections: {{events: {{title: {json.dumps(ATTACK)}}}}}
"""
SCHEMES = LINK_SCHEMES | {"webcal"}
"""What links of a page may begin with; the last is the hub's own, of its calendars."""
RULE = re.compile(r"/[^\s:*?#]* /[^\s:*?#]* 301")
"""A line of `_redirects` that is about one address alone."""
TEXTS = ("/", ".html", ".xml", ".ics", ".json", ".geojson", ".csv", ".opml")
"""How the addresses of what holds texts end."""


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the site that attacks in every text, as it is published."""
    folder = tmp_path_factory.mktemp("attacked")
    write_site(folder / "site", {**site(attack), "content/site.yaml": SETTINGS})
    build(Request(site=folder / "site", output=folder / "public", now=NOW), Quiet())
    return Site(root=folder / "public", base_url="https://hub.example.org/")


def could_run(element: Element) -> Iterator[str]:
    """Yield what of an element could run or fetch something that its site did not mean."""
    name = str(element.tag).rpartition("}")[2].lower()
    is_own = element.get("src", "").startswith("/static/") and not (element.text or "").strip()
    if name == "script" and element.get("type") != "application/ld+json" and not is_own:
        yield "script"
    if name in {"iframe", "object", "embed", "base", "style"}:
        yield name
    for attribute, value in element.attrib.items():
        if attribute.startswith("on") or attribute in {"style", "srcdoc", "formaction"}:
            yield f"{name} {attribute}={value}"
        scheme = link_scheme(value) if attribute in {"src", "href", "action"} else ""
        if (scheme and scheme not in SCHEMES) or (attribute == "src" and value == "x"):
            yield f"{name} {attribute}={value}"


def test_02_no_text_of_a_field_runs_in_a_page(attacked: Site) -> None:
    """An HTML5 parser finds no element and no attribute that a text made."""
    assert len(attacked.pages) > 40
    found = [
        (page.address, wrong)
        for page in attacked.pages.values()
        for element in page.elements
        for wrong in could_run(element)
    ]
    assert found == []


def test_02_every_text_is_shown_as_it_was_written(attacked: Site) -> None:
    """A title is on its page, letter by letter, braces too; the page's own data says the same."""
    for path, fields in pages(attack):
        folder, _, name = path.partition("/")
        address = f"/{name}/" if folder == "pages" else f"/{folder}/{name}/"
        page = attacked.pages[address]
        (heading,) = page.all("h1")
        title = str(fields["title"])
        assert text_of(heading).startswith(title)
        named = page.described().get("name") or page.described().get("headline")
        assert named == title


def test_03_what_looks_like_a_template_is_not_worked_out(attacked: Site) -> None:
    """No file of the site has 49 where seven times seven was written; all have what was written."""
    for address in sorted(attacked.addresses):
        if address.endswith(TEXTS):
            text = attacked.bytes(address).decode()
            assert "49title" not in text, address
            assert "</script>49" not in text, address
    for page in attacked.pages.values():
        is_moved = page.address.startswith("/oud/")
        assert is_moved or "{{7*7}}" in "".join(page.root.itertext()), page.address


def test_02_what_pages_say_to_programs_is_json(attacked: Site) -> None:
    """No text ends the data, or is anything in it but a text."""
    for page in attacked.pages.values():
        for script in page.all("script", type="application/ld+json"):
            assert "<" not in (script.text or ""), page.address
            json.loads(script.text or "")


def test_02_no_text_of_a_field_runs_in_a_feed(attacked: Site) -> None:
    """Feeds are XML and JSON, and the HTML in them holds what readers' programs let through."""
    feeds = [one for one in sorted(attacked.addresses) if one.endswith("feed.xml")]
    feeds += [one for one in sorted(attacked.addresses) if one.endswith("atom.xml")]
    assert len(feeds) > 20
    faults = []
    for address in feeds:
        root = ElementTree.fromstring(attacked.bytes(address))
        for element in root.iter():
            name = element.tag.rpartition("}")[2]
            if name in {"encoded", "description"} or element.get("type") == "html":
                faults += html_faults(address, element.text or "")
                faults += [wrong for part in parsed(element.text) for wrong in could_run(part)]
    for address in (one for one in sorted(attacked.addresses) if one.endswith("feed.json")):
        for item in json.loads(attacked.bytes(address))["items"]:
            faults += html_faults(address, item.get("content_html", ""))
    assert faults == []


def parsed(text: str | None) -> Iterator[Element]:
    """Yield the elements of the HTML that a feed carries."""
    root = html5lib.parse(text or "", namespaceHTMLElements=False)
    yield from (one for one in root.iter() if isinstance(one.tag, str))


def test_02_calendars_and_exports_hold_texts_as_texts(attacked: Site) -> None:
    """Each is read back by a program for its format, and says what was written."""
    calendar = icalendar.Calendar.from_ical(attacked.bytes("/events/een/event.ics"))
    (event,) = calendar.events
    assert str(event["SUMMARY"]) == f"{ATTACK}title"
    assert not [line for line in event if line.upper().startswith("ONERROR")]
    for address in sorted(attacked.addresses):
        data = attacked.bytes(address)
        if address.endswith((".json", ".geojson")):
            json.loads(data)
        elif address.endswith((".opml", ".xml", ".svg")):
            ElementTree.fromstring(data)
        elif address.endswith(".csv"):
            rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
            assert {len(row) for row in rows} == {len(rows[0])}


def test_02_no_text_becomes_a_rule_of_the_server(attacked: Site) -> None:
    """Addresses alone are in the files that hosts read."""
    for name in ("/_redirects", "/_headers"):
        assert b"onerror" not in attacked.bytes(name)
    lines = attacked.bytes("/_redirects").decode().splitlines()
    assert len(lines) > 5
    assert [line for line in lines if not RULE.fullmatch(line)] == []


@pytest.mark.parametrize(
    "alias",
    [
        *("/*", "/a/*", "/:splat", "/a/:b/", "/a:b", "/%2a", "/%3aa", "/%0a/x", "/%23", "/#a"),
        *(
            "/%2e%2e/x",
            "/a 301",
            "/a\t301!",
            "/a\n/* /x",
            "/a\r/",
            "/a\x00",
            "/a\u0085b",
            "/\u2028a",
        ),
        *("/a%20/* x", "/a%2520/", "/a?b=:b", '/"*"', "/!*", "/&*"),
    ],
)
def test_02_an_old_address_that_is_a_rule_of_the_server_is_a_problem(alias: str) -> None:
    """Hosts follow the rules of `_redirects` before files: one could lead away from every page."""
    hub = make_hub({"content/pages/x.md": f"---\ntitle: A\naliases: [{json.dumps(alias)}]\n---\n"})
    assert [one.path for one in hub.found if one.severity == "problem"] == ["content/pages/x.md"]
    assert not hub.plan.of_form.get(Form.ALIAS)


BAD = ("javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "//evil.nl/")


@pytest.mark.parametrize("bad", BAD)
def test_02_a_bad_address_in_any_field_is_a_problem_on_its_line(bad: str) -> None:
    """Wherever a kind has an address, in lists and mappings too; and nothing else is one."""
    wrong: list[str] = []

    def spoilt(path: str, shape: Shape, example: Tree) -> Tree:
        if isinstance(shape, shapes.Address):
            wrong.append(path)
            return bad
        return fitting(path, shape, example)

    for path, fields in pages(spoilt):
        lines = "".join(f"{name}: {json.dumps(value)}\n" for name, value in fields.items())
        said = make_hub({f"content/{path}.md": f"---\n{lines}---\n"}).found
        told = {one.field.replace("[1]", "") for one in said if one.code in ADDRESS_CODES}
        assert told == set(wrong), path
        wrong.clear()


ADDRESS_CODES = frozenset({"forbidden-address", "bad-url", "bad-web-address"})

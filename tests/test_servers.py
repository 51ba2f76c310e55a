"""What a browser and a subscriber get of servers that are set up as the README says."""

import re
from collections.abc import Iterator

import pytest

from tests.published import Site
from tests.servers import PROGRAMS, Serving, running

TYPES = {
    "/": "text/html",
    "/calendar.ics": "text/calendar",
    "/practices.geojson": "application/geo+json",
    "/feed.xml": "xml",
    "/feed.json": "application/json",
    "/robots.txt": "text/plain",
}
HIDDEN = ("/.hubgen-published", "/_headers", "/_redirects", "/../secret", "/static/../../secret")


@pytest.fixture(scope="module", params=sorted(PROGRAMS))
def server(request: pytest.FixtureRequest, hub: Site) -> Iterator[Serving]:
    """A server of each kind with the hub of the repository."""
    with running(request.param, hub) as serving:
        yield serving


@pytest.mark.parametrize("path", TYPES)
def test_each_file_has_its_type(server: Serving, path: str) -> None:
    """Calendar programs refuse a calendar that is sent as bytes."""
    answer = server.get(path)
    assert answer.status == 200
    assert TYPES[path] in answer.headers["Content-Type"]


def test_every_answer_says_what_the_hubs_own_file_does(server: Serving) -> None:
    """The headers are those of `_headers`, for a page, a feed, a picture and what is not there."""
    lines = server.site.bytes("/_headers").decode().split("\n/", 1)[0].splitlines()[1:]
    expected = dict(line.strip().split(": ", 1) for line in lines)
    assert len(expected) == 5
    for path in ("/", "/feed.xml", server.site.static("icon.svg"), "/nowhere/"):
        headers = server.get(path).headers
        assert {name: headers.get(name) for name in expected} == expected, path


def test_what_never_changes_is_kept_for_good_and_all_else_is_asked_for(server: Serving) -> None:
    """A page's style sheet is not asked for again, and its page is, each time."""
    rules = server.site.bytes("/_headers").decode()
    folders = re.findall(r"^(/.+/)\*\n  Cache-Control: (.*)$", rules, re.MULTILINE)
    assert [folder for folder, _ in folders][1:] == ["/search/files/", "/en/search/files/"]
    for folder, expected in folders:
        path = next(one for one in sorted(server.site.addresses) if one.startswith(folder))
        assert server.get(path).headers["Cache-Control"] == expected, path
    for path in ("/", "/calendar.ics", "/feed.xml", "/build.json", "/search/index.json"):
        assert server.get(path).headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", ["/calendar.ics", "/feed.xml", "/events/"])
@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_a_poll_of_what_did_not_change_costs_nothing(
    server: Serving, path: str, encoding: str
) -> None:
    """Who says which one they have, by its tag or by its date, gets 304 and no body."""
    first = server.get(path, Accept_Encoding=encoding)
    tag, date = (
        first.headers["Etag" if "Etag" in first.headers else "ETag"],
        first.headers["Last-Modified"],
    )
    for asked in ({"If_None_Match": tag}, {"If_Modified_Since": date}):
        again = server.get(path, Accept_Encoding=encoding, **asked)
        assert (again.status, again.body) == (304, b""), asked


def test_what_is_not_there_is_the_hubs_own_page(server: Serving) -> None:
    """With the status that programs go by."""
    answer = server.get("/nowhere/")
    assert (answer.status, answer.body) == (404, server.site.bytes("/404.html"))


@pytest.mark.parametrize("path", HIDDEN)
def test_nothing_else_is_served(server: Serving, path: str) -> None:
    """Nor what hosts and hubgen keep there, nor anything outside."""
    answer = server.get(path)
    assert answer.status in {400, 404}
    assert b"secret" not in answer.body

"""The preview: it follows every change, outlives every mistake, and answers nobody else."""

import asyncio
import html
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from click.testing import CliRunner
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from hubgen.cli import main
from hubgen.preview import Look, Preview
from hubgen.preview.dress import Dress
from hubgen.preview.reach import Reach
from hubgen.static import read_static
from hubgen.watch import Watch

ROOT = Path(__file__).parent.parent
NOW = "2024-10-01T12:00:00+02:00"
PAGE = "---\ntitle: Over\nuid: over\n---\nEerste tekst.\n"
EVENT = "---\ntitle: Kring\nuid: kring\nstart: 2024-11-13 14:00\nend: 2024-11-13 15:00\n---\n"
PATIENCE = 10.0  # seconds
START = 60.0  # seconds that a first build of a whole hub may take on a busy machine

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the preview answered."""

    status: int
    headers: http.client.HTTPMessage
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A preview that runs in a process of its own."""

    process: "subprocess.Popen[bytes]"
    site: Path
    said: Path
    complained: Path
    port: int

    @property
    def page(self) -> Path:
        """The file of the page /over/."""
        return self.site / "content/pages/over.md"

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Return the answer to a request; headers are named with `_` for `-`."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.putrequest(method, path, skip_host="Host" in headers)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            answer = connection.getresponse()
            text = answer.read().decode()
            return Answer(status=answer.status, headers=answer.headers, text=text)
        finally:
            connection.close()

    def token(self) -> str:
        """What the preview's own pages know."""
        found = re.search(r'data-token="([^"]+)"', self.get("/over/").text)
        assert found
        return found[1]

    def ask_to_open(self, body: str, **headers: str) -> Answer:
        """Return the answer to a request to open a file, which says what a browser would."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        said = {"Origin": f"http://127.0.0.1:{self.port}", "X_Hubgen_Preview": self.token()}
        named = {name.replace("_", "-"): value for name, value in (said | headers).items() if value}
        try:
            connection.request("POST", "/.preview/open", body, named)
            answer = connection.getresponse()
            text = answer.read().decode()
            return Answer(status=answer.status, headers=answer.headers, text=text)
        finally:
            connection.close()

    def told_to_reload(
        self, change: Callable[[], object], *, path: str = "/over/", origin: str | None = None
    ) -> object:
        """Return what an open page hears first after a change."""
        mine = f"http://127.0.0.1:{self.port}"
        return asyncio.run(_hear(self.port, origin or mine, mine + path, change))


async def _hear(port: int, origin: str, url: str, change: Callable[[], object]) -> object:
    async with _connected(port, Origin=origin) as browser:
        await browser.write_message(json.dumps({"command": "hello"}))
        assert "hello" in str(await asyncio.wait_for(browser.read_message(), PATIENCE))
        await browser.write_message(json.dumps({"command": "info", "url": url}))
        # The answer to a second greeting says that what came before it is known.
        await browser.write_message(json.dumps({"command": "hello"}))
        messages = [json.loads(str(await asyncio.wait_for(browser.read_message(), PATIENCE)))]
        change()
        while messages[-1]["command"] == "hello":
            told = await asyncio.wait_for(browser.read_message(), PATIENCE)
            messages.append(json.loads(str(told)))
        return messages[-1]


@asynccontextmanager
async def _connected(port: int, **headers: str) -> AsyncIterator[WebSocketClientConnection]:
    """Give a WebSocket to a preview, and close it."""
    request = HTTPRequest(f"ws://127.0.0.1:{port}/livereload", headers=headers)
    browser = await websocket_connect(request)
    try:
        yield browser
    finally:
        browser.close(1000)
        async with asyncio.timeout(PATIENCE):
            while browser.close_code is None:  # or the test ends before the connection does
                await asyncio.sleep(0.001)


SERVE = (sys.executable, ROOT / "build.py", "serve")
RELOAD = {"command": "reload", "path": "*"}


@contextmanager
def running(site: Path, *options: str, **environment: str) -> Iterator[Running]:
    """Give a preview of a site, and end it."""
    said, complained = site / "said.txt", site / "complained.txt"
    with said.open("wb") as out, complained.open("wb") as err:
        process = subprocess.Popen(
            [*SERVE, "--site", site, "--port=0", *(options or ("--now", NOW))],
            stdout=out,
            stderr=err,
            env={**os.environ, "PYTHONWARNINGS": "default", **environment},
        )
    try:
        address = re.compile(r"http://127\.0\.0\.1:(\d+)/")
        found = wait_for(lambda: address.search(said.read_text()), patience=START)
        yield Running(
            process=process, site=site, said=said, complained=complained, port=int(found[1])
        )
    finally:
        process.kill()
        process.wait()


def refused(site: Path, port: int, *options: str) -> "subprocess.CompletedProcess[str]":
    """Return how a preview ended that does not begin."""
    command = [sys.executable, str(ROOT / "build.py"), "serve", "--site", str(site)]
    return subprocess.run(
        [*command, "--port", str(port), *options],
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )


def wait_for(look: Callable[[], Found | None], patience: float = PATIENCE) -> Found:
    """Return what a look finds, as soon as it finds something."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if found := look():
            return found
        time.sleep(0.02)
    pytest.fail("waited in vain")


def make_site(folder: Path) -> Path:
    """Return a site with a page, an event and a draft."""
    for name in ("pages", "events"):
        (folder / "content" / name).mkdir(parents=True)
    (folder / "content/site.yaml").write_text("title: T\n")
    (folder / "content/pages/over.md").write_text(PAGE)
    (folder / "content/events/kring.md").write_text(EVENT)
    (folder / "content/pages/later.md").write_text("---\ntitle: Later\ndraft: true\nuid: l\n---\n")
    (folder / "content/pages/soon.md").write_text(
        "---\ntitle: Soon\ndate: 2024-12-01\nuid: s\n---\n"
    )
    (folder / "content/events/_index.md").write_text("---\ntitle: Agenda\n---\n")
    (folder / "secret.txt").write_text("secret")
    (folder / "secret.md").write_text("secret")
    (folder / "content/pages/out.md.txt").write_text("no page")
    return folder


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site that a test may change."""
    return make_site(tmp_path)


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A preview that tests only ask things of."""
    with running(make_site(tmp_path_factory.mktemp("hub"))) as preview:
        yield preview


def test_a_page_is_shown_with_the_script_that_reloads_it(hub: Running) -> None:
    """A page is whole, carries livereload's script as a file of the preview, and no notice."""
    answer = hub.get("/over/")
    script = hub.get(f"/livereload.js?port={hub.port}")
    assert answer.status == script.status == 200
    assert "Eerste tekst." in answer.text
    assert f'<script src="/livereload.js?port={hub.port}" defer></script>' in answer.text
    assert "<dialog" not in answer.text
    assert "LiveReload" in script.text


def test_drafts_are_shown(hub: Running) -> None:
    """Who writes a page sees it before it is published."""
    assert hub.get("/later/").status == 200


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/later/", ["Concept.", "Lezers zien deze pagina nog niet."]),
        ("/soon/", ["Nog niet gepubliceerd.", "Lezers zien deze pagina vanaf 1 december 2024."]),
        ("/over/", []),
        ("/events/", []),
    ],
)
def test_what_readers_do_not_see_yet_has_a_ribbon(hub: Running, path: str, said: list[str]) -> None:
    """A draft and a page of the future say that they are one, above all else on the page."""
    page = hub.get(path).text
    found = re.search(r'<body[^>]*><div class="hubgen-preview hubgen-ribbon".*?</div>', page, re.S)
    assert bool(said) == bool(found)
    assert found is None or [one for one in said if one not in found[0]] == []


def test_links_to_what_readers_do_not_see_yet_are_marked(hub: Running) -> None:
    """The preview's own style sheet names the pages, and what is put behind links to them."""
    marks = hub.get("/.preview/marks.css").text
    assert re.findall(r'a\[href="([^"]+)"\].*content: "(.*?)"', marks) == [
        ("/later/", "concept"),
        ("/soon/", "nog niet gepubliceerd"),
    ]


def test_the_bar_says_which_file_a_page_is(hub: Running) -> None:
    """A page and a listing with an introduction can be edited, what no file says cannot."""
    found = {
        path: re.findall(r'class="main" data-open="([^"]*)"', hub.get(path).text)
        for path in ("/over/", "/over/index.html", "/events/", "/", "/nowhere/")
    }
    assert found == {
        "/over/": ["content/pages/over.md"],
        "/over/index.html": ["content/pages/over.md"],
        "/events/": ["content/events/_index.md"],
        "/": [],
        "/nowhere/": [],
    }


def test_nothing_of_the_preview_is_in_what_is_built(hub: Running) -> None:
    """Ribbons, bars and scripts are put around pages as they are shown, not into files."""
    (built,) = hub.site.glob(".hubgen/preview-*")
    pages = [page.read_text() for page in built.rglob("*.html")]
    assert [page for page in pages if "preview" in page or "livereload" in page] == []
    assert len(pages) > 5


def test_12_no_page_of_another_site_can_put_the_preview_in_a_frame(hub: Running) -> None:
    """A page keeps the site's strict policy, and refuses to be framed."""
    policy = hub.get("/over/").headers["Content-Security-Policy"].split("; ")
    assert {"default-src 'self'", "frame-ancestors 'none'"} <= set(policy)
    assert "unsafe" not in str(policy)


def test_looking_ahead_is_said_and_goes_for_scripts_too(hub: Running) -> None:
    """With --now the bar names the moment, and a script sets the page's clock to it."""
    page = hub.get("/over/").text
    assert "Je ziet de hub zoals hij is op 1 oktober 2024, 12.00 uur." in page
    assert '<script src="/.preview/clock.js" data-now="1727776800000"></script>' in page


def test_without_now_the_preview_is_of_the_present(site: Path) -> None:
    """Nothing is said of a moment, the browser's clock is its own; --no-drafts is as published."""
    with running(site, "--no-drafts") as hub:
        page = hub.get("/over/").text
        assert "clock.js" not in page
        assert "Je ziet de hub zoals" not in page
        assert [hub.get(path).status for path in ("/later/", "/soon/")] == [404, 200]


def test_warnings_wait_in_the_bar_those_of_the_page_first(site: Path) -> None:
    """They can be opened, and nothing lies over the page."""
    change(site / "content/events/kring.md", "uid: kring\n", "")
    change(site / "content/pages/over.md", "uid: over\n", "")
    with running(site) as hub:
        for path, files in (
            ("/over/", ["pages/over", "events/kring"]),
            ("/events/kring/", ["events/kring", "pages/over"]),
        ):
            page = hub.get(path).text
            assert overlay(page) == []
            assert "2 waarschuwingen (1 over deze pagina)" in page
            places = re.findall(r'class="place" data-open="content/([^"]+)\.md"', page)
            assert files == places


@pytest.mark.skipif(sys.platform == "win32", reason="the program is a shell script")
def test_a_page_is_opened_in_the_editors_program(
    site: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The bar's button opens the file at the line, and says so."""
    folder = tmp_path_factory.mktemp("bin")
    write(folder / "code", f'#!/bin/sh\nprintf "%s\\n" "$@" > "{folder}/told.txt"\n')
    (folder / "code").chmod(0o755)
    with running(site, VISUAL=str(folder / "code")) as hub:
        assert "“Bewerk deze pagina” opent bestanden in code." in wait_for(hub.said.read_text)
        body = json.dumps({"path": "content/pages/over.md", "line": 3, "column": 1})
        answer = hub.ask_to_open(body)
        said = {"said": "content/pages/over.md is geopend in code."}
        assert (answer.status, json.loads(answer.text)) == (200, said)
        told = (folder / "told.txt").read_text().splitlines()
        assert told == ["--goto", f"{hub.page}:3:1"]


OPEN_OVER = json.dumps({"path": "content/pages/over.md", "line": 0, "column": 0})


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Host": "evil.example"},
        {"X_Hubgen_Preview": ""},
        {"X_Hubgen_Preview": "guessed"},
        {"X_Hubgen_Preview": "gegrüßt"},
    ],
)
def test_12_no_other_page_can_have_a_file_opened(hub: Running, headers: dict[str, str]) -> None:
    """It takes the preview's own origin, which browsers name, its name and its token."""
    answer = hub.ask_to_open(OPEN_OVER, **headers)
    assert (answer.status, answer.text) == (403, "403 Forbidden\n")


@pytest.mark.parametrize(
    "path",
    [
        "secret.md",
        "../secret.md",
        "content/../secret.md",
        "content/pages/../../secret.md",
        "/etc/hosts",
        "{site}/secret.md",
        "content/pages/.link.md",
        "content/pages/out.md.txt",
        "content/pages",
        "content/pages/nowhere.md",
        "layouts/page.html",
        "content/.hidden/x.md",
        "content/pages/over.md\0",
        f"content/{'x' * 300}.md",
        "",
    ],
)
def test_12_only_files_of_the_content_are_opened(hub: Running, path: str) -> None:
    """Nothing outside content/, nothing by a link out of it, and nothing but an editor's text."""
    link = hub.site / "content/pages/.link.md"
    write(hub.site / "content/.hidden/x.md", "x")
    if not link.is_symlink():
        link.symlink_to(hub.site / "secret.md")
    body = json.dumps({"path": path.format(site=hub.site), "line": 0, "column": 0})
    assert hub.ask_to_open(body).status == 404


@pytest.mark.parametrize(
    "body", ["", "[]", "{}", '{"path": 1}', "x", "[" * 9_000, '"' + "x" * 20_000 + '"']
)
def test_a_request_that_is_none_is_refused(hub: Running, body: str) -> None:
    """What is not understood, or too long, opens nothing and ends nothing."""
    assert hub.ask_to_open(body).status in {400, 413}
    assert hub.get("/over/").status == 200


@pytest.mark.parametrize(
    "path", ["/.preview/", "/.preview/page.html", "/.preview/../server.py", "/xpreview/style.css"]
)
def test_the_preview_gives_only_its_own_files(hub: Running, path: str) -> None:
    """Its templates and its program are not served."""
    assert hub.get(path).status == 404


def test_what_is_not_there_is_the_sites_own_page(hub: Running) -> None:
    """An address without a page gets the site's 404.html, with that status."""
    answer = hub.get("/nowhere/")
    whole = hub.get("/404.html")
    assert (404, whole.text) == (answer.status, answer.text)


def test_a_folder_without_its_slash_leads_to_the_page(hub: Running) -> None:
    """As on a host, /over leads to /over/, whatever is asked of it."""
    answer = hub.get("/over?q=1")
    assert (answer.status, answer.headers["Location"]) == (302, "/over/?q=1")


@pytest.mark.parametrize(
    ("path", "type_"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/events/calendar.ics", "text/calendar; charset=utf-8"),
        ("/events/feed.xml", "application/xml; charset=utf-8"),
        ("/practices.geojson", "application/geo+json"),
        ("/practices.csv", "text/csv; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("style.css", "text/css; charset=utf-8"),
        ("icon.svg", "image/svg+xml"),
    ],
)
def test_browsers_know_what_a_file_is_and_keep_none(hub: Running, path: str, type_: str) -> None:
    """Each file has its type, which is not to be guessed at, and is asked for anew each time."""
    answer = hub.get(read_static(hub.site).addresses.get(path, path))
    headers = [answer.headers[name] for name in ("Content-Type", "X-Content-Type-Options")]
    assert [type_, "nosniff"] == headers
    assert (answer.status, answer.headers["Cache-Control"]) == (200, "no-store")
    assert "ETag" not in answer.headers


def test_the_head_of_a_page_can_be_asked_for_alone(hub: Running) -> None:
    """HEAD gives the status and the length without the page."""
    whole, head = hub.get("/over/"), hub.get("/over/", method="HEAD")
    assert (head.status, head.text) == (200, "")
    assert str(len(whole.text.encode())) == head.headers["Content-Length"]


@pytest.mark.parametrize("path", ["/", "/over/", "/livereload.js", "/livereload", "/nowhere/"])
@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "127.0.0.1.evil:80"]
)
def test_12_a_host_that_is_not_this_machine_is_refused(hub: Running, path: str, host: str) -> None:
    """A name that someone made lead to this machine (DNS rebinding) gets nothing."""
    answer = hub.get(path, Host=host.format(port=hub.port))
    assert (answer.status, answer.text) == (403, "403 Forbidden\n")


@pytest.mark.parametrize("name", ["localhost", "LOCALHOST", "127.0.0.1", "[::1]"])
def test_12_the_names_of_this_machine_are_answered(hub: Running, name: str) -> None:
    """Every name that leads to this machine alone will do."""
    assert hub.get("/", Host=f"{name}:{hub.port}").status == 200


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "https://127.0.0.1:{port}", "http://127.0.0.1:1", "null"]
)
def test_12_another_origin_is_refused(hub: Running, origin: str) -> None:
    """A page of another site can neither read a page nor open the WebSocket."""
    origin = origin.format(port=hub.port)
    assert hub.get("/over/", Origin=origin).status == 403
    with pytest.raises(HTTPClientError) as refused:
        hub.told_to_reload(lambda: None, origin=origin)
    assert refused.value.code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/../../secret.txt",
        "/%2e%2e/%2e%2e/secret.txt",
        "/..%2f..%2fsecret.txt",
        "/..\\..\\secret.txt",
        "/over/../../../secret.txt",
        "//secret.txt",
        "/secret.txt%00.html",
        "/.hubgen-published",
        "/%2ehubgen-published",
        "/.git/config",
        "/" + "x" * 300,
    ],
)
def test_12_nothing_but_the_site_is_served(hub: Running, path: str) -> None:
    """No way up out of the site, and no file whose name begins with a dot, leads to anything."""
    answer = hub.get(path)
    assert answer.status == 404
    assert "secret" not in answer.text
    assert "hubgen build made this folder" not in answer.text


def test_12_a_link_out_of_the_site_is_not_followed(hub: Running) -> None:
    """A symbolic link that got into the built site does not lead out of it."""
    (built,) = hub.site.glob(".hubgen/preview-*")
    (built / "out.txt").symlink_to(hub.site / "secret.txt")
    assert hub.get("/out.txt").status == 404


def test_12_other_machines_cannot_reach_it(hub: Running) -> None:
    """It listens on 127.0.0.1 alone: not even this machine's other addresses lead to it."""
    with socket.socket() as other:
        other.settimeout(1)
        assert other.connect_ex(("127.0.0.2", hub.port)) != 0


def test_12_what_is_no_livereload_is_hung_up_on(hub: Running) -> None:
    """A WebSocket that says something else is closed, and nothing is said of it."""

    async def talk() -> object:
        async with _connected(hub.port) as browser:
            await browser.write_message("[]")
            return await asyncio.wait_for(browser.read_message(), PATIENCE)

    assert asyncio.run(talk()) is None
    assert hub.complained.read_text() == ""


def test_a_change_is_built_and_the_browser_reloads(site: Path) -> None:
    """After each of two saves, a moment apart, an open page is told to reload, and is new."""
    with running(site) as hub:
        for before, after in (("Eerste", "Tweede"), ("Tweede", "Derde")):
            save = partial(change, hub.page, before, after)
            assert hub.told_to_reload(save) == RELOAD
            assert f"{after} tekst." in hub.get("/over/").text
        assert not (site / "public").exists()


def test_new_files_settings_layouts_and_static_files_count_too(site: Path) -> None:
    """A page that is added or removed, and a change to any other folder, is seen as well."""
    with running(site) as hub:
        added = site / "content/pages/new.md"
        changes: list[tuple[Callable[[], object], str, int, str]] = [
            (lambda: added.write_text(PAGE.replace("over", "new")), "/new/", 200, "Eerste"),
            (added.unlink, "/new/", 404, ""),
            (lambda: (site / "content/site.yaml").write_text("title: U"), "/", 200, "U</title>"),
            (lambda: write(site / "static/own.txt", "own"), "/static/own.txt", 200, "own"),
            (lambda: write(site / "layouts/page.html", "mine"), "/over/", 200, "mine"),
        ]
        for make, path, status, text in changes:
            assert hub.told_to_reload(make) == RELOAD
            answer = hub.get(path)
            assert status == answer.status
            assert text in answer.text


def test_a_problem_shows_and_the_last_good_site_stays(site: Path) -> None:
    """A problem is on every page and on the terminal till it is mended; the old page is below."""
    with running(site) as hub:
        broken = PAGE.replace("uid:", "uidd:").replace("Eerste", "Tweede")
        line = "content/pages/over.md:3:1"
        assert hub.told_to_reload(lambda: hub.page.write_text(broken)) == RELOAD
        for path in ("/over/", "/", "/nowhere/"):
            (shown,) = overlay(hub.get(path).text)
            said = "uidd: het veld “uidd” bestaat hier niet; bedoel je uid?"
            assert shown == f"{line} {said} ¦uidd¦: over"
        assert "Eerste tekst." in hub.get("/over/").text
        assert f"{line}: uidd: " in hub.complained.read_text()

        assert hub.told_to_reload(lambda: change(hub.page, "uidd:", "uid:")) == RELOAD
        text = hub.get("/over/").text
        assert "Tweede tekst." in text
        assert overlay(text) == []


def test_a_first_build_that_fails_gives_a_page_with_the_problems(site: Path) -> None:
    """Without a good site there are the problems alone, and the browser hears of the mending."""
    page = site / "content/pages/over.md"
    change(page, "title: Over", 'title: Over <b>\nuidd: "<script>"')
    with running(site) as hub:
        answer = hub.get("/over/")
        assert answer.status == 503
        assert "content/pages/over.md:3" in answer.text
        assert "livereload.js" in answer.text
        assert "<script>" not in answer.text
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert hub.told_to_reload(lambda: page.write_text(PAGE)) == RELOAD
        assert "Eerste tekst." in hub.get("/over/").text


def test_a_mistake_in_a_layout_shows_with_its_line(site: Path) -> None:
    """A layout that cannot be used is named, on the page and the terminal, and can be mended."""
    layout = site / "layouts/page.html"
    with running(site) as hub:
        assert hub.told_to_reload(lambda: write(layout, "one\n{{ nope }}")) == RELOAD
        text = hub.get("/over/").text
        assert overlay(text) == ["layouts/page.html:2 'nope' is undefined"]
        assert "Eerste tekst." in text
        assert "layouts/page.html:2: 'nope' is undefined" in hub.complained.read_text()
        assert hub.told_to_reload(lambda: write(layout, "mended")) == RELOAD
        assert "mended" in hub.get("/over/").text


def test_content_that_goes_away_does_not_end_it(site: Path) -> None:
    """While the content is elsewhere, the last good site stays, with word of what is wrong."""
    with running(site) as hub:
        away, here = site / "elsewhere", site / "content"
        assert hub.told_to_reload(lambda: here.rename(away)) == RELOAD
        text = hub.get("/over/").text
        assert "Eerste tekst." in text
        assert "has no folder content/" in overlay(text)[0]
        assert hub.told_to_reload(lambda: away.rename(here)) == RELOAD
        assert overlay(hub.get("/over/").text) == []


def test_a_page_that_was_built_upon_while_it_loaded_loads_again(site: Path) -> None:
    """A page that says hello after the build that made it old is told at once."""
    with running(site) as hub:
        hub.get("/over/")
        builds = len(hub.said.read_text().splitlines())
        change(hub.page, "Eerste", "Tweede")
        wait_for(lambda: len(hub.said.read_text().splitlines()) > builds)
        hub.get("/events/")
        assert hub.told_to_reload(lambda: None, path="/over/") == RELOAD


@pytest.mark.skipif(sys.platform == "win32", reason="sends the signal of Ctrl-C, as POSIX has it")
def test_ctrl_c_ends_it_quietly(site: Path) -> None:
    """It ends well, says nothing more, and leaves nothing of the preview."""
    with running(site) as hub:
        hub.process.send_signal(signal.SIGINT)
        assert hub.process.wait(PATIENCE) == 0
        assert hub.complained.read_text() == ""
        left = {path.name for path in (site / ".hubgen").iterdir()}
        assert left == {".gitignore", "cache.sqlite3"}  # what it learned helps the next build


def test_a_busy_port_is_refused_and_another_proposed(hub: Running) -> None:
    """The command ends with status 2 and a sentence that names a port that is free."""
    ended = refused(hub.site, hub.port)
    assert (ended.returncode, ended.stdout) == (2, "")
    found = re.fullmatch(
        rf"hubgen: poort {hub.port} is in gebruik .*; kies een andere: --port (\d+)\n", ended.stderr
    )
    assert found
    with socket.socket() as free:
        free.bind(("127.0.0.1", int(found[1])))


def test_a_site_without_content_is_refused(tmp_path: Path) -> None:
    """The command ends with status 2 where there is nothing to show."""
    ended = refused(tmp_path, 0)
    assert (ended.returncode, ended.stdout) == (2, "")
    why = "has no folder content/, so there is nothing to publish"
    assert ended.stderr == f"hubgen: {tmp_path} {why}\n"


def test_each_build_asks_the_clock(site: Path) -> None:
    """What is upcoming in the morning is past in the afternoon, without a new start."""
    moments = [datetime(2024, 11, 13, 9, tzinfo=UTC) + timedelta(hours=hours) for hours in (0, 9)]
    clock = iter(moments)
    preview = Preview(site, site / ".hubgen", port=8000, look=Look(now=lambda: next(clock)))
    pages = []
    for _ in moments:
        assert not preview.rebuild().failed
        pages.append((preview.output / "events/index.html").read_text())
    assert pages[0] != pages[1]


def test_a_page_without_the_usual_tags_gets_the_script_too(site: Path) -> None:
    """HTML may leave out the tags around its head and body; then the script comes last."""
    look = Look(now=lambda: datetime.now(UTC))
    preview = Preview(site, site / ".hubgen", port=8000, look=look)
    dress = Dress(preview, lang="nl", token="t")
    shown = dress.dressed(b"<!doctype html><title>T</title><p>text", "/over/index.html")
    assert shown.startswith(b"<!doctype html><title>T</title><p>text")
    assert b"/livereload.js?port=8000" in shown


def test_the_watch_tells_of_each_change_once(tmp_path: Path) -> None:
    """Files that are added, changed in place, replaced and removed are told of, one time each."""
    file, other = tmp_path / "a.md", tmp_path / "new/b.md"
    file.write_text("1")
    watch = Watch([tmp_path, tmp_path / "not there"])
    told = [watch.look()]
    for step in (
        lambda: file.write_text("2"),
        lambda: write(other, "x"),
        lambda: other.rename(file),
        file.unlink,
    ):
        step()
        told += [watch.look(), watch.look()]
    a, b = str(file), str(other)
    assert [(), (a,), (), (b,), (), (a, b), (), (a,), ()] == told


def test_the_watch_passes_over_hidden_files(tmp_path: Path) -> None:
    """What editors' programs and git keep under names with a dot is no change."""
    watch = Watch([tmp_path])
    write(tmp_path / ".git/index", "x")
    write(tmp_path / ".a.md.swp", "x")
    assert watch.look() == ()


def overlay(page: str) -> list[str]:
    """Return what the overlay of a page says, a line for each problem; nothing without one."""
    found = re.search(r"<dialog.*?</dialog>", page, re.DOTALL)
    items = re.findall(r"<li.*?</li>", found[0], re.DOTALL) if found else []
    marked = [re.sub(r"</?mark>", "¦", one) for one in items]
    return [" ".join(html.unescape(re.sub(r"<[^>]*>", "", one)).split()) for one in marked]


def write(file: Path, text: str) -> None:
    """Write a file, in folders that need not be there yet."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def change(file: Path, before: str, after: str) -> None:
    """Change a part of a file's text, which must be there."""
    text = file.read_text()
    assert before in text
    file.write_text(text.replace(before, after))


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A preview that others may see by a name, at another address of this machine."""
    options = ("--now", NOW, "--host", "127.0.0.2", "--allow-host", "Hub.test")
    with running(make_site(tmp_path_factory.mktemp("shared")), *options) as preview:
        yield preview


def test_12_others_see_what_they_were_allowed_and_open_nothing(shared: Running) -> None:
    """At the other address, by the name that was said: the pages, without a way to open files."""
    for path in ("/over/", "/later/"):
        page = shared.get(path, Host=f"hub.test:{shared.port}")
        assert (page.status, "data-token" in page.text, "data-open" in page.text) == (
            200,
            False,
            False,
        )
    with socket.socket() as other:
        other.settimeout(PATIENCE)
        assert other.connect_ex(("127.0.0.2", shared.port)) == 0
    theirs = {"Host": f"hub.test:{shared.port}", "Origin": f"http://hub.test:{shared.port}"}
    assert shared.get("/", **theirs).status == 200
    assert shared.ask_to_open(OPEN_OVER, **theirs).status == 403
    assert shared.ask_to_open(OPEN_OVER, Origin=theirs["Origin"]).status == 403


@pytest.mark.parametrize("host", ["evil.test:{port}", "hub.test", "x.hub.test:{port}", "127.0.0.2"])
def test_12_others_ask_by_no_other_name(shared: Running, host: str) -> None:
    """DNS rebinding gets nothing at the other address either; who sits here keeps all."""
    assert shared.get("/", Host=host.format(port=shared.port)).status == 403
    assert shared.get("/", Host=f"hub.test:{shared.port}", Origin="http://evil.test").status == 403
    assert "data-token" in shared.get("/over/").text


def test_12_whoever_shares_a_preview_is_warned(shared: Running) -> None:
    """On the terminal, with the address and the name."""
    said = wait_for(shared.complained.read_text)
    assert said.startswith("Let op: wie 127.0.0.2 kan bereiken, ziet dit voorbeeld ook")
    assert f"http://hub.test:{shared.port}/" in said


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--host", "0.0.0.0"], "wie 0.0.0.0 kan bereiken, zou concepten zien"),
        (["--allow-host", "hub.test"], "zeg met --host op welk adres"),
        (["--host", "hub.test", "--allow-host", "hub.test"], "is geen adres van deze computer"),
        (["--host", "127.0.0.2", "--allow-host", "*"], "is geen naam voor --allow-host"),
        (["--host", "127.0.0.2", "--allow-host", "http://a/"], "is geen naam voor --allow-host"),
        (["--host", "127.0.0.2", "--allow-host", "a", "--admin"], "bestanden kunnen veranderen"),
    ],
)
def test_12_a_preview_is_not_shown_to_others_by_mistake(
    site: Path, options: list[str], said: str
) -> None:
    """Nothing is served until the command says to whom, and never with the web editor."""
    ended = CliRunner().invoke(main, ["serve", "--site", str(site), "--port", "0", *options])
    assert (ended.exit_code, said in ended.output) != (0, False)
    assert said in ended.output


def test_an_address_that_is_not_this_machine_s_is_refused(site: Path) -> None:
    """The command ends with status 2 and a sentence, and not with an error of Python's."""
    ended = refused(site, 0, "--host", "192.0.2.1", "--allow-host", "hub.test")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "is niet te gebruiken" in ended.stderr


@pytest.mark.parametrize(
    ("remote", "host", "here"),
    [
        ("127.0.0.1", "localhost:8000", True),
        ("::1", "[::1]:8000", True),
        ("192.168.1.9", "localhost:8000", False),
        ("127.0.0.1", "hub.test:8000", False),
        ("192.168.1.9", "hub.test:8000", False),
        ("", "localhost:8000", False),
    ],
)
def test_12_only_who_sits_at_this_machine_is_here(remote: str, host: str, here: bool) -> None:
    """By where a request is from and what it asks for: another machine can say any Host."""
    reach = Reach(port=8000, names=("hub.test",))
    assert reach.is_here(host, remote) is here
    assert reach.may_ask(host, None, remote) is (here or host == "hub.test:8000")

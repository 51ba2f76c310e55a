"""Links to other sites: asked politely, and told of when they no longer lead anywhere."""

import json
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType

import pytest
from click.testing import CliRunner

from hubgen.cli import main
from hubgen.errors import Refused
from hubgen.external import Visit, asking, visit
from hubgen.external.asking import Answer, Asker
from hubgen.external.memory import FILE, read_memory
from hubgen.wording import LANGUAGES, wording
from tests.hub import NOW, SITE, event, page, read_all, write_site

X = "content/pages/x.md"


@dataclass
class Site:
    """A site on this computer, what it says to each request, and what it was asked."""

    port: int
    replies: dict[str, list[tuple[int, dict[str, str]]]]
    asked: list[tuple[str, str]] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    times: list[float] = field(default_factory=list)
    busy: int = 0
    most: int = 0

    def url(self, path: str = "/") -> str:
        """Return the whole address of a path."""
        return f"http://127.0.0.1:{self.port}{path}"


@contextmanager
def serving(replies: dict[str, list[tuple[int, dict[str, str]]]]) -> Iterator[Site]:
    """Serve replies by method and path, each in turn, the last one for ever; others are 200."""
    site = Site(0, replies)

    class Handler(BaseHTTPRequestHandler):
        def reply(self) -> None:
            site.busy += 1
            site.most = max(site.most, site.busy)
            site.asked.append((self.command, self.path))
            site.agents.add(self.headers["User-Agent"])
            site.times.append(time.monotonic())
            path = self.path.partition("?")[0]
            known = site.replies.get(f"{self.command} {path}") or site.replies.get(path)
            status, headers = (200, {}) if not known else known[0]
            if known and len(known) > 1:
                del known[0]
            time.sleep(0.01)
            site.busy -= 1
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value.replace("{port}", str(site.port)))
            self.end_headers()

        do_GET = do_HEAD = reply  # noqa: N815 - names of http.server

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        site.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield site
        server.shutdown()


def asker(pause: float = 0, *, private: bool = True) -> Asker:
    """Return an asker that may ask on this computer."""
    return Asker("hubgen/test", pause=pause, private=private)


def ask(replies: dict[str, list[tuple[int, dict[str, str]]]], path: str = "/x") -> Answer:
    """Return what becomes of an address of a site."""
    with serving(replies) as site:
        answer = asker().ask(site.url(path))
        return Answer(answer.state, answer.status, answer.to.replace(f":{site.port}", ""))


def visited(
    body: str,
    *,
    front: str = "",
    memory: Path | None = None,
    now: datetime = NOW,
    private: bool = True,
    files: Mapping[str, str] = MappingProxyType({}),
) -> Visit:
    """Return what comes of asking for the links of a page."""
    settings, documents = read_all({X: page(f"title: A\nuid: a\n{front}", body), **files})
    return visit(documents, settings, now, asker(private=private), memory=memory)


@pytest.mark.parametrize(
    ("replies", "answer"),
    [
        ({}, Answer("good", 200)),
        ({"HEAD /x": [(405, {})]}, Answer("good", 200)),
        ({"HEAD /x": [(403, {})]}, Answer("good", 200)),
        ({"HEAD /x": [(501, {})]}, Answer("good", 200)),
        ({"HEAD /x": [(404, {})]}, Answer("good", 200)),
        ({"/x": [(404, {})]}, Answer("gone", 404)),
        ({"/x": [(410, {})]}, Answer("gone", 410)),
        ({"/x": [(500, {})]}, Answer("failing", 500)),
        ({"/x": [(401, {})]}, Answer("refusing", 401)),
        ({"/x": [(403, {})]}, Answer("refusing", 403)),
        ({"/x": [(999, {})]}, Answer("refusing", 999)),
        ({"/x": [(429, {})]}, Answer("busy", 429)),
        ({"/x": [(503, {"Retry-After": "3600"})]}, Answer("busy", 503)),
        ({"/x": [(503, {"Retry-After": "0"}), (200, {})]}, Answer("good", 200)),
        ({"/x": [(302, {"Location": "/y"})]}, Answer("good", 200)),
        ({"/x": [(301, {"Location": "/y"})]}, Answer("moved", 200, "http://127.0.0.1/y")),
        ({"/x": [(308, {"Location": "y?a=b"})]}, Answer("moved", 200, "http://127.0.0.1/y?a=b")),
        (
            {"/x": [(301, {"Location": "/y"})], "/y": [(302, {"Location": "/z"})]},
            Answer("good", 200),
        ),
        (
            {"/x": [(301, {"Location": "/y"})], "/y": [(404, {})]},
            Answer("gone", 404),
        ),
        ({"/x": [(302, {"Location": "/x"})]}, Answer("refusing", 310)),
        ({"/x": [(302, {"Location": "ftp://127.0.0.1/"})]}, Answer("refusing", 302)),
        ({"/x": [(302, {})]}, Answer("good", 302)),
    ],
)
def test_what_an_address_says_is_understood(
    replies: dict[str, list[tuple[int, dict[str, str]]]], answer: Answer
) -> None:
    """HEAD first, GET where that is not answered, and every redirect followed."""
    assert ask(replies) == answer


def test_a_page_is_asked_for_once_and_by_name() -> None:
    """The program says who it is; of a page that is there only the head is asked for."""
    with serving({}) as site:
        asker().ask(site.url("/een%20pagina/ä?q=a b"))
        assert site.asked == [("HEAD", "/een%20pagina/%C3%A4?q=a%20b")]
        assert site.agents == {"hubgen/test"}


def test_a_host_is_asked_for_one_thing_at_a_time() -> None:
    """With a pause between, also where redirects lead back to it."""
    with serving({"/a": [(302, {"Location": "/b"})]}) as site:
        links = "".join(f"[{one}]({site.url(f'/{one}')})\n" for one in "acdef")
        settings, documents = read_all({X: page("title: A\nuid: a", links)})
        found = visit(documents, settings, NOW, asker(0.05), memory=None)
        assert (found.asked, site.most, len(site.asked)) == (5, 1, 6)
        gaps = [later - first for first, later in zip(site.times, site.times[1:], strict=False)]
        assert min(gaps) >= 0.05


def test_who_does_not_answer_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """A site that sends a letter now and then is not waited for longer than one that is silent."""
    monkeypatch.setattr(asking, "_LONGEST", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            connection, _ = server.accept()
            with connection:
                for _ in range(50):
                    try:
                        connection.sendall(b"H")
                    except OSError:
                        return
                    time.sleep(0.05)

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        began = time.monotonic()
        answer = asker().ask(f"http://127.0.0.1:{server.getsockname()[1]}/")
        assert (answer.state, time.monotonic() - began < 2) == ("timeout", True)
        thread.join()


def test_who_is_not_there_is_told() -> None:
    """A name without an address, a port that nobody listens to, what is no HTTP at all."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert asker().ask(f"http://127.0.0.1:{port}/").state == "unreachable"
    assert asker().ask("http://127.0.0.1:99999/").state == "unreachable"
    assert asker().ask("http://naam.invalid/").state == "name"
    assert asker().ask(f"http://{'a' * 70}.nl/").state == "name"


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "localhost", "[::1]", "10.0.0.1", "192.168.1.1", "169.254.169.254"),
        *("0.0.0.0", "[::ffff:127.0.0.1]", "[fe80::1]", "100.64.0.1", "[64:ff9b::7f00:1]"),
        *("224.0.0.1", "2130706433", "0x7f.1", "[2002:7f00:1::]"),
    ],
)
def test_nothing_is_asked_within_a_network(host: str) -> None:
    """Whatever way an address of this computer or its network is written."""
    assert asker(private=False).ask(f"http://{host}:9/").state == "private"


def test_a_redirect_into_a_network_is_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every step is looked at before it is taken."""
    with serving({"/x": [(302, {"Location": "http://localhost:{port}/secret"})]}) as site:
        public = asking._is_public
        monkeypatch.setattr(asking, "_is_public", lambda one: one == "127.0.0.1" or public(one))
        monkeypatch.setattr(
            asking, "_places", lambda host, _: ["127.0.0.1" if host == "127.0.0.1" else "::1"]
        )
        assert asker(private=False).ask(site.url("/x")) == Answer("private")
        assert site.asked == [("HEAD", "/x")]


def test_links_and_fields_are_told_with_their_place() -> None:
    """In a text, a field and an introduction, each where it stands; in both languages."""
    gone: dict[str, list[tuple[int, dict[str, str]]]] = {
        "/weg": [(404, {})],
        "/oud": [(301, {"Location": "/nieuw"})],
        "/diep/oud": [(301, {"Location": "/"})],
        "/stuk": [(500, {})],
    }
    with serving(gone) as site:
        files = {
            "content/articles/_index.md": page("title: B", f"\n[Weg]({site.url('/weg')})\n"),
        }
        found = visited(
            f"[Oud]({site.url('/oud#kop')}) en\n[diep]({site.url('/diep/oud')})\n",
            front=f"resources: [{{title: A, url: {site.url('/stuk')}}}]",
            files=files,
        )
        said = {
            lang: [
                f"{one.path}:{one.line}: {one.field}: {wording(lang).say(one)} [{one.check}]"
                for one in found.problems
            ]
            for lang in LANGUAGES
        }
        root = site.url("")
    assert said == {
        "nl": [
            f"content/articles/_index.md:5: : {root}/weg is er niet meer (404); zoek waar het nu "
            "staat, of haal de link weg [external-link]",
            f"{X}:4: resources[1].url: {root}/stuk geeft een fout (500); kijk of de link het later "
            "weer doet [external-link]",
            f"{X}:6: : {root}/oud#kop is voorgoed verhuisd; schrijf {root}/nieuw#kop "
            "[external-link]",
            f"{X}:7: : {root}/diep/oud leidt nu naar een voorpagina ({root}/), dus wat er stond is "
            "waarschijnlijk weg; zoek waar het nu staat, of haal de link weg [external-link]",
        ],
        "en": [
            f"content/articles/_index.md:5: : {root}/weg is no longer there (404); find where it "
            "is "
            "now, or take the link away [external-link]",
            f"{X}:4: resources[1].url: {root}/stuk gives an error (500); see whether the link "
            "works "
            "again later [external-link]",
            f"{X}:6: : {root}/oud#kop has moved for good; write {root}/nieuw#kop [external-link]",
            f"{X}:7: : {root}/diep/oud now leads to a front page ({root}/), so what it had is "
            "probably gone; find where it is now, or take the link away [external-link]",
        ],
    }


@pytest.mark.parametrize(
    ("state", "dutch", "english"),
    [
        (
            "private",
            "http://a/ staat op een eigen netwerk en is daarbuiten niet te bereiken; geef een "
            "adres "
            "dat iedereen kan openen",
            "http://a/ is on somebody's own network and cannot be reached from outside; give an "
            "address that everyone can open",
        ),
        (
            "name",
            "de website van http://a/ bestaat niet; kijk de schrijfwijze na",
            "the website of http://a/ does not exist; check its spelling",
        ),
        (
            "timeout",
            "http://a/ antwoordt niet binnen 20 seconden; kijk of de link het later weer doet",
            "http://a/ does not answer within 20 seconds; see whether the link works again later",
        ),
        (
            "certificate",
            "http://a/ heeft geen geldig certificaat, zodat browsers ervoor waarschuwen; kijk of "
            "er "
            "een ander adres is",
            "http://a/ has no valid certificate, so that browsers warn of it; see whether there is "
            "another address",
        ),
        (
            "unreachable",
            "http://a/ is niet te bereiken; kijk de schrijfwijze na, en of de link het later weer "
            "doet",
            "http://a/ cannot be reached; check its spelling, and see whether the link works again "
            "later",
        ),
    ],
)
def test_what_cannot_be_reached_is_said_in_words(state: str, dutch: str, english: str) -> None:
    """Why there is no answer, and what to do about it."""
    said = [
        wording(lang).text(f"problems.external-{state}", value="http://a/") for lang in LANGUAGES
    ]
    assert said == [dutch, english]


def test_who_refuses_is_counted_and_not_told() -> None:
    """A site that shows its pages to people alone may be as it should be."""
    with serving({"/x": [(403, {})]}) as site:
        found = visited(f"[A]({site.url('/x')})")
        assert (found.problems, found.asked, found.unsure) == ((), 1, 1)


def test_a_page_may_silence_it_and_need_not_be_asked() -> None:
    """With a reason; while nobody asks, the reason stays without a remark."""
    with serving({"/x": [(404, {})]}) as site:
        front = "checks: {external-link: Het archief is er alleen op kantoor.}"
        assert visited(f"[A]({site.url('/x')})", front=front).problems == ()
    _, documents = read_all({X: page(f"title: A\nuid: a\n{front}")})
    assert documents.problems == ()


def test_what_is_over_is_left_out() -> None:
    """Events of past years and pages that expired; those of this year are asked for."""
    with serving({}) as site:
        link = f"[A]({site.url('/x')})"
        past = event("uid: b\nstart: 2023-12-31 14:00\nend: 2023-12-31 16:00", link)
        expired = page("title: A\nuid: c\nexpires: 2024-10-01", link)
        kept = event("uid: d\nstart: 2024-01-01 14:00\nend: 2024-01-01 16:00", link)
        settings, documents = read_all({"content/events/a.md": past, "content/pages/a.md": expired})
        assert visit(documents, settings, NOW, asker(), memory=None).asked == 0
        settings, documents = read_all({"content/events/a.md": kept})
        assert visit(documents, settings, NOW, asker(), memory=None).asked == 1


@pytest.mark.parametrize(
    "link",
    [
        "https://example.org/a",
        "https://www.example.com/",
        "https://a.test/",
        "mailto:a@b.nl",
        "/x/",
    ],
)
def test_examples_and_the_hub_itself_are_not_asked(link: str) -> None:
    """Nobody has an address that is there for examples."""
    assert visited(f"[A]({link}) [B](https://hub.example.org/events/)").asked == 0


def test_answers_are_remembered(tmp_path: Path) -> None:
    """A good one for days, a bad one for hours; a broken memory is no memory."""
    with serving({"/weg": [(404, {})]}) as site:
        body = f"[A]({site.url('/x#a')}) [B]({site.url('/x#b')}) [C]({site.url('/weg')})"

        def asked(**later: int) -> tuple[int, int, int]:
            found = visited(body, memory=tmp_path, now=NOW + timedelta(**later))
            return found.asked, found.known, len(found.problems)

        assert asked() == (2, 0, 1)
        assert asked(hours=3) == (0, 2, 1)
        assert asked(hours=5) == (1, 1, 1)
        assert asked(days=8) == (2, 0, 1)
        assert asked(days=-1) == (2, 0, 1)
        for broken in ("", "[]", '{"version": 1, "answers": {"a": [1]}}', '{"version": 0}'):
            (tmp_path / FILE).write_text(broken, "utf-8")
            assert read_memory(tmp_path).answers == {}
        assert asked() == (2, 0, 1)
        assert [file.name for file in tmp_path.iterdir()] == [FILE]
        assert set(json.loads((tmp_path / FILE).read_text("utf-8"))["answers"]) == {
            site.url("/x"),
            site.url("/weg"),
        }


def test_without_internet_nothing_is_blamed() -> None:
    """Where no name at all is found, the fault is here."""
    links = " ".join(f"[A](http://{one}.onbekend.hubgen-onbekend/)" for one in "abc")
    with pytest.raises(Refused) as caught:
        visited(links)
    assert caught.value.code == "no-internet"


def run(site: Path, *arguments: str) -> tuple[int, list[str], list[str]]:
    """Return how `hubgen check --external` ends and what it says."""
    result = CliRunner().invoke(
        main, ["check", "--site", str(site), "--external", "--external-private", *arguments]
    )
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout.splitlines(), result.stderr.splitlines()


def test_the_command_asks_when_it_is_told_to(tmp_path: Path) -> None:
    """With the file and line, the place marked, and what was done on the standard error."""
    with serving({"/weg": [(404, {})]}) as site:
        write_site(
            tmp_path,
            {
                "content/site.yaml": f"{SITE}social: [{{title: A, url: '{site.url('/weg')}'}}]\n",
                X: page("title: A\nuid: a", f"[A]({site.url('/weg')}).\n"),
            },
        )
        address = site.url("/weg")
        told = f"{address} is er niet meer (404); zoek waar het nu staat, of haal de link weg"
        status, out, err = run(tmp_path)
        assert (status, site.asked) == (0, [("HEAD", "/weg"), ("GET", "/weg")])
        assert [line for line in out if told in line] == [
            f"{X}:5:5: {told} [external-link] (waarschuwing)",
            f"content/site.yaml:7:26: social[1].url: {told} [external-link] (waarschuwing)",
        ]
        assert err == [
            "adressen op andere websites die worden nagekeken: 1, op websites: 1; hooguit een per "
            "seconde op elke website…",
            "Adressen op andere websites: 1 nagekeken, 0 kort geleden al nagekeken; 0 zijn er "
            "alleen voor mensen.",
        ]
        status, out, err = run(tmp_path, "--strict", str(tmp_path / X))
        assert (status, len([line for line in out if told in line])) == (1, 1)
        assert len(site.asked) == 2
        plain = CliRunner().invoke(main, ["check", "--site", str(tmp_path)])
        assert told not in plain.stdout

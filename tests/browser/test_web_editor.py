"""The web editor in a browser: Decap on the files of this machine, and what it makes of them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPConnection
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from hubgen.build import Request, build
from hubgen.cli import main
from hubgen.progress import Quiet
from tests import webediting
from tests.browser.github import API, GitHub
from tests.browser.serving import serving
from tests.test_serve import Running, running, wait_for

NOW = "2025-03-12T09:30:00+01:00"
PATIENCE = 20_000  # milliseconds; Decap is a large program
SITE = """\
title: Proefhub
base_url: https://hub.example.org/
languages: [nl, en]
search: false
social_cards: false
themes:
  - {slug: energie, title: Energie en warmte}
"""
EVENT = """\
---
# De derde van vijf
themes: [ energie ]
end: 2025-04-13 15:00   # tot in de middag
uid: "kci-3@example.org"
start: 2025-04-13 14:00
summary: 'Over ''geld'''

title: "Derde: bijeenkomst"
organiser: gemeente-tilburg
cost: 012
speakers:
- bart-swaans
# nog iemand
-   {name: "J. Jansen",   role: chair}
location:
    name:   Zaal
    online: true
---

Een *tekst*, van [Bart](../../people/bart-swaans.md).

* punt

| a | b |
|---|---|
| 1 | 2 |
"""
PAGES = {
    "events/2025/kci-3.md": EVENT,
    "events/2025/kci-3.en.md": "---\ntitle: Third meeting\n---\n\nA text.\n",
    "events/2025/windows.md": EVENT.replace("kci-3", "windows").replace("\n", "\r\n"),
    "events/dag/index.md": (
        "---\ntitle: De hele dag\nuid: dag@example.org\nstart: 2025-05-01\nend: 2025-05-02\n---\n"
    ),
    "people/bart-swaans.md": "---\ntitle: Bart Swaans\nuid: bart@example.org\n---\n\nTekst.\n",
    "organisations/gemeente-tilburg.md": "---\ntitle: Gemeente Tilburg\nuid: t@example.org\n---\n",
    "organisations/vng.md": "---\ntitle: Vereniging van gemeenten\nuid: vng@example.org\n---\n",
    "programmes/kring.md": "---\ntitle: Leerkring bodem\nuid: kring@example.org\n---\n",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor:
    """Someone who edits the site in a browser."""

    page: Page
    preview: Running
    errors: list[str]
    requested: list[str]

    @property
    def origin(self) -> str:
        """Where the preview is."""
        return f"http://127.0.0.1:{self.preview.port}"

    def file(self, path: str) -> Path:
        """Return a file of the content."""
        return self.preview.site / "content" / path

    def open(self, place: str) -> None:
        """Open a place in the web editor, and wait until its form or its list is there."""
        self.page.goto(f"{self.origin}/admin/#/collections/{place}")
        list_or_form = self.page.get_by_label("Titel", exact=False).or_(
            self.page.locator("main ul li a")
        )
        expect(list_or_form.first).to_be_visible(timeout=PATIENCE)

    def save(self) -> None:
        """Save the page, and wait until that is said."""
        self.page.get_by_role("button", name="Opslaan").first.click()
        self.page.get_by_text("Nu opslaan").click()
        expect(self.page.get_by_text("Wijzigingen opgeslagen")).to_be_visible(timeout=PATIENCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Someone at the published web editor."""

    page: Page
    origin: str
    host: GitHub


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Run a preview with the web editor on a small site."""
    program = webediting.program()
    site = tmp_path_factory.mktemp("hub") / "site"
    kept = site / ".hubgen" / "admin"
    kept.mkdir(parents=True)
    (kept / program.name).symlink_to(program)
    (site / "content").mkdir()
    (site / "content" / "site.yaml").write_text(SITE)
    with running(site, "--admin", "--now", NOW) as found:
        yield found


@pytest.fixture
def editor(browser: Browser, preview: Running) -> Iterator[Editor]:
    """Return someone who edits a site that is as it was; the browser may have had no trouble."""
    content = preview.site / "content"
    for path, text in PAGES.items():
        file = content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    for file in sorted(content.rglob("*.md")):
        if file.relative_to(content).as_posix() not in PAGES:
            file.unlink()
    context = browser.new_context(viewport={"width": 1280, "height": 1000}, locale="nl-NL")
    errors: list[str] = []
    requested: list[str] = []
    context.on("request", lambda request: requested.append(request.url))
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console",
        lambda one: errors.append(one.text) if one.type in {"error", "warning"} else None,
    )
    found = Editor(page=page, preview=preview, errors=errors, requested=requested)
    yield found
    elsewhere = [one for one in requested if not one.startswith((f"{found.origin}/", "blob:"))]
    context.close()
    assert (errors, elsewhere) == ([], [])


@pytest.mark.parametrize("name", ["kci-3", "windows"])
def test_nothing_but_the_field_is_changed(name: str, editor: Editor) -> None:
    """Comments, order, quotes, spaces, line ends and the text are as their editor wrote them."""
    editor.open(f"events/entries/2025/{name}")
    editor.page.get_by_label("Titel", exact=False).first.fill("Vierde: bijeenkomst")
    editor.page.get_by_label("Einde: tijd").fill("16:30")
    editor.save()
    wanted = (
        PAGES[f"events/2025/{name}.md"]
        .replace("Derde:", "Vierde:")
        .replace("2025-04-13 15:00", "2025-04-13 16:30")
    )
    assert editor.file(f"events/2025/{name}.md").read_bytes() == wanted.encode()


def test_a_day_without_a_time_stays_one(editor: Editor) -> None:
    """And a page in a folder of its own stays there."""
    editor.open("events/entries/dag/index")
    editor.page.get_by_label("Einde: dag").fill("2025-05-03")
    editor.save()
    wanted = PAGES["events/dag/index.md"].replace("end: 2025-05-02", "end: 2025-05-03")
    assert editor.file("events/dag/index.md").read_text() == wanted


def test_pages_are_chosen_by_their_title(editor: Editor) -> None:
    """What is written is the name by which the hub knows them."""
    editor.open("events/entries/2025/kci-3")
    field = editor.page.get_by_label("Onderdeel van")
    field.click()
    field.press_sequentially("leerkring")
    editor.page.get_by_role("option", name="Leerkring bodem").click()
    field = editor.page.get_by_label("Partners")
    field.click()
    editor.page.get_by_role("option", name="Vereniging van gemeenten").click()
    editor.save()
    wanted = EVENT.replace(
        "organiser: gemeente-tilburg\n",
        "organiser: gemeente-tilburg\npartners:\n  - vng\n",
    ).replace("cost: 012\n", "cost: 012\npart_of: kring\n")
    found = editor.file("events/2025/kci-3.md").read_text()
    assert sorted(found.splitlines()) == sorted(wanted.splitlines())


def test_the_text_is_markdown_as_it_was_written(editor: Editor) -> None:
    """A line more is all that there is more."""
    editor.open("events/entries/2025/kci-3")
    text = editor.page.get_by_label("Tekst", exact=False).last
    text.press("Control+End")
    text.press_sequentially("\n\nNog een regel.")
    editor.save()
    assert editor.file("events/2025/kci-3.md").read_text() == f"{EVENT}\nNog een regel.\n"


def test_a_list_shows_pages_once(editor: Editor) -> None:
    """Translations have a list of their own, and change by themselves."""
    editor.open("events")
    titles = editor.page.locator("main ul li a h2")
    assert sorted(titles.all_inner_texts()) == [
        "De hele dag 2025-05-01",
        "Derde: bijeenkomst 2025-04-13 14:00",
        "Derde: bijeenkomst 2025-04-13 14:00",
    ]
    editor.open("events-en")
    expect(titles).to_have_text(["Third meeting"], timeout=PATIENCE)
    editor.open("events-en/entries/2025/kci-3")
    editor.page.get_by_label("Titel", exact=False).first.fill("Fourth meeting")
    editor.save()
    assert editor.file("events/2025/kci-3.en.md").read_text() == (
        "---\ntitle: Fourth meeting\n---\n\nA text.\n"
    )


def test_a_page_is_a_click_from_its_preview(editor: Editor) -> None:
    """In its own language."""
    editor.open("events-en/entries/2025/kci-3")
    shown = editor.page.get_by_role("link", name="Bekijk Live")
    expect(shown).to_have_attribute("href", f"{editor.origin}/en/events/kci-3/", timeout=PATIENCE)
    editor.open("events/entries/dag/index")
    expect(shown).to_have_attribute("href", f"{editor.origin}/events/dag/", timeout=PATIENCE)


def test_an_address_leads_from_one_page_to_another(editor: Editor) -> None:
    """What is shown is the page that the address names."""
    title = editor.page.get_by_label("Titel", exact=False).first
    editor.open("events/entries/dag/index")
    expect(title).to_have_value("De hele dag", timeout=PATIENCE)
    editor.open("people/entries/bart-swaans")
    expect(title).to_have_value("Bart Swaans", timeout=PATIENCE)
    expect(editor.page.get_by_label("Tekst").last).to_have_value("Tekst.", timeout=PATIENCE)


def test_a_new_event_is_a_sound_page(editor: Editor) -> None:
    """In the folder of its year, with a name and a UID; `check` has nothing against it."""
    page = editor.page
    editor.open("events/new")
    page.get_by_label("Titel", exact=False).first.fill("Foto's van de wijk")
    page.get_by_label("Begin: dag").fill("2026-01-14")
    page.get_by_label("Begin: tijd").fill("14:00")
    page.get_by_label("Einde: dag").fill("2026-01-14")
    page.get_by_label("Einde: tijd").fill("16:00")
    page.get_by_label("Thema’s").click()
    page.get_by_role("option", name="Energie en warmte").click()
    page.get_by_role("button", name="Voeg sprekers toe").click()
    person = page.get_by_label("Persoon of organisatie")
    names = page.locator(f"#{person.get_attribute('list')} option")
    expect(names).to_have_count(3, timeout=PATIENCE)
    assert names.evaluate_all("all => all.map(one => [one.value, one.label])") == [
        ["bart-swaans", "Bart Swaans"],
        ["organisations/gemeente-tilburg", "Gemeente Tilburg"],
        ["organisations/vng", "Vereniging van gemeenten"],
    ]
    person.fill("bart-swaans")
    editor.save()
    file = editor.file("events/2026/foto-s-van-de-wijk.md")
    lines = file.read_text().splitlines()
    (uid,) = [line for line in lines if line.startswith("uid: ")]
    assert uid.endswith("@hub.example.org")
    assert [line for line in lines if line != uid] == [
        "---",
        "title: Foto's van de wijk",
        "start: 2026-01-14 14:00",
        "end: 2026-01-14 16:00",
        "speakers:",
        "  - bart-swaans",
        "themes:",
        "  - energie",
        "---",
    ]
    result = CliRunner().invoke(
        main, ["check", "--site", str(editor.preview.site), "--now", NOW, str(file)]
    )
    assert result.stdout == "problemen: 0, waarschuwingen: 0\n"
    wait_for(lambda: editor.preview.get("/events/foto-s-van-de-wijk/").status == 200)


def test_a_picture_is_put_beside_its_page(editor: Editor, tmp_path: Path) -> None:
    """With its name from there, and a description that cannot be forgotten."""
    picture = tmp_path / "zaal.png"
    Image.new("RGB", (640, 360), "green").save(picture)
    page = editor.page
    editor.open("events/entries/dag/index")
    page.locator("[id^=image-field]").get_by_role("button").first.click()
    page.get_by_role("button", name="Kies een afbeelding").click()
    page.locator("input[type=file]").set_input_files(picture)
    page.get_by_role("button", name="Gebruik selectie").click()
    page.get_by_role("button", name="Opslaan").first.click()
    page.get_by_text("Nu opslaan").click()
    expect(page.get_by_text("Vul ook dit in: Afbeelding: Beschrijving.")).to_be_visible(
        timeout=PATIENCE
    )
    editor.errors.clear()
    page.get_by_label("Beschrijving").first.fill("De zaal, nog leeg")
    editor.save()
    assert editor.file("events/dag/index.md").read_text() == PAGES["events/dag/index.md"].replace(
        "title: De hele dag\n",
        "title: De hele dag\nimage:\n  src: zaal.png\n  alt: De zaal, nog leeg\n",
    )
    assert editor.file("events/dag/zaal.png").read_bytes() == picture.read_bytes()


def test_what_someone_else_wrote_meanwhile_stays(editor: Editor) -> None:
    """Nothing is saved, and what to do is said."""
    editor.open("events/entries/2025/kci-3")
    editor.page.get_by_label("Titel", exact=False).first.fill("Vierde")
    other = EVENT.replace("cost: 012", "cost: 013")
    editor.file("events/2025/kci-3.md").write_text(other)
    editor.page.get_by_role("button", name="Opslaan").first.click()
    editor.page.get_by_text("Nu opslaan").click()
    expect(editor.page.get_by_text("intussen door iemand anders veranderd")).to_be_visible(
        timeout=PATIENCE
    )
    assert editor.file("events/2025/kci-3.md").read_text() == other
    editor.errors.clear()


def test_only_the_editor_s_own_page_can_change_files(preview: Running) -> None:
    """Whatever other site a browser shows meanwhile, and whatever it says of itself."""
    own = f"http://127.0.0.1:{preview.port}"
    kind = {"Content-Type": "application/json"}

    def status(headers: Mapping[str, str]) -> int:
        connection = HTTPConnection("127.0.0.1", preview.port, timeout=10)
        question = json.dumps({"action": "info", "params": {}})
        try:
            connection.request("POST", "/admin/api/v1", question, dict(headers))
            return connection.getresponse().status
        finally:
            connection.close()

    assert status({"Origin": own, **kind}) == 200
    refused = [
        status(kind),
        status({"Origin": "https://evil.example.org", **kind}),
        status({"Origin": "null", **kind}),
        status({"Origin": "http://localhost:3000", **kind}),
        status({"Origin": own, "Content-Type": "text/plain"}),
        status({"Origin": own}),
        status({"Origin": own, "Host": "evil.example.org", **kind}),
    ]
    assert refused == [403] * len(refused)
    assert preview.get("/admin/api/v1", Origin=own).status == 403


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Publish a site with a web editor for GitHub, and return where it is."""
    webediting.program()
    site = tmp_path_factory.mktemp("published")
    (site / "content").mkdir()
    host = "admin: {backend: github, repo: a/hub, base_url: 'https://login.example.org/'}\n"
    (site / "content" / "site.yaml").write_text(SITE + host)
    request = Request(
        site=site,
        output=site / "public",
        now=datetime.fromisoformat(NOW),
        programs=webediting.HOME,
    )
    build(request, Quiet())
    with serving(site / "public") as origin:
        yield origin


@pytest.fixture
def visitor(browser: Browser, published: str) -> Iterator[Visitor]:
    """Return someone at the published web editor, whose browser may ask GitHub and nobody else."""
    context = browser.new_context(viewport={"width": 1280, "height": 1000}, locale="nl-NL")
    host = GitHub(files={f"content/{path}": text.encode() for path, text in PAGES.items()})
    context.route(f"{API}/**", host.answer)
    errors: list[str] = []
    requested: list[str] = []
    context.on("request", lambda request: requested.append(request.url))
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console",
        lambda one: errors.append(one.text) if one.type in {"error", "warning"} else None,
    )
    yield Visitor(page=page, origin=published, host=host)
    asked = {one.split("/")[2] for one in requested if one.startswith("http")}
    context.close()
    allowed = {published.removeprefix("http://"), API.removeprefix("https://")}
    assert (errors, asked - allowed) == ([], set())


def test_the_published_editor_lets_in_who_the_host_knows(visitor: Visitor) -> None:
    """In Dutch; before that nobody is asked for anything."""
    visitor.page.goto(f"{visitor.origin}/admin/")
    expect(visitor.page.get_by_role("button", name="Inloggen met GitHub")).to_be_visible(
        timeout=PATIENCE
    )
    assert visitor.host.written == []


def test_a_change_at_the_host_is_a_pull_request_of_one_line(visitor: Visitor) -> None:
    """Whatever Decap makes of the rest of the file."""
    page = visitor.page
    user = json.dumps({"backendName": "hubgen", "token": "secret", "login": "ann"})
    page.add_init_script(f"localStorage.setItem('decap-cms-user', {json.dumps(user)})")
    page.goto(f"{visitor.origin}/admin/#/collections/events")
    expect(page.locator("main ul li a h2")).to_have_count(3, timeout=PATIENCE)
    page.goto(f"{visitor.origin}/admin/#/collections/events/entries/2025/kci-3")
    page.get_by_label("Titel", exact=False).first.fill("Vierde: bijeenkomst")
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_text("Wijzigingen opgeslagen")).to_be_visible(timeout=PATIENCE)
    assert visitor.host.texts() == [EVENT.replace("Derde:", "Vierde:")]
    said = dict(visitor.host.written)
    assert said["/git/trees"]["tree"][0]["path"] == "content/events/2025/kci-3.md"
    assert said["/pulls"]["title"] == "Bijeenkomst “2025/kci-3” aangepast"
    assert said["/pulls"]["base"] == "main"

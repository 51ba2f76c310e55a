"""The checks of a page's links, pictures, headings and registration, word by word."""

from datetime import datetime

import pytest

from hubgen.checks import check_hub
from hubgen.errors import Problem
from hubgen.wording import LANGUAGES, wording
from tests.hub import NOW, event, make_hub, page, read_all

X = "content/events/x.md"
UID = "uid: x@example.org\n"
MEETING = "https://teams.microsoft.com/l/meetup-join/19%3ameeting"


def said(found: list[Problem], lang: str) -> list[str]:
    """Return the checks that have something to say, each with its place and words."""
    words = wording(lang)
    return [
        f"{one.line}: {one.field or 'text'}: {words.say(one)} [{one.check}]"
        for one in found
        if one.check
    ]


def of_page(front: str, body: str = "", settings: str = "") -> list[Problem]:
    """Return what is wrong with one event by itself."""
    files = {X: event(UID + front, body)}
    if settings:
        files["content/site.yaml"] = settings
    return sorted(read_all(files)[1].problems)


def of_hub(files: dict[str, str], now: datetime = NOW) -> list[Problem]:
    """Return what the checks of the hub as a whole see."""
    hub = make_hub(files, now=now)
    return list(check_hub(hub.edition, hub.documents))


@pytest.mark.parametrize(
    ("front", "body", "dutch", "english"),
    [
        (
            "registration: {url: /aanmelden/, deadline: 2024-11-14}",
            "",
            "6: registration.deadline: aanmelden kan tot 2024-11-14, en de bijeenkomst begint op "
            "2024-11-13 14:00; kijk na welke van de twee klopt [late-deadline]",
            "6: registration.deadline: registration is open until 2024-11-14, and the event begins "
            "on 2024-11-13 14:00; check which of the two is right [late-deadline]",
        ),
        (
            "registration: {url: /aanmelden/, deadline: 2024-11-13 14:30}",
            "",
            "6: registration.deadline: aanmelden kan tot 2024-11-13 14:30, en de bijeenkomst "
            "begint "
            "op 2024-11-13 14:00; kijk na welke van de twee klopt [late-deadline]",
            "6: registration.deadline: registration is open until 2024-11-13 14:30, and the event "
            "begins on 2024-11-13 14:00; check which of the two is right [late-deadline]",
        ),
        (
            f"location: {{online: {MEETING}}}",
            "",
            f"6: location.online: met {MEETING} kan iedereen de vergadering in; stuur de link aan "
            "wie zich aanmeldt, en schrijf online: true [meeting-link]",
            f"6: location.online: anyone can enter the meeting by {MEETING}; send the link to who "
            "registers, and write online: true [meeting-link]",
        ),
        (
            "",
            "Klik [hier](https://example.org/) voor meer.\n",
            "7: text: een link die “hier” heet, zegt niet waar hij heen gaat; noem wat er te "
            "vinden "
            "is: [het programma van de dag](…) [link-text]",
            "7: text: a link called “hier” does not say where it leads; name what is there: "
            "[the programme of the day](…) [link-text]",
        ),
        (
            "report: http://example.org/verslag",
            "",
            "6: report: het adres http://example.org/verslag is niet beveiligd, zodat een ander "
            "kan "
            "meelezen of iets kan veranderen; schrijf https://example.org/verslag als dat werkt "
            "[http-link]",
            "6: report: the address http://example.org/verslag is not secure, so that others can "
            "read along or change something; write https://example.org/verslag if that works "
            "[http-link]",
        ),
        (
            "",
            "De [agenda](https://hub.example.org/events/).\n",
            "7: text: https://hub.example.org/events/ is een pagina van deze hub zelf; schrijf "
            "/events/, dan klopt de link ook op een ander adres [own-address]",
            "7: text: https://hub.example.org/events/ is a page of this hub itself; write "
            "/events/, "
            "so that the link is right at another address too [own-address]",
        ),
        (
            "",
            "![Foto van de zaal](zaal.jpg)\n",
            "7: text: wie de beschrijving hoort, weet al dat het een afbeelding is; laat “Foto "
            "van” "
            "weg en schrijf alleen wat er te zien is [picture-text]",
            "7: text: who hears the description knows that it is a picture; leave out “Foto van” "
            "and write only what it shows [picture-text]",
        ),
        (
            "",
            "![](zaal.jpg)\n",
            "7: text: “zaal.jpg” heeft geen beschrijving voor wie haar niet ziet; schrijf "
            "![wat er te zien is](zaal.jpg) [picture-text]",
            "7: text: “zaal.jpg” has no description for who cannot see it; write "
            "![what it shows](zaal.jpg) [picture-text]",
        ),
        (
            "",
            "## Een\n\n#### Twee\n",
            "9: text: de kop “Twee” slaat een niveau over; begin hem met ### [heading-skip]",
            "9: text: the heading “Twee” skips a level; begin it with ### [heading-skip]",
        ),
        (
            f"summary: {'kort ' * 40}",
            "",
            "6: summary: de samenvatting is 199 tekens lang; schrijf er hooguit 160 [long-summary]",
            "6: summary: the summary has 199 characters; write 160 at most [long-summary]",
        ),
    ],
)
def test_a_page_is_told_what_could_be_better(
    front: str, body: str, dutch: str, english: str
) -> None:
    """At its line, in both languages, with the name of the check."""
    found = of_page(front, body)
    assert [said(found, lang) for lang in ("nl", "en")] == [[dutch], [english]]


@pytest.mark.parametrize(
    ("front", "body"),
    [
        ("registration: {url: /aanmelden/, deadline: 2024-11-13}", ""),
        ("registration: {url: /aanmelden/, deadline: 2024-11-13 14:00}", ""),
        ("registration: {url: https://zoom.us/webinar/register/WN_1}", ""),
        ("registration: {url: https://us02web.zoom.us/meeting/register/tZ1}", ""),
        ("location: {online: https://vergaderen.example.org/1}", ""),
        ("", "Lees [het verslag van de dag](https://example.org/) of [de agenda](/events/).\n"),
        ("", "Zie <https://hub.example.org/>.\n"),
        ("source: {title: A, url: http://example.org/}", ""),
        ("checks: {http-link: Zie http://example.org/.}", "[Bron](http://example.org/)\n"),
        ("", "![De fotograaf van het jaar](zaal.jpg) ![](x.svg){alt=''}\n"),
        ("", "## Een\n\n### Twee\n\n## Drie\n"),
        ("", "# Een\n\n## Twee\n\n### Drie\n"),
        ("", "## Een\n\n```\n#### geen kop\n```\n\n### Twee\n"),
        ("", "mailto: [hierheen](mailto:a@example.org)\n"),
    ],
)
def test_what_is_right_is_left_alone(front: str, body: str) -> None:
    """A registration is no meeting, a level back is no skip, a source is told as it was."""
    left = [line for line in said(of_page(front, body), "nl") if "[picture-text]" not in line]
    assert left == []


@pytest.mark.parametrize(
    "link",
    [
        "https://teams.live.com/meet/93",
        "https://us02web.zoom.us/j/8123?pwd=x",
        "https://zoom.us/my/gemeente",
        "https://meet.google.com/abc-defg-hij",
        "https://gemeente.webex.com/meet/jan",
        "https://meet.jit.si/Kennishub",
        "https://whereby.com/kennishub",
    ],
)
def test_a_way_into_a_meeting_is_known(link: str) -> None:
    """Whoever's program it is, in a field and in a text."""
    found = [*of_page(f"location: {{online: {link}}}"), *of_page("", f"[De zaal]({link})\n")]
    assert [one.code for one in found] == ["meeting-link", "meeting-link"]


@pytest.mark.parametrize(
    "text", ["Klik hier", "hier", "Lees meer…", "here", "Click here!", "Read more »", "deze link"]
)
def test_a_link_that_says_nothing_is_known(text: str) -> None:
    """Without capitals and signs, in both languages."""
    assert [one.code for one in of_page("", f"[{text}](https://example.org/)\n")] == ["link-text"]


def test_a_heading_is_found_back_without_its_signs() -> None:
    """A heading that is written as HTML has no line, and is said all the same."""
    (found,) = of_page("", "## Een\n\n<h4>Twee</h4>\n")
    assert (found.code, found.line, dict(found.values)["right"]) == ("heading-skip", 0, "###")


def test_a_hub_in_a_folder_knows_its_own_addresses() -> None:
    """What is beside its folder is elsewhere."""
    settings = "title: Hub\nbase_url: https://example.org/hub/\n"
    body = "[A](https://example.org/hub/events/) [B](https://example.org/hubs/)\n"
    (found,) = of_page("", body, settings)
    assert dict(found.values)["right"] == "/events/"


PAST = {
    "content/events/geweest.md": event("uid: g\nregistration: {state: open, url: /aanmelden/}"),
}


def test_a_registration_that_is_still_open_is_told_once_it_is_over() -> None:
    """Not before, and not of one that says nothing of its state."""
    after = datetime.fromisoformat("2024-11-13T16:00:00+01:00")
    before = datetime.fromisoformat("2024-11-13T15:59:00+01:00")
    assert of_hub(PAST, before) == []
    found = of_hub(PAST, after)
    assert [said(found, lang) for lang in ("nl", "en")] == [
        [
            "6: registration.state: de bijeenkomst is geweest en de aanmelding staat nog op open; "
            "schrijf closed, of haal state weg [past-registration]"
        ],
        [
            "6: registration.state: the event is over and its registration still says open; "
            "write closed, or leave out state [past-registration]"
        ],
    ]
    plain = {"content/events/x.md": event("uid: x\nregistration: {url: /aanmelden/}")}
    assert of_hub(plain, after) == []


ANNA = {"content/people/anna.md": page("title: Anna\nuid: anna")}


def test_a_person_that_nobody_names_is_told() -> None:
    """In both languages; a page that silences it is not."""
    found = of_hub(ANNA)
    assert [said(found, lang) for lang in ("nl", "en")] == [
        [
            "2: title: geen pagina verwijst naar Anna; noem Anna op een pagina, of haal dit "
            "bestand weg [nobody-refers]"
        ],
        [
            "2: title: no page refers to Anna; name Anna on a page, or delete this file "
            "[nobody-refers]"
        ],
    ]
    silenced = page("title: Anna\nuid: anna\nchecks: {nobody-refers: Ze begint in maart.}")
    assert of_hub({"content/people/anna.md": silenced}) == []


@pytest.mark.parametrize(
    "files",
    [
        {X: event("speakers: anna")},
        {X: event("draft: true\nspeakers: anna")},
        {X: event("", "Met [Anna](../people/anna.md).")},
        {X: event("", "Met [Anna](/people/anna/#wie).")},
        {X: event("kleur: rood")},
        {"content/pages/stuk.md": "---\ntitle: [\n---\n"},
    ],
)
def test_who_is_named_or_may_be_is_not_told(files: dict[str, str]) -> None:
    """In a field or a text, by a draft too; while a page cannot be read, nothing is sure."""
    assert of_hub({**ANNA, **files}) == []


def test_the_owner_of_the_hub_need_not_be_named() -> None:
    """The settings name it, and it stands at the foot of every page."""
    files = {
        "content/site.yaml": "title: Hub\norganisation: wij\n",
        "content/organisations/wij.md": page("title: Wij\nuid: wij"),
    }
    assert of_hub(files) == []


def test_every_check_is_in_words() -> None:
    """The guide says in each language what these look for."""
    names = [one.check for one in of_page("", "[hier](http://example.org/)\n")]
    assert sorted(names) == ["http-link", "link-text"]
    for lang in LANGUAGES:
        assert all(wording(lang).text(f"checks.{name}") for name in names)


def test_a_translation_is_looked_at_by_itself() -> None:
    """What it says itself is told there, and what it takes over is told at its original."""
    files = {
        "content/pages/a.md": page("title: A\nuid: a", "[hier](https://example.org/)"),
        "content/pages/a.en.md": page("title: A", "[here](https://example.org/)"),
    }
    _, documents = read_all(files)
    assert [(one.path, one.code) for one in sorted(documents.problems)] == [
        ("content/pages/a.en.md", "link-text"),
        ("content/pages/a.md", "link-text"),
    ]

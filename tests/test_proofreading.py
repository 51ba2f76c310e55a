"""Checks with a name: weighed by the site, silenced by a page with a reason."""

import pytest

from hubgen.checklist import BY_CODE, CHECKS
from hubgen.errors import ContentError
from hubgen.settings import read_settings
from hubgen.wording import LANGUAGES, wording
from tests.hub import SITE, event, make_hub, page, says

X = "content/events/x.md"
X_EN = "content/events/x.en.md"
LONG = "Een samenvatting van veel te veel woorden. " * 4
NO_END = f"{X}:3: start: er is geen einde; de hub rekent op 60 minuten; vul end in [no-end]"
NO_CHECK = (
    "een controle “{}” is er niet; neem de naam over die tussen haken achter een melding staat"
)
START = "start: 2024-11-13 14:00"


def said(front: str, settings: str = "", **files: str) -> list[str]:
    """Return what is said of an event that has only a start, without that a uid is missing."""
    hub = make_hub(
        {
            "content/site.yaml": SITE + settings,
            X: page(f"title: Bijeenkomst\n{START}\n{front}"),
            **files,
        }
    )
    return says(one for one in hub.found if one.code != "no-uid")


def test_the_name_of_a_check_stands_behind_its_message() -> None:
    """Who reads a message sees by what name it can be silenced."""
    assert said("") == [NO_END]


@pytest.mark.parametrize(
    ("weight", "severities"), [("problem", ["problem"]), ("warning", ["warning"]), ("off", [])]
)
def test_a_site_weighs_a_check(weight: str, severities: list[str]) -> None:
    """The settings make a check a problem or a warning, or turn it off."""
    files = {
        "content/site.yaml": f"{SITE}checks: {{no-end: {weight}}}\n",
        X: page(f"title: Bijeenkomst\n{START}\nuid: x"),
    }
    assert [one.severity for one in make_hub(files).found] == severities


def test_a_page_silences_a_check_with_a_reason() -> None:
    """What a page silences is not said of it, whatever the site makes of it."""
    assert said("checks: {no-end: De inloop heeft geen einde.}") == []
    assert said("checks:\n  no-end: Open einde.", "checks: {no-end: problem}\n") == []


def test_a_silencing_that_silences_nothing_may_go() -> None:
    """Once the page is mended, its silencing is a warning."""
    front = "end: 2024-11-13 16:00\nchecks:\n  no-end: Open einde."
    expected = f"{X}:6: checks.no-end: no-end heeft op deze pagina niets meer aan te merken; "
    assert said(front) == [f"{expected}haal deze regel weg"]


def test_a_silencing_of_what_a_site_turned_off_may_stay() -> None:
    """A page need not follow each change of the settings."""
    assert said("checks: {no-end: Open einde.}", 'checks: {no-end: "off"}\n') == []


@pytest.mark.parametrize("reason", ["", '""', "off", "nee", "Warning"])
def test_a_silencing_says_why(reason: str) -> None:
    """A page that gives no reason, or weighs the check as only the settings can, has a problem."""
    expected = (
        f"{X}:5: checks.no-end: hier staat niet waarom no-end voor deze pagina niet geldt; "
        "schrijf de reden achter de dubbele punt, of haal de regel weg"
    )
    assert expected in said(f"checks:\n  no-end: {reason}")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("no-einde", "een controle “no-einde” is er niet; bedoel je no-end?"),
        ("kleur", NO_CHECK.format("kleur")),
        (
            "unknown-theme",
            NO_CHECK.format("unknown-theme"),
        ),
    ],
)
def test_only_a_check_with_a_name_can_be_silenced(name: str, sentence: str) -> None:
    """A name of no check is a problem, on a page and in the settings."""
    found = said(f"checks:\n  {name}: Daarom.")
    assert found == [NO_END, f"{X}:5: checks.{name}: {sentence}"]
    with pytest.raises(ContentError) as error:
        read_settings(f"title: Hub\nchecks:\n  {name}: warning\n")
    assert says(error.value.problems) == [f"content/site.yaml:3: checks.{name}: {sentence}"]


def test_a_weight_is_one_of_three() -> None:
    """Any other word in the settings is a problem."""
    with pytest.raises(ContentError) as error:
        read_settings("title: Hub\nchecks:\n  no-end: error\n")
    expected = "“error” kan hier niet; kies uit problem, warning, off"
    assert says(error.value.problems) == [f"content/site.yaml:3: checks.no-end: {expected}"]


def test_a_translation_takes_over_what_its_original_silences() -> None:
    """A translation is silent where its original is, and may silence more than it."""
    original = event(f'summary: "{LONG}"\nchecks: {{long-summary: Zo is het.}}')
    theirs = page(f'title: Meeting\nsummary: "{LONG}"')
    assert make_hub({X: original, X_EN: theirs}).warnings == []
    theirs = page(f'title: Meeting\nsummary: "{LONG}"\nchecks: {{long-summary: So be it.}}')
    assert make_hub({X: event(), X_EN: theirs}).warnings == []


def test_a_page_with_problems_keeps_its_silencings() -> None:
    """Where fields cannot be read not all is looked at, so that a silencing may be needed still."""
    front = "end: 2024-11-13 16:00\nkleur: blauw\nchecks: {no-end: Open einde.}"
    assert [line.split(":")[1] for line in said(front)] == ["5"]


def test_every_check_says_what_it_looks_for() -> None:
    """The guide has a line for each check, in each language, and each message is of one check."""
    words = [wording(lang).words for lang in LANGUAGES]
    assert {one.words for one in CHECKS for some in words if one.words not in some} == set()
    listed = {name for name in words[0] if name.startswith("checks.")}
    assert listed == {one.words for one in CHECKS}
    codes = [code for one in CHECKS for code in one.codes or (one.name,)]
    assert (len(codes), {code for code in codes if f"problems.{code}" not in words[0]}) == (
        len(BY_CODE),
        set(),
    )

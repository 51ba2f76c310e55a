"""Social cards: what they say, and that a picture of it fits, is small and stays the same."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw

from hubgen.cache import open_cache
from hubgen.press import Cards
from hubgen.related import Related
from hubgen.social import HEIGHT, WIDTH, SocialCard
from hubgen.social.drawing import draw
from hubgen.social.lettering import Lettering
from hubgen.static import TYPEFACE
from hubgen.views.frame import card_of
from hubgen.views.links import Links
from tests.conftest import REPOSITORY
from tests.hub import NOW, Files, event, make_hub, page
from tests.published import Site

FONT = REPOSITORY / "static" / TYPEFACE
LETTERING = Lettering(FONT)
GROUND = (13, 59, 46)


def card(title: str = "Derde bijeenkomst KCI", **said: object) -> SocialCard:
    """Return a card that says the usual, unless told otherwise."""
    usual = {"label": "Bijeenkomst", "lines": ("woensdag 13 november 2024",), "site": "Testhub"}
    return SocialCard(title=title, **{"colours": ("#0b5c7a",), **usual, **said})  # type: ignore[arg-type] # a test says the right types


def said_of(files: Files, address: str, **hub: object) -> SocialCard:
    """Return what the card of the page at an address says."""
    edition = make_hub(files, **hub).edition  # type: ignore[arg-type] # a moment, or nothing
    target = edition.plan.by_address[address]
    return card_of(target, Links(edition, target.lang, Related(edition.library)))


def words_right_of(data: bytes, left: int, right: int) -> bool:
    """Tell whether anything is written between two columns of a card."""
    image = Image.open(io.BytesIO(data)).convert("RGB").crop((left, 0, right, HEIGHT))
    colours = image.getcolors()
    return colours is None or {colour for _, colour in colours} != {GROUND}


@pytest.mark.parametrize(
    "title",
    [
        "KCI",
        "Derde bijeenkomst expeditieteam KCI gemeenten",
        "De " + "gemeentelijke organisatie meekrijgen in klimaatneutrale en circulaire infra " * 6,
        "Warmtenettenaanlegvergunningsprocedureafhandelingsteambijeenkomst" * 3,
        "",
    ],
    ids=["short", "usual", "long", "one word", "none"],
)
def test_whatever_a_card_says_stays_beside_its_parcels(title: str) -> None:
    """A long title is set smaller and cut at last; nothing is written over the margin."""
    data = draw(card(title, lines=(title, "Utrecht"), site=title or "Testhub"), LETTERING)
    image = Image.open(io.BytesIO(data))
    assert (image.format, image.size) == ("PNG", (WIDTH, HEIGHT))
    assert not words_right_of(data, 836, 898)
    assert words_right_of(data, 72, 300)


def test_a_card_is_small_and_the_same_each_time() -> None:
    """It has sixteen colours, so that it is a file of some kilobytes."""
    data = draw(card(), LETTERING)
    assert data == draw(card(), Lettering(FONT))
    assert len(data) < 25_000


def test_a_card_is_a_sound_png() -> None:
    """Its parts have the sums and the lengths that they say."""
    Image.open(io.BytesIO(draw(card(), LETTERING))).verify()


@pytest.mark.parametrize(("size", "weight"), [(84, 720), (48, 720), (32, 480)])
def test_letters_put_side_by_side_are_the_line_that_pillow_draws(size: int, weight: int) -> None:
    """To draw each letter once changes no pixel, nor where a line must be cut."""
    text = "AVATAR: “Tóch één façade”, LTV fi"
    font = LETTERING.font(size, weight)
    whole, beside = (Image.new("L", (1800, 120), 0) for _ in range(2))
    ImageDraw.Draw(whole).text((0, 0), text, fill=255, font=font)
    left = 0.0
    for letter in (LETTERING.letter(one, font) for one in text):
        if letter.mask:
            beside.paste(255, (round(left) + letter.left, letter.top), letter.mask)
        left += letter.width
    assert beside.tobytes() == whole.tobytes()
    assert LETTERING.length(text, font) == font.getlength(text)


@pytest.mark.parametrize("colours", [(), ("#0b5c7a",), ("#0b5c7a", "#7a2e0b", "#112233")])
def test_a_card_is_the_picture_that_pillow_draws(colours: tuple[str, ...]) -> None:
    """To put it together from pieces changes no pixel of its words, and none beside them."""
    data = draw(card("Één façade", colours=colours), LETTERING)
    image = Image.open(io.BytesIO(data)).convert("RGB")
    words = Image.new("L", (762, HEIGHT), 0)
    pen = ImageDraw.Draw(words)
    for top, text, size, weight, grey in (
        (72, "Bijeenkomst", 32, 720, 255),
        (128, "Één façade", 84, 720, 255),
        (246, "woensdag 13 november 2024", 32, 480, 190),
        (526, "Testhub", 32, 720, 190),
    ):
        font = LETTERING.font(size, weight)
        pen.text((0, top - round(size * 0.12)), text, fill=grey, font=font)
    lit = words.point([255 * (round(grey / 255 * 7) > 0) for grey in range(256)])
    ground = Image.new("RGB", lit.size, GROUND)
    lit.paste(0, (0, 0, 762, 110))  # the label's edges are half as light, some of them ground
    seen = ImageChops.difference(image.crop((72, 0, 834, HEIGHT)), ground).convert("L")
    seen.paste(0, (0, 0, 762, 110))
    assert seen.point([0] + [255] * 255).tobytes() == lit.tobytes()
    ditches = [image.getpixel((1000, row)) == GROUND for row in range(HEIGHT)]
    assert [row for row in range(HEIGHT) if ditches[row]] == [
        *range(145, 150),
        *range(241, 246),
        *range(451, 456),
        *range(625, 630),
    ]


def test_a_line_is_no_part_of_the_one_above_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a site's letters are so high that lines would meet, each pixel is still of one of them.

    Their shades would be added otherwise, and be the colour of a theme.
    """
    monkeypatch.setattr("hubgen.social.drawing._LEADING", 0.8)
    image = Image.open(io.BytesIO(draw(card("jÉĝÅ ÇŐj " * 5, colours=()), LETTERING)))
    assert image.getextrema() == (0, 8)


def test_a_letter_that_the_typeface_lacks_is_written_plainly() -> None:
    """No letter becomes an empty box; what has no plain form is left out."""
    assert LETTERING.written("Café in Łódź 🌱 één") == "Café in Lódz één"
    assert LETTERING.written("e\u0301e\u0301n") == "één"


def test_a_card_is_drawn_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another build takes it from the cache, as long as it says the same in the same letters."""
    with open_cache(tmp_path) as cache:
        first = Cards(FONT, cache).png(card())
    drawn: list[SocialCard] = []

    def count(said: SocialCard, lettering: Lettering) -> bytes:
        drawn.append(said)
        return draw(said, lettering)

    monkeypatch.setattr("hubgen.social.drawing.draw", count)
    with open_cache(tmp_path) as cache:
        assert Cards(FONT, cache).png(card()) == first
        assert drawn == []
        Cards(FONT, cache).png(card("Vierde bijeenkomst KCI"))
        assert drawn == [card("Vierde bijeenkomst KCI")]


MEETING = {"content/events/kci.md": event("uid: kci\nlocation: {place: Utrecht}\nthemes: water\n")}


def test_an_events_card_says_when_and_where() -> None:
    """It says so in full, in the colour of its theme."""
    files = {
        **MEETING,
        "content/site.yaml": "title: Testhub\n"
        "themes: [{slug: water, title: Water, colour: '#0b5c7a'}, {slug: zon, title: Zon}]\n",
    }
    assert said_of(files, "/events/kci/") == SocialCard(
        title="Bijeenkomst",
        label="Bijeenkomst",
        lines=("woensdag 13 november 2024, 14.00–16.00 uur", "Utrecht"),
        site="Testhub",
        colours=("#0b5c7a",),
    )


def test_a_card_says_the_same_when_the_event_is_over() -> None:
    """So it is true wherever it was shared, and drawn once."""
    later = NOW + timedelta(days=300)
    assert said_of(MEETING, "/events/kci/", now=later) == said_of(MEETING, "/events/kci/")


@pytest.mark.parametrize(
    ("status", "lines"),
    [
        ("cancelled", ("gaat niet door", "woensdag 13 november 2024, 14.00–16.00 uur")),
        ("postponed", ("uitgesteld",)),
    ],
)
def test_a_card_says_that_an_event_is_off(status: str, lines: tuple[str, ...]) -> None:
    """First of all, and a postponed one says no date that is none."""
    files = {"content/events/kci.md": event(f"uid: kci\nstatus: {status}\n")}
    assert said_of(files, "/events/kci/").lines == lines


def test_someones_card_says_what_they_do_and_where() -> None:
    """Role and organisation stand below the name."""
    files = {
        "content/people/bo.md": page("title: Bo\nuid: b\nrole: adviseur\norganisation: sme"),
        "content/organisations/sme.md": page("title: SME\nuid: sme"),
    }
    assert said_of(files, "/people/bo/").lines == ("adviseur", "SME")


HIDDEN = {"/404.html", "/search/", "/en/search/", "/redactie/", "/en/editors/"}


def test_every_page_that_can_be_shared_names_a_card_that_is_there(hub: Site) -> None:
    """Its size is that which the page says, and each page says what the card shows in words."""
    for address, its_page in hub.pages.items():
        found = its_page.all("meta", property="og:image")
        if not found:
            is_alias = 'http-equiv="refresh"' in its_page.source
            assert is_alias or address in HIDDEN
            continue
        url = found[0].attrib["content"]
        data = hub.bytes(url.removeprefix("https://hub.example.org"))
        assert Image.open(io.BytesIO(data)).size == (WIDTH, HEIGHT)
        (alt,) = its_page.all("meta", property="og:image:alt")
        assert alt.attrib["content"]


def test_a_hub_can_do_without_cards() -> None:
    """Then a page's own picture stands for it, if it has one, and no card is planned."""
    hub = make_hub({**MEETING, "content/site.yaml": "title: Testhub\nsocial_cards: false\n"})
    assert hub.cards == []


def test_a_card_is_at_the_address_of_its_page() -> None:
    """Below one folder, so that no picture of an editor's can be in its place."""
    assert make_hub(MEETING).cards == [
        "/cards/events.png",
        "/cards/events/2024.png",
        "/cards/events/kci.png",
        "/cards/events/month/2024-11.png",
        "/cards/index.png",
        "/cards/map.png",
        "/cards/map/events.png",
        "/cards/subscribe.png",
        "/cards/themes.png",
        "/cards/themes/water.png",
    ]

"""Places: the 342 municipalities by every name that people write."""

import re

import pytest

from hubgen.places import municipalities, municipality


def test_there_are_342_municipalities() -> None:
    """Each with its own code, slug and province, by name, and within the Netherlands."""
    all_of_them = municipalities()
    assert len(all_of_them) == 342
    assert len({one.code for one in all_of_them}) == 342
    assert len({one.slug for one in all_of_them}) == 342
    assert len({one.province for one in all_of_them}) == 12
    assert all(re.fullmatch(r"GM\d{4}", one.code) for one in all_of_them)
    assert all(50.7 < one.lat < 53.6 and 3.3 < one.lon < 7.3 for one in all_of_them)
    slugs = [re.sub(r"^(bergen)-\w\w$", r"\1", one.slug) for one in all_of_them]
    assert slugs == sorted(slugs)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Tilburg", "tilburg"),
        ("  tilburg ", "tilburg"),
        ("GM0855", "tilburg"),
        ("gm0855", "tilburg"),
        ("Den Haag", "den-haag"),
        ("'s-Gravenhage", "den-haag"),
        ("’s-Gravenhage", "den-haag"),
        ("Den Bosch", "s-hertogenbosch"),
        ("’s-Hertogenbosch", "s-hertogenbosch"),
        ("Súdwest-Fryslân", "sudwest-fryslan"),
        ("Bergen (NH)", "bergen-nh"),
        ("Bergen (L.)", "bergen-li"),
        ("Nuenen", "nuenen-gerwen-en-nederwetten"),
    ],
)
def test_a_municipality_is_known_by_name_other_name_and_code(text: str, slug: str) -> None:
    """Capitals, spaces and the form of an apostrophe make no difference."""
    found = municipality(text)
    assert found
    assert slug == found.slug


@pytest.mark.parametrize("one", municipalities(), ids=lambda one: one.slug)
def test_every_municipality_is_found_by_its_code(one: object) -> None:
    """And by its name, unless two have it."""
    code, name = getattr(one, "code", ""), getattr(one, "name", "")
    assert municipality(code) == one
    assert name == "Bergen" or municipality(name) == one


def test_titles_tell_every_municipality_from_all_others() -> None:
    """A name that two have gets its province; any other stays as it is."""
    titles = {one.slug: one.title for one in municipalities()}
    assert len(titles) == len(set(titles.values()))
    assert {slug for slug, title in titles.items() if "(" in title} == {"bergen-nh", "bergen-li"}


@pytest.mark.parametrize("text", ["", "Bergen", "Tilbrug", "Brussel", "GM9999"])
def test_what_is_no_municipality_or_could_be_two_is_none(text: str) -> None:
    """Bergen is in two provinces, so its name alone says nothing."""
    assert municipality(text) is None

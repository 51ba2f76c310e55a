"""Related pages: the same subjects, the same pages in every build."""

from hubgen.order import newest_first
from hubgen.related import MOST, Related
from tests.hub import Hub, event, make_hub, page


def slugs(hub: Hub, folder: str, slug: str, lang: str = "nl") -> list[str]:
    """Return which pages are related to a page, itself left out as a page leaves it out."""
    entry = hub.entry(folder, slug, lang)
    return [one.slug for one in Related(hub.library).to(entry, {entry.ref})]


def article(themes: str, front: str = "") -> str:
    """Return an article about themes."""
    return page(f"title: A\nthemes: [{themes}]\n{front}")


def test_who_shares_most_themes_goes_first_then_the_newest() -> None:
    """Then those without a date, by address; never more than fit."""
    hub = make_hub(
        {
            "content/articles/x.md": article("water, energie"),
            "content/articles/een.md": article("water", "date: 2024-10-30"),
            "content/articles/beide.md": article("energie, water", "date: 2020-01-01"),
            "content/articles/nieuw.md": article("energie", "date: 2024-10-31"),
            "content/practices/b.md": page("title: B\nthemes: [water]"),
            "content/practices/a.md": page("title: A\nthemes: [water]"),
            "content/articles/ander.md": page("title: C"),
        }
    )
    assert slugs(hub, "articles", "x") == ["beide", "nieuw", "een", "a"]
    assert MOST == 4


def test_of_pages_that_share_as_much_those_go_first_that_are_about_less_besides() -> None:
    """However new one is that is about everything, it is not what each page is closest to."""
    hub = make_hub(
        {
            "content/articles/x.md": article("water"),
            "content/articles/alles.md": article("water, energie, bodem", "date: 2024-10-31"),
            "content/articles/twee.md": article("water, energie", "date: 2024-10-30"),
            "content/articles/water.md": article("water", "date: 2020-01-01"),
        }
    )
    assert slugs(hub, "articles", "x") == ["water", "twee", "alles"]


def test_people_organisations_drafts_and_expired_pages_are_not_related() -> None:
    """They are about no subject, or not for readers."""
    hub = make_hub(
        {
            "content/articles/x.md": article("water"),
            "content/articles/concept.md": article("water", "draft: true"),
            "content/articles/oud.md": article("water", "expires: 2024-01-01"),
            "content/people/mia.md": page("title: M\nthemes: [water]"),
            "content/organisations/o.md": page("title: O\nthemes: [water]"),
        }
    )
    assert slugs(hub, "articles", "x") == []
    assert slugs(hub, "people", "mia") == ["x"]


def test_related_pages_are_in_the_same_language() -> None:
    """A reader of English gets English pages."""
    files = {
        "content/articles/x.md": article("water"),
        "content/articles/x.en.md": page("title: X"),
        "content/articles/y.md": article("water"),
        "content/articles/z.md": article("water"),
        "content/articles/z.en.md": page("title: Z"),
    }
    hub = make_hub(files)
    assert (slugs(hub, "articles", "x"), slugs(hub, "articles", "x", "en")) == (["y", "z"], ["z"])


def test_what_a_page_names_already_is_left_out() -> None:
    """Each is shown once."""
    files = {f"content/events/{name}.md": event("themes: [water]") for name in "xyz"}
    hub = make_hub(files)
    entry = hub.entry("events", "x")
    without = {entry.ref, hub.entry("events", "y").ref}
    assert [one.slug for one in Related(hub.library).to(entry, without)] == ["z"]


def test_a_page_without_themes_has_no_related_pages() -> None:
    """Nothing is guessed."""
    files = {"content/events/x.md": event(), "content/events/y.md": event("themes: [water]")}
    assert slugs(make_hub(files), "events", "x") == []


def test_many_pages_about_one_subject_give_the_newest() -> None:
    """And the same, asked again."""
    files = {
        f"content/articles/a{n:03}.md": article("water", f"date: 2024-0{n % 9 + 1}-01")
        for n in range(60)
    }
    hub = make_hub(files)
    expected = ["a008", "a017", "a026", "a035"]
    assert slugs(hub, "articles", "a000") == expected
    related = Related(hub.library)
    entry = hub.entry("articles", "a000")
    found = [[one.slug for one in related.to(entry, {entry.ref})] for _ in range(2)]
    assert found == [expected, expected]


def test_a_link_in_the_text_counts_as_a_shared_theme() -> None:
    """What the text points to is related, also where no theme says so; twice linked is once."""
    body = "[a](los.md) [b](los.md) [c](oud.md) [d](../people/mia.md) [e](../pages/over.md)"
    hub = make_hub(
        {
            "content/articles/x.md": page("title: X\nthemes: [water]", body),
            "content/articles/los.md": page("title: L"),
            "content/articles/oud.md": article("water", "date: 2020-01-01"),
            "content/articles/nieuw.md": article("water", "date: 2024-10-01"),
            "content/people/mia.md": page("title: M"),
            "content/pages/over.md": page("title: O"),
        }
    )
    assert slugs(hub, "articles", "x") == ["oud", "nieuw", "los"]


def test_it_is_what_a_look_at_every_page_finds() -> None:
    """However many pages share a set of themes, and however many of them are shown already."""
    subjects = ("energie", "water")
    files = {}
    for number in range(60):
        named = ", ".join([subjects[number % 2]] if number % 3 else subjects)
        day = f"date: 2024-01-{number % 28 + 1:02}"
        files[f"content/articles/a{number}.md"] = page(f"title: A\n{day}\nthemes: [{named}]")
    hub = make_hub(files)
    related = Related(hub.library)
    for number in (0, 1, 2):
        entry = hub.entry("articles", f"a{number}")
        others = [one for one in hub.library.entries if one.key != entry.key]
        shared = {one.key: {*entry.fields.themes} & {*one.fields.themes} for one in others}
        ranked = sorted(
            [one for one in newest_first(others, hub.library) if shared[one.key]],
            key=lambda one: (-len(shared[one.key]), len(one.fields.themes)),
        )
        for shown in (0, 10, 15, 17, 30, len(ranked)):
            without = {entry.ref, *(one.ref for one in ranked[:shown])}
            assert related.to(entry, without) == ranked[shown : shown + MOST], (number, shown)

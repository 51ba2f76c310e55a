"""A page's own words, and the quick looks at them."""

import pytest

from hubgen.proofreading.days_said import days_in, names_weekdays
from hubgen.proofreading.prose import blanked
from hubgen.times.words import MONTHS, WEEKDAYS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("op `14 mei` niet", "op          niet"),
        ("op ~~14 mei~~ niet", "op            niet"),
        ("de *14*e", "de  14 e"),
        ("[14 mei](/x/14-mei) dus", " 14 mei             dus"),
        ("![14 mei](x.png) dus", "                 dus"),
        ("<b>14</b> <!-- 15 --> mei", "   14                 mei"),
        ("<tel:14> mei", "         mei"),
        ("zei “14 mei” en „15 mei” of", "zei          en          of"),
        ('zei "14 mei" van 6" bij', 'zei          van 6" bij'),
        ("zei ‘14 mei’ in ’s-Gravenhage", "zei          in ’s-Gravenhage"),
        ("14&nbsp;mei & 15 mei {: .x}", "14      mei & 15 mei       "),
        ("kijk op www.x.nl of mail a@x.nl", "kijk op          of mail       "),
        ("> 14 mei\n\n15 mei", "        \n\n15 mei"),
        ("[1]: /14-mei\n15 mei", "            \n15 mei"),
        ("```\n14 mei\n```\n15 mei", "   \n      \n   \n15 mei"),
    ],
)
def test_what_is_not_the_pages_own_word_is_blanked(text: str, expected: str) -> None:
    """Code, addresses, quotations and signs make room for as many spaces."""
    assert expected == blanked(text)


@pytest.mark.parametrize("month", MONTHS)
def test_no_quick_look_misses_a_month(month: str) -> None:
    """A day is found before and behind every name of a month, however it is written."""
    number, name = MONTHS[month], month.capitalize()
    for text in (f"13 {name} 2024", f"{name} 13, 2024", f"{month.upper()} 13, 2024"):
        assert [(one.day, one.month) for one in days_in(text)] == [(13, number)]


@pytest.mark.parametrize("weekday", WEEKDAYS)
def test_no_quick_look_misses_a_day_of_the_week(weekday: str) -> None:
    """Every name of a day of the week is seen, however it is written."""
    assert all(
        names_weekdays(f"Op {one} dus") for one in (weekday, weekday.capitalize(), weekday.upper())
    )

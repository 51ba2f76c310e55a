"""What `hubgen check --fix` writes into pages, for what `hubgen check` says of them.

Only what has one right answer is mended. Each fix is one function, and `FIXES` says of which
problem; `TIDYING` is for what is no problem and still written otherwise than editors are told to.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from hubgen.amending import put
from hubgen.documents.reading import read_documents
from hubgen.errors import ContentError, Problem, Unamendable
from hubgen.frontmatter import Path
from hubgen.kinds.base import Entry
from hubgen.locating import Group
from hubgen.mending import lines, values
from hubgen.mending.sheet import Mend, Sheet
from hubgen.mending.titles import Titles
from hubgen.settings import Settings

__all__ = ["FIXES", "Mend", "Mended", "mend"]

Fixed = tuple[Sheet, Mend]
Fix = Callable[[Sheet, Problem], Fixed | None]
"""Returns a page without a problem that it had, and what was done; None where more answers than
one are right. Raises `Unamendable` where the front matter is too unusual."""
Value = Callable[[Sheet, Path, Problem], str | None]


def write_uid(sheet: Sheet, problem: Problem) -> Fixed | None:
    """Write down the UID that the page has now, made from its kind and slug.

    So it stays the same when the file gets another name.
    """
    if sheet.entry is None or sheet.matter.values.get("uid"):
        return None  # what stands there is wrong, and only its editor knows what was meant
    uid = sheet.entry.uid
    after = sheet.now(put(sheet.text, ("uid",), uid, order=("title", "subtitle", "summary", "uid")))
    more = after.text.count("\n") - sheet.text.count("\n")
    line = after.matter.place(("uid",)).line
    mend = Mend(path=problem.path, line=line, field="uid", how="added", after=uid, lines=more)
    return after, mend


def _value(*finds: Value) -> Fix:
    """Return the fix that puts what is found in the place of the text that a problem is about.

    The first that finds something to which the kind has no objection is taken.
    """

    def fix(sheet: Sheet, problem: Problem) -> Fixed | None:
        path = sheet.path_of(problem.field)
        if path is None:
            return None
        for find in finds:
            value = find(sheet, path, problem)
            if value not in {None, sheet.written[path][1]} and sheet.accepts(path, str(value)):
                return sheet.put(path, str(value))
        return None

    return fix


_CURLY = values.without_curly_quotes
_WORD = _value(values.own_word, _CURLY)
_OF_PAGE = _value(values.page_by_title)
_OF_THEME = _value(values.theme_by_title)


FIXES: Mapping[str, Fix] = MappingProxyType(
    {
        **dict.fromkeys(lines.REWRITTEN, lines.rewrite),
        "yaml-tab": lines.spaces_for_tabs,
        "yaml-odd-space": lines.plain_spaces,
        "cut-off": lines.with_number_sign,
        "cut-off-empty": lines.with_number_sign,
        "curly-quotes": lines.straight_quotes,
        "not-one-of": _WORD,
        "not-one-of-near": _WORD,
        "unknown-key-near": lines.own_key,
        "bad-slug": _value(values.slug_of_words, _CURLY),
        "unknown-reference": _OF_PAGE,
        "unknown-reference-near": _OF_PAGE,
        "reference-needs-folder": _OF_PAGE,
        "unknown-theme": _OF_THEME,
        "unknown-theme-near": _OF_THEME,
        "expects-whole-number": _value(values.whole_number, _CURLY),
        "expects-number": _value(values.decimal_number, _CURLY),
        "entity": _value(values.without_entity),
        "bad-when": _value(_CURLY),
        "bad-date": _value(_CURLY),
        "bad-time": _value(_CURLY),
        "bad-partial-date": _value(_CURLY),
        "bad-url": _value(_CURLY),
        "bad-web-address": _value(_CURLY),
        "bad-email": _value(_CURLY),
        "bad-phone": _value(_CURLY),
        "expects-yes-no": _value(_CURLY),
        "own-address": lines.address_of_hub,
        "no-uid": write_uid,
    }
)
"""What mends a problem, by the problem's code."""

TIDYING: Sequence[Callable[[Sheet], Iterator[tuple[Path, str]]]] = (
    values.first_forms,
    values.names_of_organisations,
)
"""What yields texts that can be written better, though nothing is wrong with them."""

# Until these are mended the slug may become another, and the UID is made from it.
_UNSETTLED = frozenset({"slug-twice", "no-slug", "reserved-slug", "bad-slug"})


_BROKEN = frozenset({*lines.REWRITTEN, "yaml-tab", "yaml-odd-space"})
"""What keeps a page from being read; it is mended before anything else is looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """What was mended, and what could not be."""

    texts: Mapping[str, str]
    """The new text of each page that has one, by its path."""
    mends: tuple[Mend, ...]
    """What was done, in the order of the pages."""
    by_hand: tuple[tuple[str, Unamendable], ...]
    """The pages whose front matter is too unusual."""


def mend(
    problems: Iterable[Problem],
    groups: Sequence[Group],
    settings: Settings,
    *,
    among: Callable[[str], bool] = lambda _path: True,
) -> Mended:
    """Return the pages of `groups` without those of their problems that can be mended.

    A page whose slug is not certain gets no UID. Files that are not `among` those that were meant
    are left as they are.
    """
    found: dict[str, list[Problem]] = {}
    for one in problems:
        found.setdefault(one.path, []).append(one)
    titles = Titles(groups=groups, settings=settings)
    texts: dict[str, str] = {}
    mends: list[Mend] = []
    by_hand: list[tuple[str, Unamendable]] = []
    for group in groups:
        for number, source in enumerate(group):
            if not among(source.path):
                continue
            theirs = found.get(source.path, [])
            entry = _entry(group, settings, theirs) if number == 0 else None
            sheet = Sheet(
                path=source.path, text=source.text, entry=entry, settings=settings, titles=titles
            )
            text, done = _mended(sheet, theirs, by_hand)
            if text != source.text:
                texts[source.path] = text
                mends += done
    return Mended(texts=MappingProxyType(texts), mends=tuple(mends), by_hand=tuple(by_hand))


def _entry(group: Group, settings: Settings, problems: Iterable[Problem]) -> Entry | None:
    """Return a page that lacks a UID; None where it has one, or its slug is not certain."""
    codes = {one.code for one in problems}
    if "no-uid" not in codes or not codes.isdisjoint(_UNSETTLED):
        return None
    documents = read_documents([group[:1]], settings)
    return next(iter((*documents.entries, *documents.unsound)), None)


def _mended(
    sheet: Sheet, problems: Sequence[Problem], by_hand: list[tuple[str, Unamendable]]
) -> tuple[str, list[Mend]]:
    """Return a page's text with all that is sure mended, and what was done."""
    done: list[Mend] = []
    for _ in range(lines.MOST_LINES):
        try:
            _ = sheet.matter
            break
        except ContentError as error:
            fixed = _first_fix(sheet, error.problems)
            if fixed is None:
                return sheet.text, done
            sheet = fixed[0]
            done.append(fixed[1])
    else:
        return sheet.text, done
    for fixed in _fixes(sheet, problems, by_hand):
        sheet = fixed[0]
        done = [*(one.moved(fixed[1]) for one in done), fixed[1]]
    return sheet.text, done


def _first_fix(sheet: Sheet, problems: Iterable[Problem]) -> Fixed | None:
    """Return a page without one of the problems for which it cannot be read."""
    for one in problems:
        if one.code in _BROKEN and (fixed := FIXES[one.code](sheet, one)):
            return fixed
    return None


def _fixes(
    sheet: Sheet, problems: Iterable[Problem], by_hand: list[tuple[str, Unamendable]]
) -> Iterator[Fixed]:
    """Yield the page after each thing that was mended on it."""
    for one in problems:
        if one.code not in FIXES or one.code in _BROKEN:
            continue
        try:
            fixed = FIXES[one.code](sheet, one)
        except Unamendable as error:
            by_hand.append((sheet.path, error))
            continue
        if fixed:
            sheet = fixed[0]
            yield fixed
    for tidy in TIDYING:
        for path, value in tuple(tidy(sheet)):
            try:
                fixed = sheet.put(path, value)
            except Unamendable as error:
                by_hand.append((sheet.path, error))
                continue
            sheet = fixed[0]
            yield fixed
    if fixed := lines.without_spaces(sheet):
        yield fixed

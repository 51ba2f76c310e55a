"""What `hubgen check --fix` writes into pages, for what `hubgen check` says of them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from hubgen.amending import put
from hubgen.documents import read_documents
from hubgen.errors import Problem, Unamendable
from hubgen.kinds.base import Entry
from hubgen.locating import Group
from hubgen.settings import Settings

Fix = Callable[[str, Entry], str]
"""Returns a page's text without a problem that it had; raises `Unamendable`."""


def write_uid(text: str, entry: Entry) -> str:
    """Return a page's text with the UID that the page has now, made from its kind and slug.

    So it stays the same when the file gets another name.
    """
    if entry.matter.values.get("uid"):
        return text  # what stands there is wrong, and only its editor knows what was meant
    return put(text, ("uid",), entry.uid, order=("title", "subtitle", "summary", "uid"))


FIXES: Mapping[str, Fix] = MappingProxyType({"no-uid": write_uid})
"""What mends a problem, by the problem's code."""

# Until these are mended the slug may become another, and the UID is made from it.
_UNSETTLED = frozenset({"slug-twice", "no-slug", "reserved-slug", "bad-slug"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """What was mended, and what could not be."""

    texts: Mapping[str, str]
    """The new text of each page that has one, by its path."""
    by_hand: tuple[tuple[str, Unamendable], ...]
    """The pages whose front matter is too unusual."""


def mend(problems: Iterable[Problem], groups: Iterable[Group], settings: Settings) -> Mended:
    """Return the pages of `groups` without those of their problems that can be mended.

    A page whose slug is not certain is left as it is.
    """
    codes: dict[str, set[str]] = {}
    for one in problems:
        codes.setdefault(one.path, set()).add(one.code)
    texts: dict[str, str] = {}
    by_hand: list[tuple[str, Unamendable]] = []
    for group in groups:
        source = group[0]
        found = codes.get(source.path, set())
        fixes = [fix for code, fix in FIXES.items() if code in found]
        if not fixes or not found.isdisjoint(_UNSETTLED):
            continue
        documents = read_documents([group[:1]], settings)
        text = source.text
        for entry in (*documents.entries, *documents.unsound):
            try:
                for fix in fixes:
                    text = fix(text, entry)
            except Unamendable as error:
                by_hand.append((source.path, error))
        if text != source.text:
            texts[source.path] = text
    return Mended(texts=MappingProxyType(texts), by_hand=tuple(by_hand))

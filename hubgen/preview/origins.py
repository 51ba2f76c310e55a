"""Where a page of the preview comes from: its file, and whether readers can see it yet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from hubgen.edition import Edition
from hubgen.fields import Ref
from hubgen.kinds.base import Entry
from hubgen.plan import Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What a page is made of."""

    path: str
    """The file, from the site's folder: `content/events/x.md`."""
    lang: str
    draft: bool = False
    appears: datetime | None = None
    """When a page of the future is published, in the site's zone."""

    @property
    def is_public(self) -> bool:
        """Whether readers see the page already."""
        return not self.draft and self.appears is None


def origins(edition: Edition) -> Mapping[str, Origin]:
    """Return the origin of each page that a file says, by its address."""
    return dict(_origins(edition))


def _origins(edition: Edition) -> Iterator[tuple[str, Origin]]:
    for target in edition.plan.of_form.get(Form.ENTRY, ()):
        yield target.address, _of_entry(edition.entry_of(target), edition)
    for target in edition.plan.of_form.get(Form.LISTING, ()):
        if path := edition.path_of(target):
            yield target.address, Origin(path=path, lang=target.lang)


def _of_entry(entry: Entry, edition: Edition) -> Origin:
    """Return an entry's origin; a translation appears no earlier than its original."""
    library = edition.library
    both = (entry, library.find(Ref(entry.kind.folder, entry.slug), edition.settings.lang) or entry)
    dates = (one.facts.date for one in both if one.facts.date is not None)
    appears = max(dates, default=library.now)
    return Origin(
        path=entry.path,
        lang=entry.lang,
        draft=any(one.facts.draft for one in both),
        appears=appears if appears > library.now else None,
    )

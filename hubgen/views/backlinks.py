"""What refers to a page, in the lists of its kind."""

from hubgen.fields import Ref
from hubgen.kinds.base import Backlinks, Entry
from hubgen.library import Referrer
from hubgen.views.links import Links
from hubgen.views.records import CardGroup


def backlinks(entry: Entry, links: Links) -> tuple[tuple[CardGroup, ...], set[Ref]]:
    """Return what refers to an entry, each page in the first list that takes it, and all of those.

    What the entry's own field of a list's name holds is shown there, as a tool's practices are. A
    page that merely names the entry is shown so, unless the entry itself names it as related.
    """
    library = links.library
    referrers = library.referrers.get(entry.ref, ())
    taken: set[Ref] = set()
    for group in entry.kind.backlinks:
        taken |= set(getattr(entry.fields, group.name, ()))
    groups = []
    for group in entry.kind.backlinks:
        elsewhere = taken if group.roles else taken.union(entry.fields.related)
        refs = {Ref(who.folder, who.slug) for who in referrers if _fits(group, who)} - elsewhere
        found = [library.find(ref, links.lang) for ref in sorted(refs)]
        shown = [page for page in found if page and not library.is_expired(page)]
        taken |= {page.ref for page in shown}
        if shown:
            groups.append(
                CardGroup(
                    name=group.name,
                    title=links.text(f"site.backlinks.{group.name}"),
                    cards=tuple(links.ordered_cards(shown)),
                )
            )
    return tuple(groups), taken


def _fits(group: Backlinks, who: Referrer) -> bool:
    """Tell whether a page refers in a way that belongs in a list."""
    its_kind = not group.folder or who.folder == group.folder
    return its_kind and (not group.roles or who.role in group.roles)

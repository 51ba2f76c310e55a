"""The blueprint: the library and the plan as they were last worked out, kept between runs.

While no page changed but in its text, and time passed no moment at which anything changes, they are
what they were, and so is all that is wrong between pages. What is kept is used only then: nothing
of it is mended, and whatever else changed has all of it worked out again.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b

from hubgen.archive.rows import problem_row, read_problem
from hubgen.blueprint.rows import library_of, library_row, plan_of, plan_row
from hubgen.cache import Cache
from hubgen.checks import check_changes, check_hub, check_links, find_pointed
from hubgen.documents import Documents
from hubgen.edition import Edition
from hubgen.errors import Problem, in_order
from hubgen.kinds.base import Entry
from hubgen.library import Library, check_references
from hubgen.moments import first_change
from hubgen.plan import Plan
from hubgen.settings import Settings
from hubgen.static import Static

SHELF = "blueprint"
"""The shelf of blueprints: of what is published, and of what a preview with drafts shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """All that a library and a plan follow from."""

    documents: Documents
    settings: Settings
    now: datetime
    drafts: bool
    static: Static

    @property
    def name(self) -> str:
        """The name of its blueprint on the shelf."""
        return "drafts" if self.drafts else "published"

    def state(self, program: str) -> str:
        """Return the digest of all this, but for texts and the present."""
        settings = self.settings.model_dump_json()
        files = list(self.static.files)
        told = f"{program} {settings} {self.drafts} {files} {self.documents.outside}"
        return blake2b(told.encode(), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Blueprint:
    """A library and a plan that are what working them out again would give."""

    library: Library
    plan: Plan
    uses: tuple[str, ...]
    """The paths of all assets, in their order."""
    problems: tuple[Problem, ...]
    """What was wrong between pages."""
    origins: Mapping[str, str]
    """What those pages were read from of which there is more to tell than that all is well."""
    pointed: Mapping[str, Sequence[str]]
    """The anchors of pages, by their paths, that links lead to."""


def structure_of(given: Given, library: Library, program: str) -> str:
    """Return what two editions have in common of which the library and the plan are the same.

    Where the moment of the next change is the same, nothing changed between their moments.
    """
    return f"{given.state(program)} {first_change(library)}"


def recall_blueprint(given: Given, cache: Cache) -> Blueprint | None:
    """Return the blueprint that is kept, if it is right for what is given; else None."""
    if not _is_sound(given.documents):
        return None
    state = given.state(cache.program())
    found = cache.from_shelf(SHELF, given.name)
    if found is None or found[0] != state:
        return None
    row = json.loads(found[1])
    if not row["since"] <= given.now.timestamp() < row["until"]:
        return None
    library = library_of(row["library"], given.documents, given.settings, given.now)
    library = replace(library, until=row["until"])
    blueprint = Blueprint(
        library=library,
        plan=plan_of(row["plan"], library),
        uses=tuple(row["uses"]),
        problems=tuple(map(read_problem, row["problems"])),
        origins=row["origins"],
        pointed=row["pointed"],
    )
    return blueprint if _has_anchors(blueprint) else None


def keep_blueprint(
    given: Given, edition: Edition, problems: Sequence[Problem], cache: Cache
) -> None:
    """Keep the library and the plan of an edition, and what is wrong between its pages.

    Where any of that is a problem nothing is kept.
    """
    if not _is_sound(given.documents) or any(one.severity == "problem" for one in problems):
        return
    pointed = find_pointed(edition)
    paths = {one.path for one in problems} | pointed.keys()
    row = {
        "since": given.now.timestamp(),
        "until": first_change(edition.library),
        "library": library_row(edition.library, given.documents),
        "plan": plan_row(edition.plan, edition.library),
        "uses": list(edition.assets),
        "problems": [problem_row(one) for one in in_order(problems)],
        "origins": {one.path: one.origin for one in edition.library.entries if one.path in paths},
        "pointed": {path: sorted(anchors) for path, anchors in pointed.items()},
    }
    data = json.dumps(row, separators=(",", ":")).encode()
    cache.shelve(SHELF, given.name, given.state(cache.program()), data)


def problems_now(blueprint: Blueprint, edition: Edition, documents: Documents) -> Iterator[Problem]:
    """Yield what is wrong between pages, with the places where it stands in them now."""
    changed = {one.path for one in _changed(blueprint)}
    yield from (one for one in blueprint.problems if one.path not in changed)
    if not changed:
        return
    library = replace(edition.library, introductions={}, asked=frozenset(changed))
    asked = replace(edition, library=library)
    found = (
        *check_references(library, library.checked, documents),
        *check_links(asked, documents.broken),
        *check_changes(asked),
        *check_hub(asked, documents),
    )
    yield from (one for one in found if one.path in changed)


def _is_sound(documents: Documents) -> bool:
    return bool(documents.outside) and not documents.broken and not documents.unsound


def _changed(blueprint: Blueprint) -> list[Entry]:
    """Return the pages that have other texts now, of those that there is something to say of."""
    origins = blueprint.origins
    return [
        one
        for one in blueprint.library.entries
        if one.path in origins and origins[one.path] != one.origin
    ]


def _has_anchors(blueprint: Blueprint) -> bool:
    """Tell whether pages still have the anchors that links lead to."""
    pointed = blueprint.pointed
    return all(
        one.facts.anchors.issuperset(pointed.get(one.path, ())) for one in _changed(blueprint)
    )

"""The handbook: what a kind of page and the settings hold, in one language, from the models.

All that explains fields to people or to other programs starts here, so that a field is added in one
place: its model.
"""

from dataclasses import dataclass
from functools import cache

from hubgen.about import GROUPS, Group
from hubgen.handbook.walking import fields_of
from hubgen.kinds.base import Kind
from hubgen.kinds.fields import Page
from hubgen.settings import ABOUT, Settings
from hubgen.shapes import Field

_SETTINGS = "site"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """What a kind of page holds, or the settings."""

    name: str
    """The kind's name, such as `event`; `site` for the settings."""
    title: str
    text: str
    fields: tuple[Field, ...]
    """In the order of the models: what every kind has first."""

    @property
    def groups(self) -> tuple[tuple[Group, tuple[Field, ...]], ...]:
        """The fields by what they are about, those of the kind alone before those of every kind.

        Of what is about publishing the kind's own are the rarest, and come last. The settings share
        names with pages and nothing more, so theirs stay in order.
        """
        common = Page.model_fields if self.name != _SETTINGS else {}
        own = [one for one in self.fields if one.name not in common]
        shared = [one for one in self.fields if one.name in common]
        found = []
        for group in GROUPS:
            ordered = [*shared, *own] if group == "publish" else [*own, *shared]
            found.append((group, tuple(one for one in ordered if one.group == group)))
        return tuple((group, fields) for group, fields in found if fields)


@cache
def handbook(kind: Kind, lang: str) -> Chapter:
    """Return what a kind of page holds, in the words of a language."""
    title, text = kind.about.said(lang)
    return Chapter(name=kind.name, title=title, text=text, fields=fields_of(kind.model, lang))


@cache
def settings_handbook(lang: str) -> Chapter:
    """Return what the settings hold, in the words of a language."""
    title, text = ABOUT.said(lang)
    return Chapter(name=_SETTINGS, title=title, text=text, fields=fields_of(Settings, lang))

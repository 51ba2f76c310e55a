"""What a field is for, in the words of who fills it in, and what may be written in it.

An `About` stands beside each field of the kinds' models and of the settings, and `handbook` reads
it: from there come the editors' guide, JSON Schema, what a new page holds, and the web editor.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from hubgen.frontmatter import Tree

Group = Literal["head", "when", "where", "who", "what", "join", "subject", "more", "publish"]
"""What a field of a page is about. Fields of one group stand together, in this order."""
GROUPS: tuple[Group, ...] = get_args(Group)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a field or a kind of page is: its title and its purpose, in each language."""

    nl: tuple[str, str]
    en: tuple[str, str]
    example: Tree = None
    """What can be written there, as YAML holds it."""
    example_en: Tree = None
    """What can be written there in English, where that is something else."""
    group: Group = "what"

    def said(self, lang: str) -> tuple[str, str]:
        """Return the title and the purpose in a language."""
        return self.nl if lang == "nl" else self.en

    def example_in(self, lang: str) -> Tree:
        """Return what can be written on a page in a language."""
        return self.example if lang == "nl" or self.example_en is None else self.example_en


@dataclass(frozen=True, slots=True)
class Words:
    """What each word of a choice means, in Dutch and in English; beside its `Literal`."""

    words: Mapping[str, tuple[str, str]]
    said: Mapping[str, str] = field(default_factory=dict)
    """What people write for them, each with the word that it means."""

    def title(self, word: str, lang: str) -> str:
        """Return what a word means."""
        dutch, english = self.words[word]
        return dutch if lang == "nl" else english


@dataclass(frozen=True, slots=True)
class Shorthand:
    """That a text alone is the value of one field of a mapping: a slug for `{person: slug}`."""

    field: str


@dataclass(frozen=True, slots=True)
class Names:
    """Which names a mapping may have of which the models do not name the fields."""

    names: tuple[str, ...]

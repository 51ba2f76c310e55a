"""The catalogues: the same phrases in each language, each of them named somewhere."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter
from typing import Any, get_args

import pytest
import yaml
from jinja2 import Environment, nodes

from hubgen import wording as wordings
from hubgen.fields import Fields
from hubgen.kinds import KINDS
from hubgen.kinds.article import Article
from hubgen.kinds.event.fields import Event
from hubgen.kinds.event.parts import Registration
from hubgen.kinds.event.programme import Item, Speaker
from hubgen.kinds.fields import Page
from hubgen.kinds.organisation import Organisation
from hubgen.kinds.parts import Resource
from hubgen.kinds.practice import Practice
from hubgen.kinds.programme import Programme
from hubgen.wording import LANGUAGES, wording

ROOT = Path(__file__).parent.parent
PLURALS = (".one", ".other")

CHOICES: tuple[tuple[type[Fields], str, str], ...] = (
    (Event, "status", "site.status"),
    (Registration, "state", "site.registration"),
    (Item, "type", "site.item"),
    (Resource, "type", "site.resource"),
    (Practice, "phase", "site.phase"),
    (Practice, "scale", "site.scale"),
    (Article, "type", "site.article.type"),
    (Organisation, "type", "site.organisation.type"),
    (Programme, "type", "site.programme.type"),
)
"""The fields that hold one of a few words, and where what a reader sees for each stands."""


def phrases(lang: str) -> dict[str, str]:
    """Return the catalogue of a language."""
    return dict(wording(lang).words)


def flat(branch: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield the phrases of a tree with their dotted names."""
    for name, value in branch.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value


def names(words: dict[str, str]) -> set[str]:
    """Return what phrases are called, those with a plural once."""
    return {name.removesuffix(".one").removesuffix(".other") for name in words}


def blanks(phrase: str) -> set[str]:
    """Return the blanks of a phrase."""
    return {name for _, name, _, _ in Formatter().parse(phrase) if name is not None}


def named_in_layouts() -> Iterator[str]:
    """Yield every name that a layout asks for, as a regular expression."""
    environment = Environment(autoescape=True)
    for path in sorted((ROOT / "layouts").rglob("*.html")):
        tree = environment.parse(path.read_text("utf-8"))
        for call in tree.find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == "t":
                yield from patterns(call.args[0])


def patterns(said: nodes.Node) -> Iterator[str]:
    """Yield what names an expression in a layout can be; what a view fills in may be any word."""
    if isinstance(said, nodes.CondExpr):
        yield from patterns(said.expr1)
        if said.expr2 is not None:
            yield from patterns(said.expr2)
    else:
        parts = said.nodes if isinstance(said, nodes.Concat) else [said]
        yield "".join(
            re.escape(part.value) if isinstance(part, nodes.Const) else r"[^.]+" for part in parts
        )


def named_in_code() -> Iterator[str]:
    """Yield every text in the code that can name a phrase, as a regular expression."""
    for path in sorted((ROOT / "hubgen").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield re.escape(node.value)
            elif isinstance(node, ast.JoinedStr):
                yield "".join(
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"[^.]+"
                    for part in node.values
                )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_catalogue_is_yaml(lang: str) -> None:
    """What is read of it line by line is what YAML says, for who edits it with other programs."""
    text = (ROOT / f"hubgen/wording/{lang}.yaml").read_text("utf-8")
    assert phrases(lang) == dict(flat(yaml.load(text, Loader=yaml.BaseLoader)))


@pytest.mark.parametrize(
    "line", ["a: b", "a: 'b'", ' a: "b"', "- a", "a: |", 'a: "b" # c', 'a b: "c"']
)
def test_a_line_that_is_no_phrase_is_refused(line: str) -> None:
    """Nothing is passed over that a translator wrote."""
    with pytest.raises(ValueError, match="line 2"):
        wordings.phrases(f"a:\n{line}\n")


def test_languages_have_the_same_phrases() -> None:
    """No phrase is missing in one of the languages."""
    first, *others = (set(phrases(lang)) for lang in LANGUAGES)
    assert [sorted(first ^ other) for other in others] == [[] for _ in others]


def test_phrases_have_the_same_blanks() -> None:
    """A phrase asks for the same values in every language."""
    first, *others = (
        {name: blanks(phrase) for name, phrase in phrases(lang).items()} for lang in LANGUAGES
    )
    assert others == [first for _ in others]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_plurals_are_whole(lang: str) -> None:
    """A phrase for one has its twin for more, and the other way about."""
    words = phrases(lang)
    halves = {
        name
        for name in names(words)
        if any(f"{name}{end}" in words for end in PLURALS)
        and not all(f"{name}{end}" in words for end in PLURALS)
    }
    assert halves == set()


def test_layouts_name_phrases_that_exist() -> None:
    """Every phrase that a layout asks for is in the catalogues."""
    known = names(phrases("nl")) | set(phrases("nl"))
    asked = set(named_in_layouts())
    assert asked
    assert {name for name in asked if not any(re.fullmatch(name, one) for one in known)} == set()


def test_code_names_phrases_that_exist() -> None:
    """Every phrase for readers that the code asks for is in the catalogues."""
    known = names(phrases("nl")) | set(phrases("nl"))
    # A name in parts ends in a dot; it comes by whole too, with any word for what is filled in.
    asked = {name for name in named_in_code() if re.fullmatch(r"site\\\.\S*[^.]", name)}
    assert asked
    assert {name for name in asked if not any(re.fullmatch(name, one) for one in known)} == set()


@pytest.mark.parametrize(("model", "field", "where"), CHOICES)
def test_every_choice_has_its_words(model: type[Fields], field: str, where: str) -> None:
    """Whatever an editor may choose in a field, a reader sees words for it."""
    choices = set(get_args(model.model_fields[field].annotation)) - {""}
    assert choices
    assert {one for one in choices if f"{where}.{one}" not in phrases("nl")} == set()


def test_every_part_in_an_event_has_its_words() -> None:
    """Every role of a speaker but speaking itself is said."""
    roles = set(get_args(Speaker.model_fields["role"].annotation)) - {"", "speaker"}
    assert {role for role in roles if f"site.part.{role}" not in phrases("nl")} == set()


def test_every_kind_has_its_words() -> None:
    """Each kind, its listing and the lists on its pages have a heading."""
    wanted = {f"site.kind.{kind.folder}" for kind in KINDS}
    wanted |= {f"site.kinds.{kind.folder}" for kind in KINDS}
    wanted |= {f"site.backlinks.{group.name}" for kind in KINDS for group in kind.backlinks}
    assert wanted - set(phrases("nl")) == set()


def test_every_goal_has_its_name() -> None:
    """The seventeen goals that `sdgs` allows have their names."""
    assert "sdgs" in Page.model_fields
    assert {n for n in range(1, 18) if f"site.sdg.{n}" not in phrases("nl")} == set()


def test_no_phrase_is_unused() -> None:
    """Every phrase is named by code or a layout; a problem's by its code."""
    asked = re.compile("|".join(sorted({*named_in_layouts(), *named_in_code()})))
    unused = {
        name
        for name in names(phrases("nl"))
        if not asked.fullmatch(name)
        and not asked.fullmatch(f"{name}.other")
        and not asked.fullmatch(name.removeprefix("problems."))
    }
    assert unused == set()

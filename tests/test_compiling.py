"""Compiling: a layout says what jinja2 makes of it, and fails where jinja2 fails."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, TemplateError
from markupsafe import Markup

from hubgen.layouts import HubEnvironment

PARTS = """
{% macro row(one, level=3, class="") %}
<p class="{{ class }}">{{ level }} {{ one }}</p>
{% endmacro %}
{% macro box(title) %}<div>{{ title }}{{ caller() }}</div>{% endmacro %}
{% macro asked(title, caller=none) %}{{ title }}{{ caller() if caller }}{% endmacro %}
{% macro any() %}{{ varargs | join(",") }}{{ kwargs.x }}{% endmacro %}
{% macro nested(names) %}{% macro one(name) %}[{{ name }}]{% endmacro %}
{% for name in names %}{{ one(name) }}{{ loop.index }}{% endfor %}{% endmacro %}
"""
BASE = """{% block head %}base <{% endblock %}
{% set content %}{% block main %}{% endblock %}{{ mark }}
{% block foot %}{{ text }}{% endblock %}{% endset %}
{{ content }}{{ content | length }}{{ self.head() }}"""
WORDS = "<script>\"&'"


@dataclass(frozen=True)
class Page:
    """A record with a mapping, as layouts are given."""

    title: str
    more: Mapping[str, Any]


CONTEXT = {
    "text": WORDS,
    "mark": Markup("<b>bold</b>"),
    "number": 3,
    "nothing": None,
    "page": Page(title=WORDS, more={"key": WORDS, "deep": {"er": [Page(title="x", more={})]}}),
    "join": lambda *words, **named: "".join(words) + str(named),
    "args": ("a", "<"),
    "named": {"level": 4},
}

LAYOUTS = {
    "values": "{{ text }}{{ mark }}{{ number }}{{ nothing }}{{ 'a' ~ text }}{{ mark ~ text }}",
    "attributes": "{{ page.title }}{{ page.more.key }}{{ page.more.deep.er[0].title }}"
    "{{ page['title'] }}{% if page.more.nope is defined %}no{% endif %}{{ text.upper() }}",
    "attributes by name": "{{ [page] | map(attribute='title') | join }}{{ page['more']['key'] }}"
    "{{ [page.more] | map(attribute='key') | join }}{{ args[1] }}{{ 'abc'[1] }}",
    "calls": "{{ join('a', text) }}{{ join(*args) }}{{ join('x', k=text, **named) }}{{ join() }}",
    "macros": "{% from 'parts' import row, nested %}{{ row(text) }}{{ row(mark, 2) }}"
    "{{ row(one=number) }}{{ row(1, level=nothing) }}{{ row('a', class='b') }}"
    "{{ row(*args) }}{{ row('a', **named) }}{{ nested(args) }}",
    "modules": "{% import 'parts' as parts %}{{ parts.row(text) }}",
    "callers": "{% from 'parts' import box, asked, any %}{% call box(text) %}in {{ text }}"
    "{% endcall %}{% call asked('t') %}b{% endcall %}{{ asked('u') }}{{ any(1, 2, x=text) }}",
    "callers with a value": "{% macro each(all) %}{% for one in all %}{{ caller(one) }}"
    "{% endfor %}{% endmacro %}{% call(one) each(args) %}({{ one }}){% endcall %}",
    "loops": "{% for one in args if one != 'b' %}{{ loop.index }}{{ one }}"
    "{{ ',' if not loop.last }}{% else %}none{% endfor %}"
    "{% for one in [[1, [[2, []]]]] recursive %}{{ one[0] }}{{ loop(one[1]) }}{% endfor %}",
    "blocks": "{% extends 'base' %}{% block main %}{{ text }}{{ super() }}{% endblock %}"
    "{% block head %}{{ super() }}{{ number }}{% endblock %}",
    "blocks of blocks": "{% extends 'blocks' %}{% from 'parts' import row %}"
    "{% block foot %}{{ row(text) }}{% endblock %}",
    "scoped": "{% set all %}{% for one in args %}{% block b scoped %}{{ one }}{% endblock %}"
    "{% endfor %}{% endset %}{{ all }}",
    "filters": "{{ text | upper }}{{ args | map('upper') | join(text) }}{{ text | safe }}"
    "{{ [page] | map(attribute='title') | list | first }}"
    "{% filter upper %}{{ text }}{% endfilter %}",
    "unescaped": "{% autoescape false %}{{ text }}{{ mark }}{% endautoescape %}",
    "included": "{% include 'values' %}{% set x = 2 %}{{ x }}{{ namespace(a=text).a }}",
}

MISTAKES = {
    "unknown": "{{ nope }}",
    "unknown attribute": "{{ page.nope }}",
    "attribute of the unknown": "{{ nope.title }}",
    "unknown call": "{{ nope(1) }}",
    "unknown by name": "{{ nope(a=1) }}",
    "unknown part": "{% from 'parts' import nope %}{{ nope('x') }}",
    "left out": "{% from 'parts' import row %}{{ row() }}",
    "too many": "{% from 'parts' import row %}{{ row(1, 2, 3, 4) }}",
    "unknown name": "{% from 'parts' import row %}{{ row(1, colour=2) }}",
    "unasked caller": "{% from 'parts' import row %}{% call row(1) %}x{% endcall %}",
    "unknown item": "{{ page['nope'] }}",
    "not a function": "{{ number(1) }}",
}

FILES = {"parts": PARTS, "base": BASE, **LAYOUTS, **MISTAKES}


def filled(name: str, environment: type[Environment]) -> str:
    """Return a layout with the values above."""
    made = environment(
        loader=DictLoader(FILES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return made.get_template(name).render(CONTEXT)


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_says_what_jinja2_makes_of_it(name: str) -> None:
    """Whatever a layout uses, it is filled as by jinja2's own compiler."""
    assert filled(name, HubEnvironment) == filled(name, Environment)


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_a_mistake_still(name: str) -> None:
    """A layout that jinja2 refuses to fill is refused, with an error of the same type."""
    with pytest.raises((TemplateError, TypeError)) as stock:
        filled(name, Environment)
    with pytest.raises(stock.type):
        filled(name, HubEnvironment)

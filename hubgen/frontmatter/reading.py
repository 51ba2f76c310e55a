"""YAML to a mapping, or what is wrong with it in words that do not speak of tokens and scanners."""

import re

import yaml

from hubgen.errors import ContentError, Problem, problem
from hubgen.frontmatter.building import Builder
from hubgen.frontmatter.records import Path, Place, Tree

LONGEST = 64_000
"""Bytes of front matter; the longest real programme seen has 9,000."""

# libyaml is ten times as quick; where PyYAML was built without it the result is the same.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNQUOTED_COLON = re.compile(r"\s*(?:-\s+)?([\w-]+):\s+(?![\"'\[{|>])(.*:(?:\s.*|))$")


def read_yaml(
    text: str, *, path: str, first_line: int = 1
) -> tuple[dict[str, Tree], dict[Path, Place]]:
    """Return a YAML mapping, every scalar as text, and the place of each of its keys and items.

    Raises `ContentError`, with the line, for anything that is not one plain mapping.
    """
    if len(text.encode()) > LONGEST:
        raise ContentError(
            [problem("front-matter-too-long", path=path, line=first_line, most=LONGEST // 1000)]
        )
    builder = Builder(path, first_line)
    try:
        for event in yaml.parse(text, Loader=_Loader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        raise ContentError([_broken(error, text, path, first_line)]) from error
    except yaml.YAMLError as error:
        odd = yaml.reader.Reader.NON_PRINTABLE.search(text)
        line = first_line + text.count("\n", 0, odd.start() if odd else 0)
        raise ContentError([problem("yaml-broken", path=path, line=line)]) from error
    if builder.problems:
        raise ContentError(builder.problems)
    if builder.root is None:
        return {}, {}
    if not isinstance(builder.root, dict):
        raise ContentError([problem("not-a-mapping", path=path, line=first_line)])
    return builder.root, builder.places


def _broken(error: yaml.MarkedYAMLError, text: str, path: str, first_line: int) -> Problem:
    """Say what is most likely wrong, in words that do not speak of tokens and scanners."""
    mark = error.problem_mark or error.context_mark
    number, column = (mark.line, mark.column + 1) if mark else (0, 1)
    lines = text.split("\n")
    line = lines[min(number, len(lines) - 1)]
    if "\t" in line[: len(line) - len(line.lstrip())]:
        found = problem("yaml-tab")
    elif "mapping values are not allowed" in str(error.problem) and (
        colon := _UNQUOTED_COLON.match(line)
    ):
        found = problem("yaml-colon", field=colon[1], value=colon[2].strip())
    elif "quoted scalar" in str(error.context) and error.context_mark:
        number, column = error.context_mark.line, error.context_mark.column + 1
        found = problem("yaml-quote")
    elif "flow" in str(error.context) and error.context_mark:
        number, column = error.context_mark.line, error.context_mark.column + 1
        found = problem("yaml-bracket")
    else:
        found = problem("yaml-broken-line", value=line.strip()[:60])
    return found.at(path, first_line + number, column)

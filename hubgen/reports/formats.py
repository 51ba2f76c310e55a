"""Problems as programs read them: JSON, annotations of GitHub, and SARIF.

The last two name files from the top of the repository: `prefix` is where the site's folder is from
there, with a slash at its end.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from hubgen.errors import Problem
from hubgen.plaintext import showable
from hubgen.reports.sarif import sarif_log
from hubgen.wording import Wording

JSON_VERSION: Final = 1
"""Goes up when what is in the JSON is called or meant otherwise; more may come beside it."""


def as_json(problems: Sequence[Problem], words: Wording, *, prefix: str, version: str) -> str:
    """Return an object with the version, the counts, and each problem with its place.

    What a problem does not have is null: a line where it is about a whole file, a column where it
    is about a whole line. Paths are from the site's folder, as in the messages for people.
    """
    del prefix
    warnings = sum(one.severity == "warning" for one in problems)
    return _dumped(
        {
            "version": JSON_VERSION,
            "tool": {"name": "hubgen", "version": version},
            "lang": words.lang,
            "counts": {"problems": len(problems) - warnings, "warnings": warnings},
            "problems": [_as_object(one, words) for one in problems],
        }
    )


def as_github(problems: Sequence[Problem], words: Wording, *, prefix: str, version: str) -> str:
    """Return a workflow command a line, each of which GitHub shows beside its line of the file."""
    del version
    return "\n".join(_command(one, words, prefix) for one in problems)


def as_sarif(problems: Sequence[Problem], words: Wording, *, prefix: str, version: str) -> str:
    """Return a log in SARIF 2.1.0, with what GitHub's code scanning asks of one."""
    return _dumped(sarif_log(problems, words, prefix=prefix, version=version))


FORMATS: Mapping[str, Callable[..., str]] = {
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}
"""What makes each format, by the name that `hubgen check --format` knows it by."""


def _as_object(one: Problem, words: Wording) -> dict[str, Any]:
    return {
        "path": one.path,
        "line": one.line or None,
        "column": one.column or None,
        "end_column": one.column + one.length if one.column and one.length else None,
        "field": one.field or None,
        "severity": one.severity,
        "code": one.code,
        "check": one.check or None,
        "message": showable(words.say(one)),
    }


def _command(one: Problem, words: Wording, prefix: str) -> str:
    """Return a problem as a command of GitHub's workflows, escaped as its toolkit does."""
    properties = {"file": prefix + one.path}
    if one.line:
        properties |= {"line": str(one.line), "endLine": str(one.line)}
    if one.column:
        properties["col"] = str(one.column)
        if one.length:
            properties["endColumn"] = str(one.column + one.length)
    properties["title"] = one.field or one.check or "hubgen"
    said = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    name = "error" if one.severity == "problem" else "warning"
    sentence = words.say(one) + (f" [{one.check}]" if one.check else "")
    return f"::{name} {said}::{_data(sentence)}"


def _data(text: str) -> str:
    return showable(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _dumped(value: Mapping[str, Any]) -> str:
    """Return JSON in ASCII, so that nothing in a file's name or text can act on a terminal."""
    return json.dumps(value, indent=2)

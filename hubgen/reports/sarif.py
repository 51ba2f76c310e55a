"""Problems as a log in SARIF 2.1.0 (OASIS), with what GitHub's code scanning asks of one."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Any, Final
from urllib.parse import quote

from hubgen.errors import Problem
from hubgen.plaintext import showable
from hubgen.wording import Wording

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: Final = {"problem": "error", "warning": "warning"}
_BLANK: Final = re.compile(r"\{\w+(?::\w+)?\}")


def sarif_log(
    problems: Sequence[Problem], words: Wording, *, prefix: str, version: str
) -> Mapping[str, Any]:
    """Return a log of one run, with a rule for each code that occurs."""
    first = {one.code: one for one in reversed(problems)}
    rules = {code: number for number, code in enumerate(sorted(first))}
    seen: Counter[str] = Counter()
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "hubgen",
                        "version": version,
                        "semanticVersion": version,
                        "language": words.lang,
                        "rules": [_rule(first[code], words) for code in rules],
                    }
                },
                "language": words.lang,
                # Columns count characters, and not the units of UTF-16.
                "columnKind": "unicodeCodePoints",
                "results": [_result(one, words, prefix, rules[one.code], seen) for one in problems],
            }
        ],
    }


def _rule(one: Problem, words: Wording) -> dict[str, Any]:
    """Return what a code stands for: its sentence without what fills it."""
    sentence = _BLANK.sub("…", words.words[f"problems.{one.code}"]).replace("{{", "{")
    wrong, _, instead = sentence.replace("}}", "}").partition("; ")
    return {
        "id": one.code,
        "name": "".join(part.capitalize() for part in one.code.split("-")),
        "shortDescription": {"text": wrong},
        "fullDescription": {"text": wrong},
        "help": {"text": instead or wrong},
        "defaultConfiguration": {"level": _LEVELS[one.severity]},
    }


def _result(
    one: Problem, words: Wording, prefix: str, rule: int, seen: Counter[str]
) -> dict[str, Any]:
    """Return one problem; what is about a whole file is at the beginning of it."""
    line, column = one.line or 1, one.column or 1
    identity = _identity(one)
    seen[identity] += 1
    return {
        "ruleId": one.code,
        "ruleIndex": rule,
        "level": _LEVELS[one.severity],
        "message": {"text": showable(words.sentence(one))},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {
                        "uri": quote(prefix + one.path),
                        "uriBaseId": "%SRCROOT%",
                    },
                    "region": {
                        "startLine": line,
                        "startColumn": column,
                        "endLine": line,
                        "endColumn": column + max(one.length, 1),
                    },
                }
            }
        ],
        "partialFingerprints": {"primaryLocationLineHash": f"{identity}:{seen[identity]}"},
    }


def _identity(one: Problem) -> str:
    """Return what a problem is known by when its line moves, or its sentence is in another tongue.

    Each further one of the same in a file is told apart by its number.
    """
    said = repr((one.path, one.code, one.field, one.values))
    return blake2b(said.encode("utf-8", "replace"), digest_size=8).hexdigest()

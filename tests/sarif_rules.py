"""What a log in SARIF 2.1.0 must be, as far as hubgen writes one.

The names, types and limits are those of the standard's JSON schema (OASIS, sarif-schema-2.1.0),
which allows no other names; what is asked for besides is what GitHub's code scanning needs.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

OBJECTS: Mapping[str, Mapping[str, str]] = {
    "log": {"$schema": "text", "version": "2.1.0", "runs": "[run]"},
    "run": {
        "tool": "tool",
        "language": "language",
        "columnKind": "utf16CodeUnits|unicodeCodePoints",
        "results": "[result]",
    },
    "tool": {"driver": "driver"},
    "driver": {
        "name": "text",
        "version": "text",
        "semanticVersion": "text",
        "language": "language",
        "rules": "[rule]",
    },
    "rule": {
        "id": "text",
        "name": "text",
        "shortDescription": "message",
        "fullDescription": "message",
        "help": "message",
        "defaultConfiguration": "configuration",
    },
    "configuration": {"level": "none|note|warning|error"},
    "message": {"text": "text"},
    "result": {
        "ruleId": "text",
        "ruleIndex": "number",
        "level": "none|note|warning|error",
        "message": "message",
        "locations": "[location]",
        "partialFingerprints": "fingerprints",
    },
    "location": {"physicalLocation": "physical"},
    "physical": {"artifactLocation": "artifact", "region": "region"},
    "artifact": {"uri": "relative", "uriBaseId": "text"},
    "region": {
        "startLine": "counted",
        "startColumn": "counted",
        "endLine": "counted",
        "endColumn": "counted",
    },
    "fingerprints": {"primaryLocationLineHash": "text"},
}
"""The properties of each object, all of them asked for: a kind of object, a list of one, or a word
of a choice, or a kind of text or number."""

_RELATIVE = re.compile(r"(?!/)(?:[A-Za-z0-9._~!$&'()*+,;=@/-]|%[0-9A-F]{2})+")


def broken_rules(log: Any) -> list[str]:
    """Return what is wrong with a log; nothing for one that is as it must be."""
    found = list(_wrong(log, "log", "log"))
    if not found:
        found += _contradictions(log)
    return found


def _wrong(value: Any, kind: str, where: str) -> Iterator[str]:
    if kind.startswith("["):
        if not isinstance(value, list):
            yield f"{where} is no list"
            return
        for number, item in enumerate(value):
            yield from _wrong(item, kind[1:-1], f"{where}[{number}]")
    elif kind in OBJECTS:
        if not isinstance(value, dict) or set(value) != set(OBJECTS[kind]):
            yield f"{where} has other properties than {sorted(OBJECTS[kind])}"
            return
        for name, inner in OBJECTS[kind].items():
            yield from _wrong(value[name], inner, f"{where}.{name}")
    elif not _fits(value, kind):
        yield f"{where} is {value!r} and no {kind}"


def _fits(value: Any, kind: str) -> bool:
    if kind == "counted":
        return isinstance(value, int) and value >= 1
    if kind == "number":
        return isinstance(value, int) and value >= 0
    if not isinstance(value, str) or not value:
        return False
    if kind == "language":
        return bool(re.fullmatch(r"[a-zA-Z]{2}(-[a-zA-Z]{2})?", value))
    if kind == "relative":
        return bool(_RELATIVE.fullmatch(value))
    return kind == "text" or value in kind.split("|")


def _contradictions(log: Any) -> Iterator[str]:
    """Yield what two parts of a log say differently."""
    for run in log["runs"]:
        rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
        if len(set(rules)) < len(rules):
            yield "two rules have one id"
        prints = [one["partialFingerprints"]["primaryLocationLineHash"] for one in run["results"]]
        if len(set(prints)) < len(prints):
            yield "two results have one fingerprint"
        for one in run["results"]:
            if one["ruleIndex"] >= len(rules) or rules[one["ruleIndex"]] != one["ruleId"]:
                yield f"{one['ruleId']} has the index of another rule"
            region = one["locations"][0]["physicalLocation"]["region"]
            if (region["endLine"], region["endColumn"]) <= (
                region["startLine"],
                region["startColumn"],
            ):
                yield f"{one['ruleId']} ends before it begins"

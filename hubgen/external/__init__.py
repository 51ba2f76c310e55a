"""The hub's links to other sites: whether what they lead to is still there.

It is never a part of a build, for what is published hangs on the content alone.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

from hubgen.checklist import BY_CODE
from hubgen.documents import Documents
from hubgen.errors import Problem, Refused
from hubgen.external.addresses import external_links
from hubgen.external.asking import Answer, Asker
from hubgen.external.memory import read_memory, write_memory
from hubgen.proofreading.judging import judged_together
from hubgen.settings import Settings

_AT_ONCE = 8
"""Hosts that are asked at the same time."""
_NOT_JUDGED = frozenset({"refusing", "busy"})
_NO_NETWORK = 2
"""Hosts of which none is found before it is said that there is no internet here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What came of asking for every address."""

    problems: tuple[Problem, ...]
    asked: int
    """How many addresses were asked for now."""
    known: int
    """How many were asked for before, not long ago."""
    unsure: int
    """How many of all say nothing to who is not a person."""


def visit(
    documents: Documents,
    settings: Settings,
    now: datetime,
    asker: Asker,
    *,
    memory: Path | None,
    among: Callable[[str], bool] = lambda _path: True,
    begin: Callable[[int, int], None] = lambda _addresses, _hosts: None,
) -> Visit:
    """Ask for each address elsewhere to which the files `among` those that are meant link.

    `memory` is the folder in which answers are kept; `begin` is told how many addresses will be
    asked for, at how many hosts. Raises `Refused` where there is no internet.
    """
    places: dict[str, list[Problem]] = {}
    for address, place in external_links(documents, settings, now):
        if among(place.path):
            places.setdefault(address, []).append(place)
    remembered = read_memory(memory)
    answers = {address: answer for address in places if (answer := remembered.recall(address, now))}
    known = len(answers)
    learned = _ask([address for address in places if address not in answers], asker, begin)
    if memory is not None:
        write_memory(memory, remembered, learned, now)
    answers |= learned
    found = [
        said
        for address, spots in places.items()
        for spot in spots
        if (said := _problem(spot, address, answers[address]))
    ]
    judged = judged_together(found, documents.entries, settings)
    return Visit(
        problems=tuple(sorted(_weighed(judged, settings))),
        asked=len(learned),
        known=known,
        unsure=sum(answers[address].state in _NOT_JUDGED for address in places),
    )


def _weighed(found: Iterable[Problem], settings: Settings) -> Iterator[Problem]:
    """Yield problems, those that are in no page's file weighed as the site does."""
    for one in found:
        if one.check:
            yield one
            continue
        name = BY_CODE[one.code].name
        weight = settings.checks.get(name, one.severity)
        if weight != "off":
            yield replace(one, check=name, severity=weight)


def _ask(
    addresses: list[str], asker: Asker, begin: Callable[[int, int], None]
) -> Mapping[str, Answer]:
    """Return what addresses say, each host asked for one at a time."""
    by_host: dict[str, list[str]] = {}
    for address in addresses:
        by_host.setdefault((urlsplit(address).hostname or "").lower(), []).append(address)
    if not by_host:
        return {}
    begin(len(addresses), len(by_host))

    def ask(host: str) -> list[tuple[str, Answer]]:
        return [(address, asker.ask(address)) for address in by_host[host]]

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        answers = dict(one for some in pool.map(ask, by_host) for one in some)
    if len(by_host) > _NO_NETWORK and all(one.state == "name" for one in answers.values()):
        raise Refused("no-internet")
    return answers


def _problem(place: Problem, address: str, answer: Answer) -> Problem | None:
    """Return what is wrong at a place with an address; None where nothing is, or is known."""
    if answer.state == "good" or answer.state in _NOT_JUDGED:
        return None
    values = {"value": dict(place.values)["value"]}
    code = f"external-{answer.state}"
    if answer.state in {"gone", "failing"}:
        values["status"] = str(answer.status)
    if answer.state == "moved":
        code, values = _moved(code, values, address, answer.to)
    return replace(place, code=code, values=tuple(sorted(values.items())), severity="warning")


def _moved(code: str, values: dict[str, str], address: str, to: str) -> tuple[str, dict[str, str]]:
    """Return how to say that an address has moved; to a front page, what was there has gone."""
    if urlsplit(to).path in {"", "/"} and urlsplit(address).path not in {"", "/"}:
        return "external-home", values | {"right": to}
    fragment = urldefrag(values["value"]).fragment
    right = to if not fragment or urldefrag(to).fragment else f"{to}#{fragment}"
    return code, values | {"right": right}

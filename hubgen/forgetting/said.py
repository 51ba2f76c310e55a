"""What is to be said of someone who is forgotten: to who asked for it, and in the report."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from hubgen import tables
from hubgen.forgetting import Forgetting, Taken
from hubgen.forgetting.traces import Trace
from hubgen.wording import Wording

_HIDDEN = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What was found, and what becomes of it."""

    forgetting: Forgetting
    left: tuple[Trace, ...]
    """What is still there once that is done."""
    opaque: tuple[str, ...]
    """The files that could not be looked into."""
    addresses: tuple[str, ...]
    """Where the person's page is."""


def lines_before(
    traces: Iterable[Trace], texts: Mapping[str, str], new: Mapping[str, str]
) -> Iterator[Trace]:
    """Yield what is still there after a change, with the lines that it is on before."""
    for one in traces:
        if one.path in new and one.line:
            yield replace(one, line=_line_before(one.line, texts[one.path], new[one.path]))
        else:
            yield one


def lines_after(
    places: Iterable[Taken], texts: Mapping[str, str], new: Mapping[str, str]
) -> Iterator[Taken]:
    """Yield what is still there after a change, with the lines that it is on then."""
    for one in places:
        if one.path in new and one.line:
            yield replace(one, line=_line_before(one.line, new[one.path], texts[one.path]))
        else:
            yield one


def account(one: Account, words: Wording, *, done: bool) -> str:
    """Return all that is to be said to who asked, with names and the words around them."""
    return _told(one, words, done=done, hidden=False)


def report(one: Account, words: Wording, day: str) -> str:
    """Return what can be kept of it: what was done and where, and no name or address."""
    head = words.text("command.forget.report", day=day)
    return f"{head}\n\n{_told(one, words, done=True, hidden=True)}"


def _told(one: Account, words: Wording, *, done: bool, hidden: bool) -> str:
    text, known = words.text, one.forgetting

    def path(name: str) -> str:
        return without_name(name, one) if hidden else name

    certain = [trace for trace in one.left if trace.is_certain]
    perhaps = [trace for trace in one.left if not trace.is_certain]
    parts = [
        ("gone" if done else "goes", [_taken(each, path, words) for each in known.taken]),
        ("by_hand", [_taken(each, path, words) for each in known.by_hand]),
        ("left", [_trace(each, path, words, hidden=hidden) for each in certain]),
        ("perhaps", [_trace(each, path, words, hidden=hidden) for each in perhaps]),
        ("opaque", [path(each) for each in one.opaque]),
        ("outside", list(_outside(one, words, hidden=hidden))),
    ]
    said = (
        "\n".join([text(f"command.forget.part.{name}"), *(f"  {line}" for line in lines)])
        for name, lines in parts
        if lines
    )
    return "\n\n".join(said) + "\n"


def without_name(text: str, one: Account) -> str:
    """Return a text in which whatever names the person is hidden."""
    for hit in reversed(one.forgetting.person.hits(text)):
        text = f"{text[: hit.start]}{_HIDDEN}{text[hit.end :]}"
    return text


def _taken(one: Taken, path: Callable[[str], str], words: Wording) -> str:
    place = f"{path(one.path)}:{one.line}" if one.line else path(one.path)
    field = f"{one.field}: " if one.field else ""
    return f"{place}: {field}{words.text(f'command.forget.what.{one.what}')}"


def _trace(one: Trace, path: Callable[[str], str], words: Wording, *, hidden: bool) -> str:
    place = f"{path(one.path)}:{one.line}" if one.line else path(one.path)
    name = one.sort if one.inside == "text" else one.inside
    sort = words.text(f"command.forget.sort.{name}")
    return f"{place}: {sort}" if hidden else f"{place}: {sort}: {tables.shown(one.around)}"


def _outside(one: Account, words: Wording, *, hidden: bool) -> Iterator[str]:
    """Yield what is not in the hub's own hands, with what can be done about it."""
    text = words.text
    if one.addresses:
        where = _HIDDEN if hidden else ", ".join(one.addresses)
        yield text("command.forget.outside.address", address=where)
    for name in ("publish", "git", "readers", "search", "copies"):
        yield text(f"command.forget.outside.{name}")
    if not hidden and one.forgetting.gone:
        paths = " ".join(f"--path {path}" for path in one.forgetting.gone)
        yield text("command.forget.outside.command", paths=paths)


def _line_before(line: int, before: str, after: str) -> int:
    """Return the line that a line of a changed text was on."""
    old, new = before.splitlines(), after.splitlines()
    for tag, first, last, start, stop in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if start < line <= stop:
            moved = first + (line - start)
            return moved if tag == "equal" else min(moved, max(last, first + 1))
    return line


def summary(one: Account) -> Sequence[int]:
    """Return how many places go, and how many an editor has to write."""
    certain = sum(trace.is_certain for trace in one.left)
    return (len(one.forgetting.taken), certain + len(one.forgetting.by_hand))

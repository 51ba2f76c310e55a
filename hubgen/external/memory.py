"""What addresses said before, so that none is asked again within days."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import get_args

from hubgen.external.asking import Answer, State

FILE = "external.json"
_VERSION = 1
_GOOD = timedelta(days=7)
_BAD = timedelta(hours=4)
_FORGOTTEN = timedelta(days=60)
_STATES = frozenset(get_args(State))


@dataclass(frozen=True, slots=True)
class Memory:
    """What each address said last, and when."""

    answers: Mapping[str, tuple[datetime, Answer]]

    def recall(self, address: str, now: datetime) -> Answer | None:
        """Return what an address said, if that is not too long ago: for days if it was good."""
        if address not in self.answers:
            return None
        at, answer = self.answers[address]
        fresh = _GOOD if answer.state in {"good", "moved", "refusing"} else _BAD
        return answer if timedelta() <= now - at < fresh else None


def read_memory(folder: Path | None) -> Memory:
    """Return what is remembered in a folder: nothing where there is none, or it is broken."""
    if folder is None:
        return Memory({})
    try:
        written = json.loads((folder / FILE).read_text("utf-8"))
        if written["version"] != _VERSION:
            return Memory({})
        return Memory(
            {
                str(address): (datetime.fromisoformat(at), Answer(state, int(status), str(to)))
                for address, (at, state, status, to) in written["answers"].items()
                if state in _STATES and datetime.fromisoformat(at).tzinfo
            }
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return Memory({})  # a memory that is lost is only asked for again


def write_memory(
    folder: Path, memory: Memory, learned: Mapping[str, Answer], now: datetime
) -> None:
    """Remember what addresses said now, beside what they said before, for some time."""
    kept = {
        address: (at, answer)
        for address, (at, answer) in memory.answers.items()
        if now - at < _FORGOTTEN
    }
    kept |= {address: (now, answer) for address, answer in learned.items()}
    answers = {
        address: [at.isoformat(), answer.state, answer.status, answer.to]
        for address, (at, answer) in sorted(kept.items())
    }
    text = json.dumps({"version": _VERSION, "answers": answers}, ensure_ascii=False, indent=1)
    new = folder / f".{FILE}.{os.getpid()}.tmp"
    with suppress(OSError):  # what cannot be remembered is asked for again
        folder.mkdir(parents=True, exist_ok=True)
        new.write_text(text, "utf-8")
        new.replace(folder / FILE)

"""Progress: what a build says while it runs."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol


@dataclass(slots=True)
class Stage:
    """One stage of a build, while it runs; the stage itself says how much there was."""

    name: str
    count: int = 0


class Progress(Protocol):
    """Who hears of a build's stages."""

    def began(self, stage: Stage) -> None:
        """Hear that a stage begins."""

    def ended(self, stage: Stage, seconds: float) -> None:
        """Hear that a stage is done."""


class Quiet:
    """Says nothing: for CI, and wherever nobody watches."""

    def began(self, stage: Stage) -> None:
        """Say nothing."""

    def ended(self, stage: Stage, seconds: float) -> None:
        """Say nothing."""


@contextmanager
def stage(name: str, progress: Progress) -> Iterator[Stage]:
    """Tell `progress` of a stage that lasts as long as the `with` block."""
    current = Stage(name)
    began = time.perf_counter()
    progress.began(current)
    yield current
    progress.ended(current, time.perf_counter() - began)

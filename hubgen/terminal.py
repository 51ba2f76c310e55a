"""The terminal: a line a stage, with its count and time, written over while it runs."""

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.status import Status

from hubgen.progress import Stage
from hubgen.wording import wording


class Terminal:
    """Shows a build's stages on a terminal."""

    def __init__(self, lang: str) -> None:
        self._text = wording(lang).text
        self._console = Console(stderr=True, highlight=False)
        self._status: Status | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()

    def began(self, stage: Stage) -> None:
        """Show that a stage runs."""
        self._stop()
        self._status = self._console.status(self._text(f"command.stage.{stage.name}"))
        self._status.start()

    def ended(self, stage: Stage, seconds: float) -> None:
        """Write a line for the stage that is done."""
        self._stop()
        name = self._text(f"command.stage.{stage.name}")
        self._console.print(f"[green]✓[/] {name:<24}{stage.count:>8}  {seconds:>7.2f} s")

    def _stop(self) -> None:
        if self._status is not None:
            self._status.stop()
            self._status = None

"""The command in a process of its own."""

import gc
import os
import sys

import pytest

from hubgen.__main__ import OBJECTS, run


def test_the_process_seldom_looks_for_what_can_be_thrown_away(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nearly all that a command loads and reads stays until it ends."""
    ended: list[int] = []
    monkeypatch.setattr(os, "_exit", ended.append)
    monkeypatch.setattr(sys, "argv", ["hubgen", "--version"])
    before = gc.get_threshold()
    try:
        run()
        during = gc.get_threshold()
    finally:
        gc.set_threshold(*before)

    assert (ended, during[0]) == ([0], OBJECTS)
    assert capsys.readouterr().out.startswith("hubgen")

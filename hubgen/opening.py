"""Opening: a file in the program in which whoever writes it edits texts."""

import os
import shlex
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

_SOON = 1.0  # seconds in which a program that cannot open a file has said so

# Programs that need the terminal, which the preview has.
_IN_TERMINAL = frozenset(
    {"ed", "ex", "hx", "helix", "jed", "joe", "jove", "kak", "mcedit", "micro", "nano", "ne"}
    | {"nvi", "nvim", "pico", "ted", "tilde", "vi", "view", "vile", "vim", "vimx", "zile"}
)

# How a program is told which line to show: its manual's own words.
_AT_LINE = {
    "--goto {file}:{line}:{column}": "code code-insiders codium cursor positron vscodium windsurf",
    "{file}:{line}:{column}": "fleet lapce subl sublime_text zed zeditor",
    "+{line}:{column} {file}": "emacs emacsclient",
    "+{line} {file}": "bbedit gedit gnome-text-editor gvim mvim pluma xed",
    "--line {line} {file}": "geany kate kwrite mate mousepad",
    "-n{line} {file}": "notepad++",
}
_ARGUMENTS = {name: said for said, names in _AT_LINE.items() for name in names.split()}

# What Windows' command interpreter, by which `.cmd` files run, takes for something of its own.
_OF_CMD = frozenset('"&|<>^%!')


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """What opens a file."""

    command: tuple[str, ...] = ()
    """The program and its options; nothing for what the system opens such a file with."""

    @property
    def name(self) -> str:
        """The program's name: `code`; nothing for what the system chooses."""
        return Path(self.command[0]).stem if self.command else ""


def program(
    environment: Mapping[str, str], find: Callable[[str], str | None] = shutil.which
) -> Program:
    """Return the program that someone edits texts in, by the environment of the command.

    That is VISUAL's or else EDITOR's, where it has a window of its own; in the terminal of Visual
    Studio Code that program; and else whatever the system has for such files.
    """
    wanted = [environment.get(name, "") for name in ("VISUAL", "EDITOR")]
    if environment.get("TERM_PROGRAM") == "vscode":
        wanted.append("code")
    for text in wanted:
        words = _words(text)
        if not words or _needs_terminal(words):
            continue
        if found := find(words[0]):
            return Program(command=(found, *words[1:]))
    return Program()


def open_file(file: Path, program: Program, *, line: int = 0, column: int = 0) -> bool:
    """Have a program open a file, at a line if it can; tell whether it began to."""
    if sys.platform == "win32" and (not program.command or _OF_CMD & set(str(file))):
        try:
            os.startfile(file)
        except OSError:
            return False
        return True
    chosen = program.command or ("open" if sys.platform == "darwin" else "xdg-open",)
    return _starts((*chosen, *_arguments(file, program, line, column)))


def _words(text: str) -> list[str]:
    """Return a command in words; none for one whose quotes do not end."""
    try:
        return shlex.split(text, posix=os.name != "nt")
    except ValueError:
        return []


def _needs_terminal(words: list[str]) -> bool:
    name = Path(words[0]).stem
    in_terminal = {"-nw", "-t", "-tty", "--no-window-system", "--tty"} & set(words)
    return name in _IN_TERMINAL or (name.startswith("emacs") and bool(in_terminal))


def _arguments(file: Path, program: Program, line: int, column: int) -> list[str]:
    """Return how a program is told to show a file, at a line where one is known."""
    said = _ARGUMENTS.get(program.name) if line else None
    if said is None:
        return [str(file)]
    column = max(column, 1)
    return [word.format(file=file, line=line, column=column) for word in said.split()]


def _starts(command: tuple[str, ...]) -> bool:
    """Start a command, and tell whether it still runs after a moment or has ended well."""
    nothing = subprocess.DEVNULL
    try:
        # In a session of its own, so that Ctrl-C of the preview does not end it.
        process = subprocess.Popen(
            command, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True
        )
    except OSError:
        return False
    try:
        return process.wait(_SOON) == 0
    except subprocess.TimeoutExpired:
        # Somebody has to hear of its end, or it is kept until this process ends.
        threading.Thread(target=process.wait, daemon=True).start()
        return True

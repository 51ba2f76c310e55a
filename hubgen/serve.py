"""The preview on this machine: the site in a browser, built and shown again after every change."""

import asyncio
import errno
import logging
import re
import socket
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

import click
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets

from hubgen.bundles import installed
from hubgen.disk import reason
from hubgen.errors import Problem, Refused, UsageError
from hubgen.opening import Program
from hubgen.preview import Look, Preview, State
from hubgen.preview.editor import WebEditor
from hubgen.preview.server import Server
from hubgen.sources import CONTENT
from hubgen.static import FOLDER, builtin, layout_folders
from hubgen.watch import Watch
from hubgen.webeditor.place import ADDRESS
from hubgen.wording import wording

_LOOPBACK = "127.0.0.1"
_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\]")
"""A name or address as a Host header has it, without a port."""
_QUIET = 1.5
"""The seconds without a change after which what was only retouched is built."""
_PORTS = 100
"""How many ports after one that cannot be used are tried for one to propose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Editing:
    """What the preview has to know to open files for whoever runs it."""

    program: Program
    token: str
    """What a request to open a file must carry; nobody can guess it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Others:
    """To whom else than who sits at this machine the preview shows its pages."""

    address: str = ""
    """The address of this machine at which they reach it; empty for nobody."""
    names: tuple[str, ...] = ()
    """The names, or addresses, by which they ask for it."""


Say = Callable[[Iterable[Problem]], None]
"""Writes problems on the terminal."""


def serve(
    site: Path,
    *,
    folder: Path,
    look: Look,
    port: int,
    lang: str,
    editing: Editing,
    say: Say,
    admin: bool = False,
    others: Others = Others(),
) -> None:
    """Show a site on a port of this machine until Ctrl-C, building it again after every change.

    `folder` is where hubgen keeps its own, port 0 is any that is free, and `lang` is the language
    of the messages; `say` writes what is wrong. With `admin` the site's files are edited in the
    browser too. With `others` they see it as well, and can change nothing. Raises `UsageError` for
    a port or address that cannot be used or a site without content, `Refused` for others without
    a name or with the web editor, and where that is not installed, and `PublishError` when the
    first build cannot be written.
    """
    for noise in ("livereload", "tornado.general"):
        logging.getLogger(noise).setLevel(logging.CRITICAL)
    names = _names(others, admin=admin)
    editor = _web_editor(site, folder) if admin else None
    sockets = _bind(port, lang, others.address)
    port = sockets[0].getsockname()[1]
    preview = Preview(site, folder, port=port, look=look)
    server = Server(
        preview,
        lang=lang,
        token=editing.token,
        program=editing.program,
        editor=editor,
        names=names,
    )
    watch = Watch(_watched(site))
    try:
        _tell(preview.rebuild(), say, lang)
        _welcome(f"http://{_LOOPBACK}:{port}", editing.program, lang, admin=admin)
        _warn(others.address, names, port, lang)
        asyncio.run(_run(server, watch, sockets, say, lang))
    except KeyboardInterrupt:
        pass  # how a preview is ended
    finally:
        for one in sockets:
            one.close()
        preview.remove()


def _web_editor(site: Path, folder: Path) -> WebEditor:
    """Return the web editor of a site; raise `Refused` where it is not installed."""
    bundle = installed(folder)
    if bundle is None:
        raise Refused("admin-not-installed")
    return WebEditor(site, bundle)


def _names(others: Others, *, admin: bool) -> tuple[str, ...]:
    """Return the names by which others ask for the preview, as their browsers say them.

    Raises `Refused` for what would show it to more than was meant, or let others change it.
    """
    if not others.address:
        if others.names:
            raise Refused("names-without-host")
        return ()
    try:
        ip_address(others.address)
    except ValueError as error:
        raise Refused("host-is-no-address", value=others.address) from error
    if not others.names:
        raise Refused("host-without-names", value=others.address)
    if admin:
        raise Refused("admin-for-others")
    for name in others.names:
        if not _NAME.fullmatch(name):
            raise Refused("odd-host-name", value=name)
    return tuple(name.lower() for name in others.names)


def _bind(port: int, lang: str, address: str) -> list[socket.socket]:
    """Return sockets on loopback, and on another address if there is one.

    Raises `UsageError` when the port or that address cannot be used.
    """
    every = address == "0.0.0.0"
    sockets: list[socket.socket] = []
    try:
        sockets += bind_sockets(port, address if every else _LOOPBACK)
        if address not in ("", _LOOPBACK) and not every:
            sockets += bind_sockets(sockets[0].getsockname()[1], address)
    except OSError as error:
        for one in sockets:
            one.close()
        code = "port_taken" if error.errno == errno.EADDRINUSE else "port_refused"
        message = wording(lang).text(
            f"command.preview.{code}", port=port, why=reason(error), other=_other_port(port)
        )
        raise UsageError(message) from error
    # Browsers look for `localhost` here first, and do without where there is no IPv6.
    with suppress(OSError):
        sockets += bind_sockets(sockets[0].getsockname()[1], "::1")
    return sockets


def _other_port(port: int) -> int:
    """Return a port near one that cannot be used; 0, which is any, when there is none."""
    first = max(port, 1023) + 1  # those below are the system's
    for other in range(first, min(first + _PORTS, 65536)):
        with suppress(OSError):
            for one in bind_sockets(other, _LOOPBACK):
                one.close()
            return other
    return 0


def _watched(site: Path) -> list[Path]:
    """Return the folders that a site is made of; hubgen's own layouts and static files too."""
    folders = (
        site / CONTENT,
        site / "layouts",
        site / FOLDER,
        *layout_folders(site),
        builtin(FOLDER),
    )
    return sorted({folder.resolve() for folder in folders})


def _welcome(url: str, program: Program, lang: str, *, admin: bool) -> None:
    """Say on the terminal where the preview is, and what its pages are edited in."""
    words = wording(lang)
    click.echo(words.text("command.preview.address", url=f"{url}/"))
    if admin:
        click.echo(words.text("command.preview.admin", url=f"{url}{ADDRESS}"))
    if program.name:
        click.echo(words.text("command.preview.edited_in", program=program.name))


def _warn(address: str, names: tuple[str, ...], port: int, lang: str) -> None:
    """Say on the terminal what others can see, and where."""
    if address:
        urls = ", ".join(f"http://{name}:{port}/" for name in names)
        said = wording(lang).text("command.preview.others", address=address, urls=urls)
        click.echo(said, err=True)


def _tell(state: State, say: Say, lang: str) -> None:
    """Say on the terminal how a build went."""
    words = wording(lang)
    if state.fault:
        click.echo(str(state.fault), err=True)
    say(state.problems)
    if state.failed:
        count = len(state.problems) or 1
        click.echo(words.text("command.preview.faults", count=count), err=True)
    elif state.good:
        click.echo(
            words.text(
                "command.preview.built",
                pages=state.good.pages,
                warnings=len(state.warnings),
                seconds=f"{state.good.seconds:.2f}",
            )
        )


async def _run(
    server: Server, watch: Watch, sockets: list[socket.socket], say: Say, lang: str
) -> None:
    """Answer browsers and follow changes, until cancelled."""
    HTTPServer(server).add_sockets(sockets)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(_follow(server, watch, say, lang))
        tasks.create_task(_settle(server, say, lang))


async def _follow(server: Server, watch: Watch, say: Say, lang: str) -> None:
    """Show each change."""
    while True:
        # In a thread: while a build runs, the last good site is there to be read.
        if changed := await asyncio.to_thread(watch.wait, server.shown):
            _tell(await asyncio.to_thread(server.preview.update, changed), say, lang)
            server.reload()


async def _settle(server: Server, say: Say, lang: str) -> None:
    """Build what was only retouched when nothing changes for a while, and be ready for more."""
    preview, warmed, seen = server.preview, 0, 0
    while True:
        if preview.is_settled and warmed != preview.state.number:
            await asyncio.to_thread(preview.warm)
            warmed = preview.state.number
        seen = preview.state.number
        await asyncio.sleep(_QUIET)
        if preview.is_settled or seen != preview.state.number:
            continue
        if state := await asyncio.to_thread(preview.settle):
            _tell(state, say, lang)
            server.reload()

"""The servers of others, set up as the README says, with a published hub."""

import http.client
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.published import Site
from tests.readers import missing

HOST = "hub.example.org"
_README = Path(__file__).parent.parent / "README.md"
_PATIENCE = 20  # seconds
_APACHE_MODULES = ("mpm_event", "authz_core", "headers", "dir", "mime", "alias")


@dataclass(frozen=True, kw_only=True)
class Program:
    """A server that one can install."""

    command: str
    package: str
    """What it is in Debian."""
    configure: Callable[[str, Path, int], str]
    """Returns what it is told, from the README's words, its own folder, and its port."""
    arguments: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a server answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, kw_only=True)
class Serving:
    """A server of a published hub on this machine."""

    port: int
    site: Site

    def get(self, path: str, **headers: str) -> Answer:
        """Return the answer to a request; headers are named with `_` for `-`."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request("GET", path, headers={"Host": HOST, **named})
            answer = connection.getresponse()
            body = answer.read()
            return Answer(status=answer.status, headers=dict(answer.headers), body=body)
        finally:
            connection.close()


def _nginx(said: str, folder: Path, port: int) -> str:
    kept = "".join(
        f"{one}_temp_path {folder};\n"
        for one in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return (
        f"daemon off; pid {folder}/pid; error_log {folder}/errors; worker_processes auto;\n"
        f"events {{ worker_connections 1024; }}\n"
        f"http {{ access_log off; sendfile on; include /etc/nginx/mime.types;\n{kept}"
        + said.replace("listen 80;", f"listen 127.0.0.1:{port};")
        + "}\n"
    )


def _caddy(said: str, folder: Path, port: int) -> str:
    site = f"http://{HOST}:{port} {{\n bind 127.0.0.1"
    return "{\n admin off\n auto_https off\n}\n" + said.replace(f"{HOST} {{", site, 1)


def _apache(said: str, folder: Path, port: int) -> str:
    modules = "".join(
        f"LoadModule {one}_module /usr/lib/apache2/modules/mod_{one}.so\n"
        for one in _APACHE_MODULES
    )
    own = f"ServerRoot {folder}\nPidFile {folder}/pid\nErrorLog {folder}/errors\n"
    which = f"User nobody\nGroup nogroup\nListen 127.0.0.1:{port}\nTypesConfig /etc/mime.types\n"
    return modules + own + which + said.replace("*:80", f"127.0.0.1:{port}")


PROGRAMS: Mapping[str, Program] = {
    "nginx": Program(
        command="nginx", package="nginx", configure=_nginx, arguments=("-e", "errors", "-c")
    ),
    "caddy": Program(
        command="caddy",
        package="caddy",
        configure=_caddy,
        arguments=("run", "--adapter", "caddyfile", "--config"),
    ),
    "apache": Program(
        command="apache2",
        package="apache2-bin",
        configure=_apache,
        arguments=("-D", "FOREGROUND", "-f"),
    ),
}
"""By the comment that stands above what the README says to each."""


@contextmanager
def running(name: str, hub: Site) -> Iterator[Serving]:
    """Serve a published hub while the `with` block lasts, on a port of this machine.

    The test that asks is skipped where the server is not installed, and fails in CI.
    """
    program = PROGRAMS[name]
    command = shutil.which(program.command, path="/usr/sbin:/usr/bin:/sbin:/bin")
    if command is None:
        missing(f"{name} is not installed; on Debian it is the package {program.package}")
    # Servers give up root, and pytest's folders are their owner's alone.
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        folder.chmod(0o755)
        (folder / "secret").write_text("secret")
        site = Site(root=folder / "public", base_url=hub.base_url)
        shutil.copytree(hub.root, site.root)
        port = _free_port()
        said = _said(name).replace("/srv/hub/public", str(site.root))
        configuration = folder / "configuration"
        configuration.write_text(program.configure(said, folder, port))
        with _started([command, *program.arguments, str(configuration)], folder, port):
            yield Serving(port=port, site=site)


def _said(name: str) -> str:
    """Return what the README says to a server."""
    found = re.search(rf"<!-- {name} -->\n```\w+\n(.*?)```", _README.read_text("utf-8"), re.DOTALL)
    assert found
    return found[1]


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def _started(command: list[str], folder: Path, port: int) -> Iterator[None]:
    """Run a server while the `with` block lasts, which begins when it answers."""
    said = folder / "said"
    environment = {"HOME": str(folder), "PATH": "/usr/bin:/bin"}
    with (
        said.open("w") as output,
        subprocess.Popen(
            command, cwd=folder, env=environment, stderr=output, stdout=output
        ) as process,
    ):
        try:
            until = time.monotonic() + _PATIENCE
            while not _answers(port):
                if process.poll() is not None or time.monotonic() > until:
                    raise AssertionError(said.read_text())
                time.sleep(0.05)
            yield
        finally:
            process.terminate()
            process.wait(_PATIENCE)


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True

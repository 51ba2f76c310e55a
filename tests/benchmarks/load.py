"""How many readers and subscribers one server stands: `python -m tests.benchmarks.load`.

The made-up hub of `tests.lively` is published and served by nginx on this machine, set up as the
README says, and wrk asks as fast as it is answered, by 200 connections for 30 seconds each (Debian:
nginx, wrk):

    home         the first page
    calendar     the calendar of all events, as who subscribes now gets it
    poll         the same, by who has it already: it did not change

Told are answers a second, how many of them were errors, how long 99 of 100 took at most, and what
polls mean in subscribers whose calendar asks every twelve hours, as most do. wrk works on the same
processors as nginx, so that a server by itself stands more. It ends with 1 if there was any error.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hubgen.build import Request, build
from hubgen.progress import Quiet
from tests import lively
from tests.hub import write_site
from tests.published import Site
from tests.servers import HOST, Serving, running

TWELVE_HOURS = 12 * 3600  # seconds
_CALENDAR = "/events/calendar.ics"


@dataclass(frozen=True, kw_only=True)
class Load:
    """What became of many requests."""

    rate: float
    """Answers a second."""
    errors: int
    slowest: str
    """What 99 of 100 answers took at most."""


def main(arguments: list[str]) -> int:
    """Print what nginx stood; return 1 if there was an error."""
    parser = argparse.ArgumentParser(description="nginx with the made-up hub, under load")
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--connections", type=int, default=200)
    asked = parser.parse_args(arguments)
    wrk = shutil.which("wrk")
    if wrk is None:
        sys.exit("wrk is not installed")
    with tempfile.TemporaryDirectory() as folder:
        site = write_site(Path(folder) / "site", lively.files())
        output = Path(folder) / "public"
        build(Request(site=site, output=output, now=lively.NOW), Quiet())
        with running("nginx", Site(root=output, base_url="https://hub.example.org/")) as serving:
            tag = serving.get(_CALENDAR).headers["ETag"]
            cases: Mapping[str, tuple[str, Mapping[str, str]]] = {
                "home": ("/", {}),
                "calendar": (_CALENDAR, {}),
                "poll": (_CALENDAR, {"If-None-Match": tag}),
            }
            errors = 0
            for name, (path, headers) in cases.items():
                found = load(wrk, serving, path, headers, asked.seconds, asked.connections)
                errors += found.errors
                means = f"  {found.rate * TWELVE_HOURS:,.0f} subscribers" if name == "poll" else ""
                line = f"{name:10}{found.rate:>9,.0f} a second{found.errors:>4} errors"
                print(f"{line}  99% in {found.slowest}{means}")  # noqa: T201 - the command's answer
    return int(errors > 0)


def load(
    wrk: str,
    serving: Serving,
    path: str,
    headers: Mapping[str, str],
    seconds: int,
    connections: int,
) -> Load:
    """Ask for an address again and again, and return what became of it."""
    said = {"Host": HOST, **headers}
    command = [wrk, "-t2", f"-c{connections}", f"-d{seconds}s", "--latency"]
    for name, value in said.items():
        command += ["-H", f"{name}: {value}"]
    done = subprocess.run(
        [*command, f"http://127.0.0.1:{serving.port}{path}"],
        check=True,
        capture_output=True,
        text=True,
    )
    return read(done.stdout)


def read(said: str) -> Load:
    """Return what wrk says."""
    (rate,) = re.findall(r"Requests/sec:\s+([\d.]+)", said)
    (slowest,) = re.findall(r"99%\s+(\S+)", said)
    wrong = re.findall(r"Non-2xx or 3xx responses: (\d+)", said)
    for line in re.findall(r"Socket errors: (.*)", said):
        wrong += re.findall(r"\d+", line)
    return Load(rate=float(rate), errors=sum(map(int, wrong)), slowest=slowest)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

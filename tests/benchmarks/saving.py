"""What a save costs: `python -m tests.benchmarks.saving [--pages N] [--site DIR]`.

It starts a preview of a made-up hub, or of a copy of a site, and opens an event's page as a browser
does. Then it saves that event with another text, again and again, and tells how long it takes from
the end of each save until the browser is told to load the page again, and until it has the new one.
"""

import argparse
import asyncio
import http.client
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from tests.benchmarks.corpus import write_hub

ROUNDS = 15
PAUSE = 0.4  # seconds between two saves: the writer thinks
_START = 1800.0
_PATIENCE = 60.0


def main(arguments: list[str]) -> None:
    """Print what the saves took."""
    parser = argparse.ArgumentParser(description="time from a save to the reload")
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--site", type=Path, help="a site to copy, instead of a made-up one")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--pause", type=float, default=PAUSE, help="seconds between two saves")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        site = Path(name) / "site"
        if asked.site:
            shutil.copytree(asked.site, site)
        else:
            write_hub(site, asked.pages)
        pages = len(list(site.rglob("*.md")))
        version = sys.version.split()[0]
        sys.stdout.write(f"{pages} pages, Python {version}, {sys.platform}\n")
        _told(site, asked.rounds, asked.pause)


def _told(site: Path, rounds: int, pause: float) -> None:
    log = site.with_name("said.txt")
    with log.open("wb") as out:
        command = [sys.executable, "-m", "hubgen", "serve", "--site", str(site), "--port", "0"]
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
    try:
        port = _port(log, process)
        runs = asyncio.run(_saves(site, port, rounds, pause))
    finally:
        process.terminate()
        process.wait()
    told, had = zip(*runs, strict=True)
    for what, seconds in (("told to reload", told), ("has the new page", had)):
        sys.stdout.write(
            f"{what:18} median {statistics.median(seconds) * 1000:7.0f} ms"
            f"   least {min(seconds) * 1000:6.0f}   most {max(seconds) * 1000:6.0f}\n"
        )


def _port(log: Path, process: "subprocess.Popen[bytes]") -> int:
    """Return the port of a preview when it has one."""
    until = time.monotonic() + _START
    while time.monotonic() < until:
        if found := re.search(r"http://127\.0\.0\.1:(\d+)/", log.read_text("utf-8")):
            return int(found[1])
        assert process.poll() is None, log.read_text("utf-8")
        time.sleep(0.05)
    raise TimeoutError(log.read_text("utf-8"))


async def _saves(site: Path, port: int, rounds: int, pause: float) -> list[tuple[float, float]]:
    """Save an event some times; return of each when the browser was told, and had it."""
    events = sorted((site / "content/events").rglob("*.md"))
    file = next(one for one in events[len(events) // 2 :] if one.stem.count(".") == 0)
    address = f"/events/{file.parent.name if file.stem == 'index' else file.stem}/"
    url = f"http://127.0.0.1:{port}"
    request = HTTPRequest(f"ws://127.0.0.1:{port}/livereload", headers={"Origin": url})
    browser = await websocket_connect(request)
    await browser.write_message(json.dumps({"command": "hello"}))
    await asyncio.wait_for(browser.read_message(), _PATIENCE)
    _page(port, address)
    await browser.write_message(json.dumps({"command": "info", "url": url + address}))
    await asyncio.sleep(2)  # as it takes somebody to find the place in the text
    runs = []
    for number in range(rounds):
        word = f"bewaard-{number}"
        text = file.read_text("utf-8")
        file.write_text(f"{text}\n\nVoor de {number}e keer {word}.\n", "utf-8")
        began = time.perf_counter()
        await _reload(browser)
        told = time.perf_counter() - began
        assert word in _page(port, address)
        runs.append((told, time.perf_counter() - began))
        await asyncio.sleep(pause)
    browser.close(1000)
    return runs


async def _reload(browser: WebSocketClientConnection) -> None:
    while True:
        said = json.loads(str(await asyncio.wait_for(browser.read_message(), _PATIENCE)))
        if said["command"] == "reload":
            return


def _page(port: int, address: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    connection.request("GET", address)
    answer = connection.getresponse()
    text = answer.read().decode()
    assert answer.status == 200, (address, answer.status)
    connection.close()
    return text


if __name__ == "__main__":
    main(sys.argv[1:])

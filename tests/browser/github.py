"""As much of GitHub as the web editor asks for: files, and pull requests for them."""

import base64
import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Route

API = "https://api.github.com"
_ALLOWED = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Allow-Methods": "*",
}
_PULL = {"number": 7, "labels": [], "head": {"ref": "cms/x", "sha": "c1"}, "user": {"login": "ann"}}
_COMMIT = {"commit": {"author": {"date": "2025-01-01T00:00:00Z", "name": "Ann"}}}


@dataclass(kw_only=True)
class GitHub:
    """The repository `a/hub`, and what is written to it."""

    files: Mapping[str, bytes]
    written: list[tuple[str, Any]] = field(default_factory=list)
    """What was sent, by what it was sent to."""

    def answer(self, route: Route) -> None:
        """Answer a request of the browser."""
        request = route.request
        path = unquote(urlsplit(request.url).path).removeprefix("/repos/a/hub")
        if request.method not in {"GET", "OPTIONS"}:
            self.written.append((path, json.loads(request.post_data or "null")))
            made = {"sha": "made", "tree": [], **(_PULL if path == "/pulls" else {})}
            route.fulfill(status=201, json=made, headers=_ALLOWED)
            return
        if found := re.fullmatch(r"/git/blobs/(\w+)", path):
            blob = next(data for data in self.files.values() if _digest(data) == found[1])
            content = base64.b64encode(blob).decode()
            said = {"sha": found[1], "content": content, "encoding": "base64"}
            route.fulfill(status=200, json=said, headers=_ALLOWED)
            return
        told = next((tell for tell in self._told() if tell[0].fullmatch(path)), None)
        if told is None:
            route.fulfill(status=404, json={"message": "Not Found"}, headers=_ALLOWED)
        else:
            route.fulfill(status=200, json=told[1](path), headers=_ALLOWED)

    def texts(self) -> list[str]:
        """Return the texts of files that were sent."""
        blobs = [said for path, said in self.written if path == "/git/blobs"]
        return [base64.b64decode(one["content"]).decode() for one in blobs]

    def _told(self) -> tuple[tuple["re.Pattern[str]", Callable[[str], Any]], ...]:
        picture = "https://pictures.example.org/ann.png"
        access = {"permissions": {"push": True, "pull": True}, "owner": {"login": "a"}}
        told: Mapping[str, Callable[[str], Any]] = {
            "/user": lambda _: {"login": "ann", "name": "Ann", "avatar_url": picture},
            "": lambda _: {"full_name": "a/hub", "default_branch": "main", **access},
            "/pulls": lambda _: [],
            "/commits": lambda _: [_COMMIT],
            "/branches/main": lambda _: {"name": "main", "commit": {"sha": "c0"}},
            "/git/trees/main:.*": self._tree,
        }
        return tuple((re.compile(path), tell) for path, tell in told.items())

    def _tree(self, path: str) -> Any:
        folder = f"{path.partition(':')[2]}/"
        found = [
            {
                "type": "blob",
                "path": name.removeprefix(folder),
                "sha": _digest(data),
                "size": len(data),
            }
            for name, data in self.files.items()
            if name.startswith(folder)
        ]
        return {"tree": found, "truncated": False}


def _digest(data: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()

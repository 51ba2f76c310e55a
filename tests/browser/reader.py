"""A reader of the hub: visits pages in a browser, and notes all that the browser does meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, Request, sync_playwright

from tests.published import Site

CHROMIUM = Path("/usr/bin/chromium")
WINDOWLESS = Path("/usr/lib/chromium/chromium-headless-shell")
"""The same Chromium without its windows: where it is, a page is open in a quarter of the time."""
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
"""The rules of axe that are judged by."""
OF_COLOURS = ("color-contrast", "link-in-text-block")
"""Those of them that look at colours."""

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""In a closed network: the browser asks nobody for anything on its own behalf."""
_JUDGE = """\
options => axe.run(document, options).then(found => found.violations.flatMap(one =>
  one.nodes.map(node => `${one.id}: ${node.target.join(" ")}: ${
    [...node.any, ...node.all, ...node.none].map(check => check.message).join("; ")}`)))"""
_KEPT = "() => [...Object.keys(localStorage), ...Object.keys(sessionStorage), document.cookie]"


@dataclass(kw_only=True)
class Reader:
    """Someone who visits a site, and what their browser met on the way."""

    browser: Browser
    site: Site
    origin: str
    now: datetime
    """The moment that the reader's clock shows."""
    errors: list[str] = field(default_factory=list)
    """What the browser reported: errors, warnings and breaches of the policy."""
    requested: list[str] = field(default_factory=list)
    """Every address that the browser asked for."""
    _pages: list[Page] = field(default_factory=list)
    _sessions: dict[Page, CDPSession] = field(default_factory=dict)
    _allowed: list[str] = field(default_factory=list)
    _awaited: set[Request] = field(default_factory=set)

    def open(
        self,
        address: str = "/",
        *,
        width: int = 1280,
        height: int = 900,
        dark: bool = False,
        scripts: bool = True,
        still: bool = True,
        scale: float = 1,
        now: datetime | None = None,
    ) -> Page:
        """Visit a page as someone new, and return it when it and what it loads is there."""
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce" if still else "no-preference",
            timezone_id="Europe/Amsterdam",
            locale="nl-NL",
        )
        page = context.new_page()
        page.set_default_timeout(10_000)
        self._note(context, page)
        if scripts:
            context.clock.set_fixed_time(now or self.now)
        session = self._sessions[page] = context.new_cdp_session(page)
        session.send("Emulation.setScriptExecutionDisabled", {"value": not scripts})
        page.goto(f"{self.origin}{address}")
        self.settle(page)
        if scale != 1:
            session.send("DOM.enable")
            page.evaluate(f"document.documentElement.style.fontSize = '{scale * 100}%'")
        return page

    def settle(self, page: Page) -> None:
        """Wait until nothing is on its way any more, and what came has had the time to be shown."""
        calm = 0
        while calm < 3:
            page.wait_for_timeout(20)
            calm = 0 if self._awaited else calm + 1

    def judge(self, page: Page, *, colours_alone: bool = False) -> list[str]:
        """Return what axe holds against a page as it is now, or its colours, a line an element.

        On a page without scripts axe itself must run: scripts are let in again, after the page's
        own have been passed over.
        """
        self._sessions[page].send("Emulation.setScriptExecutionDisabled", {"value": False})
        if not page.evaluate("'axe' in window"):
            page.evaluate(_axe())
        options = {
            "runOnly": {"type": "rule", "values": OF_COLOURS}
            if colours_alone
            else {"type": "tag", "values": TAGS},
            "resultTypes": ["violations"],
            "preload": False,
        }
        return list(page.evaluate(_JUDGE, options))

    def expected(self, *texts: str) -> None:
        """Allow what the browser reports with one of these texts in it."""
        self._allowed += texts

    def faults(self) -> list[str]:
        """Return what no visit may lead to: other hosts, errors, and what is kept of the reader."""
        own = (f"{self.origin}/", "blob:")
        found = [f"asked for {one}" for one in self.requested if not one.startswith(own)]
        found += [one for one in self.errors if not any(text in one for text in self._allowed)]
        for page in self._pages:
            if page.is_closed():
                continue
            kept = [str(one) for one in page.context.cookies()]
            if page.url.startswith(self.origin):
                kept += [one for one in page.evaluate(_KEPT) if one]
            found += [f"{page.url} keeps {one}" for one in kept]
        return found

    def leave(self) -> None:
        """Close every page."""
        for page in self._pages:
            page.context.close()
        self._pages.clear()

    def _note(self, context: BrowserContext, page: Page) -> None:
        self._pages.append(page)
        context.on("request", lambda request: self.requested.append(request.url))
        context.on("request", lambda request: self._awaited.add(request))
        context.on("requestfinished", lambda request: self._awaited.discard(request))
        context.on("requestfailed", lambda request: self._awaited.discard(request))
        page.on("pageerror", lambda error: self.errors.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda message: (
                self.errors.append(f"{page.url}: {message.text}")
                if message.type in {"error", "warning"}
                else None
            ),
        )


@contextmanager
def browsing() -> Iterator[Browser]:
    """Start Chromium, and stop it."""
    program = WINDOWLESS if WINDOWLESS.exists() else CHROMIUM
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@cache
def _axe() -> str:
    """Return axe as a script."""
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")

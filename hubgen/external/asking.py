"""Whether an address on the web is there: asked as a browser asks, and no more than once a second.

A check asks for the very addresses that the hub sends its readers to, and follows nothing further;
`robots.txt` is for programs that do (RFC 9309, section 1), so it is not read. What a site gives to
nobody but people is left as it is.
"""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Literal
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

State = Literal[
    "good", "moved", "gone", "failing", "refusing", "busy", "private", "name", "timeout",
    "certificate", "unreachable",
]  # fmt: skip
"""What became of an address. `refusing` is for who is not a person: nothing is known then."""

_LONGEST = 20.0
"""Seconds that one question may take, however slowly its answer comes."""
_WAITS = 20
"""Seconds that a site may ask to wait before it is asked again at once."""
_HOPS = 6
_PERMANENT = frozenset({301, 308})
_ELSEWHERE = frozenset({301, 302, 303, 307, 308})
_AGAIN = frozenset({429, 503})
_NAT64 = ip_network("64:ff9b::/96")
_PATH = "/%:=&?~#+!$,;'@()*[]"
"""What may stand in a path as it is; a per cent sign too, as it was written by who copied it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address says."""

    state: State
    status: int = 0
    """The status of HTTP; 0 where there was none."""
    to: str = ""
    """Where it has moved to for good."""


@dataclass(frozen=True, slots=True)
class _Reply:
    status: int
    location: str
    wait: str


@dataclass(slots=True)
class _Turn:
    """Whose turn it is at one host, and when it was asked last."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    last: float = float("-inf")


class Asker:
    """Asks addresses: one at a time of each host, with a pause."""

    def __init__(self, agent: str, *, pause: float = 1.0, private: bool = False) -> None:
        """Name the program that asks; `private` lets it ask within its own network."""
        self._agent = agent
        self._pause = pause
        self._private = private
        self._turns: dict[str, _Turn] = {}
        self._lock = threading.Lock()

    def ask(self, address: str) -> Answer:
        """Return what becomes of an address, wherever it leads."""
        first = here = address
        permanent = True
        for _ in range(_HOPS):
            parts = urlsplit(here)
            try:
                reply = self._reply(parts)
            except _Private:
                return Answer("private")
            except _Failed as error:
                return Answer(error.state)
            if reply.status not in _ELSEWHERE or not reply.location:
                return _judged(reply.status, first, here if permanent else first)
            permanent = permanent and reply.status in _PERMANENT
            here = urljoin(here, reply.location)
            if urlsplit(here).scheme not in {"http", "https"}:
                return Answer("refusing", reply.status)
        return Answer("refusing", 310)  # it goes round: most likely it waits for a cookie

    def _reply(self, parts: SplitResult) -> _Reply:
        """Return what a host replies: to HEAD or, where that is not answered, to GET."""
        reply = self._once("HEAD", parts)
        if reply.status in _AGAIN and reply.wait.isdecimal() and int(reply.wait) <= _WAITS:
            time.sleep(int(reply.wait))
            reply = self._once("HEAD", parts)
        if reply.status >= 400 and reply.status not in {*_AGAIN, 410}:
            reply = self._once("GET", parts)
        return reply

    def _once(self, method: str, parts: SplitResult) -> _Reply:
        host = (parts.hostname or "").lower()
        with self._turn(host):
            places = _places(host, _port(parts))
            if not self._private and not all(_is_public(one) for one in places):
                raise _Private
            with _failing():
                return _ask(method, parts, places[0], self._agent)

    @contextmanager
    def _turn(self, host: str) -> Iterator[None]:
        """Wait for the turn at a host, and until its last answer is long enough ago."""
        with self._lock:
            turn = self._turns.setdefault(host, _Turn())
        with turn.lock:
            time.sleep(max(0.0, turn.last + self._pause - time.monotonic()))
            try:
                yield
            finally:
                turn.last = time.monotonic()


class _Private(Exception):  # noqa: N818 - it says what the address is
    """An address is within somebody's own network."""


class _Failed(Exception):  # noqa: N818 - it says what became of the question
    """There was no answer."""

    def __init__(self, state: State) -> None:
        self.state: State = state
        super().__init__(state)


class _Connection(http.client.HTTPConnection):
    """A connection to the very place that was looked at, whatever its name means a moment later."""

    def __init__(self, parts: SplitResult, place: str, secure: bool) -> None:
        port = _port(parts)
        super().__init__(_ascii(parts.hostname or ""), port, timeout=_LONGEST)
        self.default_port = 443 if secure else 80
        self._place = place
        self._secure = secure

    def connect(self) -> None:
        """Connect to the place and, for https, make sure that it is whom it says."""
        self.sock = socket.create_connection((self._place, self.port), _LONGEST)
        if self._secure:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.host)


def _ask(method: str, parts: SplitResult, place: str, agent: str) -> _Reply:
    """Return the head of one reply; its body is not read."""
    connection = _Connection(parts, place, parts.scheme == "https")
    late = threading.Event()
    # A timeout of the socket is for each packet, and a reply can have as many as it likes.
    timer = threading.Timer(_LONGEST, _hang_up(connection, late))
    timer.daemon = True
    timer.start()
    try:
        path = quote(urlunsplit(("", "", parts.path or "/", parts.query, "")), safe=_PATH)
        headers = {"User-Agent": agent, "Accept": "*/*", "Connection": "close"}
        connection.request(method, path, headers=headers)
        response = connection.getresponse()
        return _Reply(
            response.status,
            response.headers.get("Location", "").strip(),
            response.headers.get("Retry-After", "").strip(),
        )
    except (OSError, http.client.HTTPException) as error:
        if late.is_set():
            raise TimeoutError from error
        raise
    finally:
        timer.cancel()
        connection.close()


def _hang_up(connection: http.client.HTTPConnection, late: threading.Event) -> Callable[[], None]:
    """Return what ends a connection that takes too long."""

    def end() -> None:
        late.set()
        if connection.sock is not None:
            try:
                connection.sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                return  # it has ended already

    return end


@contextmanager
def _failing() -> Iterator[None]:
    """Say why there is no answer."""
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise _Failed("certificate") from error
    except TimeoutError as error:
        raise _Failed("timeout") from error
    except (OSError, http.client.HTTPException, UnicodeError, ValueError) as error:
        raise _Failed("unreachable") from error


def _places(host: str, port: int) -> list[str]:
    """Return the addresses that a name stands for on the internet."""
    try:
        found = socket.getaddrinfo(_ascii(host), port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise _Failed("name") from error
    return [str(one[4][0]) for one in found]


def _ascii(host: str) -> str:
    """Return the name of a host as the internet knows it."""
    return host if host.isascii() else host.encode("idna").decode()


def _port(parts: SplitResult) -> int:
    try:
        return parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise _Failed("unreachable") from error


def _is_public(place: str) -> bool:
    """Tell whether an address is one that everyone can reach, and not of a network's own."""
    found: IPv4Address | IPv6Address = ip_address(place.partition("%")[0])
    if isinstance(found, IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour
        if inner is None and found in _NAT64:
            inner = IPv4Address(int(found) & 0xFFFFFFFF)
        found = inner or found
    return found.is_global and not found.is_multicast


def _judged(status: int, first: str, last: str) -> Answer:
    """Return what a status means for an address that leads to `last`, for good."""
    if status < 400:
        return Answer("good", status) if last == first else Answer("moved", status, last)
    if status in {404, 410}:
        return Answer("gone", status)
    if status in _AGAIN:
        return Answer("busy", status)
    return Answer("failing" if 500 <= status < 600 else "refusing", status)

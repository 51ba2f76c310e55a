"""Who may ask the preview for something, and which of them sits at this machine.

By itself the preview is for who sits here. With other names it shows its pages to who asks for them
by one of those, and does nothing else for them: it opens no file, and hands out no token.
"""

from dataclasses import dataclass
from ipaddress import ip_address

_OWN = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """The names by which a preview may be asked for, and its port."""

    port: int
    names: tuple[str, ...] = ()
    """Those besides this machine's own, in lower case."""

    def may_ask(self, host: str, origin: str | None, remote: str) -> bool:
        """Tell whether a request may be answered, by its Host, its Origin and where it is from.

        Browsers send no Origin for an ordinary visit, and other programs never do. What comes from
        the pages that somebody else was shown is kept from those of who sits here.
        """
        names = _OWN if self.is_here(host, remote) else self.names
        hosts = self._hosts(names)
        return host.lower() in hosts and (origin is None or self._is_of(origin, hosts))

    def is_here(self, host: str, remote: str) -> bool:
        """Tell whether a request is from this machine, and for it by one of its own names.

        What is passed on by another program on this machine is from here as well, but for a name.
        """
        try:
            is_near = ip_address(remote.partition("%")[0]).is_loopback
        except ValueError:
            return False
        return is_near and host.lower() in self._hosts(_OWN)

    def _is_of(self, origin: str, hosts: frozenset[str]) -> bool:
        return origin.lower() in {f"http://{host}" for host in hosts}

    def _hosts(self, names: tuple[str, ...]) -> frozenset[str]:
        """Return the Host headers that names give."""
        # RFC 9110, section 7.2: the scheme's own port is left out.
        return frozenset(names if self.port == 80 else (f"{name}:{self.port}" for name in names))

"""Which network addresses may be fetched from: public ones, each vetted before it is used."""

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from auditor.fetch.refusal import RefusalError
from auditor.model.scan import Reason

_GLOBAL_UNICAST = ip_network("2000::/3")
"""All of IPv6 that is handed out; rules out every form that carries an IPv4 address but 6to4."""
_CARRIERS = tuple(ip_network(each) for each in ("2002::/16", "2001::/23", "3fff::/20", "192.88.99.0/24"))
"""6to4, Teredo and other protocols, documentation, and the 6to4 relays; some Python versions call them global."""


def vetted(host: str, port: int, *, allow_private: bool) -> tuple[str, ...]:
    """The addresses of a host, asked for once; all of them are public unless private ones are allowed.

    Raises:
        RefusalError: the host is not known, or one of its addresses is not public.
    """
    found = _resolve(host, port)
    private = [] if allow_private else [address for address in found if not is_public(address)]
    if private:
        shown = "is" if private[0] == host else f"has the address {private[0]},"
        raise RefusalError(f"{host} {shown} not a public address; --allow-private fetches from your own network")
    return found


def is_public(address: str) -> bool:
    """Whether an address belongs to the public internet; forms that wrap another address do not."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    if parsed.is_multicast or not parsed.is_global or any(parsed in each for each in _CARRIERS):
        return False
    return isinstance(parsed, IPv4Address) or _is_plain(parsed)


def _is_plain(address: IPv6Address) -> bool:
    return address.scope_id is None and address in _GLOBAL_UNICAST


def _resolve(host: str, port: int) -> tuple[str, ...]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        raise RefusalError(
            f"the host {host} is not known; check its spelling and your network", Reason.NETWORK
        ) from error
    except UnicodeError as error:
        raise RefusalError(f"{host} is no name of a host; check the address") from error
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))

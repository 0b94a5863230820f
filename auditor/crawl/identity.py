"""When two addresses are one: the canonical form by which a page is known and stored, and the one it is asked by."""

import re
import string
from urllib.parse import SplitResult, quote, unquote_plus, urlsplit, urlunsplit

from auditor.crawl.tracking import is_tracking
from auditor.errors import UsageError
from auditor.fetch.targets import bare

LONGEST = 8_000
"""Characters of an address; servers answer 414 (URI Too Long) from about here on (RFC 9110 4.1 asks for 8,000)."""
_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9_.-]+|[0-9a-f:.]+")
_RESERVED = ":/?#[]@!$&'()*+,;="
_UNRESERVED = frozenset(string.ascii_letters + string.digits + "-._~")
"""RFC 3986 2.2 and 2.3."""
_PERCENT = re.compile(r"%([0-9A-Fa-f]{2})?")


def canonical(url: str) -> str:
    """The address of a page, the same for all ways to write it; canonical forms stay as they are.

    Scheme, host, dots in the path, percent signs and the order of parameters are normalised (RFC 3986 6.2.2,
    6.2.3); user, password, fragment, the scheme's own port and tracking parameters are left out.

    Raises:
        ValueError: it is no address of a web page.
        UsageError: the extra [scan] is not installed.
    """
    if len(url) > LONGEST:
        raise ValueError(f"is longer than {LONGEST:,} characters")
    try:
        at = urlsplit(_normalised(bare(url)))
        host = _netloc(at) if at.scheme in _PORTS and at.hostname else ""
    except (ValueError, IndexError) as error:
        raise ValueError("is no valid address; expected something like https://example.org/page") from error
    if not host:
        raise ValueError("is no page on the web; expected http:// or https://")
    return urlunsplit((at.scheme, host, at.path or "/", _without_tracking(at.query), ""))


def as_written(url: str) -> str:
    """The address that a page is asked for by: as written, so that a site gets the parameters in its own order.

    Only what no server can tell apart is normalised: case of scheme and host, percent signs, dots in the path
    (RFC 3986 6.2.2), the scheme's own port and an empty path (6.2.3); user, password and fragment are never sent.

    Raises:
        What `canonical` raises.
    """
    known = canonical(url)
    there, here = urlsplit(known), urlsplit(bare(url))
    path = _without_dots(_safe(here.path)) or "/"
    address = urlunsplit((there.scheme, there.netloc, path, _safe(here.query), ""))
    return address if _is_written(address, known) else known


def origin(url: str) -> str:
    """Scheme, host and port of a canonical address: what a robots.txt holds for."""
    at = urlsplit(url)
    return f"{at.scheme}://{at.netloc}"


def netloc(url: str) -> str:
    """Host and port of a canonical address: whom a request is made to."""
    return urlsplit(url).netloc


def same_site(url: str, scope: str, *, subdomains: bool = False) -> bool:
    """Whether a canonical address belongs to the site whose host and port are given: that host or its www twin.

    The ports 80 and 443 are one; any other must be equal, so that no page can lead to another service.
    """
    here, there = urlsplit(url), urlsplit(f"//{scope}")
    if (here.port or 0) != (there.port or 0) or not here.hostname or not there.hostname:
        return False
    host, site = here.hostname.removeprefix("www."), there.hostname.removeprefix("www.")
    return host == site or (subdomains and host.endswith(f".{site}"))


def _normalised(url: str) -> str:
    try:
        from w3lib.url import canonicalize_url
    except ImportError as error:
        raise UsageError("fetching many pages needs more packages: pip install 'health-page-auditor[scan]'") from error
    once = canonicalize_url(url)
    return canonicalize_url(once)  # a dot or sign that was percent-encoded is normal only now


def _is_written(address: str, known: str) -> bool:
    """Whether an address is a way to write a canonical one."""
    try:
        return canonical(address) == known
    except ValueError:
        return False


def _safe(text: str) -> str:
    """A part of an address with its percent signs normalised (RFC 3986 6.2.2.1, 6.2.2.2)."""
    return _PERCENT.sub(_escape, quote(text, safe=_RESERVED + "%"))


def _escape(found: re.Match[str]) -> str:
    if found[1] is None:
        return "%25"
    character = chr(int(found[1], 16))
    return character if character in _UNRESERVED else found[0].upper()


def _without_dots(path: str) -> str:
    """A path with its dot segments resolved (RFC 3986 5.2.4)."""
    kept: list[str] = []
    for part in path.split("/"):
        if part == "..":
            kept = kept[:1] + kept[1:-1]
        elif part != ".":
            kept.append(part)
    return "/".join(kept if path.rpartition("/")[2] not in (".", "..") else [*kept, ""])


def _netloc(at: SplitResult) -> str:
    """Host and port; "" where there is no host. Raises ValueError where one of them is none."""
    host = str(at.hostname).rstrip(".")
    if host and not _HOST.fullmatch(host):
        raise ValueError("neither a name of a host nor a network address")
    shown = f"[{host}]" if ":" in host else host
    return shown if not host or at.port in (None, _PORTS[at.scheme]) else f"{shown}:{at.port}"


def _without_tracking(query: str) -> str:
    return "&".join(part for part in query.split("&") if not is_tracking(unquote_plus(part.partition("=")[0])))

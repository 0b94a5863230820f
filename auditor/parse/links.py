"""Where a link goes, told by its address alone."""

import re
from collections.abc import Mapping
from functools import cache
from urllib.parse import SplitResult, urlsplit

from auditor.model import LinkKind
from auditor.parse.data import read_data

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_CONTACT_SCHEMES = frozenset(("mailto", "tel", "sms", "callto", "skype", "whatsapp", "fax"))
_SEARCH_PATH = re.compile(r"/(?:search|results?|find)(?:[/.]|$)", re.IGNORECASE)
_SEARCH_QUERY = re.compile(r"(?:^|&)(?:q|query|term|search|keywords?|search_query)=", re.IGNORECASE)
_SHOP_PATH = re.compile(
    r"/(?:products?|shop|store|cart|checkout|buy|add-to-cart|basket|order-now|pricing)(?:[/.-]|$)", re.IGNORECASE
)
_AFFILIATE = re.compile(r"(?:^|&)(?:aff|affid|affiliate|aff_id|ref|refid|tag|irclickid|coupon|promo)=", re.IGNORECASE)
_DOI_PATH = re.compile(r"/(?:doi/(?:[a-z]+/)?)?10\.\d{4,9}/", re.IGNORECASE)
_WEBSITE = ("http", "https", "")


class Addresses:
    """Tells addresses apart, knowing which site is the page's own."""

    def __init__(self, *own: str) -> None:
        """`own`: what is known of the page's own addresses: location, canonical, base; empty ones are ignored."""
        self._own: set[str] = set()
        for each in own:
            self.add_own(each)

    def add_own(self, address: str) -> None:
        """Learns an address of the page itself."""
        host = _host(_split(address))
        if host and "." in host:
            self._own.add(host)

    def kind(self, href: str) -> LinkKind:
        """The kind of an address as written on the page."""
        address = href.strip()
        if not address or address.startswith("#"):
            return LinkKind.FRAGMENT
        scheme = _SCHEME.match(address)
        name = scheme.group()[:-1].lower() if scheme else ""
        if name in _CONTACT_SCHEMES:
            return LinkKind.CONTACT
        if name == "javascript":
            return LinkKind.FRAGMENT
        if name not in _WEBSITE and name != "doi":
            return LinkKind.OWN_SITE
        if name == "doi":
            return LinkKind.DOI
        if not name and not address.startswith("//"):
            return LinkKind.OWN_SITE
        return self._website(_split(address))

    def _website(self, address: SplitResult) -> LinkKind:
        host = _host(address)
        if any(_within(host, each) for each in self._own):
            return LinkKind.OWN_SITE
        known = _known(host)
        return _by_path(address, known)


def _by_path(address: SplitResult, known: LinkKind | None) -> LinkKind:
    bare = address.path.strip("/") == "" and not address.query
    if known in (LinkKind.CONTACT, LinkKind.SHOP):
        return known
    if bare:
        return LinkKind.HOME_PAGE
    if _SEARCH_PATH.search(address.path) or _SEARCH_QUERY.search(address.query):
        return LinkKind.SEARCH
    if known:
        return known
    if _DOI_PATH.search(address.path):
        return LinkKind.JOURNAL
    if _SHOP_PATH.search(address.path) or _AFFILIATE.search(address.query):
        return LinkKind.SHOP
    return LinkKind.OTHER_SITE


def _split(address: str) -> SplitResult:
    try:
        return urlsplit(address.strip())
    except ValueError:
        return SplitResult("", "", address, "", "")


def _host(address: SplitResult) -> str:
    try:
        return (address.hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _within(host: str, site: str) -> bool:
    return host == site or host.endswith(f".{site}")


def _known(host: str) -> LinkKind | None:
    """The kind of the nearest listed site: the host itself, or one above it."""
    names = host.split(".")
    for first in range(len(names)):
        kind = _hosts().get(".".join(names[first:]))
        if kind:
            return kind
    return None


@cache
def _hosts() -> Mapping[str, LinkKind]:
    return {host: LinkKind(kind) for kind, hosts in read_data("hosts.toml").items() for host in hosts}

"""Where a link goes, told by its address alone."""

import re
from functools import cache, lru_cache
from urllib.parse import SplitResult, parse_qs, urlsplit

from auditor.model import LinkKind
from auditor.parse.data import read_data

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_SCHEMES = {
    **dict.fromkeys(("mailto", "tel", "sms", "callto", "skype", "whatsapp", "fax"), LinkKind.CONTACT),
    "javascript": LinkKind.FRAGMENT,
    "doi": LinkKind.DOI,
}
"""Schemes that say the kind; those not listed, such as file, stay on the own site."""
_SEARCH_PATH = re.compile(r"/search(?:[/.]|$)", re.IGNORECASE)
_SEARCH_QUERY = re.compile(r"(?:^|&)(?:q|query|s|term|search|keywords?|search_query)=(?!\d+(?:&|$))", re.IGNORECASE)
"""A search for a bare number finds one document: the entry of that number."""
_SHOP_PATH = re.compile(
    r"/(?:products?|shop|store|cart|checkout|basket|buy|add-to-cart|order-now)(?:/|$)", re.IGNORECASE
)
_AFFILIATE = re.compile(
    r"(?:^|&)(?:aff|affid|affiliate|affiliate_id|aff_id|afftrack|irclickid|tag|coupon|promo|clickid)=", re.IGNORECASE
)
_DOI_PATH = re.compile(r"/10\.\d{4,9}/")
_GOOGLE = re.compile(r"(?:^|\.)google\.[a-z.]{2,6}$")
_ALWAYS = (LinkKind.CONTACT, LinkKind.SHOP, LinkKind.SEARCH)
"""Kinds that hold for every page of a host, its home page too."""
_SECOND_LEVEL = frozenset(("ac", "co", "com", "edu", "gov", "govt", "net", "ngo", "nhs", "or", "org"))


class Addresses:
    """Tells addresses apart, knowing which site is the page's own."""

    def __init__(self, *own: str) -> None:
        """`own`: what is known of the page's own addresses: location, canonical, base; empty ones are ignored."""
        self._own: set[str] = set()
        self._known: dict[str, LinkKind] = {}
        for each in own:
            self.add_own(each)

    def add_own(self, address: str) -> None:
        """Learns an address of the page itself."""
        host = _host(_split(address))
        if "." in host:
            self._own.add(_site(host))
            self._known.clear()

    def kind(self, href: str) -> LinkKind:
        """The kind of an address as written on the page."""
        known = self._known.get(href)
        if known is None:
            known = self._known[href] = self._kind(href)
        return known

    def _kind(self, href: str) -> LinkKind:
        address = href.strip()
        if not address or address.startswith("#"):
            return LinkKind.FRAGMENT
        scheme = _SCHEME.match(address)
        name = scheme[1].lower() if scheme else ""
        if name not in ("http", "https") and not address.startswith("//"):
            return _SCHEMES.get(name, LinkKind.OWN_SITE)
        parts = _split(address)
        if self._own and _site(_host(parts)) in self._own:
            return LinkKind.OWN_SITE
        return _elsewhere(parts)


def _elsewhere(address: SplitResult) -> LinkKind:
    """The kind of an address on another site."""
    host = _host(address)
    if _GOOGLE.search(host):
        return _by_google(address)
    known = _known(host)
    if known in _ALWAYS:
        return known
    if not address.path.strip("/") and not address.query:
        return LinkKind.HOME_PAGE
    if _is_search(address):
        return LinkKind.SEARCH
    return known or _by_path(address)


def _by_google(address: SplitResult) -> LinkKind:
    """Google's services: a search, a way to another site, a map, a profile; books and documents are pages."""
    first = address.path.strip("/").partition("/")[0]
    target = (parse_qs(address.query).get("q") or parse_qs(address.query).get("url") or [""])[0]
    if first == "url" and "://" in target and not _GOOGLE.search(_host(_split(target))):
        return _elsewhere(_split(target))
    if first in ("maps", "store") or _host(address).partition(".")[0] in ("maps", "plus", "play"):
        return LinkKind.CONTACT
    pages = _host(address).partition(".")[0] in ("books", "patents", "docs", "drive", "support", "sites")
    return LinkKind.OTHER_SITE if pages and first else LinkKind.SEARCH


def _is_search(address: SplitResult) -> bool:
    shallow = address.path.strip("/").count("/") == 0
    return bool(_SEARCH_PATH.search(address.path) or (shallow and _SEARCH_QUERY.search(address.query)))


def _by_path(address: SplitResult) -> LinkKind:
    if _DOI_PATH.search(address.path):
        return LinkKind.JOURNAL
    if _SHOP_PATH.search(address.path) or _AFFILIATE.search(address.query):
        return LinkKind.SHOP
    return LinkKind.OTHER_SITE


@lru_cache(4096)
def _split(address: str) -> SplitResult:
    try:
        return urlsplit(address.strip())
    except ValueError:
        return SplitResult("", "", "", "", "")


def _host(address: SplitResult) -> str:
    return (address.hostname or "").removeprefix("www.").rstrip(".")


def _site(host: str) -> str:
    """The part of a host that one owner has: the last two names, three below "co.uk" and the like."""
    names = host.split(".")
    two = ".".join(names[-2:])
    deep = (len(names[-1]) == 2 and names[-2:-1] and names[-2] in _SECOND_LEVEL) or two in _shared()
    return ".".join(names[-3:]) if deep else two


@lru_cache(4096)
def _known(host: str) -> LinkKind | None:
    """The kind of the nearest listed site: the host itself, or one above it."""
    names = host.split(".")
    for first in range(max(len(names) - 6, 0), len(names)):
        kind = _hosts().get(".".join(names[first:]))
        if kind:
            return kind
    return None


@cache
def _hosts() -> dict[str, LinkKind]:
    kinds = {kind.value for kind in LinkKind}
    return {host: LinkKind(kind) for kind, hosts in read_data("hosts.toml").items() if kind in kinds for host in hosts}


@cache
def _shared() -> frozenset[str]:
    return frozenset(read_data("hosts.toml")["shared"])

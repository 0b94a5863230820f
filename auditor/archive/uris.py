"""Locations as target addresses of records, and back."""

from urllib.parse import quote, unquote

_FILE = "file:"
_PAGES = ("http:", "https:", "ftp:", _FILE)
"""Schemes of what may be a page; crawlers also keep their logs and settings as resources ("metadata:", "urn:")."""
_KEPT = "/-._~!$&'()*+,;=@"
"""What may stand in a path as it is (RFC 3986, 3.3), but for the colon: it would look like a drive or scheme."""


def uri_of(location: str) -> str:
    """The address of a file: "file:" and its path as given, percent-encoded, whether it is relative or not.

    RFC 8089 knows absolute paths only; with a relative one it is still a URI (RFC 3986, path-rootless).
    """
    path = quote(location, safe=_KEPT, errors="surrogateescape")
    return _FILE + ("%2F" + path[1:] if path.startswith("//") else path)


def location_of(uri: str) -> str:
    """The location that an address stands for: the path of a file, else the address itself."""
    if not uri.lower().startswith(_FILE):
        return uri
    path = uri[len(_FILE) :]
    for host in ("//localhost/", "///"):
        if path.startswith(host):
            path = path[len(host) - 1 :]
    return unquote(path, errors="surrogateescape")


def may_be_page(uri: str) -> bool:
    """Whether a resource of this address may be a page."""
    return uri.lower().startswith(_PAGES)


def header_value(text: str, kept: str = " ") -> str:
    """A text as the value of a field: control characters and white space other than `kept` percent-encoded."""
    return "".join(quote(each, errors="surrogateescape") if _breaks(each, kept) else each for each in text)


def _breaks(character: str, kept: str) -> bool:
    odd = character < " " or character == "\x7f" or character.isspace() or "\ud800" <= character <= "\udfff"
    return odd and character not in kept

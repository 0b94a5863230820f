"""Locations as URI references (RFC 3986)."""

import re
from urllib.parse import quote

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_URL_CHARACTERS = "%:/?#[]@!$&'()*+,;=~"
"""What may stand in a URL as it is; its own escapes are kept."""


def uri(location: str) -> str:
    """The URI reference of a location: a URL, or a file's path, relative where that is."""
    if _URL.match(location):
        return _quoted(location, _URL_CHARACTERS)
    path = location.replace("\\", "/")
    if _DRIVE.match(location):
        return "file:///" + path[:2] + _quoted(path[2:], "/")
    if path.startswith("//"):
        return "file:" + _quoted(path, "/")
    if path.startswith("/"):
        return "file://" + _quoted(path, "/")
    return _quoted(path.removeprefix("./"), "/")


def _quoted(text: str, safe: str) -> str:
    """Percent-encoded UTF-8; bytes of a file name that are no UTF-8 stay those bytes."""
    try:
        return quote(text, safe, errors="surrogateescape")
    except UnicodeEncodeError:
        return quote(text, safe, errors="replace")

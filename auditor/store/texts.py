"""Texts as the store holds them, and what locations say."""

from urllib.parse import urlsplit


def storable(text: str) -> str:
    """The text with what UTF-8 cannot hold (halves of surrogate pairs, undecodable file names) as escapes."""
    if text.isascii():
        return text
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def page_key(location: str) -> str:
    """The location as it is the same on every machine, and however a file was named: "./a" is "a"."""
    location = storable(location)
    return location if "://" in location else location.replace("\\", "/").removeprefix("./")


def site_of(location: str) -> str:
    """Host name without "www."; "" for a file."""
    if "://" not in location:
        return ""
    try:
        host = urlsplit(location).hostname or ""
    except ValueError:
        return ""
    return storable(host.removeprefix("www."))

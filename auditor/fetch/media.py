"""Which files are pages, and in which types a site may answer. What a page is, the parse stage decides."""

from pathlib import PurePosixPath

PAGES = (".html", ".htm", ".xhtml", ".md", ".markdown", ".mdx", ".txt")
"""Suffixes of the files that a folder is searched for; templates (".j2", ".liquid") are not, they must be named."""

WEB_PAGES = ("text/html", "application/xhtml+xml", "text/markdown", "text/plain")
"""Media types, the best first."""


def is_page(name: str) -> bool:
    """Whether a file of this name is a page."""
    return suffix(name) in PAGES


def suffix(name: str) -> str:
    """The last suffix in lower case, dot included; "" where there is none."""
    return PurePosixPath(name).suffix.lower()

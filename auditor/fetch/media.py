"""Names and media types: which files are pages, and what a name's suffix says of its content."""

from pathlib import PurePosixPath

PAGES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".mdx": "text/markdown",
    ".txt": "text/plain",
}
"""Suffixes of the files that a folder is searched for, with their media types."""

TEMPLATES = frozenset(
    (".j2", ".jinja", ".jinja2", ".liquid", ".njk", ".twig", ".hbs", ".mustache", ".erb", ".ejs", ".tmpl", ".tpl")
)
"""Suffixes of templates: pages with holes. They are audited only when named; the suffix before tells the type."""

WEB_PAGES = ("text/html", "application/xhtml+xml", "text/markdown", "text/plain")
"""The media types in which a site may answer, the best first."""


def is_page(name: str) -> bool:
    """Whether a file of this name is a page."""
    return suffix(name) in PAGES


def suffix(name: str) -> str:
    """The last suffix in lower case, dot included; "" where there is none."""
    return PurePosixPath(name).suffix.lower()


def media_type(name: str) -> str:
    """What the name says of the content: "page.html.j2" is text/html; "" where it says nothing."""
    last = suffix(name)
    return PAGES.get(suffix(PurePosixPath(name).stem) if last in TEMPLATES else last, "")

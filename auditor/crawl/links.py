"""The pages that a page links to."""

from collections.abc import Iterator
from urllib.parse import urljoin

from auditor.parse.decode import decode
from auditor.parse.html_tokens import Tag, tokenize

_MARKUP = ("", "text/html", "application/xhtml+xml")


def links(content: bytes, media_type: str, charset: str, at: str) -> Iterator[str]:
    """The addresses that the <a href> of a page lead to, absolute, in order; those marked nofollow are left out.

    `at` is the page's address; a <base href> counts as in browsers: the first one, for the whole page.
    """
    if media_type not in _MARKUP:
        return
    text = decode(content, charset).text
    anchors = _Anchors()
    tokenize(text, 0, len(text), anchors)
    base = _joined(at, anchors.base) or at
    for href in anchors.found:
        if target := _joined(base, href):
            yield target.partition("#")[0]


def _joined(base: str, href: str) -> str:
    """The address as seen from the base; "" where it is none of a web page."""
    try:
        target = urljoin(base, href.strip().replace("\t", "").replace("\n", "").replace("\r", ""))
    except ValueError:
        return ""
    return target if target.lower().startswith(("http://", "https://")) else ""


class _Anchors:
    """Gathers the links and the base of a page."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.base = ""

    def open(self, tag: Tag) -> None:
        if tag.name == "a" and "href" in tag.attributes:
            if "nofollow" not in tag.attributes["rel"].lower().split():
                self.found.append(tag.attributes["href"])
        elif tag.name == "base" and not self.base:
            self.base = tag.attributes["href"].strip()

    def text(self, start: int, end: int) -> None:
        pass

    def close(self, name: str, start: int, end: int) -> None:
        pass

    def raw(self, name: str, start: int, end: int) -> None:
        pass

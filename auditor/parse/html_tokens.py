"""HTML as a row of events with exact offsets, taken apart as browsers do, in linear time on any input.

The standard library's parser was the first choice. Its patch levels disagree on comments, scripts and broken tags,
so that one page would give other blocks on another machine, and several of them take quadratic time on hostile
markup. The tests hold this tokenizer against it on well-formed pages.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple, Protocol

from auditor.parse.html_references import decoded

SPACE = r"\t\n\f\r "
_MARKUP = re.compile(rf"<(?:(/?)([a-zA-Z][^{SPACE}/>]*+)|[!?]|/(?=.))", re.DOTALL)
"""The beginning of a tag with its name, or of what is passed over; a "<" before anything else is text."""
_ATTRIBUTE = re.compile(
    rf"[{SPACE}/]*+(?:(?P<close>>)|(?P<name>[^{SPACE}/>][^{SPACE}/>=]*+)"
    rf"(?:[{SPACE}]*+=[{SPACE}]*+(?:\"(?P<double>[^\"]*+)\"?|'(?P<single>[^']*+)'?|(?P<bare>[^{SPACE}>\"'][^{SPACE}>]*+)?))?)"
)
"""The next attribute or the end of the tag. A quote that nothing closes runs to the end, as in browsers."""
_COMMENT_END = re.compile(r"--!?>")

RAW = frozenset(("script", "style", "xmp", "iframe", "noembed", "noframes", "noscript"))
"""Elements whose content is not markup and is not shown (<noscript>: where scripts run)."""
ESCAPABLE = frozenset(("title", "textarea"))
"""Elements whose content is text and references only."""
_CLOSES = {name: re.compile(rf"</(?ai:{name})(?=[{SPACE}/>])") for name in RAW | ESCAPABLE}
_FOREIGN = ("svg", "math")


class Attributes:
    """The attributes of a tag by lower-case name; the first of a name counts."""

    __slots__ = ("_source", "spans")

    def __init__(self, source: str, spans: Mapping[str, tuple[int, int]]) -> None:
        self._source, self.spans = source, spans
        """Where the values stand, between their quotes."""

    def __contains__(self, name: str) -> bool:
        return name in self.spans

    def __getitem__(self, name: str) -> str:
        """The value, references replaced; "" where there is none."""
        span = self.spans.get(name)
        if span is None:
            return ""
        value = self._source[span[0] : span[1]]
        return decoded(self._source, *span) if "&" in value else value


_NONE = Attributes("", {})


class Tag(NamedTuple):
    """A start tag; the name in lower case."""

    name: str
    start: int
    end: int
    attributes: Attributes = _NONE
    self_closing: bool = False


class Events(Protocol):
    """Is told what a stretch of HTML consists of, in order and with its places in the source."""

    def text(self, start: int, end: int) -> None:
        """Text with references."""

    def open(self, tag: Tag) -> None:
        """A start tag."""

    def close(self, name: str, start: int, end: int) -> None:
        """An end tag."""

    def raw(self, name: str, start: int, end: int) -> None:
        """The content of a script, a style sheet or the like."""


def tokenize(source: str, start: int, end: int, events: Events) -> None:
    """Tells what source[start:end] consists of; of comments, declarations and unfinished tags nothing is told."""
    at, foreign = start, 0
    while found := _MARKUP.search(source, at, end):
        first, position = found.span()
        if at < first:
            events.text(at, first)
        slash, name = found.groups()
        if name is None:
            at = _passed_over(source, first, end)
            continue
        name = name.lower()
        if position < end and source[position] == ">":
            at, tag = position + 1, None
        else:
            tag = _tag(source, name, first, position, end)
            if tag is None:
                return
            at = tag.end
        if slash:
            events.close(name, first, at)
            foreign -= foreign > 0 and name in _FOREIGN
            continue
        tag = tag or Tag(name, first, at)
        events.open(tag)
        if name in _FOREIGN:
            foreign += not tag.self_closing
        elif name in _CLOSES and not (foreign and tag.self_closing):
            at = _content(source, name, at, end, events)
    if at < end:
        events.text(at, end)


def start_tags(source: str, start: int, end: int) -> list[Tag]:
    """The start tags of source[start:end]."""
    found = _StartTags()
    tokenize(source, start, end, found)
    return found.tags


class _StartTags:
    def __init__(self) -> None:
        self.tags: list[Tag] = []

    def text(self, start: int, end: int) -> None:
        pass

    def open(self, tag: Tag) -> None:
        self.tags.append(tag)

    def close(self, name: str, start: int, end: int) -> None:
        pass

    def raw(self, name: str, start: int, end: int) -> None:
        pass


def _content(source: str, name: str, start: int, end: int, events: Events) -> int:
    """Tells the content of an element in which nothing is markup but its own end tag, and gives its end."""
    close = _CLOSES[name].search(source, start, end)
    last = close.start() if close else end
    if start < last:
        if name in RAW:
            events.raw(name, start, last)
        else:
            events.text(start, last)
    return last


def _passed_over(source: str, at: int, end: int) -> int:
    """The end of the comment, declaration or nameless tag that begins at a "<"."""
    if not source.startswith("<!--", at) or at + 4 > end:
        close = source.find(">", at + 2, end)
        return end if close < 0 else close + 1
    for short in ("<!-->", "<!--->"):
        if source.startswith(short, at) and at + len(short) <= end:
            return at + len(short)
    comment = _COMMENT_END.search(source, at + 4, end)
    return comment.end() if comment else end


def _tag(source: str, name: str, start: int, position: int, end: int) -> Tag | None:
    """The tag that goes on behind its name; None where nothing ends it, so that browsers show nothing of it."""
    spans: dict[str, tuple[int, int]] = {}
    while match := _ATTRIBUTE.match(source, position, end):
        position = match.end()
        sort = match.lastgroup
        if sort == "close":
            attributes = Attributes(source, spans) if spans else _NONE
            return Tag(name, start, position, attributes, source[position - 2] == "/")
        attribute = match["name"].lower()
        if attribute not in spans:
            spans[attribute] = (position, position) if sort is None or sort == "name" else match.span(sort)
    return None

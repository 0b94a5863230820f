"""HTML as a row of tokens with exact offsets, taken apart as browsers do, in linear time on any input.

The standard library's parser was the first choice. Its patch levels disagree on comments, scripts and broken tags,
so that one page would give other blocks on another machine, and several of them take quadratic time on hostile
markup. The tests hold this tokenizer against it on well-formed pages.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from auditor.parse.html_references import decoded

_SPACE = r"\t\n\f\r "
_MARKUP = re.compile(r"<(?=[a-zA-Z/!?])")
_NAME = re.compile(rf"[a-zA-Z][^{_SPACE}/>]*+")
_ATTRIBUTE = re.compile(
    rf"[{_SPACE}/]*+(?:(?P<close>>)|(?P<name>[^{_SPACE}/>][^{_SPACE}/>=]*+)"
    rf"(?:[{_SPACE}]*+=[{_SPACE}]*+(?:\"(?P<double>[^\"]*+)\"?|'(?P<single>[^']*+)'?|(?P<bare>[^{_SPACE}>\"'][^{_SPACE}>]*+)?))?)"
)
"""The next attribute or the end of the tag. A quote that nothing closes runs to the end, as in browsers."""
_COMMENT_END = re.compile(r"--!?>")

RAW = frozenset(("script", "style", "xmp", "iframe", "noembed", "noframes", "noscript"))
"""Elements whose content is not markup and is not shown (<noscript>: where scripts run)."""
ESCAPABLE = frozenset(("title", "textarea"))
"""Elements whose content is text and references only."""
_CLOSES = {name: re.compile(rf"</(?i:{name})(?=[{_SPACE}/>])") for name in RAW | ESCAPABLE}
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
        return decoded(self._source, *span) if span else ""


_NONE = Attributes("", {})


class Token(NamedTuple):
    """A tag, a stretch of text, or the raw content of a script and the like."""

    kind: Literal["text", "open", "close", "raw"]
    name: str
    """Of the element, in lower case; "" for text."""
    start: int
    end: int
    attributes: Attributes = _NONE
    self_closing: bool = False


def tokens(source: str, start: int, end: int) -> Iterator[Token]:
    """The tokens of source[start:end] in order; comments, declarations and unfinished tags give none."""
    at, foreign = start, 0
    while found := _MARKUP.search(source, at, end):
        first = found.start()
        if source.startswith("</", first) and first + 2 >= end:
            break
        if at < first:
            yield Token("text", "", at, first)
        token, at = _markup(source, first, end)
        if token is None:
            continue
        yield token
        if token.name in _FOREIGN and not token.self_closing:
            foreign = max(foreign + (1 if token.kind == "open" else -1), 0)
        elif token.kind == "open" and token.name in _CLOSES and not (foreign and token.self_closing):
            close = _CLOSES[token.name].search(source, at, end)
            last = close.start() if close else end
            if at < last:
                yield Token("raw" if token.name in RAW else "text", token.name if token.name in RAW else "", at, last)
            at = last
    if at < end:
        yield Token("text", "", at, end)


def _markup(source: str, at: int, end: int) -> tuple[Token | None, int]:
    """The tag that begins at a "<", if it is one, and where what follows it begins."""
    sign = source[at + 1]
    closing = sign == "/"
    name = _NAME.match(source, at + 1 + closing, end)
    if name:
        return _tag(source, at, name, closing, end)
    if source.startswith("<!--", at) and at + 4 <= end:
        return None, _comment_end(source, at, end)
    close = source.find(">", at + 2, end)
    return None, end if close < 0 else close + 1


def _comment_end(source: str, at: int, end: int) -> int:
    for short in ("<!-->", "<!--->"):
        if source.startswith(short, at) and at + len(short) <= end:
            return at + len(short)
    close = _COMMENT_END.search(source, at + 4, end)
    return close.end() if close else end


def _tag(source: str, at: int, name: re.Match[str], closing: bool, end: int) -> tuple[Token | None, int]:
    spans: dict[str, tuple[int, int]] = {}
    position = name.end()
    while match := _ATTRIBUTE.match(source, position, end):
        position = match.end()
        if match["close"]:
            slash = source[position - 2] == "/"
            attributes = Attributes(source, spans) if spans else _NONE
            kind: Literal["open", "close"] = "close" if closing else "open"
            return Token(kind, name.group().lower(), at, position, attributes, slash), position
        value = match.lastgroup or "name"
        spans.setdefault(match["name"].lower(), match.span(value) if value != "name" else (position, position))
    return None, end

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
_MARKUP = re.compile(rf"<(?:(/?)([a-zA-Z][^{_SPACE}/>]*+)|[!?]|/(?=.))", re.DOTALL)
"""The beginning of a tag with its name, or of what is passed over; a "<" before anything else is text."""
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
        if span is None:
            return ""
        value = self._source[span[0] : span[1]]
        return decoded(self._source, *span) if "&" in value else value


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
        if at < first:
            yield Token("text", "", at, first)
        name = found[2]
        if name is None:
            at = _passed_over(source, first, end)
            continue
        token = _tag(source, found, end)
        if token is None:
            return
        yield token
        at = token.end
        if token.name in _FOREIGN and not token.self_closing:
            foreign = max(foreign + (1 if token.kind == "open" else -1), 0)
        elif token.name in _CLOSES and token.kind == "open" and not (foreign and token.self_closing):
            close = _CLOSES[token.name].search(source, at, end)
            last = close.start() if close else end
            if at < last:
                yield Token("raw", token.name, at, last) if token.name in RAW else Token("text", "", at, last)
            at = last
    if at < end:
        yield Token("text", "", at, end)


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


def _tag(source: str, opening: re.Match[str], end: int) -> Token | None:
    """The tag whose name was found; None where nothing ends it, so that browsers show nothing of it."""
    kind: Literal["open", "close"] = "close" if opening[1] else "open"
    position = opening.end()
    if position < end and source[position] == ">":
        return Token(kind, opening[2].lower(), opening.start(), position + 1)
    spans: dict[str, tuple[int, int]] = {}
    while match := _ATTRIBUTE.match(source, position, end):
        position = match.end()
        sort = match.lastgroup
        if sort == "close":
            attributes = Attributes(source, spans) if spans else _NONE
            return Token(kind, opening[2].lower(), opening.start(), position, attributes, source[position - 2] == "/")
        name = match["name"].lower()
        if name not in spans:
            spans[name] = (position, position) if sort is None or sort == "name" else match.span(sort)
    return None

"""Takes one Markdown text apart: what is text, what is markup, what a piece of it stands for. Linear time."""

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import unescape
from html.entities import html5

from auditor.parse.markdown_emphasis import Delimiter, Delimiters
from auditor.parse.markdown_links import Target, address, defined
from auditor.parse.markdown_tags import Tags

_SPECIAL = re.compile(r"[\\`*_~\[\]!<&\n^{]|(?<![A-Za-z0-9])(?:https?://|www\.)", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_BARE_URL = re.compile(r"(?:https?://|www\.)[^\s<>\[\]\"`]+", re.IGNORECASE)
_URL_TAIL = "?!.,:;*_~'’”|"
"""Signs that end the sentence rather than an address in it."""
_RAISED = re.compile(r"\^([^\s^\[\]]{1,20})\^(?![A-Za-z0-9])")
_LOWERED = re.compile(r"(?<=[A-Za-z)])~([A-Za-z0-9+,-]{1,8})~(?!~)")
_NOTE = re.compile(r"\[\^[^\[\]\s]+\]")
_TICKS = re.compile(r"`+")


@dataclass(slots=True)
class Piece:
    """Part of a text: text[start:end] and what it is.

    `sort`: "text"; "bracket", which is text unless it opens something; "char", where `value` is what stands there
    for a reader; "space"; "code"; "html"; "run" of a delimiter; "link", "image" and "raised" with their ends "/link",
    "/image" and "/raised". `value` of a link: its address.
    """

    sort: str
    start: int
    end: int
    value: str = ""
    run: Delimiter | None = None


@dataclass(slots=True)
class _Bracket:
    """A "[" that may open a link or, behind "!", an image."""

    piece: Piece
    is_image: bool
    waiting: int
    simple: bool = True


class Scanner:
    """Reads one text; `pieces` is what it consists of."""

    def __init__(self, text: str, definitions: Mapping[str, str]) -> None:
        self.text, self._definitions = text, definitions
        self.pieces: list[Piece] = []
        self.delimiters = Delimiters()
        self._tags = Tags(text)
        self._brackets: list[_Bracket] = []
        self._dead = 0
        self._ticks: dict[int, list[int]] | None = None
        self._scan()

    def _scan(self) -> None:
        at = 0
        while special := _SPECIAL.search(self.text, at):
            self._plain(at, special.start())
            reader = _READERS.get(self.text[special.start()], Scanner._bare_url)
            at = reader(self, special.start()) or self._plain(special.start(), special.start() + 1)
        self._plain(at, len(self.text))
        self.delimiters.resolve()

    def _plain(self, start: int, end: int) -> int:
        last = self.pieces[-1] if self.pieces else None
        if last and last.sort == "text" and last.end == start:
            last.end = end
        elif start < end:
            self._add("text", start, end)
        return end

    def _add(self, sort: str, start: int, end: int, value: str = "") -> int:
        self.pieces.append(Piece(sort, start, end, value))
        return end

    def _escape(self, at: int) -> int | None:
        if self.text.startswith("\n", at + 1):
            return self._add("space", at, at + 2)
        escaped = _ESCAPED.match(self.text, at)
        return self._add("char", at, at + 2, escaped[1]) if escaped else None

    def _entity(self, at: int) -> int | None:
        entity = _ENTITY.match(self.text, at)
        if not entity:
            return None
        written = entity.group()
        value = unescape(written) if written[1] == "#" else html5.get(written[1:], "")
        return self._add("char", at, entity.end(), value or "\ufffd") if value or written[1] == "#" else None

    def _line_end(self, at: int) -> int:
        return self._add("space", at, at + 1)

    def _code(self, at: int) -> int:
        opener = _TICKS.match(self.text, at)
        end = opener.end() if opener else at + 1
        closer = self._closing_ticks(end - at, end)
        if closer is None:
            return self._plain(at, end)
        start, last = end, closer
        if self.text[start] in " \n" and self.text[last - 1] in " \n" and not self.text[start:last].isspace():
            start, last = start + 1, last - 1
        self._add("code", start, last)
        return closer + end - at

    def _closing_ticks(self, length: int, at: int) -> int | None:
        if self._ticks is None:
            self._ticks = {}
            for each in _TICKS.finditer(self.text):
                self._ticks.setdefault(len(each.group()), []).append(each.start())
        places = self._ticks.get(length, [])
        number = bisect_left(places, at)
        return places[number] if number < len(places) else None

    def _html(self, at: int) -> int | None:
        written = self._tags.address(at)
        if written:
            self._add("link", at, at + 1, written[1] if ":" in written[1] else f"mailto:{written[1]}")
            self._add("text", at + 1, written.end() - 1)
            return self._add("/link", written.end() - 1, written.end())
        end = self._tags.html_end(at)
        return None if end is None else self._add("html", at, end)

    def _template(self, at: int) -> int | None:
        return self._tags.template_end(at)

    def _run(self, at: int) -> int | None:
        sign, end = self.text[at], at
        if sign == "~" and (lowered := _LOWERED.match(self.text, at)):
            self._add("text", at + 1, lowered.end() - 1)
            return lowered.end()
        while end < len(self.text) and self.text[end] == sign:
            end += 1
        self.pieces.append(Piece("run", at, end, "", self.delimiters.add(self.text, at, end)))
        return end

    def _raise(self, at: int) -> int | None:
        raised = _RAISED.match(self.text, at)
        if not raised:
            return None
        self._add("raised", at, at + 1)
        self._add("text", at + 1, raised.end() - 1)
        return self._add("/raised", raised.end() - 1, raised.end())

    def _bare_url(self, at: int) -> int | None:
        match = _BARE_URL.match(self.text, at)
        if not match:
            return None
        end = at + len(match.group().rstrip(_URL_TAIL))
        surplus = self.text.count(")", at, end) - self.text.count("(", at, end)
        while surplus > 0 and self.text[end - 1] == ")":
            end, surplus = end - 1, surplus - 1
        href = self.text[at:end]
        self._add("link", at, at, href if ":" in href else f"http://{href}")
        self._add("text", at, end)
        return self._add("/link", end, end)

    def _open_image(self, at: int) -> int | None:
        return self._bracket(at, 2) if self.text.startswith("[", at + 1) else None

    def _open(self, at: int) -> int | None:
        note = _NOTE.match(self.text, at)
        return self._plain(at, note.end()) if note else self._bracket(at, 1)

    def _bracket(self, at: int, length: int) -> int:
        for outer in self._brackets[-1:]:
            outer.simple = False
        self.pieces.append(Piece("bracket", at, at + length))
        self._brackets.append(_Bracket(self.pieces[-1], length == 2, len(self.delimiters.waiting)))
        return at + length

    def _close(self, at: int) -> int | None:
        if not self._brackets:
            return None
        opener = self._brackets.pop()
        is_dead = len(self._brackets) < self._dead
        self._dead = min(self._dead, len(self._brackets))
        target = None if is_dead and not opener.is_image else self._target(opener, at)
        if target is None:
            return None
        sort = "image" if opener.is_image else "link"
        opener.piece.sort, opener.piece.value = sort, target.href
        self.delimiters.resolve(opener.waiting)
        self._add(f"/{sort}", at, target.end)
        if not opener.is_image:
            self._dead = len(self._brackets)
        return target.end

    def _target(self, opener: _Bracket, at: int) -> Target | None:
        return address(self.text, at + 1) or defined(
            self.text, opener.piece.end - 1, at, opener.simple, self._definitions
        )


_READERS: Mapping[str, Callable[[Scanner, int], int | None]] = {
    "\\": Scanner._escape,
    "&": Scanner._entity,
    "\n": Scanner._line_end,
    "`": Scanner._code,
    "<": Scanner._html,
    "{": Scanner._template,
    "*": Scanner._run,
    "_": Scanner._run,
    "~": Scanner._run,
    "^": Scanner._raise,
    "!": Scanner._open_image,
    "[": Scanner._open,
    "]": Scanner._close,
}

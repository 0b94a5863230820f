"""Writes a Markdown text into a block: what a reader sees, with links, bold, code and superscripts marked."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from auditor.parse.blocks import Marks, TextBuilder
from auditor.parse.html_inline import Inline
from auditor.parse.html_references import add_text
from auditor.parse.html_tokens import start_tags
from auditor.parse.markdown_scanner import Piece, Scanner
from auditor.parse.stretch import Stretch

_ALT = re.compile(r"""\salt\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'>]+))""", re.IGNORECASE)


class Written(NamedTuple):
    """A block's text and marks, and those of the pictures in it."""

    builder: TextBuilder
    marks: Marks
    pictures: tuple[tuple[TextBuilder, Marks], ...]


def write(stretch: Stretch, definitions: Mapping[str, str]) -> Written:
    """The text of a stretch of Markdown; `definitions`: addresses by normalised label."""
    writer = _Writer(stretch)
    scanner = Scanner(stretch.text, definitions)
    for piece in scanner.pieces:
        writer.write(piece)
    return writer.finish(scanner)


class _Writer:
    def __init__(self, stretch: Stretch) -> None:
        self._stretch = stretch
        self._main = self._target = TextBuilder()
        self._marks = Marks()
        self._inline = Inline(stretch.source, self._main, self._marks)
        self._pictures: list[tuple[TextBuilder, Marks]] = []
        self._depth = 0
        self._link: tuple[int, str] | None = None
        self._raised = 0

    def write(self, piece: Piece) -> None:
        """Adds one piece; inside a picture everything is the picture's own text."""
        if piece.sort in ("text", "bracket"):
            self._stretch.copy(piece.start, piece.end, self._target)
        elif piece.sort == "char":
            self._target.stand_in(piece.value, *self._place(piece))
        elif piece.sort == "space":
            self._target.space(*self._place(piece))
        elif piece.sort == "run":
            self._write_run(piece)
        elif piece.sort == "image":
            self._open_picture()
        elif piece.sort == "/image":
            self._close_picture()
        elif self._depth:
            if piece.sort == "code":
                self._stretch.copy(piece.start, piece.end, self._target)
        else:
            self._write_mark(piece)

    def _write_mark(self, piece: Piece) -> None:
        if piece.sort == "code":
            start = self._main.next_index
            self._stretch.copy(piece.start, piece.end, self._main)
            self._marks.codes.append((start, self._main.length))
        elif piece.sort == "html":
            self._write_html(piece)
        elif piece.sort == "link":
            self._link = self._link or (self._main.next_index, piece.value)
        elif piece.sort == "/link" and self._link:
            self._marks.links.append((self._link[0], self._main.length, self._link[1]))
            self._link = None
        elif piece.sort == "raised":
            self._raised = self._main.next_index
        elif piece.sort == "/raised":
            self._marks.superscripts.append((self._raised, self._main.length))

    def _write_run(self, piece: Piece) -> None:
        run = piece.run
        if run is None:
            return
        run.before = None if self._depth else self._main.length
        self._stretch.copy(run.start, run.end, self._target)
        run.after = None if self._depth else self._main.next_index

    def _write_html(self, piece: Piece) -> None:
        """Reads a tag where it stands; one of a component, or one broken by a quote mark, singles nothing out."""
        text, (start, end) = self._stretch.text, self._place(piece)
        if end - start != piece.end - piece.start:
            return
        if text[piece.start : piece.start + 4].lower() == "<img":
            self._html_picture(start, end)
        elif text.find("{", piece.start, piece.end) < 0:
            self._inline.html(start, end)

    def _html_picture(self, start: int, end: int) -> None:
        for tag in start_tags(self._stretch.source, start, end):
            span = tag.attributes.spans.get("alt")
            if span:
                builder = TextBuilder()
                add_text(builder, self._stretch.source, *span, in_attribute=True)
                self._add_picture(builder)

    def _open_picture(self) -> None:
        if not self._depth:
            self._target = TextBuilder()
        self._depth += 1

    def _close_picture(self) -> None:
        self._depth -= 1
        if not self._depth:
            self._add_picture(self._target)
            self._target = self._main

    def _add_picture(self, builder: TextBuilder) -> None:
        marks = Marks()
        if self._link:
            marks.links.append((0, builder.length, self._link[1]))
        self._pictures.append((builder, marks))

    def _place(self, piece: Piece) -> tuple[int, int]:
        return self._stretch.start(piece.start), self._stretch.end(piece.end)

    def finish(self, scanner: Scanner) -> Written:
        """Completes the marks: what is strong is known only at the end."""
        self._inline.finish()
        strong = {
            (opener.after, closer.before)
            for opener, closer in scanner.delimiters.strong
            if opener.after is not None and closer.before is not None
        }
        self._marks.emphases = sorted({*self._marks.emphases, *strong})
        return Written(self._main, self._marks, tuple(self._pictures))

"""Strategies for Markdown of which it is known what a reader sees: block by block, word by word."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from hypothesis import strategies as st

from auditor.model import BlockKind

Draw = Callable[[st.SearchStrategy[Any]], Any]
Seen = tuple[BlockKind, str]

_TAILS = ["", "é", "\U0001f642", "%", "中", "_x", "’s", "&", "!", "-", "~"]
_ESCAPES = {r"\*": "*", r"\_": "_", r"\[": "[", r"\\": "\\", r"\#": "#", r"\&amp;": "&amp;", r"\`": "`", r"\!": "!"}
_ENTITIES = {"&amp;": "&", "&#8805;": "≥", "&#x3bc;g": "μg", "&frac12;": "½", "&notreal;": "&notreal;", "&lt;5": "<5"}
_LITERALS = ["5 * 3", "~5", "a<5", "[1]", "5_000", "10^9/L", "(2)", "$XX", "a \\ b", "{x}", "1 > 0"]
_BREAKS = [" ", " ", " ", "  ", "\n", "  \n", " \\\n"]


class Text(NamedTuple):
    """A piece of a paragraph: its source, what is seen of it, and the words of its pictures."""

    source: str
    seen: str
    pictures: tuple[str, ...] = ()


class Part(NamedTuple):
    """A block: its lines of source and what is seen of it."""

    lines: list[str]
    seen: list[Seen]


@dataclass
class Maker:
    """Draws Markdown; every word is on the page once."""

    draw: Draw
    definitions: list[str] = field(default_factory=list)
    count: int = 0

    def word(self) -> str:
        self.count += 1
        return f"w{self.count:04d}{self.draw(st.sampled_from(_TAILS))}"

    def name(self) -> str:
        self.count += 1
        return f"n{self.count:04d}"

    def choose(self, *options: Any) -> Any:
        return self.draw(st.sampled_from(options))

    def one_of(self, *options: Text) -> Text:
        return options[self.draw(st.integers(0, len(options) - 1))]

    def text(self, depth: int = 2, *, breaks: bool = True, links: bool = True) -> Text:
        """One to four pieces with white space between them; the first is a word."""
        pieces = [self.piece(depth, links=links, breaks=breaks) for _ in range(self.draw(st.integers(0, 3)))]
        seen = source = self.name()
        pictures: tuple[str, ...] = ()
        for piece in pieces:
            gap = self.choose(*_BREAKS) if breaks else " "
            source, seen = source + gap + piece.source, f"{seen} {piece.seen}"
            pictures += piece.pictures
        return Text(source, " ".join(seen.split()), pictures)

    def piece(self, depth: int, *, links: bool, breaks: bool) -> Text:
        simple = [self._word, self._code, self._escape, self._entity, self._literal, self._picture, self._html]
        simple += [self._note, self._raised]
        nested = [self._strong, self._emphasis, self._struck] + [self._link] * links
        make = self.choose(*simple, *(nested if depth else []), *([self._address] if links else []))
        made: Text = make(depth - 1, links, breaks) if make in nested else make()
        return made

    def _word(self) -> Text:
        word = self.word()
        return Text(word, word)

    def _code(self) -> Text:
        word = self.name()
        return self.one_of(
            Text(f"`{word}`", word),
            Text(f"`` {word} ` ``", f"{word} `"),
            Text(f"`{word} &amp; \\*`", f"{word} &amp; \\*"),
        )

    def _escape(self) -> Text:
        return Text(*self.choose(*_ESCAPES.items()))

    def _entity(self) -> Text:
        if self.draw(st.booleans()):
            return Text(*self.choose(*_ENTITIES.items()))
        one, other = self.name(), self.name()
        return Text(f"{one}&nbsp;{other}", f"{one} {other}")

    def _literal(self) -> Text:
        literal = self.choose(*_LITERALS)
        return Text(literal, literal)

    def _picture(self) -> Text:
        one, other = self.name(), self.name()
        return Text(f"![{one} *{other}*](a.png 'b')", "", (f"{one} {other}",))

    def _html(self) -> Text:
        word = self.name()
        return self.one_of(
            Text(f"x<!-- {word} -->", "x"),
            Text(f"<b class='c'>{word}</b>", word),
            Text(f"{word}<sup>2</sup>", f"{word}2"),
        )

    def _note(self) -> Text:
        word = self.name()
        return Text(f"{word}[^{word}]", f"{word}[^{word}]")

    def _raised(self) -> Text:
        word = self.name()
        return Text(f"{word}^a^", f"{word}a")

    def _address(self) -> Text:
        word = self.name()
        return Text(f"<http://{word}.example/a_b_c>", f"http://{word}.example/a_b_c")

    def _strong(self, depth: int, links: bool, breaks: bool) -> Text:
        inner = self.text(depth, breaks=breaks, links=links)
        return Text(f"**{inner.source}**", inner.seen, inner.pictures)

    def _emphasis(self, depth: int, links: bool, breaks: bool) -> Text:
        inner, sign = self.text(depth, breaks=breaks, links=links), self.choose("*", "_")
        return Text(f"{sign}{inner.source}{sign}", inner.seen, inner.pictures)

    def _struck(self, _: int, links: bool, breaks: bool) -> Text:
        inner, last = self.text(0, breaks=breaks, links=links), self.name()
        return Text(f"~~{inner.source} {last}~~", f"{inner.seen} {last}", inner.pictures)

    def _link(self, depth: int, _: bool, breaks: bool) -> Text:
        inner, name = self.text(depth, breaks=breaks, links=False), self.name()
        target = self.choose(f"(http://{name}.example)", f"(<a b> '{name}')", "(/a(b)c)", "()", f"[{name}]")
        if target == f"[{name}]":
            self.definitions.append(f"[{name.upper()}]: <http://{name}.example> '{name}'")
        return Text(f"[{inner.source}]{target}", inner.seen, inner.pictures)


def seen(kind: BlockKind, text: Text) -> list[Seen]:
    """The block of a text, and those of its pictures."""
    return [(kind, text.seen), *((BlockKind.ALT_TEXT, each) for each in text.pictures)]


def indented(lines: list[str], first: str, rest: str) -> list[str]:
    """Lines with a prefix, which the first has another of; blank lines keep none of it but a quote mark."""
    return [(first if at == 0 else rest) + line if line else rest.rstrip() for at, line in enumerate(lines)]


class BlockMaker(Maker):
    """Draws blocks, nested to a depth."""

    def blocks(self, depth: int, paragraph: BlockKind, *, first_is: BlockKind | None = None, most: int = 3) -> Part:
        lines: list[str] = []
        found: list[Seen] = []
        for at in range(self.draw(st.integers(1, most))):
            part = self.paragraph(first_is) if at == 0 and first_is else self.block(depth, paragraph)
            lines += ["", *part.lines] if lines else part.lines
            found += part.seen
        return Part(lines, found)

    def block(self, depth: int, paragraph: BlockKind) -> Part:
        makers = [self.heading, self.underlined, self.fence, self.table, self.raw, self.rule]
        nested = [self.quote, self.list] if depth else []
        make = self.choose(None, *makers, *nested)
        if make is None:
            return self.paragraph(paragraph)
        part: Part = make(depth - 1) if make in nested else make()
        return part

    def paragraph(self, kind: BlockKind) -> Part:
        text = self.text()
        return Part(text.source.split("\n"), seen(kind, text))

    def heading(self) -> Part:
        text = self.text(breaks=False)
        opening, closing = "#" * self.draw(st.integers(1, 6)), self.choose("", " #", " ####  ")
        return Part([f"{opening} {text.source}{closing}"], seen(BlockKind.HEADING, text))

    def underlined(self) -> Part:
        text = self.text()
        return Part([*text.source.split("\n"), self.choose("=", "---", "=====  ")], seen(BlockKind.HEADING, text))

    def fence(self) -> Part:
        one, other, sign = self.name(), self.name(), self.choose("```", "~~~~")
        return Part([f"{sign} js", f"  {one} *a*", "", f"> {other}", sign], [(BlockKind.CODE, f"{one} *a* > {other}")])

    def table(self) -> Part:
        columns = self.draw(st.integers(2, 3))
        border = self.choose("|", "")
        lines, found = [], []
        for row in range(self.draw(st.integers(1, 3))):
            texts = [self.text(1, breaks=False) for _ in range(columns)]
            lines.append(f"{border} " + " | ".join(each.source.replace("|", "\\|") for each in texts) + f" {border}")
            found += [block for each in texts for block in seen(BlockKind.TABLE_CELL, each)]
            if row == 0:
                lines.append(border + "|".join(["---"] * columns) + border)
        return Part([line.strip() for line in lines], found)

    def raw(self) -> Part:
        one, other = self.name(), self.name()
        shapes = (
            Part([f"<!-- {one}", f"{other} -->"], []),
            Part(
                ["<div class='a'>", f"{one} &amp; <b>{other}</b>", "</div>"],
                [(BlockKind.PARAGRAPH, f"{one} & {other}")],
            ),
            Part([f"<p>{one} *{other}*</p>"], [(BlockKind.PARAGRAPH, f"{one} *{other}*")]),
        )
        return shapes[self.draw(st.integers(0, len(shapes) - 1))]

    def rule(self) -> Part:
        return Part([self.choose("***", "- - -", "___")], [])

    def quote(self, depth: int) -> Part:
        inner = self.blocks(depth, BlockKind.QUOTE)
        prefix = self.choose("> ", ">", "   > ") if not any(line.startswith(" ") for line in inner.lines) else "> "
        return Part(indented(inner.lines, prefix, prefix), inner.seen)

    def list(self, depth: int) -> Part:
        mark = self.choose("- ", "*   ", "+ ", "1. ", "12) ")
        lines: list[str] = []
        found: list[Seen] = []
        for _ in range(self.draw(st.integers(1, 3))):
            inner = self.blocks(depth, BlockKind.PARAGRAPH, first_is=BlockKind.LIST_ITEM, most=2)
            part = indented(inner.lines, mark, " " * len(mark))
            lines += ["", *part] if lines and self.draw(st.booleans()) else part
            found += inner.seen
        return Part(lines, found)

    def footnote(self) -> Part:
        name, one, other = self.name(), self.text(), self.text()
        lines = [f"[^{name}]: {one.source}".split("\n")[0], *(f"    {line}" for line in one.source.split("\n")[1:])]
        lines += ["", *(f"    {line}" for line in other.source.split("\n"))]
        return Part(lines, seen(BlockKind.FOOTNOTE, one) + seen(BlockKind.FOOTNOTE, other))


@st.composite
def pages(draw: Draw) -> tuple[str, list[Seen]]:
    """A page of Markdown with any kind of line end, and the kinds and texts of its blocks."""
    maker = BlockMaker(draw)
    parts = [maker.blocks(2, BlockKind.PARAGRAPH, most=4)]
    if draw(st.booleans()):
        parts.append(maker.footnote())
    lines = [line for part in parts for line in [*part.lines, ""]] + maker.definitions
    return draw(st.sampled_from(["\n", "\r\n", "\r"])).join(lines), [block for part in parts for block in part.seen]

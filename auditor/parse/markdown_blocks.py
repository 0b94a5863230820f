"""From the block structure of Markdown to the blocks of a page."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.model import BlockKind, Cell
from auditor.parse import markdown_lines
from auditor.parse.blocks import BlockList, TextBuilder
from auditor.parse.html_reader import HtmlReader
from auditor.parse.markdown_inline import Written, write
from auditor.parse.markdown_machinery import NAME
from auditor.parse.markdown_tables import Table
from auditor.parse.stretch import Lines, Stretch

_TASK = re.compile(r"\[[ xX]\]\s+")
_ALERT = re.compile(r"\[![A-Za-z]+\][+-]?")
_ID = re.compile(r"\{[^{}]*#([\w:.-]+)[^{}]*\}\s*$")
_LONGEST_ID = 200
_TAG = re.compile(r"\s*</?[A-Za-z][\w-]*[\s/>]")

if TYPE_CHECKING:
    from markdown_it.token import Token


@dataclass(slots=True)
class _List:
    """A list that is open, and the first block of its current item."""

    group: int
    lead_in: int | None
    item: int | None = None
    begins: bool = False
    """Whether the current item has no block yet."""


class MarkdownReader:
    """Adds a block for every heading, paragraph, list item and table cell of a page."""

    def __init__(
        self, lines: Lines, blocks: BlockList, tokens: Sequence["Token"], definitions: Mapping[str, str]
    ) -> None:
        self._lines, self._blocks, self._tokens, self._definitions = lines, blocks, tokens, definitions
        self._html = HtmlReader(markdown_lines.without_quote_marks(lines, tokens), blocks)
        self._lists: list[_List] = []
        self._containers: list[str] = []
        self._note: str | None = None
        self._level = 0
        self._components = 0
        self._table: Table | None = None

    def read(self) -> None:
        """Adds the blocks of all tokens, in order."""
        for token in self._tokens:
            reader = _READERS.get(token.type)
            if reader:
                reader(self, token)
        self._html.finish()

    def _open_list(self, _: "Token") -> None:
        above = self._lists[-1].item if self._lists else None
        self._lists.append(_List(self._blocks.new_group(), above if above is not None else self._blocks.lead_in()))
        self._containers.append("list")

    def _close_list(self, _: "Token") -> None:
        self._lists.pop()
        self._containers.pop()

    def _open_item(self, _: "Token") -> None:
        self._lists[-1].item, self._lists[-1].begins = None, True

    def _open_quote(self, _: "Token") -> None:
        self._containers.append("quote")

    def _open_note(self, token: "Token") -> None:
        self._note = token.meta["label"]
        self._containers.append("note")

    def _close_container(self, _: "Token") -> None:
        self._containers.pop()

    def _open_heading(self, token: "Token") -> None:
        self._level = int(token.tag[1:])

    def _close_heading(self, _: "Token") -> None:
        self._level = 0

    def _text(self, token: "Token") -> None:
        if self._table:
            self._cell(self._table)
        elif token.map and self._level:
            first, last = token.map
            place = markdown_lines.heading if last == first + 1 else markdown_lines.content
            name = _ID.search(token.content[-_LONGEST_ID:])
            stretch = place(self._lines, first, token.content)
            self._add(BlockKind.HEADING, stretch, level=self._level, anchors=(name[1],) if name else ())
        elif token.map:
            self._paragraph(markdown_lines.content(self._lines, token.map[0], token.content))

    def _paragraph(self, stretch: Stretch) -> None:
        """Adds a paragraph as what it is in the innermost container."""
        inside = self._containers[-1] if self._containers else ""
        if inside == "list":
            self._item(stretch, self._lists[-1])
        elif inside == "note":
            anchors = (f"fn:{self._note}", self._note) if self._note else ()
            self._note = None
            self._add(BlockKind.FOOTNOTE, stretch, anchors=anchors)
        elif inside == "quote":
            alert = _ALERT.match(stretch.text)
            self._add(BlockKind.QUOTE, stretch.without(alert.end()) if alert else stretch)
        else:
            self._add(BlockKind.PARAGRAPH, stretch)

    def _item(self, stretch: Stretch, current: _List) -> None:
        """The first paragraph is the item; those after it belong to it."""
        if not current.begins:
            self._add(BlockKind.PARAGRAPH, stretch, lead_in=current.item)
            return
        task = _TASK.match(stretch.text)
        stretch = stretch.without(task.end()) if task else stretch
        level, current.begins = len(self._lists), False
        current.item = self._add(
            BlockKind.LIST_ITEM, stretch, level=level, group=current.group, lead_in=current.lead_in
        )

    def _add(
        self,
        kind: BlockKind,
        stretch: Stretch,
        *,
        level: int = 0,
        group: int = 0,
        lead_in: int | None = None,
        cell: Cell | None = None,
        anchors: tuple[str, ...] = (),
    ) -> int | None:
        if self._html.hidden:
            return None
        written = write(stretch, self._definitions)
        index = self._blocks.add(
            kind,
            written.builder,
            written.marks,
            region=self._html.region,
            level=level,
            group=group,
            lead_in=lead_in,
            cell=cell,
            anchors=anchors,
        )
        self._add_pictures(written)
        return index

    def _add_pictures(self, written: Written) -> None:
        for builder, marks in written.pictures:
            self._blocks.add(BlockKind.ALT_TEXT, builder, marks, region=self._html.region)

    def _code(self, token: "Token") -> None:
        if not token.map or self._html.hidden:
            return
        first = token.map[0] + (1 if token.type == "fence" else 0)
        stretch = markdown_lines.content(self._lines, first, token.content.removesuffix("\n"))
        if token.type == "code_block" and _TAG.match(stretch.text):
            self._html.read(stretch.start(0), stretch.end(len(stretch.text)))
            return
        if token.type == "code_block" and self._components:
            self._paragraph(stretch)
            return
        builder = TextBuilder()
        stretch.copy(0, len(stretch.text), builder)
        self._blocks.add(BlockKind.CODE, builder, region=self._html.region)

    def _raw_html(self, token: "Token") -> None:
        if token.map and token.content.strip():
            stretch = markdown_lines.content(self._lines, token.map[0], token.content.rstrip("\n"))
            self._html.read(stretch.start(0), stretch.end(len(stretch.text)))

    def _count_component(self, token: "Token") -> None:
        self._components = max(0, self._components + token.meta["nesting"])

    def _open_table(self, _: "Token") -> None:
        self._table = Table(self._lines, self._blocks.new_group(), self._blocks.lead_in())

    def _close_table(self, _: "Token") -> None:
        self._table = None

    def _open_row(self, token: "Token") -> None:
        if token.map and self._table:
            self._table.open_row(token.map[0])

    def _cell(self, table: Table) -> None:
        following = table.next_cell()
        if following:
            stretch, cell = following
            index = self._add(BlockKind.TABLE_CELL, stretch, group=table.group, lead_in=table.lead_in, cell=cell)
            table.name("" if index is None else self._blocks.blocks[index].text)


_READERS: Mapping[str, Callable[[MarkdownReader, "Token"], None]] = {
    "bullet_list_open": MarkdownReader._open_list,
    "bullet_list_close": MarkdownReader._close_list,
    "ordered_list_open": MarkdownReader._open_list,
    "ordered_list_close": MarkdownReader._close_list,
    "list_item_open": MarkdownReader._open_item,
    "blockquote_open": MarkdownReader._open_quote,
    "blockquote_close": MarkdownReader._close_container,
    "footnote_reference_open": MarkdownReader._open_note,
    "footnote_reference_close": MarkdownReader._close_container,
    "heading_open": MarkdownReader._open_heading,
    "heading_close": MarkdownReader._close_heading,
    "inline": MarkdownReader._text,
    "fence": MarkdownReader._code,
    "code_block": MarkdownReader._code,
    "html_block": MarkdownReader._raw_html,
    NAME: MarkdownReader._count_component,
    "table_open": MarkdownReader._open_table,
    "table_close": MarkdownReader._close_table,
    "tr_open": MarkdownReader._open_row,
}

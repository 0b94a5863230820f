"""Lists in plain text: bullets, numbers, and bare lines below a line that ends in a colon."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from auditor.model import BlockKind
from auditor.parse.blocks import BlockList, TextBuilder
from auditor.parse.text_lines import Unit
from auditor.parse.text_shapes import Item, ends_sentence, is_label, is_title_like, item

_LONGEST_BARE = 80
_BARE = Item(0, "bare")


def items_of(page: Sequence[Unit]) -> Mapping[int, Item]:
    """The mark of every unit that is a list item, by its number on the page."""
    marks = [item(unit.text) for unit in page]
    found = {at: mark for at, mark in enumerate(marks) if mark and _is_item(page, marks, at, mark)}
    for at, unit in enumerate(page):
        if unit.text.endswith(":"):
            found |= dict.fromkeys(_bare_items(page, marks, at + 1), _BARE)
    return found


def _is_item(page: Sequence[Unit], marks: Sequence[Item | None], at: int, mark: Item) -> bool:
    beside = [marks[each] for each in (at - 1, at + 1) if 0 <= each < len(page)]
    if mark.sort == "number":
        in_run = any(other and other.sort == "number" and abs(other.number - mark.number) == 1 for other in beside)
        return in_run or not page[at].is_single or not is_title_like(page[at].text[mark.length :])
    introduced = at > 0 and page[at - 1].text.endswith(":")
    return not mark.is_doubtful or introduced or any(other and other.sort == mark.sort for other in beside)


def _bare_items(page: Sequence[Unit], marks: Sequence[Item | None], start: int) -> range:
    """Two or more short lines, one straight below the other, with neither marks nor stops."""
    end = start
    while end < len(page) and _is_bare(page[end], marks[end]):
        end += 1
        if page[end - 1].ends_group:
            break
    return range(start, end) if end - start > 1 else range(0)


def _is_bare(unit: Unit, mark: Item | None) -> bool:
    short = unit.is_single and len(unit.text) <= _LONGEST_BARE
    return short and mark is None and not ends_sentence(unit.text) and not is_label(unit.text)


@dataclass(slots=True)
class _Level:
    """A list under way."""

    indent: int
    sort: str
    group: int
    lead_in: int | None
    item: int | None = None


class Lists:
    """Adds list items, nested as they are indented."""

    def __init__(self, blocks: BlockList) -> None:
        self._blocks = blocks
        self._levels: list[_Level] = []

    def close(self) -> None:
        """Ends the list: something else follows."""
        self._levels.clear()

    def add(self, mark: Item, indent: int, builder: TextBuilder) -> None:
        """Adds an item; one indented further than the last is a list of its own below it."""
        while self._levels and indent < self._levels[-1].indent - 1:
            self._levels.pop()
        last = self._levels[-1] if self._levels else None
        if last and indent <= last.indent + 1 and last.sort != mark.sort:
            self._levels.pop()
            last = None
        if last is None or indent > last.indent + 1:
            above = self._levels[-1].item if self._levels else self._blocks.lead_in()
            self._levels.append(_Level(indent, mark.sort, self._blocks.new_group(), above))
        level = self._levels[-1]
        level.item = self._blocks.add(
            BlockKind.LIST_ITEM, builder, level=len(self._levels), group=level.group, lead_in=level.lead_in
        )

"""What stands around a sentence and bears on its scope: headers, the line above, headings, the page's topic."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from auditor.extract.dosages.amounts import find_amounts
from auditor.extract.dosages.names import Named, Names
from auditor.extract.dosages.naming import AMBIGUOUS, Substance, drug_around
from auditor.extract.dosages.readings import NOTHING, Reading, read
from auditor.model import Block, BlockKind, Page, Region

_LABEL_LENGTH = 60
_LINE_LENGTH = 45
"""A line up to this many characters that ends without a stop labels the short line below it."""
_LAST_SENTENCE = re.compile(r"[^.!?]*[.!?:]?$")
_PARENTHESES = re.compile(r"\([^)]*\)")
_TITLE_BREAK = re.compile(r"\s[|–—-]\s|:\s")
_TITLES = (BlockKind.TITLE, BlockKind.HEADING)


@dataclass(frozen=True)
class Around:
    """What governs a block: its texts as one label, and what they say, the nearest first."""

    label: str = ""
    near: tuple[Reading, ...] = ()
    """Headers of the cell, the line above a list."""
    headings: tuple[Reading, ...] = ()

    @property
    def readings(self) -> tuple[Reading, ...]:
        return self.near + self.headings


@dataclass
class Surroundings:
    """Finds what governs each block of a page."""

    page: Page
    names: Names
    _read: dict[str, Reading] = field(default_factory=dict)

    def around(self, block: Block) -> Around:
        """What governs a block, nearest first."""
        near = [*self._cell_texts(block), *self._line_above(block)]
        inner = block.section[-1] if block.section else ""
        label = " | ".join((*near, inner if len(block.text) <= _LABEL_LENGTH else ""))
        headings = tuple(self.label(text) for text in reversed(block.section) if text)
        return Around(label, tuple(self.label(text) for text in near), headings)

    def label(self, text: str) -> Reading:
        """What a label, header or heading says."""
        if text not in self._read:
            self._read[text] = read(text, self.names, label=True)
        return self._read[text]

    def _cell_texts(self, block: Block) -> list[str]:
        if block.cell is None:
            return []
        others = [
            text for column, text in self._rows.get((block.group, block.cell.row), ()) if column != block.cell.column
        ]
        row = block.cell.row_header
        texts = [block.cell.column_header, *([row] if row and row not in others else []), *others]
        return [text for text in texts if text]

    @cached_property
    def _rows(self) -> dict[tuple[int, int], list[tuple[int, str]]]:
        """The cells of each row that hold no dose, with the header of their column before them."""
        rows: dict[tuple[int, int], list[tuple[int, str]]] = {}
        for block in self.page.blocks:
            cell = block.cell
            if cell is None or (cell.is_header and cell.row == 0) or len(block.text) > 2 * _LABEL_LENGTH:
                continue
            if not find_amounts(block.text):
                text = f"{cell.column_header} {block.text}" if block.text[:1].isdigit() else block.text
                rows.setdefault((block.group, cell.row), []).append((cell.column, text))
        return rows

    def _line_above(self, block: Block) -> list[str]:
        """The lead-in of a list or table, the items above a nested one, or a short label line."""
        lines: list[str] = []
        above = block.lead_in
        while above is not None and len(lines) < 3:
            lines.append(_last_sentence(self.page.blocks[above].text))
            above = self.page.blocks[above].lead_in
        if not lines and block.kind is BlockKind.PARAGRAPH and block.index and len(block.text) <= _LABEL_LENGTH:
            before = self.page.blocks[block.index - 1]
            if before.kind is BlockKind.PARAGRAPH and len(before.text) <= _LINE_LENGTH and before.text[-1] not in ".!?":
                lines.append(before.text)
        return lines

    @cached_property
    def topic(self) -> Reading:
        """What the title, the main heading and a first line without a dose say of the whole page."""
        texts = [block.text for block in self.page.blocks if block.kind is BlockKind.TITLE]
        texts += [block.text for block in self.page.blocks if block.kind is BlockKind.HEADING and block.level == 1][:2]
        readings = [self.label(text) for text in texts]
        first = next(
            (block for block in self.page.blocks if block.region is Region.MAIN and block.kind not in _TITLES), None
        )
        if first is not None and first.kind is BlockKind.PARAGRAPH and not texts:
            line = first.text[: first.text.find(". ") + 1] or first.text
            if not find_amounts(line):
                readings.append(read(line, self.names, label=len(line) <= _LABEL_LENGTH))
        return _merged(readings)

    @cached_property
    def subject(self) -> Substance:
        """The drug the page is about; ambiguous where it is about several."""
        for text in self._title_parts:
            drugs = self.label(text).drugs
            if drugs:
                return drug_around([self.label(_PARENTHESES.sub(" ", text)), self.label(text)])
        found: list[Named] = list(self.topic.drugs)
        for block in self.page.blocks:
            if block.region is Region.MAIN and block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING):
                found += self.names.find(block.text)
                if len({named.drug for named in found}) > 1:
                    return AMBIGUOUS
        return drug_around([Reading(drugs=tuple(found))])

    @property
    def _title_parts(self) -> list[str]:
        """The main heading, then the title's parts between its bars and dashes."""
        heads = [block.text for block in self.page.blocks if block.kind is BlockKind.HEADING and block.level == 1][:1]
        titles = [block.text for block in self.page.blocks if block.kind is BlockKind.TITLE]
        return heads + [part for title in titles for part in _TITLE_BREAK.split(title)]


def _last_sentence(text: str) -> str:
    match = _LAST_SENTENCE.search(text, max(0, len(text) - 160))
    return (match.group() if match else text).strip() or text[-160:]


def _merged(readings: list[Reading]) -> Reading:
    if not readings:
        return NOTHING
    keys: dict[str, str] = {}
    for reading in readings:
        for key, value in reading.keys.items():
            keys.setdefault(key, value)
    return Reading(
        keys,
        tuple(drug for reading in readings for drug in reading.drugs),
        tuple(word for reading in readings for word in reading.purpose),
        tuple(word for reading in readings for word in reading.circumstance),
        tuple(word for reading in readings for word in reading.subject),
    )

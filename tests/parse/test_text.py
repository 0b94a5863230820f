"""Plain text: headings, paragraphs, lists and tables told by the shape of lines, each at its place."""

import re
from textwrap import fill

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.model import Block, BlockKind, Cell
from auditor.parse import text
from tests.parse.places import assert_placed, assert_span

HEADING, PARAGRAPH, ITEM = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM
QUOTE, CELL = BlockKind.QUOTE, BlockKind.TABLE_CELL
LONG = "The tablets were given to everybody who asked for them at the desk, and to nobody else that week."


def blocks_of(*lines: str) -> tuple[Block, ...]:
    source = "\n".join(lines)
    blocks, _ = text.read(source, "page.txt")
    assert_placed(source, blocks)
    return blocks


def kinds_of(*lines: str) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.text) for block in blocks_of(*lines)]


@pytest.mark.parametrize(
    "lines",
    [
        [LONG, LONG],
        [LONG, "Short one"],
        ["Strength: 25 mg", "Price: $12", "Made by: Demo Ltd"],
        ["Demo Clinic", "12 Hill Street", "Leeds"],
        [f"{LONG} {LONG}", f"{LONG} {LONG}"],
    ],
)
def test_a_line_is_a_paragraph(lines: list[str]) -> None:
    assert kinds_of(*lines) == [(PARAGRAPH, line) for line in lines]


@pytest.mark.parametrize("width", [60, 72, 78, 90])
def test_wrapped_lines_are_joined(width: int) -> None:
    paragraphs = [" ".join([LONG] * count) for count in (3, 4, 2)]
    source = "\n\n".join(fill(paragraph, width) for paragraph in paragraphs)
    assert kinds_of(source) == [(PARAGRAPH, paragraph) for paragraph in paragraphs]


def test_in_a_wrapped_page_short_lines_stay_apart() -> None:
    address = ["Demo Clinic", "12 Hill Street"]
    blocks = kinds_of(fill(f"{LONG} {LONG} {LONG}", 70), "", *address, "", fill(f"{LONG} {LONG}", 70))
    assert blocks[1:3] == [(PARAGRAPH, line) for line in address]
    assert len(blocks) == 4


def test_a_line_that_goes_on_in_small_letters_is_joined() -> None:
    assert kinds_of("The study was done in three towns of the north", "and in one of the south.") == [
        (PARAGRAPH, "The study was done in three towns of the north and in one of the south.")
    ]


@pytest.mark.parametrize(
    ("heading", "level"),
    [
        ("3. How to take it", 2),
        ("3.1 Common side effects", 3),
        ("12.3.4. Numbers", 4),
        ("Side Effects and Precautions", 2),
        ("HOW TO TAKE IT", 2),
        ("How should I take it?", 2),
        ("Before your next visit", 2),
        ("Demo: A Short Guide", 2),
    ],
)
def test_headings(heading: str, level: int) -> None:
    blocks = blocks_of(LONG, "", heading, "", LONG)
    assert [(block.kind, block.level, block.text) for block in blocks[1:2]] == [(HEADING, level, heading)]
    assert blocks[2].section[-1] == heading


@pytest.mark.parametrize(
    "line",
    [
        "Order Now",
        "Take one tablet a day.",
        "Side effects include:",
        "Strength: 25 mg",
        "$12 per pill",
        "Works for 92% of users",
        "in small letters",
        "Aspirin. Take it with water",
        "Something so long that nobody would ever take it for a heading, with commas, clauses and more words",
    ],
)
def test_what_is_no_heading(line: str) -> None:
    below = "Price: $12" if line == "Order Now" else LONG
    assert kinds_of(LONG, "", line, "", below)[1] == (PARAGRAPH, line)


def test_a_single_line_is_no_heading() -> None:
    assert kinds_of("Side Effects") == [(PARAGRAPH, "Side Effects")]


def test_underlined_lines_are_headings_and_rules_are_nothing() -> None:
    blocks = blocks_of("Top of it", "=========", LONG, "", "Sub", "---", LONG, "", "*****", "- - -", "_______", LONG)
    assert [(block.text, block.level) for block in blocks if block.kind is HEADING] == [("Top of it", 1), ("Sub", 2)]
    assert [block.text for block in blocks if block.kind is PARAGRAPH] == [LONG] * 3


def test_the_first_line_may_be_the_title() -> None:
    blocks, metadata = text.read(f"Demorin – Uses and Effects\n\nDemorin\n\n{LONG}\n", "page.txt")
    assert (blocks[0].kind, blocks[0].level, metadata.title) == (HEADING, 1, "Demorin – Uses and Effects")
    assert blocks[1].section == ("Demorin – Uses and Effects",)
    assert text.read(f"{LONG}\n\n{LONG}", "page.txt")[1].title == ""


@pytest.mark.parametrize("mark", ["•", "-", "*", "–", "◦ ", "1."])
def test_lists(mark: str) -> None:
    other = "2." if mark == "1." else mark
    blocks = blocks_of("Common side effects:", "", f"  {mark} Nausea", f"  {other} Loss of appetite", "", LONG)
    assert [(block.kind, block.text, block.group, block.lead_in) for block in blocks[1:]] == [
        (ITEM, "Nausea", 1, 0),
        (ITEM, "Loss of appetite", 1, 0),
        (PARAGRAPH, LONG, 0, None),
    ]


def test_items_nest_as_they_are_indented() -> None:
    blocks = blocks_of("Take:", "- tablets", "    * small", "    * big", "- drops", "", "Or:", "1. none", "2. water")
    assert [(block.text, block.level, block.group, block.lead_in) for block in blocks if block.kind is ITEM] == [
        ("tablets", 1, 1, 0), ("small", 2, 2, 1), ("big", 2, 2, 1), ("drops", 1, 1, 0),
        ("none", 1, 3, 5), ("water", 1, 3, 5),
    ]  # fmt: skip


def test_items_may_be_wrapped() -> None:
    item = fill(f"{LONG} {LONG}", 70, initial_indent="- ", subsequent_indent="  ")
    assert kinds_of(item, item) == [(ITEM, f"{LONG} {LONG}")] * 2


def test_short_lines_below_a_colon_are_items() -> None:
    assert kinds_of("It may cause:", "Nausea", "Dry mouth", "", LONG)[1:] == [
        (ITEM, "Nausea"),
        (ITEM, "Dry mouth"),
        (PARAGRAPH, LONG),
    ]
    assert kinds_of("It is known that:", "Nausea passes within days.", "Drink water.")[1][0] is PARAGRAPH


def test_numbered_headings_and_numbered_items_are_told_apart() -> None:
    headings = kinds_of("1. Nausea", "", LONG, "", "2. Dry mouth", "", LONG)
    assert [kind for kind, _ in headings] == [HEADING, PARAGRAPH] * 2
    items = kinds_of("1. Nausea", "2. Dry mouth", "3. Rash", "", LONG)
    assert [kind for kind, _ in items] == [ITEM] * 3 + [PARAGRAPH]
    apart = kinds_of("1. Wash your hands.", "", "2. Dry them.", "", LONG)
    assert [kind for kind, _ in apart] == [ITEM] * 2 + [PARAGRAPH]
    entry = kinds_of(LONG, "", "1. Ferrer A. Tape and sleep. Demo J. 2022;7:1-9.")
    assert entry[1] == (ITEM, "Ferrer A. Tape and sleep. Demo J. 2022;7:1-9.")


def test_a_lone_star_begins_a_note_not_a_list() -> None:
    assert kinds_of(LONG, "", "* Prices may change.")[1] == (PARAGRAPH, "* Prices may change.")


@pytest.mark.parametrize("form", ["{}\t{}\t{}", "| {} | {} | {} |", "{:12}{:12}{}", "{} | {} | {}"])
def test_tables(form: str) -> None:
    rows = [("Age", "Dose", "Often"), ("Adults", "2", "daily"), ("Children", "1", "weekly")]
    blocks = blocks_of("Doses:", "", *(form.format(*row) for row in rows), "", LONG)
    assert [(block.kind, block.text) for block in blocks] == [
        (PARAGRAPH, "Doses:"), *((CELL, word) for row in rows for word in row), (PARAGRAPH, LONG),
    ]  # fmt: skip
    assert blocks[1].cell == Cell(0, 0, is_header=True)
    assert blocks[5].cell == Cell(1, 1, "Adults", "Dose")
    assert {(block.group, block.lead_in) for block in blocks[1:-1]} == {(1, 0)}


@pytest.mark.parametrize(
    "lines",
    [
        ["Home | About | Contact", "", LONG],
        ["Sentences may have.  Two spaces.", "After the stop.  As here.", "Or once."],
        ["Leeds   York", "", LONG],
        ["1.\tWash your hands", "2.\tDry them", "•\tThen rest"],
    ],
)
def test_what_is_no_table(lines: list[str]) -> None:
    assert CELL not in [kind for kind, _ in kinds_of(*lines)]


@pytest.mark.parametrize(
    "rows", [["Maker:  Demo Ltd", "Dose:   25 mg", "Price:  $20"], ["Maker:\tDemo Ltd", "Dose:\t25 mg"]]
)
def test_labels_beside_values_are_a_table_without_a_head(rows: list[str]) -> None:
    cells = [block.cell for block in blocks_of(*rows)]
    assert cells[:4] == [Cell(0, 0), Cell(0, 1, "Maker:"), Cell(1, 0), Cell(1, 1, "Dose:")]


def test_quotes() -> None:
    assert kinds_of("> It helped me.", "", LONG) == [(QUOTE, "It helped me."), (PARAGRAPH, LONG)]


SHAPES = [
    "• item",
    "- item one",
    "1. First",
    "2. Second",
    "3.1 Part",
    "A Title Here",
    "Label: value",
    "Ends here.",
    LONG,
]
OTHERS = ["a\tb", "a | b", "x   y   z", "====", "---", "> said", "It lists:", "  1) in", "", "", "word", "\U0001f642 é"]
LINES = st.lists(st.sampled_from([*SHAPES, *OTHERS]), max_size=30)


@given(LINES, st.sampled_from(["\n", "\r\n", "\r"]))
@settings(max_examples=400, deadline=None)
def test_every_word_is_in_one_block_in_order(lines: list[str], end: str) -> None:
    numbered = [f"{line} w{at:04d}" if line.strip("=-") else line for at, line in enumerate(lines)]
    source = end.join(numbered)
    blocks, _ = text.read(source, "page.txt")
    assert_placed(source, blocks)
    assert re.findall(r"w\d{4}", " ".join(block.text for block in blocks)) == re.findall(r"w\d{4}", source)
    for block in blocks:
        assert_span(source, block, 0, len(block.text))


@given(st.text() | st.text("ab1. \n\r\t|-=•*:>\u00a0\u200b\x00\U0001f642", max_size=80))
@settings(max_examples=500, deadline=None)
def test_no_text_is_too_odd(source: str) -> None:
    blocks, _ = text.read(source, "page.txt")
    assert_placed(source, blocks)

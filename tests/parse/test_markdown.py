"""Markdown: what a reader sees of each construct, where it stands in the source, and that nothing is lost."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.model import Block, BlockKind, Cell, Page, RawPage, Region
from auditor.parse import markdown, parse
from tests.parse.markdown_made import Seen, pages
from tests.parse.places import assert_placed, assert_span

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
HEADING, PARAGRAPH, ITEM = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM
QUOTE, CODE, CELL = BlockKind.QUOTE, BlockKind.CODE, BlockKind.TABLE_CELL
SIGNS = """* ** _ ` `` ~~ [ ] ]( ) ![ <b> </b> <!-- --> <x> & &amp; \\ \\* # ## > - + 1. | --- === ``` ~~~ : ::: {% %}
        {{< >}} {/* ^ [^a] [^a]: [r]: http://x.example <div> </div> <Note> <Note/> </Note> import export {#a} $ word"""
SPACES = [" ", "  ", "    ", "\n", "\n\n", "\r\n", "\r", "\t", "\x00", "\u00a0", "\u200b", "\U0001f642", "\x0c"]
SOUP = st.lists(st.sampled_from([*SIGNS.split(), *SPACES]), max_size=40).map("".join)


def blocks_of(source: str) -> tuple[Block, ...]:
    return markdown.read(source, "page.md")[0]


def kinds_of(source: str) -> list[Seen]:
    return [(block.kind, block.text) for block in blocks_of(source)]


def page_of(source: str) -> Page:
    return parse(RawPage("page.md", source.encode("utf-8")))


@given(pages(), st.data())
@settings(max_examples=300, deadline=None)
def test_every_visible_word_is_in_its_block_and_has_its_place(
    case: tuple[str, list[Seen]], data: st.DataObject
) -> None:
    source, seen = case
    blocks = blocks_of(source)
    assert [(block.kind, block.text) for block in blocks] == seen
    assert_placed(source, blocks)
    for block in blocks:
        for word in re.finditer(r"[wn]\d{4}", block.text):
            first, last = block.source_map.source_range(*word.span())
            assert source[first:last] == word.group()
        start = data.draw(st.integers(0, len(block.text) - 1))
        assert_span(source, block, start, data.draw(st.integers(start + 1, len(block.text))))


@given(pages())
@settings(max_examples=50, deadline=None)
def test_a_byte_order_mark_changes_nothing(case: tuple[str, list[Seen]]) -> None:
    source, seen = case
    page = parse(RawPage("page.md", b"\xef\xbb\xbf" + source.encode("utf-8")))
    assert page.source == source
    assert [(block.kind, block.text) for block in page.blocks] == seen


@given(st.text() | SOUP)
@settings(max_examples=500, deadline=None)
def test_no_text_is_too_odd(source: str) -> None:
    assert_placed(source, blocks_of(source))


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("# One #\n\n###### Six\n", [(HEADING, "One"), (HEADING, "Six")]),
        ("####### Seven\n", [(PARAGRAPH, "####### Seven")]),
        ("#Close\n", [(PARAGRAPH, "#Close")]),
        ("## Half #1 ##\n", [(HEADING, "Half #1")]),
        ("# # #\n", [(HEADING, "#")]),
        ("  Two\nlines\n  ===\n", [(HEADING, "Two lines")]),
        ("Top\n---\nBelow\n", [(HEADING, "Top"), (PARAGRAPH, "Below")]),
        ("Above\n\n---\n\nBelow\n", [(PARAGRAPH, "Above"), (PARAGRAPH, "Below")]),
        ("* * *\n_____\n", []),
        ("One  \ntwo\\\nthree\n   four\n", [(PARAGRAPH, "One two three four")]),
        ("    dose = 5 * 2\n", [(CODE, "dose = 5 * 2")]),
        ("```python\nx = 1\n\n  y\n```\nAfter\n", [(CODE, "x = 1 y"), (PARAGRAPH, "After")]),
        ("~~~\nnever closed\n", [(CODE, "never closed")]),
        ("> Said\nlazily\n> > twice\n", [(QUOTE, "Said lazily"), (QUOTE, "twice")]),
        (">\tTab\n", [(QUOTE, "Tab")]),
        ("- a\n- b\n\n\n- c\n", [(ITEM, "a"), (ITEM, "b"), (ITEM, "c")]),
        ("-\ta\n\n\tmore\n", [(ITEM, "a"), (PARAGRAPH, "more")]),
        ("- a\n  lazy\nlazier\n", [(ITEM, "a lazy lazier")]),
        ("1) one\n2) two\n", [(ITEM, "one"), (ITEM, "two")]),
        ("It weighs\n12. of them\n", [(PARAGRAPH, "It weighs 12. of them")]),
        ("- [ ] open\n- [x] done\n", [(ITEM, "open"), (ITEM, "done")]),
        ("- > quoted\n", [(QUOTE, "quoted")]),
        ("- ```\n  code\n  ```\n", [(CODE, "code")]),
        ("A | B\n--|--\n1 | x\\|y\n", [(CELL, "A"), (CELL, "B"), (CELL, "1"), (CELL, "x|y")]),
        ("| A | B |\n|---|---|\n| `p\\|q` |\n", [(CELL, "A"), (CELL, "B"), (CELL, "p|q")]),
        ("> a | b\n> -|-\n> c | d\n", [(CELL, "a"), (CELL, "b"), (CELL, "c"), (CELL, "d")]),
        ("- a | b\n  -|-\n  c | d\n", [(CELL, "a"), (CELL, "b"), (CELL, "c"), (CELL, "d")]),
        ("||B|\n|-|-|\n| |d|\n", [(CELL, "B"), (CELL, "d")]),
        ("Term\n: Meaning\n", [(PARAGRAPH, "Term"), (PARAGRAPH, "Meaning")]),
        ("[gone]: http://x.example 'never shown'\n", []),
        ("Text[^n].\n\n[^n]: A note.\n", [(PARAGRAPH, "Text[^n]."), (BlockKind.FOOTNOTE, "A note.")]),
        ("<div>\n*raw*\n\n*read*\n\n</div>\n", [(PARAGRAPH, "*raw*"), (PARAGRAPH, "read")]),
        ("<!-- hidden\n\nstill hidden -->\n\nshown\n", [(PARAGRAPH, "shown")]),
        ("<script>\nlet a = 1;\n\nlet b;\n</script>\n", []),
        ("> <div>\n> <!-- a\n> b --> in\n> </div>\n", [(PARAGRAPH, "in")]),
        ("before <a\nhref='x'> after\n", [(PARAGRAPH, "before after")]),
        ("a <!-- b\nc --> d\n", [(PARAGRAPH, "a d")]),
    ],
)  # fmt: skip
def test_blocks(source: str, seen: list[Seen]) -> None:
    assert kinds_of(source) == seen
    assert_placed(source, blocks_of(source))


def test_a_heading_opens_a_section_and_may_be_named() -> None:
    blocks = blocks_of("# Top {#start}\n\ntext\n\n## Sub\n\n- item\n\n# Next\n")
    assert [(block.text, block.level, block.section) for block in blocks] == [
        ("Top", 1, ()), ("text", 0, ("Top",)), ("Sub", 2, ("Top",)), ("item", 1, ("Top", "Sub")), ("Next", 1, ()),
    ]  # fmt: skip
    assert blocks[0].anchors == ("start",)


def test_items_know_their_list_its_depth_and_what_introduces_it() -> None:
    source = "Take with:\n\n- water\n  - cold\n\n    very\n- juice\n\nOr with:\n\n1. milk\n"
    found = [(block.text, block.level, block.group, block.lead_in) for block in blocks_of(source)]
    assert found == [
        ("Take with:", 0, 0, None), ("water", 1, 1, 0), ("cold", 2, 2, 1), ("very", 0, 0, 2), ("juice", 1, 1, 0),
        ("Or with:", 0, 0, None), ("milk", 1, 3, 5),
    ]  # fmt: skip


def test_cells_know_row_column_and_headers() -> None:
    blocks = blocks_of("Doses:\n\n| Age | Dose |\n|---|---|\n| Adult | 5 mg |\n| | once |\n")
    assert [block.cell for block in blocks[1:]] == [
        Cell(0, 0, is_header=True),
        Cell(0, 1, is_header=True),
        Cell(1, 0, "", "Age"),
        Cell(1, 1, "Adult", "Dose"),
        Cell(2, 1, "", "Dose"),
    ]
    assert {(block.group, block.lead_in) for block in blocks[1:]} == {(1, 0)}


def test_footnotes_have_the_names_that_markers_point_at() -> None:
    blocks = blocks_of("Text.[^long-name]\n\n[^long-name]: First.\n\n    Second.\n\n    - Item\n")
    assert [(block.kind, block.anchors) for block in blocks[1:]] == [
        (BlockKind.FOOTNOTE, ("fn:long-name", "long-name")), (BlockKind.FOOTNOTE, ()), (ITEM, ()),
    ]  # fmt: skip


def test_pictures_are_blocks_behind_their_paragraph_and_keep_its_link() -> None:
    blocks = blocks_of("See [![the *chart*](c.png)](http://x.example/) and <img src=a alt='a &amp; b'> here\n")
    assert [(block.kind, block.text) for block in blocks] == [
        (PARAGRAPH, "See and here"), (BlockKind.ALT_TEXT, "the chart"), (BlockKind.ALT_TEXT, "a & b"),
    ]  # fmt: skip
    assert [link.href for link in blocks[1].links] == ["http://x.example/"]


def test_elements_of_html_hold_the_markdown_between_their_tags() -> None:
    blocks = blocks_of("<footer>\n\nMarkdown **here**\n\n</footer>\n\n<template>\n\nnot seen\n\n</template>\n\nend\n")
    assert [(block.text, block.region) for block in blocks] == [
        ("Markdown here", Region.FOOTER), ("end", Region.MAIN),
    ]  # fmt: skip


def test_components_are_transparent_and_imports_unseen() -> None:
    source = (
        'import Box from "./box"\nexport const n = {\n  a: "b",\n}\n\n'
        "<Box\n  items={[1 > 0]}\n>\nSome **text**\n</Box>\n\n"
        "<Tabs>\n    <Tab>\n        Deep *text*\n    </Tab>\n</Tabs>\n\n:::tip\nHint\n:::\n\nimport duties are high\n"
    )
    assert kinds_of(source) == [
        (PARAGRAPH, "Some text"), (PARAGRAPH, "Deep text"), (PARAGRAPH, "Hint"), (PARAGRAPH, "import duties are high"),
    ]  # fmt: skip


def test_alerts_lose_their_label() -> None:
    assert kinds_of("> [!WARNING]\n> Hot.\n") == [(QUOTE, "Hot.")]


@pytest.mark.parametrize("sign", [">", "- ", "1. ", "* > "])
def test_what_is_nested_beyond_reason_is_still_read(sign: str) -> None:
    assert "deep" in blocks_of(sign * 5000 + "deep")[-1].text


@pytest.mark.parametrize(
    "unit", ["[", "*a **b ", "![", "[a](", "`a``", "<!--", "<a b='", "~~a ", "&", "[^a", "{{<", "a|"]
)
def test_long_runs_of_markup_end(unit: str) -> None:
    source = unit * 20_000
    assert_placed(source, blocks_of(source))


def test_positions_count_lines_of_every_sort() -> None:
    page = page_of("one\r\ntwo\rthree **four**\n\n> five\r\n> six")
    start, end = page.locate(page.blocks[0].span(14, 18))
    assert (start.line, start.column, end.column) == (3, 9, 13)
    assert page.position(page.locate(page.blocks[1].span(5)).start.offset) == (6, 3, 35)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not at hand")
def test_real_pages_are_placed_exactly() -> None:
    for path in sorted(CORPUS.glob("*.md")):
        page = parse(RawPage(path.name, path.read_bytes()))
        assert len(page.blocks) > 3, path.name
        assert_placed(page.source, page.blocks)

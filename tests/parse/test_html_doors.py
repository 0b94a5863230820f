"""The doors through which the HTML inside Markdown comes: stretch by stretch, and inside a sentence."""

from auditor.model import BlockKind, Region
from auditor.parse.blocks import BlockList, Marks, TextBuilder
from auditor.parse.html import HtmlReader, Inline
from auditor.parse.links import Addresses


def test_what_one_stretch_leaves_open_is_open_in_the_next() -> None:
    source = "<footer>\n\nMarkdown\n\n<div>one</div></footer>\n\n<ul><li>two\n\n<li>three</ul>"
    blocks = BlockList(Addresses().kind)
    reader = HtmlReader(source, blocks)
    first, second, third = source.index("\n\n"), source.index("<div>"), source.index("<ul>")
    reader.read(0, first)
    assert (reader.region, reader.hidden) == (Region.FOOTER, False)
    reader.read(second, third)
    assert reader.region is Region.MAIN
    reader.read(third, len(source))
    reader.finish()
    assert [(block.text, block.kind, block.region) for block in blocks.blocks] == [
        ("one", BlockKind.PARAGRAPH, Region.FOOTER),
        ("two", BlockKind.LIST_ITEM, Region.MAIN),
        ("three", BlockKind.LIST_ITEM, Region.MAIN),
    ]
    assert blocks.blocks[0].source_map.source_range(0, 3) == (second + 5, second + 8)


def test_what_is_hidden_in_one_stretch_is_hidden_in_the_next() -> None:
    source = "<span hidden><b>no</b></span>"
    blocks = BlockList(Addresses().kind)
    reader = HtmlReader(source, blocks)
    reader.read(0, 13)
    assert reader.hidden
    reader.read(13, len(source))
    assert not reader.hidden
    assert not blocks.blocks


def test_a_table_in_two_stretches_has_its_headers() -> None:
    source = "<table><tr><th>Drug<th>Dose</tr>\n\n<tr><td>A<td>5 mg"
    blocks = BlockList(Addresses().kind)
    reader = HtmlReader(source, blocks)
    cut = source.index("\n\n")
    reader.read(0, cut)
    reader.read(cut, len(source))
    reader.finish()
    cell = blocks.blocks[-1].cell
    assert cell
    assert (cell.row_header, cell.column_header) == ("A", "Dose")


def test_inline_html_feeds_a_text_under_way() -> None:
    source = 'about <b>90</b>%<sup>2</sup><br>of &lt;all <a href="/x">of</a><!-- no --> them'
    builder, marks = TextBuilder(), Marks()
    builder.verbatim("about ", 0)
    inline = Inline(source, builder, marks)
    inline.html(6, 9)
    builder.verbatim("90", 9)
    inline.html(11, len(source))
    inline.finish()
    assert builder.text == "about 90%2 of <all of them"
    assert [builder.text[start:end] for start, end in marks.emphases] == ["90"]
    assert [builder.text[start:end] for start, end in marks.superscripts] == ["2"]
    assert [(builder.text[start:end], href) for start, end, href in marks.links] == [("of", "/x")]
    start = builder.text.index("<all")
    first, last = builder.source_map.source_range(start, start + 4)
    assert source[first:last] == "&lt;all"


def test_what_nothing_closes_ends_with_the_text() -> None:
    source = "<b>one <a href=/x>two"
    builder, marks = TextBuilder(), Marks()
    inline = Inline(source, builder, marks)
    inline.html(0, len(source))
    inline.finish()
    assert (marks.emphases, marks.links) == ([(0, 7)], [(4, 7, "/x")])

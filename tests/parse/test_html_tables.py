"""Cells know their place and the headers that govern them."""

from auditor.model import Block, BlockKind, Cell
from tests.parse.exactness import assert_exact, blocks_of, page_of


def cells_of(source: str) -> dict[str, Cell]:
    assert_exact(page_of(source))
    return {block.text: block.cell for block in blocks_of(source, BlockKind.TABLE_CELL) if block.cell}


def headers(cell: Cell) -> tuple[str, str]:
    return cell.row_header, cell.column_header


def test_a_head_and_first_cells_govern() -> None:
    cells = cells_of("""<table><thead><tr><th>Drug<th>Dose<th>Share</thead>
        <tbody><tr><td>A<td>5 mg<td>10%<tr><td>B<td>7 mg<td>20%</table>""")
    assert headers(cells["5 mg"]) == ("A", "Dose")
    assert headers(cells["20%"]) == ("B", "Share")
    assert headers(cells["B"]) == ("", "Drug")
    assert headers(cells["Dose"]) == ("", "")
    assert (cells["20%"].row, cells["20%"].column) == (2, 2)
    assert [text for text, cell in cells.items() if cell.is_header] == ["Drug", "Dose", "Share"]


def test_a_first_row_of_header_cells_is_the_head() -> None:
    cells = cells_of("<table><tr><th></th><th>Dose</th></tr><tr><th>A</th><td>5 mg</td></tr></table>")
    assert headers(cells["5 mg"]) == ("A", "Dose")
    assert cells["A"].is_header


def test_labels_beside_values_are_no_head() -> None:
    cells = cells_of("<table><tr><th>Dose<td>5 mg<tr><th>Route<td>by mouth</table>")
    assert headers(cells["5 mg"]) == ("Dose", "")
    assert headers(cells["by mouth"]) == ("Route", "")
    plain = cells_of("<table><tr><td>Dose<td>5 mg<tr><td>Route<td>by mouth</table>")
    assert headers(plain["by mouth"]) == ("Route", "")


def test_a_first_row_without_figures_is_taken_for_the_head() -> None:
    cells = cells_of("<table><tr><td>Drug<td>Dose<tr><td>A<td>5 mg<tr><td>B<td>7 mg</table>")
    assert headers(cells["7 mg"]) == ("B", "Dose")
    assert cells["Drug"].is_header


def test_wide_and_high_cells() -> None:
    cells = cells_of("""<table><tr><th rowspan=2>Drug<th colspan=2>Dose<tr><th>low<th>high
        <tr><td rowspan=2>A<td>1 mg<td>2 mg<tr><td>3 mg<td>4 mg</table>""")
    assert headers(cells["1 mg"]) == ("A", "Dose low")
    assert headers(cells["4 mg"]) == ("A", "Dose high")
    assert cells["4 mg"].column == 2


def test_a_cell_higher_or_wider_than_any_table_does_no_harm() -> None:
    cells = cells_of("<table><tr><td rowspan=65534 colspan=1000>A<td>B<tr><td rowspan=0>C<td>D</table>")
    assert cells["D"].row == 1


def test_a_table_has_a_group_a_lead_in_and_a_caption() -> None:
    intro, caption, cell, item = blocks_of(
        "<p>Doses:<table><caption>Table 1</caption><tr><td>5 mg<ul><li>daily</ul></table>"
    )
    assert caption.kind is BlockKind.CAPTION
    assert (caption.group, caption.lead_in) == (cell.group, intro.index)
    assert cell.group != item.group > 0
    assert (cell.lead_in, item.cell) == (intro.index, cell.cell)


def test_two_paragraphs_in_a_cell_share_its_place() -> None:
    cells = blocks_of("<table><tr><td><p>one<p>two<td>three</table>", BlockKind.TABLE_CELL)
    assert [(block.text, block.cell and block.cell.column) for block in cells] == [("one", 0), ("two", 0), ("three", 1)]


def test_a_heading_in_a_cell_heads_no_section() -> None:
    blocks = blocks_of("<h2>Doses</h2><table><tr><td><h4>Adults</h4>5 mg</table><p>After")
    assert [block.section for block in blocks] == [(), ("Doses",), ("Doses",), ("Doses",)]


def test_a_table_that_only_lays_out_has_no_cells() -> None:
    blocks = blocks_of("<table role=presentation><tr><td><h2>Title</h2><p>Text</table>")
    assert [(block.kind, block.cell) for block in blocks] == [(BlockKind.HEADING, None), (BlockKind.PARAGRAPH, None)]


def test_a_table_inside_a_table_has_its_own_cells() -> None:
    inner: dict[str, Block] = {
        block.text: block for block in blocks_of("<table><tr><td>a<table><tr><td>b<td>c</table>d<td>e</table>")
    }
    assert inner["b"].group == inner["c"].group != inner["a"].group == inner["d"].group
    assert inner["c"].cell == Cell(0, 1, "b", "")
    assert inner["e"].cell == Cell(0, 1, "a d", "")


def test_a_table_that_is_never_closed_has_headers_too() -> None:
    cells = cells_of("<table><tr><th>Drug<th>Dose<tr><td>A<td>5 mg")
    assert headers(cells["5 mg"]) == ("A", "Dose")


def test_cells_outside_tables_are_text() -> None:
    assert [block.kind for block in blocks_of("<td>a</td><p>b")] == [BlockKind.PARAGRAPH] * 2

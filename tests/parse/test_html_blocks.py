"""Which blocks a page in HTML has, and what they say."""

import pytest

from auditor.model import Block, BlockKind, LinkKind
from tests.parse.exactness import assert_exact, blocks_of, page_of, texts_of


def text_of(block: Block, span: tuple[int, int, int]) -> str:
    return block.text[span[1] : span[2]]


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("<p>about 90%</p>", ["about 90%"]),
        ("<p>ap<b>prox</b>imately 90%", ["approximately 90%"]),
        ("<p>ninety<!-- a note --> percent", ["ninety percent"]),
        ("<p>nine<!-- a note -->ty", ["ninety"]),
        ("<p>fish &amp; chips&nbsp;&nbsp;daily &lt;5%", ["fish & chips daily <5%"]),
        (
            "<p>&copy 2026 &#8212; &#x2265;5 &notanentity; AT&T R&D &",
            ["\u00a9 2026 \u2014 \u22655 \u00acanentity; AT&T R&D &"],
        ),
        ("<p>&#150;&#0;&#xD800;&#99999999;</p>", ["\u2013\ufffd\ufffd\ufffd"]),
        ("<p>one<br>two</p>", ["one two"]),
        ("<p>one<br><br>two<br>\n<br/>three</p>", ["one", "two", "three"]),
        ("<div>loose <p>held</p> again</div>", ["loose", "held", "again"]),
        ("before<p>one<p>two<div>three</div>after", ["before", "one", "two", "three", "after"]),
        ("<p>5 < 6 and a<b", ["5 < 6 and a"]),
        ("<p>a < b > c</p>", ["a < b > c"]),
        ("<p>soft&shy;hyphen zero\u200bwidth</p>", ["softhyphen zerowidth"]),
        ("<p>a\x00b</p>", ["ab"]),
        ("<P CLASS=x>Upper</P>", ["Upper"]),
        ("<p>He said <q>yes</q>.", ["He said \u201cyes\u201d."]),
        ("<p>H<sub>2</sub>O and 10<sup>3</sup>", ["H2O and 103"]),
        ("<p>one</p>\r\n<p>two\r\nlines\rhere</p>", ["one", "two lines here"]),
        ("<title>A &amp; <b>B</title><p>x", ["A & <b>B", "x"]),
        ("<p>a<script>if (a<b) document.write('<p>no')</script>b", ["ab"]),
        ("<p>a<style>p{}</style><noscript>no</noscript><template>no<p>no</template>b", ["ab"]),
        ("<p>a <svg><title>no</title><path d='M0'/><style/></svg> b", ["a b"]),
        ("<p>a <svg><p>open drawing</p>", ["a", "open drawing"]),
        ("<p>a <svg><text>no</text><svg><g><b>open</b> drawings</p>", ["a open drawings"]),
        ("<p>a <svg><text>no</text></p>b", ["a", "b"]),
        ("<div><svg><foreignObject><p>label</p></foreignObject></svg></div>", ["label"]),
        ("<p>a<tr><td>no table</td></tr>", ["a", "no table"]),
        ("<body style='visibility:hidden' class=loading><p>a", ["a"]),
        ("<p>a<?php echo 1 ?>b<![CDATA[no]]>c<!doctype x>d", ["abcd"]),
        ("<p>a</p >b</>c</ d>e", ["a", "bce"]),
        ("<p>a<!-->b<!--->c<!-- x --!>d<!-- open", ["abcd"]),
        ("<p title='x > y'>a<i data-x=\"</p>\">b</i></p>", ["ab"]),
        ("<p>a <x-unknown>b</x-unknown> c</p>", ["a b c"]),
        ("<textarea>two &lt; <b>three</textarea>", ["two < <b>three"]),
        ("<xmp><b>raw</b></xmp><p>a", ["a"]),
        ("<p>a<plaintext><b>x", ["a", "x"]),
        ("<p>Dose: <span style='display:block'>5 mg</span> daily", ["Dose:", "5 mg", "daily"]),
        ("<div><span class='flex gap-2'>one</span><span class='block'>two</span></div>", ["one", "two"]),
        ("<p>Name<span class=a>Plan</span><span class=b>$9</span><span>.99</span>", ["NamePlan $9.99"]),
        ("<p><b>ap</b><i>prox</i>", ["approx"]),
    ],
)
def test_texts(source: str, texts: list[str]) -> None:
    assert texts_of(source) == texts
    assert_exact(page_of(source))


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("<p>a <span hidden>no</span>b", ["a b"]),
        ("<p>a <span style='color:red; DISPLAY : none'>no <b>no</b> no</span>b", ["a b"]),
        ("<p>a <span hidden><span>no</span> no</span>b", ["a b"]),
        ("<p>a <span class='sr-only'>no</span>b", ["a b"]),
        ("<h2 class='sr-only'>Heading</h2><p>a", ["Heading", "a"]),
        ("<div hidden>panel to open</div>", ["panel to open"]),
        ("<div style='display:none' class='panel'>answer</div>", ["answer"]),
        ("<div style='display:none' id='row-template'>{{ name }}</div><p>a", ["a"]),
        ("<p aria-hidden='true'>seen</p>", ["seen"]),
        ("<i class='material-icons'>check_circle</i> done", ["done"]),
        ("<details><summary>Question</summary>Answer</details>", ["Question", "Answer"]),
    ],
)
def test_a_reader_sees_what_is_shown_and_what_can_be_opened(source: str, texts: list[str]) -> None:
    assert texts_of(source) == texts


@pytest.mark.parametrize(
    ("source", "kind", "text"),
    [
        ("<title>Page</title>", BlockKind.TITLE, "Page"),
        ("<meta name=description content='Rated &quot;best&quot;'>x", BlockKind.META_DESCRIPTION, 'Rated "best"'),
        ("<meta property=og:description content='Other'>x", BlockKind.META_DESCRIPTION, "Other"),
        ("<h3>Dose</h3>", BlockKind.HEADING, "Dose"),
        ("<p>Text", BlockKind.PARAGRAPH, "Text"),
        ("<ul><li>One</ul>", BlockKind.LIST_ITEM, "One"),
        ("<ul><li><p>One</p></ul>", BlockKind.LIST_ITEM, "One"),
        ("<dl><dt>Term<dd>Sense</dl>", BlockKind.LIST_ITEM, "Sense"),
        ("<table><tr><td>Cell</table>", BlockKind.TABLE_CELL, "Cell"),
        ("<table><caption>Doses</caption></table>", BlockKind.CAPTION, "Doses"),
        ("<figure><img><figcaption>Figure 1</figcaption></figure>", BlockKind.CAPTION, "Figure 1"),
        ("<blockquote><p>I slept</p></blockquote>", BlockKind.QUOTE, "I slept"),
        ("<pre>x = 1\n  y</pre>", BlockKind.CODE, "x = 1 y"),
        ("<img alt='Chart: 5 &gt; 3'>", BlockKind.ALT_TEXT, "Chart: 5 > 3"),
        ("<button>Buy</button>", BlockKind.BUTTON, "Buy"),
        ("<input type=submit value=Send>", BlockKind.BUTTON, "Send"),
        ("<a class='btn btn-primary' href=/x>Order now</a>", BlockKind.BUTTON, "Order now"),
        ("<a role=button href=/x>Order now</a>", BlockKind.BUTTON, "Order now"),
        ("<label>Name</label>", BlockKind.FORM, "Name"),
        ("<input placeholder='Your dose'>", BlockKind.FORM, "Your dose"),
        ("<select><option>20 mg</select>", BlockKind.FORM, "20 mg"),
        ("<ol class=footnotes><li>Note</ol>", BlockKind.FOOTNOTE, "Note"),
        ("<section role=doc-endnotes><ol><li>Note</ol></section>", BlockKind.FOOTNOTE, "Note"),
    ],
)
def test_kinds(source: str, kind: BlockKind, text: str) -> None:
    (block,) = [block for block in blocks_of(source) if block.text == text]
    assert block.kind is kind
    assert_exact(page_of(source))


def test_a_heading_in_which_a_button_stands_is_a_heading() -> None:
    (block,) = blocks_of("<h3><button>What is it?</button></h3>")
    assert (block.kind, block.level) == (BlockKind.HEADING, 3)


def test_a_link_that_looks_like_a_button_inside_a_sentence_splits_nothing() -> None:
    assert texts_of("<p>Please <a class=btn href=/x>call us</a> today.</p>") == ["Please call us today."]


def test_a_description_is_read_once_however_often_it_is_repeated() -> None:
    source = "<meta name=description content='A &amp; B'><meta property=og:description content='A & B'>x"
    assert texts_of(source, BlockKind.META_DESCRIPTION) == ["A & B"]


def test_text_in_an_attribute_stands_at_its_place() -> None:
    source = "<p>Before <img src=x alt='Up to &lt;5%'> after</p>"
    page = page_of(source)
    sentence, picture = page.blocks
    assert (sentence.text, picture.text) == ("Before after", "Up to <5%")
    start = page.locate(picture.span(6, 9)).start.offset
    assert source[start : start + 6] == "&lt;5%"


def test_an_emoji_that_is_drawn_stands_in_the_text() -> None:
    assert texts_of("<p>Well <img class='emoji' alt='\u2705'> done") == ["Well \u2705 done"]
    assert texts_of("<p>Well <img class=wp-smiley alt=':-)'>") == ["Well :-)"]


def test_what_stands_in_another_part_of_the_page_introduces_nothing() -> None:
    blocks = blocks_of("<main><p>Text</main><footer><ul><li>Legal</ul></footer>")
    assert blocks[1].lead_in is None


def test_headings_make_sections() -> None:
    blocks = blocks_of("<h1>A</h1><p>1<h2>B</h2><p>2<h3>C</h3><p>3<h2>D</h2><p>4")
    sections = {block.text: block.section for block in blocks if block.kind is BlockKind.PARAGRAPH}
    assert sections == {"1": ("A",), "2": ("A", "B"), "3": ("A", "B", "C"), "4": ("A", "D")}


def test_headings_beside_the_content_head_nothing_after_them() -> None:
    blocks = blocks_of("<main><h1>A</h1><h2>B</h2></main><aside><h2>More</h2><p>x</aside><main><p>1</main>")
    assert [block.section for block in blocks if block.text == "1"] == [("A", "B")]


def test_links() -> None:
    source = "<p>See <a href=' https://doi.org/10.5555/a '>the <b>trial</b></a>, <a>no link</a>, <a href=/x>us</a>."
    (block,) = blocks_of(source)
    seen = [(text_of(block, link.span), link.href, link.kind) for link in block.links]
    assert seen == [
        ("the trial", "https://doi.org/10.5555/a", LinkKind.DOI),
        ("us", "/x", LinkKind.OWN_SITE),
    ]


def test_a_link_round_whole_blocks_is_a_link_in_each() -> None:
    blocks = blocks_of("<a href=/x><h3>Title</h3><p>Text</p></a><p>After")
    assert [[text_of(block, link.span) for link in block.links] for block in blocks] == [["Title"], ["Text"], []]


def test_a_picture_in_a_link_has_the_link() -> None:
    (block,) = blocks_of("<a href='https://doi.org/10.5555/a'><img alt='The trial'></a>")
    assert [link.kind for link in block.links] == [LinkKind.DOI]


def test_a_link_that_is_not_closed_ends_with_the_next_one() -> None:
    (block,) = blocks_of("<p><a href=/a>one <a href=/b>two</a> three")
    assert [text_of(block, link.span) for link in block.links] == ["one", "two"]


def test_canonical_and_base_tell_the_own_site() -> None:
    source = "<link rel=canonical href=https://www.clinic.example/a><p><a href=https://shop.clinic.example/x>x</a>"
    assert blocks_of(source)[0].links[0].kind is LinkKind.OWN_SITE


def test_superscripts_emphases_and_codes() -> None:
    source = "<p><b>Dose:</b> take 5 mg<sup>[2]</sup> as <code>X</code> or <kbd>Y</kbd>, <strong>never</strong> more"
    (block,) = blocks_of(source)
    assert [text_of(block, span) for span in block.superscripts] == ["[2]"]
    assert [text_of(block, span) for span in block.emphases] == ["Dose:", "never"]
    assert [text_of(block, span) for span in block.codes] == ["X", "Y"]


def test_weight_in_a_style_is_emphasis_and_its_absence_is_none() -> None:
    source = "<p><span style='font-weight: 700'>A</span> <b style='font-weight:normal'>B</b>"
    (block,) = blocks_of(source)
    assert [text_of(block, span) for span in block.emphases] == ["A"]


def test_emphasis_that_nothing_closes_goes_on_as_in_browsers() -> None:
    blocks = blocks_of("<p><b>one<p>two</b> three<table><tr><td><b>four<td>five</table>six")
    assert [[text_of(block, span) for span in block.emphases] for block in blocks] == [
        ["one"],
        ["two"],
        ["four"],
        [],
        [],
    ]


def test_anchors_lead_to_the_block_that_comes() -> None:
    source = "<div id=top><h2 id=h>A</h2><p>B<sup id=r1>1</sup></p><a name=old></a><ol><li id=ref-1>C</ol></div>"
    assert [block.anchors for block in blocks_of(source)] == [("top", "h"), ("r1",), ("old", "ref-1")]


def test_lists_have_levels_groups_and_lead_ins() -> None:
    source = "<p>Take:<ul><li>one<ol><li>inner</ol><li>two</ul><h3>Other</h3><ul><li>three</ul>"
    intro, one, inner, two, other, three = blocks_of(source)
    assert [block.level for block in (one, inner, two, three)] == [1, 2, 1, 1]
    assert one.group == two.group != inner.group
    assert len({0, one.group, inner.group, three.group}) == 4
    assert [block.lead_in for block in (one, inner, two, three)] == [intro.index, one.index, intro.index, other.index]


def test_a_definition_is_led_in_by_its_term() -> None:
    _, term, first, second, other, third = blocks_of("<p>Terms<dl><dt>A<dd>1<dd>2<dt>B<dd>3</dl>")
    assert [each.lead_in for each in (term, first, second, other, third)] == [0, term.index, term.index, 0, other.index]


def test_lists_in_cells_and_paragraphs_in_items_end_where_they_must() -> None:
    source = "<table><tr><td><ul><li>a<li>b</ul>c<td>d</table><ul><li>e<div>f</div>g</ul>h"
    kinds = [(block.text, block.kind) for block in blocks_of(source)]
    item, cell = BlockKind.LIST_ITEM, BlockKind.TABLE_CELL
    assert kinds[:4] == [("a", item), ("b", item), ("c", cell), ("d", cell)]
    assert kinds[4:] == [("e", item), ("f", item), ("g", item), ("h", BlockKind.PARAGRAPH)]


def test_places_count_every_kind_of_line_end() -> None:
    page = page_of("<p>one</p>\r\n<p>two</p>\r<p>three</p>\n<p>\U0001f642 four</p>")
    starts = [page.locate(block.span()).start for block in page.blocks]
    assert [(start.line, start.column) for start in starts] == [(1, 4), (2, 4), (3, 4), (4, 4)]
    four = page.locate(page.blocks[3].span(2, 6)).start
    assert (four.line, four.column) == (4, 6)

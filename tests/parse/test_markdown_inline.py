"""Markdown inside a paragraph: what is text, what is markup, and what markup singles out."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.model import Block
from auditor.parse import markdown
from auditor.parse.markdown_inline import write
from auditor.parse.stretch import Stretch
from tests.parse.places import assert_placed


def blocks_of(source: str) -> tuple[Block, ...]:
    return markdown.read(source, "page.md")[0]


ATOMS = """a b * ** *** _ __ [a](u) [*a*_b](u) ![a_*b*](u) [ ` `` \\ \\* <b> </b> <!--x--> &amp; & <http://x>
        ( ) é . ! " <"""


@given(st.lists(st.sampled_from([*ATOMS.split(), " ", "  ", "\n"]), max_size=14).map("".join))
@settings(max_examples=500, deadline=None)
def test_inline_markup_is_read_as_the_reference_parser_reads_it(source: str) -> None:
    source = re.sub(r"\s*\n\s*", "\n", source.strip()) + " ."
    stretch = Stretch(source)
    stretch.verbatim(0, len(source))
    written = write(stretch, {})
    pictures = [builder.text for builder, _ in written.pictures if builder.text]
    assert (written.builder.text, pictures) == reference_reading(source)


def reference_reading(source: str) -> tuple[str, list[str]]:
    """The visible text of a paragraph and of its pictures, by markdown-it."""
    from markdown_it import MarkdownIt

    text, pictures = "", []
    for token in MarkdownIt("commonmark").parseInline(source)[0].children or []:
        if token.type in ("text", "code_inline"):
            text += token.content
        elif token.type in ("softbreak", "hardbreak"):
            text += " "
        elif token.type == "image":
            pictures.append("".join(each.content for each in token.children or []))
    return " ".join(text.split()), [" ".join(each.split()) for each in pictures if each.strip()]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"\*not bold\* \\ \a", r"*not bold* \ \a"),
        ("5 &gt; 3 &amp;amp; &#35; &bogus; AT&T", "5 > 3 &amp; # &bogus; AT&T"),
        ("&copy2 &notin; &#0; &#xD800;", "&copy2 ∉ \ufffd \ufffd"),
        ("`a  b` ``c ` d`` ` e", "a b c ` d ` e"),
        ("`un*touched* [a](b) \\` x", "un*touched* [a](b) \\ x"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("snake_case_name and **bold**ness", "snake_case_name and boldness"),
        ("***both*** and **a *b* c**", "both and a b c"),
        ("**open and *closed*", "**open and closed"),
        ("~~old~~ new ~5 to ~10", "old new ~5 to ~10"),
        ("H~2~O and 10^9^ or 10^9/L, 10^12/L", "H2O and 109 or 10^9/L, 10^12/L"),
        ("[text](<a b> 'title') [b](c(d)e) [e]()", "text b e"),
        ("[not](a b) [nor](a(b) [x]", "[not](a b) [nor](a(b) [x]"),
        ("[in [brackets] too](u)", "in [brackets] too"),
        ("[outer [inner](u) end](v)", "[outer inner end](v)"),
        ("[a*b](u)*c", "a*b*c"),
        ("<https://x.example/a_b> <me@x.example> <3 <not closed", "https://x.example/a_b me@x.example <3 <not closed"),
        ("Take {{< dose >}}two{{< /dose >}} {% if x %}now{% endif %}", "Take two now"),
        ("Made by {/* nobody */}us.", "Made by us."),
        ("{{ price }} stays", "{{ price }} stays"),
        ("Set off.\n{: .note}", "Set off."),
        ("a<br>b<br/>c", "a b c"),
        ("soft\u00adhyphen zero\u200bwidth no\u00a0break", "softhyphen zerowidth no break"),
        ('A <Tip text={"5 > 3"}>tip</Tip> here', "A tip here"),
    ],
)  # fmt: skip
def test_text_of_a_paragraph(source: str, text: str) -> None:
    blocks = blocks_of(source)
    assert [block.text for block in blocks] == [text]
    assert_placed(source, blocks)


def marked(source: str) -> dict[str, list[str]]:
    """What the marks of the first block single out."""
    block = blocks_of(source)[0]
    spans = {"links": [each.span for each in block.links], "emphases": block.emphases, "codes": block.codes}
    spans["superscripts"] = block.superscripts
    return {name: [block.text[each.start : each.end] for each in found] for name, found in spans.items() if found}


@pytest.mark.parametrize(
    ("source", "marks"),
    [
        ("**Dose:** 5 mg", {"emphases": ["Dose:"]}),
        ("** a ** __b__ *c*", {"emphases": ["b"]}),
        ("***a** b*", {"emphases": ["a"]}),
        ("a **b [c** d](u)", {"links": ["c** d"]}),
        ("[**a** b](u)", {"links": ["a b"], "emphases": ["a"]}),
        ("Use `x *y*` and <code>z</code>", {"codes": ["x *y*", "z"]}),
        ("m<sup>2</sup> and text^1^", {"superscripts": ["2", "1"]}),
        ("<b>A</b> <a href='u'>b</a>", {"emphases": ["A"], "links": ["b"]}),
        ("See https://x.example/a_b_c. Or (www.x.example).", {"links": ["https://x.example/a_b_c", "www.x.example"]}),
        ("[https://x.example](https://y.example)", {"links": ["https://x.example"]}),
    ],
)  # fmt: skip
def test_marks(source: str, marks: dict[str, list[str]]) -> None:
    assert marked(source) == marks


@pytest.mark.parametrize(
    ("source", "href"),
    [
        ("[a](http://x.example/?a&amp;b)", "http://x.example/?a&b"),
        (r"[a](x\(y)", "x(y"),
        ("[a](<x y>)", "x y"),
        ("[a][ One\nTwo ]\n\n[one two]: /there", "/there"),
        ("[One Two][]\n\n[ONE  TWO]: <>", ""),
        ("[1]\n\n[1]: https://doi.org/10.5555/1", "https://doi.org/10.5555/1"),
        ("<me@x.example>", "mailto:me@x.example"),
        ("www.x.example", "http://www.x.example"),
        ("![a](p.png) [![b](c)](u)", "u"),
    ],
)  # fmt: skip
def test_addresses(source: str, href: str) -> None:
    assert [link.href for block in blocks_of(source) for link in block.links] == [href]

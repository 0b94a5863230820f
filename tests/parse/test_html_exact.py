"""For any HTML: every character has its place, every visible word is read once, nothing crashes."""

import html
import re
from collections import Counter
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.model import Page
from auditor.parse.blocks import BlockList
from auditor.parse.html import HtmlReader, read
from auditor.parse.html_tokens import Tag, tokenize
from auditor.parse.links import Addresses
from tests.parse.exactness import assert_exact, letters, page_of
from tests.parse.generated import Made, pages

TAGS = """<p> </p> <div> </div> <b> </b> <a href="x"> </a> <table> <tr> <td> <th> </table> <ul> <li> </li> </ul> <h2>
        </h1> <svg> </svg> <g/> <title> </title> <script> </script> <style> </style> <textarea> </textarea> <select>
        <option> <br> </br> </p> <hr/> <img alt="a&lt;b"> <input value='v'> <dl> <dt> <dd> </dl> <button> </button>
        <!-- --> <!--> <!---> --!> <!doctype <? <![CDATA[ ]]> </ </> < > & &amp; &amp &#65; &#x; &#xFFFFFFFF; &notit;
        <template> </template> <span hidden> </span> <p hidden> <nav> </nav> <footer> <a <a= <a'b"c> <x-y z> = ' " x
        <math> <caption> <thead> </tfoot> <q> </q> <sup> 50% <foreignObject> <noscript> <plaintext> <frameset>
        <nav> <header> <article> <input> <img> $5 9%"""
SOUP = st.lists(
    st.sampled_from(TAGS.split())
    | st.sampled_from(["<a class=btn href=x>", "<img class=emoji alt='&amp;x'>", "<span style='display:block'>"])
    | st.sampled_from([" ", "\n", "\r\n", "\x00", "\u00a0", "\u200b", "\ufeff", "\U0001f469\u200d\u2695", "word"]),
    max_size=40,
).map("".join)


def visible(page: Page) -> Counter[str]:
    return Counter(word for block in page.blocks for word in block.text.split())


@given(pages())
@settings(max_examples=300, deadline=None)
def test_every_visible_word_is_read_once_and_nothing_else(case: tuple[str, Made]) -> None:
    source, made = case
    page = page_of(source)
    assert_exact(page)
    assert visible(page) == Counter(word for word in made.seen)


@given(pages(), st.data())
@settings(max_examples=200, deadline=None)
def test_any_span_is_found_again_in_the_source(case: tuple[str, Made], data: st.DataObject) -> None:
    page = page_of(case[0])
    for block in page.blocks:
        start = data.draw(st.integers(0, len(block.text) - 1))
        end = data.draw(st.integers(start + 1, len(block.text)))
        place = page.locate(block.span(start, end))
        written = page.source[place.start.offset : place.end.offset]
        written = re.sub(r"(?s)<(script|style|svg|template|noscript|iframe|video)\b.*?</\1>", "", written)
        written = re.sub(r"(?s)<(span) (?:hidden|style='display: none')>.*?</\1>", "", written)
        written = re.sub(r"""(?s)<!--.*?--!?>|<[!?].*?>|<(?:"[^"]*"|'[^']*'|[^>"'])*>""", "", written)
        assert letters(html.unescape(written)) == letters(block.text[start:end])


@given(st.text() | SOUP | st.text("<>/!-='\"&;#ab \n\r\x00"))
@settings(max_examples=500, deadline=None)
def test_no_input_crashes_and_every_character_has_its_place(source: str) -> None:
    blocks, metadata = read(source, "page.html")
    assert_exact(Page("page.html", "text/html", "utf-8", source, blocks, metadata))


@given(SOUP, st.data())
@settings(max_examples=200, deadline=None)
def test_stretches_of_html_read_one_by_one_are_exact(source: str, data: st.DataObject) -> None:
    blocks = BlockList(Addresses().kind)
    reader = HtmlReader(source, blocks)
    cut = data.draw(st.integers(0, len(source)))
    reader.read(0, cut)
    reader.read(cut, len(source))
    reader.finish()
    assert_exact(Page("x.md", "text/markdown", "utf-8", source, tuple(blocks.blocks)))


@given(pages())
@settings(max_examples=100, deadline=None)
def test_reading_twice_gives_the_same(case: tuple[str, Made]) -> None:
    assert [vars_of(each) for each in page_of(case[0]).blocks] == [vars_of(each) for each in page_of(case[0]).blocks]


def vars_of(block: object) -> list[str]:
    return [f"{name}={getattr(block, name)!r}" for name in ("kind", "text", "region", "section", "links", "cell")]


class Referee(HTMLParser):
    """The standard library's view of a page: tags with attributes, and the text between them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[object] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        first: dict[str, str] = {}
        for name, value in attrs:
            first.setdefault(name, value or "")
        self.seen.append((tag, first))

    def handle_endtag(self, tag: str) -> None:
        self.seen.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        if self.seen and isinstance(self.seen[-1], list):
            self.seen[-1].append(data)
        else:
            self.seen.append([data])


WELL_FORMED = st.recursive(
    st.sampled_from(["one &amp; two", "3 &lt; 4", "caf\u00e9", "x\r\ny", "&copy; &#8212;", "<br>", "<img alt='a'>"]),
    lambda inner: st.tuples(
        st.sampled_from(["p", "div", "b", "DIV", "x-y"]),
        st.sampled_from(["", ' class="a  b"', " id=x", " title='&quot;&lt;'", ' a="1" b = "2" A="3"', " hidden"]),
        st.lists(inner, max_size=3),
    ).map(lambda made: f"<{made[0]}{made[1]}>{''.join(made[2])}</{made[0]}>"),
    max_leaves=20,
)


@given(WELL_FORMED)
@settings(max_examples=200, deadline=None)
def test_well_formed_html_has_the_tokens_that_the_standard_library_sees(source: str) -> None:
    referee = Referee()
    referee.feed(source)
    referee.close()
    ours = Told(source)
    tokenize(source, 0, len(source), ours)
    assert ours.seen == ["".join(each) if isinstance(each, list) else each for each in referee.seen]


class Told:
    """What the tokenizer tells of a page."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.seen: list[object] = []

    def text(self, start: int, end: int) -> None:
        self.seen.append(html.unescape(self.source[start:end]))

    def open(self, tag: Tag) -> None:
        self.seen.append((tag.name, {name: tag.attributes[name] for name in tag.attributes.spans}))

    def close(self, name: str, start: int, end: int) -> None:
        assert self.source[start:end].lower().startswith(f"</{name}")
        self.seen.append(name)

    def raw(self, name: str, start: int, end: int) -> None:
        raise AssertionError((name, start, end))

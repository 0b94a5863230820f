"""Markup made to hang a parser ends soon, and what browsers show of it is read.

The bound is far above what linear work takes, and far below what quadratic work would take at these sizes.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from auditor.model import Page
from auditor.parse.html import read

BOUND = 45.0
"""Seconds."""
MANY = 20_000


@contextmanager
def in_time() -> Iterator[None]:
    start = time.monotonic()
    yield
    assert time.monotonic() - start < BOUND


def page_of(source: str) -> Page:
    blocks, metadata = read(source, "page.html")
    return Page("page.html", "text/html", "utf-8", source, blocks, metadata)


@pytest.mark.parametrize(
    "piece",
    [
        '<a title="x ',
        "<a title='x ",
        "<!--",
        "<!-- -",
        "<![CDATA[",
        "<!doctype ",
        "<?x ",
        "<",
        "</",
        "</a",
        "<a ",
        "<a/",
        "<a b=",
        "<a =",
        "&",
        "&a",
        "&#",
        "&#x",
        "&amp",
        "&" + "a" * 50,
        "<script>",
        "<script><!--<script>",
        "<title>",
        "<textarea></textare",
        "<svg>",
        "<svg><title>",
        "<svg/>",
        "<b>",
        "<b><i>",
        "<a href=x>",
        "<a href=x><div>",
        "<font><p>",
        "</b>",
        "</p>",
        "</h1>",
        "</table>",
        "<p>",
        "<li>",
        "<ul><li>",
        "<ul>",
        "<dl><dd>",
        "<div>",
        "<div></li>",
        "<div><p></span>",
        "<table>",
        "<table><tr><td>",
        "<tr><td>",
        "<td rowspan=9>",
        "<table><td rowspan=99 colspan=99>x",
        "<button>",
        "<select><option>",
        "<nav><aside>",
        "<h1>x",
        "<h1>x<h2>y<h3>z",
        "<span hidden>",
        "<span hidden></span>",
        "<span style='display:none'><span>",
        "<x-y>",
        "<br>",
        "<img alt=x>",
        "<input value=x>",
        "<p id=x>",
        "x<br><br>",
        "\u200b",
        "\u200b ",
        " \u200b\n",
        "\r",
        "\x00",
        "<meta name=description content=x>",
        "<script type=application/ld+json>{",
        '<script type=application/ld+json>{"name":"x"}</script>',
        "<a class=btn href=x>",
    ],
)
def test_a_piece_said_again_and_again(piece: str) -> None:
    with in_time():
        page_of("<p>before " + piece * MANY)


@pytest.mark.parametrize("piece", ['"\\', '"\\"', "{", '{"a":', "[", '{"a":"<', '{"text":"\\u003ca ', '"<a'])
def test_a_piece_of_data_said_again_and_again(piece: str) -> None:
    with in_time():
        page_of(f"<script type='application/ld+json'>{piece * MANY}</script>")


@pytest.mark.parametrize(
    "name", ["div", "b", "span", "ul", "table", "blockquote", "section", "a", "x-y", "nav", "font"]
)
def test_deep_nesting(name: str) -> None:
    with in_time():
        page = page_of(f"<{name}>" * MANY + "about 90%" + f"</{name}>" * MANY + "<p>after</p>")
    assert [block.text for block in page.blocks] == ["about 90%", "after"]


@pytest.mark.parametrize("name", ["p", "li", "td", "h2", "span", "form", "table"])
def test_end_tags_far_from_their_start(name: str) -> None:
    source = f"<{name}>" + "<div>" * MANY + f"</{name}>x" * 1000
    with in_time():
        page_of(source)


def test_marks_on_many_blocks() -> None:
    with in_time():
        page = page_of("<b>" * 1000 + "<p>x" * MANY)
    assert len(page.blocks) == MANY


def test_text_after_a_comment_that_nothing_ends_is_not_shown() -> None:
    assert [block.text for block in page_of("<p>seen<!-- <p>unseen").blocks] == ["seen"]


def test_text_before_an_unfinished_tag_is_kept() -> None:
    assert [block.text for block in page_of("<p>about 90%<a href='x").blocks] == ["about 90%"]


def test_a_quote_that_nothing_closes_hides_only_up_to_the_next_one() -> None:
    page = page_of("<p class='x>hidden</p><p title='>seen</p>")
    assert [block.text for block in page.blocks] == ["seen"]


def test_time_grows_with_the_page_and_no_faster() -> None:
    source = "<h2>Part</h2><p>About <b>90%</b> of them &amp; <a href=/x>more</a> slept.</p>\n" * 20_000
    times = []
    for size in (len(source) // 8, len(source)):
        start = time.process_time()
        page_of(source[:size])
        times.append(time.process_time() - start)
    assert times[1] < 32 * times[0]


def test_one_long_paragraph() -> None:
    with in_time():
        (block,) = page_of("<p>" + "about 90% of &gt; 5\n  " * 200_000).blocks
    assert len(block.text) > 3_000_000

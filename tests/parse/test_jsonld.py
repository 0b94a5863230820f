"""Texts of structured data: which are read, where they stand, and what broken data does."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.model import Block, BlockKind
from auditor.parse.json_values import values
from tests.parse.exactness import assert_exact, blocks_of, page_of


def data_of(script: str) -> list[Block]:
    source = f'<p>x<script type="application/ld+json">{script}</script>'
    assert_exact(page_of(source))
    return blocks_of(source, BlockKind.JSON_LD)


def test_texts_with_their_keys() -> None:
    script = json.dumps(
        {
            "@context": "https://schema.org",
            "@graph": [
                {"@type": "Article", "headline": "Sleep", "author": {"name": "Ana"}, "image": "x.png"},
                {
                    "@type": "FAQPage",
                    "mainEntity": [{"name": "Why?", "acceptedAnswer": {"text": "About 90% sleep better."}}],
                },
            ],
        }
    )
    assert [(block.key, block.text) for block in data_of(script)] == [
        ("@graph.0.headline", "Sleep"),
        ("@graph.1.mainEntity.0.name", "Why?"),
        ("@graph.1.mainEntity.0.acceptedAnswer.text", "About 90% sleep better."),
    ]


def test_escapes_stand_at_their_place() -> None:
    source = r'<script type="application/ld+json">{"description": "caf\u00e9 \"5\/6\"\nof \ud83d\ude42 %"}</script>'
    page = page_of(source)
    (block,) = page.blocks
    assert block.text == 'caf\u00e9 "5/6" of \U0001f642 %'
    start = block.text.index("\U0001f642")
    place = page.locate(block.span(start, start + 1))
    assert source[place.start.offset : place.end.offset] == r"\ud83d\ude42"
    last = page.locate(block.span(len(block.text) - 1)).start.offset
    assert source[last] == "%"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("<p>One</p><p>two &amp; <b>th<\\/b>ree</p>", "One two & three"),
        ("a<br\\/>b &nbsp; c &unknown; 5 < 6", "a b c &unknown; 5 < 6"),
        ('\\u003cp\\u003eOne\\u003c/p\\u003e\\u003cp class=\\"x\\"\\u003etwo\\u003C\\/p\\u003E', "One two"),
    ],
)
def test_html_in_a_text_is_read_as_html(text: str, read: str) -> None:
    assert [block.text for block in data_of(f'{{"text": "{text}"}}')] == [read]


@pytest.mark.parametrize(
    ("script", "texts"),
    [
        ('{"name": "a", "description": "b"', ["a", "b"]),
        ('{"name": "a",, "x" "description": "b"}]}', ["a", "b"]),
        ('{"name": "a", "description": "never closed', ["a", "never closed"]),
        ('[{"name": "a"}, {"name": "b"}, {"offers": [{"description": "c"}]}]', ["a", "b", "c"]),
        ('{"name": null, "description": 5, "text": ["a", "b"]}', ["a", "b"]),
        ('<!-- {"name": "a"} -->', ["a"]),
        ("", []),
        ("{{{{]]]]", []),
        ('{"name": "https://x.example", "name": ""}', []),
        ('{"name": "a\nb"}', ["a b"]),
        ('{"description": "ends in a slash \\', ["ends in a slash"]),
    ],
)
def test_broken_data_gives_what_can_be_read(script: str, texts: list[str]) -> None:
    assert [block.text for block in data_of(script)] == texts


def test_other_scripts_are_not_read() -> None:
    assert not blocks_of(
        '<p>x<script>{"name": "a"}</script><script type=module>{"name":"b"}</script>', BlockKind.JSON_LD
    )


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8"), max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=20,
)


def leaves(value: object) -> list[object]:
    if isinstance(value, dict):
        return [leaf for each in value.values() for leaf in leaves(each)]
    if isinstance(value, list):
        return [leaf for each in value for leaf in leaves(each)]
    return [value]


@given(JSON, st.booleans())
@settings(deadline=None)
def test_all_strings_of_valid_data_are_found(value: object, ascii_only: bool) -> None:
    source = json.dumps(value, ensure_ascii=ascii_only)
    found = [each.text for each in values(source, 0, len(source)) if each.quoted]
    assert found == [leaf for leaf in leaves(value) if isinstance(leaf, str)]


@given(st.text('{}[]",:\\u09afnt <>/p&;'))
@settings(deadline=None)
def test_nothing_crashes(script: str) -> None:
    data_of(script.replace("</script", ""))

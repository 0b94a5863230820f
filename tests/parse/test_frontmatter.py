"""Front matter: the values a reader sees, each at its place, and what they say of the page."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.model import Block, BlockKind, Metadata
from auditor.parse import frontmatter, frontmatter_yaml, markdown
from auditor.parse.frontmatter_scalars import Scalar
from auditor.parse.frontmatter_yaml import UnreadableError
from tests.parse.places import assert_placed

FRONT = BlockKind.FRONT_MATTER


def read(source: str) -> tuple[list[Block], Metadata]:
    """The blocks of the front matter of a page, and its metadata; every block is at its place."""
    blocks, metadata = markdown.read(source, "page.md")
    assert_placed(source, blocks)
    return [block for block in blocks if block.key], metadata


def texts(source: str) -> dict[str, str]:
    """The texts of the front matter by key."""
    found: dict[str, str] = {}
    for block in read(source)[0]:
        found[block.key] = f"{found[block.key]} / {block.text}" if block.key in found else block.text
    return found


def yaml(*lines: str) -> str:
    return "\n".join(["---", *lines, "---", "", "Body.", ""])


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["note: Plain text here # not this"], {"note": "Plain text here"}),
        (["note: Goes on", "  in a line", "", "  and another"], {"note": "Goes on in a line / and another"}),
        (['note: "A \\"word\\" 50\\u00a0mg\\n\\tdose \\x41\\U0001F642"'], {"note": 'A "word" 50 mg dose A\U0001f642'}),
        (['note: "folded', '  here \\', '  there"'], {"note": "folded here there"}),
        (["note: 'It''s, # so'"], {"note": "It's, # so"}),
        (["note: |", "  First line", "  second line", "", "  Next"], {"note": "First line second line / Next"}),
        (["note: >-", "  Folded", "  text"], {"note": "Folded text"}),
        (["faqs:", "  - ask: Does it?", "    tell: It *may*."], {"faqs.0.ask": "Does it?", "faqs.0.tell": "It may."}),
        (["points: [One thing, 'Two things']"], {"points.0": "One thing", "points.1": "Two things"}),
        (["a: {b: {c: Deep words}}"], {"a.b.c": "Deep words"}),
        (["price: $49 a month", "share: 85%", "gap: TBD"], {"price": "$49 a month", "share": "85%", "gap": "TBD"}),
        (["a: &x Some words", "b: *x"], {"a": "Some words"}),
        (["? [odd, key]", ": Text here", "b: Text there"], {"b": "Text there"}),
        (["note: One", "note: Another"], {"note": "Another"}),
    ],
)  # fmt: skip
def test_yaml_values(lines: list[str], found: dict[str, str]) -> None:
    assert texts(yaml(*lines)) == found


@pytest.mark.parametrize(
    "line",
    [
        "slug: some-page", "id: Ab Cd", "url: https://x.example/a b", "cover: /images/a.png", "picture: hero.webp",
        "date: 2025-01-02", "made: '2025-01-02T10:00:00Z'", "code: '5'",
        "draft: true", "weight: 5", "rate: 4.5", "none: ~", "empty: ''",
        "layout: post layout", "className: text-sm font bold", "tags: [sleep well, rest]", "affiliateLink: Some Shop",
        "kind: camelCase", "uuid: 123e4567-e89b-12d3-a456-426614174000", "mark: '***'",
    ],
)  # fmt: skip
def test_what_no_reader_sees_is_no_block(line: str) -> None:
    assert texts(yaml(line)) == {}


def test_kinds() -> None:
    blocks, _ = read(yaml("title: sleep", "description: On sleep.", "summary: More on it.", "seo: {title: Of sleep}"))
    assert [(block.kind, block.key, block.text) for block in blocks] == [
        (BlockKind.TITLE, "title", "sleep"),
        (BlockKind.META_DESCRIPTION, "description", "On sleep."),
        (FRONT, "summary", "More on it."),
        (FRONT, "seo.title", "Of sleep"),
    ]


def test_markdown_in_values_is_read() -> None:
    block = read(yaml('answer: "See **[the \\"trial\\"](https://doi.org/10.5555/1)** for `x`"'))[0][0]
    assert block.text == 'See the "trial" for x'
    assert [(block.text[each.span.start : each.span.end], each.href) for each in block.links] == [
        ('the "trial"', "https://doi.org/10.5555/1")
    ]
    assert block.emphases
    assert block.codes


def test_a_reference_is_one_block_with_its_address() -> None:
    blocks, _ = read(
        yaml(
            "references:",
            "  - title: Sleep and tape",
            "    url: https://x.example/tape",
            "    journal: 'Demo Journal'",
            "    year: 2021",
            "  - https://y.example/study",
            "sources: ['Ferrer 2022']",
        )
    )
    assert [(block.key, block.text, [link.href for link in block.links]) for block in blocks] == [
        ("references.0", "Sleep and tape Demo Journal 2021", ["https://x.example/tape"]),
        ("references.1", "https://y.example/study", ["https://y.example/study"]),
        ("sources.0", "Ferrer 2022", []),
    ]


TOML = '''+++
# a comment
title = "Tape \\"well\\""
draft = true
weight = 3
date = 2025-01-02T10:00:00Z
note = """
Long text \\
   joined
here.

Next."""
raw = \'\'\'C:\\no 'escape\'\'\'
points = ["One thing", 'Two "things"', ] # end
inline = { answer = "In a table", n = 1 }
[seo.'deep key']
text = "Below # here"
[[faqs]]
question = "First, eh?"
[[faqs]]
question = "Second one"
+++
Body.
'''


def test_toml_values() -> None:
    assert texts(TOML) == {
        "title": 'Tape "well"',
        "note": "Long text joined here. / Next.",
        "raw": "C:\\no 'escape",
        "points.0": "One thing",
        "points.1": 'Two "things"',
        "inline.answer": "In a table",
        "seo.deep key.text": "Below # here",
        "faqs.0.question": "First, eh?",
        "faqs.1.question": "Second one",
    }
    assert read(TOML)[1].front_matter["draft"] is True
    assert texts(TOML.replace("\n", "\r\n")) == texts(TOML)


def test_json_values() -> None:
    values = '\n\t"title": "A \\u00e9 \\/ \\ud83d\\ude42",\n\t"faqs": [{"a": "Some \\"words\\""}],\n\t"draft": false\n'
    source = f"{{{values}}}\n\nBody.\n"
    assert texts(source) == {"title": "A é / \U0001f642", "faqs.0.a": 'Some "words"'}
    assert read(source)[1].front_matter == {
        "title": "A é / \U0001f642",
        "faqs": [{"a": 'Some "words"'}],
        "draft": False,
    }


def test_metadata() -> None:
    _, metadata = read(
        yaml(
            "title: ' On sleep '",
            "excerpt: About it",
            "lang: en-GB",
            "canonical_url: https://x.example/sleep",
            "author: {name: Jo Pascoe, url: /jo}",
            "writtenBy: [Ann Lee, Jo Pascoe]",
            "medicalReviewer: Dr Ruth Adler",
            "publishDate: 2024-05-06",
            "updates: [2024/7/1, 2025/2/3]",
            "lastReviewed: false",
            "published: false",
        )
    )
    assert metadata == Metadata(
        title="On sleep",
        description="About it",
        language="en-GB",
        canonical="https://x.example/sleep",
        authors=("Jo Pascoe", "Ann Lee"),
        reviewers=("Dr Ruth Adler",),
        dates={"dateModified": "2025/2/3", "datePublished": "2024-05-06"},
        front_matter=metadata.front_matter,
    )
    assert metadata.front_matter["published"] is False
    assert metadata.front_matter["author"] == {"name": "Jo Pascoe", "url": "/jo"}


def body(source: str) -> list[str]:
    return [block.text for block in markdown.read(source, "page.md")[0] if not block.key]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("---\na: Some text\n---\nBody.", ["Body."]),
        ("---\r\na: Some text\r\n---\r\nBody.", ["Body."]),
        ("---\na: Some text\n...\nBody.", ["Body."]),
        ("---\n---\nBody.", ["Body."]),
        ("---\n# nothing\n---\nBody.", ["Body."]),
        ("---\nIt was late.\n---\nBody.", ["It was late.", "Body."]),
        ("---\n- one\n- two\n---\nBody.", ["one", "two", "Body."]),
        ("---\na: Some text\n\nBody.", ["a: Some text", "Body."]),
        ("Text\n\n---\na: b\n---\n", ["Text", "a: b"]),
        ("+++\nnot toml\n+++\nBody.", ["+++ not toml +++ Body."]),
        ('{"a": "b"} is no front matter', ['{"a": "b"} is no front matter']),
        ("{ not json\n\nBody.", ["{ not json", "Body."]),
    ],
)
def test_the_body_is_never_lost(source: str, found: list[str]) -> None:
    assert body(source) == found


def test_broken_data_is_read_line_by_line() -> None:
    source = yaml("title: Sleep: a guide", 'intro: "Half', "points:", "  - text: It's fine", "draft: true")
    assert texts(source) == {"title": "Sleep: a guide", "intro": '"Half', "text": "It's fine"}
    assert body(source) == ["Body."]
    assert read(source)[1].title == "Sleep: a guide"
    assert read(source)[1].front_matter["draft"] is True
    assert texts(source.replace("\n", "\r\n")) == texts(source)
    assert texts(source.replace("\n", "\r")) == texts(source)


def test_aliases_do_not_unfold_and_depth_is_bounded() -> None:
    bomb = ["a: &a [Some words, Some words]"]
    bomb += [
        f"{new}: &{new} [" + ", ".join([f"*{old}"] * 9) + "]" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    assert texts(yaml(*bomb)) == {"a.0": "Some words", "a.1": "Some words"}
    for deep in ("a: " + "[" * 5000, "- " * 5000 + "a", "a: " + "{b: " * 5000):
        with pytest.raises(UnreadableError):
            frontmatter_yaml.read(deep, 0, len(deep))
    assert body("+++\na = " + "[" * 50_000 + "\n+++\nBody.")[-1].endswith("Body.")


WORDS = st.text("abé\U0001f642中 '\"\\:#-&*!|>%@`{}[],?\t1\u00a0\u200b", min_size=1, max_size=20).filter(str.strip)
STYLES = st.sampled_from(["plain", "single", "double", "json", "literal"])


def written(text: str, style: str) -> list[str]:
    """A value of YAML in a style, as lines."""
    if style == "single":
        return ["note: '" + text.replace("'", "''").replace("\t", " ") + "'"]
    if style == "literal":
        return ["note: |2", "  " + text.replace("\t", " ")]
    return ["note: " + json.dumps(text, ensure_ascii=style == "json")]


@given(WORDS, STYLES, st.sampled_from(["\n", "\r\n", "\r"]), st.text("é\U0001f642", max_size=3))
@settings(max_examples=400, deadline=None)
def test_values_stand_where_they_stand(text: str, style: str, end: str, before: str) -> None:
    lines = ["---", f"lead: {before}x y", *written(text, style), "---", ""]
    source = end.join(lines)
    front = frontmatter.read(source)
    value = front.values["note"]
    assert isinstance(value, Scalar)
    seen = " ".join(" ".join(each.text for each in value.paragraphs).split())
    assert seen == " ".join(text.split())
    assert_placed(source, markdown.read(source, "page.md")[0])


@given(st.text("---\n\r:+ \"'{}[]|>#&*!ab\\\t=", max_size=60), st.sampled_from(["---\n", "+++\n", "{"]))
@settings(max_examples=500, deadline=None)
def test_no_front_matter_is_too_odd(text: str, fence: str) -> None:
    source = fence + text + fence + "word"
    blocks, _ = markdown.read(source, "page.md")
    assert_placed(source, blocks)
    assert any("word" in block.text for block in blocks) or fence == "{"


@pytest.mark.parametrize("name", ["CSafeLoader", "SafeLoader"])
def test_both_yaml_parsers_give_the_same_places(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import yaml as library

    if not hasattr(library, name):
        pytest.skip(f"{name} is not at hand")
    monkeypatch.setattr(library, "CSafeLoader", getattr(library, name))
    source = yaml(
        "é\U0001f642: \U0001f642 first one", 'b: "é\\n\U0001f642 two"', "c: |", "  three four", "d: [five six]"
    )
    assert texts(source) == {
        "é\U0001f642": "\U0001f642 first one", "b": "é \U0001f642 two", "c": "three four", "d.0": "five six",
    }  # fmt: skip

"""Places in the units of the client, beside a model that counts character by character."""

from hypothesis import given, settings
from hypothesis import strategies as st
from lsprotocol.types import Position, Range, TextDocumentContentChangePartial, TextDocumentContentChangeWholeDocument

from auditor.lsp import texts
from auditor.lsp.texts import Text

CHARACTERS = "ab \n\r\té\u0301\u2028\x0c\x85中😀👩\u200d\ud83d"
ENCODINGS = st.sampled_from(("utf-8", "utf-16", "utf-32"))
CONTENTS = st.text(CHARACTERS, max_size=40)


def units(text: str, encoding: str) -> int:
    """The length of a text in units, one character after the other."""
    if encoding == "utf-32":
        return len(text)
    if encoding == "utf-16":
        return sum(2 if ord(each) > 0xFFFF else 1 for each in text)
    return sum(1 if ord(each) < 0x80 else 2 if ord(each) < 0x800 else 3 if ord(each) < 0x10000 else 4 for each in text)


def model_position(content: str, offset: int, encoding: str) -> Position:
    """Walks through the text."""
    line = start = 0
    for at in range(offset):
        if content[at] == "\n" or (content[at] == "\r" and content[at + 1 : at + 2] != "\n"):
            line, start = line + 1, at + 1
    return Position(line, units(content[start:offset], encoding))


@settings(deadline=None)
@given(CONTENTS, ENCODINGS, st.data())
def test_a_place_is_where_walking_leads(content: str, encoding: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(content)))
    assert Text(content, encoding).position(offset) == model_position(content, offset, encoding)


@settings(deadline=None)
@given(CONTENTS, ENCODINGS, st.data())
def test_an_offset_comes_back_unless_it_splits_a_line_end(content: str, encoding: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(content)))
    text = Text(content, encoding)
    within_line_end = content[offset - 1 : offset + 1] == "\r\n" if offset else False
    assert text.offset(text.position(offset)) == offset - within_line_end


@settings(deadline=None)
@given(CONTENTS, CONTENTS, ENCODINGS, st.data())
def test_an_edit_replaces_its_range(content: str, new: str, encoding: str, data: st.DataObject) -> None:
    text = Text(content, encoding)
    start, end = sorted(text.offset(text.position(data.draw(st.integers(0, len(content))))) for _ in range(2))
    change = TextDocumentContentChangePartial(Range(text.position(start), text.position(end)), new)
    assert text.edited(change) == Text(content[:start] + new + content[end:], encoding)


@settings(deadline=None)
@given(CONTENTS, ENCODINGS, st.integers(0, 60), st.integers(0, 60))
def test_no_place_is_out_of_the_text(content: str, encoding: str, line: int, character: int) -> None:
    text = Text(content, encoding)
    place = text.position(text.offset(Position(line, character)))
    assert place <= Position(line, character) or line == 0
    assert place.character <= character or place.line < line


def test_an_edit_without_a_range_replaces_all() -> None:
    assert Text("old").edited(TextDocumentContentChangeWholeDocument("new")) == Text("new")


def test_places_beyond_an_end_are_that_end() -> None:
    text = Text("ab😀\r\ncd")
    assert text.offset(Position(0, 99)) == 3
    assert text.offset(Position(1, 99)) == 7
    assert text.offset(Position(9, 0)) == 7


def test_a_place_within_a_surrogate_pair_is_before_it() -> None:
    assert Text("a😀b").offset(Position(0, 2)) == 1


def test_only_the_three_line_ends_end_a_line() -> None:
    content = "a\u2028b\x0cc\x85d\x0be\n"
    assert Text(content).position(len(content)) == Position(1, 0)


def test_marks_do_not_shift_places() -> None:
    content = ("😀é" * texts._STRIDE + "\n") * 2
    for offset in (texts._STRIDE - 1, texts._STRIDE, 2 * texts._STRIDE + 5, len(content) - 1):
        assert Text(content).position(offset) == model_position(content, offset, "utf-16")

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.extract.slots import find_slots
from auditor.extract.slots.tokens import _HINT, find_tokens, token_pattern
from auditor.model import BlockKind, Neighbour, Region, Slot, SlotKind
from tests.check.pages import document


def slots(text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> list[Slot]:
    return list(find_slots(document((kind, Region.MAIN, text)).page))


@pytest.mark.parametrize(
    ("text", "kind", "token"),
    [
        ("It sold XX boxes.", SlotKind.RUN, "XX"),
        ("It was 0.XX then.", SlotKind.RUN, "0.XX"),
        ("About ??% agree.", SlotKind.RUN, "??"),
        ("Over XX,000 members.", SlotKind.GROUPED, "XX,000"),
        ("Some N,NNN nurses.", SlotKind.GROUPED, "N,NNN"),
        ("Seen on XX/XX/2025.", SlotKind.DATE, "XX/XX/2025"),
        ("Since May XX we knew.", SlotKind.DATE, "May XX"),
        ("Since 20XX we knew.", SlotKind.DATE, "20XX"),
        ("Call 0800 XXX XXXX now.", SlotKind.PHONE, "0800 XXX XXXX"),
        ("It is NCTXXXXXXXX.", SlotKind.IDENTIFIER, "NCTXXXXXXXX"),
        ("See 10.XXXX/XXXXX there.", SlotKind.IDENTIFIER, "10.XXXX/XXXXX"),
        ("Only {{ price }} each.", SlotKind.TEMPLATE, "{{ price }}"),
        ("Only [AMOUNT] each.", SlotKind.BRACKET, "[AMOUNT]"),
        ("The rate is TBD now.", SlotKind.NOTE, "TBD"),
        ("It fell by NaN kg.", SlotKind.FAILED, "NaN"),
        ("It grew by #REF! then.", SlotKind.SPREADSHEET, "#REF!"),
    ],
)
def test_every_kind_is_recognised(text: str, kind: SlotKind, token: str) -> None:
    (slot,) = slots(text)
    assert (slot.kind, text[slot.token.start : slot.token.end]) == (kind, token)


@pytest.mark.parametrize(
    ("text", "anchor", "neighbour"),
    [
        ("It cost $XX billion.", "$XX billion", Neighbour.STRONG),
        ("It cost US$ XX then.", "US$ XX", Neighbour.STRONG),
        ("It cost EUR XX then.", "EUR XX", Neighbour.STRONG),
        ("It grew XX per cent.", "XX per cent", Neighbour.STRONG),
        ("Some XX million people.", "XX million people", Neighbour.STRONG),
        ("It takes XX mg/kg daily.", "XX mg/kg", Neighbour.UNIT),
        ("Some XX out of 10 agree.", "XX out of 10", Neighbour.UNIT),
        ("We saw XX patients.", "XX patients", Neighbour.COUNTED),
        ("We saw XX patience.", "XX", Neighbour.NONE),
        ("It grew XX mgs.", "XX", Neighbour.NONE),
        ("A $ XX sign.", "$ XX", Neighbour.STRONG),
    ],
)
def test_the_anchor_takes_in_sign_and_measure(text: str, anchor: str, neighbour: Neighbour) -> None:
    (slot,) = slots(text)
    assert (text[slot.anchor.start : slot.anchor.end], slot.neighbour) == (anchor, neighbour)


@pytest.mark.parametrize(
    "text",
    ["An XL shirt.", "May xx be well.", "Is it?", "A 20x lens.", "Look: [see](x)", "90 < 100", "Type 10X.", "A_b."],
)
def test_other_letters_and_signs_are_none(text: str) -> None:
    assert [slot for slot in slots(text) if slot.kind is not SlotKind.RUN or slot.neighbour] == []


@pytest.mark.parametrize("kind", [BlockKind.CODE, BlockKind.FORM])
def test_code_and_forms_are_left_out(kind: BlockKind) -> None:
    assert slots("It cost $XX billion.", kind) == []


PIECES = st.sampled_from(
    ["X", "XX", "$", "%", " ", "-", ",", ".", "0", "12", "#", "??", "__", "{", "}}", "[", "]", "mg", "NCT"]
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=30).map("".join)))
def test_tokens_are_in_order_and_the_hint_loses_none(text: str) -> None:
    found = list(find_tokens(text))
    assert all(start < end for _, start, end in found)
    assert all(one[2] <= other[1] for one, other in pairwise(found))
    assert bool(found) is (token_pattern().search(text) is not None)
    assert not found or _HINT.search(text)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_anchors_cover_their_tokens_inside_the_block(text: str) -> None:
    for slot in slots(text or "-"):
        assert slot.anchor.covers(slot.token)
        assert slot.anchor.end <= len(text)


@pytest.mark.parametrize(
    "piece",
    [
        "X",
        "#",
        "?",
        "_",
        "X,",
        "X,XXX,",
        "1,",
        "XX/",
        "NCTX",
        "10.XXX/",
        "{",
        "{{",
        "[",
        "<",
        "%",
        "0.",
        "X-",
        "X–",
        "PMID ",
        "XXX-",
    ],
)
def test_work_grows_with_the_text_and_no_faster(piece: str) -> None:
    """Hostile repetitions take the time of the same text in ten parts, give or take."""

    def seconds(text: str, times: int) -> float:
        start = time.process_time()
        for _ in range(times):
            sum(1 for _ in find_tokens(text + "aX"))
        return time.process_time() - start

    seconds(piece, 1)
    parts, whole = seconds(piece * 2_000, 10), seconds(piece * 20_000, 1)
    assert whole < 5 * parts + 0.1

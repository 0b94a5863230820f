import pytest

from auditor.check.repeats import join_repeats
from auditor.model import BlockKind, Region, Span
from tests.check.pages import document, finding, span_of

SAID = "Half of users agree."


def test_the_same_claim_in_two_places_is_one_finding_with_a_related_place() -> None:
    page = document(SAID, "Something else.", "Half of  users agree!")
    (joined,) = join_repeats([finding(span_of("Half", page)), finding(span_of("Half", page, 2))], page)
    assert joined.span == span_of("Half", page)
    assert [(each.span, each.message) for each in joined.related] == [
        (span_of("Half", page, 2), "the same claim again")
    ]


@pytest.mark.parametrize(
    "side",
    [
        (BlockKind.TITLE, Region.MAIN, SAID),
        (BlockKind.META_DESCRIPTION, Region.MAIN, SAID),
        (BlockKind.JSON_LD, Region.MAIN, SAID),
        (BlockKind.FRONT_MATTER, Region.MAIN, SAID),
        (BlockKind.ALT_TEXT, Region.MAIN, SAID),
        (BlockKind.PARAGRAPH, Region.HEADER, SAID),
        (BlockKind.PARAGRAPH, Region.CARD, SAID),
    ],
)
def test_the_running_text_is_the_most_prominent_place(side: tuple[BlockKind, Region, str]) -> None:
    page = document(side, SAID)
    (joined,) = join_repeats([finding(span_of("Half", page, block)) for block in (0, 1)], page)
    assert joined.span.block == 1


def test_other_words_another_sentence_another_rule_and_another_subtype_are_kept_apart() -> None:
    page = document("Half of users and half of nurses agree.", "Half of nurses agree.")
    apart = [
        finding(span_of("Half", page)),
        finding(span_of("half of nurses", page)),
        finding(span_of("Half", page, 1)),
        finding(span_of("Half", page), rule="other-rule"),
        finding(span_of("Half", page), subtype="special"),
    ]
    assert join_repeats(apart, page) == apart


def test_equal_words_at_two_places_of_a_sentence_are_two_claims_each_with_its_own_repeats() -> None:
    page = document("Gel: 40% of users, cream: 40% of users.", "gel: 40% of users; cream: 40% of users")
    first, second = span_of("40% of users", page), Span(0, 26, 38)
    again, once_more = span_of("40% of users", page, 1), Span(1, 26, 38)
    joined = join_repeats([finding(span) for span in (first, second, again, once_more)], page)
    assert [each.span for each in joined] == [first, second]
    assert [[repeat.span for repeat in each.related] for each in joined] == [[again], [once_more]]

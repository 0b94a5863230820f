from dataclasses import replace

from auditor.check import locate
from auditor.model import Document, Page, Related, Sentence, Span
from tests.check.pages import document, finding, span_of

PAGE = document("First half. A third agree.", "Take two tablets.")


def test_a_finding_gets_its_place_its_words_and_its_line() -> None:
    (located,) = locate([finding(span_of("two tablets", PAGE, 1))], PAGE)
    assert located.quote == "two tablets"
    assert located.context == "Take two tablets."
    assert located.lines == ("Take two tablets.",)
    assert (located.location.start.line, located.location.start.column, located.location.start.offset) == (2, 6, 32)
    assert located.location.end.column == 17
    assert (located.block, located.region, located.section) == ("paragraph", "main", ())


def test_the_context_is_the_sentence_or_else_the_block() -> None:
    first = Sentence(0, Span(0, 0, 11), "First half.")
    page = Document(PAGE.page, (first,))
    inside, outside = locate([finding(span_of("half", PAGE)), finding(span_of("third", PAGE))], page)
    assert inside.context == "First half."
    assert outside.context == "First half. A third agree."


def test_related_places_are_located_too() -> None:
    also = Related(span_of("third", PAGE), "the other one")
    (located,) = locate([replace(finding(span_of("two", PAGE, 1)), related=(also,))], PAGE)
    assert [(each.quote, each.message, each.location.start.line) for each in located.related] == [
        ("third", "the other one", 1)
    ]


def test_moving_a_paragraph_keeps_the_fingerprint() -> None:
    moved = document("Take two tablets.", "First half. A third agree.")
    (here,) = locate([finding(span_of("two", PAGE, 1))], PAGE)
    (there,) = locate([finding(span_of("two", moved))], moved)
    assert here.fingerprint == there.fingerprint
    assert here.location != there.location


def test_rewording_the_claim_changes_the_fingerprint() -> None:
    reworded = document("First half. A third agree.", "Swallow two tablets.")
    (here,) = locate([finding(span_of("two", PAGE, 1))], PAGE)
    (there,) = locate([finding(span_of("two", reworded, 1))], reworded)
    assert here.fingerprint != there.fingerprint


def test_nothing_is_located_on_an_empty_page() -> None:
    assert locate([], Document(Page("x", "text/plain", "utf-8", "", ()))) == ()

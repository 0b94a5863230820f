"""The term lists, the guard that picks sentences, and the matcher that marks terms in them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokenizer import Tokenizer

from auditor.extract.sentences import split_page
from auditor.extract.terms import TermList, annotate, matcher, term_lists, worth_reading
from auditor.extract.terms.guard import trie_pattern
from auditor.extract.terms.lists import _read
from auditor.model import Mention
from tests.check.pages import document

LISTS = term_lists()
TERMS = [(each, term) for each in LISTS for term in each.terms]


def mentions(*texts: str) -> list[Mention]:
    """The mentions on a page of these paragraphs, in order."""
    found = annotate(split_page(document(*texts).page))
    return [mention for index in sorted(found) for mention in found[index]]


def test_labels_are_unique_and_lists_not_empty() -> None:
    assert len({each.label for each in LISTS}) == len(LISTS)
    assert [each.label for each in LISTS if not each.terms] == []


@pytest.mark.parametrize("each", LISTS, ids=lambda each: each.label)
def test_terms_are_lower_case_trimmed_words(each: TermList) -> None:
    assert [term for term in each.terms if term != " ".join(term.lower().split()) or not term] == []


def test_a_list_is_read_with_its_entries() -> None:
    (plain, keyed) = _read('[person]\ntrigger = true\nterms = ["nurse"]\n[drug.entries]\nibuprofen = ["brufen"]')
    assert (plain.label, plain.trigger, dict(plain.terms)) == ("person", True, {"nurse": ""})
    assert (keyed.label, keyed.trigger, dict(keyed.terms)) == ("drug", False, {"brufen": "ibuprofen"})


def test_a_sentence_with_a_digit_is_worth_reading_and_one_without_anything_is_not() -> None:
    assert worth_reading("Take 5 of them.")
    assert not worth_reading("Qwxz.")


def test_the_guard_misses_no_trigger_term() -> None:
    triggers = [term for each, term in TERMS if each.trigger]
    assert [term for term in triggers if not worth_reading(f"Xq {term.upper()} qx.")] == []


def test_the_matcher_finds_every_term_of_every_list() -> None:
    page = document(*(f"Xq 7 {term} qx" for _, term in TERMS))
    sentences = split_page(page.page)
    found = annotate(sentences)
    missed = []
    for sentence in sentences:
        listed, term = TERMS[sentence.span.block]
        marks = [(mention.label, mention.text) for mention in found.get(sentence.index, ())]
        if (listed.label, term) not in marks:
            missed.append((listed.label, term, marks))
    assert missed == []


def test_every_term_has_a_word_by_which_it_is_learned() -> None:
    assert {term for terms in matcher._by_word().values() for term, _ in terms} == {term for _, term in TERMS}


def test_no_term_is_part_of_what_the_tokenizer_cuts_without_a_sign() -> None:
    """Such as "not" in "cannot": the guard would look for the word and see the longer one."""
    language, _ = matcher._engine()
    assert isinstance(language.tokenizer, Tokenizer)
    cut = [language.make_doc(word) for word in language.tokenizer.rules or () if word.isalpha()]
    parts = {part.text.lower() for parts in cut if len(parts) > 1 for part in parts}
    assert "not" in parts
    assert parts & {term for _, term in TERMS} == set()


def test_mentions_stand_where_they_say_and_carry_their_entry() -> None:
    label, entry, term = next(
        (each.label, entry, term) for each in LISTS for term, entry in each.terms.items() if entry
    )
    page = document("Nothing here.", f"Of 9 words, {term.title()} is known.")
    ((mention, *_),) = annotate(split_page(page.page)).values()
    assert (mention.label, mention.entry, mention.text) == (label, entry, term.title())
    assert page.text(mention.span) == mention.text


def test_part_of_a_word_is_no_mention() -> None:
    term = next(term for _, term in TERMS if term.isalpha() and len(term) > 4)
    assert mentions(f"Of 9 words, xq{term}qx is none.") == []


@pytest.mark.parametrize("size", [1, 50, 100_000])
def test_batches_do_not_change_what_is_found(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"No 1: {term}. No 2\tis {term}; 3 {term}." for _, term in TERMS[::200]]
    whole = mentions(*texts)
    monkeypatch.setattr(matcher, "_BATCH", size)
    assert mentions(*texts) == whole != []


@given(st.lists(st.one_of(st.text(max_size=40), st.sampled_from(TERMS).map(lambda pair: pair[1])), max_size=12))
def test_any_text_is_annotated_with_exact_places(words: list[str]) -> None:
    page = document(" ".join(["1", *words]))
    for mention in (each for found in annotate(split_page(page.page)).values() for each in found):
        assert page.text(mention.span) == mention.text
        assert mention.text.lower().split()


@given(st.lists(st.text("abc", min_size=1, max_size=5), min_size=1), st.text("abcd ", max_size=20))
def test_the_trie_finds_what_plain_search_finds(words: list[str], text: str) -> None:
    assert bool(re.search(trie_pattern(words), text)) is any(word in text for word in words)

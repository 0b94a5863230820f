import time
import tomllib
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.extract import sentences
from auditor.extract.sentences import MOST, split_page, split_text
from tests.check.pages import document

# A stroke stands where a sentence ends and the next begins.
SPLIT = [
    "Walkers slept better. | Runners did not.",
    "Is it safe? | Yes! | So we think… | Read on.",
    "Really... maybe it is. | Ask your nurse.",
    "Smith et al. (2019) saw no change. | Others did.",
    "Smith et al. Circulation 2019. | It was a small trial.",
    "Use a cream, e.g. Calmol. | It helps.",
    "Use a cream (i.e. an ointment). | It helps.",
    "Dr. Ruiz and Prof. Okafor agree. | So do we.",
    "Take 0.5 mg. | Then rest.",
    "Take .5 mg at night. | Then rest.",
    "The dose is 5 mg. | 10 mg is too much.",
    "Tea vs. Coffee was the question. | Tea won.",
    "J. A. Mensah wrote it. | R. Jones read it.",
    "I. Newton was ill. | He rested.",
    "We tested vitamin K. | Results were good.",
    "It protects against hepatitis B. | It takes three doses.",
    "Keep at 25 °C. | Keep dry.",
    "It fell by 12%.[3] | Another study saw less.",
    "It fell by 12% [3]. | Another study saw less.",
    "It fell by 12%.3,4 | Another study saw less.",
    "It fell by 12%.¹² | Another study saw less.",
    "It fell by 12%.[^note] | Another study saw less.",
    "She said “It works.” | Then she left.",
    "(See below.) | Then go on.",
    "U.S. adults take it. | In the U.S. | The agency agrees.",
    "Cleared by the U.S. Food Office in 2019. | It is sold.",
    "Take it at 9 p.m. | Do not eat.",
    "Take it at 9 p.m. with food. | Then sleep.",
    "Take 5 mg b.i.d. | Then stop.",
    "It took 3 hrs. | Then it ended.",
    "It ended in Dec. 2019. | Then came spring.",
    "See Fig. 3 and p. 5. | It shows how.",
    "No. 5 is best. | No. | It is not.",
    "Founded by Acme Inc. in 2001. | It grew.",
    "N Engl J Med. 2019;380:11-22. | The trial was small.",
    "1. Take it. | 2. Rest.",
    "Visit example.com today. | Then call.",
    "It fell. | eGFR rose. | mRNA did not.",
    "Creams, gels, etc. work too. | Ask us.",
    "Prices (approx. 5 dollars) vary. | Ask us.",
]


@pytest.mark.parametrize("marked", SPLIT)
def test_sentences_end_where_a_reader_ends_them(marked: str) -> None:
    text = marked.replace(" | ", " ")
    assert [text[start:end] for start, end in split_text(text)] == marked.split(" | ")


@pytest.mark.parametrize("text", ["", " ", "\n\t"])
def test_there_is_no_sentence_without_text(text: str) -> None:
    assert list(split_text(text)) == []


PIECES = (
    *(
        "A",
        "a",
        "Dr.",
        "et",
        "al.",
        "0.5",
        "e.g.",
        "J.",
        "U.S.",
        "[3]",
        "12%.3",
        "!",
        "?",
        "…",
        ".”",
        "(",
        ")",
        "x.com",
    ),
    *("1.", "no.", "\u00a0", "\n", "患者"),
)
PROSE = st.lists(st.sampled_from(PIECES))
TEXTS = st.one_of(st.text(), PROSE.map(" ".join), PROSE.map("".join))


@given(TEXTS)
def test_sentences_are_in_order_trimmed_and_leave_out_nothing_but_white_space(text: str) -> None:
    ranges = list(split_text(text))
    assert all(first[1] <= second[0] for first, second in pairwise(ranges))
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in ranges)
    assert "".join("".join(text[start:end] for start, end in ranges).split()) == "".join(text.split())


@given(st.integers(1, 4), st.sampled_from(["word ", "unbroken"]))
def test_a_stretch_without_an_end_is_cut(times: int, word: str) -> None:
    text = word * (times * MOST // len(word))
    ranges = list(split_text(text))
    assert all(0 < end - start <= MOST for start, end in ranges)
    assert len(ranges) >= times
    assert all(text[start:end].split()[-1] == word.strip() for start, end in ranges if " " in word)


def test_sentences_of_a_page_are_numbered_through_and_know_their_place() -> None:
    page = document("One. Two.", "Three.").page
    found = split_page(page)
    assert [(each.index, each.text) for each in found] == [(0, "One."), (1, "Two."), (2, "Three.")]
    assert all(page.text(each.span) == each.text for each in found)


@pytest.mark.parametrize(
    "piece", [".", "a.", ". ", "?! ", ".[1 ", ".[^x", ".1,", "Then J. Xa. ", "J. ", "U.S.", '".', "… ", ".1 ", "1. "]
)
def test_work_grows_with_the_text_and_no_faster(piece: str) -> None:
    """Hostile repetitions are split in the time of the same text in ten parts, give or take."""

    def seconds(text: str, times: int) -> float:
        start = time.process_time()
        for _ in range(times):
            sum(1 for _ in split_text(text + "x"))
        return time.process_time() - start

    seconds(piece, 1)
    parts, whole = seconds(piece * 4_000, 10), seconds(piece * 40_000, 1)
    assert whole < 5 * parts + 0.1


@pytest.mark.parametrize("name", ["abbreviations", "joined", "lettered", "openers"])
def test_word_lists_are_sorted_lower_case_and_without_doubles(name: str) -> None:
    words = tomllib.loads(files("auditor.extract").joinpath("sentences.toml").read_text("utf-8"))[name]
    assert words == sorted(set(words))
    assert all(word == word.lower().strip(". ") != "" for word in words)
    assert sentences._words(name) == set(words)

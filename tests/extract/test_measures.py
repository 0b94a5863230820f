"""What a statistic is of: the words that tell one measure from another, and what its figure leaves open."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.extract.measures.values import open_range
from auditor.extract.measures.words import stem, words_of
from auditor.model import Quantity, QuantityKind, RawPage, Span
from auditor.model.measure import Measure
from auditor.pipeline import read_document


def measures(text: str) -> tuple[Measure, ...]:
    return read_document(RawPage("page.md", text.encode(), "text/markdown")).measures


def only(text: str) -> Measure:
    (found,) = measures(text)
    return found


ALIKE = {
    "order": (
        "Within 4 weeks, 87% of members fell asleep faster.",
        "87% of members fell asleep faster within 4 weeks.",
    ),
    "numbers in words": ("87% of users slept well after four weeks.", "87% of users slept well after 4 weeks."),
    "whose": ("87% of our members slept well at night.", "87% of members slept well at night."),
    "reporting": ("87% of users reported less joint pain.", "A poll found that 87% of users had less joint pain."),
    "asides": ("87% of users slept well at night, and they told us why.", "87% of users slept well at night."),
    "grammar": ("Joint pain eased in 40% of walkers.", "In 40% of walkers, joint pain was easing."),
    "customers": ("Join 40,000 happy patients.", "Trusted by 40,000 patients."),
}


@pytest.mark.parametrize("texts", ALIKE.values(), ids=ALIKE)
def test_the_same_measure(texts: tuple[str, str]) -> None:
    one, other = map(only, texts)
    assert one.words == other.words


UNLIKE = {
    "group": ("Joint pain eased in 40% of men.", "Joint pain eased in 40% of women."),
    "outcome": ("Joint pain eased in 40% of walkers.", "Joint swelling eased in 40% of walkers."),
    "time": ("87% of users slept well after 4 weeks.", "87% of users slept well after 8 weeks."),
    "time set before": ("A year later, 87% of knees were sound.", "Two years later, 87% of knees were sound."),
    "denial": ("87% of users slept well at night.", "87% of users never slept well at night."),
    "what is counted": ("Our clinic has treated 40,000 patients.", "Our clinic has treated 40,000 children."),
}  # fmt: skip


@pytest.mark.parametrize("texts", UNLIKE.values(), ids=UNLIKE)
def test_another_measure(texts: tuple[str, str]) -> None:
    one, other = map(only, texts)
    assert one.words != other.words


def test_what_may_be_said_on_one_side_only_is_kept_apart() -> None:
    found = only("A 2021 trial in the Demo Journal found that 87% of 300 users slept well on Zelvane.")
    assert (found.years, found.sizes) == (("2021",), ("300",))
    assert {"demo", "journal"} <= {*found.source}
    assert not {"300", "2021", "demo"} & {*found.words}


def test_the_product_comes_from_sentence_heading_or_title() -> None:
    assert only("# Ramipril\n\nStrokes were lowered by 32% in all users.").product == ("ramipril",)
    assert only("# Ramipril\n\n## Perindopril\n\nStrokes were cut by 28%.").product == ("perindopril",)
    assert only("# Heart\n\nRamipril lowered strokes by 32% in older adults.").product == ("ramipril",)
    assert "ramipril" not in only("# Heart\n\nRamipril lowered strokes by 32% in older adults.").words


def test_two_figures_of_one_sentence_are_two_measures() -> None:
    one, other = measures("92% of users slept well, and 40% woke rested.")
    assert one.words != other.words


def test_a_cell_is_read_with_its_headers() -> None:
    found = only("| Result | Patients |\n|---|---|\n| Relapse within a year | 12% |")
    assert {"relaps", "year", "patient"} <= {*found.words}


def test_sellers_count_and_studies_do_not() -> None:
    assert measures("Our nurses have looked after 4,000 families.")
    assert not measures("The trial enrolled 4,000 families.")
    assert not measures("Our nurses have 12 rooms.")


def percent(value: str, *, about: str = "") -> Quantity:
    number = Decimal(value)
    return Quantity(Span(0, 0, 1), QuantityKind.PERCENT, number, number, "%", about)


@given(st.decimals(0, 100, places=2), st.integers(0, 2))
def test_rounding_stays_within_what_a_figure_leaves_open(exact: Decimal, digits: int) -> None:
    written = percent(f"{exact:.{digits}f}")
    low, high = open_range(written) or (exact, exact)
    assert written.low is not None
    assert low <= written.low <= high
    assert high - low < Decimal(1).scaleb(-digits)


def test_neighbours_are_apart_and_about_is_wide() -> None:
    _, high = open_range(percent("92")) or (0, 0)
    low, _ = open_range(percent("93")) or (0, 0)
    assert high < low
    assert open_range(percent("50", about="about")) == (Decimal(45), Decimal(55))
    assert open_range(Quantity(Span(0, 0, 1), QuantityKind.SHARE, None, None)) is None


@given(st.text())
def test_any_text_has_words_and_stems(text: str) -> None:
    for word in words_of(text):
        assert stem(word)


@pytest.mark.parametrize(
    ("one", "other"), [("sleeping", "sleep"), ("eased", "ease"), ("studies", "study"), ("men", "man")]
)
def test_stems(one: str, other: str) -> None:
    assert stem(one) == stem(other)

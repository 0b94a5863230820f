"""The gate: scores on the labelled set against their floors; and that the set is what it claims to be."""

from collections import Counter, defaultdict
from pathlib import Path

import pytest

from tests.quality import floors
from tests.quality.__main__ import main
from tests.quality.labels import PAIRED, RULES, Datum, read_all, read_file
from tests.quality.scoring import Outcome, Score, outcomes, score

LEAST = {"unsourced-statistic": 200, "vague-citation": 200, "placeholder-figure": 150, PAIRED: 80, "pages": 40}
SUBTYPES = (
    "disjoint-dose",
    "unit-slip",
    "max-exceeded",
    "bad-arithmetic",
    "frequency",
    "course-length",
    "strength-mismatch",
    "strength-coverage",
)


@pytest.fixture(scope="module")
def data() -> tuple[Datum, ...]:
    return read_all()


@pytest.fixture(scope="module")
def results(data: tuple[Datum, ...]) -> tuple[Outcome, ...]:
    return tuple(outcomes(data))


@pytest.mark.parametrize("rule", RULES.values())
def test_scores_reach_their_floors(rule: str, results: tuple[Outcome, ...]) -> None:
    reached = score(each for each in results if each.rule == rule)
    for measure, floor in floors.read()[rule].items():
        assert getattr(reached, measure) >= floor, f"{rule}: {measure} {getattr(reached, measure):.3f} under {floor}"


@pytest.mark.parametrize(("group", "least"), LEAST.items())
def test_there_are_enough_data_and_half_are_hard_negatives(group: str, least: int, data: tuple[Datum, ...]) -> None:
    signs = Counter(datum.positive for datum in data if datum.path.parent.name == group)
    assert signs.total() >= least
    assert 0.4 <= signs[False] / signs.total() <= 0.6


def test_sentences_and_pages_are_as_many_as_promised(data: tuple[Datum, ...]) -> None:
    groups = Counter(datum.path.parent.name for datum in data)
    pages = groups[PAIRED] + groups["pages"]
    assert groups.total() - pages >= 600
    assert pages >= 120


def test_a_datum_is_positive_exactly_when_something_is_marked(data: tuple[Datum, ...]) -> None:
    assert [datum.place for datum in data if datum.positive != bool(datum.expected)] == []


def test_marks_are_whole_words_of_the_text_and_none_is_left_over(data: tuple[Datum, ...]) -> None:
    for datum in data:
        assert not set("⟦⟧") & set(datum.text), datum.place
        for mark in (mark for each in datum.expected for mark in each.marks):
            words = datum.text[mark.start : mark.end]
            assert words == words.strip() != "", datum.place
            assert mark.rule in datum.rules, datum.place


def test_no_text_stands_twice(data: tuple[Datum, ...]) -> None:
    seen = Counter(" ".join(datum.text.lower().split()) for datum in data)
    assert [text for text, times in seen.items() if times > 1] == []


def test_every_dosage_phenomenon_has_both_classes_and_every_subtype_is_there(data: tuple[Datum, ...]) -> None:
    classes = defaultdict(set)
    for datum in data:
        if datum.path.parent.name == PAIRED:
            classes[datum.phenomenon].add(datum.positive)
    assert [name for name, signs in classes.items() if signs != {True, False}] == []
    assert {name for name in classes if name in SUBTYPES} == set(SUBTYPES)


def test_every_medium_is_there_for_every_rule(data: tuple[Datum, ...]) -> None:
    media = defaultdict(set)
    for datum in data:
        media[datum.path.parent.name].add(datum.media)
    assert all(kinds == {"text/plain", "text/markdown", "text/html"} for kinds in media.values()), dict(media)


def test_marks_are_read_as_offsets(tmp_path: Path) -> None:
    path = tmp_path / "unsourced-statistic" / "x.txt"
    path.parent.mkdir()
    path.write_text("# note\n== shares [markdown]\n+ About ⟦1 in 3⟧ agree.\n-\n    One.\n\n    Two.\n", "utf-8")
    first, second = read_file(path)
    assert (first.text, first.phenomenon, first.media) == ("About 1 in 3 agree.", "shares", "text/markdown")
    assert [first.text[mark.start : mark.end] for mark in first.expected[0].marks] == ["1 in 3"]
    assert (second.text, second.positive, second.expected) == ("One.\n\nTwo.\n", False, ())


def test_a_floor_does_not_sink_unasked() -> None:
    old = floors.measured({"r": Score(right=9, missed=1, wrong=0)})
    new = floors.measured({"r": Score(right=8, missed=2, wrong=0)})
    assert floors.lowered(old, new) == ["r recall: 0.9 -> 0.8", "r f1: 0.947 -> 0.888"]
    assert floors.lowered(new, old) == []


def test_the_command_refuses_to_lower_the_floors(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(floors, "PATH", tmp_path / "floors.toml")
    monkeypatch.setattr("tests.quality.__main__.read_all", lambda: ())
    floors.write({PAIRED: {"f1": 0.5}})
    assert main(["--write-floors"]) == 1
    assert f"{PAIRED} f1: 0.5 -> 0.0" in capsys.readouterr().err
    assert main(["--write-floors", "--lower"]) == 0
    assert floors.read()[PAIRED]["f1"] == 0.0


def test_the_command_prints_the_table(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.quality.__main__.read_all", lambda: ())
    assert main(["--show", "all"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == ["rule", *RULES.values()]

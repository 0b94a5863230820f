"""Memory does not grow with the number of findings: what Python holds at its peak, for N findings and for many more."""

import tracemalloc
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.export import cells, read_csv, write_csv, write_jsonl, write_sarif, write_xlsx
from auditor.report import sarif as report
from tests.export.examples import CLAIM, PAGE, contents, many

SLACK = 300_000
"""Bytes that two runs may differ by."""


def peak(work: Callable[[], object]) -> int:
    """Bytes that the work holds at its peak."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def used_up(pieces: object) -> None:
    deque(pieces, maxlen=0)  # type: ignore[call-overload]


TEXT: dict[str, Callable[[int], object]] = {
    "csv": lambda count: used_up(write_csv(many(count))),
    "csv and back": lambda count: used_up(read_csv(write_csv(many(count)))),
    "jsonl": lambda count: used_up(write_jsonl(many(count))),
    "sarif": lambda count: used_up(write_sarif(contents(standing=many(count)))),
}


@pytest.mark.parametrize("form", TEXT)
def test_text(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "RESULTS_MOST", 100)
    TEXT[form](10)
    assert peak(lambda: TEXT[form](5_000)) < peak(lambda: TEXT[form](500)) + SLACK


def test_xlsx(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells, "MOST_LINKS", 100)

    def write(count: int) -> None:
        claims = (replace(CLAIM, context=f"claim {each}") for each in range(count))
        pages = (replace(PAGE, location=f"https://tea.example/{each}") for each in range(count))
        write_xlsx(contents(standing=many(count), claims=claims, captures=pages), tmp_path / "book.xlsx")

    write(10)
    assert peak(lambda: write(1_500)) < peak(lambda: write(300)) + SLACK


def test_it_would_be_seen() -> None:
    assert peak(lambda: list(many(5_000))) > peak(lambda: list(many(500))) + SLACK

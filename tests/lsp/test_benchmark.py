"""The benchmark measures what it says."""

from benchmarks.lsp import measure, page, report


def test_edits_are_timed_and_the_budget_is_judged() -> None:
    text = page(60)
    assert 60 <= len(text.split()) < 90
    times, found = measure(text, "untitled:page", "html", edits=3)
    assert len(times) == 3
    assert found > 0
    assert all(edit > 0 and audit > 0 for edit, audit in times)


def test_a_late_edit_is_beyond_the_budget() -> None:
    assert "(within 150 ms); the bare audit: median 4 ms" in report([(0.010, 0.004)] * 20, 60, 1)
    assert "(beyond 150 ms)" in report([(0.010, 0.004)] * 2 + [(0.300, 0.004)] * 2, 60, 1)

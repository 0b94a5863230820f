import pytest

from benchmarks.export import FORMATS, measure


def test_each_format_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    measure(5)
    head, *lines = capsys.readouterr().out.splitlines()
    assert head.split() == ["format", "wall", "s", "CPU", "s", "peak", "MB", "file", "MB"]
    assert [line.split()[0] for line in lines] == list(FORMATS)
    assert all(float(line.split()[1]) > 0 for line in lines)

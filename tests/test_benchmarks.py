"""The benchmark measures what it says, on any folder."""

import sys
from pathlib import Path

import pytest

from benchmarks import speed
from benchmarks.measure import cpu_seconds, run, typical
from benchmarks.stages import STAGES, Stopwatch, audit, audit_all


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.html").write_text("<h1>Tea</h1><p>It drew $XX billion.</p>", "utf-8")
    (tmp_path / "b.txt").write_text("Drink it warm.", "utf-8")
    (tmp_path / "c.txt").write_bytes(b"%PDF-1.7\n\x00\x00")
    return tmp_path


def test_every_stage_is_timed(folder: Path) -> None:
    watch = Stopwatch()
    page = audit(str(folder / "a.html"), watch)
    assert page is not None
    assert [finding.quote for finding in page.findings] == ["$XX billion"]
    assert set(watch.seconds) == set(STAGES)
    assert watch.total == sum(watch.seconds.values()) > 0


def test_pages_that_cannot_be_audited_are_not_counted(folder: Path) -> None:
    watch, pages, findings = audit_all(sorted(str(path) for path in folder.iterdir()))
    assert (pages, findings) == (2, 1)
    assert watch.total > 0


def test_cpu_time_is_that_of_the_work() -> None:
    little, much = cpu_seconds(lambda: sum(range(1_000))), cpu_seconds(lambda: sum(range(3_000_000)))
    assert 0 <= little < much


def test_memory_is_that_of_the_command_and_not_of_this_process() -> None:
    ballast = bytearray(200_000_000)
    small = run([sys.executable, "-c", "import time; time.sleep(0.2)"])
    large = run([sys.executable, "-c", "import time; held = bytearray(b'x' * 90_000_000); time.sleep(0.2)"])
    del ballast
    assert small.memory == 0 or small.memory < 60 < large.memory
    assert small.wall > 0.2 > small.cpu


def test_a_command_that_fails_tells_its_status_and_one_that_hangs_is_ended() -> None:
    assert typical([sys.executable, "-c", "raise SystemExit(3)"], 1).status == 3
    with pytest.raises(TimeoutError):
        run([sys.executable, "-c", "import time; time.sleep(60)"], most_seconds=0.2)


def test_the_command_prints_all_tables(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert speed.main([str(folder), "--repeat", "1"]) == 0
    printed = capsys.readouterr().out
    assert "One core, warm: 2 pages, 1 findings." in printed
    for words in (*STAGES, "pages a second", "BeautifulSoup", "10 times over", "auditor --version", "proselint"):
        assert words in printed


def test_it_refuses_a_folder_without_pages(tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        speed.main([str(tmp_path)])

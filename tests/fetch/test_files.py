import io
import os
import sys
from pathlib import Path

import pytest

from auditor.errors import FetchError
from auditor.fetch import fetch
from auditor.model import RawPage
from auditor.settings import Settings

SETTINGS = Settings(file_bytes=1_000)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def reason(location: str, settings: Settings = SETTINGS) -> str:
    with pytest.raises(FetchError) as caught:
        fetch(location, settings)
    assert caught.value.location == location
    return caught.value.reason


def give(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    """Standard input with a content."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))


def test_bytes_are_not_touched() -> None:
    content = b"\xef\xbb\xbfa\r\n\x00\xff"
    Path("a.html").write_bytes(content)
    assert fetch("a.html", SETTINGS) == RawPage("a.html", content)


@pytest.mark.parametrize(("size", "fits"), [(999, True), (1_000, True), (1_001, False)])
def test_the_limit(size: int, fits: bool) -> None:
    Path("a.txt").write_bytes(b"a" * size)
    if fits:
        assert len(fetch("a.txt", SETTINGS).content) == size
    else:
        assert reason("a.txt").startswith("is larger than 1,000 bytes; ")


def test_ten_megabytes_are_taken_by_default() -> None:
    Path("a.html").write_bytes(b"a" * 10_000_000)
    assert len(fetch("a.html", Settings()).content) == 10_000_000


def test_a_missing_file() -> None:
    Path("a.txt").write_text("Text.", "utf-8")
    Path("link.txt").symlink_to("gone.txt")
    assert reason("missing.html") == "no such file; check the path"
    assert reason("a.txt/b.html") == "no such file; check the path"
    assert reason("link.txt") == "no such file; check the path"


@pytest.mark.parametrize("content", [b"", b" \r\n\t "])
def test_an_empty_file(content: bytes) -> None:
    Path("a.html").write_bytes(content)
    assert reason("a.html") == "is empty; expected a page"


def test_a_file_that_may_not_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.html").write_text("Text.", "utf-8")

    def refuse(*_arguments: object) -> None:
        raise PermissionError(13, "Permission denied", "a.html")

    monkeypatch.setattr(os, "stat", refuse)
    assert reason("a.html") == "may not be read; check its permissions"


def test_a_folder_is_no_file() -> None:
    Path("a.html").mkdir()
    assert reason("a.html") == "is a folder; expected a file"


def test_a_named_pipe_does_not_hang() -> None:
    os.mkfifo("a.html")
    assert reason("a.html").startswith("is a device or pipe, not a file; pipe it in")


def test_a_device_does_not_hang() -> None:
    assert reason("/dev/zero").startswith("is a device or pipe, not a file")


@pytest.mark.parametrize("name", ["a\0.html", "a" * 5_000, "loop.html"])
def test_names_that_no_file_can_have(name: str) -> None:
    Path("loop.html").symlink_to("loop.html")
    assert "check the path" in reason(name)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch, b"Text \xff.")
    raw = fetch("-", Settings(stdin_filename="drafts/a.md"))
    assert raw == RawPage("drafts/a.md", b"Text \xff.")


def test_standard_input_without_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch, b"Text.")
    assert fetch("-", Settings()) == RawPage("-", b"Text.")


def test_standard_input_has_the_limit_too(monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch, b"a" * 1_001)
    assert reason("-").startswith("is larger than 1,000 bytes")


def test_empty_or_closed_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch, b"")
    assert reason("-") == "is empty; expected a page"
    monkeypatch.setattr(sys, "stdin", None)
    assert reason("-") == "standard input is closed; pipe a page into it"

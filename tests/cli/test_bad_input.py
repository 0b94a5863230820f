"""Input that cannot be audited, or barely: one line each, the other pages audited, never a traceback."""

import gzip
import io
import os
import signal
import subprocess
import sys
import time
import zipfile
from functools import partial
from pathlib import Path

import pytest
from click.testing import Result

from auditor import settings
from tests.cli.conftest import Run
from tests.site import Page, Site, drip, drip_header, hang, page, redirect, status

LONG = 60
"""Seconds after which a test gives up; nothing here takes as long."""


def packed() -> bytes:
    """A file as word processors write them: a zip archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:document>An ERR here.</w:document>")
    return file.getvalue()


PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\nAn ERR here.\n"
PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00" + bytes(range(256))
BINARY = bytes(range(256)) * 40 + bytes(4_000)


def fails(result: Result, location: str, words: str = "") -> None:
    """One located line says why; the pages before and after are audited all the same."""
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"{location}: ")
    assert words in line
    assert "please report it" not in line
    assert "bad.txt:1:4: error" in result.stdout
    assert "weak.txt:1:3: warning" in result.stdout
    assert result.exit_code == 3
    assert "Traceback" not in result.output


def is_audited(result: Result, finding: str) -> None:
    """A finding stands where it should, and nothing failed."""
    assert result.stderr == ""
    assert finding in result.stdout
    assert "bad.txt:1:4: error" in result.stdout
    assert result.exit_code == 1


def check(run: Run, location: str, *options: str) -> Result:
    """Audits a page between two others."""
    return run("check", "bad.txt", location, "weak.txt", "--quiet", *options)


@pytest.mark.parametrize(
    ("location", "words"),
    [
        ("missing.html", "no such file; check the path"),
        ("empty/", "holds no page; expected files ending in .html"),
        ("*.xhtml", "matches no page"),
        ("pipe.html", "is a device or pipe"),
        ("bad.txt/page.html", "no such file"),
        ("loop.html", "cannot be read"),
        ("ftp://example.org/page.html", "expected http:// or https://"),
        ("http://[::1/", "is no valid address"),
        ("http://127.0.0.1/", "is not a public address; --allow-private"),
    ],
)
def test_a_location_that_is_no_page(run: Run, pages: Path, location: str, words: str) -> None:
    (pages / "empty").mkdir()
    (pages / "empty" / "logo.png").write_bytes(PICTURE)
    (pages / "loop.html").symlink_to("loop.html")
    os.mkfifo(pages / "pipe.html")
    fails(check(run, location), location, words)


@pytest.mark.parametrize("suffix", ["html", "md", "txt", "pdf", "docx", "bin"])
@pytest.mark.parametrize("content", [PDF, PICTURE, BINARY, packed(), gzip.compress(b"<p>An ERR here.", mtime=0)])
def test_content_that_is_no_text(run: Run, suffix: str, content: bytes) -> None:
    Path(f"page.{suffix}").write_bytes(content)
    fails(check(run, f"page.{suffix}"), f"page.{suffix}")


@pytest.mark.parametrize("content", [b"", b"\n \t\r\n"])
def test_an_empty_page(run: Run, content: bytes) -> None:
    Path("page.html").write_bytes(content)
    fails(check(run, "page.html"), "page.html", "is empty")


def test_an_empty_standard_input(run: Run) -> None:
    fails(run("check", "bad.txt", "-", "weak.txt", "--quiet", "--stdin-filename", "draft.md", input=""), "draft.md")


@pytest.mark.parametrize("suffix", ["html", "md", "txt"])
@pytest.mark.parametrize("before", [b"caf\xe9 \xff\xfe\x80 ", b"\xed\xa0\x80 \xf8\x88 ", b"a\x00b ", b"\xc3"])
def test_bytes_that_are_no_text_of_any_kind(run: Run, suffix: str, before: bytes) -> None:
    Path(f"page.{suffix}").write_bytes(b"Some words to begin with, in plain letters.\n\n" + before + b" An ERR here.\n")
    is_audited(check(run, f"page.{suffix}"), f"page.{suffix}:3:")


NESTED = 100_000


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * NESTED + "\nAn ERR here.",
        "<div>" * NESTED + "\nAn ERR here." + "</div>" * NESTED,
        "<ul><li>" * NESTED + "\nAn ERR here.",
        "<b>" * NESTED + "\nAn ERR here.",
        "<table><tr><td>" * (NESTED // 3) + "\nAn ERR here.",
        "<blockquote><p>" * (NESTED // 2) + "\nAn ERR here.",
        "</div>" * NESTED + "\nAn ERR here.",
        "<p" + " a=b" * NESTED + ">\nAn ERR here.",
        "<p>&amp" * (NESTED // 4) + "\nAn ERR here.",
        "<" * NESTED + "\nAn ERR here.",
        "&" * NESTED + "\nAn ERR here.",
        "</" * NESTED + ">\nAn ERR here.",
    ],
    ids=lambda markup: markup[:12],
)
def test_markup_without_measure(run: Run, markup: str) -> None:
    Path("page.html").write_text(markup, "utf-8")
    is_audited(check(run, "page.html"), "page.html:2:4: error")


@pytest.mark.parametrize(
    "markup",
    [
        "<html><body><div><p>An ERR here.<b><i><a href='x",
        "<p>An ERR here.<!-- never closed",
        "<p>An ERR here.<script>var a = '<p>",
        "<p>An ERR here.<table><tr><td><ul><li><",
        "<p>An ERR here.<p title='",
        "<p>An ERR here.&#x",
        "<p>An ERR here.<![CDATA[",
        "<p>An ERR here.<?php echo",
        "<p>An ERR here.</",
        "<p>An ERR here." + "<a href='" * NESTED,
        "<p>An ERR here." + "<!-" * NESTED,
        "<p>An ERR here." + "<![CDATA[" * NESTED,
        "<p>An ERR here." + "<script><!--" * NESTED,
        "<p>An ERR here." + "<?" * NESTED,
    ],
)
def test_nothing_is_closed(run: Run, markup: str) -> None:
    Path("page.html").write_text(markup, "utf-8")
    is_audited(check(run, "page.html"), "page.html:1:")


@pytest.mark.parametrize("suffix", ["md", "txt"])
@pytest.mark.parametrize("mark", ["> ", "- ", "[", "*", "`", "<div>", "![](", "|"])
def test_marks_without_measure(run: Run, suffix: str, mark: str) -> None:
    Path(f"page.{suffix}").write_text(mark * 10_000 + "\n\nAn ERR here.\n", "utf-8")
    is_audited(check(run, f"page.{suffix}"), f"page.{suffix}:3:4: error")


TEXT = "Take one tablet in the morning, as 12% of 300 people did in 2019.\n\n" * 500
DATA = "QUJDREVG" * 1_250_000


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("picture.html", f"<p><img src='data:image/png;base64,{DATA}' alt='A leaf'>{TEXT}</p>"),
        ("script.html", f"<script>var page = '<p>{DATA}';</script>{TEXT.replace('Take', '<p>Take')}"),
        ("code.md", f"```\n{DATA}\n```\n\n{TEXT}"),
        ("word.txt", f"{TEXT}\n\n{DATA}"),
        ("lines.txt", "\n          \n" * 833_000 + TEXT),
    ],
)
def test_ten_megabytes(run: Run, name: str, content: str) -> None:
    Path(name).write_text(content + "\n\nAn ERR here.\n", "utf-8")
    is_audited(check(run, name), f"{name}:{content.count(chr(10)) + 3}:4: error")


def test_a_file_above_the_limit(run: Run) -> None:
    Path("page.html").write_bytes(b"<p>An ERR here.</p>\n" * 1_000_001)
    fails(check(run, "page.html"), "page.html", "is larger than 20,000,000 bytes")


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits of a fetch that a test can wait for."""
    limits = partial(settings.FetchLimits, connect_seconds=2, read_seconds=0.2, total_seconds=0.5, body_bytes=100_000)
    monkeypatch.setattr(settings, "FetchLimits", limits)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (hang, "sent nothing for 0.2 s"),
        (drip, "did not send the page within 0.5 s"),
        (drip_header, "did not send the page within 0.5 s"),
        (redirect("/page"), "redirects more than 5 times"),
        (redirect("file:///page.html"), "redirects to file:///page.html: "),
        (status(404), "answered 404 (Not Found); check the address"),
        (status(500), "answered 500 (Internal Server Error); try again later"),
        (page(gzip.compress(bytes(5_000_000)), Content_Encoding="gzip"), "is larger than 100,000 bytes"),
        (page(PICTURE, Content_Type="image/png"), "is “image/png”"),
        (page(PDF), "is a PDF"),
        (page(PICTURE), ""),
        (page(b""), "is empty"),
        (page(b"<p>Half a", Content_Length="5000"), "was cut off"),
        (page(b"<p>Text", Content_Encoding="gzip"), "is damaged"),
    ],
)
def test_a_site_that_gives_no_page(run: Run, site: Site, answer: Page, words: str) -> None:
    url = site.add("/page", answer)
    fails(check(run, url, "--allow-private"), url, words)


def test_a_page_on_a_site_is_audited_in_its_charset(run: Run, site: Site) -> None:
    body = "<p>用量: an ERR.</p>".encode("big5")
    url = site.add("/page", page(body, Content_Type="text/html; charset=Big5"))
    is_audited(check(run, url, "--allow-private"), f"{url}:1:11: error")


def test_a_failed_page_is_in_the_report_of_a_machine(run: Run) -> None:
    result = run("check", "missing.html", "bad.txt", "--format", "json")
    assert '"status": "failed"' in result.stdout
    assert '"status": "ok"' in result.stdout
    assert result.exit_code == 3


def test_claims_of_a_failed_page(run: Run) -> None:
    result = run("claims", "missing.html", "bad.txt")
    assert result.stderr == "missing.html: no such file; check the path\n"
    assert result.exit_code == 3


def test_what_a_site_sends_does_not_reach_the_terminal_raw(run: Run, site: Site) -> None:
    url = site.add("/page", redirect("ftp://a/\x1b[31m\u202e"))
    result = check(run, url, "--allow-private")
    fails(result, url)
    assert "\x1b" not in result.stderr


def start(*arguments: str) -> subprocess.Popen[str]:
    """The program as a user starts it."""
    command = [sys.executable, "-m", "auditor", *arguments]
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        preexec_fn=_heed_interrupts,
    )


def _heed_interrupts() -> None:
    """As in a terminal, also where the tests themselves run in the background, which ignores Ctrl-C."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def test_the_program_itself(site: Site) -> None:
    url = site.add("/page", status(404))
    done = start("check", "missing.html", "sound.txt", url, "--allow-private", "--format", "json")
    output, errors = done.communicate(timeout=LONG)
    assert errors == f"missing.html: no such file; check the path\n{url}: answered 404 (Not Found); check the address\n"
    assert '"location": "sound.txt"' in output
    assert done.returncode == 3


def test_a_closed_output() -> None:
    running = start("check", *["bad.txt"] * 3, "--format", "json")
    assert running.stdout is not None
    running.stdout.close()
    assert running.wait(LONG) == 141
    assert running.stderr is not None
    assert running.stderr.read() == ""
    running.stderr.close()


@pytest.mark.parametrize("answer", [hang, drip])
@pytest.mark.parametrize("form", ["text", "json"])
def test_an_interrupt_from_the_keyboard(site: Site, form: str, answer: Page) -> None:
    running = start("check", "sound.txt", site.add("/page", answer), "--allow-private", "--format", form)
    until = time.monotonic() + LONG
    while not site.asked and time.monotonic() < until:
        time.sleep(0.02)
    running.send_signal(signal.SIGINT)
    output, errors = running.communicate(timeout=LONG)
    assert errors.startswith("auditor: interrupted")
    assert len(errors.splitlines()) == 1
    assert running.returncode == 130
    assert "Traceback" not in output

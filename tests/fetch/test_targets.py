import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.errors import FetchError
from auditor.fetch import expand


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def make(*names: str) -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("Text.", "utf-8")


def found(*targets: str) -> list[str]:
    """Locations, errors as "! location"."""
    return [f"! {each.location}" if isinstance(each, FetchError) else each for each in expand(targets)]


def test_files_are_given_as_they_are_named() -> None:
    make("b.html", "a.png", "c.html.j2")
    assert found("./b.html", "a.png", "c.html.j2", "missing.html", "-") == [
        "./b.html",
        "a.png",
        "c.html.j2",
        "missing.html",
        "-",
    ]


def test_a_folder_gives_its_pages_in_the_order_of_their_names() -> None:
    make("s/b.html", "s/a/z.md", "s/a/B.TXT", "s/c.htm", "s/d.xhtml", "s/e.markdown", "s/f.mdx")
    make("s/logo.png", "s/draft.html.j2", "s/page.liquid", "s/data.json", "s/README")
    assert found("s") == ["s/a/B.TXT", "s/a/z.md", "s/b.html", "s/c.htm", "s/d.xhtml", "s/e.markdown", "s/f.mdx"]


@pytest.mark.parametrize("target", ["s", "s/", "./s"])
def test_a_folder_may_be_written_in_several_ways(target: str) -> None:
    make("s/a.html")
    assert found(target) == ["s/a.html"]


def test_the_working_folder_is_no_part_of_a_name() -> None:
    make("s/a.html", "b.html")
    assert found(".") == ["b.html", "s/a.html"]


def test_hidden_files_and_packages_are_left_out() -> None:
    make("s/a.html", "s/.b.html", "s/.git/c.html", "s/.venv/d.html", "s/node_modules/e.html", "s/x/node_modules/f.md")
    assert found("s") == ["s/a.html"]


def test_what_is_named_is_audited_though_hidden() -> None:
    make("s/.b.html", ".drafts/c.html", "node_modules/d.html")
    assert found("s/.b.html", ".drafts", "node_modules") == ["s/.b.html", ".drafts/c.html", "node_modules/d.html"]


def test_one_file_is_audited_once() -> None:
    make("s/a.html", "s/b.html")
    Path("link.html").symlink_to("s/a.html")
    named = ["s/b.html", "s", "./s/a.html", "link.html", str(Path("s/a.html").resolve()), "s/../s/*.html", "-", "-"]
    assert found(*named) == ["s/b.html", "s/a.html", "-"]


@pytest.mark.parametrize("name", ["a" * 5_000, "a\0.html", "a" * 5_000 + "*.html", "s/\0*.html", "loop", ""])
def test_names_that_no_file_can_have_are_left_to_the_reading_or_match_nothing(name: str) -> None:
    make("b.html")
    Path("loop").symlink_to("loop")
    assert found(name, "b.html") in ([name, "b.html"], [f"! {name}", "b.html"])


def test_copies_are_two_files() -> None:
    make("a.html", "b.html")
    assert found("a.html", "b.html") == ["a.html", "b.html"]


def test_loops_of_links_end() -> None:
    make("s/a.html", "s/sub/b.html")
    Path("s/sub/up").symlink_to("..")
    Path("s/self.html").symlink_to("self.html")
    Path("s/nowhere.html").symlink_to("gone.html")
    assert found("s") == ["s/a.html", "s/sub/b.html"]


def test_a_named_link_to_a_folder_is_followed() -> None:
    make("s/a.html")
    Path("link").symlink_to("s")
    assert found("link") == ["link/a.html"]


@pytest.mark.parametrize("target", ["s", "s/*.html", "s/**/*.html", "gone/*.html", "s/[ab]*"])
def test_a_target_without_pages_is_an_error_in_its_place(target: str) -> None:
    make("s/logo.png", "s/.hidden.html", "a.html", "b.html")
    assert found("a.html", target, "b.html") == ["a.html", f"! {target}", "b.html"]


def test_the_error_says_what_was_expected() -> None:
    Path("s").mkdir()
    (error,) = expand(["s"])
    assert str(error).startswith("s: holds no page; expected files ending in .html .htm .xhtml .md")
    (error,) = expand(["s/*.htm"])
    assert str(error).startswith("s/*.htm: matches no page; check the pattern")


@pytest.mark.parametrize(
    ("glob", "expected"),
    [
        ("s/*.html", ["s/a.html"]),
        ("s/**/*.html", ["s/a.html", "s/t/b.html", "s/t/u/c.html"]),
        ("**/*.html", ["s/a.html", "s/t/b.html", "s/t/u/c.html"]),
        ("s/**", ["s/a.html", "s/n.md", "s/t/b.html", "s/t/u/c.html"]),
        ("s/*", ["s/a.html", "s/n.md", "s/t/b.html", "s/t/u/c.html"]),
        ("s/t*", ["s/t/b.html", "s/t/u/c.html"]),
        ("s/?/*.html", ["s/t/b.html"]),
        ("*/*/[a-c].html", ["s/t/b.html"]),
        ("s/**/u/*", ["s/t/u/c.html"]),
        ("s/*.j2", ["s/d.html.j2"]),
        ("s/*.png", ["s/logo.png"]),
        ("./s/*.md", ["s/n.md"]),
    ],
)
def test_globs(glob: str, expected: list[str]) -> None:
    make("s/a.html", "s/n.md", "s/t/b.html", "s/t/u/c.html", "s/d.html.j2", "s/logo.png", "s/.x/y.html")
    assert found(glob) == expected


def test_a_file_may_have_wildcards_in_its_name() -> None:
    make("page[1].html", "page1.html")
    assert found("page[1].html") == ["page[1].html"]


def test_a_glob_without_stars_in_folders_does_not_search_them(monkeypatch: pytest.MonkeyPatch) -> None:
    make("a.html", "deep/b.html")
    searched: list[str] = []
    scandir = os.scandir

    def scan(path: str) -> object:
        searched.append(path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", scan)
    assert found("*.html") == ["a.html"]
    assert searched == ["."]


def test_addresses_lose_what_must_not_be_shown_or_sent() -> None:
    assert found("https://me:secret@example.org/a#part", "HTTP://example.org/a?q=a@b") == [
        "https://example.org/a",
        "HTTP://example.org/a?q=a@b",
    ]
    assert found("https://example.org/a", "https://example.org/a#x") == ["https://example.org/a"]


def test_nothing_is_read_ahead() -> None:
    def endless() -> Iterator[str]:
        while True:
            yield "a.html"
            yield "b.html"

    locations = expand(endless())
    assert [next(locations), next(locations)] == ["a.html", "b.html"]


def test_names_that_are_no_utf_8() -> None:
    name = b"s/caf\xe9.html".decode("utf-8", "surrogateescape")
    make("s/a.html")
    with contextlib.suppress(OSError):  # some file systems take UTF-8 only
        Path(name).write_text("Text.", "utf-8")
    assert found("s") == ["s/a.html"] + [name] * Path(name).exists()

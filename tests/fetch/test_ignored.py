from pathlib import Path

import pytest

from tests.fetch.test_targets import folder, found, make

__all__ = ["folder"]


def ignore(folder: str, *lines: str) -> None:
    Path(folder).mkdir(parents=True, exist_ok=True)
    Path(folder, ".gitignore").write_text("\n".join(lines), "utf-8")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((), ["s/a.html", "s/b.html", "s/t/a.html", "s/t/u/c.html"]),
        (("a.html",), ["s/b.html", "s/t/u/c.html"]),
        (("/a.html",), ["s/b.html", "s/t/a.html", "s/t/u/c.html"]),
        (("t/",), ["s/a.html", "s/b.html"]),
        (("*.html", "!b.html"), ["s/b.html"]),
        (("t/**/c.html", "# a.html", ""), ["s/a.html", "s/b.html", "s/t/a.html"]),
        (("t/", "!t/a.html"), ["s/a.html", "s/b.html"]),
        (("*", "!*/", "!c.html"), ["s/t/u/c.html"]),
        (("a.html/",), ["s/a.html", "s/b.html", "s/t/a.html", "s/t/u/c.html"]),
        (("!", "a.html"), ["s/b.html", "s/t/u/c.html"]),
    ],
)
def test_patterns(lines: tuple[str, ...], expected: list[str]) -> None:
    make("s/a.html", "s/b.html", "s/t/a.html", "s/t/u/c.html")
    ignore("s", *lines)
    assert found("s") == expected


def test_the_nearest_file_decides() -> None:
    make("s/a.html", "s/t/a.html", "s/t/b.html", "s/v/a.html")
    ignore("s", "a.html")
    ignore("s/t", "!a.html", "b.html")
    assert found("s") == ["s/t/a.html"]


def test_the_repository_around_a_folder_counts() -> None:
    Path("repo/.git").mkdir(parents=True)
    make("repo/site/a.html", "repo/site/draft.html", "repo/site/old/b.html")
    ignore("repo", "draft.html", "/site/old/")
    assert found("repo/site") == ["repo/site/a.html"]


def test_a_folder_around_that_is_no_repository_does_not_count() -> None:
    make("other/site/a.html")
    ignore("other", "*.html")
    assert found("other/site") == ["other/site/a.html"]


def test_an_ignored_folder_that_is_named_is_searched() -> None:
    Path("repo/.git").mkdir(parents=True)
    make("repo/build/a.html", "repo/build/sub/b.html", "repo/c.html")
    ignore("repo", "build/")
    assert found("repo/build") == ["repo/build/a.html", "repo/build/sub/b.html"]
    assert found("repo/build/sub") == ["repo/build/sub/b.html"]
    assert found("repo") == ["repo/c.html"]


def test_an_ignored_file_that_is_named_is_read() -> None:
    make("s/a.html")
    ignore("s", "a.html")
    assert found("s/a.html") == ["s/a.html"]
    assert found("s/*.html") == ["! s/*.html"]


def test_a_file_of_patterns_may_be_any_bytes() -> None:
    make("s/a.html", "s/b.html")
    Path("s/.gitignore").write_bytes(b"\xef\xbb\xbfa.html\r\n\xff\xfe\x00\n")
    assert found("s") == ["s/b.html"]

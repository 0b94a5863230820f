"""Word lists are data, and data has tests: no list holds a word twice, an empty one or stray spaces."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted(path for folder in ("auditor", "rules") for path in (ROOT / folder).rglob("*.toml"))

CASED = {
    "auditor/extract/names.toml": "names as they are written",
    "auditor/extract/slots/words.toml: currency_codes": "codes as they are written",
    "auditor/extract/slots/words.toml: identifiers": "labels as they are written",
    "auditor/extract/slots/words.toml: months": "as names: may and march are other words",
}
"""Files, or lists of files, in which case counts; with the reason. All others are in lower case."""


def label(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def lists(value: Any, key: str = "") -> Iterator[tuple[str, list[Any]]]:
    """(dotted key, list) for every list in a table."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from lists(each, f"{key}.{name}" if key else name)
    elif isinstance(value, list):
        yield key, value


def read(path: Path) -> dict[str, list[Any]]:
    return dict(lists(tomllib.loads(path.read_text("utf-8"))))


def test_there_are_word_lists() -> None:
    assert sum(len(words) for path in FILES for words in read(path).values()) > 1_000


@pytest.mark.parametrize("path", FILES, ids=label)
def test_no_word_stands_twice_in_a_list(path: Path) -> None:
    doubles = {
        key: [word for word, times in Counter(map(str, words)).items() if times > 1]
        for key, words in read(path).items()
    }
    assert {key: words for key, words in doubles.items() if words} == {}


@pytest.mark.parametrize("path", FILES, ids=label)
def test_words_are_not_empty_and_have_no_stray_space(path: Path) -> None:
    words = {word for each in read(path).values() for word in each if isinstance(word, str)}
    assert {word for word in words if word != " ".join(word.split()) or not word} == set()


@pytest.mark.parametrize("path", FILES, ids=label)
def test_words_are_in_lower_case_unless_case_counts(path: Path) -> None:
    cased = {} if label(path) in CASED else read(path)
    wrong = {
        key: [word for word in words if isinstance(word, str) and word != word.lower()]
        for key, words in cased.items()
        if f"{label(path)}: {key}" not in CASED
    }
    assert {key: words for key, words in wrong.items() if words} == {}


def test_no_exception_is_left_over() -> None:
    known = {label(path) for path in FILES} | {f"{label(path)}: {key}" for path in FILES for key in read(path)}
    assert set(CASED) <= known


@pytest.mark.parametrize("path", FILES, ids=label)
def test_a_file_says_what_it_is(path: Path) -> None:
    assert path.read_text("utf-8").startswith("# ")

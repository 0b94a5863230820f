import json
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from auditor.batch import cache as module
from auditor.batch.cache import KEPT_SECONDS, Cache, code_digest
from auditor.codec import decode, encode
from auditor.model import PageReport, RawPage, Severity, Suppression, SuppressionKind
from auditor.settings import FetchLimits, Files, Override, Settings
from tests.report.examples import REPORT, STATISTIC

PAGE = replace(
    REPORT.pages[0],
    suppressed=(replace(STATISTIC, suppression=Suppression(SuppressionKind.EXTERNAL, "r", "o", date(2026, 1, 2), 3)),),
)
RAW = RawPage("a.md", b"text", "text/markdown", "utf-8")
SETTINGS = Settings(as_of=date(2026, 1, 1))


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def cache(tmp_path: Path, said: list[str]) -> Cache:
    return Cache(tmp_path / "cache", said.append)


@pytest.mark.parametrize("page", [PAGE, *REPORT.pages])
def test_what_is_stored_comes_back_equal(cache: Cache, page: PageReport) -> None:
    key = cache.key(RAW, SETTINGS)
    assert cache.get(key) is None
    cache.put(key, page)
    assert cache.get(key) == page


@dataclass(frozen=True)
class Options:
    reach: int = 1


@pytest.mark.parametrize(
    "settings",
    [
        replace(SETTINGS, as_of=date(2026, 1, 2)),
        replace(SETTINGS, select=("a",)),
        replace(SETTINGS, ignore=("a",)),
        replace(SETTINGS, severity={"a": Severity.INFO}),
        replace(SETTINGS, rules={"a": Options(2)}),
        replace(SETTINGS, overrides=(Override(Files(("*.md",)), ignore=("a",)),)),
        replace(SETTINGS, sites=("example.org",)),
        replace(SETTINGS, allow=("a",)),
        replace(SETTINGS, require_reason=True),
        replace(SETTINGS, fetch=FetchLimits(redirects=1)),
    ],
)
def test_settings_that_matter_change_the_key(cache: Cache, settings: Settings) -> None:
    assert cache.key(RAW, settings) != cache.key(RAW, SETTINGS)


@pytest.mark.parametrize(
    "settings",
    [
        replace(SETTINGS, fail_on=None),
        replace(SETTINGS, max_findings=3),
        replace(SETTINGS, exclude=(Files(("x",)),)),
        replace(SETTINGS, overrides=(Override(Files(("*.html",)), ignore=("a",)),)),
    ],
)
def test_settings_that_do_not_matter_keep_it(cache: Cache, settings: Settings) -> None:
    assert cache.key(RAW, settings) == cache.key(RAW, SETTINGS)


@pytest.mark.parametrize(
    "raw",
    [
        replace(RAW, content=b"texts"),
        replace(RAW, location="b.md"),
        replace(RAW, media_type="text/html"),
        replace(RAW, charset=""),
    ],
)
def test_the_page_changes_the_key(cache: Cache, raw: RawPage) -> None:
    assert cache.key(raw, SETTINGS) != cache.key(RAW, SETTINGS)


def test_changed_house_rules_and_packs_change_the_key(cache: Cache, tmp_path: Path) -> None:
    house, pack = tmp_path / "house.toml", tmp_path / "pack"
    pack.mkdir()
    settings = replace(SETTINGS, house_rules=(str(house),), packs=(str(pack),))
    seen = set()
    for text in ("a = 1", "a = 2"):
        house.write_text(text, "utf-8")
        for code in ("b = 1", "b = 2"):
            (pack / "rule.py").write_text(code, "utf-8")
            module._digest_of_rules.cache_clear()
            seen.add(Cache(cache.folder, print).key(RAW, settings))
    assert len(seen) == 4


def test_changed_code_changes_the_key(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    before = cache.key(RAW, SETTINGS)
    monkeypatch.setattr(module, "code_digest", lambda: "other")
    assert Cache(cache.folder, print).key(RAW, SETTINGS) != before
    assert len(code_digest()) == 64


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"[1, 2]", b"null", b"\xff\xfe", b'["a", "b", 3]'])
def test_a_corrupt_file_is_as_good_as_none(cache: Cache, content: bytes) -> None:
    key = cache.key(RAW, SETTINGS)
    cache.put(key, PAGE)
    (path,) = (each for each in (cache.folder / "results").glob("*/*"))
    path.write_bytes(content)
    assert cache.get(key) is None
    cache.put(key, PAGE)
    assert cache.get(key) == PAGE


def test_a_line_of_many_findings_is_stored_once(cache: Cache) -> None:
    (finding,) = PAGE.findings[:1]
    line = "x" * 10_000
    page = replace(PAGE, findings=(replace(finding, lines=(line,)),) * 5)
    key = cache.key(RAW, SETTINGS)
    cache.put(key, page)
    assert cache.get(key) == page
    assert cache._path(key).stat().st_size < 2 * len(line)


def test_every_cut_of_a_file_is_seen(cache: Cache) -> None:
    key = cache.key(RAW, SETTINGS)
    cache.put(key, PAGE)
    (path,) = (each for each in (cache.folder / "results").glob("*/*"))
    whole = path.read_bytes()
    for length in range(0, len(whole), 97):
        path.write_bytes(whole[:length])
        assert cache.get(key) is None


def test_a_folder_that_cannot_be_written_is_said_once(tmp_path: Path, said: list[str]) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    cache = Cache(tmp_path / "file" / "cache", said.append)
    for name in ("a", "b"):
        cache.put(cache.key(replace(RAW, location=name), SETTINGS), PAGE)
    (line,) = said
    assert line.startswith("results are not cached: ")
    assert cache.get(cache.key(RAW, SETTINGS)) is None
    cache.sweep()


def test_a_full_disk_leaves_no_part_of_a_file(cache: Cache, said: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    cache.put(cache.key(RAW, SETTINGS), PAGE)
    assert said
    assert "No space left" in said[0]
    assert [each for each in cache.folder.rglob("*") if each.is_file()] == []


def test_old_entries_are_swept_and_used_ones_stay(cache: Cache) -> None:
    old, used = cache.key(RAW, SETTINGS), cache.key(replace(RAW, location="used.md"), SETTINGS)
    for key in (old, used):
        cache.put(key, PAGE)
        os.utime(cache._path(key), (0, time.time() - KEPT_SECONDS - 60))
    assert cache.get(used) == PAGE
    cache.sweep()
    assert cache.get(old) is None
    assert cache.get(used) == PAGE
    cache.put(old, PAGE)
    os.utime(cache._path(old), (0, 0))
    cache.sweep()
    assert cache._path(old).exists(), "swept again on the same day"


def test_the_codec_refuses_other_types() -> None:
    stored = json.loads(json.dumps(encode(PAGE)))
    assert decode(PageReport, stored) == PAGE
    for place in range(3):
        with pytest.raises((TypeError, ValueError, KeyError)):
            decode(PageReport, [*stored[:place], {"no": 1}, *stored[place + 1 :]])


def test_mappings_are_encoded() -> None:
    @dataclass(frozen=True)
    class Holder:
        counts: Mapping[str, int]

    assert encode(Holder({"a": 1})) == [{"a": 1}]

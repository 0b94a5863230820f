"""The result cache: what an audit made of a page, by everything that decides it.

The key holds the page's bytes and location, the settings for it, and a digest of the auditor's own
code and word lists. One file a page, written beside its place and moved there, so that concurrent
runs and kill -9 leave whole files only; a file that cannot be understood is as good as none.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import Any

import auditor
from auditor.codec import decode, encode
from auditor.model import LocatedFinding, PageReport, RawPage
from auditor.settings import Settings

KEPT_SECONDS = 30 * 86_400
"""Entries that no run has asked for so long are deleted."""
SWEEP_SECONDS = 86_400
"""Between two sweeps."""


def default_folder() -> Path:
    """Where the cache lies: AUDITOR_CACHE, else the platform's folder for caches."""
    told = os.environ.get("AUDITOR_CACHE")
    if told:
        return Path(told)
    from platformdirs import user_cache_path

    return user_cache_path("auditor", appauthor=False)


class Cache:
    """Stored outcomes; the first thing that goes wrong with the disk is said once, and no more is stored."""

    def __init__(self, folder: Path, warn: Callable[[str], None]) -> None:
        self.folder = folder
        self._warn = warn
        self._works = True
        self._results = str(folder / "results")
        self._begun: tuple[Settings, hashlib._Hash] | None = None
        """The settings of the page before, and the digest that names of outcomes under them begin with."""

    def key(self, raw: RawPage, settings: Settings) -> str:
        """The name of the outcome for a page under settings."""
        page = settings.at(raw.location)
        if self._begun is None or self._begun[0] is not page:
            self._begun = page, _digest_of(page)
        digest = self._begun[1].copy()
        parts = (raw.location, raw.media_type, raw.charset, "")
        digest.update("\x1f".join(parts).encode("utf-8", "surrogatepass"))
        digest.update(raw.content)
        return digest.hexdigest()

    def get(self, key: str) -> PageReport | None:
        """The stored outcome, if there is a whole one."""
        path = self._name(key)
        try:
            with open(path, "rb") as file:  # noqa: PTH123  (a Path takes as long as the rest of this)
                content = file.read()
                age = time.time() - os.fstat(file.fileno()).st_mtime
            found = decode(PageReport, _with_lines(json.loads(content)))
            if age > SWEEP_SECONDS:
                os.utime(path)
        except (OSError, ValueError, TypeError, LookupError):
            return None
        return found

    def put(self, key: str, page: PageReport) -> None:
        """Stores an outcome."""
        if not self._works:
            return
        path = self._path(key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            stored = json.dumps(_without_lines(encode(page)), ensure_ascii=False, separators=(",", ":"))
            self._write(path, stored.encode("utf-8", "surrogatepass"))
        except OSError as error:
            self._works = False
            self._warn(f"results are not cached: {error.filename or path}: {error.strerror} (--no-cache)")

    def _write(self, path: Path, content: bytes) -> None:
        import tempfile  # a run from the cache writes nothing

        handle, name = tempfile.mkstemp(dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            os.replace(name, path)  # noqa: PTH105
        finally:
            Path(name).unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return Path(self._name(key))

    def _name(self, key: str) -> str:
        return f"{self._results}{os.sep}{key[:2]}{os.sep}{key[2:]}"

    def sweep(self) -> None:
        """Deletes what no run has asked for in a long time; at most once a day."""
        stamp = self.folder / "swept"
        try:
            if stamp.exists() and time.time() - stamp.stat().st_mtime < SWEEP_SECONDS:
                return
            for path in self._old():
                path.unlink(missing_ok=True)
            stamp.touch()
        except OSError:
            return

    def _old(self) -> Iterator[Path]:
        limit = time.time() - KEPT_SECONDS
        for path in (self.folder / "results").glob("*/*"):
            if path.stat().st_mtime < limit:
                yield path


def _digest_of(settings: Settings) -> hashlib._Hash:
    """The digest of all that decides an outcome but the page: the code, the rules, the settings."""
    # What fails a run, which pages were looked for and what is accepted change no outcome.
    page = replace(settings, overrides=(), exclude=(), fail_on=None, max_findings=None, baseline="", docs_url="")
    parts = (code_digest(), _digest_of_rules(page.house_rules, page.packs), repr(page), "")
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass"))


_FINDINGS = tuple([each.name for each in fields(PageReport)].index(name) for name in ("findings", "suppressed"))
_LINES = [each.name for each in fields(LocatedFinding)].index("lines")


def _without_lines(page: list[Any]) -> list[Any]:
    """An encoded page with each source line once: markup may put a whole page on the line of every finding."""
    lines: dict[str, int] = {}
    for part in _FINDINGS:
        for finding in page[part]:
            finding[_LINES] = [lines.setdefault(line, len(lines)) for line in finding[_LINES]]
    return [page, list(lines)]


def _with_lines(stored: list[Any]) -> list[Any]:
    """The encoded page again."""
    page: list[Any]
    page, lines = stored
    for part in _FINDINGS:
        for finding in page[part]:
            finding[_LINES] = [lines[number] for number in finding[_LINES]]
    return page


@cache
def _digest_of_rules(house_rules: tuple[str, ...], packs: tuple[str, ...]) -> str:
    """A digest of what house rules and packs hold; once in a run, as the rules are loaded once."""
    digest = hashlib.sha256()
    files = [*map(Path, house_rules), *(path for pack in packs for path in sorted(Path(pack).rglob("*")))]
    for path in files:
        if path.suffix in (".py", ".toml"):
            digest.update(f"{path}\n".encode("utf-8", "surrogatepass") + path.read_bytes())
    return digest.hexdigest()


@cache
def code_digest() -> str:
    """A digest of the auditor's code and word lists, by name, size and time of each file; cheap to take."""
    root = Path(auditor.__file__).parent
    rules = root / "_rules" if (root / "_rules").is_dir() else root.parent / "rules"
    digest = hashlib.sha256(auditor.__version__.encode())
    for folder in (str(root), str(rules)):
        for path, size, changed in sorted(_files(folder, "")):
            digest.update(f"{path} {size} {changed}\n".encode())
    return digest.hexdigest()


def _files(folder: str, inside: str) -> Iterator[tuple[str, int, int]]:
    """Code and word lists below a folder: path within it, size, time of the last change in nanoseconds."""
    with os.scandir(folder) as found:
        for each in found:
            if each.name.endswith((".py", ".toml")):
                status = each.stat()
                yield inside + each.name, status.st_size, status.st_mtime_ns
            elif each.name != "__pycache__" and each.is_dir():
                yield from _files(each.path, f"{inside}{each.name}/")

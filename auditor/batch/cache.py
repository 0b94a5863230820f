"""The result cache: what an audit made of a page, by everything that decides it.

The key holds the page's bytes and location, the settings for it, and a digest of the auditor's own
code and word lists. One file a page, written beside its place and moved there, so that concurrent
runs and kill -9 leave whole files only; a file that cannot be understood is as good as none.
"""

import hashlib
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import auditor
from auditor.codec import decode, encode
from auditor.model import PageReport, RawPage
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

    def key(self, raw: RawPage, settings: Settings) -> str:
        """The name of the outcome for a page under settings."""
        # What fails a run, which pages were looked for and what is accepted change no outcome.
        page = replace(
            settings.at(raw.location),
            overrides=(),
            exclude=(),
            fail_on=None,
            max_findings=None,
            baseline="",
            docs_url="",
        )
        rules = _digest_of_rules(page.house_rules, page.packs)
        parts = (code_digest(), rules, repr(page), raw.location, raw.media_type, raw.charset)
        digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass"))
        digest.update(raw.content)
        return digest.hexdigest()

    def get(self, key: str) -> PageReport | None:
        """The stored outcome, if there is a whole one."""
        path = self._path(key)
        try:
            found = decode(PageReport, json.loads(path.read_bytes()))
            if time.time() - path.stat().st_mtime > SWEEP_SECONDS:
                os.utime(path)
        except (OSError, ValueError, TypeError, KeyError):
            return None
        return found

    def put(self, key: str, page: PageReport) -> None:
        """Stores an outcome."""
        if not self._works:
            return
        path = self._path(key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._write(path, json.dumps(encode(page)).encode("utf-8", "surrogatepass"))
        except OSError as error:
            self._works = False
            self._warn(f"results are not cached: {error.filename or path}: {error.strerror} (--no-cache)")

    def _write(self, path: Path, content: bytes) -> None:
        handle, name = tempfile.mkstemp(dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            os.replace(name, path)  # noqa: PTH105
        finally:
            Path(name).unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self.folder / "results" / key[:2] / key[2:]

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
    for folder in (root, rules):
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".py", ".toml"):
                status = path.stat()
                digest.update(f"{path.relative_to(folder)} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()

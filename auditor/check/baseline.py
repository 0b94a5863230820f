"""The baseline: findings accepted so far, in a file that people merge and review.

One JSON object a line, sorted, so that two branches seldom touch the same line:

    {"location": "site/tea.md", "rule": "vague-citation", "quote": "Studies show", "fingerprint": "...", ...}

A finding is known by its fingerprint, which no move of a paragraph changes. Where a file was renamed
its entries are known by the claim's own fingerprint, as long as the old file is gone.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from auditor.check.identity import page_key
from auditor.errors import UsageError
from auditor.model import LocatedFinding, PageReport, Suppression, SuppressionKind

_KEYS = ("location", "rule", "quote", "fingerprint", "claim_fingerprint")


@dataclass(frozen=True, slots=True)
class Accepted:
    """One entry of a baseline."""

    location: str
    rule: str
    quote: str
    fingerprint: str
    claim_fingerprint: str
    reason: str = ""

    @property
    def line(self) -> str:
        """The entry as it stands in the file."""
        values = {key: getattr(self, key) for key in _KEYS} | ({"reason": self.reason} if self.reason else {})
        return json.dumps(values, ensure_ascii=False)


class Baseline:
    """Accepted findings; `apply` sets them aside page by page and remembers which were seen."""

    def __init__(self, entries: Iterable[Accepted] = ()) -> None:
        self.entries = tuple(entries)
        self._by_fingerprint = {each.fingerprint: each for each in self.entries}
        self._moved: dict[str, list[Accepted]] = {}
        for each in self.entries:
            if "://" not in each.location and not Path(each.location).exists():
                self._moved.setdefault(each.claim_fingerprint, []).append(each)
        self._seen: set[str] = set()
        self._audited: set[str] = set()

    def apply(self, page: PageReport) -> PageReport:
        """The page with its accepted findings set aside."""
        if not self.entries or not page.ok:
            return page
        self._audited.add(page_key(page.location))
        kept, hidden = [], list(page.suppressed)
        for finding in page.findings:
            entry = self._entry(finding)
            if entry is None:
                kept.append(finding)
            else:
                reason = entry.reason or "accepted in the baseline"
                hidden.append(replace(finding, suppression=Suppression(SuppressionKind.EXTERNAL, reason)))
        return replace(page, findings=tuple(kept), suppressed=tuple(hidden))

    def _entry(self, finding: LocatedFinding) -> Accepted | None:
        entry = self._by_fingerprint.get(finding.fingerprint)
        if entry is None:
            moved = self._moved.get(finding.claim_fingerprint, ())
            entry = next((each for each in moved if each.fingerprint not in self._seen), None)
        if entry is not None:
            self._seen.add(entry.fingerprint)
        return entry

    @property
    def unchanged(self) -> int:
        """Entries whose finding is still there."""
        return len(self._seen)

    @property
    def gone(self) -> tuple[Accepted, ...]:
        """Entries of audited or vanished pages whose finding is no more."""
        return tuple(
            each
            for each in self.entries
            if each.fingerprint not in self._seen
            and (page_key(each.location) in self._audited or each.fingerprint in self._vanished)
        )

    @property
    def _vanished(self) -> frozenset[str]:
        return frozenset(each.fingerprint for entries in self._moved.values() for each in entries)


def read_baseline(path: Path) -> Baseline:
    """The baseline in a file.

    Raises:
        UsageError: the file is missing or a line of it is no entry; the message names the line.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        said = error.strerror if isinstance(error, OSError) else error
        raise UsageError(f"{path}: the baseline cannot be read: {said}; `auditor baseline` writes one") from error
    return Baseline(_read(path, number, line) for number, line in enumerate(lines, 1) if line.strip())


def _read(path: Path, number: int, line: str) -> Accepted:
    try:
        values = json.loads(line)
        return Accepted(**{key: str(values[key]) for key in _KEYS}, reason=str(values.get("reason", "")))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        said = f"{path}:{number}: no entry of a baseline: expected a JSON object with {', '.join(_KEYS)}"
        raise UsageError(said) from error


def baseline_lines(pages: Iterable[PageReport], old: Baseline | None = None) -> Iterator[str]:
    """The lines of a baseline that accepts every finding of the pages; reasons of the old one are kept."""
    reasons: Mapping[str, str] = {each.fingerprint: each.reason for each in old.entries} if old else {}
    made = [
        Accepted(
            page_key(page.location),
            finding.rule,
            finding.quote,
            finding.fingerprint,
            finding.claim_fingerprint,
            reasons.get(finding.fingerprint, ""),
        )
        for page in pages
        for finding in page.findings
    ]
    distinct = {each.fingerprint: each for each in made}
    for each in sorted(distinct.values(), key=lambda each: (each.location, each.rule, each.fingerprint)):
        yield each.line + "\n"

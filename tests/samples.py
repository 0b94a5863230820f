"""The sample pages: what is marked on them, what the audit finds, and their stored reports.

`python -m tests.samples` lists disagreements and known misses; `--write` stores the reports anew.

A mark is a comment right behind the words it means, `<!-- expect: RULE "words" -->`; the words are
searched backwards from the comment. A second quotation names the other place of a contradiction.
Plain text has no comments, so its marks stand in a file beside it, `<name>.expect`, one a line.
`expect-later` marks a defect that is known to be missed.
"""

import argparse
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from auditor.model import LocatedFinding, PageReport, Place, RawPage, Report
from auditor.pipeline import audit_page
from auditor.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"
REPORTS = SAMPLES / "reports"
AS_OF = date(2026, 1, 1)
MEDIA = {".html": "text/html", ".md": "text/markdown", ".txt": "text/plain"}

_COMMENT = re.compile(r"<!--\s*(?P<mark>expect(?:-later)?:[^>]*?)\s*-->")
_WORDS = re.compile(r'"([^"]+)"')


@dataclass(frozen=True, slots=True)
class Marked:
    """A defect marked on a page: its words, where they stand, and words of a related place."""

    rule: str
    words: str
    start: int
    other: str = ""
    later: bool = False

    def meets(self, finding: LocatedFinding) -> bool:
        """Whether the finding is this defect."""
        location = finding.location
        overlaps = location.start.offset < self.start + len(self.words) and self.start < location.end.offset
        return finding.rule == self.rule and overlaps and (not self.other or _names(finding.related, self.other))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Marks and findings of one page that do not meet, and the known misses."""

    path: Path
    missed: tuple[Marked, ...]
    unmarked: tuple[LocatedFinding, ...]
    known: tuple[Marked, ...]


def pages(folder: str = "*") -> tuple[Path, ...]:
    """The sample pages of a folder, by name."""
    return tuple(sorted(path for path in SAMPLES.glob(f"{folder}/*") if path.suffix in MEDIA))


def audit(path: Path) -> PageReport:
    """The audit of one sample, located as a reader in the checkout would type it."""
    location = path.relative_to(ROOT).as_posix()
    return audit_page(RawPage(location, path.read_bytes(), MEDIA[path.suffix], "utf-8"), Settings(as_of=AS_OF))


def compare(path: Path) -> Comparison:
    """What the audit of a sample and its marks do not agree on."""
    findings = audit(path).findings
    marks = tuple(marked(path))
    unmet = [mark for mark in marks if not any(mark.meets(finding) for finding in findings)]
    return Comparison(
        path,
        tuple(mark for mark in unmet if not mark.later),
        tuple(finding for finding in findings if not any(mark.meets(finding) for mark in marks)),
        tuple(mark for mark in unmet if mark.later),
    )


def marked(path: Path) -> Iterator[Marked]:
    """The defects marked on a page.

    Raises:
        ValueError: the marked words do not stand on the page.
    """
    source = path.read_text("utf-8")
    if path.suffix == ".txt":
        aside = path.with_suffix(".expect")
        for line in aside.read_text("utf-8").splitlines() if aside.exists() else ():
            if line and not line.startswith("#"):
                yield _mark(path, "expect: " + line, source)
    else:
        for comment in _COMMENT.finditer(source):
            yield _mark(path, comment["mark"], source[: comment.start()])


def _mark(path: Path, mark: str, before: str) -> Marked:
    head, _, rest = mark.partition(":")
    words = _WORDS.findall(rest)
    start = _COMMENT.sub(lambda comment: " " * len(comment[0]), before).rfind(words[0])
    if start < 0:
        raise ValueError(f"{path.name}: no such words before their mark: {words[0]!r}")
    return Marked(rest.split()[0], words[0], start, words[1] if words[1:] else "", head == "expect-later")


def _names(places: tuple[Place, ...], words: str) -> bool:
    """Whether one of the places quotes the words or a part of them."""
    return any(words in place.quote or place.quote in words for place in places)


def report_path(path: Path) -> Path:
    """Where the report of a sample is stored."""
    return REPORTS / f"{path.parent.name}-{path.stem}.json"


def report(path: Path) -> str:
    """The JSON report of a sample, as the command line prints it."""
    from auditor.report import render

    return render(Report(AS_OF, (audit(path),)), "json")


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the disagreements or stores the reports; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.samples", description="The sample pages.")
    parser.add_argument("--write", action="store_true", help="store the reports anew")
    if parser.parse_args(arguments).write:
        for path in pages():
            report_path(path).write_text(report(path), "utf-8")
        return 0
    comparisons = tuple(compare(path) for path in pages())
    for each in comparisons:
        print("\n".join(_lines(each)))
    return int(any(each.missed or each.unmarked for each in comparisons))


def _lines(comparison: Comparison) -> Iterator[str]:
    yield f"{comparison.path.relative_to(ROOT).as_posix()}"
    for mark in comparison.missed:
        yield f"  missed: {mark.rule} {mark.words!r} {mark.other!r}"
    for finding in comparison.unmarked:
        places = " // ".join([finding.quote, *(place.quote for place in finding.related)])
        yield f"  unmarked: {finding.rule} {places!r} in {finding.context[:120]!r}"
    for mark in comparison.known:
        yield f"  known miss: {mark.rule} {mark.words!r}"


if __name__ == "__main__":
    raise SystemExit(main())

"""Results as Parquet tables: a row a page and a row a finding, in files that DuckDB, Spark and others read.

Needs its extra: pip install 'health-page-auditor[parquet]'.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from auditor.errors import UsageError
from auditor.model import LocatedFinding
from auditor.model.scan import PageResult
from auditor.shards.durable import unique

ROWS_AT_ONCE = 10_000
"""Held in memory, and the size of a row group."""
ROWS_A_FILE = 1_000_000

TEXT, NUMBER, FLAG = "string", "int64", "bool"
PAGES = {
    "site": TEXT, "location": TEXT, "captured": TEXT, "media_type": TEXT, "encoding": TEXT, "error": TEXT,
    "passed_over": FLAG, "statistics": NUMBER, "citations": NUMBER, "dosages": NUMBER, "findings": NUMBER,
    "suppressed": NUMBER, "file": TEXT, "offset": NUMBER, "length": NUMBER, "digest": TEXT,
}  # fmt: skip
"""Column to type; `error` is null for a page that was audited."""
FINDINGS = {
    "site": TEXT, "location": TEXT, "captured": TEXT, "rule": TEXT, "subtype": TEXT, "severity": TEXT,
    "confidence": TEXT, "message": TEXT, "fix": TEXT, "quote": TEXT, "context": TEXT, "section": TEXT,
    "line": NUMBER, "column": NUMBER, "start": NUMBER, "end": NUMBER, "fingerprint": TEXT,
    "claim_fingerprint": TEXT, "file": TEXT, "offset": NUMBER, "length": NUMBER, "digest": TEXT,
}  # fmt: skip
"""Column to type; names and meanings are those of `FindingRow` where there are such."""


def write_parquet(results: Iterable[PageResult], folder: Path) -> tuple[int, int]:
    """Writes the tables `pages` and `findings` into folders of these names; returns their numbers of rows.

    What an earlier call left there is replaced. Memory does not grow with the number of results.

    Raises:
        UsageError: pyarrow is not installed.
    """
    with ExitStack() as stack:
        pages = stack.enter_context(_Table(folder / "pages", PAGES))
        findings = stack.enter_context(_Table(folder / "findings", FINDINGS))
        for result in results:
            pages.add(_page(result))
            for finding in result.report.findings:
                findings.add(_finding(result, finding))
    return pages.rows, findings.rows


def _page(result: PageResult) -> Sequence[object]:
    report, record = result.report, result.record
    seen = report.coverage
    return (
        site_of(report.location), report.location, result.captured, report.media_type, report.encoding, report.error,
        result.passed_over, seen.statistics, seen.citations, seen.dosages, len(report.findings),
        len(report.suppressed), record.file, record.offset, record.length, record.digest,
    )  # fmt: skip


def _finding(result: PageResult, finding: LocatedFinding) -> Sequence[object]:
    location, record = result.report.location, result.record
    start, end = finding.location
    return (
        site_of(location), location, result.captured, finding.rule, finding.subtype, finding.severity.value,
        finding.confidence.value, finding.message, finding.fix, finding.quote, finding.context,
        " > ".join(finding.section), start.line, start.column, start.offset, end.offset, finding.fingerprint,
        finding.claim_fingerprint, record.file, record.offset, record.length, record.digest,
    )  # fmt: skip


def site_of(location: str) -> str:
    """The host of an address; "" for files."""
    try:
        return urlsplit(location).hostname or "" if "://" in location else ""
    except ValueError:
        return ""


class _Table:
    """Rows on their way into the files of a table, which are there once the last row is."""

    def __init__(self, folder: Path, columns: dict[str, str]) -> None:
        self.folder, self.columns, self.rows = folder, columns, 0
        self.waiting: list[Sequence[object]] = []
        self.written: list[Path] = []
        self.writer: Any = None
        self.arrow, self.parquet = _pyarrow()
        self.schema = self.arrow.schema([(name, self.arrow.type_for_alias(kind)) for name, kind in columns.items()])

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        return self

    def add(self, row: Sequence[object]) -> None:
        self.waiting.append(row)
        self.rows += 1
        if len(self.waiting) >= ROWS_AT_ONCE:
            self._flush()

    def __exit__(self, kind: type[BaseException] | None, _error: object, _trace: TracebackType | None) -> None:
        if kind is None:
            self._flush()
        self._end_file()
        if kind is None:
            self._publish()
        for path in self.written:
            path.unlink(missing_ok=True)

    def _flush(self) -> None:
        if self.writer is None:
            self.written.append(unique(self.folder, ".writing", ".tmp"))
            self.writer = self.parquet.ParquetWriter(self.written[-1], self.schema, compression="zstd")
        turned = list(zip(*self.waiting, strict=True)) or [()] * len(self.columns)
        arrays = [self._array(column, each.type) for column, each in zip(turned, self.schema, strict=True)]
        self.writer.write_table(self.arrow.Table.from_arrays(arrays, schema=self.schema))
        self.waiting.clear()
        if self.rows >= ROWS_A_FILE * len(self.written):
            self._end_file()

    def _array(self, column: Sequence[object], kind: Any) -> Any:
        try:
            return self.arrow.array(column, kind)
        except UnicodeEncodeError:  # a page may hold half a surrogate pair, Parquet may not
            return self.arrow.array([_encodable(each) for each in column], kind)

    def _end_file(self) -> None:
        if self.writer is not None:
            self.writer.close()
            self.writer = None

    def _publish(self) -> None:
        for number, path in enumerate(self.written, 1):
            path.replace(self._place(number))
        for path in self._later(len(self.written)):
            path.unlink()
        self.written.clear()

    def _place(self, number: int) -> Path:
        return self.folder / f"{number:05}.parquet"

    def _later(self, last: int) -> Iterator[Path]:
        """Files of an earlier and longer table."""
        kept = {self._place(number + 1) for number in range(last)}
        return (path for path in sorted(self.folder.glob("*.parquet")) if path not in kept)


def _encodable(value: object) -> object:
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise UsageError("pyarrow is not installed: pip install 'health-page-auditor[parquet]'") from error
    return pyarrow, pyarrow.parquet

"""Writers of the inventory: a table, JSON lines, CSV."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, fields

from auditor.report.inventory import Entry
from auditor.report.table import table

TIERS = ("none", "vague", "identifiable", "resolvable")


def write_table(pages: Iterable[tuple[Entry, ...]], columns: int) -> Iterator[str]:
    """A table a page, in the width of the terminal."""
    for entries in pages:
        for entry in entries[:1]:
            yield f"{entry.location}\n"
        rows = [_row(entry) for entry in entries]
        if rows:
            head = ("place", "claim", "words", "source", "values")
            yield from (line + "\n" for line in table(head, rows, columns, flexible=(1, 2, 3, 4)))
            yield "\n"


def write_jsonl(pages: Iterable[tuple[Entry, ...]], _columns: int = 0) -> Iterator[str]:
    """A JSON object a claim, one a line."""
    for entries in pages:
        yield from (json.dumps(asdict(entry), ensure_ascii=False) + "\n" for entry in entries)


def write_csv(pages: Iterable[tuple[Entry, ...]], _columns: int = 0) -> Iterator[str]:
    """Comma-separated values with a head line."""
    yield _csv_line(field.name for field in fields(Entry))
    for entries in pages:
        yield from (_csv_line(_csv_cell(getattr(entry, each.name)) for each in fields(Entry)) for entry in entries)


CLAIM_WRITERS: dict[str, Callable[[Iterable[tuple[Entry, ...]], int], Iterator[str]]] = {
    "table": write_table,
    "jsonl": write_jsonl,
    "csv": write_csv,
}


def _row(entry: Entry) -> tuple[str, ...]:
    return (
        f"{entry.line}:{entry.column}",
        f"{entry.kind}: {entry.type}" if entry.type else entry.kind,
        entry.quote,
        _source(entry),
        "; ".join(f"{name} {value}" for name, value in entry.values.items()),
    )


def _source(entry: Entry) -> str:
    tier = "" if entry.tier is None else TIERS[entry.tier]
    words = ", ".join(f"“{words}”" for words in entry.source)
    return f"{tier} {words} {f'({entry.reason})' if entry.reason else ''}".strip()


def _csv_cell(value: object) -> object:
    """A cell; a text that a spreadsheet would run as a formula is led by an apostrophe."""
    if isinstance(value, tuple):
        value = "; ".join(map(str, value))
    elif isinstance(value, dict):
        value = "; ".join(f"{name}: {each}" for name, each in value.items())
    return "'" + value if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


def _csv_line(cells: Iterable[object]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()

"""A finding of a run as a flat row of texts, and back."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from enum import Enum
from typing import Any, get_type_hints

from auditor.model.scan import FindingRow, Record

_EVIDENCE = {f"evidence_{each.name}": each.name for each in fields(Record)}
"""Column to the field of the record that it holds."""


def _columns() -> Iterator[str]:
    for each in fields(FindingRow):
        yield from _EVIDENCE if each.name == "record" else (each.name,)


COLUMNS = tuple(_columns())
"""The fields of FindingRow in order; those of its record stand in place of `record`."""


def flattened(row: FindingRow) -> dict[str, Any]:
    """Column to value as text or number, None where there is none."""
    cells = {each.name: _plain(getattr(row, each.name)) for each in fields(row) if each.name != "record"}
    record = {column: getattr(row.record, field, None) for column, field in _EVIDENCE.items()}
    return {column: cells[column] if column in cells else record[column] for column in COLUMNS}


def row_of(cells: Mapping[str, str]) -> FindingRow:
    """The finding whose columns are given as texts, "" for None.

    Raises:
        ValueError: a cell does not hold what its column says; the message names both.
    """
    values = {name: _read(name, cells[name], read) for name, read in _READERS.items()}
    return FindingRow(**values, record=_record(cells))


def _record(cells: Mapping[str, str]) -> Record | None:
    if not cells["evidence_offset"]:
        return None
    return Record(**{field: _read(name, cells[name], _RECORD_READERS[field]) for name, field in _EVIDENCE.items()})


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _read(name: str, cell: str, read: Callable[[str], Any]) -> Any:
    try:
        return read(cell)
    except ValueError:
        expected = _EXPECTED.get(read, "one of the words that an export writes there")
        raise ValueError(f"column {name!r} holds {cell[:40]!r}, expected {expected}") from None


def _date(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


_EXPECTED: dict[Callable[[str], Any], str] = {int: "a whole number", _date: "a date, YYYY-MM-DD"}


def _readers(declared: type) -> dict[str, Callable[[str], Any]]:
    """Field to the function that reads its text, but for the record."""
    hints = get_type_hints(declared)
    return {
        each.name: _date if hints[each.name] == date | None else hints[each.name]
        for each in fields(declared)
        if each.name != "record"
    }


_READERS = _readers(FindingRow)
_RECORD_READERS = _readers(Record)

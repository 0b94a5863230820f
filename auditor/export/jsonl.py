"""The JSONL export: a finding a line, fields as in the JSON report where they mean the same (docs/export.md)."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from auditor.export.columns import flattened
from auditor.model.scan import FindingRow

_NESTED = ("line", "column", "start", "end")


def write_jsonl(rows: Iterable[FindingRow]) -> Iterator[str]:
    """One JSON object a line for each finding."""
    for row in rows:
        yield json.dumps(finding_object(row), ensure_ascii=False) + "\n"


def finding_object(row: FindingRow) -> dict[str, Any]:
    """The object of one finding."""
    flat = {
        name: value
        for name, value in flattened(row).items()
        if name not in _NESTED and not name.startswith("evidence_")
    }
    return {
        **flat,
        "start": {"line": row.line, "column": row.column, "offset": row.start},
        "end": {"offset": row.end},
        "evidence": None if row.record is None else asdict(row.record),
    }

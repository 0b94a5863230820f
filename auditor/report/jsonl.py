"""One JSON object a line: each finding with its page, each page that failed with its error."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from auditor.model import PageReport
from auditor.report.json import finding_object
from auditor.report.style import Frame


def write_jsonl(pages: Iterable[PageReport], _frame: Frame) -> Iterator[str]:
    """The findings in order; fields as in the JSON report (docs/json-report.md)."""
    for page in pages:
        if page.error is not None:
            yield _line({"location": page.location, "error": page.error})
        for finding in (*page.findings, *page.suppressed):
            yield _line({"location": page.location, **finding_object(finding)})


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"

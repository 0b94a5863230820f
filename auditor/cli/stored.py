"""What the commands that read a store have in common: how it is named, and findings as lines for a person."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from auditor.model.scan import FindingRow

SHOWN = 12
"""Characters of a fingerprint that a list shows; 8 are enough to name a finding."""
INDENT = "    "
DEFAULT_STORE = "auditor-store"

store_option = click.option(
    "--store", metavar="DIR", default=DEFAULT_STORE, show_default=True,
    type=click.Path(file_okay=False, path_type=Path), help="Folder of a scan: runs, findings, decisions, evidence.",
)  # fmt: skip


def purge_command(store: Path) -> str:
    """What deletes what runs that were begun anew have left in a store."""
    return shlex.join(["auditor", "evidence", "purge", "--abandoned", *_named(store)])


def _named(store: Path) -> list[str]:
    return [] if store == Path(DEFAULT_STORE) else ["--store", str(store)]


def finding_lines(row: FindingRow, width: int) -> Iterator[str]:
    """A finding for a person: what and where, the sentence, and what was said of it."""
    where = f"{row.location}:{row.line}:{row.column}"
    said = f"{row.change}, {row.decision}" if row.decision != "open" else f"{row.change}"
    places = f", {row.places:,} places" if row.places > 1 else ""
    yield from folded(f"{row.fingerprint[:SHOWN]}  {row.severity}: {row.rule} ({said}{places})  {where}", width, "")
    if row.previous:
        yield from folded(f"was: “{row.previous}”", width)
        yield from folded(f"now: “{row.context or row.quote}”", width)
    else:
        yield from folded(f"“{row.context or row.quote}”", width)
    if row.unchecked:
        yield from folded(f"why: {row.unchecked}", width)
    if decision := decision_line(row):
        yield from folded(decision, width)


def decision_line(row: FindingRow) -> str:
    """Who decided what and why; "" where nobody has."""
    if not row.decided_by:
        return ""
    over = row.decision == "open" and row.until is not None
    said = f"waived until {row.until}, which is over" if over else f"{row.decision}"
    until = f" until {row.until}" if row.until and not over else ""
    owner = f" (owner: {row.owner})" if row.owner else ""
    reason = f": {row.decision_reason}" if row.decision_reason else ""
    return f"{said}{until} by {row.decided_by}{owner}{reason}"


def folded(text: str, width: int, indent: str = INDENT) -> Iterator[str]:
    """The text in lines that fit, the first after its own indent; nothing in it moves the cursor."""
    from auditor.report.table import fold
    from auditor.report.width import visible

    first, *rest = fold(visible(text), width - len(INDENT))
    yield indent + first
    yield from (INDENT + line for line in rest)


def json_list(head: dict[str, Any], name: str, items: Iterable[dict[str, Any]]) -> Iterator[str]:
    """An object with its fields and a list, in pieces, so that the list need not be held."""
    yield json.dumps(head, ensure_ascii=False, indent=2).removesuffix("\n}") + f',\n  "{name}": ['
    before = "\n    "
    for item in items:
        yield before + json.dumps(item, ensure_ascii=False)
        before = ",\n    "
    yield "\n  ]\n}\n" if before.startswith(",") else "]\n}\n"

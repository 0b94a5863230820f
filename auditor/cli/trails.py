"""What `auditor triage log`, `export` and `import` do once their options are read."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from auditor.cli.output import as_utf8, columns, opened
from auditor.cli.stored import SHOWN, folded, json_list
from auditor.errors import UsageError
from auditor.report import counted
from auditor.store import Event, Scope, Store, decision_lines, read_decisions

BROKEN = 3


def log(folder: Path, name: str, *, claim: bool, form: str) -> int:
    """Prints the trail, the oldest first; returns the exit status."""
    as_utf8(sys.stdout)
    with Store.open(folder, create=False) as store:
        scope = Scope.CLAIM if claim else Scope.FINDING
        fingerprint = store.subject(scope, name).fingerprint if name else ""
        faults = store.verify_triage()
        events = () if faults else store.trail(fingerprint)
        pieces = json_list({"intact": not faults}, "decisions", map(_object, events))
        for piece in pieces if form == "json" else map(_text, events):
            click.echo(piece, nl=False)
    for fault in faults:
        click.echo(f"auditor: {folder}: the trail of decisions is broken: {fault}", err=True)
    return BROKEN if faults else 0


def _object(event: Event) -> dict[str, Any]:
    values = {name: getattr(event, name) for name in Event.__slots__}
    return values | {"until": event.until.isoformat() if event.until else None}


def _text(event: Event) -> str:
    return "\n".join(_lines(event, columns())) + "\n\n"


def _lines(event: Event, width: int) -> Iterator[str]:
    until = f" until {event.until} (owner: {event.owner})" if event.until else ""
    head = f"{event.number}  {event.decided}  {event.who}: {event.decision}{until}"
    yield from folded(head, width, "")
    yield from folded(f"{event.scope} {event.fingerprint[:SHOWN]}  {event.rule}  {event.location}", width)
    if event.quote:
        yield from folded(f"“{event.quote}”", width)
    if event.reason:
        yield from folded(f"because: {event.reason}", width)
    if event.evidence:
        yield from folded(f"page as seen: sha256 {event.evidence}", width)
    yield from folded(f"hash: {event.hash}", width)


def export(folder: Path, file: str) -> None:
    """Writes the decisions that hold."""
    count = 0

    def standing(store: Store) -> Iterator[Event]:
        nonlocal count
        for count, event in enumerate(store.decisions(), 1):  # noqa: B007  (read after the loop)
            yield event

    with Store.open(folder, create=False) as store, opened(file) as write:
        for piece in decision_lines(standing(store)):
            write(piece)
    click.echo(f"auditor: {file}: {counted(count, 'decision')}", err=True)


def import_from(folder: Path, file: str) -> None:
    """Adds the decisions of a file to the store, which is made where there is none."""
    decisions = list(read_decisions(_read(file), "standard input" if file == "-" else file))
    with Store.open(folder) as store:
        merged = store.merge_decisions(decisions)
    older = f", {merged.older:,} older than what the store has" if merged.older else ""
    said = f"{counted(merged.added, 'decision')} added, {merged.known:,} known already{older}"
    click.echo(f"auditor: {file}: {said}", err=True)


def _read(file: str) -> str:
    try:
        content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return content.decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{file}: the decisions cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{file}: the decisions cannot be read: it is not UTF-8 text") from error

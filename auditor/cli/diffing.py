"""What `auditor diff` does once its options are read."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from tempfile import SpooledTemporaryFile

import click

from auditor.cli.filters import check_rules, tell_unknown_site, wanted_findings
from auditor.cli.output import as_utf8, columns
from auditor.cli.stored import decision_line, finding_lines, json_list
from auditor.export.jsonl import finding_object
from auditor.model.scan import Change, FindingRow, Run
from auditor.report import counted
from auditor.report.markdown import escape
from auditor.store import Store
from auditor.store.diff import ORDER

IN_MEMORY = 1 << 20
"""Bytes of the answer that are held until the counts, which stand first, are known; the rest is on the disk."""
Counts = Counter[Change]
Pair = tuple[Run, Run]


@dataclass(frozen=True, slots=True)
class Diffing:
    """One call of `auditor diff`."""

    runs: tuple[str, str]
    store: Path
    form: str
    changes: tuple[str, ...]
    rules: tuple[str, ...]
    severities: tuple[str, ...]
    site: str

    def __call__(self) -> None:
        """Prints what changed, the counts first."""
        as_utf8(sys.stdout)
        wanted = wanted_findings(changes=self.changes, rules=self.rules, severities=self.severities, site=self.site)
        with Store.open(self.store, create=False) as store:
            check_rules(store, self.rules)
            one, other = (store.run(name) for name in self.runs)
            pair = store.in_order(one, other)
            tell_unknown_site(store, wanted["site"], *pair)
            head, body = FORMS[self.form]
            _print(store.diff(*pair, **wanted), lambda counts: head(pair, counts), body)


def _print(
    rows: Iterator[FindingRow],
    head: Callable[[Counts], str],
    body: Callable[[Iterable[FindingRow]], Iterator[str]],
) -> None:
    counts: Counts = Counter()

    def counting() -> Iterator[FindingRow]:
        for row in rows:
            counts[row.change] += 1
            yield row

    with SpooledTemporaryFile(IN_MEMORY, "w+", encoding="utf-8", errors="backslashreplace", newline="") as held:
        held.writelines(body(counting()))
        held.seek(0)
        click.echo(head(counts), nl=False)
        for piece in held:
            click.echo(piece, nl=False)


def _totals(counts: Counts) -> str:
    return ", ".join(f"{counts[change]:,} {change}" for change in ORDER)


def _text_head(pair: Pair, counts: Counts) -> str:
    early, late = pair
    return (
        f"From run {early.number} (as of {early.as_of}) to run {late.number} (as of {late.as_of}): {_totals(counts)}\n"
    )


def _text_body(rows: Iterable[FindingRow]) -> Iterator[str]:
    width = columns()
    for change, same in groupby(rows, key=lambda row: row.change):
        yield f"\n{change.capitalize()}\n"
        for row in same:
            yield "\n" + "\n".join(finding_lines(row, width)) + "\n"


def _markdown_head(pair: Pair, counts: Counts) -> str:
    early, late = pair
    table = "".join(f"| {change} | {counts[change]:,} |\n" for change in ORDER)
    return (
        f"# What changed from run {early.number} to run {late.number}\n\n"
        f"As of {early.as_of} and {late.as_of}.\n\n| change | findings |\n|---|---|\n{table}"
    )


def _markdown_body(rows: Iterable[FindingRow]) -> Iterator[str]:
    for change, same in groupby(rows, key=lambda row: row.change):
        yield f"\n## {change.capitalize()}\n\n"
        for row in same:
            yield "".join(_item(row))


def _item(row: FindingRow) -> Iterator[str]:
    places = f", {counted(row.places, 'place')}" if row.places > 1 else ""
    yield f"- **{row.severity}** {escape(row.rule)}{places}: {escape(f'{row.location}:{row.line}')}\n"
    if row.previous:
        yield f"    - was: “{escape(row.previous)}”\n    - now: “{escape(row.context or row.quote)}”\n"
    else:
        yield f"    - “{escape(row.context or row.quote)}”\n"
    if row.unchecked:
        yield f"    - why: {escape(row.unchecked)}\n"
    if said := decision_line(row):
        yield f"    - {escape(said)}\n"


def _json_head(pair: Pair, counts: Counts) -> str:
    early, late = pair
    head = {"from": early.number, "to": late.number, "counts": {str(change): counts[change] for change in ORDER}}
    return next(json_list(head, "findings", ()))


def _json_body(rows: Iterable[FindingRow]) -> Iterator[str]:
    pieces = json_list({}, "findings", map(finding_object, rows))
    next(pieces)
    return pieces


FORMS: dict[str, tuple[Callable[[Pair, Counts], str], Callable[[Iterable[FindingRow]], Iterator[str]]]] = {
    "text": (_text_head, _text_body),
    "markdown": (_markdown_head, _markdown_body),
    "json": (_json_head, _json_body),
}

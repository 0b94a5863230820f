"""What `auditor export` does once its options are read."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import click

from auditor.cli.filters import ALL, check_rules, tell_unknown_site, wanted_findings
from auditor.cli.output import as_utf8, check_folder, columns, opened
from auditor.cli.progress import EVERY_SECONDS, QUIET_SECONDS, Progress
from auditor.errors import UsageError
from auditor.export import FORMATS, Contents, summary_text, write_csv, write_jsonl, write_sarif, write_xlsx
from auditor.export.contents import TO_DO
from auditor.export.selection import Selection
from auditor.model.scan import FindingRow
from auditor.report import RuleCard, counted
from auditor.store import Store

STANDARD_OUTPUT = "-"


@dataclass(frozen=True, slots=True)
class Target:
    """A file to write."""

    form: str
    path: str


def targets(files: Sequence[str], form: str | None) -> tuple[Target, ...]:
    """Each file with its format.

    Raises:
        UsageError: a suffix names no format, a file is named twice, or standard output cannot take the format.
    """
    found = tuple(Target(form or _by_suffix(file), file) for file in files)
    for target in found:
        if files.count(target.path) > 1:
            raise UsageError(f"{target.path} is named twice; each export needs a file of its own")
        if target == Target("xlsx", STANDARD_OUTPUT):
            raise UsageError("xlsx is no text for standard output; name a file that ends with .xlsx")
    return found


def _by_suffix(file: str) -> str:
    if file == STANDARD_OUTPUT:
        raise UsageError(f"standard output has no suffix; say --format ({', '.join(FORMATS)})")
    suffix = Path(file).suffix.lower().removeprefix(".")
    if suffix not in FORMATS:
        raise UsageError(f"{file}: its suffix names no format ({', '.join(FORMATS)}); rename it or say --format")
    return suffix


class Writing:
    """Writes the files of an export and counts the findings in them."""

    def __init__(self, *, quiet: bool) -> None:
        self.quiet = quiet
        self.progress = Progress(enabled=not quiet)
        self.count = 0

    def __call__(self, target: Target, contents: Contents) -> None:
        """Writes one file; it appears when it is whole."""
        self.count = 0
        watched = replace(
            contents,
            standing=self._counted(contents.standing),
            fixed=self._counted(contents.fixed),
            unchecked=self._counted(contents.unchecked),
        )
        try:
            with _named(target.path):
                _write_xlsx(target, watched) if target.form == "xlsx" else _write_text(target, watched)
        finally:
            self.progress.clear()
        if not self.quiet and target.path != STANDARD_OUTPUT:
            click.echo(f"auditor: {target.path}: {counted(self.count, 'finding')}", err=True)

    def _counted(self, rows: Iterable[FindingRow]) -> Iterator[FindingRow]:
        next_at = time.monotonic() + QUIET_SECONDS
        for row in rows:
            self.count += 1
            if self.progress.enabled and time.monotonic() >= next_at:
                self.progress.show(f"{self.count:,} findings written")
                next_at = time.monotonic() + EVERY_SECONDS
            yield row


def _write_text(target: Target, contents: Contents) -> None:
    writers: Mapping[str, Iterator[str]] = {
        "csv": write_csv(contents.findings, mark=target.path != STANDARD_OUTPUT),
        "jsonl": write_jsonl(contents.findings),
        "sarif": write_sarif(contents),
    }
    with opened(target.path) as write:
        for piece in writers[target.form]:
            write(piece)


def _write_xlsx(target: Target, contents: Contents) -> None:
    check_folder(target.path)
    path = Path(target.path).resolve()
    if path.exists() and not path.is_file():
        raise UsageError(f"{target.path}: a workbook needs a plain file")
    with tempfile.TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as folder:
        whole = Path(folder, "book.xlsx")
        write_xlsx(contents, whole)
        if path.exists():
            whole.chmod(path.stat().st_mode)
        whole.replace(path)


@contextmanager
def _named(path: str) -> Iterator[None]:
    """An error of the disk names the file that was to be written, not its parts."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        name = "standard output" if path == STANDARD_OUTPUT else path
        raise OSError(error.errno, error.strerror or str(error), name) from error


@dataclass(frozen=True, slots=True)
class Exporting:
    """One call of `auditor export`."""

    files: tuple[str, ...]
    store: Path
    run_name: str
    form: str | None
    changes: tuple[str, ...]
    decisions: tuple[str, ...]
    rules: tuple[str, ...]
    severities: tuple[str, ...]
    site: str
    every: bool
    summary_form: str | None
    quiet: bool
    config: Path | None
    no_config: bool

    def __call__(self) -> int:
        """Writes the files, prints the summary where it is asked for; returns the exit status."""
        wanted = targets(self.files, self.form)
        selection = self._selection()
        if not wanted and not self.summary_form:
            raise UsageError("nothing to write; name a FILE such as findings.xlsx, or say --summary text")
        if self.summary_form and STANDARD_OUTPUT in self.files:
            raise UsageError("--summary and '-' both go to standard output; give the export a file")
        with Store.open(self.store, create=False) as store:
            run = store.run(self.run_name)
            cards = self._cards() if wanted else ()
            tell_unknown_site(store, selection.site, run)
            check_rules(store, self.rules, (card.id for card in cards))
            write = Writing(quiet=self.quiet)
            for target in wanted:
                write(target, selection.contents(store, run, cards))
            if self.summary_form:
                as_utf8(sys.stdout)
                click.echo(summary_text(store.summary(run), self.summary_form, columns()))
        return 0

    def _selection(self) -> Selection:
        default = (ALL,) if self.every else TO_DO
        wanted = wanted_findings(
            changes=self.changes, rules=self.rules, severities=self.severities, site=self.site,
            decisions=self.decisions or default,
        )  # fmt: skip
        return Selection(**wanted)

    def _cards(self) -> tuple[RuleCard, ...]:
        from auditor import catalogue
        from auditor.configure import configured

        return catalogue.all_cards(configured((), file=self.config, use_file=not self.no_config).settings)

"""Where reports go: one or several files, each in its own format, from one pass over the pages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor import report
from auditor.cli.output import opened
from auditor.codec import decode, encode
from auditor.errors import UsageError
from auditor.model import PageReport

if TYPE_CHECKING:
    import tempfile

STANDARD_OUTPUT = "-"


@dataclass(frozen=True, slots=True)
class Destination:
    """A report to write: its format and its file, "-" for standard output."""

    form: str
    path: str = STANDARD_OUTPUT


def destinations(form: str, outputs: Sequence[str]) -> tuple[Destination, ...]:
    """The reports that `--format` and `--output` ask for.

    Raises:
        UsageError: two reports would go to one place.
    """
    found = tuple(_destination(form, output) for output in outputs) or (Destination(form),)
    places = [each.path for each in found]
    for place in places:
        if places.count(place) > 1:
            raise UsageError(f"--output: two reports would go to {place!r}; give each its own file")
    return found


def _destination(form: str, output: str) -> Destination:
    name, equals, path = output.partition("=")
    return Destination(name, path) if equals and name in report.FORMATS else Destination(form, output)


def write_all(pages: Iterable[PageReport], places: Sequence[Destination], frame: report.Frame) -> None:
    """Writes every report; the pages pass once, and wait on disk for the second and later reports."""
    with _spool(pages, needed=len(places) > 1) as spool:
        for place in places:
            with opened(place.path) as write:
                for piece in report.stream(spool.pages(), place.form, frame):
                    write(piece)


class _Spool:
    """Pages that can be gone through again: the first pass stores each in a file."""

    def __init__(self, pages: Iterable[PageReport], file: tempfile._TemporaryFileWrapper[str] | None) -> None:
        self._pages = pages
        self._file = file
        self._stored = False

    def pages(self) -> Iterator[PageReport]:
        """The pages in order."""
        if self._file is None:
            yield from self._pages
        elif self._stored:
            self._file.seek(0)
            for line in self._file:
                yield decode(PageReport, json.loads(line))
        else:
            for page in self._pages:
                self._file.write(json.dumps(encode(page)) + "\n")
                yield page
            self._stored = True


@contextmanager
def _spool(pages: Iterable[PageReport], *, needed: bool) -> Iterator[_Spool]:
    if not needed:
        yield _Spool(pages, None)
        return
    import tempfile  # only several reports need it

    with tempfile.NamedTemporaryFile("w+", encoding="utf-8", errors="surrogatepass") as file:
        yield _Spool(pages, file)

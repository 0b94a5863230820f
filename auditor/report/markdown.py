"""Markdown."""
from collections.abc import Iterable, Iterator

from auditor.model import PageReport
from auditor.report.style import Frame


def write_markdown(pages: Iterable[PageReport], frame: Frame) -> Iterator[str]:
    """Markdown."""
    yield from ()

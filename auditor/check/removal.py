"""Takes suppressions out by machine, where that is certain to change nothing else on the page.

A comment that stands alone goes with its line. Taking one out may still change a page: in Markdown
it can be all that keeps two lists apart, and in a script it is no comment. So the page is read again
without it, and the edit is offered only where every block and every other suppression is as before.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace

from auditor.check.directives import Directive, directives
from auditor.check.intact import alike
from auditor.errors import InputError
from auditor.model import Edit, LocatedFinding, Location, Page

MOST_TRIED = 20
"""Edits that are tried on one page, since each takes as long as reading it; the rest are for a person."""

Read = Callable[[str], Page]
"""Reads the page anew from a changed source; raises InputError where that is no page."""


def removal(directive: Directive, page: Page) -> tuple[Edit, ...]:
    """The edits that take a suppression's comments out, in source order; none where it stands in front matter."""
    extents = [_extent(start, end, page) for start, end in directive.comments]
    return tuple(Edit(Location(page.position(start), page.position(end))) for start, end in extents)


def certain(findings: Iterable[LocatedFinding], page: Page, read: Read) -> tuple[LocatedFinding, ...]:
    """The findings without the edits that would change more than they should.

    Args:
        findings: of the page.
        page: as audited.
        read: reads it anew from a changed source.
    """
    tried = 0
    made = []
    for finding in findings:
        if finding.edits:
            tried += 1
            if tried > MOST_TRIED or not _is_certain(finding.edits, page, read):
                finding = replace(finding, edits=())
        made.append(finding)
    return tuple(made)


def applied(edits: Iterable[Edit], source: str) -> str:
    """The source after the edits."""
    for edit in sorted(edits, key=lambda each: each.location.start.offset, reverse=True):
        start, end = edit.location
        source = source[: start.offset] + edit.replacement + source[end.offset :]
    return source


def _is_certain(edits: tuple[Edit, ...], page: Page, read: Read) -> bool:
    try:
        after = read(applied(edits, page.source))
    except InputError:
        return False
    gone = [page.source[start.offset : end.offset] for start, end in (edit.location for edit in edits)]
    fewer = Counter(map(_said, directives(page)))
    fewer.subtract(map(_said, directives(after)))
    one_less = sorted(count for count in fewer.values() if count) == [1]
    return one_less and alike(page, after, -sum("<!--" in each for each in gone))


def _said(directive: Directive) -> Directive:
    """The directive wherever it stands."""
    return replace(directive, start=0, end=0, reach=(0, 0), comments=())


def _extent(start: int, end: int, page: Page) -> tuple[int, int]:
    """The stretch of source that goes with a comment: its lines where it has them to itself, else space beside it."""
    line, after = _line_around(start, end, page)
    before, behind = page.source[line:start], page.source[end:after]
    if not before.strip() and not behind.strip():
        return line, _blank_line_end(line, after, page)
    if not before.strip():
        return start, end + len(behind) - len(behind.lstrip(" \t"))
    if not behind.strip() or behind[:1].isspace():
        return start - (len(before) - len(before.rstrip(" \t"))), end
    return start, end


def _line_around(start: int, end: int, page: Page) -> tuple[int, int]:
    """Where the first line of the stretch begins, and where the line after its last one does."""
    return page.line_starts[page.position(start).line - 1], _next_line(end, page)


def _next_line(offset: int, page: Page) -> int:
    number = page.position(offset).line
    return page.line_starts[number] if number < len(page.line_starts) else len(page.source)


def _blank_line_end(first: int, after: int, page: Page) -> int:
    """The end of the line behind, where that and the one above are blank: one of the two goes as well."""
    above = page.line(page.position(first).line - 1) if first else ""
    end = _next_line(after, page)
    blank_behind = after < len(page.source) and not page.source[after:end].strip()
    return end if blank_behind and not above.strip() else after

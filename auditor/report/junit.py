"""A JUnit report: a suite for each page, a failed case for each finding."""

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from auditor.model import LocatedFinding, PageReport
from auditor.report.style import Frame

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 (2.2) does not allow."""


def write_junit(pages: Iterable[PageReport], _frame: Frame) -> Iterator[str]:
    """The suites, page by page; a page without findings is one passed case."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="auditor">\n'
    for page in pages:
        yield from _suite(page)
    yield "</testsuites>\n"


def _suite(page: PageReport) -> Iterator[str]:
    failed, skipped = len(page.findings), len(page.suppressed)
    errors = int(not page.ok)
    tests = failed + skipped + errors or 1
    counts = f'tests="{tests}" failures="{failed}" errors="{errors}" skipped="{skipped}"'
    yield f"  <testsuite name={_attribute(page.location)} {counts}>\n"
    if page.error is not None:
        yield _case(page.location, "audit", f"<error message={_attribute(page.error)}/>")
    elif tests == 1 and not failed and not skipped:
        yield _case(page.location, "audit", "")
    for finding in page.findings:
        yield _case(page.location, _name(finding), _failure(finding))
    for finding in page.suppressed:
        reason = finding.suppression.reason if finding.suppression else ""
        yield _case(page.location, _name(finding), f"<skipped message={_attribute(reason)}/>")
    yield "  </testsuite>\n"


def _case(location: str, name: str, inside: str) -> str:
    head = f"    <testcase classname={_attribute(location)} name={_attribute(name)}"
    return f"{head}>{inside}</testcase>\n" if inside else f"{head}/>\n"


def _name(finding: LocatedFinding) -> str:
    start = finding.location.start
    return f"{finding.rule} at {start.line}:{start.column}"


def _failure(finding: LocatedFinding) -> str:
    words = f"“{finding.quote}” in: {finding.context}\n{finding.fix}"
    kind = _attribute(finding.severity.value)
    return f"<failure message={_attribute(finding.message)} type={kind}>{escape(_legal(words))}</failure>"


def _attribute(words: str) -> str:
    return quoteattr(_legal(words))


def _legal(words: str) -> str:
    return _ILLEGAL.sub("\ufffd", words)

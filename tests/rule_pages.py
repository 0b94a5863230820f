"""Runs a rule on a text, for the tests of the rules."""

from auditor import check
from auditor.check import Rule
from auditor.model import Document, Finding, RawPage
from auditor.pipeline import read_document

SUFFIX = {"text/plain": ".txt", "text/markdown": ".md", "text/html": ".html"}


def document_of(text: str, media_type: str = "text/plain") -> Document:
    """The text as a page with everything extracted."""
    return read_document(RawPage("page" + SUFFIX[media_type], text.encode(), media_type, "utf-8"))


def findings(rule: Rule, text: str, media_type: str = "text/plain") -> tuple[Finding, ...]:
    """What the rule alone finds on the text, after precedence and repeats."""
    return check.check(document_of(text, media_type), (rule,))


def words(rule: Rule, text: str, media_type: str = "text/plain") -> list[str]:
    """The words of each finding's anchor, in reading order."""
    document = document_of(text, media_type)
    return [document.text(finding.span) for finding in check.check(document, (rule,))]

"""Runs a rule on a text, for the tests of the rules."""

from auditor import testing
from auditor.check import Rule
from auditor.model import Finding
from auditor.testing import document_of

__all__ = ["document_of", "findings", "words"]


def findings(rule: Rule, text: str, media_type: str = "text/plain") -> tuple[Finding, ...]:
    """What the rule alone finds on the text, after precedence and repeats."""
    return testing.findings(rule, document_of(text, media_type))


def words(rule: Rule, text: str, media_type: str = "text/plain") -> list[str]:
    """The words of each finding's anchor, in reading order."""
    document = document_of(text, media_type)
    return [document.text(finding.span) for finding in testing.findings(rule, document)]

"""Runs the examples that a rule carries, for the built-in rules' tests and for authors of house rules."""

from collections.abc import Iterator
from pathlib import Path

from auditor import check
from auditor.check import Rule, read_house_rules, read_pack
from auditor.model import Document, Finding, RawPage
from auditor.pipeline import read_document

SUFFIXES = {"text/plain": ".txt", "text/markdown": ".md", "text/html": ".html"}


def rules_in(path: Path) -> tuple[Rule, ...]:
    """The rules of a file of house rules or of a folder of Python rules.

    Raises:
        UsageError: they cannot be loaded.
    """
    return read_pack(path) if path.is_dir() else read_house_rules(path)


def document_of(text: str, media_type: str = "text/plain") -> Document:
    """The text as a page with everything extracted."""
    return read_document(RawPage("page" + SUFFIXES[media_type], text.encode(), media_type, "utf-8"))


def findings(rule: Rule, document: Document) -> tuple[Finding, ...]:
    """What the rule alone finds, after precedence and repeats."""
    return check.check(document, (rule,))


def failures(rule: Rule) -> Iterator[str]:
    """What is wrong with each example that does not hold."""
    for flagged in rule.flags:
        document = document_of(flagged.text, flagged.media_type)
        found = findings(rule, document)
        words = tuple(document.text(each.span) for each in found)
        if words != flagged.anchors:
            yield f"{flagged.text!r} must give {flagged.anchors}, gives {words}"
        elif flagged.severity and any(each.severity is not flagged.severity for each in found):
            yield f"{flagged.text!r} must be {flagged.severity.value}"
    for passed in rule.silent_examples:
        document = document_of(passed.text, passed.media_type)
        for each in findings(rule, document):
            yield f"{passed.text!r} must pass, gives {document.text(each.span)!r}"

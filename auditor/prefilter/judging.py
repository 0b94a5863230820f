"""Judges from a page's bytes whether any rule can find anything on it."""

from collections.abc import Iterable

from auditor.catalogue import selected_rules
from auditor.check import Rule
from auditor.errors import InputError
from auditor.extract.needs import CONDITIONS
from auditor.model import RawPage
from auditor.parse.decode import decode
from auditor.parse.media import HTML, media_type
from auditor.prefilter.view import UnclearError, passages, view
from auditor.settings import Settings

_DIRECTIVE = "auditor:"
"""Suppressions begin with it; a wrong one is a finding of its own."""


def may_find(raw: RawPage, settings: Settings) -> bool:
    """Whether an audit of the page may have any finding; False only where it certainly has none.

    It is True without a look at the text for a page that is no HTML, that cannot be read, or that says how it is to
    be audited; and where a rule is selected that does not declare what it reads, or that is given options.

    Raises:
        UsageError: the settings name a rule that does not exist.
    """
    chosen = settings.at(raw.location)
    parts = parts_read(selected_rules(chosen), chosen)
    if parts is None:
        return True
    source = _source(raw)
    if not source.strip() or _DIRECTIVE in source:
        return True
    try:
        found = tuple(passages(view(source)))
    except UnclearError:
        return True
    return any(holds(passage) for part, holds in CONDITIONS.items() if part in parts for passage in found)


def parts_read(rules: Iterable[Rule], settings: Settings) -> frozenset[str] | None:
    """The parts of a document that the rules read; None where that is not known of one of them."""
    parts: set[str] = set()
    for rule in rules:
        if not rule.reads or settings.rules.get(rule.id, rule.options()) != rule.options():
            return None
        parts.update(rule.reads)
    return frozenset(parts)


def _source(raw: RawPage) -> str:
    """The characters of a page in HTML; "" of any other."""
    try:
        if media_type(raw) != HTML:
            return ""
    except InputError:
        return ""
    return decode(raw.content, raw.charset).text

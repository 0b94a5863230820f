"""Sets findings aside that their page accepts, and finds suppressions that are wrong themselves."""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from auditor.check.directives import Directive, directives
from auditor.check.identity import fingerprints
from auditor.check.notes import EXPIRED, UNEXPLAINED, UNREADABLE, UNUSED, Note
from auditor.check.removal import removal
from auditor.model import (
    BlockKind,
    Confidence,
    LocatedFinding,
    Location,
    Page,
    Severity,
    Suppression,
    SuppressionKind,
)


@dataclass(frozen=True, slots=True)
class Settled:
    """Findings that count, and those set aside with the reason."""

    findings: tuple[LocatedFinding, ...]
    suppressed: tuple[LocatedFinding, ...]


def settle(
    found: Sequence[LocatedFinding],
    page: Page,
    as_of: date,
    *,
    require_reason: bool,
    ran: frozenset[str],
    severity: Mapping[str, Severity] = MappingProxyType({}),
    ignore: Collection[str] = (),
    compared: Callable[[], Iterable[tuple[str, int]]] = tuple,
) -> Settled:
    """The findings of a page with its suppressions applied.

    Args:
        found: all findings of the page, in reading order.
        page: the page.
        as_of: the date on which the page is judged.
        require_reason: whether a suppression needs a reason.
        ran: ids of the rules that ran; a suppression of another rule may well be unused.
        severity: finding about suppressions to the severity that replaces its own.
        ignore: findings about suppressions that are left out.
        compared: gives the rule and source offset of each statement that a scan compares with other pages, so that
            a suppression there may hide what only the pages together show; asked only where one hides nothing else.
    """
    told = directives(page)
    if not told:
        return Settled(tuple(found), ())
    used: set[Directive] = set()
    kept: list[LocatedFinding] = []
    hidden: list[LocatedFinding] = []

    def holds(directive: Directive) -> bool:
        return not directive.expired(as_of) and bool(directive.reason or not require_reason)

    for finding in found:
        directive = _for(finding, told, holds)
        if directive:
            used.add(directive)
        if directive is None or not holds(directive):
            kept.append(finding)
        else:
            hidden.append(replace(finding, suppression=_suppression(directive, page)))
    if any(each.rules and each not in used for each in told):
        stated = tuple(compared())
        used |= {each for each in told if each.rules and any(each.covers(*place) for place in stated)}
    notes = _notes(told, used, page, as_of, require_reason=require_reason, ran=ran)
    wanted = [
        replace(each, severity=severity.get(each.rule, each.severity)) for each in notes if each.rule not in ignore
    ]
    return Settled(tuple(sorted((*kept, *wanted), key=lambda each: each.location.start.offset)), tuple(hidden))


def _for(finding: LocatedFinding, told: Sequence[Directive], holds: Callable[[Directive], bool]) -> Directive | None:
    """The first suppression of a finding that holds; the first one of all where none does."""
    offset = finding.location.start.offset
    first = None
    for each in told:
        if each.covers(finding.rule, offset):
            if holds(each):
                return each
            first = first or each
    return first


def _suppression(directive: Directive, page: Page) -> Suppression:
    line = page.position(directive.start).line
    return Suppression(SuppressionKind.IN_SOURCE, directive.reason, directive.owner, directive.until, line)


def _notes(
    told: Sequence[Directive],
    used: set[Directive],
    page: Page,
    as_of: date,
    *,
    require_reason: bool,
    ran: frozenset[str],
) -> tuple[LocatedFinding, ...]:
    judged = []
    for each in told:
        if each.mistake:
            judged.append((each, UNREADABLE, f"This suppression cannot be understood: {each.mistake}."))
        elif each not in used:
            if not each.rules or set(each.rules) <= ran or not set(each.rules) <= ran | _known():
                judged.append((each, UNUSED, f"Nothing here is hidden by this suppression of {_names(each)}."))
        elif each.expired(as_of):
            judged.append((each, EXPIRED, f"This suppression of {_names(each)} held until {each.until}."))
        elif require_reason and not each.reason:
            judged.append((each, UNEXPLAINED, f"This suppression of {_names(each)} gives no reason."))
    return tuple(_located(judged, page))


def _known() -> frozenset[str]:
    from auditor.check.registry import rule_ids

    return frozenset(rule_ids())


def _names(directive: Directive) -> str:
    return ", ".join(directive.rules) or "every rule"


def _located(judged: Sequence[tuple[Directive, Note, str]], page: Page) -> Iterator[LocatedFinding]:
    words = [page.source[each.start : each.end] for each, _, _ in judged]
    names = [(note.id, text) for (_, note, _), text in zip(judged, words, strict=True)]
    identities = fingerprints(names, page.location)
    above = _sections(page) if judged else lambda _offset: ()
    for (directive, note, message), text, identity in zip(judged, words, identities, strict=True):
        location = Location(page.position(directive.start), page.position(directive.end))
        lines = tuple(page.line(number) for number in range(location.start.line, location.end.line + 1))
        yield LocatedFinding(
            note.id, note.severity, Confidence.HIGH, message, note.fix, text, text, "comment", "main",
            above(directive.start), location,
            lines, *identity, edits=removal(directive, page) if note in (UNUSED, EXPIRED) else (),
        )  # fmt: skip


def _sections(page: Page) -> Callable[[int], tuple[str, ...]]:
    """Source offset to the headings above it, as the last block before it has them."""
    found = []
    for block in page.blocks:
        if block.source_map.runs:
            heading = (block.text,) if block.kind is BlockKind.HEADING and block.text not in block.section else ()
            found.append((block.source_map.source_range(0, len(block.text))[0], (*block.section, *heading)))
    found.sort(key=lambda each: each[0])
    starts = [start for start, _ in found]

    def above(offset: int) -> tuple[str, ...]:
        index = bisect_left(starts, offset) - 1
        return found[index][1] if index >= 0 else ()

    return above

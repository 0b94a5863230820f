"""Words a difference between pages as a finding of the page that stands alone."""

from dataclasses import replace

from auditor.check.across.odd import Odd
from auditor.check.dosages.values import slipped
from auditor.check.facts.placing import SUBTYPE, rule_of
from auditor.model import Confidence, LocatedFinding, Region, Severity
from auditor.model.fact import Fact, FactKind

_FIX = (
    "Keep the value of the label on every page and cite its section, or add the scope word that is missing "
    "(strength, age, indication, phase) where the pages mean different things."
)
_FIXES = {
    FactKind.PRICE: (
        "Show the price that holds on every page, or say what the two are for (strength, pack, plan, period) "
        "where the pages mean different offers."
    ),
    FactKind.STATISTIC: (
        "Keep the figure that its source gives on every page, or name the source, group and time of each "
        "where the pages mean different findings."
    ),
}
_ALIKE = {FactKind.PRICE: "same product, pack and terms", FactKind.STATISTIC: "same measure, group and time"}
_SEVERITY = {FactKind.DOSE: Severity.ERROR}
"""What a reader acts on; every other difference is a warning."""


def finding(fact: Fact, odd: Odd) -> LocatedFinding:
    """The finding on a fact that stands alone, with the first of the other pages as its related place."""
    usual = odd.usual_tally.fact(odd.usual)
    other = replace(usual.place, page=odd.usual_tally.first, message=f"the usual value (= {usual.written})")
    return LocatedFinding(
        rule=rule_of(fact.kind),
        severity=fact.severity or _SEVERITY.get(fact.kind, Severity.WARNING),
        confidence=Confidence.MEDIUM,
        message=_message(fact, usual, odd),
        fix=_FIXES.get(fact.kind, _FIX),
        quote=fact.place.quote,
        context=fact.place.context,
        block=fact.block,
        region=Region(fact.region),
        section=fact.section,
        location=fact.place.location,
        lines=fact.lines,
        fingerprint=fact.fingerprint,
        claim_fingerprint=fact.claim_fingerprint,
        related=(other,),
        subtype=SUBTYPE,
    )


def _message(fact: Fact, usual: Fact, odd: Odd) -> str:
    slip = " The unit or the decimal point seems to have slipped." if _slipped(fact, usual) else ""
    return (
        f'This page says "{fact.place.quote}" (= {fact.written}){_shared(odd)}; '
        f'{_others(odd.usual_pages)} {usual.written}: "{usual.place.quote}" on {odd.usual_tally.first}, '
        f"line {usual.place.location.start.line}; {_alike(usual)}.{slip}"
    )


def _alike(usual: Fact) -> str:
    """What makes the two comparable."""
    return _ALIKE.get(usual.kind) or f"same drug ({usual.subject}), group and phase"


def _shared(odd: Odd) -> str:
    """How many pages say the same, unless it is one against one."""
    others = odd.pages - 1
    if others == 0:
        return "" if odd.usual_pages == 1 else " and is alone in it"
    return f" as {'1 other page does' if others == 1 else f'{others:,} other pages do'}"


def _others(pages: int) -> str:
    return "another page of the site says" if pages == 1 else f"{pages:,} other pages of the site say"


def _slipped(one: Fact, other: Fact) -> bool:
    return bool(one.low and other.low) and slipped((one.low, one.high), (other.low, other.high))

"""Words a difference between pages as a finding of the page that stands alone."""

from dataclasses import replace

from auditor.check.across.odd import Odd
from auditor.check.dosages.values import slipped
from auditor.check.facts.placing import RULE, SUBTYPE
from auditor.model import Confidence, LocatedFinding, Region, Severity
from auditor.model.fact import Fact, FactKind

_FIX = (
    "Keep the value of the label on every page and cite its section, or add the scope word that is missing "
    "(strength, age, indication, phase) where the pages mean different things."
)
_SEVERITY = {FactKind.DOSE: Severity.ERROR}
"""What a reader acts on; every other difference is a warning."""


def finding(odd: Odd) -> LocatedFinding:
    """The finding, with the first of the other pages as its related place."""
    fact = odd.fact
    other = replace(odd.usual.place, page=odd.usual_location, message=f"the usual value (= {odd.usual.written})")
    return LocatedFinding(
        rule=RULE,
        severity=_SEVERITY.get(fact.kind, Severity.WARNING),
        confidence=Confidence.MEDIUM,
        message=_message(odd),
        fix=_FIX,
        quote=fact.place.quote,
        context=fact.place.context,
        block=fact.block,
        region=Region.MAIN,
        section=fact.section,
        location=fact.place.location,
        lines=fact.lines,
        fingerprint=fact.fingerprint,
        claim_fingerprint=fact.claim_fingerprint,
        related=(other,),
        subtype=SUBTYPE,
    )


def _message(odd: Odd) -> str:
    usual = odd.usual
    slip = " The unit or the decimal point seems to have slipped." if _slipped(odd.fact, usual) else ""
    return (
        f'This page says "{odd.fact.place.quote}" (= {odd.fact.written}){_shared(odd)}; '
        f'{_others(odd.usual_pages)} {usual.written}: "{usual.place.quote}" on {odd.usual_location}, '
        f"line {usual.place.location.start.line}; same drug ({usual.subject}), group and phase.{slip}"
    )


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

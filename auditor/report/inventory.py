"""The inventory of a page: every claim with its place, its source and its values."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from auditor.model import Attribution, Document, Dosage, Source, Span, Statistic, Unjudged

Range = tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim as a line of the inventory."""

    location: str
    line: int
    column: int
    offset: int
    kind: str
    """"statistic", "citation", "dosage" or "unjudged"."""
    type: str
    """The kind of statistic, the class of the attribution, the quantities of the dosage."""
    quote: str
    context: str
    tier: int | None = None
    """Of the source, 0 to 3; None for a dosage."""
    source: tuple[str, ...] = ()
    """The words that decided the tier."""
    reason: str = ""
    """How the source was reached; for "unjudged", why it was not judged."""
    values: dict[str, str] = field(default_factory=dict)
    """Normalised: of a quantity or dosage, with its scope."""


def inventory(document: Document) -> tuple[Entry, ...]:
    """All claims of a page, in reading order."""
    found = (
        *(_statistic(each, document) for each in document.statistics),
        *(_attribution(each, document) for each in document.attributions),
        *(_dosage(each, document) for each in document.dosages),
        *(_unjudged(each, document) for each in document.unjudged),
    )
    return tuple(entry for _, entry in sorted(found, key=lambda pair: (pair[0], pair[1].kind)))


def _statistic(claim: Statistic, document: Document) -> tuple[Span, Entry]:
    values = {}
    for quantity in claim.quantities:
        if quantity.low is not None and quantity.high is not None:
            amount = quantity.comparator + shown((quantity.low, quantity.high), quantity.unit)
            values[str(quantity.kind)] = amount
    told = {"subject": claim.subject, "population": claim.population, "time": claim.time}
    values |= {name: value for name, value in told.items() if value}
    return _entry(
        claim.span, document, "statistic", str(claim.kind), claim.sentence.text, source=claim.source, values=values
    )


def _attribution(claim: Attribution, document: Document) -> tuple[Span, Entry]:
    values = {"missing": ", ".join(claim.missing)} if claim.missing else {}
    return _entry(
        claim.span, document, "citation", str(claim.cue_class), claim.sentence.text, source=claim.source, values=values
    )


def _dosage(claim: Dosage, document: Document) -> tuple[Span, Entry]:
    values = dict(_dosage_values(claim))
    kinds = ", ".join(str(kind) for kind in claim.spans)
    return _entry(claim.span, document, "dosage", kinds, claim.sentence.text, values=values)


def _unjudged(claim: Unjudged, document: Document) -> tuple[Span, Entry]:
    sentence = document.sentence_at(claim.span)
    context = sentence.text if sentence else document.page.block_of(claim.span).text
    return _entry(claim.span, document, "unjudged", "", context, reason=claim.reason)


def _dosage_values(claim: Dosage) -> Iterator[tuple[str, str]]:
    amounts = (
        ("strength", claim.strength, claim.strength_unit),
        ("dose", claim.dose, claim.dose_unit),
        ("times a day", claim.frequency, ""),
        ("daily", claim.daily, claim.daily_unit),
        ("maximum", claim.maximum, claim.maximum_unit),
        ("course", claim.course, "days"),
    )
    for name, value, unit in amounts:
        if value is not None:
            yield name, shown(value, unit)
    scope = claim.scope
    names = ("drug", "form", "release", "route", "population", "indication", "phase", "organ_function", "origin")
    for name in names:
        if told := getattr(scope, name):
            yield name.replace("_", " "), told


def shown(value: Range, unit: str = "") -> str:
    """A range with its unit, as short as it can be said."""
    low, high = (format(bound.normalize(), "f") for bound in value)
    amount = low if low == high else f"{low}-{high}"
    return amount + unit if unit == "%" else f"{amount} {unit}".rstrip()


def _entry(
    span: Span,
    document: Document,
    kind: str,
    type_: str,
    context: str,
    *,
    source: Source | None = None,
    reason: str = "",
    values: dict[str, str] | None = None,
) -> tuple[Span, Entry]:
    start = document.page.locate(span).start
    words = () if source is None else tuple(map(document.text, source.spans)) or ((source.cue,) if source.cue else ())
    entry = Entry(
        document.page.location,
        *start,
        kind,
        type_,
        document.text(span),
        context,
        None if source is None else int(source.tier),
        words,
        reason or (source.reason if source else ""),
        values or {},
    )
    return span, entry

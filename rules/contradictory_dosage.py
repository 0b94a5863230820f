"""Two statements of the page give one dose quantity, and both cannot be true.

Flags amounts, frequencies, maxima, course lengths, totals and strengths that differ for one drug, group and phase.
Why a reader who follows the wrong one takes too much, too little or too often.
Remedy keep the value of the label and cite its section, or add the scope word that is missing to each statement.
Limits compares only what the page scopes alike: ranges that overlap, titration, another indication, age band, form,
organ function or brand, studies, overdoses and choices listed side by side pass, and so does what is unclear.
Pages are compared with one another by a scan only.
See the scope keys and sub-types in docs/definitions.md.
"""

from collections.abc import Iterator

from auditor.check import Flagged, NoOptions, Passed, Rule
from auditor.check.dosages import Contradiction, Subtype, contradictions
from auditor.model import Document, Finding, Related, Severity, Span

_TABLE = """# Zelvane

| Group | Dose at night |
|---|---|
| Adults | 2.5 mg |
| Over 70 | 1 mg |

Adults take 25 mg of Zelvane at night.
"""
_CHOICES = """# Zelvane

- Zelvane 10 mg, taken once a day: $20
- Zelvane 20 mg, taken once a day: $30
"""

rule = Rule(
    __name__,
    reads=("dosages",),
    severity=Severity.ERROR,
    standards=("FTC Act s. 5", "21 CFR 201.57~"),
    help="https://www.ecfr.gov/current/title-21/section-201.57",  # eCFR: 21 CFR 201.57, contents of a label
    flags=(
        Flagged("Swallow one 15 mg capsule daily.\n\nThe usual dose is 30 mg three times a day.",
                "30 mg three times a day"),
        Flagged("Each capsule contains 12 mg.\n\nStrength: 30 mg", "30 mg"),
        Flagged("Sold in 20 mg and 40 mg.\n\nEach capsule contains 40 mg.", "40 mg", Severity.WARNING),
        Flagged("Never pass 2 g in 24 hours.\n\nTake 800 mg every 6 hours.", "800 mg every 6 hours"),
        Flagged("Take 200 mg twice daily, 1 g in all.", "1 g"),
        Flagged("Use it once a day.\n\nRepeat the same dose every 6 hours.", "every 6 hours"),
        Flagged("The starting dose is 4 mg.\n\nBegin with 12 mg.", "12 mg"),
        Flagged("Take 50 mcg each morning.\n\nTake 50 mg each morning.", "50 mg"),
        Flagged("Finish the 5-day course.\n\nKeep taking it for 3 weeks.", "for 3 weeks", Severity.WARNING),
        Flagged(_TABLE, "25 mg", media_type="text/markdown"),
        Flagged("Age 5-11: 2.5 mL twice a day.\n\nAge 5-11: 7.5 mL twice a day.", "7.5 mL"),
        Flagged("At most 3 tablets a day.\n\nTake one tablet up to six times daily.",
                "one tablet up to six times daily"),
        Flagged("One sachet holds 300 mg.\n\nThree sachets give 1,200 mg.", "Three sachets give 1,200 mg"),
        Flagged("Inject it weekly.\n\nInject it every other day.", "every other day"),
    ),
    passes=(
        "Take 20-60 mg daily.\n\nMost people take 40 mg daily.",
        "Start at 20 mg, add 20 mg weekly.\n\nBy week five you take 100 mg.",
        "Adults: 400 mg twice a day.\n\nChildren 5-11: 200 mg twice a day.",
        "For gout take 1 mg/kg.\n\nAfter a graft take 4 mg/kg.",
        "Load with 400 mg.\n\nThen 100 mg a day.",
        "Immediate-release tablets: three times daily.\n\nExtended-release tablets: once daily.",
        "Take 10 mg of ramipril daily.\n\nTake 20 mg of simvastatin daily.",
        "With poor kidney function take 200 mg.\n\nThe usual dose is 400 mg.",
        "Take a 0.02 g tablet.\n\nTake a 20 mg tablet.",
        "Take 400 mg three times a day.\n\nTake 1,200 mg daily.",
        "Comes as 20 mg and 40 mg.\n\nEach 40 mg capsule contains 40 mg of the drug plus lactose.",
        "Comes as 20 mg and 40 mg.\n\nEach capsule contains 20 mg or 40 mg, depending on strength.",
        "Take 600 mg.\n\nThat is two 300 mg tablets.",
        "The trial used 900 mg.\n\nThe licensed dose is 450 mg.",
        Passed(_CHOICES, "text/markdown"),
    ),
)  # fmt: skip

_WARNINGS = frozenset((Subtype.COURSE_LENGTH, Subtype.STRENGTH_COVERAGE))
_FIX = (
    "Keep the value of the label and cite its section, or add the missing scope word (strength, age, indication, "
    "phase) to each statement."
)


@rule.check
def check(document: Document, _options: NoOptions) -> Iterator[Finding]:
    by_place: dict[Span, list[Contradiction]] = {}
    for each in contradictions(document):
        by_place.setdefault(each.later.span, []).append(each)
    for first, *others in by_place.values():
        yield rule.finding(
            first.later.span,
            _message(first, document),
            fix=_FIX,
            severity=Severity.WARNING if first.subtype in _WARNINGS else Severity.ERROR,
            related=tuple(
                Related(each.earlier.span, f"the other statement (= {each.earlier.norm})") for each in (first, *others)
            ),
            subtype=first.subtype,
        )


def _message(found: Contradiction, document: Document) -> str:
    earlier, later = (
        f'ine {document.page.locate(each.span).start.line} says "{document.text(each.span)}" (= {each.norm})'
        for each in (found.earlier, found.later)
    )
    return f"L{earlier}; l{later}; same drug, group and phase."

"""Two statements on the page give the same dose quantity with values that cannot both be true.

Flags amounts, frequencies, maxima, totals, course lengths and strengths that differ for one drug, group and phase.
Why a reader who follows the wrong one takes too much, too little or too often.
Remedy keep the value of the label and cite its section, or add the scope word that is missing.
Limits compares only what the page scopes alike; ranges that overlap, titration, study doses and overdoses pass.
See docs/definitions.md, contradictory-dosage.
"""

from collections.abc import Iterator

from auditor.check import Flagged, NoOptions, Rule
from auditor.check.dosages import Contradiction, Subtype, contradictions
from auditor.model import Document, Finding, Related, Severity

_WARNINGS = {Subtype.COURSE_LENGTH, Subtype.STRENGTH_COVERAGE}
_FIX = (
    "Keep the value of the label and cite its section, or add the missing scope word (strength, age, indication, "
    "phase) to each statement."
)

rule = Rule(
    __name__,
    severity=Severity.ERROR,
    standards=("FTC Act s. 5",),
    flags=(
        Flagged("Xarolide tablets.\n\nTake one 20 mg capsule of xarolide daily.\n\nThe usual dose of xarolide is 40 mg three times a day.", "40 mg"),
    ),
    passes=("Take 25 to 50 mg of sertraline daily.\n\nMost people take 50 mg of sertraline daily.",),
)


@rule.check
def check(document: Document, options: NoOptions) -> Iterator[Finding]:
    for each in contradictions(document):
        yield rule.finding(
            each.later.span,
            _message(each, document),
            fix=_FIX,
            severity=Severity.WARNING if each.subtype in _WARNINGS else Severity.ERROR,
            related=(Related(each.earlier.span, "the other statement"),),
            subtype=each.subtype,
        )


def _message(found: Contradiction, document: Document) -> str:
    earlier, later = (
        f'ine {document.page.locate(each.span).start.line} says "{document.text(each.span)}" (= {each.norm})'
        for each in (found.earlier, found.later)
    )
    return f"L{earlier}; l{later}; same drug, group and phase."

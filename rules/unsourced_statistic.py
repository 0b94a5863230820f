"""A number about people, outcomes, tests or markets without a source a reader can find.

Flags    shares, effects, outcome rates, head counts, test accuracy, market figures and p-values whose
         best source is none, or one that cannot be looked up (an organisation, a journal, "a study")
Why      nobody can check the number, and numbers persuade more than words
Remedy   put author, journal, year and an identifier beside the number, or the section of the label;
         state the number of people, the comparison and the time; if nothing can be found, delete the
         number instead of softening it with "about" or "up to"
Limits   doses, prices, ages, cut-offs, nutrition facts, names, study sizes and personal results are
         left alone; a source is looked for where a reader would look, not in a list without markers
See      FTC Health Products Compliance Guidance (2022), substantiation; DISCERN question 4; HONcode 4
"""

from collections.abc import Iterator

from auditor.check import Flagged, Passed, Rule
from auditor.model import Confidence, Document, Finding, Severity, Statistic, StatisticKind, Tier

rule = Rule(
    __name__,
    severity=Severity.WARNING,
    standards=(
        "FTC 2022 substantiation",
        "21 CFR 202.1(e)(6) ~",
        "CAP 12.1",
        "DISCERN 4",
        "JAMA attribution",
        "HONcode 4-5",
    ),
    flags=(
        Flagged("Nine in ten NapWell buyers woke rested.", "Nine in ten NapWell buyers"),
        Flagged("Zelbirol cut attacks by 43% in people with gout.", "43%", Severity.ERROR),
        Flagged("About 12 million adults live with tinnitus.", "About 12 million adults", Severity.WARNING),
    ),
    passes=(
        "Take 40 mg twice a day with food.",
        "Sold as 20 mg and 80 mg tablets, 28 to a pack.",
        Passed("Adults aged 21 to 70 may take part."),
    ),
)

_EFFECTS = {
    StatisticKind.RELATIVE_EFFECT,
    StatisticKind.ABSOLUTE_EFFECT,
    StatisticKind.OUTCOME_RATE,
    StatisticKind.ACCURACY,
    StatisticKind.SHARE,
}
"""Kinds that mislead about what a treatment does."""
_FIX = (
    "Put first author, journal, year and a DOI or PMID next to the number, or cite the section of the label; state "
    "how many people, compared with what and when. If no source can be found, delete the number; do not soften it."
)


@rule.check
def check(document: Document, _options: object) -> Iterator[Finding]:
    for statistic in document.statistics:
        if statistic.source.tier < Tier.IDENTIFIABLE:
            yield rule.finding(
                statistic.span,
                _message(document.text(statistic.span), statistic),
                fix=_FIX,
                severity=_severity(statistic),
                confidence=_confidence(statistic),
            )


def _message(words: str, statistic: Statistic) -> str:
    cue = statistic.source.cue
    lack = f'its only source, "{cue}", cannot be looked up' if cue else "gives no source"
    return f'"{words}" reports a {statistic.kind} but {lack}.'


def _severity(statistic: Statistic) -> Severity:
    misleading = statistic.treatment_outcome and statistic.kind in _EFFECTS
    return Severity.ERROR if misleading else Severity.WARNING


def _confidence(statistic: Statistic) -> Confidence:
    return Confidence.LOW if statistic.source.uncertain else statistic.confidence

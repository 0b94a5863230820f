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

import re
from collections.abc import Iterator, Mapping

from auditor.check import Flagged, NoOptions, Passed, Rule
from auditor.model import (
    Attribution,
    Confidence,
    CueClass,
    Document,
    Finding,
    Severity,
    Span,
    Statistic,
    StatisticKind,
    Tier,
)

rule = Rule(
    __name__,
    reads=("statistics",),
    severity=Severity.WARNING,
    standards=(
        "FTC 2022 substantiation",
        "21 CFR 202.1(e)(6) ~",
        "CAP 12.1",
        "DISCERN 4",
        "JAMA attribution",
        "HONcode 4-5",
    ),
    # FTC: Health Products Compliance Guidance (2022), on substantiation and the level of support
    help="https://www.ftc.gov/business-guidance/resources/health-products-compliance-guidance",
    flags=(
        Flagged("Nine in ten NapWell buyers woke rested.", "Nine in ten NapWell buyers", Severity.ERROR),
        Flagged("Azathioprine cut attacks by 43% in people with gout.", "43%", Severity.ERROR),
        Flagged("About 12 million adults live with tinnitus.", "About 12 million adults", Severity.WARNING),
        Flagged("People on the patch were 3.5 times more likely to quit.", "3.5 times more", Severity.ERROR),
        Flagged("Ten-year survival climbs to 64% with early surgery.", "64%", Severity.ERROR),
        Flagged("A university study found that 57% of snorers slept better.", "57% of snorers"),
        Flagged("The hearing-aid market will reach $11.2 billion by 2032.", "$11.2 billion", Severity.WARNING),
        Flagged("Members shed 9 pounds on average in six weeks.", "9 pounds"),
        Flagged("The saliva test catches 94% of infections.", "94% of infections", Severity.ERROR),
        Flagged("According to the WHO, a quarter of adults sit too much.", "a quarter of adults", Severity.WARNING),
        Flagged("Roughly half of patients stop their tablets early.", "Roughly half of patients"),
        Flagged("The difference was significant (p = 0.02).", "p = 0.02", Severity.WARNING),
        Flagged("Fewer than 1 in 300 people had a rash.", "Fewer than 1 in 300 people"),
        Flagged("Our customers report 77% less heartburn.", "77%"),
        Flagged("Attacks halved within two months.", "halved"),
        Flagged("The hazard ratio for a stroke was 0.71 with the drug.", "hazard ratio for a stroke was 0.71"),
        Flagged("The WHO reported in 2021 that 31% of adults move too little.", "31% of adults", Severity.INFO),
        Flagged("Systolic pressure fell by 6.5 mmHg in the walking group.", "6.5 mmHg"),
        Flagged(
            "<table><tr><th>Treatment</th><th>Response rate</th></tr><tr><td>Gel</td><td>38%</td></tr></table>",
            "38%", Severity.ERROR, "text/html",
        ),
    ),
    passes=(
        "Take 40 mg twice a day with food.",
        "Sold as 20 mg and 80 mg tablets, 28 to a pack.",
        "Adults aged 21 to 70 may take part.",
        "The clinic was founded in 1974.",
        "4. Rinse the mouthpiece with warm water.",
        "Twenty sachets cost $31.80, or 15% less with a voucher.",
        "Itching fell from 40 to 22 per 100 people (doi:10.5555/itch.4).",
        "NHANES 2015-2016 puts the figure at 9% of adults.",
        "Clean the lens with a 70% alcohol wipe.",
        "A reading above 135/85 mmHg at home counts as high.",
        "One scoop gives 25% of the Daily Value of iron.",
        "100% satisfaction or your money back.",
        "Of 260 patients we asked in June 2025, 73% wanted evening hours.",
        "Azathioprine is broken down to 6-mercaptopurine in 2 steps.",
        "The study will follow 1,400 nurses for 6 years.",
        "Minoxidil 5% foam comes in a 60 g can.",
        "Imagine 1,000 people: if 10 had the disease, one would test falsely negative.",
        '"I lost 19 pounds in seven weeks," says Nora.',
        "The half-life is 9 hours, and 40% is excreted unchanged.",
        "Keep oxygen saturation above 92%.",
        Passed(
            "In one trial [1] 38% improved. The control figure was 22%.\n\n## References\n\n"
            "1. Harlow P. Grass pollen tablets. Demo Allergy J. 2017;9:100-8.\n",
            "text/markdown",
        ),
    ),
)  # fmt: skip

_EFFECTS = {
    StatisticKind.RELATIVE_EFFECT,
    StatisticKind.ABSOLUTE_EFFECT,
    StatisticKind.OUTCOME_RATE,
    StatisticKind.ACCURACY,
    StatisticKind.SHARE,
}
"""Kinds that mislead about what a treatment does."""
_ARTICLES = {kind: "an" if kind[0] in "ao" else "a" for kind in StatisticKind}
_FIX = (
    "Put first author, journal, year and a DOI or PMID next to the number, or cite the section of the label; state "
    "how many people, compared with what and when. If no source can be found, delete the number; do not soften it."
)


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@rule.check
def check(document: Document, _options: NoOptions) -> Iterator[Finding]:
    appeals = {each.span: each for each in document.attributions}
    for statistic in document.statistics:
        if statistic.source.tier < Tier.IDENTIFIABLE:
            yield rule.finding(
                statistic.span,
                _message(document.text(statistic.span), statistic),
                fix=_FIX,
                severity=_severity(statistic, appeals),
                confidence=Confidence.LOW if statistic.source.uncertain else statistic.confidence,
            )


def _message(words: str, statistic: Statistic) -> str:
    cue = statistic.source.cue
    lack = f'its only source, "{cue}", cannot be looked up' if cue else "gives no source"
    return f'"{words}" reports {_ARTICLES[statistic.kind]} {statistic.kind} but {lack}.'


def _severity(statistic: Statistic, appeals: Mapping[Span, Attribution]) -> Severity:
    if any(_names_body_and_year(appeals.get(span)) for span in statistic.source.spans):
        return Severity.INFO
    misleading = statistic.treatment_outcome and statistic.kind in _EFFECTS
    return Severity.ERROR if misleading else Severity.WARNING


def _names_body_and_year(appeal: Attribution | None) -> bool:
    """Whether a known body is named with a year: hard to look up, but a start."""
    named = appeal is not None and appeal.cue_class is CueClass.NAME_ONLY and "author" not in appeal.missing
    return named and appeal is not None and _YEAR.search(appeal.sentence.text) is not None

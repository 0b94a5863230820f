"""Two statistics of one measure, and both cannot be true.

Flags    a share, rate, effect or count that is given again with another value for the same measure, group, time and
         product, here or (by a scan) on another page of the site
Why      at least one of the two is wrong, and a reader who notices trusts neither
Remedy   keep the figure that the source gives, or name the source, group and time of each
Limits   compares statements that say the same in nearly the same words: a free paraphrase is not seen; other arms,
         subgroups, years, products and sources, rounding, ranges that meet, "over 90%" beside "93%" and what stands
         side by side in one sentence, list or table pass
See      CDC Clear Communication Index, numbers; HONcode 5; AMA Manual of Style ch. 19
"""

from collections.abc import Iterator

from auditor.check import Flagged, NoOptions, Passed, Rule
from auditor.check.measures import Conflict, conflicts
from auditor.model import Document, Finding, Related, Severity

_HEADED = """# Zelvane

## In men

Pain eased in 40% of those who took it.

## In women

Pain eased in 55% of those who took it.
"""

rule = Rule(
    __name__,
    reads=("statistics", "measures"),
    severity=Severity.WARNING,
    standards=("CDC Clear Communication Index~", "HONcode 5", "AMA Manual of Style ch. 19~"),
    help="https://www.ecfr.gov/current/title-21/section-202.1",  # eCFR: 21 CFR 202.1, prescription drug advertisements
    flags=(
        Flagged("Relapse was seen in 20% of runners.\n\nRelapse was seen in 35% of runners.", "35%"),
        Flagged("Trusted by 5 million users.\n\nJoin 2 million happy users.", "2 million"),
        Flagged("The balm eased itching in 70% of adults within a week.\n\n"
                "Within a week, itching was eased by the balm in 62% of adults.", "62%"),
        Flagged("Over 40,000 patients trust us.\n\nWe are trusted by over 25,000 patients.", "over 25,000"),
        Flagged("Nine in ten users slept through the night.\n\n60% of users slept through the night.", "60%"),
        Flagged("The capsules cut migraine days by 45%.\n\nMigraine days were cut by 30%. Ask your nurse.\n\n"
                "The capsules cut migraine days by 54%.", "54%"),
        Flagged("About 12% of teenagers have asthma.\n\nAsthma: 30% of teenagers have it.", "30%"),
        Flagged("In a survey, 92% of members felt rested after four weeks.\n\n"
                "After 4 weeks, 81% of our members felt rested.", "81%"),
        Flagged("Ramipril lowered strokes by 32%.\n\nStrokes were lowered 23% by ramipril.", "23%"),
        Flagged("---\ndescription: 95% of walkers had less pain.\n---\n\n85% of walkers had less pain.", "85%",
                media_type="text/markdown"),
    ),
    passes=(
        "Relapse was seen in 20% on the drug.\n\nRelapse was seen in 35% on placebo.",
        "We had 5 million users in 2020.\n\nWe had 7 million users in 2025.",
        "Pain eased in 40% of men.\n\nPain eased in 55% of women.",
        "Itching eased in 62% of adults.\n\nItching eased in 62.4% of adults.",
        "Over 90% of users slept well.\n\n93% of users slept well.",
        "About 60% of users slept well.\n\n62% of users slept well.",
        "Cramps were gone in 30% after 4 weeks.\n\nCramps were gone in 55% after 12 weeks.",
        "Ramipril lowered strokes by 32%.\n\nPerindopril lowered strokes by 28%.",
        "Rashes occur in 5-10% of users.\n\nRashes occur in 7% of users.",
        "The rate of rash was 5%, and the rate of rash was 9% at the higher dose.",
        Passed(_HEADED, "text/markdown"),
    ),
)  # fmt: skip

_FIX = "Keep the figure that the source gives, or name the source, group and time of each statement."


@rule.check
def check(document: Document, _options: NoOptions) -> Iterator[Finding]:
    for found in conflicts(document):
        related = Related(found.earlier.span, "the other figure")
        yield rule.finding(found.later.span, _message(found, document), fix=_FIX, related=(related,))


def _message(found: Conflict, document: Document) -> str:
    earlier, later = (
        f'ine {document.page.locate(each.span).start.line} says "{document.text(each.span)}"' for each in found
    )
    return f"L{earlier}; l{later}; same measure, group and time."

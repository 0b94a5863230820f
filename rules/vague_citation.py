"""An appeal to research, experts, bodies or data whose source cannot be found.

Flags    "studies show", "experts agree", "according to the <body>", "Smith et al. (2019)" without an
         entry, wherever such words carry a claim and neither the sentence nor its block names a
         source that a reader can open or find
Why      borrowed authority persuades without letting anybody check it; where the source cannot be
         found, the claim stands alone
Remedy   name author, title or data set, year and link; or drop the appeal and state what the claim
         rests on
Limits   a list of references without markers in the text does not count as a source, but lowers the
         confidence; whether the source says what the page says is not checked
See      FTC Health Products Compliance Guidance (2022), level-of-support claims; JAMA benchmarks,
         attribution; DISCERN questions 4 and 5
"""

from collections.abc import Iterator

from auditor.check import Flagged, NoOptions, Passed, Rule
from auditor.model import CueClass, Document, Finding, Severity, Tier

rule = Rule(
    __name__,
    reads=("attributions",),
    severity=Severity.WARNING,
    standards=(
        "FTC Health Products Compliance Guidance: level-of-support claims",
        "21 CFR 202.1(e)(6)(x)~",
        "JAMA benchmarks: attribution",
        "DISCERN Q4",
        "DISCERN Q5",
        "HONcode 4",
        "HealthNewsReview 4",
        "HealthNewsReview 6",
    ),
    # FTC: Health Products Compliance Guidance (2022), on substantiation and the level of support
    help="https://www.ftc.gov/business-guidance/resources/health-products-compliance-guidance",
    flags=(
        Flagged("Studies show that nettle soup eases hay fever.", "Studies show", Severity.WARNING),
        Flagged("Research has tied the root to calmer mornings.", "Research has tied"),
        Flagged("A recent trial showed that burns closed sooner.", "A recent trial showed"),
        Flagged("According to a 2019 study, the balm stops itching.", "According to a 2019 study"),
        Flagged("A paper in the Journal of Demo Rest confirms it.", "A paper in the Journal of Demo Rest confirms"),
        Flagged("The WHO says the drops work.", "The WHO says"),
        Flagged("Okafor et al. (2016) saw the same effect.", "Okafor et al. (2016)"),
        Flagged("Experts agree that mornings are best for it.", "Experts agree"),
        Flagged("Leading podiatrists recommend these insoles.", "Leading podiatrists recommend"),
        Flagged("It is widely accepted that honey calms a cough.", "is widely accepted", Severity.INFO),
        Flagged("The tonic has been clinically shown to lift the mood.", "has been clinically shown", Severity.INFO),
        Flagged("Surveys reveal that parents prefer our syrup.", "Surveys reveal"),
        Flagged("Data from large clinics back the claim.", "Data from large clinics back"),
        Flagged("Numerous clinical trials support the recipe.", "Numerous clinical trials support"),
    ),
    passes=(
        "A trial (Brandt, Demo Skin J 2018;3:7-15) found that burns closed sooner.",
        "No studies have looked at this root in children.",
        "More research is needed before the drops can be advised.",
        "Your nurse may recommend a smaller amount.",
        "Ask us whether you can join a clinical trial.",
        "Clinical trials usually run in three phases.",
        "The FDA approved the inhaler in 1995.",
        "Cases of jaundice have been reported.",
        "The US prescribing information (section 5) lists heart failure.",
        "The 2023 Demo Lung Society guideline advises a breathing test first.",
        Passed(
            "Studies point to a benefit.[2]\n\n## References\n\n1. Lim A. Honey. Demo Med. 2011;1:1-4.\n"
            "2. Roe B. Coughs at night. Demo Med. 2014;4:9-12.\n",
            "text/markdown",
        ),
        "Several trials exist; the largest (PMID: 29999993) ran for two years.",
        "Our research nurse, Eva Lund, will ring you.",
        "He studies nursing in Cork.",
    ),
)  # fmt: skip


_FIX = "Give author, title or data set, year and link; or drop the appeal and state what the claim rests on."


@rule.check
def check(document: Document, _options: NoOptions) -> Iterator[Finding]:
    for attribution in document.attributions:
        if attribution.source.tier <= Tier.VAGUE:
            words, missing = document.text(attribution.span), ", ".join(attribution.missing)
            yield rule.finding(
                attribution.span,
                f'"{words}" does not let a reader find the source (missing: {missing}).',
                fix=_FIX,
                severity=Severity.INFO if attribution.cue_class is CueClass.EVIDENTIAL else Severity.WARNING,
                confidence=attribution.confidence,
            )

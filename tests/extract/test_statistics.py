"""Statistics: what reports a finding of the kinds K1 to K8, and what the exclusions E1 to E14 leave out."""

import pytest

from auditor.extract.statistics import find_statistics
from auditor.model import BlockKind, Cell, Confidence, Statistic, StatisticKind
from tests.extract.sentences import annotated, block_of, read_marks

KINDS = {
    "K1 shares": """
        ⟦78% of participants⟧ slept through the night.
        ⟦More than 9 in 10⟧ parents would recommend our nurses.
        ⟦Ninety-six percent⟧ of online sellers hold no licence.
        ⟦A third of men⟧ over 45 snore every night.
        Only ⟦35%–55%⟧ of those samples held any drug.
        Botched fillings account for ⟦17%⟧ of emergency visits.
        ⟦Four out of ten⟧ users quit within a year.
        ⟦97%⟧ said their skin felt smoother
        ⟦70%⟧ assume that their plan will not pay.
        Women account for ⟦two-thirds⟧ of all cases.
        ⟦70% of employees⟧ never use this benefit.
    """,
    "K2 relative effects": """
        We saw a ⟦74% decrease⟧ in complaints about pain.
        Regular use cut vitamin D deficiency ⟦by 61%⟧ and anaemia ⟦by 39%⟧.
        Reduces wrinkles ⟦up to 32%⟧
        ⟦3x⟧ more hydration
        Boosts collagen by ⟦200%⟧
        People who snore are ⟦three times more likely⟧ to crash.
        Mortality is ⟦4 times higher⟧ in smokers.
        Panic attacks have ⟦tripled⟧ since 2019.
        The condition is ⟦twice as common⟧ in women.
        Recovery was ⟦25% quicker⟧ in the massage group.
        This lowers the chance of infection by ⟦a third⟧.
        Levels decline ⟦1-2%⟧ a year after the age of 40.
        Risk of stroke fell (RR ⟦0.78⟧).
    """,
    "K3 absolute effects": """
        Systolic pressure fell by ⟦9 mmHg⟧ with the beetroot juice.
        Average weight loss: ⟦23 lbs⟧
        Patients lose ⟦15 to 20 pounds⟧ in the first month on average.
        Testosterone rose by ⟦160 ng/dL⟧ in men who took the root.
        Pain scores went from ⟦7.1 to 3.2⟧ after four sessions.
        Nurses slept ⟦40 minutes longer⟧ with the mask.
        The number needed to treat is ⟦14⟧.
        Mean difference ⟦-1.8 points⟧ on the pain scale.
    """,
    "K4 outcomes and side effects": """
        A pregnancy with a heartbeat has a ⟦92% chance⟧ of a live birth.
        Our implants have a long-term success rate of ⟦95-98%⟧.
        Headache (⟦11%⟧), flushing (⟦8%⟧) and upset stomach (⟦5%⟧) are the most common.
        Adverse reactions: rash ⟦3%⟧; itching ⟦2%⟧.
        Bleeding stopped in ⟦88 of 96⟧ patients.
        The graft failed in ⟦6 of 81⟧ cases.
        Complication rate: ⟦0.4%⟧
        5-year survival: ⟦68%⟧
        The drops work for ⟦66%⟧.
        These reactions are rare (⟦<1%⟧) but serious.
        ⟦80–90%⟧ of warts clear within two years.
    """,
    "K5 prevalence and head counts": """
        An estimated ⟦1.3 billion people⟧ have high blood pressure.
        ⟦Over 500,000⟧ Canadians live with lupus.
        Skipped tablets cause ⟦125,000 deaths⟧ a year.
        Nearly ⟦two million⟧ new cases are diagnosed each year.
        Miscarriage affects on average ⟦1 in 7⟧ pregnancies.
        Our method has helped ⟦over 12,000 patients⟧ stop smoking.
    """,
    "K6 accuracy of tests": """
        The test has a sensitivity of ⟦97%⟧ and a specificity of ⟦99%⟧.
        False negatives occur in ⟦about 2%⟧ of samples.
        The watch detects flutter with ⟦98.3%⟧ accuracy.
        Negative predictive value = ⟦51%⟧
    """,
    "K7 markets": """
        Global sales were ⟦$1.4 billion⟧ in 2019.
        Obesity costs the health system ⟦$173 billion⟧ a year.
        The market is growing at a CAGR of ⟦9.4%⟧.
        Online pharmacies now make ⟦12%⟧ of all sales.
    """,
    "K8 significance": """
        The gain was significant (⟦p = 0.002⟧).
        The pooled effect was small, ⟦95% CI 0.70 to 0.87⟧.
    """,
}

EXCLUSIONS = {
    "E1 doses and strengths": """
        Children 6 to 12 years: half a tablet.
        Increase the dose by 25% every two weeks.
        Contains 70% isopropyl alcohol.
        2% salicylic acid cleanser for oily skin
        Tretinoin 0.05% cream
        Standardized to 45% boswellic acids.
        Made from 95% organic cotton and 5% elastane.
        Works within 30 minutes and lasts up to 36 hours.
        Tested to ±5% of the label claim.
        Purity: 99.2% (HPLC)
        Use twice as much sunscreen as you think.
        Repeat three times a day.
        Lift weights 3-4x/week.
        Train at 70% of your maximum heart rate.
        Fill the bath to a third of its depth.
        You may take one more tablet every 6 hours.
        Wine 12% and liquor 40%
        The extract has a curcumin content of 3-5%.
    """,
    "E2 ages, dates and numbers to dial": """
        Our clinic opened in 1998 with 3 doctors.
        Call 1-800-555-0100 Monday to Friday, 9 am to 5 pm.
        For adults aged 50 to 75.
        A third dose is given at six months.
    """,
    "E3 marks of order": """
        Step 3 of 4: confirm your address
        Page 2 of 5
        The phase 3 trial starts in May.
        First trimester, weeks 1 to 12
    """,
    "E4 prices": """
        Save 25% with code SPRING25.
        Get 15% off your first order.
        You pay 20% coinsurance for lab tests.
        The same tablet at 5% of the cost.
        A three-month supply costs $89.95.
        Two pairs cost £49, 10% less than single pairs.
        Members of our club pay 10% less.
        Now with 50% more gel in every tube.
    """,
    "E5 cut-offs and targets": """
        Keep your A1C below 7%.
        Aim for an omega-3 index above 8%.
        A BMI of 30 or more is classed as obesity.
        Very common means that more than 1 in 10 people are affected.
        A rise greater than 1.4 ng/mL within a year warrants referral.
        We treat people with prediabetes (A1C 5.7-6.4%).
        Give it only if there is >20% resistance.
        Shedding 50 hairs a day is normal.
    """,
    "E6 nutrition": """
        Provides 120% of the daily value of vitamin C.
        Get 10% of your calories from protein.
        Choose milk with 1% fat.
        The soup has 30% less salt than before.
    """,
    "E7 figures of speech": """
        100% natural, vegan and gluten-free.
        Your privacy is 100% secure.
        Nobody is 100% sure why.
        Give 110% every day.
        Open 24/7
        The 80/20 rule
        The two creams are 95% identical.
        We are in the top 10% of clinics.
    """,
    "E8 what the body does with the drug": """
        The half-life is about 6 hours and bioavailability is 38%.
        About 90% is excreted in urine unchanged.
        A 5 mg tablet gives plasma levels of 2,000 pg/mL.
    """,
    "E9 names": """
        Vitamin B12, omega-3 and 5-HTP are sold out.
        COVID-19 boosters and the 6-in-1 vaccine are free.
    """,
    "E10 illustrations": """
        Imagine 1,000 people take the test and 10 have the disease.
        Suppose a treatment cuts your risk from 2% to 1%.
        What does a "70% success rate" even mean?
        Is a graft a success if 10% of follicles survive?
        If 3 in 10 people improve in both groups, the drug did nothing.
        If 20 in 100 were affected, 10 in 100 would still be affected.
    """,
    "E11 personal results": """
        "I dropped 35 pounds and my A1C went from 9% to 6%!" - Carol
        I lost 12 kilos in three months.
    """,
    "E13 the study itself": """
        The trial enrolled 1,204 patients at 40 sites.
        We recruited 85 healthy volunteers.
        The team pooled 23 studies with more than 2 million adults in all.
        In such a trial half of the volunteers get a dummy pill.
    """,
    "E14 marks, quizzes and forms": """
        Question 4 of 10
        Rated 4.8 out of 5 by 2,300 customers.
        Score: 7/10
        3 / 12
    """,
    "no finding at all": """
        The room seats 40 people.
        This class takes up to 15 people.
        The battery charges to 80% in 30 minutes.
        Adults should get 150 minutes of exercise a week.
        A p-value below 0.05 is considered significant.
        HR 120 bpm, RR 24, BP 90/60.
        Give 10 mL/kg OR 500 mL, whichever is less.
        Add 1/2 cup of oats.
    """,
}


def lines(tables: dict[str, str]) -> list[object]:
    """Each line of the tables with the name of its table."""
    return [
        pytest.param(line.strip(), id=f"{name[:3].strip()}: {line.strip()[:50]}")
        for name, table in tables.items()
        for line in table.strip().splitlines()
    ]


def statistics(text: str, kind: BlockKind = BlockKind.PARAGRAPH, cell: Cell | None = None) -> tuple[Statistic, ...]:
    return find_statistics(annotated(block_of(text, 0, kind, cell)))


@pytest.mark.parametrize("marked", lines(KINDS))
def test_findings_are_seen_each_number_once(marked: str) -> None:
    text, ranges = read_marks(marked)
    found = [(each.span.start, each.span.end) for each in statistics(text)]
    assert len(found) == len(ranges)
    for (start, end), (first, last) in zip(found, ranges, strict=True):
        assert start < last
        assert first < end


@pytest.mark.parametrize("text", lines(EXCLUSIONS))
def test_exclusions_are_left_alone(text: str) -> None:
    assert [text[each.span.start : each.span.end] for each in statistics(text)] == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("78% of participants slept longer.", StatisticKind.SHARE),
        ("Nine in ten users agree.", StatisticKind.SHARE),
        ("The cream cut itching by 40%.", StatisticKind.RELATIVE_EFFECT),
        ("Pressure fell by 9 mmHg in the walkers.", StatisticKind.ABSOLUTE_EFFECT),
        ("Five-year survival is 68%.", StatisticKind.OUTCOME_RATE),
        ("An estimated 12 million adults have asthma.", StatisticKind.PREVALENCE),
        ("Sensitivity was 91%.", StatisticKind.ACCURACY),
        ("Sales reached $4 billion.", StatisticKind.MARKET),
        ("It was significant (p = 0.03).", StatisticKind.SIGNIFICANCE),
    ],
)
def test_the_kind_says_what_was_found_out(text: str, kind: StatisticKind) -> None:
    (found,) = statistics(text)
    assert found.kind is kind


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("Nearly 41% of night-shift nurses skip breakfast.", "Nearly 41% of night-shift nurses"),
        ("Around one in five people relapse.", "Around one in five people"),
        ("The cream cut itching by 40% in adults.", "40%"),
        ("They are 2.5 times less likely to relapse.", "2.5 times less"),
        ("About 12 million adults have asthma.", "About 12 million adults"),
        ("Relapse fell from 30% to 18%.", "30% to 18%"),
    ],
)
def test_the_anchor_runs_from_the_approximator_to_the_noun(text: str, anchor: str) -> None:
    (found,) = statistics(text)
    assert text[found.span.start : found.span.end] == anchor


@pytest.mark.parametrize(
    ("header", "expected"),
    [("Response rate", 1), ("Patients pain free", 1), ("Share you pay", 0), ("Strength", 0), ("Alcohol", 0)],
)
def test_a_cell_means_what_its_headers_say(header: str, expected: int) -> None:
    found = statistics("38%", BlockKind.TABLE_CELL, Cell(1, 1, "Plan A", header))
    assert len(found) == expected


def test_a_number_alone_means_what_the_short_block_beside_it_says() -> None:
    effect = annotated(block_of("14.9%"), block_of("Average weight loss", 1))
    price = annotated(block_of("14.9%"), block_of("Interest on instalments", 1))
    assert len(find_statistics(effect)) == 1
    assert find_statistics(price) == ()


@pytest.mark.parametrize(("number", "expected"), [("12,000+", 1), ("40k+", 1), ("2024", 0), ("12", 0)])
def test_a_large_number_alone_counts_the_people_beside_it(number: str, expected: int) -> None:
    assert len(find_statistics(annotated(block_of(number), block_of("Happy patients", 1)))) == expected


def test_a_threshold_beside_the_share_that_passed_it_is_no_finding_of_its_own() -> None:
    (found,) = statistics("32% of people lost 20% or more of their weight.")
    assert found.span.start == 0


def test_a_strength_is_known_again_without_the_name_of_the_drug() -> None:
    page = annotated(
        block_of("Minoxidil 5% is a foam."), block_of("The 5% foam costs more.", 1), block_of("5% of users itch.", 2)
    )
    assert [each.sentence.text for each in find_statistics(page)] == ["5% of users itch."]


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Azathioprine cut relapse by 40%.", True),
        ("With the new tablet relapse fell by 40%.", True),
        ("Relapse fell by 40% in spring.", False),
        ("The tablet market grew by 40%.", False),
    ],
)
def test_an_outcome_of_a_treatment_names_one(text: str, outcome: bool) -> None:
    (found,) = statistics(text)
    assert found.treatment_outcome is outcome


def test_people_and_time_are_kept_where_they_are_said() -> None:
    (told,) = statistics("41% of nurses slept longer within eight weeks.")
    assert (told.population, told.time) == ("nurses", "within eight weeks")
    (untold,) = statistics("Itching fell by 40%.")
    assert (untold.population, untold.time) == ("", "")


def test_confidence_falls_where_the_shape_is_doubtful() -> None:
    sure, doubtful = statistics("62% reported less pain."), statistics("Back pain: 12%")
    assert sure[0].confidence is Confidence.HIGH
    assert doubtful[0].confidence is not Confidence.HIGH


@pytest.mark.parametrize("kind", [BlockKind.CODE, BlockKind.FORM])
def test_code_and_forms_say_nothing(kind: BlockKind) -> None:
    assert statistics("85% of patients respond", kind) == ()


def test_work_grows_in_step_with_the_length_of_a_block() -> None:
    text = "50% of patients lost 5 kg and "
    assert len(statistics(text * 400)) == 2 * len(statistics(text * 200))

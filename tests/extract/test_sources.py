"""The join of claims to sources: each place where a source counts, and where it stops."""

import pytest

from auditor.extract.annotated import Annotated
from auditor.extract.sources import with_sources
from auditor.model import Document, Source, Span, Statistic, StatisticKind, Tier
from tests.rule_pages import document_of

TRIAL = "Adeleke (Demo Asthma J, 2018) tested the spacer."


def source_of(words: str, text: str, media_type: str = "text/plain") -> Source:
    """The source of a statistic made of the first place where the words stand."""
    document = document_of(text, media_type)
    block = next(each for each in document.page.blocks if words in each.text)
    span = Span(block.index, block.text.index(words), block.text.index(words) + len(words))
    return _joined(document, span).source


def _joined(document: Document, span: Span) -> Statistic:
    sentence = document.sentence_at(span)
    assert sentence is not None
    statistic = Statistic(span, sentence, StatisticKind.SHARE, ())
    annotated = Annotated(document.page, document.sentences)
    [joined] = with_sources((statistic,), annotated, document.citations, document.attributions)
    return joined


SOURCED = [
    ("Wheeze fell by 35% (PMID: 29999991).", Tier.RESOLVABLE, "same sentence"),
    (f"{TRIAL} Wheeze fell by 35%.", Tier.IDENTIFIABLE, "carried over"),
    (f"{TRIAL} Ninety children took part. Wheeze fell by 35%.", Tier.IDENTIFIABLE, "carried over"),
    (f"{TRIAL} According to the study, wheeze fell by 35%.", Tier.IDENTIFIABLE, "carried over"),
    ("Wheeze fell by 35%. The trial is NCT00000042.", Tier.RESOLVABLE, "same block"),
    (f"{TRIAL}\n\nIn that study, wheeze fell by 35%.", Tier.IDENTIFIABLE, "named before"),
    (f"{TRIAL}\n\nThey found that 35% wheezed less.", Tier.IDENTIFIABLE, "named before"),
]
UNSOURCED = [
    ("Wheeze fell by 35%.", Tier.NONE),
    (f"{TRIAL}\n\nWheeze fell by 35%.", Tier.NONE),
    (f"{TRIAL} Meanwhile, wheeze fell by 35% elsewhere.", Tier.NONE),
    (f"{TRIAL} Another group saw wheeze fall by 35%.", Tier.NONE),
    (f"{TRIAL} Our own users wheeze 35% less.", Tier.NONE),
    (f"{TRIAL} Experts say that wheeze falls by 35%.", Tier.VAGUE),
    ("Studies show that wheeze falls by 35%.", Tier.VAGUE),
    ("Studies show a benefit. Wheeze fell by 35%.", Tier.VAGUE),
    ("According to the WHO, 35% wheeze.", Tier.VAGUE),
]


@pytest.mark.parametrize(("text", "tier", "reason"), SOURCED)
def test_a_source_counts_within_its_reach(text: str, tier: Tier, reason: str) -> None:
    source = source_of("35%", text)
    assert (source.tier, source.reason) == (tier, reason)
    assert source.spans


@pytest.mark.parametrize(("text", "tier"), UNSOURCED)
def test_a_source_does_not_count_beyond_its_reach(text: str, tier: Tier) -> None:
    assert source_of("35%", text).tier is tier


def test_the_words_of_a_vague_source_are_kept() -> None:
    assert source_of("35%", "Studies show that wheeze falls by 35%.").cue == "Studies show"


def test_a_lead_in_covers_the_items_of_its_list_and_their_sub_items() -> None:
    items = "- hips\n  - 98% lasted\n- 3% were revised"
    lines = f"What was found (Novak, Demo Feet J, 2022;7:88-95):\n\n{items}\n\nOf all, 5% moved."
    tiers = [source_of(words, lines, "text/markdown").tier for words in ("98%", "3%", "5%")]
    assert tiers == [Tier.IDENTIFIABLE, Tier.IDENTIFIABLE, Tier.NONE]


def test_a_vague_lead_in_makes_its_items_vague() -> None:
    text = "Studies show:\n\n- 98% lasted\n- 3% were revised\n"
    assert source_of("3%", text, "text/markdown").cue == "Studies show"


TABLE = """<table>{caption}<tr><th>Cream</th><th>Clear skin</th><th>Source</th></tr>
<tr><td>A</td><td>32%</td><td>{cell}</td></tr><tr><td>B</td><td>47%</td><td></td></tr></table>{foot}"""


@pytest.mark.parametrize(
    ("parts", "tiers"),
    [
        ({}, (Tier.NONE, Tier.NONE)),
        ({"caption": "<caption>Results (Patel et al., Demo Skin 2021;12:200-9)</caption>"}, (Tier.IDENTIFIABLE,) * 2),
        (
            {"foot": "<p>Source: Patel A. Creams. Demo Skin. 2021;12:200-9. doi:10.5555/skin.1</p>"},
            (Tier.RESOLVABLE,) * 2,
        ),
        ({"foot": "<p>Patients pay for creams. See doi:10.5555/skin.1</p>"}, (Tier.NONE, Tier.NONE)),
        ({"cell": "PMID: 29999991"}, (Tier.RESOLVABLE, Tier.NONE)),
    ],
)
def test_caption_and_foot_cover_a_table_and_a_cell_its_row(parts: dict[str, str], tiers: tuple[Tier, Tier]) -> None:
    html = TABLE.format(**({"caption": "", "cell": "", "foot": ""} | parts))
    assert (source_of("32%", html, "text/html").tier, source_of("47%", html, "text/html").tier) == tiers


def test_a_link_in_a_heading_covers_the_one_block_below() -> None:
    head = '<h2><a href="https://doi.org/10.5555/demo.7">The Demo trial</a></h2>'
    html = f"{head}<p>Wheeze fell by 35%.</p><p>Cough fell by 20%.</p>"
    assert source_of("35%", html, "text/html").reason == "heading above"
    assert source_of("20%", html, "text/html").tier is Tier.NONE


def test_the_study_a_page_opens_with_is_the_study_it_speaks_of_later() -> None:
    text = f"{TRIAL}\n\nSpacers are tubes.\n\n## Results\n\nIn the trial 35% wheezed less. At home 20% forgot it.\n"
    assert source_of("35%", text, "text/markdown").tier is Tier.IDENTIFIABLE


def test_a_new_section_forgets_a_study_named_late() -> None:
    filler = "Spacers are tubes.\n\n" * 8
    text = f"{filler}## One\n\n{TRIAL}\n\n## Two\n\nIn the trial 35% wheezed less.\n"
    assert source_of("35%", text, "text/markdown").tier is Tier.VAGUE


ENTRIES = "\n\n## References\n\n1. Ames J. Tubes. Demo Lung. 2014;6:40-4.\n2. Bo L. Tubes. Demo Lung. 2018;2:1-6.\n"


def test_a_reference_list_without_markers_covers_nothing_but_leaves_doubt() -> None:
    source = source_of("35%", "Wheeze fell by 35%." + ENTRIES, "text/markdown")
    assert (source.tier, source.uncertain) == (Tier.NONE, True)


def test_where_markers_are_used_their_lack_leaves_no_doubt() -> None:
    source = source_of("35%", "Cough fell [1].\n\nWheeze fell by 35%." + ENTRIES, "text/markdown")
    assert (source.tier, source.uncertain) == (Tier.NONE, False)


@pytest.mark.parametrize(
    ("text", "tiers"),
    [
        ("Several trials support it. The largest (PMID: 29999991) ran for years.", [Tier.RESOLVABLE]),
        ("Research shows it (doi:10.5555/demo.7).", [Tier.RESOLVABLE]),
        (f"{TRIAL} Other studies show the same.", [Tier.VAGUE]),
        ("Studies show it.\n\nThe largest (PMID: 29999991) ran for years.", [Tier.VAGUE]),
        (f"{TRIAL} The study shows that it helps.", [Tier.IDENTIFIABLE]),
    ],
)
def test_appeals_are_joined_too(text: str, tiers: list[Tier]) -> None:
    assert [each.source.tier for each in document_of(text).attributions] == tiers


ENTRY = "Ferrand AC, Holm JM, Sund M. Comfort of cold rollers. Demo Surg. 2013 Aug; 39(8):1209-16."


def test_a_full_reference_covers_the_key_points_right_below_it() -> None:
    assert source_of("86%", f"{ENTRY}\n\nKey points: 86% of patients saw a change.").reason == "entry above"


@pytest.mark.parametrize(
    "text",
    [
        f"{ENTRY}\n\nSee you in spring.\n\nKey points: 86% of patients saw a change.",
        f"{ENTRY}\n\nOf our own patients, 86% saw a change.",
        f"As {ENTRY[:30]} and others wrote in Demo Surg in 2013, rollers are cold; our own are colder still and "
        "everybody likes them very much, as one hears.\n\nKey points: 86% of patients saw a change.",
    ],
)
def test_it_covers_nothing_else(text: str) -> None:
    assert source_of("86%", text).tier < Tier.IDENTIFIABLE


NOTE = "Harlow P, Reed A. Calm evenings. Demo Sleep J. 2019;12(2):100-8."
SURVEY = "Based on a consumer study of 54 women aged 35 to 60, spring 2023."


@pytest.mark.parametrize(
    ("text", "tier"),
    [
        (f"Here 81% felt calmer.†\n\n† {NOTE}", Tier.RESOLVABLE),
        (f"Here 81% felt calmer*\n\n*{NOTE}", Tier.RESOLVABLE),
        (f"Here 81% felt calmer.‡\n\n‡{SURVEY}", Tier.IDENTIFIABLE),
        ("Here 81% felt calmer.†\n\n† Individual results may vary.", Tier.NONE),
        (f"Here 81% felt calmer.†\n\n‡ {NOTE}", Tier.NONE),
        (f"Here 81% felt calmer.\n\n† {NOTE}", Tier.NONE),
        (f"† {NOTE}\n\nHere 81% felt calmer.†", Tier.NONE),
        (f"Here 81% felt calmer.†\n\n† Results may vary.\n\nThere we go.†\n\n† {NOTE}", Tier.NONE),
    ],
)
def test_a_sign_leads_to_the_next_note_that_begins_with_it(text: str, tier: Tier) -> None:
    assert source_of("81%", text).tier is tier

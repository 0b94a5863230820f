"""Attributions: wording that borrows authority, by class, and wording that only looks like it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.extract.attributions.lexicon import inflected
from auditor.extract.attributions.tagging import compile_tags, tag
from auditor.model import CueClass, Document
from tests.rule_pages import document_of

C = CueClass

APPEALS = [
    # research in general
    ("Studies have repeatedly shown that naps help.", "Studies have repeatedly shown", C.RESEARCH),
    ("Naps help, as several small trials have found.", "several small trials have found", C.RESEARCH),
    ("A large body of research links naps to recall.", "A large body of research links", C.RESEARCH),
    ("The evidence for naps is overwhelming.", "The evidence for naps is overwhelming", C.RESEARCH),
    ("There is strong evidence that naps help.", "There is strong evidence", C.RESEARCH),
    ("In animal studies the root calmed cramps.", "In animal studies", C.RESEARCH),
    ("Backed by decades of research, it works.", "Backed by decades of research", C.RESEARCH),
    ("It rests on 40+ peer-reviewed trials.", "40+ peer-reviewed trials", C.RESEARCH),
    ("The science clearly supports it.", "The science clearly supports", C.RESEARCH),
    ("Studies have not found any serious side effects.", "Studies have not found", C.RESEARCH),
    ("The evidence base is robust.", "The evidence base is robust", C.RESEARCH),
    ("The science behind it is solid.", "The science behind it is solid", C.RESEARCH),
    ("Research is beginning to show why naps help.", "Research is beginning to show", C.RESEARCH),
    ("Studies appear to support longer naps.", "Studies appear to support", C.RESEARCH),
    ("Studies, however, show that naps help.", "Studies, however, show", C.RESEARCH),
    ("Clinical literature reports fewer falls.", "Clinical literature reports", C.RESEARCH),
    ("Modern science classifies the root as calming.", "Modern science classifies", C.RESEARCH),
    ("It draws on more than 30 clinical trials.", "more than 30 clinical trials", C.RESEARCH),
    ("How it works is unclear, though early evidence suggests that it does.", "early evidence suggests", C.RESEARCH),
    ("What's more, studies show that naps help.", "studies show", C.RESEARCH),
    ("Little was known, but evidence is mounting that naps help.", "evidence is mounting that", C.RESEARCH),
    ("As per research, naps help.", "As per research", C.RESEARCH),
    # one study
    ("A new study out of Norway suggests that it helps.", "A new study out of Norway suggests", C.ONE_STUDY),
    ("According to a large 2017 trial, it helps.", "According to a large 2017 trial", C.ONE_STUDY),
    ("Two-year follow-up study (2003):", "Two-year follow-up study (2003)", C.ONE_STUDY),
    ("One small trial saw the same.", "One small trial", C.ONE_STUDY),
    ("A trial assessing gel (2 mg/day) found a gain.", "A trial assessing gel (2 mg/day) found", C.ONE_STUDY),
    ("Naps may slow wear of the knee, a large study reports.", "a large study reports", C.ONE_STUDY),
    ("A study by Dr. Ida Holm found less pain.", "A study by Dr. Ida Holm found", C.ONE_STUDY),
    ("According to the results of a new study, it helps.", "According to the results of a new study", C.ONE_STUDY),
    ("Relief was seen in 80% of patients in a trial.", "in a trial", C.ONE_STUDY),
    ("Trial participants slept longer.", "Trial participants slept", C.ONE_STUDY),
    # a journal or a body and nothing else
    ("A study in the Journal of Demo Sleep found it.", "A study in the Journal of Demo Sleep found", C.NAME_ONLY),
    ("The Demo Heart Association recommends it.", "The Demo Heart Association recommends", C.NAME_ONLY),
    ("Fish helps, according to the Demo Institute of Diet.", "according to the Demo Institute of Diet", C.NAME_ONLY),
    ("The formula was published in leading medical journals.", "published in leading medical journals", C.NAME_ONLY),
    ("Guidelines recommend it as a first step.", "Guidelines recommend", C.NAME_ONLY),
    ("Twice a week, per CDC guidance.", "per CDC guidance", C.NAME_ONLY),
    (
        "Consider the latest figures released by the Demo Heart Association:",
        "the latest figures released by the Demo Heart Association",
        C.NAME_ONLY,
    ),
    ("Data from the Demo Sleep Institute:", "Data from the Demo Sleep Institute", C.NAME_ONLY),
    ("Naps are rare (source: Demo Sleep Institute).", "source: Demo Sleep Institute", C.NAME_ONLY),
    ("As stated by the Demo Sleep Institute, it helps.", "As stated by the Demo Sleep Institute", C.NAME_ONLY),
    ("As published in the Lancet, it helps.", "published in the Lancet", C.NAME_ONLY),
    ("The CDC reviewed 400 cases and found no falls.", "The CDC reviewed 400 cases and found", C.NAME_ONLY),
    # author and year
    ("Ames and Roe (2011) saw no change.", "Ames and Roe (2011)", C.AUTHOR_YEAR),
    ("Naps help (Farouk et al., 2020).", "Farouk et al., 2020", C.AUTHOR_YEAR),
    # experts
    ("Most paediatric dentists advise it.", "Most paediatric dentists advise", C.EXPERTS),
    ("Researchers in Oslo have discovered why.", "Researchers in Oslo have discovered", C.EXPERTS),
    ("Doctors do not recommend it for children.", "Doctors do not recommend", C.EXPERTS),
    ("A renowned professor swears by it.", "A renowned professor swears", C.EXPERTS),
    ("It is trusted by midwives for sore skin.", "trusted by midwives", C.EXPERTS),
    ("A dentist-recommended paste for sore gums.", "dentist-recommended", C.EXPERTS),
    ("Healthcare providers recommend naps.", "Healthcare providers recommend", C.EXPERTS),
    ("Trusted by 10,000 midwives.", "Trusted by 10,000 midwives", C.EXPERTS),
    ("Doctors have been recommending it for years.", "Doctors have been recommending", C.EXPERTS),
    ("No wonder experts recommend naps.", "experts recommend", C.EXPERTS),
    ("This is why midwives recommend naps.", "midwives recommend", C.EXPERTS),
    ("Analysts expect that sales will double.", "Analysts expect", C.EXPERTS),
    ("In the opinion of most midwives, naps help.", "In the opinion of most midwives", C.EXPERTS),
    ("The general consensus among dentists is that it helps.", "The general consensus among dentists", C.EXPERTS),
    # nobody in particular
    ("It is now widely believed that naps help.", "is now widely believed", C.EVIDENTIAL),
    ("The root has been shown to calm cramps.", "has been shown", C.EVIDENTIAL),
    ("Proven to calm cramps.", "Proven to", C.EVIDENTIAL),
    ("It is thought to calm cramps.", "is thought to", C.EVIDENTIAL),
    ("It is known that naps help.", "is known", C.EVIDENTIAL),
    ("Its effect on naps is scientifically proven.", "is scientifically proven", C.EVIDENTIAL),
    # data
    ("Polls show that people nap more.", "Polls show", C.DATA),
    ("Sales figures say nothing, but market data suggest growth.", "market data suggest", C.DATA),
    ("In a recent survey, most users felt better.", "In a recent survey", C.DATA),
    ("Recent patient surveys show:", "Recent patient surveys show", C.DATA),
    ("Polling shows that people nap more.", "Polling shows", C.DATA),
]  # fmt: skip

NONE = [
    # V2 missing, mixed or needed
    "No trial has shown that it helps.",
    "There is not enough evidence that it helps.",
    "Limited evidence suggests a small effect.",
    "Larger studies are needed.",
    "Studies have not shown that it works.",
    "The results across studies are inconsistent.",
    "It has never been proven to work.",
    "The effect needs to be tested and confirmed in a longer study.",
    "Data from human trials were conflicting.",
    "Some studies show a benefit, while others show none.",
    # V3 one's own clinician, recruitment
    "Your dentist may recommend a guard.",
    "Ask your doctors what they recommend.",
    "Volunteers in clinical trials receive travel money.",
    "You can take part in a study here.",
    "Ask our qualified doctors to determine what suits you.",
    "Our experienced dentists recommend a guard.",
    # V4 acts of regulators
    "The FDA warned shops about it in May 2021.",
    "The EMA approved the spray in 2011.",
    # V5 what studies are
    "In a crossover trial everybody gets both treatments.",
    "A trial compares two groups.",
    "Success is defined as no pain in clinical trials.",
    "Several university studies on migraine",
    # V6 harm in the passive
    "Seizures have been reported to follow overdoses.",
    "Liver failure has been documented in adults.",
    # V8 named people
    "Professor Ida Holm, head of our ward, recommends it.",
    "Dr. Ida Holm, a professor of nursing at the Demo Medical University, said that naps help.",
    "He has published more than 90 papers on naps.",
    "Our doctors have run more than 20 clinical trials.",
    # V9 other senses
    "More than 300 reviews from happy users.",
    "Doctors expect patients to arrive early.",
    "The agreement is that you pay at the end.",
    "Our research nurse found your file.",
    "She studies law and reports to the dean.",
    "Blood tests show how your kidneys work.",
    "Imaging studies show whether the bone is broken.",
    "This video shows how to use the spray.",
    "The results show up within a day.",
    "The order has been confirmed.",
    "The shop is well known for its tea.",
    "Real reviews from verified buyers.",
    "Its effect is supported by photographic evidence.",
    "Nurse practitioners (in states where they may prescribe)",
    "The leaf has other uses and smaller research support.",
    "It is known as the nap root.",
    # conditions and questions
    "If a study shows that it fails, we stop.",
    "Do studies show that it works?",
    "Here is what the research shows.",
    "Independent third-party testing confirmed.",
]


def appeals(text: str, media_type: str = "text/plain") -> list[tuple[str, CueClass]]:
    document = document_of(text, media_type)
    return [(document.text(each.span), each.cue_class) for each in document.attributions]


@pytest.mark.parametrize(("text", "words", "cue_class"), APPEALS)
def test_appeals_are_found_from_the_cue_to_the_name(text: str, words: str, cue_class: CueClass) -> None:
    assert appeals(text) == [(words, cue_class)]


@pytest.mark.parametrize("text", NONE)
def test_wording_that_borrows_no_authority_is_left_alone(text: str) -> None:
    assert appeals(text) == []


def test_a_second_source_in_a_sentence_is_a_second_appeal() -> None:
    text = "Some studies show a benefit, and one study found the opposite."
    assert [words for words, _ in appeals(text)] == ["Some studies show", "one study found"]


def test_a_second_cue_of_the_same_source_is_part_of_the_first() -> None:
    text = "It rests on 12+ trials, hundreds of volunteers, published in leading medical journals."
    assert [words for words, _ in appeals(text)] == [
        "12+ trials, hundreds of volunteers, published in leading medical journals"
    ]


def test_a_study_spoken_of_before_in_the_block_is_no_further_appeal() -> None:
    text = "A Demo trial found that it helps. The trial involved 90 people. The researchers also saw more sleep."
    assert [words for words, _ in appeals(text)] == ["A Demo trial found"]


@pytest.mark.parametrize(
    "html",
    [
        "<h2>Studies show that naps help</h2><p>Naps are short.</p>",
        "<html><head><title>Experts recommend naps</title></head><body><p>Naps are short.</p></body></html>",
        '<ul><li><a href="/blog/naps">Experts say naps help</a></li></ul>',
        "<nav><p>Studies show that naps help</p></nav><p>Naps are short.</p>",
        "<p>Type <code>x</code>.</p><pre>Studies show that naps help</pre>",
    ],
)
def test_headings_titles_links_and_code_make_no_appeal(html: str) -> None:
    assert appeals(html, "text/html") == []


def test_a_heading_that_is_a_paragraph_in_large_type_is_read() -> None:
    prose = "Naps are short sleeps by day that most people know from childhood. They help at any age, studies show."
    assert appeals(f"<h3>{prose}</h3><p>Naps are short.</p>", "text/html") == []
    longer = f"{prose} Some take them at noon and others in the evening."
    assert [words for words, _ in appeals(f"<h3>{longer}</h3><p>Naps are short.</p>", "text/html")] == ["studies show"]


def test_markup_inside_the_cue_does_not_hide_it() -> None:
    html = "<p>Studies <em>consistently</em> <b>sh</b>ow that naps help.</p>"
    assert [words for words, _ in appeals(html, "text/html")] == ["Studies consistently show"]


def test_the_sites_own_name_is_its_own_voice() -> None:
    head = "<html><head><title>Naps | Demo Sleep Institute</title></head>"
    body = "<body><p>The Demo Sleep Institute recommends naps.</p></body></html>"
    assert appeals(head + body, "text/html") == []
    assert len(appeals(head.replace("Demo Sleep Institute", "Demo Shop") + body, "text/html")) == 1


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Studies show it.", ("author", "title", "year", "link")),
        ("A 2014 study showed it.", ("author", "title", "link")),
        ("The WHO says it works.", ("title", "year", "link")),
        ("Ames et al. (2014) saw it.", ("title", "link")),
        ("Ames et al. saw it.", ("title", "year", "link")),
    ],
)
def test_what_is_missing_is_told(text: str, missing: tuple[str, ...]) -> None:
    assert [each.missing for each in document_of(text).attributions] == [missing]


def test_unknown_roles_in_a_pattern_are_refused() -> None:
    with pytest.raises(ValueError, match="studdy"):
        compile_tags("{studdy}{finding}")


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("suggest", {"suggest", "suggests", "suggested", "suggesting"}),
        ("conclude", {"conclude", "concludes", "concluded", "concluding"}),
        ("imply", {"imply", "implies", "implied", "implying"}),
        ("stress", {"stress", "stresses", "stressed", "stressing"}),
    ],
)
def test_verbs_are_inflected(verb: str, forms: set[str]) -> None:
    assert set(inflected(verb)) == forms


WORDS = [
    "Studies",
    "the",
    "study",
    "show",
    "of",
    "a",
    "2019",
    "experts",
    ",",
    "and",
    "that",
    "WHO",
    "not",
    "been",
    "shown",
]


@settings(deadline=None)  # the first document compiles all patterns
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40))
def test_each_word_has_one_tag_and_spans_are_in_order(words: list[str]) -> None:
    text = " ".join(words)
    tagged = tag(text)
    assert len(tagged.tags) == len(tagged.ranges)
    assert "".join(text[start:end] for start, end in tagged.ranges).replace(" ", "") == text.replace(" ", "")
    _in_order(document_of(text))


def _in_order(document: Document) -> None:
    spans = [each.span for each in document.attributions]
    assert spans == sorted(spans)
    assert all(each.sentence.span.covers(each.span) for each in document.attributions)

"""Citations: what in a text points at a source, and how far a reader gets with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.extract.citations.references import find_references
from auditor.model import CitationKind, Tier
from tests.rule_pages import document_of

K, T = CitationKind, Tier

NAMED = [
    ("NHANES 2015-2016 puts it at 4%.", "NHANES 2015-2016", K.REPORT, T.IDENTIFIABLE),
    ("The Health Survey for Demoland 2021 found it.", "The Health Survey for Demoland 2021", K.REPORT, T.IDENTIFIABLE),
    ("In the 2022 National Demo Gout Audit it was rare.", "2022 National Demo Gout Audit", K.REPORT, T.IDENTIFIABLE),
    ("A 2019 Cochrane review found no change.", "2019 Cochrane review", K.REPORT, T.IDENTIFIABLE),
    ("The 2024 Demo Lung Society guideline asks.", "2024 Demo Lung Society guideline", K.GUIDELINE, T.IDENTIFIABLE),
    ("NICE guideline NG999 asks for a test.", "NICE guideline NG999", K.GUIDELINE, T.IDENTIFIABLE),
    ("The US prescribing information lists it.", "US prescribing information", K.LABEL, T.IDENTIFIABLE),
    ("Prescribing information (section 6.1).", "Prescribing information (section 6.1)", K.LABEL, T.RESOLVABLE),
    ("The label (section 4.8) lists it.", "The label (section 4.8)", K.LABEL, T.RESOLVABLE),
    ("The leaflet lists it.", "The leaflet", K.LABEL, T.IDENTIFIABLE),
    ("It was seen in the DPP trial.", "the DPP trial", K.TRIAL_NAME, T.IDENTIFIABLE),
    ("In STEP 1 (2021) it fell.", "STEP 1", K.TRIAL_NAME, T.IDENTIFIABLE),
    ("412 visitors whom we asked in March 2026 agreed.", "412 visitors whom we asked", K.OWN_SURVEY, T.IDENTIFIABLE),
    ("Roe and others (JAMA Skin, 2020).", "Roe and others (JAMA Skin, 2020)", K.AUTHOR_YEAR, T.IDENTIFIABLE),
    ("A 2016 study by Harker in Demo Nursing.", "by Harker in Demo Nursing", K.JOURNAL, T.IDENTIFIABLE),
    ("A 2016 study in the Journal of Demo Rest by Danish doctors.", "the Journal of Demo Rest", K.JOURNAL, T.VAGUE),
    ("A 2016 study in the Journal of Demo Rest saw it.", "the Journal of Demo Rest", K.JOURNAL, T.VAGUE),
    ("Ames et al. (2014) saw it.", "Ames et al. (2014)", K.AUTHOR_YEAR, T.VAGUE),
    ("Roe et al. 2013 (Demo Bone Things) saw it.", "Roe et al. 2013", K.AUTHOR_YEAR, T.IDENTIFIABLE),
    ("It works (Roe et al., 2013, Demo Bone Things).", "Roe et al., 2013", K.AUTHOR_YEAR, T.IDENTIFIABLE),
    ("It works (Brandt, 2014).", "Brandt, 2014", K.AUTHOR_YEAR, T.VAGUE),
    ("One in five snores (WHO, 2020).", "WHO, 2020", K.AUTHOR_YEAR, T.VAGUE),
    ("See doi:10.5555/demo.7 for more.", "doi:10.5555/demo.7", K.DOI, T.RESOLVABLE),
    ("See PMID: 29999991 for more.", "PMID: 29999991", K.PMID, T.RESOLVABLE),
    ("It is registered as NCT00000042.", "NCT00000042", K.TRIAL_ID, T.RESOLVABLE),
    ("It fell by a third [4].", "[4]", K.NUMBERED, T.VAGUE),
]  # fmt: skip

NOTHING = [
    "The GLP-1 trial box is on the shelf.",
    "Brandt, 2014 winner of the care prize, opened the ward.",
    "The clinic opened in March 2019 and has 24 beds.",
    "Pour 10.5 mL into the cup.",
    "Mrs Okoye and Mr Lim joined us in 2011.",
    "In our customer survey most were content.",
    "Call Monday 2024 specials for details.",
    "A 2019 Demo Heart Association Report found it.",
    "A 2018 University of Demoland Study saw it.",
    "Store below 25 °C; see the label on the box.",
]


def citations(text: str, media_type: str = "text/plain") -> list[tuple[str, CitationKind, Tier]]:
    document = document_of(text, media_type)
    return [(document.text(each.span), each.kind, each.tier) for each in document.citations]


@pytest.mark.parametrize(("text", "words", "kind", "tier"), NAMED)
def test_sources_in_the_text_have_kind_and_tier(text: str, words: str, kind: CitationKind, tier: Tier) -> None:
    assert (words, kind, tier) in citations(text)


@pytest.mark.parametrize("text", NOTHING)
def test_what_only_looks_like_a_source_is_none(text: str) -> None:
    assert citations(text) == []


@pytest.mark.parametrize(
    ("href", "tier"),
    [
        ("https://doi.org/10.5555/demo.7", Tier.RESOLVABLE),
        ("https://pubmed.ncbi.nlm.nih.gov/30000002/", Tier.RESOLVABLE),
        ("https://www.example.org/reports/2022/falls.pdf", Tier.RESOLVABLE),
        ("https://www.example.org/", Tier.VAGUE),
        ("/about-us", None),
        ("/shop/mat", None),
        ("https://www.google.com/search?q=mat", None),
        ("mailto:desk@example.org", None),
    ],
)
def test_a_link_earns_its_tier_by_where_it_goes(href: str, tier: Tier | None) -> None:
    found = citations(f'<p>It fell by a third, as <a href="{href}">they write</a>.</p>', "text/html")
    assert [each[2] for each in found] == ([] if tier is None else [tier])


LIST = """

## {}

1. Ames J. Walking after surgery. Demo Surg. 2014;6:40-4.
2. Bo L. Cramps. Demo Fam Med. 2018;2:1-6.
"""


@pytest.mark.parametrize("heading", ["References", "Sources", "References (links)", "Show Sources", "Works cited"])
def test_markers_resolve_to_entries_under_any_usual_heading(heading: str) -> None:
    document = document_of("Walking helps [2]." + LIST.format(heading), "text/markdown")
    [marker] = document.citations
    assert marker.tier is Tier.RESOLVABLE
    assert marker.entry is not None
    assert document.text(marker.entry).startswith("Bo L.")


def test_a_marker_beyond_the_list_is_vague() -> None:
    assert citations("Walking helps [7]." + LIST.format("References"), "text/markdown") == [
        ("[7]", CitationKind.NUMBERED, Tier.VAGUE)
    ]


def test_author_and_year_resolve_only_with_both() -> None:
    tiers = {
        name: [tier for _, _, tier in citations(f"{name} saw it." + LIST.format("References"), "text/markdown")]
        for name in ("Ames et al. (2014)", "Ames et al. (2015)", "Roe et al. (2014)")
    }
    assert tiers == {
        "Ames et al. (2014)": [Tier.RESOLVABLE],
        "Ames et al. (2015)": [Tier.VAGUE],
        "Roe et al. (2014)": [Tier.VAGUE],
    }


def test_a_journal_with_its_year_resolves_to_its_entry() -> None:
    entries = "- Bo L. Feet. Journal of Demo Feet. 2018;2:1-6.\n- Ames J. Knees. Demo Surg. 2014;6:40-4.\n"
    text = f"A 2018 paper in Journal of Demo Feet saw it.\n\n## References\n\n{entries}"
    assert ("Journal of Demo Feet", CitationKind.JOURNAL, Tier.RESOLVABLE) in citations(text, "text/markdown")


def test_entries_cite_nothing() -> None:
    assert citations("Walking helps." + LIST.format("References"), "text/markdown") == []


def test_several_entries_in_one_paragraph_are_told_apart() -> None:
    entries = "1. Ames J. Demo Surg. 2014;6:4. 2. Bo L. Demo Feet. 2018;2:1. 3. Cho K. Demo Ear. 2019;1:9."
    page = document_of(f"Sources: {entries}").page
    assert [entry.number for entry in find_references(page).entries] == [1, 2, 3]


def test_a_table_with_a_column_of_notes_is_no_reference_list() -> None:
    text = "| Use | Notes |\n|---|---|\n| Sleep | Tan 2009 used a tea |\n| Pain | Roe 2011, two weeks |\n"
    assert find_references(document_of(text, "text/markdown").page).entries == ()


PIECES = ["Ames", "et al.", "(2014)", "[3]", "10.5555/x", "NHANES", "2019", "the", "Journal", "of", "Feet", ".", ";"]


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=30))
def test_spans_lie_in_their_block_and_nothing_crashes(words: list[str]) -> None:
    document = document_of(" ".join(words))
    for citation in document.citations:
        assert document.text(citation.span).strip()

"""Statistics that pages of one site state differently: which are found, and which say different things."""

import pytest

from auditor.model import Severity
from tests.check.sites import compared, facts, found

SAID = "92% of members fell asleep faster within four weeks."


def site(*statements: str) -> dict[str, str]:
    """Pages on one product, each with one statement."""
    return {f"{letter}.md": f"# Zelvane\n\n{said}\n" for letter, said in zip("abcdef", statements, strict=False)}


def test_the_page_that_stands_alone_is_found_with_the_other_place() -> None:
    (location, finding), *more = compared(facts(site(SAID, SAID.replace("92", "81"), SAID)))
    assert not more
    assert (location, finding.quote) == ("b.md", "81%")
    assert (finding.rule, finding.subtype) == ("conflicting-statistics", "across-pages")
    assert finding.severity is Severity.WARNING
    assert (finding.related[0].page, finding.related[0].quote) == ("a.md", "92%")
    assert finding.message == (
        'This page says "81%" (= 81%) and is alone in it; 2 other pages of the site say 92%: "92%" on a.md, line 3; '
        "same measure, group and time."
    )


CONFLICTING = {
    "the same sentence": (SAID, SAID.replace("92", "87")),
    "another order": (SAID, "Within 4 weeks, 87% of our members fell asleep faster."),
    "a source on one side": (SAID, "According to a poll, 87% of members fell asleep faster within four weeks."),
    "a year on one side": (SAID, "In 2024, 87% of members fell asleep faster within four weeks."),
    "the size on one side": (SAID, "In a survey of 300 members, 87% fell asleep faster within four weeks."),
    "two figures in a sentence": (
        "92% of users slept well, and 40% woke rested.",
        "87% of users slept well, and 40% woke rested.",
    ),
    "customers": ("Join 40,000+ patients.", "Trusted by 25,000+ patients."),
    "customers of ours": ("We have helped 40,000 customers.", "25,000 customers trust our team."),
    "what a seller counts": (
        "Since 1998, 9,400 babies have been born with our help.",
        "11,200 babies have been born with our help since 1998, and each has a picture here.",
    ),
    "an average of its own": (
        "Our patients with back pain need 7 visits on average.",
        "Our patients with back pain need 9 visits on average.",
    ),
    "words for a share": ("Nine in ten users woke rested.", "60% of users woke rested."),
    "a table against the text": (
        "| Result | Patients |\n|---|---|\n| Relapse within a year | 12% |",
        "| Result | Patients |\n|---|---|\n| Relapse within a year | 21% |",
    ),
    "people in general": (
        "# Snoring\n\nAbout 40% of adults snore at night.",
        "# Dry mouth\n\nSnoring: 57% of adults snore at night.",
    ),
}


@pytest.mark.parametrize("said", CONFLICTING.values(), ids=CONFLICTING)
def test_conflicts(said: tuple[str, str]) -> None:
    assert [location for location, _ in found(site(*said))] == ["b.md"]


SOUND = {
    "equal": (SAID, SAID),
    "rounded": (SAID, SAID.replace("92", "92.3")),
    "about": (SAID, SAID.replace("92", "About 89")),
    "another bound": (SAID, SAID.replace("92", "Over 80")),
    "a range that meets it": (SAID, SAID.replace("92", "90-95")),
    "another time": (SAID, "81% of members fell asleep faster within eight weeks."),
    "another group": (SAID, "81% of women fell asleep faster within four weeks."),
    "another outcome": (SAID, "81% of members woke less within four weeks."),
    "another time before it": (
        "One year after surgery, 97% of implants were in place.",
        "Ten years after surgery, 91% of implants were in place.",
    ),
    "all so far and those of today": ("We have treated 640,000 patients.", "Today 210,000 patients are with us."),
    "denied": (SAID, "8% of members never fell asleep faster within four weeks."),
    "another year on each side": (f"In 2023, {SAID}", f"In 2024, {SAID.replace('92', '87')}"),
    "another source on each side": (
        "A trial in the Demo Journal of Sleep found that 92% of users woke rested.",
        "A trial in the Lake Journal of Nursing found that 81% of users woke rested.",
    ),
    "other headings": (
        "## In men\n\n92% of those who took it fell asleep faster.",
        "## In women\n\n81% of those who took it fell asleep faster.",
    ),
    "labels under other headings": ("## Acne\n\n- Clearer skin: 40%", "## Rosacea\n\n- Clearer skin: 60%"),
    "another drug": ("Ramipril cut strokes by 32% in adults.", "Perindopril cut strokes by 28% in adults."),
    "choices on one page": (f"{SAID}\n\n81% of members fell asleep faster within four weeks.", SAID),
}


@pytest.mark.parametrize("said", SOUND.values(), ids=SOUND)
def test_no_conflict(said: tuple[str, str]) -> None:
    assert found(site(*said)) == []


def test_pages_on_two_products_say_it_of_each() -> None:
    pages = {
        name: f"# {name}\n\nAsk a nurse about {name} first.\n\n{figure}% of users slept well in 4 weeks.\n"
        for name, figure in (("Zelvane", 92), ("Ostrane", 81))
    }
    assert found(pages) == []
    pages["more"] = pages["Zelvane"].replace("92", "70")
    assert [location for location, _ in found(pages)] == ["more"]


def test_a_suppression_takes_a_statistic_out_of_the_comparison() -> None:
    told = "<!-- auditor: ignore conflicting-statistics; reason: two surveys -->\n\n"
    assert found(site(SAID, told + SAID.replace("92", "81"))) == []

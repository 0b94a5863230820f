"""Differences between the pages of a site: which are found, how they are told, and that order plays no part."""

import tracemalloc
from dataclasses import replace
from decimal import Decimal
from itertools import chain
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.check.across import differences, ranges
from auditor.check.dosages.values import Range, disjoint
from auditor.model import Confidence, RawPage, Severity
from auditor.pipeline import examine
from tests.check.sites import SETTINGS, compared, facts, found

TWENTY = "# Ramipril\n\nAdults take 20 mg of ramipril once a day.\n"
FORTY = "# Ramipril at home\n\nAdults take 40 mg of ramipril once a day.\n"


def pages(*statements: str) -> dict[str, str]:
    """A site of pages on one drug, each with one statement."""
    return {f"{letter}.md": f"# Ramipril\n\n{said}\n" for letter, said in zip("abcdefghijkl", statements, strict=False)}


def test_the_page_that_stands_alone_is_found_with_the_other_place() -> None:
    (location, finding), *more = compared(facts({"a.md": FORTY, "b.md": TWENTY, "c.md": TWENTY}))
    assert not more
    assert (location, finding.quote) == ("a.md", "40 mg of ramipril once a day")
    assert (finding.rule, finding.subtype) == ("contradictory-dosage", "across-pages")
    assert (finding.severity, finding.confidence) == (Severity.ERROR, Confidence.MEDIUM)
    assert (finding.related[0].page, finding.related[0].quote) == ("b.md", "20 mg of ramipril once a day")
    assert finding.message == (
        'This page says "40 mg of ramipril once a day" (= 40 mg a day) and is alone in it; 2 other pages of the site '
        'say 20 mg a day: "20 mg of ramipril once a day" on b.md, line 3; same drug (ramipril), group and phase.'
    )
    assert finding.lines == ("Adults take 40 mg of ramipril once a day.",)
    assert (finding.block, finding.region, finding.section) == ("paragraph", "main", ("Ramipril at home",))


def test_of_two_pages_the_later_one_is_found() -> None:
    assert found({"a.md": FORTY, "b.md": TWENTY}) == [("b.md", "20 mg of ramipril once a day")]


def test_pages_that_agree_are_left_alone() -> None:
    assert found({f"{number}.md": TWENTY for number in range(5)}) == []


CONTRADICTORY = {
    "dose": ("Adults take 20 mg of ramipril at night.", "Adults take 50 mg of ramipril at night."),
    "amount of a day": ("The usual dose is 20 mg of ramipril daily.", "Take 30 mg of ramipril twice a day."),
    "start": ("The starting dose of ramipril is 5 mg.", "Begin with 15 mg of ramipril."),
    "frequency": ("Use ramipril once a day.", "Use ramipril every 8 hours."),
    "most": ("Never take more than 30 mg of ramipril in 24 hours.", "The maximum daily dose of ramipril is 40 mg."),
    "unit": ("Take 100 mcg of ramipril each morning.", "Take 100 mg of ramipril each morning."),
    "age band": ("Children aged 6 to 12 take 2 mg of ramipril.", "Children aged 6 to 12 take 5 mg of ramipril."),
    "table": ("| Who | Dose |\n|---|---|\n| Adults | 10 mg once daily |", "Adults take 20 mg of ramipril once daily."),
    "lists": ("Ramipril is sold in 20 mg and 50 mg.", "Ramipril is sold in 20 mg and 100 mg."),
    "content": ("Ramipril is sold in 20 mg and 50 mg.", "Each tablet of ramipril contains 100 mg."),
    "course": ("Take ramipril for 7 days.", "Take ramipril for 14 days."),
}


@pytest.mark.parametrize("said", CONTRADICTORY.values(), ids=CONTRADICTORY)
def test_contradictions(said: tuple[str, str]) -> None:
    assert [location for location, _ in found(pages(*said))] == ["b.md"]


SOUND = {
    "a value within a range": ("Take 20-60 mg of ramipril daily.", "Most people take 40 mg of ramipril daily."),
    "steps up": ("Start with 20 mg of ramipril, add 20 mg weekly.", "By week five you take 100 mg of ramipril."),
    "another group": ("Adults take 40 mg of ramipril.", "Children aged 6 to 12 take 20 mg of ramipril."),
    "another use": ("For arthritis take 20 mg of ramipril.", "For gout take 50 mg of ramipril."),
    "another phase": ("Load with 300 mg of ramipril.", "Then take 75 mg of ramipril a day."),
    "another release": ("Immediate-release ramipril: three times daily.", "Extended-release ramipril: once daily."),
    "kidneys": ("With poor kidney function take 25 mg of ramipril.", "The usual dose of ramipril is 50 mg."),
    "other units": ("Take a 0.05 g tablet of ramipril.", "Take a 50 mg tablet of ramipril."),
    "same day, other dose": ("Take 10 mg of ramipril once a day.", "Take 5 mg of ramipril twice a day."),
    "dose or day": ("Take 5 mg of ramipril.", "Take 2.5 mg of ramipril twice a day."),
    "total": ("Take 5 mg of ramipril three times a day.", "Take 15 mg of ramipril daily."),
    "a study": ("The trial used 80 mg of ramipril a day.", "The licensed dose of ramipril is 40 mg a day."),
    "an overdose": ("An overdose of ramipril begins at 400 mg a day.", "Take 10 mg of ramipril a day."),
    "the past": ("In the past 100 mg of ramipril a day was given.", "Take 10 mg of ramipril a day."),
    "another drug": ("Take 10 mg of ramipril a day.", "Take 40 mg of simvastatin a day."),
    "one of the strengths": ("Ramipril comes in 20 mg and 50 mg.", "Each 50 mg tablet of ramipril contains 50 mg."),
    "fewer strengths": ("Ramipril is sold in 20 mg and 50 mg.", "Ramipril is sold in 20 mg, 50 mg and 100 mg."),
    "units of unknown content": ("Take two tablets of ramipril at night.", "Take one tablet of ramipril at night."),
    "contents of two makers": ("Each tablet of ramipril contains 10 mg.", "Each tablet of ramipril contains 5 mg."),
    "a price list": ("- Ramipril 10 mg once a day: $20\n- Ramipril 20 mg daily: $30", "Take 50 mg of ramipril daily."),
}  # fmt: skip


@pytest.mark.parametrize("said", SOUND.values(), ids=SOUND)
def test_near_misses(said: tuple[str, str]) -> None:
    assert found(pages(*said)) == []


def test_what_a_page_is_about_is_what_its_doses_are_for() -> None:
    one = "# Ramipril for hypertension\n\nAdults take 20 mg of ramipril once a day.\n"
    other = "# Ramipril for migraine\n\nAdults take 40 mg of ramipril once a day.\n"
    told = "# Ramipril\n\nFor migraine, adults take 80 mg of ramipril once a day.\n"
    assert found({"a.md": one, "b.md": other}) == []
    assert found({"a.md": other, "b.md": told}) == [("b.md", "80 mg of ramipril once a day")]


def test_silence_agrees_with_the_only_form_the_site_names() -> None:
    capsules, silent = "Take 10 mg of ramipril capsules once a day.", "Take 40 mg of ramipril once a day."
    assert found(pages(capsules, silent)) == [("b.md", "40 mg of ramipril once a day")]
    assert found(pages(capsules, silent, "Take 10 mg of ramipril syrup once a day.")) == []


def test_a_range_elsewhere_that_meets_both_values_reconciles_them() -> None:
    ten, thirty = "Take 10 mg of ramipril daily.", "Take 30 mg of ramipril daily."
    assert len(found(pages(ten, ten, thirty))) == 1
    assert found(pages(ten, ten, thirty, "Take 10-40 mg of ramipril daily.")) == []
    assert len(found(pages(ten, ten, thirty, "Take 10-20 mg of ramipril daily."))) == 1


def test_choices_that_one_page_lists_hold_beside_each_other_everywhere() -> None:
    ten, thirty = "Take 10 mg of ramipril daily.", "Take 30 mg of ramipril daily."
    assert found(pages(ten, ten, f"{ten}\n\n{thirty}", thirty)) == []


def test_a_strength_by_which_the_site_calls_the_product_is_no_contradiction() -> None:
    said = "Ramipril is sold in 20 mg and 50 mg.", "Each tablet of ramipril contains 100 mg."
    strong = {"z.md": "# Ramipril 100 mg\n\nOur strongest.\n"}
    assert len(found(pages(*said))) == 1
    assert found(pages(*said) | strong) == []


def test_unbranded_contents_need_a_site_that_agrees() -> None:
    usual, odd = "Each tablet of ramipril contains 10 mg.", "Each tablet of ramipril contains 5 mg."
    assert found(pages(odd, usual, usual)) == []
    assert found(pages(odd, usual, usual, usual)) == [("a.md", "5 mg")]


def test_tablets_are_compared_where_the_site_names_one_strength() -> None:
    one, two = "Take one tablet of ramipril at night.", "Take two tablets of ramipril at night."
    strength, other = {"y.md": "# Ramipril 10 mg\n\nBuy.\n"}, {"z.md": "# Ramipril 5 mg\n\nBuy.\n"}
    assert found(pages(one, two) | strength) == [("b.md", "two tablets")]
    assert found(pages(one, two) | strength | other) == []
    assert found(pages(two, one, one, one)) == [("a.md", "two tablets")]


def test_many_values_without_one_that_prevails_are_no_contradiction() -> None:
    said = [f"Take {amount} mg of ramipril daily." for amount in (10, 20, 30, 40)]
    assert len(found(pages(*said[:3]))) == 2
    assert found(pages(*said)) == []
    assert len(found(pages(*said[:1] * 9, *said[1:]))) == 3


def test_slips_of_the_unit_are_named() -> None:
    site = pages("Take 100 mcg of ramipril daily.", "Take 100 mg of ramipril daily.", "Take 100 mcg of ramipril daily.")
    ((_, slip),) = compared(facts(site))
    assert slip.message.endswith("The unit or the decimal point seems to have slipped.")
    ((_, plain),) = compared(facts(pages("Take 20 mg of ramipril daily.", "Take 50 mg of ramipril daily.")))
    assert "slipped" not in plain.message


@pytest.mark.parametrize("said", [CONTRADICTORY["course"], CONTRADICTORY["lists"]])
def test_what_a_reader_does_not_swallow_is_a_warning(said: tuple[str, str]) -> None:
    ((_, finding),) = compared(facts(pages(*said)))
    assert finding.severity is Severity.WARNING


def test_the_severity_of_the_settings_goes_before() -> None:
    info = replace(SETTINGS, severity={"contradictory-dosage": Severity.INFO})
    stated = [
        (location, fact)
        for location, text in (("a.md", TWENTY), ("b.md", FORTY))
        for fact in examine(RawPage(location, text.encode(), "text/markdown"), info)[1]
    ]
    assert [finding.severity for _, finding in compared(stated)] == [Severity.INFO]


def test_four_hundred_templates_against_one_page_are_one_finding() -> None:
    template = facts({"template.md": TWENTY})
    stated = [(f"city/{number:03}.md", fact) for number in range(400) for _, fact in template]
    ((location, finding),) = compared([*stated, *facts({"city/200b.md": FORTY})])
    assert (location, finding.related[0].page) == ("city/200b.md", "city/000.md")
    assert "400 other pages of the site say 20 mg a day" in finding.message


def test_each_page_of_a_minority_is_found_once() -> None:
    site = {"a.md": FORTY, "b.md": FORTY, **{f"{number}.md": TWENTY for number in range(3)}}
    told = compared(facts(site))
    assert [location for location, _ in told] == ["a.md", "b.md"]
    assert all("as 1 other page does" in finding.message for _, finding in told)
    assert len({finding.fingerprint for _, finding in told}) == 2
    assert len({finding.claim_fingerprint for _, finding in told}) == 1


STATEMENTS = sorted({said for pair in (*CONTRADICTORY.values(), *SOUND.values()) for said in pair})


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(STATEMENTS), max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_pages_and_facts_plays_no_part(said: list[str], random: Random) -> None:
    stated = [each for each in facts(pages(*said)) if each[1].subject == "ramipril"]
    shuffled = list(stated)
    random.shuffle(shuffled)
    places = sorted({location for location, _ in stated}, key=lambda _: random.random())
    shuffled.sort(key=lambda each: places.index(each[0]))
    assert sorted(differences(shuffled), key=str) == sorted(differences(stated), key=str)


def test_the_work_does_not_grow_with_the_pairs_of_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[int] = []

    def counting(one: Range, other: Range) -> bool:
        counted[-1] += 1
        return disjoint(one, other)

    monkeypatch.setattr(ranges, "disjoint", counting)
    (_, _), (_, day) = facts({"a.md": TWENTY})
    for size in (100, 200, 400):
        values = map(Decimal, range(30, 30 + size // 5))
        odd = [(f"odd {value}", replace(day, low=value, high=value)) for value in values]
        counted.append(0)
        told = list(differences([*((f"usual {number:03}", day) for number in range(size)), *odd]))
        assert len(told) == len(odd)
    assert counted[0] >= 20
    assert counted[1] <= 2.5 * counted[0]
    assert counted[2] <= 2.5 * counted[1]


def test_memory_does_not_grow_with_the_pages_of_a_template(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.check.across.pages._IN_MEMORY", 10_000)
    template, odd = facts({"a.md": TWENTY}), facts({"odd.md": FORTY})
    peaks = []
    for size in (300, 3000):
        told = ((f"page {number:04}", replace(fact)) for number in range(size) for _, fact in template)
        tracemalloc.start()
        assert len(list(differences(chain(told, odd)))) == 1
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.5 * peaks[0]


def test_no_facts_no_differences() -> None:
    assert list(differences(())) == []

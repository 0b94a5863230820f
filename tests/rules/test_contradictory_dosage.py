"""The branches of the rule, beyond its own examples."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor import check
from auditor.check import Rule
from auditor.check.dosages import contradictions
from auditor.check.dosages.scopes import Scopes
from auditor.model import Finding, Scope, Severity
from tests.rule_pages import document_of, findings

MARKDOWN, HTML = "text/markdown", "text/html"


@pytest.fixture(scope="module")
def rule() -> Rule:
    return next(rule for rule in check.rules() if rule.id == "contradictory-dosage")


def only(rule: Rule, text: str, media_type: str = "text/plain") -> Finding:
    (finding,) = findings(rule, text, media_type)
    return finding


@pytest.mark.parametrize(
    ("text", "subtype", "severity"),
    [
        ("Take 30 mg of ramipril daily.\n\nTake 80 mg of ramipril daily.", "disjoint-dose", "error"),
        ("Take 3 mg of ramipril daily.\n\nTake 30 mg of ramipril daily.", "unit-slip", "error"),
        ("Take 3 mcg of ramipril daily.\n\nTake 3 mg of ramipril daily.", "unit-slip", "error"),
        ("At most 9 mg of ramipril a day.\n\nTake 5 mg of ramipril twice a day.", "max-exceeded", "error"),
        ("At most 9 mg of ramipril a day.\n\nNever take more than 20 mg of ramipril a day.", "disjoint-dose", "error"),
        ("Take ramipril 5 mg twice a day, 15 mg in all.", "bad-arithmetic", "error"),
        ("One sachet holds 3 g of psyllium.\n\nTwo sachets give 7 g of psyllium.", "bad-arithmetic", "error"),
        ("Take ramipril 5 mg once a day.\n\nTake ramipril 5 mg four times a day.", "frequency", "error"),
        ("Take ramipril for 5 days.\n\nTake ramipril for 3 weeks.", "course-length", "warning"),
        ("Ramipril. Strength: 5 mg\n\nEach tablet contains 7 mg of ramipril.", "strength-mismatch", "error"),
        ("Ramipril comes in 5 mg and 9 mg.\n\nEach tablet contains 9 mg of ramipril.", "strength-coverage", "warning"),
    ],
)
def test_sub_types_and_how_bad_they_are(rule: Rule, text: str, subtype: str, severity: str) -> None:
    finding = only(rule, text)
    assert (finding.subtype, finding.severity) == (subtype, Severity(severity))


def test_the_message_gives_both_places_and_what_they_come_to(rule: Rule) -> None:
    finding = only(rule, "Ramipril\n\nTake 0.5 g twice a day.\n\nTake 200 mg twice a day.")
    assert finding.message == (
        'Line 3 says "0.5 g" (= 500 mg); line 5 says "200 mg" (= 200 mg); same drug, group and phase.'
    )
    assert finding.fix.startswith("Keep the value of the label and cite its section")


def test_the_later_place_is_the_anchor_and_the_earlier_related(rule: Rule) -> None:
    text = "Take 30 mg of ramipril daily.\n\nTake 80 mg of ramipril daily."
    document, finding = document_of(text), only(rule, text)
    assert document.text(finding.span) == "80 mg"
    assert [document.text(each.span) for each in finding.related] == ["30 mg"]


def test_a_contradiction_is_told_once_however_often_it_is_said(rule: Rule) -> None:
    one, other = "Take 30 mg of ramipril daily.", "Take 80 mg of ramipril daily."
    assert len(findings(rule, "\n\n".join([one, other, one, other, other]))) == 1


def test_a_scope_with_many_values_is_taken_as_misread(rule: Rule) -> None:
    text = "\n\n".join(f"Take {dose} mg of ramipril daily." for dose in (10, 20, 30, 40, 50))
    assert findings(rule, text) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Adults take 30 mg of ramipril daily.", "Children aged 5 to 9 take 10 mg of ramipril daily."),
        ("For gout take 30 mg of ramipril daily.", "For lupus take 80 mg of ramipril daily."),
        ("Take 30 mg of ramipril daily.", "For lupus take 80 mg of ramipril daily."),
        ("The starting dose of ramipril is 30 mg.", "The maintenance dose of ramipril is 80 mg."),
        ("Take 30 mg of ramipril daily.", "With kidney disease take 10 mg of ramipril daily."),
        ("Take 30 mg of ramipril daily.", "Together with verapamil take 10 mg of ramipril daily."),
        ("Take 30 mg of ramipril by mouth.", "Inject 10 mg of ramipril into a vein."),
        ("Ramipril immediate-release: take 30 mg daily.", "Ramipril extended-release: take 80 mg daily."),
        ("Take 30 mg of Zestril daily.", "Take 80 mg of Prinivil daily."),
        ("Take 30 mg of ramipril daily.", "Take 80 mg of valsartan daily."),
        ("Take 30 mg of ramipril daily.", "In a trial people took 80 mg of ramipril daily."),
        ("Take 30 mg of ramipril daily.", "An overdose of 800 mg of ramipril was fatal."),
        ("Take 30 mg of ramipril daily.", "Some doctors give 80 mg of ramipril daily."),
        ("Take 30 mg of ramipril daily.", "Raise the dose of ramipril to 80 mg daily."),
        ("Take 30 mg of ramipril daily.", "Then take 80 mg of ramipril daily."),
        ("Take 30 mg of ramipril daily.", "Shift workers take 80 mg of ramipril daily."),
        ("Take 30 mg of ramipril daily.", "Take 15 mg of ramipril twice a day."),
        ("Take 30 mg of ramipril.", "Take 15 mg of ramipril twice a day."),
        ("Take 0.03 g of ramipril daily.", "Take 30 mg of ramipril daily."),
        ("Take 20 to 40 mg of ramipril daily.", "Take 40 to 60 mg of ramipril daily."),
        ("Dogs get 1 mg/kg of ramipril.", "Cats get 5 mg/kg of ramipril."),
        ("Each extra-strength tablet contains 500 mg of ramipril.", "Each tablet contains 325 mg of ramipril."),
        ("The blue tablet contains 5 mg of ramipril.", "The pink tablet contains 10 mg of ramipril."),
        ("Each tablet contains 9 mg of zinc and 5 mg of iron.", "Each tablet contains 50 mg of vitamin C."),
        ("Each tablet contains 800 mg of magnesium citrate.", "Each tablet contains 120 mg of magnesium."),
        ("At most 6 tablets of ramipril a day.", "Take 2 tablets of ramipril every 6 hours when needed."),
        ("At most 6 mg of ramipril at once.", "Take 5 mg of ramipril twice a day."),
    ],
)
def test_other_scopes_and_equal_values_pass(rule: Rule, one: str, other: str) -> None:
    assert findings(rule, f"{one}\n\n{other}") == ()
    assert findings(rule, f"{other}\n\n{one}") == ()


def test_an_exclusive_word_rules_out_the_rest_of_a_range(rule: Rule) -> None:
    wide, narrow = "Take 20 to 60 mg of ramipril daily.", "Always take exactly 20 mg of ramipril daily."
    assert only(rule, f"{wide}\n\n{narrow}").subtype == "disjoint-dose"
    assert findings(rule, f"{wide}\n\nTake 20 mg of ramipril daily.") == ()


def test_choices_side_by_side_pass(rule: Rule) -> None:
    page = "# Ramipril\n\n- Take 5 mg once a day\n- Take 9 mg once a day\n"
    assert findings(rule, page, MARKDOWN) == ()


def test_counts_are_compared_in_milligrams_where_the_page_tells_the_strength(rule: Rule) -> None:
    page = "Ramipril 5 mg tablets. Adults take two tablets once a day.\n\nAdults take {} of ramipril once a day."
    assert findings(rule, page.format("10 mg")) == ()
    assert only(rule, page.format("30 mg")).subtype == "disjoint-dose"


def test_without_a_strength_counts_and_milligrams_are_not_compared(rule: Rule) -> None:
    assert findings(rule, "Take two tablets of ramipril daily.\n\nTake 30 mg of ramipril daily.") == ()


SHOP = """<html><head><title>Buy Zelvane 5 mg</title></head><body><h1>Zelvane 5 mg</h1>
<p>Take 5 mg of Zelvane daily.</p><p>{}</p></body></html>"""


@pytest.mark.parametrize("line", ["Order Zelvane 2 mg - $20", "Zelvane 2 mg only €20 today"])
def test_a_price_line_that_sells_another_strength_than_the_title(rule: Rule, line: str) -> None:
    assert only(rule, SHOP.format(line), HTML).subtype == "strength-mismatch"


@pytest.mark.parametrize(
    "line",
    [
        "Order Zelvane 5 mg - $20",
        "Related: Zelvane 2 mg - $20",
        "Zelvane 2 mg - $20</p><p>Zelvane 3 mg - $30",
        "Lorvane 2 mg - $20",
    ],
)
def test_price_lines_that_agree_or_sell_something_else(rule: Rule, line: str) -> None:
    assert findings(rule, SHOP.format(line), HTML) == ()


def test_a_product_may_be_named_by_its_serving(rule: Rule) -> None:
    page = "<h1>Zelvane 900 mg</h1><p>Each capsule of Zelvane contains {} mg. Take three capsules daily.</p>"
    assert findings(rule, page.format(300), HTML) == ()
    assert only(rule, page.format(400), HTML).subtype == "strength-mismatch"


def test_each_drug_of_a_page_is_judged_by_itself(rule: Rule) -> None:
    page = "Take 30 mg of ramipril daily. Take 80 mg of valsartan daily.\n\nTake 10 mg of valsartan daily."
    document, finding = document_of(page), only(rule, page)
    assert [document.text(each) for each in (finding.related[0].span, finding.span)] == ["80 mg", "10 mg"]


def name(number: int) -> str:
    """A made-up drug for each number."""
    return "zel" + "".join("bcdfghklmn"[int(digit)] for digit in str(number)) + "an"


def test_comparisons_grow_with_the_page_and_not_with_its_square(monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[Scope] = []
    alike = Scopes.alike

    def counting(self: Scopes, one: Scope, other: Scope) -> bool:
        counted.append(one)
        return alike(self, one, other)

    monkeypatch.setattr(Scopes, "alike", counting)

    def comparisons(times: int) -> int:
        counted.clear()
        said = [f"Adults take 5 mg of {name(each)} daily." for each in range(times)]
        list(contradictions(document_of("\n\n".join(said + said))))
        return len(counted)

    assert 0 < comparisons(200) <= 2 * comparisons(100) <= 2000


CONDITIONS = ["gout", "lupus", "asthma", "scabies", "malaria", "migraine"]
DOSES = st.lists(
    st.tuples(st.integers(1, 9), st.sampled_from(["mg", "g", "mL", "tablets"]), st.integers(1, 4)),
    min_size=1,
    max_size=len(CONDITIONS),
)


@given(DOSES)
@settings(max_examples=30, deadline=None)
def test_a_page_that_repeats_itself_never_contradicts_itself(doses: list[tuple[int, str, int]]) -> None:
    said = "\n\n".join(
        f"For {condition} take {dose} {unit} of ramipril {times} times a day."
        for condition, (dose, unit, times) in zip(CONDITIONS, doses, strict=False)
    )
    assert list(contradictions(document_of(f"{said}\n\n{said}"))) == []

"""price-inconsistency: which prices of a page cannot both hold, and what is said of them."""

import time
import timeit

import pytest

from auditor.check import rules
from auditor.model import Severity
from rules.price_inconsistency import rule
from tests.rule_pages import document_of, findings, words

MARKDOWN = "text/markdown"


def page(*paragraphs: str, heading: str = "Zelvane") -> str:
    return "\n\n".join((f"# {heading}", *paragraphs)) + "\n"


def found(*paragraphs: str, heading: str = "Zelvane") -> list[str]:
    return words(rule, page(*paragraphs, heading=heading), MARKDOWN)


def test_the_rule_is_one_of_the_built_in_ones() -> None:
    assert "price-inconsistency" in [each.id for each in rules()]


@pytest.mark.parametrize(
    ("beside", "severity"),
    [
        ("Order now", Severity.ERROR),
        ("[Add to cart](/cart)", Severity.ERROR),
        ("We pack it by hand.", Severity.WARNING),
        ("## Help\n\nOrder now", Severity.WARNING),
    ],
)
def test_an_unreadable_amount_beside_a_control_to_buy_is_an_error(beside: str, severity: Severity) -> None:
    (finding,) = findings(rule, page("$1,2 per pill", beside), MARKDOWN)
    assert (finding.severity, finding.subtype, finding.related) == (severity, "malformed", ())
    assert finding.message == (
        '"$1,2 per pill" cannot be read for certain: a digit is missing, or the comma is a point.'
    )
    assert "two digits behind a point" in finding.fix


def test_a_unit_and_a_pack_are_told_with_their_sum() -> None:
    document = document_of(page("$1.20 per tablet", "30 tablets: $300"), MARKDOWN)
    (finding,) = rule.run(document)
    assert (finding.subtype, finding.severity) == ("unit-and-pack", Severity.WARNING)
    assert document.text(finding.related[0].span) == "$1.20 per tablet"
    assert finding.message == (
        'Line 3 says "$1.20 per tablet" (= $1.20 a tablet); line 5 says "$300" (= $300 for 30 tablets); '
        "both for zelvane. 30 at $1.20 would be $36."
    )


def test_two_prices_are_told_with_both_places() -> None:
    document = document_of(page("$40 a month", "## Ready?", "Get started - $65/month"), MARKDOWN)
    (finding,) = rule.run(document)
    assert (finding.subtype, finding.related[0].message) == ("two-prices", "the other price (= $40 a month)")
    assert finding.message == (
        'Line 3 says "$40 a month" (= $40 a month); line 7 says "$65/month" (= $65 a month); both for zelvane.'
    )


PACKS = {
    "a pack, too dear": (("$1 a capsule", "90 capsules: $300"), ["$300"]),
    "a pack, too cheap": (("$10 a capsule", "90 capsules: $200"), ["$200"]),
    "within three times": (("$1 a capsule", "90 capsules: $31"), []),
    "one of several prices comes near": (("$1 a capsule", "$4 a capsule", "90 capsules: $300"), []),
    "a supply": (("$1 a capsule", "A 30-day supply is $100."), ["$100"]),
    "three months": (("$1 a capsule", "A 3-month supply is $300."), ["$300"]),
    "four a day are told": (("Take 4 capsules of Zelvane a day.", "$1 a capsule", "A 30-day supply is $125."), []),
    "what is taken cannot be counted": (("Take 400 mg of Zelvane a day.", "$1 a capsule", "A 30-day supply: $125"), []),
    "counted by the strength": (
        ("Take 400 mg of Zelvane a day.", "Zelvane 200 mg: $1 a capsule", "Zelvane 200 mg, a 30-day supply: $300"),
        ["$300"],
    ),
    "a month without directions": (("$1 a capsule", "$300 a month"), []),
    "a month with directions": (
        ("Take one capsule of Zelvane daily.", "$1 a capsule", "$300 a month"),
        ["$300 a month"],
    ),
    "a unit price said with its pack": (("$1 a capsule", "90 capsules - $1 a capsule"), []),
    "another strength": (("Zelvane 10 mg: $1 a capsule", "Zelvane 50 mg, 90 capsules: $300"), []),
    "another form": (("$1 a capsule", "90 tablets: $300"), []),
    "another product": (("$1 a capsule", "Ramipril, 90 capsules: $300"), []),
    "another currency": (("£1 a capsule", "90 capsules: $300"), []),
    "the brand": (("Generic: $1 a capsule", "Brand-name Zelvane, 90 capsules: $300"), []),
    "insurance": (("$4 a capsule", "90 capsules: $30 with insurance"), []),
    "a former price": (("$1 a capsule", "90 capsules: was $300"), []),
    "up to": (("$1 a capsule", "90 capsules: up to $300"), []),
    "a saving": (("$1 a capsule", "90 capsules: save $300"), []),
    "another strength, told for one side only": (
        ("$1 a capsule", "Zelvane 10 mg, 30 capsules: $30", "Zelvane 80 mg, 30 capsules: $200"),
        [],
    ),
    "a table": (
        ("| Pack | Per pill | Price |\n|---|---|---|\n| 30 pills | $1 | $30 |\n| 90 pills | $0.9 | $810 |",),
        ["$810"],
    ),
    "several packs, one of them off": (("$1 a capsule", "30 capsules: $28", "90 capsules: $800"), ["$800"]),
}


@pytest.mark.parametrize(("said", "expected"), PACKS.values(), ids=PACKS)
def test_units_and_packs(said: tuple[str, ...], expected: list[str]) -> None:
    assert found(*said) == expected


READY = "## Ready?"
PLACES = {
    "the same": (("$40 a month", READY, "Get started - $40/month"), []),
    "one of the plans": (("- $40 a month\n- $30 a month", READY, "Get started - $30/month"), []),
    "above all plans": (("- $40 a month\n- $30 a month", READY, "Get started - $65/month"), ["$65/month"]),
    "between the plans": (("- $40 a month\n- $20 a month", READY, "Get started - $30/month"), []),
    "bare amounts": (("$40", "## More about Zelvane", "$65"), []),
    "a bare amount to press": (("$40", READY, "Order now - $65"), ["$65"]),
    "from": (("from $40 a month", READY, "Get started - $65/month"), []),
    "another period": (("$40 a month", READY, "Get started - $65/week"), []),
    "another pack": (("30 tablets: $40", "## Zelvane, more", "60 tablets: $65"), []),
    "the same pack": (("30 tablets: $40", "## Zelvane, more", "30 tablets: $65"), ["$65"]),
    "a subscription": (("30 tablets: $40", "## Zelvane, more", "30 tablets with a subscription: $35"), []),
    "other strengths": (("10 mg, 30 tablets: $40", "## Zelvane 20 mg", "30 tablets: $65"), []),
    "silence on the strength": (("10 mg, 30 tablets: $40", "## Zelvane, more", "30 tablets: $65"), ["$65"]),
    "other products": (("$40 a month", "## Ramipril", "Get started - $65/month"), []),
    "other sellers": (("$40 a month", READY, "Competitors ask $65/month"), []),
    "the first month, said below": (("$40 a month", READY, "Get started - $20/month", "First month only."), []),
    "at other pharmacies": (("$40 a month", "## Zelvane at other pharmacies", "Zelvane: $65/month"), []),
    "savings": (("$40 a month", READY, "Get started - save $65/month"), []),
}


@pytest.mark.parametrize(("said", "expected"), PLACES.values(), ids=PLACES)
def test_places(said: tuple[str, ...], expected: list[str]) -> None:
    assert found(*said) == expected


@pytest.mark.parametrize("heading", ["Zelvane or ramipril: which is best?", "Zelvane guide", "Zelvane vs ramipril"])
def test_pages_that_compare_sellers_are_left_alone(heading: str) -> None:
    said = "Zelvane: $1 a capsule", "Zelvane, 90 capsules: $300", READY, "Zelvane, 90 capsules: $500"
    assert found(*said, heading=heading) == []


def test_the_description_is_a_place_of_its_own() -> None:
    head = (
        '<title>Zelvane drops</title><meta name="description" content="Zelvane drops from ${} a month, billed once.">'
    )
    body = "<h1>Zelvane drops</h1><p>from $48 a month</p>"
    assert words(rule, head.format(30) + body, "text/html") == ["from $48 a month"]
    assert words(rule, head.format(48) + body, "text/html") == []


def test_work_is_linear_in_the_number_of_prices() -> None:
    said = "## Part {0}\n\nZelvane, {0} tablets: ${0}\n\nZelvane: $1.{0} a tablet\n\nZelvane, 30 tablets: ${0}"

    def seconds(count: int) -> float:
        document = document_of(page(*(said.format(at + 10) for at in range(count))), MARKDOWN)
        return min(timeit.repeat(lambda: list(rule.run(document)), timer=time.process_time, repeat=5, number=1))

    assert seconds(800) < 24 * max(seconds(100), 0.002)

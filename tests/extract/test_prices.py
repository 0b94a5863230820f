"""Prices: what of a page's amounts is read, of which product they are, and what they are to it."""

import time
import timeit
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from auditor.extract.annotated import Annotated
from auditor.extract.passages import Passage
from auditor.extract.prices import find_prices
from auditor.extract.prices.needs import may_hold
from auditor.extract.quantities import find_quantities
from auditor.model import Document, QuantityKind
from auditor.model.price import Pack, Price, PriceRole
from auditor.testing import document_of

MARKDOWN, HTML = "text/markdown", "text/html"


def page(text: str, media_type: str = MARKDOWN) -> Document:
    return document_of(text, media_type)


def prices(text: str, media_type: str = MARKDOWN) -> tuple[Price, ...]:
    return page(text, media_type).prices


def price(said: str) -> Price:
    """The only price of a page on Zelvane that says this."""
    (found,) = prices(f"# Zelvane\n\n{said}\n")
    return found


UNITS = Pack(Decimal(30), "unit")

READ = {
    "Price: $45": {"low": Decimal(45), "currency": "USD"},
    "Only $29.99!": {"low": Decimal("29.99"), "bound": ""},
    "From $39/month*": {"bound": "from", "per": "month"},
    "Plans starting at just $39 a month": {"bound": "from", "per": "month"},
    "$39-$59 / month": {"low": Decimal(39), "high": Decimal(59), "per": "month"},
    "Up to $90 per vial": {"bound": "up to", "per": "vial"},
    "It typically costs around £30.": {"bound": "about", "currency": "GBP"},
    "$49 CAD": {"currency": "CAD"},
    "45 dollars per month": {"currency": "USD", "per": "month"},
    "$1.20 a pill": {"per": "unit", "form": ""},
    "$1.20/tablet": {"per": "unit", "form": "tablet"},
    "$32 per weekly dose": {"per": "weekly dose"},
    "30 tablets: $45": {"packs": (UNITS,), "form": "tablet"},
    "Thirty tablets cost $42.50": {"packs": (UNITS,)},
    "A pack of 30 costs $45.": {"packs": (UNITS,), "form": ""},
    "Zelvane 20 mg x 30: $45": {"packs": (UNITS,), "strength": "20 mg"},
    "Each 30-day supply costs $45.": {"packs": (Pack(Decimal(30), "day"),)},
    "A month’s supply is $45": {"packs": (Pack(Decimal(1), "month"),)},
    "A 2-week course: $45": {"packs": (Pack(Decimal(14), "day"),)},
    "Zelvane gel 50 g tube: €15": {"packs": (Pack(Decimal(50), "g"),), "form": "gel", "currency": "EUR"},
    "Zelvane 0.02 g, $45": {"strength": "20 mg"},
    "Zelvane 10 mg or 20 mg - $45": {"strength": "10 mg, 20 mg"},
    "It costs $45 a month without insurance.": {"terms": ("insurance", "without")},
    "Your first month is $19.": {"terms": ("first", "month")},
    "Subscribe & save: $35 a month": {"role": PriceRole.ASKED, "pressed": True},
    "3-month plan: $120": {"terms": ("3-month", "plan")},
}


@pytest.mark.parametrize(("said", "expected"), READ.items(), ids=READ)
def test_what_is_said_of_an_amount(said: str, expected: dict[str, object]) -> None:
    found = price(said)
    assert {key: getattr(found, key) for key in expected} == expected
    assert found.product == "zelvane"


ROLES = {
    PriceRole.ASKED: ("$45", "$45 with free shipping", "Pay $45 a month", "Order now - $45"),
    PriceRole.FORMER: ("It was $59", "List price: $59", "Regular price $59"),
    PriceRole.OTHERS: ("Competitors ask $99", "National average: $99 a month"),
    PriceRole.CHARGE: (
        "Save $20 today",
        "Free shipping over $150",
        "Delivery is $9.",
        "$25 consultation",
        "Get $20 off",
        "The market for it is worth $4.5 billion.",
        "Co-pay: $10",
        "Pay $0 now",
    ),
}


@pytest.mark.parametrize(("role", "said"), [(role, each) for role, texts in ROLES.items() for each in texts])
def test_what_an_amount_is_to_the_product(role: PriceRole, said: str) -> None:
    assert price(said).role is role


@pytest.mark.parametrize("said", ["$59 $39", "$59 From $39/month", "~~$59~~ $39", "$39 $59"])
def test_of_two_amounts_side_by_side_the_higher_is_the_former_price(said: str) -> None:
    assert {each.low: each.role for each in prices(f"# Zelvane\n\n{said}\n")} == {
        Decimal(59): PriceRole.FORMER,
        Decimal(39): PriceRole.ASKED,
    }


def test_two_offers_of_a_sentence_are_kept_apart() -> None:
    said = "Zelvane: 90 tablets for $129 or 60 tablets for $99, then $45 for one more month's supply."
    found = [(each.low, each.packs) for each in prices(f"{said}\n")]
    assert found == [
        (Decimal(129), (Pack(Decimal(90), "unit"),)),
        (Decimal(99), (Pack(Decimal(60), "unit"),)),
        (Decimal(45), ()),
    ]


NAMED = {
    "the page": ("# Zelvane\n\n$45\n", "zelvane"),
    "its first part": ("# Zelvane® | Buy it here\n\n$45\n", "zelvane"),
    "a card": ("# Shop\n\n## Zelvane Spray\n\n$45\n", "zelvane"),
    "no card": ("# Shop\n\n## How to order\n\n$45\n", ""),
    "a drug's section": ("# Shop\n\n## Ramipril\n\nIt lowers blood pressure.\n\n$45 for a pack\n", "ramipril"),
    "beside it": ("# Shop\n\nBuy ramipril for $45.\n", "ramipril"),
    "unlisted, with strength": ("# Shop\n\n- Zelvane 20 mg: $45\n", "zelvane"),
    "unlisted, alone": ("# Shop\n\n- Second visit: $45\n", ""),
    "the line above the list": ("# Shop\n\nZelvane 20 mg:\n\n- 30 tablets: $45\n", "zelvane"),
    "its row": ("# Shop\n\n| Product | 30 tablets |\n|---|---|\n| Zelvane | $45 |\n", "zelvane"),
    "a line of its own": ("# Shop\n\nRamipril\n\nEvery day.\n\n$45\n", "ramipril"),
    "two drugs": ("# Shop\n\nRamipril or simvastatin: $45\n", ""),
    "a combination": ("# Shop\n\nRamipril + amlodipine: $45\n", "ramipril + amlodipine"),
    "a call": ("# Zelvane\n\n## Ready to start?\n\nGet started - $45\n", "zelvane"),
}


@pytest.mark.parametrize(("text", "product"), NAMED.values(), ids=NAMED)
def test_of_which_product_it_is(text: str, product: str) -> None:
    assert [each.product for each in prices(text)] == [product]


def test_what_a_name_says_of_strength_and_form_holds_for_its_prices() -> None:
    (found,) = prices("# Zelvane 20 mg tablets\n\n30 tablets: $45\n")
    assert (found.product, found.strength, found.form, found.terms) == ("zelvane", "20 mg", "tablet", ())


def test_a_cell_is_read_with_its_headers_and_the_strength_of_its_row() -> None:
    (found,) = prices("| Product | Strength | 30 tablets |\n|---|---|---|\n| Zelvane | 20 mg | $45 |\n")
    assert (found.product, found.strength, found.packs, found.form) == ("zelvane", "20 mg", (UNITS,), "tablet")


@pytest.mark.parametrize(
    ("header", "per"),
    [("Price per pill", "unit"), ("Cost/month", "month"), ("Monthly cost", "month"), ("Price", ""), ("Percent", "")],
)
def test_a_header_says_what_the_amounts_below_are_for(header: str, per: str) -> None:
    (found,) = prices(f"# Zelvane\n\n| Pack | {header} |\n|---|---|\n| 30 pills | $45 |\n")
    assert (found.per, found.packs) == (per, (UNITS,))


@pytest.mark.parametrize("heading", ["Zelvane at other pharmacies", "Zelvane vs ramipril", "What competitors ask"])
def test_headings_of_a_part_may_tell_that_its_prices_are_of_others(heading: str) -> None:
    own, other = prices(f"# Zelvane\n\n$45\n\n## {heading}\n\nZelvane costs $99.\n")
    assert (own.role, other.role) == (PriceRole.ASKED, PriceRole.OTHERS)


def test_the_headings_above_are_told_where_the_page_is_on_something_else() -> None:
    own, other = prices("# Zelvane\n\n$45\n\n## Ramipril\n\n$30\n")
    assert (own.context, other.context) == ((), ("zelvane",))


def test_a_line_below_says_what_it_is_for() -> None:
    (found,) = prices("<h1>Zelvane</h1><p>$45</p><p>/month</p>", HTML)
    assert (found.per, found.span) == ("month", found.span._replace(start=0, end=3))


@pytest.mark.parametrize("title", ["Zelvane vs Ramipril", "The best price of Zelvane", "How much does Zelvane cost?"])
def test_pages_that_survey_prices_state_those_of_others(title: str) -> None:
    assert [each.role for each in prices(f"# {title}\n\nZelvane 20 mg: $45\n")] == [PriceRole.OTHERS]


def test_an_article_is_no_offer() -> None:
    data = (
        '<script type="application/ld+json">{"@type": "%s", "headline": "Zelvane"}</script><h1>Zelvane</h1><p>$45</p>'
    )
    kinds = ("Article", "Product")
    assert [prices(data % kind, HTML)[-1].role for kind in kinds] == [PriceRole.OTHERS, PriceRole.ASKED]


MALFORMED = ("$1,2", "$1,20", "£3,5", "$12,50", "$1,250,5", "$ 1,2", "only $1,2 today")
SOUND = ("$1,200", "$1,200.50", "$1.2", "€1,2", "$12", "$1, 2 or 3", "1,2 dollars", "$1,2345", "$1,25.50")


@pytest.mark.parametrize("said", MALFORMED)
def test_a_comma_before_the_last_one_or_two_digits(said: str) -> None:
    (found,) = prices(f"The jar costs {said}.\n")
    assert found.malformed


@pytest.mark.parametrize("said", SOUND)
def test_amounts_that_can_be_read(said: str) -> None:
    assert not any(each.malformed for each in prices(f"The jar costs {said}.\n"))


@pytest.mark.parametrize(("language", "malformed"), [("", True), ("en", True), ("en-GB", True), ("fr", False)])
def test_the_comma_is_a_point_in_other_languages(language: str, malformed: bool) -> None:
    (found,) = prices(f'<html lang="{language}"><p>Zelvane: $1,2</p></html>', HTML)
    assert found.malformed is malformed


@pytest.mark.parametrize(
    ("text", "malformed"),
    [
        ("Zelvane: $1,2", True),
        ("Die Packung kostet $1,2 und reicht einen ganzen Monat lang aus.", False),
        ("The pack is $1,2 und reicht einen ganzen Monat lang aus.", True),
    ],
)
def test_a_page_that_does_not_say_its_language_shows_it(text: str, malformed: bool) -> None:
    (found,) = prices(f"{text}\n")
    assert found.malformed is malformed


@pytest.mark.parametrize(
    ("text", "buyable"),
    [
        ("$45\n\nOrder now\n", True),
        ("Add to cart\n\n$45\n", True),
        ("[Buy Zelvane](/cart) for $45\n", True),
        ("$45\n\nOrders are packed by hand in our shop in Leeds, and a nurse looks at every one of them.\n", False),
        ("$45\n\n## Help\n\nOrder now\n", False),
        ("Starting at $45\n", False),
    ],
)
def test_whether_a_control_to_buy_stands_beside_it(text: str, buyable: bool) -> None:
    assert [each.buyable for each in prices(f"# Zelvane\n\n{text}")] == [buyable]


PIECES = st.sampled_from(
    ["$", "£", "45", "1,2", "0.5", " ", "a month", "/", "per", "tablet", "30 tablets", "from", "or", "·", "(", ")",
     "\n\n", "# ", "Zelvane", "ramipril", "20 mg", "x", "save", "| ", "|---|\n", "- ", "vs", ",", "İ", "é", "*"]
)  # fmt: skip


@given(st.lists(PIECES, min_size=1, max_size=40).map("".join).filter(str.strip))
@example("$45 per İ tablet")
def test_on_any_text_spans_hold_the_amount_and_are_in_order(text: str) -> None:
    document = page(text)
    spans = [each.span for each in document.prices]
    assert spans == sorted(spans)
    for one, other in pairwise(spans):
        assert not one.overlaps(other)
    money = [each for each in document.quantities if each.kind is QuantityKind.MONEY]
    for found, quantity in zip(document.prices, money, strict=True):
        assert found.span.overlaps(quantity.span)
        assert any(sign in document.text(found.span) for sign in "$£") or "dollar" in text


@given(st.lists(PIECES, min_size=1, max_size=20).map("".join).filter(str.strip))
def test_a_passage_without_money_is_passed_over_and_no_other(text: str) -> None:
    for block in page(text).page.blocks:
        found = page(block.text, "text/plain").prices
        assert may_hold(Passage(block.text)) or not found


LONG = {
    "lines": lambda count: "# Zelvane\n\n" + "\n\n".join(f"Ramipril {at} mg, 30 tablets: ${at}" for at in range(count)),
    "one block": lambda count: " or ".join(f"{at} tablets for ${at}" for at in range(2, count)),
    "one row": lambda count: "<table><tr>" + "".join(f"<td>${at}</td>" for at in range(count)) + "</tr></table>",
    "cards": lambda count: "".join(
        f"<h2>Zelvane no. {at}</h2><p>From $40/month</p><p>Buy now</p>" for at in range(count)
    ),
}


@pytest.mark.parametrize("kind", LONG)
def test_work_is_linear_in_the_length_of_a_page(kind: str) -> None:
    def seconds(count: int) -> float:
        document = page(LONG[kind](count), HTML if kind in ("one row", "cards") else MARKDOWN)
        annotated = Annotated(document.page, document.sentences, quantities=find_quantities(document.sentences))
        assert len(document.prices) >= count - 2
        return min(timeit.repeat(lambda: find_prices(annotated), timer=time.process_time, repeat=3, number=1))

    assert seconds(800) < 24 * max(seconds(100), 0.002)

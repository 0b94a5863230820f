"""Prices that differ between the pages of a site: which are found, and which are no contradiction."""

import pytest

from auditor.model import RawPage, Region, Severity
from auditor.model.fact import FactKind
from auditor.pipeline import examine
from tests.check.sites import SETTINGS, compared, facts, found

OWN = "# Zelvane\n\n{}\n"
SHOP = "# Heart and skin\n\n## Zelvane\n\n{}\n\nLearn more\n\n## Ramipril\n\nFrom $12/month\n"


def site(own: str, *cards: str) -> dict[str, str]:
    """A page on the product and others with a card on it."""
    return {"own.md": OWN.format(own), **{f"shop{at}.md": SHOP.format(card) for at, card in enumerate(cards)}}


def test_a_card_that_differs_from_the_product_s_own_page_is_found_with_both_places() -> None:
    ((location, finding),) = compared(facts(site("From $39/month*", "From $45/month*")))
    assert (location, finding.quote) == ("shop0.md", "From $45/month*")
    assert (finding.rule, finding.subtype, finding.severity) == (
        "price-inconsistency",
        "across-pages",
        Severity.WARNING,
    )
    assert (finding.related[0].page, finding.related[0].quote) == ("own.md", "From $39/month*")
    assert finding.message == (
        'This page says "From $45/month*" (= from $45 a month); another page of the site says from $39 a month: '
        '"From $39/month*" on own.md, line 3; same product, pack and terms.'
    )


def test_the_page_that_stands_alone_is_found() -> None:
    assert found(site("$45/month", "$39/month", "$39/month", "$39/month")) == [("own.md", "$45/month")]


APART = {
    "a month": ("$39/month", "$45 a month"),
    "from": ("From $39/month", "Plans starting at $45 a month"),
    "a pack": ("30 tablets: $39", "A pack of 30 tablets costs $45."),
    "strength and pack": ("Zelvane 20 mg, 30 tablets: $39", "20 mg - 30 tablets - $45"),
    "silent on the strength": ("Zelvane 20 mg, 30 tablets: $39", "30 tablets: $45"),
    "silent on the form": ("Zelvane gel: $39/month", "$45/month"),
    "a unit": ("$1.20 a pill", "$1.50 per pill"),
    "beside its former price": ("$59 $39/month", "$59 $45/month"),
    "a supply": ("A 90-day supply costs $99.", "90-day supply: $109"),
    "terms alike": ("$39 a month with insurance", "With insurance: $45 a month"),
    "pounds": ("£39/month", "£45/month"),
    "the bare price": ("$39", "$45"),
}


@pytest.mark.parametrize("said", APART.values(), ids=APART)
def test_prices_that_cannot_both_hold(said: tuple[str, str]) -> None:
    assert [location for location, _ in found(site(*said))] == ["shop0.md"]


ALIKE = {
    "the same": ("$39/month", "$39.00 a month"),
    "another currency": ("$39/month", "£45/month"),
    "dollars of another country": ("$39", "$45 CAD"),
    "another period": ("$39/month", "$45 a week"),
    "another pack": ("30 tablets: $39", "60 tablets: $45"),
    "another strength": ("Zelvane 20 mg, 30 tablets: $39", "Zelvane 40 mg, 30 tablets: $45"),
    "another form": ("Zelvane gel: $39", "Zelvane spray: $45"),
    "from": ("From $39/month", "$45/month"),
    "about": ("About $39/month", "$45/month"),
    "a former price": ("$39/month", "It was $45/month"),
    "the higher of two": ("$39", "$45 $39"),
    "a saving": ("$39", "Save $45"),
    "a fee": ("$39", "Consultation: $45"),
    "insurance": ("$39 a month with insurance", "$45 a month"),
    "a subscription": ("$39/month", "$45/month without a subscription"),
    "the first month": ("$39/month", "First month: $45/month"),
    "other sellers": ("$39/month", "Competitors ask $45/month"),
    "malformed": ("$39", "$4,5"),
    "a range": ("$39-$49/month", "$45/month"),
    "reduced in words": ("$39/month", "Now $29/month (was $39)"),
    "one of the choices": ("- $39/month\n- $45/month", "$45/month"),
    "choices of another page": ("$39/month", "- $39/month\n- $45/month"),
}


@pytest.mark.parametrize("said", ALIKE.values(), ids=ALIKE)
def test_prices_that_can_both_hold(said: tuple[str, str]) -> None:
    assert found(site(*said)) == []


def test_a_product_with_another_word_in_its_name_is_another_product() -> None:
    assert found({"a.md": "# Zelvane\n\n$39/month\n", "b.md": "# Zelvane Forte\n\n$45/month\n"}) == []
    assert found({"a.md": "# Semaglutide\n\n$39/month\n", "b.md": "# Semaglutide (Wegovy)\n\n$45/month\n"}) == []
    assert found({"a.md": "# Tadalafil\n\n$39/month\n", "b.md": "# Tadalafil daily\n\n$45/month\n"}) == []


@pytest.mark.parametrize("title", ["Zelvane vs ramipril", "The best sellers of Zelvane", "Zelvane: our review"])
def test_pages_that_compare_sellers_state_no_prices_of_the_site(title: str) -> None:
    assert found({"a.md": OWN.format("$39/month"), "b.md": f"# {title}\n\nZelvane: $45/month\n"}) == []


def test_sellers_that_a_site_writes_about_may_ask_what_they_want() -> None:
    seller = "# {}\n\n## What they treat\n\n- Sildenafil 50 mg, 30 tablets: {}\n"
    assert found({"a.md": seller.format("Peakmeds", "$39"), "b.md": seller.format("Oakwell", "$45")}) == []


def test_a_price_list_is_compared_with_another_of_the_same_heading() -> None:
    listed = "# Blood pressure\n\n- Ramipril 5 mg, 30 tablets: {}\n"
    assert found({"a.md": listed.format("$39"), "b.md": listed.format("$45")}) == [("b.md", "$45")]
    bare = "# Blood pressure\n\n- Ramipril: {}\n"
    assert found({"a.md": bare.format("$39"), "b.md": bare.format("$45")}) == [("b.md", "$45")]
    assert found({"a.md": bare.format("$39"), "b.md": listed.format("$45")}) == [("b.md", "$45")]


def test_the_cards_of_a_shop_are_compared_with_its_pages() -> None:
    names = ("Zelvane 20 mg", "Ramipril 5 mg", "Quietol")
    card = (
        '<div><a href="/{0}"><img alt="{0}"><h3>{0}</h3></a>'
        "<p>For every day.</p><span>${1}.00</span><button>Add to cart</button></div>"
    )
    cards = "".join(card.format(name, price) for name, price in zip(names, (49, 12, 9), strict=True))
    shop = {"all.html": f"<main><h1>All products</h1><section>{cards}</section></main>"}
    own = "<main><h1>{0}</h1><p>${1}.00</p><button>Add to cart</button></main>"
    pages = {f"{name}.html": own.format(name, price) for name, price in zip(names, (45, 12, 9), strict=True)}
    stated = [
        (location, fact)
        for location, source in (shop | pages).items()
        for fact in examine(RawPage(location, source.encode(), "text/html"), SETTINGS)[1]
    ]
    ((location, finding),) = compared(stated)
    assert (location, finding.quote, finding.region) == ("all.html", "$49.00", Region.CARD)
    assert (finding.related[0].page, finding.related[0].quote) == ("Zelvane 20 mg.html", "$45.00")


def test_what_a_sentence_says_about_a_product_counts() -> None:
    said = {"own.md": "# Slim Drops\n\n$39/month\n", "news.md": "# News\n\nSlim Drops now cost $35/month.\n"}
    assert found(said) == [("own.md", "$39/month")]


def test_a_price_and_a_dose_of_one_product_are_told_apart() -> None:
    said = "# Ramipril\n\nTake 20 mg of ramipril once a day.\n\n30 tablets: $20\n"
    stated = {fact.kind: fact for _, fact in facts({"a.md": said})}
    assert stated[FactKind.DOSE].compared_as == "ramipril"
    assert stated[FactKind.PRICE].compared_as == "price: ramipril"


@pytest.mark.parametrize("place", ["<nav>{}</nav>", "<footer>{}</footer>", "<aside>{}</aside>"])
def test_what_stands_outside_the_main_part_is_not_compared(place: str) -> None:
    source = f"<main><h1>Zelvane</h1><p>It is a gel.</p></main>{place.format('<p>Zelvane gel: $45/month</p>')}"
    assert examine(RawPage("a.html", source.encode(), "text/html"), SETTINGS)[1] == ()


def test_a_price_that_the_page_accepts_is_not_compared() -> None:
    accepted = OWN.format("<!-- auditor: ignore price-inconsistency - the old price holds until May -->\n$45/month")
    assert found({"a.md": OWN.format("$39/month"), "b.md": accepted}) == []

"""What an amount of money buys: the same offer however a page lays it out, and what makes another of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.model import RawPage
from auditor.model.price import Bought
from auditor.pipeline import read_document

HTML, MARKDOWN = "text/html", "text/markdown"


def bought(text: str, location: str = "site/page.md") -> Bought:
    """What the last price of a page buys."""
    media_type = HTML if text.startswith("<") else MARKDOWN
    return read_document(RawPage(location, text.encode(), media_type)).prices[-1].bought


OWN = "# Quiet Root\n\n120 capsules: $24\n"
ALIKE = {
    "prose": (OWN, "# Questions\n\nA bottle of 120 Quiet Root capsules is $24.\n"),
    "a card": (OWN, "<h1>All we make</h1><aside><h3>Quiet Root</h3><p>120 capsules</p><p>$24</p></aside>"),
    "a table": (OWN, "# Prices\n\n| Product | Pack | Price |\n|---|---|---|\n| Quiet Root | 120 capsules | $24 |\n"),
    "a button": ("# Quiet Root\n\n$24\n", "<main><h1>Quiet Root</h1><button>Add to cart - $24</button></main>"),
    "order": ("# Prices\n\nQuiet Root balm: $24\n", "# Prices\n\nOur balm Quiet Root costs $24.\n"),
    "a period in the header": (
        "# Prices\n\nQuiet Root plan: $24 a month\n",
        "# Prices\n\n| Plan | Monthly |\n|---|---|\n| Quiet Root | $24 |\n",
    ),
    "subscription": ("# Quiet Root\n\nSubscribe: $24\n", "# Quiet Root\n\nOn subscription: $24\n"),
}


@pytest.mark.parametrize("texts", ALIKE.values(), ids=ALIKE)
def test_the_same_offer(texts: tuple[str, str]) -> None:
    one, other = map(bought, texts)
    assert one.words
    assert (one.words, one.packs, one.strength) == (other.words, other.packs, other.strength)


UNLIKE = {
    "product": ("# Prices\n\nQuiet Root balm: $24\n", "# Prices\n\nQuiet Leaf balm: $24\n"),
    "pack": (OWN, OWN.replace("120", "60")),
    "strength": ("# Quiet Root\n\n20 mg: $24\n", "# Quiet Root\n\n40 mg: $24\n"),
    "insured": ("# Quiet Root\n\nWith insurance: $24\n", "# Quiet Root\n\nWithout insurance: $24\n"),
    "not insured": ("# Quiet Root\n\nWith insurance: $24\n", "# Quiet Root\n\nNo insurance: $24\n"),
    "the first month": ("# Quiet Root\n\nFirst month: $24\n", "# Quiet Root\n\nMonth: $24\n"),
    "new patients": ("# Prices\n\nRoot canal check: $24\n", "# Prices\n\nRoot canal check, new patients: $24\n"),
    "subscription": ("# Quiet Root\n\n$24\n", "# Quiet Root\n\nOn subscription: $24\n"),
    "another seller": ("# Oakmeds\n\n- Foot cream kit: $24\n", "# Elmmeds\n\n- Foot cream kit: $24\n"),
}  # fmt: skip


@pytest.mark.parametrize("texts", UNLIKE.values(), ids=UNLIKE)
def test_another_offer(texts: tuple[str, str]) -> None:
    one, other = map(bought, texts)
    assert one != other


def test_a_list_of_all_products_names_none_by_its_heading() -> None:
    assert bought("# Healthy feet\n\n$24\n").words
    assert not bought("# Healthy feet\n\n$24\n", "site/pricing.md").words
    assert not bought("# Ready to start?\n\n$24\n").words


@given(st.text(alphabet="ab 1,.;:-$|\n#*", max_size=60))
def test_any_text_is_read(text: str) -> None:
    for price in read_document(RawPage("page.md", f"{text}$24{text}".encode(), MARKDOWN)).prices:
        assert list(price.bought.words) == sorted({*price.bought.words})

"""What an address tells of where a link goes."""

import tomllib
from pathlib import Path

import pytest

import auditor.parse
from auditor.model import LinkKind
from auditor.parse.links import Addresses

OWN = Addresses("https://www.greenleaf-clinic.example.co.uk/blog/sleep", "", "relative/canonical.html")

CASES = {
    LinkKind.DOI: [
        "https://doi.org/10.5555/demo.1",
        "http://dx.doi.org/10.5555/demo.1",
        "doi:10.5555/demo.1",
        "//doi.org/10.5555/x",
        "HTTPS://DOI.ORG/10.5555/x",
    ],
    LinkKind.PUBMED: [
        "https://pubmed.ncbi.nlm.nih.gov/12345678/",
        "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC1234567/",
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC1234567/",
        "https://www.ncbi.nlm.nih.gov/pubmed/?term=12345678",
        "https://europepmc.org/article/MED/12345678",
    ],
    LinkKind.REGISTRY: [
        "https://clinicaltrials.gov/study/NCT00000000",
        "https://www.isrctn.com/ISRCTN00000000",
        "https://trialsearch.who.int/Trial2.aspx?TrialID=X",
        "https://www.clinicaltrialsregister.eu/ctr-search/trial/2000-000000-00/results",
    ],
    LinkKind.JOURNAL: [
        "https://www.nejm.org/doi/full/10.5555/demo",
        "https://bmjopen.bmj.com/content/1/1/e000001",
        "https://link.springer.com/article/10.5555/s1",
        "https://journals.plos.org/plosone/article?id=10.5555/j",
        "https://academic.oup.com/demo/article/1/1/1/1",
        "https://www.cochranelibrary.com/cdsr/doi/10.5555/x/full",
        "https://pubs.unheard-of.example/doi/10.5555/abc",
    ],
    LinkKind.GOVERNMENT: [
        "https://www.fda.gov/drugs/demo",
        "https://www.nhs.uk/conditions/demo/",
        "https://www.gov.uk/guidance/demo",
        "https://ema.europa.eu/en/medicines/demo",
        "https://www.who.int/news-room/fact-sheets/detail/demo",
        "https://health.ny.gov/demo",
        "https://www.tga.gov.au/demo",
    ],
    LinkKind.GUIDELINE: [
        "https://www.nice.org.uk/guidance/ng000",
        "https://www.escardio.org/Guidelines/demo",
        "https://www.aafp.org/afp/demo",
    ],
    LinkKind.SEARCH: [
        "https://www.google.com/search?q=magnesium+sleep",
        "https://google.co.uk/?q=sleep",
        "https://scholar.google.com/scholar?q=sleep",
        "https://pubmed.ncbi.nlm.nih.gov/?term=magnesium+sleep",
        "https://www.bing.com/search?q=x",
        "https://other.example/?s=magnesium",
        "https://other.example/search/magnesium",
        "https://www.nature.com/search?q=sleep",
    ],
    LinkKind.SHOP: [
        "https://www.amazon.de/dp/B000000000",
        "https://amzn.to/abc",
        "https://vitamins.example/products/magnesium",
        "https://vitamins.example/cart",
        "https://vitamins.example/offer?aff=12",
        "https://brand.example/x?utm_source=a&tag=me-20",
        "https://demo.myshopify.com/collections/all",
    ],
    LinkKind.CONTACT: [
        "mailto:ana@clinic.example",
        "tel:+15550100",
        "sms:+15550100",
        "https://wa.me/15550100",
        "https://www.facebook.com/demo",
        "https://x.com/demo",
        "https://www.linkedin.com/in/demo",
        "https://www.google.com/maps/place/Clinic",
    ],
    LinkKind.HOME_PAGE: [
        "https://other.example",
        "https://other.example/",
        "http://www.nejm.org/",
        "https://www.cdc.gov",
        "//other.example",
        "https://[broken",
    ],
    LinkKind.FRAGMENT: ["#ref-1", "#", "", "   ", "javascript:void(0)"],
    LinkKind.OWN_SITE: [
        "/blog/other",
        "other.html",
        "../x",
        "?page=2",
        "https://greenleaf-clinic.example.co.uk/",
        "https://example.co.uk/about",
        "https://shop.example.co.uk/products/pill",
        "http://www.greenleaf-clinic.example.co.uk/search?q=x",
        "file:///tmp/x.html",
    ],
    LinkKind.OTHER_SITE: [
        "https://news.example/2026/story",
        "https://books.google.com/books?id=x",
        "https://other.example.org.uk/page",
        "https://clinic.example/contents/sleep-basics?search=sleep",
        "https://nhs.uk.fake.example/x",
        "https://notnejm.org/x",
        "https://clinic.example/buy-safely/",
    ],
}


@pytest.mark.parametrize(("kind", "href"), [(kind, href) for kind, hrefs in CASES.items() for href in hrefs])
def test_the_kind_of_an_address(kind: LinkKind, href: str) -> None:
    assert OWN.kind(href) is kind


def test_every_kind_has_cases() -> None:
    assert set(CASES) == set(LinkKind)


@pytest.mark.parametrize(
    ("own", "href", "kind"),
    [
        ("https://blog.example.com/a", "https://www.example.com/b", LinkKind.OWN_SITE),
        ("https://example.com/a", "https://join.example.com/b", LinkKind.OWN_SITE),
        ("https://one.github.io/a", "https://two.github.io/b", LinkKind.OTHER_SITE),
        ("https://one.github.io/a", "https://one.github.io/b", LinkKind.OWN_SITE),
        ("https://example.com/a", "https://example.com.evil.example/b", LinkKind.OTHER_SITE),
        ("https://www.nhs.uk/a", "https://www.nhs.uk/b", LinkKind.OWN_SITE),
        ("page.html", "https://example.com/b", LinkKind.OTHER_SITE),
        ("C:\\pages\\page.html", "https://example.com/b", LinkKind.OTHER_SITE),
    ],
)
def test_the_own_site_is_what_one_owner_has(own: str, href: str, kind: LinkKind) -> None:
    assert Addresses(own).kind(href) is kind


def test_a_way_through_google_leads_where_it_says() -> None:
    through = "https://www.google.com/url?q=https://doi.org/10.5555/demo.1&sa=D"
    assert OWN.kind(through) is LinkKind.DOI


def test_the_list_of_hosts_is_sorted_and_names_each_once() -> None:
    listed = tomllib.loads((Path(auditor.parse.__file__).parent / "hosts.toml").read_text("utf-8"))
    listed.pop("shared")
    hosts = [host for each in listed.values() for host in each]
    assert len(hosts) == len(set(hosts))
    assert all(each == sorted(each) for each in listed.values())
    assert all(host == host.lower() and "/" not in host for host in hosts)

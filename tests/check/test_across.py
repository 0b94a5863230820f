"""Differences between the pages of a site: what is found, what passes, and how it is told."""

from auditor.model import Confidence, Severity
from tests.check.sites import compared, facts, found

TWENTY = "# Ramipril\n\nAdults take 20 mg of ramipril once a day.\n"
FORTY = "# Ramipril at home\n\nAdults take 40 mg of ramipril once a day.\n"


def test_the_page_that_stands_alone_is_found_with_the_other_place() -> None:
    (location, finding), *more = compared(facts({"a.md": FORTY, "b.md": TWENTY, "c.md": TWENTY}))
    assert not more
    assert (location, finding.quote) == ("a.md", "40 mg of ramipril once a day")
    assert (finding.rule, finding.subtype) == ("contradictory-dosage", "across-pages")
    assert (finding.severity, finding.confidence) == (Severity.ERROR, Confidence.MEDIUM)
    assert (finding.related[0].page, finding.related[0].quote) == ("b.md", "20 mg of ramipril once a day")
    assert "and is alone in it; 2 other pages of the site say 20 mg a day" in finding.message
    assert finding.fingerprint != finding.claim_fingerprint


def test_of_two_pages_the_later_one_is_found() -> None:
    assert found({"a.md": FORTY, "b.md": TWENTY}) == [("b.md", "20 mg of ramipril once a day")]

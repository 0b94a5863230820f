import pytest

from auditor import __version__
from auditor.crawl.agent import PRODUCT, user_agent
from auditor.errors import UsageError


def test_the_name_and_its_contact() -> None:
    assert user_agent() == f"health-page-auditor/{__version__}"
    assert user_agent(" audits@example.org ") == f"health-page-auditor/{__version__} (+audits@example.org)"
    assert user_agent("https://example.org/audits?a=1").endswith(" (+https://example.org/audits?a=1)")
    assert PRODUCT == "health-page-auditor"


@pytest.mark.parametrize(
    "contact",
    [
        "me", "example.org", "me@", "@example.org", "a@b", "https://", "https://example", "ftp://example.org/",
        "a@example.org\r\nX-Evil: 1", "a@example.org) (evil", "mé@example.org", "a b@example.org", "a@b.org, c@d.org",
    ],
)  # fmt: skip
def test_a_contact_that_is_none(contact: str) -> None:
    with pytest.raises(UsageError, match=r"--contact .* is neither an address nor an e-mail; expected"):
        user_agent(contact)

"""How the crawler introduces itself."""

import re

from auditor.errors import UsageError
from auditor.fetch.connection import USER_AGENT

PRODUCT = USER_AGENT.partition("/")[0]
"""The product token that groups of a robots.txt name (RFC 9309 2.2.1)."""
_CONTACT = re.compile(r"https?://[^\s()<>\"]+\.[^\s()<>\"]+|[^\s()<>\"@,;]+@[^\s()<>\"@,;]+\.[^\s()<>\"@,;]+")


def user_agent(contact: str = "") -> str:
    """The User-Agent of a request; with the address or e-mail at which site owners reach who runs the crawl.

    Raises:
        UsageError: the contact is neither.
    """
    contact = contact.strip()
    if not contact:
        return USER_AGENT
    if not _CONTACT.fullmatch(contact) or not (contact.isascii() and contact.isprintable()):
        raise UsageError(
            f"--contact {contact!r} is neither an address nor an e-mail; expected something like "
            "https://example.org/audits or audits@example.org"
        )
    return f"{USER_AGENT} (+{contact})"

"""Where a link goes, told by its address alone."""

from auditor.model import LinkKind


class Addresses:
    """Tells addresses apart, knowing which site is the page's own."""

    def __init__(self, *own: str) -> None:
        """`own`: what is known of the page's own addresses: location, canonical, base; empty ones are ignored."""

    def kind(self, href: str) -> LinkKind:
        """The kind of an address as written on the page."""
        return LinkKind.OTHER_SITE

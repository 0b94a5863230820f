"""What the crawl needs of whoever keeps the evidence."""

from typing import Protocol

from auditor.model.scan import Exchange, Record


class Evidence(Protocol):
    """Writes records to the evidence of a run; each is in the file when its call returns."""

    def fetched(self, exchange: Exchange) -> Record:
        """Keeps a page that was fetched."""

    def unchanged(self, exchange: Exchange, earlier: Record) -> Record:
        """Keeps that a page is what an earlier record holds; gives the place of the note about it."""

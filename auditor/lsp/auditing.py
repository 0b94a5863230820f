"""A draft gives a report: the engine of the command line over what an editor holds unsaved."""

import logging
from dataclasses import dataclass

from auditor import pipeline
from auditor.check.baseline import Baseline
from auditor.check.identity import page_key
from auditor.lsp.settings import Governing
from auditor.lsp.texts import Text
from auditor.model import PageReport, RawPage

_log = logging.getLogger(__name__)

_MARK = "\ufeff"
"""A byte order mark: some editors keep it in the text; the engine's offsets leave it out."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An open document at one version; `media_type` is empty where it is no page."""

    uri: str
    version: int
    text: Text
    media_type: str
    mdx: bool = False

    @property
    def shift(self) -> int:
        """Characters of the text before the first one that the engine counts."""
        return len(_MARK) if self.text.content.startswith(_MARK) else 0

    def raw(self, location: str) -> RawPage:
        """The bytes that a file with this text would have; half a surrogate pair becomes a question mark."""
        content = self.text.content[self.shift :].encode("utf-8", "replace")
        return RawPage(location, content, self.media_type, "utf-8")


def audit(draft: Draft, location: str, governing: Governing) -> PageReport:
    """The outcome for a draft; a defect of ours is an outcome too, and logged."""
    if not draft.text.content.strip():
        return PageReport(location, draft.media_type)
    accepted = (each for each in governing.accepted if each.location == page_key(location))
    try:
        return Baseline(accepted).apply(pipeline.audit_page(draft.raw(location), governing.settings))
    except Exception as error:
        _log.exception("%s: the auditor failed", location)
        return PageReport(location, draft.media_type, error=f"the auditor failed ({type(error).__name__}: {error})")

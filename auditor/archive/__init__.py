"""The archive: evidence in WARC files, written, read, cut into stretches, and verified."""

from auditor.archive.evidence import EvidenceWriter
from auditor.archive.pages import ArchivedPage, page_at, pages
from auditor.archive.slicing import slices
from auditor.archive.stored import BadRecord

__all__ = ["ArchivedPage", "BadRecord", "EvidenceWriter", "page_at", "pages", "slices"]

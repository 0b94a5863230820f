"""The archive: evidence in WARC files, written, read, cut into stretches, and verified."""

from auditor.archive.checked import Checked, Kind
from auditor.archive.evidence import EvidenceWriter
from auditor.archive.opening import is_seekable
from auditor.archive.pages import ArchivedPage, is_kept, page_at, pages
from auditor.archive.pointing import verify_pointers
from auditor.archive.purging import kept_of, purge, purge_abandoned
from auditor.archive.slicing import slices
from auditor.archive.stored import BadRecord
from auditor.archive.verifying import verify_files

__all__ = [
    "ArchivedPage",
    "BadRecord",
    "Checked",
    "EvidenceWriter",
    "Kind",
    "is_kept",
    "is_seekable",
    "kept_of",
    "page_at",
    "pages",
    "purge",
    "purge_abandoned",
    "slices",
    "verify_files",
    "verify_pointers",
]

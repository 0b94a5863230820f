"""auditor: finds what must not be published on a health page.

    >>> import auditor
    >>> report = auditor.audit("page.html")
    >>> [finding.rule for finding in report.findings]
"""

from auditor.api import audit
from auditor.model import Confidence, LocatedFinding, PageReport, Report, Severity

__all__ = ["Confidence", "LocatedFinding", "PageReport", "Report", "Severity", "__version__", "audit"]

__version__ = "0.1.0"

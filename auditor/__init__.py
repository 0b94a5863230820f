"""auditor: finds what must not be published on a health page.

>>> import auditor
>>> report = auditor.audit("page.html")
>>> [finding.rule for finding in report.findings]
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from auditor.api import audit
    from auditor.model import Confidence, LocatedFinding, PageReport, Report, Severity

__all__ = ["Confidence", "LocatedFinding", "PageReport", "Report", "Severity", "__version__", "audit"]

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """The public names, imported on first use so that `auditor --version` starts at once."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module("auditor.api" if name == "audit" else "auditor.model"), name)

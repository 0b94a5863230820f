"""Scan: from a site, an archive or a folder to audited pages in the store, step by step, each step repeatable."""

from auditor.scan.engines import Engine
from auditor.scan.inputs import Inputs
from auditor.scan.steps import Progress, Scan

__all__ = ["Engine", "Inputs", "Progress", "Scan"]

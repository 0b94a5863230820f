"""Export: a run of the store as a file for other programs, and its summary for people.

Writers take the values of `auditor.model.scan` as they come, so that memory stays flat in the
number of findings. Text formats give pieces of text; XLSX writes its file itself.
"""

from auditor.export.contents import Contents
from auditor.export.csv import read_csv, write_csv
from auditor.export.jsonl import write_jsonl
from auditor.export.sarif import write_sarif
from auditor.export.summary import summary_lines, summary_text
from auditor.export.xlsx import write_xlsx

__all__ = [
    "FORMATS",
    "Contents",
    "read_csv",
    "summary_lines",
    "summary_text",
    "write_csv",
    "write_jsonl",
    "write_sarif",
    "write_xlsx",
]

FORMATS = ("csv", "xlsx", "jsonl", "sarif")
"""A file's suffix names its format."""

"""What a cell, a link and a sheet's name may hold.

The limits are those of Excel's "Specifications and limits" page; lengths count UTF-16 units, as Excel does.
"""

import re
from urllib.parse import urlsplit

from auditor.report.uri import uri

MOST_ROWS = 1_048_576
"""In a sheet, its head included."""
MOST_LINKS = 65_530
"""In a sheet."""
LONGEST_LINK = 2_079
LONGEST_CELL = 32_767
LONGEST_NAME = 31
"""Of a sheet."""
CUT = " […]"
"""Marks what was cut."""
_NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 (2.2) has no place for; control characters besides are escaped by the writer."""
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_RESERVED = "history"
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")


def looks_like_formula(text: str) -> bool:
    """Whether some spreadsheet program could take the text for a formula; full-width signs count too."""
    return _FORMULA.match(text) is not None


def cell_text(text: str) -> str:
    """The text as a cell can hold it: legal in XML, cut with a mark where it is too long."""
    legal = _NO_XML.sub("\ufffd", text)
    short = legal if _units(legal) <= LONGEST_CELL else _cut(legal, LONGEST_CELL - len(CUT)) + CUT
    return f"{short} " if short.startswith("<r>") and short.endswith("</r>") else short
    # The writer takes what is wrapped in <r> for its own markup and would not escape it.


def link_target(location: str) -> str:
    """The address that a cell may lead to; "" for what is no http or https address, or is too long."""
    if not location.lower().startswith(("http://", "https://")):
        return ""
    address = uri(location)
    try:
        named = bool(urlsplit(address).hostname)
    except ValueError:
        return ""
    return address if named and _units(address) <= LONGEST_LINK else ""


def sheet_name(wanted: str, taken: set[str]) -> str:
    """A name that Excel takes and no other sheet has; it is added to `taken`, in lower case."""
    legal = _NO_XML.sub("\ufffd", _NOT_IN_NAMES.sub("-", wanted)).strip("'") or "sheet"
    name, number = _cut(legal, LONGEST_NAME), 1
    while name.lower() in taken or name.lower() == _RESERVED:
        number += 1
        name = _cut(legal, LONGEST_NAME - len(f" {number}")) + f" {number}"
    taken.add(name.lower())
    return name


def _units(text: str) -> int:
    """UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _cut(text: str, units: int) -> str:
    """As many whole characters as fit."""
    return text[:units] if text.isascii() else text.encode("utf-16-le")[: units * 2].decode("utf-16-le", "ignore")

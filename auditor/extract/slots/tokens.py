"""Recognises the characters that may stand in for a value, by their form alone."""

import re
from collections.abc import Iterator
from functools import cache

from auditor.extract.slots.words import any_of
from auditor.model import SlotKind

_HINT = re.compile(
    r"X|#|\{|«|\[|<|xx|NN|YY|\?\?|__|%[A-Z_dfis\d.]|\*\||\$[A-Z]|TB[ACD]|TK|NaN|None|Infinity"
    r"|INSERT|Insert\s|123\)?[\s.-]?456|555\)?[\s.-]?555|000\)?[\s.-]?000"
)

_RUN = r"(?:X+|x{2,}|N{2,}|Y{2,}|\#{2,}|\?{2,}|_{2,})"
_FIGURE = rf"(?:\d{{0,3}}{_RUN}(?:\.(?:\d*{_RUN}|\d+))?|\d+\.\d*{_RUN})"
_MONTH = any_of("months")

_FORMS = {
    SlotKind.SPREADSHEET: r"\#(?:REF!|DIV/0!|VALUE!|NUM!|NULL!|NAME\?|N/A\b)",
    SlotKind.IDENTIFIER: rf"""
        \b(?: NCT[X#?_\d]{{0,12}}[X#?]{{3,12}}
            | 10\.(?:X{{3,9}}/\S{{0,60}}\w | x{{4,9}}/x{{3,}} | \d{{4,9}}/(?:X{{3,}}\S{{0,60}}|x{{3,}}))
            | (?:{any_of("identifiers")})[.:\#\s]{{0,3}}(?=[\d/.-]{{0,20}}[X\#]{{3}})[X\#\d/.-]{{0,30}}[X\#]
        )(?![\w-])""",
    SlotKind.DATE: rf"""
        (?<![\w/-])(?=[\d/]{{0,6}}XX)(?:XX|\d\d?)/(?:XX|\d\d?)/(?:XXXX|XX|\d{{4}}|\d\d)(?![\w/-])
      | \b(?:{_MONTH})\s(?:XX|__)\b(?!\s?[%\d])
      | \bXX\s(?:{_MONTH})\b
      | (?<![\w.,-])(?:(?:19|20)XX|20xx|202X)(?!\w)
      | (?:(?<=\b[Ii]n\s)|(?<=\b[Ss]ince\s)|(?<=\buntil\s))XXXX(?![\w-]) | (?<=,\s)XXXX(?=\))""",
    SlotKind.PHONE: rf"""
        (?<![\w-])(?:\+?\d{{1,4}}[\s.-]|\(\d{{2,5}}\)\s?|1-\d{{3}}-)X{{3,4}}[\s.-]X{{3,5}}(?![\w-]|\s?\d)
      | (?<![\w-])\d{{3}}-XXXX(?![\w-])
      | \b(?i:{any_of("phone_cues")}):?\s\(?XXX\)?[\s.-]XXX[\s.-]XXXX(?![\w-])
      | (?<![\w.,-])\(?
        (?:123\)?[\s.-]?456[\s.-]?789\d? | 555\)?[\s.-]?555[\s.-]?5555 | 000\)?[\s.-]?000[\s.-]?0000)
        (?!\w|[.,-]\d)""",
    SlotKind.TEMPLATE: r"""
        \{\{[^{}]{0,80}\}\} | \$?\{[^{}]{1,60}\} | <%[^%<>]{1,80}%> | %[A-Z_]{3,40}% | \*\|[A-Z_:]{1,40}\|\*
      | \$(?!X|NN|TB[ACD]|TK)[A-Z][A-Z_]{2,30}\b | «\s?\w{1,40}\s?» | (?<![\w%])%(?:\d\$)?(?:\.\d)?[dfis]\b""",
    SlotKind.BRACKET: r"""
        \[{1,2}\s?(?!\d{1,4}(?:[,;–]\s?\d{1,4})*\])[^\[\]()<>]{1,40}\]{1,2}(?![(\[]) | <[^\[\]()<>]{1,40}>
      | \((?i:insert)\s[^()]{1,40}\) | \bINSERT\s[A-Z ]{3,30}\sHERE\b""",
    SlotKind.NOTE: r"\b(?:TB[ACD]|TK+)\b",
    SlotKind.FAILED: r"\b(?:NaN|undefined|null|None|Infinity)\b | \[object\sObject\]",
    SlotKind.GROUPED: r"""
        (?<![\w.,-])(?!4[4-9],X)(?=[\d,.]{0,20}[XN\#])[\dXN\#]{1,3}(?:,(?:[\dX]{3}|NNN|\#\#\#))+(?:\.[\dX]+)?(?![\w,])""",
    SlotKind.RUN: rf"""
        (?<![\w.,*:/+'’^-])(?:\d[\d.]{{0,9}}\s?[–-]\s?)?
        {_FIGURE}(?:\s?[–-]\s?(?:{_FIGURE}|\d[\d.]*))?(?!\w|-\w*\d)""",
}
"""The form of each kind; where several fit, the first of them counts. "44,X" is a count of chromosomes."""


def find_tokens(text: str) -> Iterator[tuple[SlotKind, int, int]]:
    """Kind and range [start, end) of each possible stand-in of a text, in order."""
    if not _hints(text):
        return
    for match in token_pattern().finditer(text):
        yield SlotKind[match.lastgroup or ""], match.start(), match.end()


def _hints(text: str) -> bool:
    """Whether any form can be there; words of small letters begin as many do, and are sooner found by themselves."""
    words = "undefined" in text or "null" in text or "insert" in text
    return words or _HINT.search(text) is not None


@cache
def token_pattern() -> re.Pattern[str]:
    """All forms as one pattern, a group each; compiled on first use."""
    return re.compile("|".join(rf"(?P<{kind.name}>{form})" for kind, form in _FORMS.items()), re.VERBOSE)

"""Cuts HTML into text and tags as `auditor.parse.html_tokens` does, in one pass of one regular expression."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from auditor.parse.html_tokens import ESCAPABLE, RAW, SPACE

_NAME = rf"[a-zA-Z][^{SPACE}/>]*+"
_VALUE = rf"(?:\"[^\"]*+\"?+|'[^']*+'?+|[^{SPACE}>\"'][^{SPACE}>]*+)?+"
_ATTRIBUTE = rf"[{SPACE}/]*+[^{SPACE}/>][^{SPACE}/>=]*+(?:[{SPACE}]*+=[{SPACE}]*+{_VALUE})?+"
_REST = rf"(?:[^>\"']*+>|(?:{_ATTRIBUTE})*+[{SPACE}/]*+>)"
"""What follows a tag's name up to its end: to the next ">" where no quote stands before it."""
_TOKEN = re.compile(
    rf"""<(
        (?=[{"".join(sorted({each[0] + each[0].upper() for each in RAW | ESCAPABLE}))}])
        ((?ai:{"|".join(sorted(RAW | ESCAPABLE))}))(?=[{SPACE}/>]){_REST}(?:[^<]++|<(?!/(?ai:\2)[{SPACE}/>]))*+
      | /?{_NAME}{_REST}
      | /?[a-zA-Z](?s:.*+)
      | !--(?:-?>|(?:[^-]++|-(?!-!?>))*+(?:--!?>)?+)
      | [!?][^>]*+>?+
      | /(?s:.)[^>]*+>?+
    )""",
    re.VERBOSE,
)
"""A tag, or what is passed over. Elements whose content is no markup are one with their content; a tag that nothing
ends takes the rest of the page with it, so that no input is read twice."""


class Pieces(NamedTuple):
    """The texts of a source and the tags between them: texts[i], tags[i], texts[i + 1]."""

    texts: Sequence[str]
    tags: Sequence[str]
    """Without the opening "<"; of elements whose content is no markup, with the content and without the end tag."""
    raw: Sequence[str | None]
    """For each tag, the name of the element that is one with its content; None for others."""


def cut(source: str) -> Pieces:
    """The texts and tags of a page, in order."""
    found = _TOKEN.split(source)
    return Pieces(found[0::3], found[1::3], found[2::3])

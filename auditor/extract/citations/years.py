"""Years and surnames as written in citations, and their comparable form."""

import re
import unicodedata

YEAR = r"(?:19[4-9]\d|20[0-4]\d)"
"""A year in which a source can have appeared."""

UPPER = r"[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĪİŁŃŇŌŐŘŚŞŠŤŪŮŰŹŻŽ]"
SURNAME = (
    rf"(?:(?:d[aei]|de la|del|van|von|van der|van den|ter|el|al|Mc|Mac|O['’])\s?)?{UPPER}[\w'’]+(?:-{UPPER}[\w'’]+)?"
)

_YEAR = re.compile(
    rf"(?<![\d$€£.,])(?<!\d[-–]){YEAR}(?=[a-z]?\b)(?![,.]\d)(?!\s?(?:mg|ml|mL|kcal|IU|patients|people)\b)"
)


def years(text: str) -> tuple[str, ...]:
    """The years named in a text."""
    return tuple(_YEAR.findall(text))


def fold(text: str) -> str:
    """The text in lower case without accents, so that "Müller" equals "Muller"."""
    special = text.lower().translate({ord("ø"): "o", ord("ł"): "l", ord("đ"): "d", ord("ß"): "ss", ord("’"): "'"})
    return "".join(each for each in unicodedata.normalize("NFKD", special) if not unicodedata.combining(each))

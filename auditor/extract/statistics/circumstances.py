"""For whom and over what time a statistic holds, where its sentence says so in a few words."""

import re

from auditor.extract.statistics.place import Place

_TIME = re.compile(
    r"\b(?:at|within|in|after|over|for|by|during)\s(?:(?:the\s)?(?:first|last|next|past)\s)?(?:(?:week|month|year|day)s?\s\d+"
    r"|[\w-]+\s(?:days?|weeks?|months?|years?))\b|\b[\w]+-(?:day|week|month|year)\b"
)
_NEAR = 4
"""Words behind the number among which its group is named."""


def population(place: Place) -> str:
    """The people shared out or counted, as written: "adults"; "" where the words near the number name none."""
    word = next((each for each in place.right[:_NEAR] if "person" in each.labels), None)
    return word.text if word is not None else ""


def time(place: Place) -> str:
    """The time stated in the clause: "in 12 weeks", "five-year"; "" where none is."""
    match = _TIME.search(place.after) or _TIME.search(place.before)
    return match.group() if match else ""

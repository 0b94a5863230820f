"""Tells how often something befalls somebody: "a death every 40 seconds". It counts cases, by the time between them."""

import re

from auditor.extract.statistics.place import Place

EVERY = re.compile(r"\bevery\s(?:\w+\s)?$")
_UNITS = frozenset({"s", "min", "h"})
"""Times in which a population counts its cases; what happens to one patient or by plan is mostly said of days."""
_SOMEBODY = (
    r"(?:someone|somebody|(?:one|an?|another)\s(?:[\w.-]+\s){0,2}"
    r"(?:person|man|woman|child|baby|adult|american|mother|life))"
)
_STRIKES = re.compile(
    rf"\b{_SOMEBODY}\b[^;]{{0,60}}?\s(?:dies|suffers|breaks|succumbs|"
    r"is\s(?:diagnosed|infected|born|told|killed|hospitali[sz]ed|admitted|affected))\b"
)
_BEFALLS = re.compile(
    rf"\b{_SOMEBODY}\b[^;]{{0,60}}?\s(?:has|develops|contracts|catches|gets|loses|attempts|experiences)\b"
    r"|\b(?:one|an?|another|new)\s(?:[\w-]+\s){0,2}(?:death|case|stroke|heart\sattack|suicide|diagnosis|fracture|amputation|overdose|life\sis)\b"
)
_ONE = re.compile(r"\b(?:one|a)\s(?:person|man|woman|child|life|death|patient|american|adult)\severy\s(?:\w+\s)?$")
_HARMED = frozenset({"harm", "event", "prevalence"})


def recurs(place: Place) -> bool:
    """Whether it is the time after which the next one of a population is affected."""
    if place.quantity.unit not in _UNITS or EVERY.search(place.preceding) is None:
        return False
    if _ONE.search(place.preceding) or place.scene.says(_STRIKES):
        return True
    return place.scene.says(_BEFALLS) and bool(place.scene.labels & _HARMED) and "dose" not in place.scene.labels

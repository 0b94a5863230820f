"""What a passage must hold before a slot can be found in it."""

from auditor.extract.passages import Passage
from auditor.extract.slots.tokens import find_tokens


def may_hold(passage: Passage) -> bool:
    """Whether the characters of a stand-in are there."""
    return next(find_tokens(passage.text), None) is not None

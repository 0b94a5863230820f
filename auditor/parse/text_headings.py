"""Headings in plain text: short lines without a final stop, numbered or underlined or above longer text."""

from collections.abc import Container, Sequence

from auditor.parse.text_lines import Unit
from auditor.parse.text_shapes import (
    ends_sentence,
    is_capitalised,
    is_label,
    is_short,
    is_title_like,
    item,
    section_depth,
    without_number,
)


def heading_level(page: Sequence[Unit], items: Container[int], at: int, *, is_first: bool) -> int:
    """The level of the heading that unit number `at` is; 0 where it is none.

    `items`: the units that are list items. The first unit of the page may be its title.
    """
    unit = page[at]
    if not unit.is_single:
        return 0
    if unit.underline:
        return 1 if unit.underline == "=" else 2
    number, depth = item(unit.text), section_depth(unit.text)
    if not is_title_like(without_number(unit.text)):
        return 0
    if depth or number:
        return 1 + max(depth, 1) if depth or (number and number.number) else 0
    if is_first:
        return 1 if _is_title(page) else 0
    blank_above = at == 0 or page[at - 1].ends_group
    return 2 if blank_above and _stands_alone(unit) and _is_headed(page, items, at) else 0


def _is_title(page: Sequence[Unit]) -> bool:
    """Whether the first line, set off by a blank one, has anything longer below it."""
    first = page[0]
    return first.ends_group and any(len(unit.text) > len(first.text) for unit in page[1:])


def _stands_alone(unit: Unit) -> bool:
    """Whether a line with a blank one above is set off as headings are: by capitals, or a blank line below."""
    return is_capitalised(unit.text) or (unit.ends_group and is_short(unit.text))


def _is_headed(page: Sequence[Unit], items: Container[int], at: int) -> bool:
    """Whether what follows is something that a heading could announce."""
    if at + 1 == len(page):
        return False
    below = page[at + 1]
    if at + 1 in items or below.underline:
        return True
    if section_depth(below.text) or (item(below.text) and is_title_like(without_number(below.text))):
        return False
    if is_label(below.text) and not ends_sentence(below.text):
        return False
    return len(below.text) > len(page[at].text) and (ends_sentence(below.text) or not is_title_like(below.text))

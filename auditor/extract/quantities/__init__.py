"""Finds quantities in sentences: shares, percentages, factors, ratios, counts, money, measures, p-values.

Figures are single numbers with their unit; joins make one of "nine in ten" and "15-20%"; surroundings
add what qualifies them ("up to", "hazard ratio of").
"""

from collections.abc import Iterator, Mapping, Sequence

from auditor.extract.quantities.figures import Figure, find_figures
from auditor.extract.quantities.joins import join
from auditor.extract.quantities.surroundings import (
    approximator,
    counted_noun,
    is_part_of_them,
    names_measure,
    p_before,
    ratio_before,
)
from auditor.model import Quantity, QuantityKind, Sentence, Span


def find_quantities(sentences: Sequence[Sentence]) -> Mapping[int, tuple[Quantity, ...]]:
    """Quantities by sentence index."""
    found = {sentence.index: tuple(_quantities(sentence)) for sentence in sentences}
    return {index: quantities for index, quantities in found.items() if quantities}


def _quantities(sentence: Sentence) -> Iterator[Quantity]:
    text = lowered(sentence.text)
    figures = find_figures(text)
    if figures:
        named = names_measure(sentence.text)
        for figure in join(text, figures):
            yield _quantity(sentence, text, figure, named)


def lowered(text: str) -> str:
    """The text in lower case, character for character at its place."""
    lower = text.lower()
    return (
        lower if len(lower) == len(text) else "".join(each.lower() if len(each.lower()) == 1 else each for each in text)
    )


def _quantity(sentence: Sentence, text: str, figure: Figure, named: bool) -> Quantity:
    start, words, comparator = approximator(text, figure.start)
    begin, kind, unit = _refined(sentence.text if named else "", text, figure)
    block, origin, _ = sentence.span
    return Quantity(
        Span(block, origin + min(start, begin), origin + figure.end),
        kind,
        figure.low,
        figure.high,
        unit,
        words,
        comparator,
        Span(block, origin + figure.first, origin + figure.last),
    )


def _refined(original: str, text: str, figure: Figure) -> tuple[int, QuantityKind, str]:
    """Where it begins, its kind and its unit, with the words around it taken into account."""
    if figure.kind is not QuantityKind.NUMBER:
        return figure.start, figure.kind, figure.unit
    begin = p_before(original, figure.start) if figure.high <= 1 else None
    if begin is not None:
        return begin, QuantityKind.P_VALUE, ""
    begin = ratio_before(original, figure.start, text[figure.first : figure.last], figure.high)
    if begin is not None:
        return begin, QuantityKind.RATIO, ""
    if figure.low > 1 and is_part_of_them(text, figure.end):
        return figure.start, QuantityKind.SHARE, QuantityKind.SHARE.value
    noun = counted_noun(text, figure.end)
    return figure.start, QuantityKind.COUNT if noun else QuantityKind.NUMBER, noun

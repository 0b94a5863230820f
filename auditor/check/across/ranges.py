"""Finds the pages whose range of values cannot hold beside what most pages of a site state."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from auditor.check.across.odd import Odd, pages_by_value, usual_of
from auditor.check.across.scopes import Located
from auditor.check.dosages.values import Range, disjoint
from auditor.model.fact import Fact


def apart(group: Sequence[Located], *, firmly: bool) -> Iterator[Odd]:
    """Each page whose only value cannot hold beside the usual one; `firmly` as for `usual_of`.

    Values that one page states side by side are choices and hold beside each other everywhere; so do
    two values where a range that some page states meets both.
    """
    by_page = _by_page(group)
    pages = pages_by_value((each, value) for each, values in by_page.items() if len(values) == 1 for value in values)
    usual = usual_of(pages, firmly=firmly)
    if usual is None:
        return
    reach = _reach(usual, by_page)
    choices = {each for values in by_page.values() if usual in values for each in values}
    first, most = pages[usual][0], len(pages[usual])
    for value, locations in pages.items():
        if disjoint(value, reach) and value not in choices:
            for location in locations:
                yield Odd(location, by_page[location][value], len(locations), first, by_page[first][usual], most)


def _by_page(group: Sequence[Located]) -> dict[str, dict[Range, Fact]]:
    """For each page its values, those that overlap as one, and the first place of each."""
    stated: dict[str, dict[Range, Fact]] = defaultdict(dict)
    for location, fact in group:
        stated[location].setdefault((fact.low, fact.high), fact)
    return {location: _joined(facts) for location, facts in stated.items()}


def _joined(facts: Mapping[Range, Fact]) -> dict[Range, Fact]:
    """The values of a page, where one within another or across its end is no other value."""
    joined: list[tuple[Range, Fact]] = []
    for value in sorted(facts):
        if joined and not disjoint(joined[-1][0], value):
            (low, high), fact = joined.pop()
            joined.append(((low, max(high, value[1])), fact))
        else:
            joined.append((value, facts[value]))
    return dict(joined)


def _reach(usual: Range, by_page: Mapping[str, Mapping[Range, Fact]]) -> Range:
    """The least and the most of all ranges that meet the usual value."""
    meeting = [value for values in by_page.values() for value in values if not disjoint(value, usual)]
    return min(low for low, _ in meeting), max(high for _, high in meeting)

"""Finds the values that cannot hold beside what most pages of a site state."""

from collections.abc import Iterator, Mapping, Sequence

from auditor.check.across.odd import Odd, support_of, usual_of
from auditor.check.across.pages import Profile, Said, Tally
from auditor.check.across.scopes import Group
from auditor.check.dosages.values import Range, disjoint


def apart(group: Group, tallies: Mapping[Profile, Tally], *, firmly: bool) -> Iterator[Odd]:
    """What pages say as their only value and cannot hold beside the usual one; `firmly` as for `usual_of`.

    Values that one page states side by side are choices and hold beside each other everywhere; so do
    two values where a range that some page states meets both.
    """
    stated = {profile: _joined(said) for profile, said in group.items()}
    single = ((profile, value) for profile, values in stated.items() if len(values) == 1 for value in values)
    supports = support_of(single, tallies)
    usual = usual_of(supports, firmly=firmly)
    if usual is None:
        return
    most, reach = supports[usual], _reach(usual, stated)
    choices = {each for values in stated.values() if usual in values for each in values}
    for value, support in supports.items():
        if disjoint(value, reach) and value not in choices:
            for profile in support.profiles:
                usually = stated[most.first_profile][usual]
                said = stated[profile][value]
                yield Odd(profile, said, support.pages, usually, tallies[most.first_profile], most.pages)


def _joined(said: Sequence[Said]) -> dict[Range, Said]:
    """The values of a page, where one within another or across its end is no other value."""
    joined: list[tuple[Range, Said]] = []
    for each in sorted(said):
        value = each.low, each.high
        if joined and not disjoint(joined[-1][0], value):
            (low, high), first = joined.pop()
            joined.append(((low, max(high, value[1])), first))
        else:
            joined.append((value, each))
    return dict(joined)


def _reach(usual: Range, stated: Mapping[Profile, Mapping[Range, Said]]) -> Range:
    """The least and the most of all ranges that meet the usual value."""
    meeting = [value for values in stated.values() for value in values if not disjoint(value, usual)]
    return min(low for low, _ in meeting), max(high for _, high in meeting)

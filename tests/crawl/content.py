"""The pages of the test site: invented texts on invented remedies, with known claims on some of them."""

from dataclasses import dataclass

_PLACES = ("garden", "kitchen", "office", "classroom", "workshop", "waiting room", "hallway", "greenhouse")
_TIMES = ("morning", "forenoon", "noon", "afternoon", "evening", "night")
_HABITS = ("short walks", "open windows", "warm socks", "early suppers", "quiet reading", "slow breathing")


@dataclass(frozen=True)
class Article:
    """A page with one claim that has a finding, or with none."""

    number: int
    claim: str = ""
    extra: str = ""

    def html(self, links: tuple[str, ...] = ()) -> bytes:
        place, time = _PLACES[self.number % len(_PLACES)], _TIMES[self.number % len(_TIMES)]
        habit = _HABITS[self.number % len(_HABITS)]
        anchors = "".join(f'<li><a href="{link}">More</a></li>' for link in links)
        return (
            f"<!DOCTYPE html><html lang='en'><head><title>Leaflet {self.number}</title></head><body><main>"
            f"<h1>Leaflet {self.number}: the {place} in the {time}</h1>"
            f"<p>Many of our readers spend the {time} in the {place}, and like {habit}.</p>"
            f"<p>{self.claim or 'Rest and fresh air help on most days.'}</p><p>{self.extra}</p>"
            f"<ul>{anchors}</ul></main></body></html>"
        ).encode()


def article(number: int) -> Article:
    """The page as it is at first: every tenth states a figure without a source, each of another ward."""
    claim = f"About {20 + number % 70}% of adults in ward {number} sleep badly in the {_TIMES[number % len(_TIMES)]}."
    return Article(number, claim if number % 10 == 0 else "")

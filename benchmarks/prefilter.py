"""`python -m benchmarks.prefilter [PAGES...]`: what the prefilter costs and spares, as Markdown tables.

Without PAGES it takes invented pages of three sorts that make no claims: news, recipes and a shop.
"""

import argparse
import random
import re
import sys
import time
from collections.abc import Callable, Iterable, Sequence

from auditor import fetch
from auditor.catalogue import available_rules
from auditor.errors import InputError
from auditor.model import RawPage
from auditor.pipeline import attempt_page
from auditor.prefilter import may_find
from auditor.settings import Settings

SETTINGS = Settings()
_WORDS = re.findall(
    r"\w+",
    "the a our old new small bright river market street council bridge garden choir school evening morning weather "
    "open opens close walk talk bring share paint build plan meet sing with near under over after before about and",
)
_LINES: dict[str, Callable[[random.Random], str]] = {
    "news": lambda dice: f"<p>{_said(dice)} on {dice.randrange(1, 29)} May, {_said(dice).lower()}</p>",
    "recipes": lambda dice: (
        f"<li>{dice.randrange(1, 9)} {dice.choice(('eggs', 'leeks', 'cups of flour'))}, chopped</li>"
    ),
    "shop": lambda dice: (
        f"<div class='card'><a href='/p/{dice.random()}'>{_said(dice)}</a> <b>${dice.randrange(9, 99)}</b></div>"
    ),
}


def _said(dice: random.Random) -> str:
    return " ".join(dice.choices(_WORDS, k=12)).capitalize()


def invented(sort: str, number: int, size: int = 75_000) -> RawPage:
    """A page of a sort without claims, of about so many bytes; a quarter of them is text."""
    dice = random.Random(f"{sort} {number}")
    head = (
        "<!doctype html><html><head><title>Town</title><style>" + "p{margin:0}" * (size // 30) + "</style></head><body>"
    )
    lines: list[str] = []
    while sum(map(len, lines)) < size // 2:
        lines.append(f"<section id='s{len(lines)}' class='row wide shade'>{_LINES[sort](dice)}</section>\n")
    return RawPage(f"{sort}-{number}.html", (head + "".join(lines) + "</body></html>").encode(), "text/html")


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.prefilter", description="What the prefilter spares.")
    parser.add_argument("pages", nargs="*", metavar="PAGES", help="files or folders")
    parser.add_argument("--limit", type=int, default=100, help="take only the first pages (default 100)")
    chosen = parser.parse_args(arguments)
    sets = {sort: [invented(sort, number) for number in range(20)] for sort in _LINES}
    if chosen.pages:
        sets = {"given": list(_read(chosen.pages, chosen.limit))}
    print("| pages | number | KB | may find | with findings | prefilter, ms a page | audit, ms a page |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for name, pages in sets.items():
        print(_row(name, pages))
    print("\n| rule alone | " + " | ".join(f"{name}: may find" for name in sets) + " |")
    print("| --- |" + " --- |" * len(sets))
    for rule in available_rules(SETTINGS):
        alone = Settings(select=(rule.id,))
        print(f"| {rule.id} | " + " | ".join(_share(pages, alone) for pages in sets.values()) + " |")
    return 0


def _read(given: Iterable[str], limit: int) -> Iterable[RawPage]:
    for location in [each for each in fetch.expand(given) if isinstance(each, str)][:limit]:
        try:
            yield fetch.fetch(location, SETTINGS)
        except InputError as error:
            print(f"left out: {error}", file=sys.stderr)


def _row(name: str, pages: Sequence[RawPage]) -> str:
    for raw in pages[:5]:  # what is compiled and read once does not count
        may_find(raw, SETTINGS)
        attempt_page(raw, SETTINGS)
    seconds, passed = _timed(lambda raw: may_find(raw, SETTINGS), pages)
    audited, found = _timed(lambda raw: bool(attempt_page(raw, SETTINGS).findings), pages)
    size = sum(len(raw.content) for raw in pages) / len(pages) / 1000
    return f"| {name} | {len(pages)} | {size:.0f} | {passed} | {found} | {seconds * 1000:.2f} | {audited * 1000:.1f} |"


def _timed(judge: Callable[[RawPage], bool], pages: Sequence[RawPage]) -> tuple[float, int]:
    """CPU seconds a page, and for how many it is true."""
    begun = time.process_time()
    true = sum(map(judge, pages))
    return (time.process_time() - begun) / len(pages), true


def _share(pages: Sequence[RawPage], settings: Settings) -> str:
    return f"{sum(may_find(raw, settings) for raw in pages) / len(pages):.0%}"


if __name__ == "__main__":
    sys.exit(main())

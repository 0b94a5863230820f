"""`python -m benchmarks.speed PAGES...`: how fast the auditor is on these pages, as Markdown tables.

PAGES are files or folders. --repeat N takes the median of N runs (default 3); --limit N takes the first N pages.
"""

import argparse
import platform
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from auditor import __version__, fetch, parse
from auditor.errors import InputError
from auditor.model import Page, RawPage
from benchmarks.measure import middle, run, typical
from benchmarks.peers import cost, peers
from benchmarks.stages import SETTINGS, STAGES, audit_all, audit_seconds, soup_seconds

AUDITOR = (sys.executable, "-m", "auditor")
GROWTH = (1, 10)
"""How many times over a page is repeated, to see how time grows with length."""

Table = Iterator[str]


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description="How fast the auditor is.")
    parser.add_argument("pages", nargs="+", metavar="PAGES", help="files or folders")
    parser.add_argument("--repeat", type=int, default=3, help="runs of which the median is taken (default 3)")
    parser.add_argument("--limit", type=int, default=None, help="take only the first pages")
    chosen = parser.parse_args(arguments)
    locations = [each for each in fetch.expand(chosen.pages) if isinstance(each, str)][: chosen.limit]
    pages = list(read(locations))
    if not pages:
        parser.error("no page that can be audited")
    print(
        f"auditor {__version__}, Python {platform.python_version()}, {platform.machine()}, medians of {chosen.repeat}\n"
    )
    for part in (
        throughput(locations, chosen.repeat),
        beside_a_tree(pages, chosen.repeat),
        growth(pages, chosen.repeat),
        starts(pages, chosen.repeat),
        beside_peers(locations, pages),
    ):
        print("\n".join(part), end="\n\n", flush=True)
    return 0


def read(locations: Iterable[str]) -> Iterator[tuple[RawPage, Page]]:
    """The pages that can be audited."""
    for location in locations:
        try:
            raw = fetch.fetch(location, SETTINGS)
            yield raw, parse.parse(raw)
        except InputError as error:
            print(f"left out: {error}", file=sys.stderr)


def table(*rows: Sequence[object]) -> Table:
    """A Markdown table; the first row is its head, columns after the first stand to the right."""
    head, *body = ([str(cell) for cell in row] for row in rows)
    yield "| " + " | ".join(head) + " |"
    yield "|---|" + "---:|" * (len(head) - 1)
    yield from ("| " + " | ".join(row) + " |" for row in body)


def throughput(locations: Sequence[str], repeat: int) -> Table:
    """Pages a second and CPU by stage in a process that is warm."""
    audit_all(locations)
    runs = [audit_all(locations) for _ in range(repeat)]
    _, done, findings = runs[0]
    total = middle([watch.total for watch, _, _ in runs])
    yield f"One core, warm: {done} pages, {findings} findings.\n"
    stages = [
        (stage, f"{1000 * middle([watch.seconds[stage] for watch, _, _ in runs]) / done:.2f}") for stage in STAGES
    ]
    yield from table(
        ("stage", "CPU ms a page"),
        *stages,
        ("all", f"{1000 * total / done:.2f}"),
        ("pages a second", f"{done / total:.0f}"),
    )


def beside_a_tree(pages: Sequence[tuple[RawPage, Page]], repeat: int) -> Table:
    """From bytes to findings, beside building a BeautifulSoup tree of the same HTML pages in the same run."""
    html = [(raw, page) for raw, page in pages if page.media_type == "text/html"]
    if not html:
        yield "No HTML pages to compare with a BeautifulSoup parse."
        return
    raws, sources = [raw for raw, _ in html], [page.source for _, page in html]
    both = [(audit_seconds(raws), soup_seconds(sources)) for _ in range(repeat)]
    ours, theirs = middle([ours for ours, _ in both]), middle([theirs for _, theirs in both])
    yield from table(
        (f"{len(html)} HTML pages, {sum(map(len, sources)) / 1e6:.1f} million characters", "CPU s", "ratio"),
        ("BeautifulSoup (html.parser), tree only", f"{theirs:.2f}", "1"),
        ("auditor, bytes to findings", f"{ours:.2f}", f"{ours / theirs:.2f}"),
    )


def growth(pages: Sequence[tuple[RawPage, Page]], repeat: int) -> Table:
    """How time grows with the length of a page."""
    raw, _ = sorted(pages, key=lambda pair: len(pair[0].content))[len(pages) // 2]
    rows = []
    for times in GROWTH:
        long = RawPage(raw.location, raw.content * times, raw.media_type, raw.charset)
        rows.append((times, len(long.content), middle([audit_seconds([long]) for _ in range(repeat)])))
    first = rows[0][2] / rows[0][1]
    yield from table(
        ("a page of median length", "KB", "CPU ms", "time a byte, ratio"),
        *(
            (f"{times} times over", f"{size / 1000:.0f}", f"{1000 * seconds:.1f}", f"{seconds / size / first:.2f}")
            for times, size, seconds in rows
        ),
    )


def starts(pages: Sequence[tuple[RawPage, Page]], repeat: int) -> Table:
    """Commands from a cold start."""
    raw, _ = sorted(pages, key=lambda pair: len(pair[0].content))[len(pages) // 2]
    commands = (
        ("python -c pass", (sys.executable, "-c", "pass")),
        ("auditor --version", (*AUDITOR, "--version")),
        ("auditor rules", (*AUDITOR, "rules")),
        ("auditor explain", (*AUDITOR, "explain", "placeholder-figure")),
        (f"auditor check, one page of {len(raw.content) / 1000:.0f} KB", (*AUDITOR, "check", raw.location)),
    )
    costs = [(name, typical(command, max(repeat, 3))) for name, command in commands]
    yield from table(
        ("from a cold start", "wall ms", "CPU ms", "peak MB"),
        *((name, f"{1000 * each.wall:.0f}", f"{1000 * each.cpu:.0f}", f"{each.memory:.0f}") for name, each in costs),
    )


def beside_peers(locations: Sequence[str], pages: Sequence[tuple[RawPage, Page]]) -> Table:
    """Whole commands on all pages: the auditor on the files, installed peers on the text of their blocks."""
    texts = ["\n\n".join(block.text for block in page.blocks) for _, page in pages]
    rows = []
    with tempfile.TemporaryDirectory() as name:
        ours = run([*AUDITOR, "check", "--format", "json", "--output", str(Path(name) / "report.json"), *locations])
        rows.append(
            (
                "auditor",
                f"{ours.cpu:.1f}",
                f"{len(pages) / ours.cpu:.0f}",
                f"{ours.memory:.0f}",
                "all rules, files as they are",
            )
        )
        for peer in peers():
            if not peer.here:
                rows.append((peer.name, "-", "-", "-", "not installed"))
                continue
            try:
                spent = cost(peer, texts, Path(name))
                rows.append(
                    (peer.name, f"{spent.cpu:.1f}", f"{len(pages) / spent.cpu:.0f}", f"{spent.memory:.0f}", peer.remark)
                )
            except TimeoutError as error:
                rows.append((peer.name, "-", "-", "-", str(error)))
    yield from table(
        (f"one command, {len(pages)} pages", "CPU s", "pages a CPU second", "peak MB", "what it read"), *rows
    )


if __name__ == "__main__":
    raise SystemExit(main())

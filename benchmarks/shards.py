"""Measures archives in shards: pages a core-second and peak memory, with and without the prefilter.

    python -m benchmarks.shards [--pages N] [--jobs J] [--seed S]

Pages are invented from a seed: about 8 KB of mark-up and 250 words, three in ten with something to
find. They are written to WARC files and audited by the local engine; nothing of them is kept.
"""

import argparse
import gzip
import random
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

import psutil

from auditor.archive import slices
from auditor.model.scan import Run, Slice
from auditor.settings import Settings
from auditor.shards import Done, Work, plan, read_manifest, ruleset, run_here, write_manifest
from auditor.shards.plan import FEWEST_PAGES

MEGABYTE = 1_000_000
AS_OF = date(2026, 1, 1)
PAGES_A_FILE = 2_000
WATCH_SECONDS = 1.0

SUBJECTS = ("the garden", "our team", "a morning walk", "the kitchen", "every season", "the workshop", "a quiet room",
            "this leaflet", "the reading group", "a warm soup", "the bicycle", "an open window")  # fmt: skip
VERBS = ("brings", "keeps", "opens", "follows", "shares", "colours", "gathers", "shows", "carries", "welcomes")
OBJECTS = ("people from the neighbourhood", "a slower pace", "friends around the table", "the long way home",
           "plenty of light", "simple things", "stories and songs", "the smell of bread", "new ideas")  # fmt: skip
ENDS = ("in spring", "after work", "with little effort", "all year round", "for young and old", "at the weekend")
CLAIMS = (
    "About {number}% of users slept better after two weeks.",
    "Studies show that a daily walk helps most people.",
    "Adults take {number} mg twice a day, never more than {number} mg a day.",
    "The market is worth $XX billion today.",
    "Nine in ten readers feel better within {number} days.",
)
MENU = "".join(f'<li class="menu-item level-1"><a href="/topic/{name}">{name.title()}</a></li>' for name in (
    "home", "about", "recipes", "walks", "news", "contact", "partners", "events", "press", "jobs"))  # fmt: skip
HEAD = "<!doctype html><html lang=en><head><meta charset=utf-8><title>{title}</title>{style}</head>"
STYLE = "<style>" + "".join(f".box-{n}{{margin:{n}px;padding:{n}px;colour:inherit}}" for n in range(60)) + "</style>"


def sentence(chance: random.Random) -> str:
    """One that claims nothing."""
    return " ".join(map(chance.choice, (SUBJECTS, VERBS, OBJECTS, ENDS))).capitalize() + "."


def page(chance: random.Random) -> str:
    """Mark-up of about 8 KB with 250 words; three in ten hold a claim."""
    texts = [sentence(chance) for _ in range(22)]
    if chance.random() < 0.3:
        texts.insert(chance.randrange(len(texts)), chance.choice(CLAIMS).format(number=chance.randrange(5, 95)))
    body = "".join(
        f'<div class="box-{n} row wide" data-block="{chance.randrange(10**9)}"><p class="text body">{text}</p></div>'
        for n, text in enumerate(texts)
    )
    head = HEAD.format(title=sentence(chance), style=STYLE)
    return f"{head}<body><nav><ul>{MENU}</ul></nav><main><h1>{sentence(chance)}</h1>{body}</main></body></html>"


def record(url: str, html: str) -> bytes:
    """A `response` record, compressed by itself."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html.encode()
    head = (
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\n"
        f"WARC-Date: 2026-01-01T00:00:00Z\r\nWARC-Target-URI: {url}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + http + b"\r\n\r\n", 6, mtime=0)


def archives(folder: Path, pages: int, seed: int) -> Iterator[Path]:
    """Writes the pages; gives each file once it is there."""
    chance = random.Random(seed)
    numbers = iter(range(pages))
    for file in range(-(-pages // PAGES_A_FILE)):
        path = folder / f"{file:05}.warc.gz"
        with path.open("wb") as out:
            for number in islice(numbers, PAGES_A_FILE):
                out.write(record(f"https://site{number % 97}.example/{number}", page(chance)))
        yield path


def pieces(folder: Path, pages: int, seed: int) -> Iterator[tuple[Slice, int]]:
    """The stretches of all archives."""
    for path in archives(folder, pages, seed):
        yield from slices(path, pages=FEWEST_PAGES)


@dataclass
class Peak:
    """Memory of this process and of what it started, watched from a thread."""

    driver: int = 0
    worker: int = 0
    together: int = 0
    cpu: float = 0.0
    """Seconds that the watching itself took."""
    done: bool = False

    def watch(self) -> None:
        """Until `done`: resident bytes of the driver and of the largest worker, and the proportional sum of all."""
        me = psutil.Process()
        while not self.done:
            below = [rss for rss in map(resident, me.children(recursive=True)) if rss]
            self.driver = max(self.driver, resident(me))
            self.worker = max(self.worker, *below, 0)
            self.together = max(self.together, proportional(me) + sum(map(proportional, me.children(recursive=True))))
            time.sleep(WATCH_SECONDS)
        self.cpu = time.thread_time()


def resident(process: psutil.Process) -> int:
    """Bytes in memory, shared ones included; 0 for one that is gone."""
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0


def proportional(process: psutil.Process) -> int:
    """Bytes in memory, shared ones in equal parts; 0 where the system does not tell."""
    try:
        return int(process.memory_full_info().pss)
    except (psutil.Error, AttributeError):
        return 0


def measured(manifest: Path, work: Work, jobs: int) -> str:
    """A row of the table: one run over the plan."""
    out = manifest.parent / ("prefilter" if work.prefilter else "full")
    peak = Peak()
    watcher = threading.Thread(target=peak.watch)
    watcher.start()
    cpu, wall = cpu_seconds(), time.perf_counter()
    done = [each for each in run_here(read_manifest(manifest), work, out, jobs) if isinstance(each, Done)]
    wall, cpu = time.perf_counter() - wall, cpu_seconds() - cpu
    peak.done = True
    watcher.join()
    cpu -= peak.cpu
    pages, findings = sum(each.pages for each in done), sum(each.findings for each in done)
    passed = sum(each.passed_over for each in done)
    size = sum(each.size for each in done)
    memory = " | ".join(f"{each / MEGABYTE:.0f}" for each in (peak.driver, peak.worker, peak.together))
    way = "with prefilter" if work.prefilter else "every page"
    return (
        f"| {way} | {pages:,} | {passed:,} | {findings:,} | {wall:.1f} | {cpu:.1f} | {pages / cpu:.0f} | {memory} "
        f"| {size / pages:.0f} |"
    )


def cpu_seconds() -> float:
    """Of this process and of all that have ended below it."""
    times = psutil.Process().cpu_times()
    return float(times.user + times.system + times.children_user + times.children_system)


def main() -> None:
    """Prints a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=2_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    work = Work(Settings(as_of=AS_OF), "")
    digest, rules = ruleset(work.settings)
    with tempfile.TemporaryDirectory() as name:
        manifest = Path(name) / "manifest.jsonl"
        planned = Run(0, (), AS_OF, "", version="benchmark", ruleset=digest, rules=rules)
        begun = time.process_time()
        shards = write_manifest(manifest, planned, plan(pieces(Path(name), given.pages, given.seed), digest, "1"))
        size = sum(path.stat().st_size for path in Path(name).glob("*.warc.gz"))
        print(f"{given.pages:,} pages in {shards} shards, {size / given.pages / 1000:.1f} KB a page compressed; "
              f"written and planned in {time.process_time() - begun:.1f} CPU s\n")  # fmt: skip
        print("| way | pages | passed over | findings | wall s | CPU s | pages/core-s "
              "| driver MB | worker MB | all MB | bytes a page |")  # fmt: skip
        print("|---|" + "---|" * 10)
        for prefilter in (False, True):
            print(measured(manifest, Work(work.settings, "", prefilter), given.jobs), flush=True)


if __name__ == "__main__":
    main()

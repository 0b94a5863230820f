"""Inputs of a scan: folders, archives, lists; the same pages give the same findings whichever way they come."""

import io
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from auditor.cli import main
from auditor.errors import UsageError
from auditor.model.scan import Outcome, Reason
from auditor.scan import Inputs
from auditor.scan.lock import locked
from auditor.store import Store
from tests.crawl.site import Site
from tests.samples import ROOT

FLAWED = ROOT / "samples" / "flawed"
Found = list[tuple[str, str, int, int]]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def scan(*arguments: str, stdin: str | None = None) -> Result:
    options = ["--no-config", "--as-of", "2026-11-25", "--jobs", "1", "--quiet"]
    return CliRunner().invoke(main, ["scan", *arguments, *options], input=stdin)


def checked(*targets: str) -> Found:
    """What `auditor check` finds."""
    command = [
        "check",
        *targets,
        "--format",
        "json",
        "--no-config",
        "--no-cache",
        "--as-of",
        "2026-11-25",
        "--jobs",
        "1",
    ]
    report = json.loads(CliRunner().invoke(main, command).stdout)
    found = [(Path(page["location"]).name, each) for page in report["pages"] for each in page["findings"]]
    return sorted((name, each["rule"], each["start"]["offset"], each["end"]["offset"]) for name, each in found)


def stored(run: str = "latest") -> Found:
    """What the scan found."""
    with Store.open(Path("auditor-store"), create=False) as store:
        rows = list(store.findings(store.run(run)))
    return sorted((Path(row.location).name, row.rule, row.start, row.end) for row in rows)


def captured() -> dict[str, tuple[Outcome, Reason | None]]:
    with Store.open(Path("auditor-store"), create=False) as store:
        return {each.location: (each.outcome, each.reason) for each in store.captures(store.run("latest"))}


def archive(path: Path, pages: dict[str, bytes], media_type: str = "text/html") -> None:
    """A WARC file as a crawler writes it."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=path.suffix == ".gz")
        for address, content in pages.items():
            head = StatusAndHeaders("200 OK", [("Content-Type", media_type)], protocol="HTTP/1.1")
            writer.write_record(
                writer.create_warc_record(address, "response", payload=io.BytesIO(content), http_headers=head)
            )


def samples() -> dict[str, bytes]:
    return {f"https://clinic.example/{path.name}": path.read_bytes() for path in sorted(FLAWED.glob("*.html"))}


def test_a_folder_gives_what_check_gives() -> None:
    assert scan(str(FLAWED)).exit_code == 1
    assert stored() == checked(str(FLAWED)) != []


@pytest.mark.parametrize("name", ["crawl.warc.gz", "crawl.warc"])
def test_an_archive_gives_what_the_files_give(name: str, folder: Path) -> None:
    archive(folder / name, samples())
    assert scan(name).exit_code == 1
    assert stored() == checked(*map(str, sorted(FLAWED.glob("*.html")))) != []


def test_a_folder_of_archives_is_read_with_the_pages_beside_them(folder: Path) -> None:
    made = folder / "crawls" / "may"
    made.mkdir(parents=True)
    archive(made / "a.warc.gz", samples())
    archive(made / "b.warc.gz", {"https://clinic.example/extra.html": b"<p>About 40% of users slept better.</p>"})
    (folder / "crawls" / "notes.md").write_text("About 30% of users slept better.\n", "utf-8")
    assert scan("crawls").exit_code == 1
    names = {name for name, *_ in stored()}
    assert {"extra.html", "notes.md"} < names


def test_a_store_within_the_scanned_folder_is_no_input(folder: Path) -> None:
    (folder / "page.md").write_text("About 30% of users slept better.\n", "utf-8")
    assert scan(".").exit_code == 1
    (folder / "page.md").write_text("Fresh air helps.\n", "utf-8")
    assert scan(".").exit_code == 0
    assert captured() == {"page.md": (Outcome.PAGE, None)}


def test_the_prefilter_changes_no_finding(folder: Path) -> None:
    quiet = {f"https://clinic.example/quiet/{number}.html": b"<p>Fresh air.</p>" for number in range(5)}
    archive(folder / "crawl.warc.gz", samples() | quiet)
    assert scan("crawl.warc.gz", "--prefilter").exit_code == 1
    assert stored() == checked(*map(str, sorted(FLAWED.glob("*.html"))))


def test_of_two_captures_of_one_address_the_later_counts(folder: Path) -> None:
    archive(folder / "1.warc.gz", {"https://clinic.example/a.html": b"<p>About 40% of users slept better.</p>"})
    time.sleep(1.1)  # WARC-Date has whole seconds
    archive(folder / "2.warc.gz", {"https://clinic.example/a.html": b"<p>Fresh air helps.</p>"})
    assert scan("2.warc.gz", "1.warc.gz").exit_code == 0
    assert stored() == []


def test_a_damaged_archive_is_counted_and_the_rest_is_audited(folder: Path) -> None:
    archive(folder / "whole.warc.gz", samples())
    whole = (folder / "whole.warc.gz").read_bytes()
    (folder / "cut.warc.gz").write_bytes(whole[: len(whole) - 200])
    done = scan("cut.warc.gz")
    assert done.exit_code == 1
    assert (Outcome.FAILED, Reason.BROKEN) in captured().values()
    assert "damaged" in done.stdout


def test_a_list_from_standard_input_is_fetched_politely() -> None:
    with Site(articles=3) as site:
        listed = f"# leaflets\n{site.article_url(1)}\n\n{site.article_url(2)}#part\nnot an address\n"
        done = scan("--urls", "-", "--allow-private", "--delay", "0", stdin=listed)
    assert done.exit_code == 0, done.output
    outcomes = captured()
    assert outcomes[site.article_url(1)] == outcomes[site.article_url(2)] == (Outcome.PAGE, None)
    assert (Outcome.SKIPPED, Reason.BAD_ADDRESS) in outcomes.values()


def test_a_crawl_goes_as_deep_as_asked() -> None:
    with Site(articles=3) as site:
        done = scan("--crawl", site.at("hidden/linked.html"), "--depth", "1", "--allow-private", "--delay", "0")
    assert done.exit_code == 0, done.output
    pages = {location for location, (outcome, _) in captured().items() if outcome is Outcome.PAGE}
    assert pages == {site.at("hidden/linked.html"), site.at("hidden/deeper.html")}


def test_private_addresses_are_refused_unless_allowed() -> None:
    with Site(articles=3) as site:
        done = scan("--site", site.url, "--delay", "0")
    assert done.exit_code == 3
    assert site.log == []


def test_files_that_cannot_be_read_are_counted(folder: Path) -> None:
    (folder / "good.md").write_text("Fresh air.\n", "utf-8")
    assert scan("good.md", "missing.md").exit_code == 0
    assert captured()["missing.md"] == (Outcome.FAILED, Reason.UNREADABLE)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "nothing to scan"),
        (("--rescan", "1", "page.md"), "give no other input"),
        (("--rescan", "7"), "7"),
        (("missing.warc.gz",), "no such file"),
        (("--urls", "missing.txt"), "missing.txt"),
        (("--engine", "dask", "page.md"), "--scheduler"),
        (("--scheduler", "tcp://127.0.0.1:1", "page.md"), "--engine dask"),
        (("--contact", "nobody", "--urls", "list.txt"), "contact"),
    ],
)
def test_a_wrong_call_is_one_line_and_status_2(arguments: tuple[str, ...], said: str, folder: Path) -> None:
    (folder / "page.md").write_text("Fresh air.\n", "utf-8")
    (folder / "list.txt").write_text("https://clinic.example/\n", "utf-8")
    done = scan(*arguments)
    assert done.exit_code == 2, done.output
    assert said in done.output
    assert "Traceback" not in done.output


def test_one_of_several_files_may_be_missing(folder: Path) -> None:
    (folder / "page.md").write_text("Fresh air.\n", "utf-8")
    done = scan("page.md", "nothing.html", "--format", "json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["not_checked"] == {"could not be read": 1}


def test_where_nothing_could_be_audited_each_reason_is_told(folder: Path) -> None:
    (folder / "empty.html").touch()
    done = scan("empty.html")
    assert done.exit_code == 3
    assert done.stderr.splitlines() == ["empty.html: is empty; expected a page", "auditor: no page could be audited"]


def test_one_scan_at_a_time_works_on_a_store(folder: Path) -> None:
    (folder / "page.md").write_text("Fresh air.\n", "utf-8")
    with (
        locked(folder / "auditor-store"),
        pytest.raises(UsageError, match="another scan"),
        locked(folder / "auditor-store"),
    ):
        pass
    with locked(folder / "auditor-store"):
        assert "another scan is at work" in scan("page.md").output


def test_the_same_scan_has_the_same_description() -> None:
    one = Inputs(("a", "b"), sitemaps=("c",), most=5)
    assert one.described == Inputs(("a", "b"), sitemaps=("c",), most=5).described
    assert one.described != Inputs(("a", "b", "sitemap:c")).described


def test_ctrl_c_ends_a_scan_in_one_line_and_the_same_command_goes_on() -> None:
    with Site(articles=40) as site:
        command = [sys.executable, "-m", "auditor", "scan", "--site", site.url, "--allow-private", "--delay", "0.05"]
        driver = subprocess.Popen(
            [*command, "--no-config", "--quiet"], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )  # fmt: skip
        while len(site.log) < 10:
            time.sleep(0.02)
        driver.send_signal(signal.SIGINT)
        _, said = driver.communicate(timeout=30)
        before = {each.path for each in site.log if each.path.startswith("/leaflets/")}
        assert driver.returncode == 130
        assert said == "auditor: interrupted\n"
        site.log.clear()
        again = subprocess.run([*command, "--no-config", "--quiet"], capture_output=True, text=True, check=False)
        after = {each.path for each in site.log if each.path.startswith("/leaflets/")}
    assert again.returncode == 0, again.stderr
    assert len(before & after) <= 1  # the one that was under way
    assert {site.article_url(number) for number in range(1, 41)} <= set(captured())

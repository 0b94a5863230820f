"""auditor shard: plan, parts of a plan by several jobs, status, tables, and what it says where something is wrong."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auditor.cli import main
from tests.shards.evidence import all_results, locations, outputs, page, write_archive, write_pack

RULES = ("--no-config", "--select", "placeholder-figure")


def shard(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["shard", *map(str, arguments)])


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    """The plan of a folder with two archives, of 120 pages."""
    pages = [page(number) for number in range(120)]
    write_archive(tmp_path / "archives" / "a.warc.gz", pages[:70])
    write_archive(tmp_path / "archives" / "deep" / "b.warc.gz", pages[70:])
    done = shard("plan", tmp_path / "archives", "--out", tmp_path / "work", "--as-of", "2026-01-01", *RULES)
    assert done.exit_code == 0, done.output
    assert done.output.endswith("manifest.jsonl: 3 shards, 120 pages at most\n")
    return tmp_path / "work" / "manifest.jsonl"


def test_three_jobs_make_the_bytes_that_one_makes(manifest: Path) -> None:
    said = shard("status", "--manifest", manifest)
    assert said.exit_code == 3
    assert said.output.count("was not audited") == 3
    for index in (2, 0, 1):
        done = shard("run", "--manifest", manifest, "--index", str(index), "--of", "3", "--jobs", "1", *RULES)
        assert done.exit_code == 0, done.output
        assert done.output.startswith("1 shards done: ")
    parts = outputs(manifest.parent / "shards")
    said = shard("status", "--manifest", manifest)
    assert (said.exit_code, said.output) == (
        0, "3 shards done: 120 pages, 0 of them not audited, 40 findings; 0 shards are missing\n",
    )  # fmt: skip
    assert locations(all_results(manifest)) == [page(number)[0] for number in range(120)]
    for path in (manifest.parent / "shards").glob("*.*"):
        path.unlink()
    assert shard("run", "--manifest", manifest, "--jobs", "2", *RULES).exit_code == 0
    assert outputs(manifest.parent / "shards") == parts
    done = shard("export", "--manifest", manifest, "--parquet", manifest.parent / "tables")
    assert done.output.endswith("120 pages, 40 findings\n")


def test_other_settings_than_planned_are_refused(manifest: Path) -> None:
    done = shard("run", "--manifest", manifest, "--no-config")
    assert done.exit_code == 2
    assert "planned for other rules or settings" in done.output
    done = shard("run", "--manifest", manifest, "--as-of", "2026-01-02", *RULES)
    assert done.exit_code == 2


def test_another_version_is_named(manifest: Path) -> None:
    lines = manifest.read_text("utf-8").splitlines(keepends=True)
    header = json.loads(lines[0]) | {"version": "9.9", "ruleset": "other"}
    manifest.write_text(json.dumps(header) + "\n" + "".join(lines[1:]), "utf-8")
    done = shard("run", "--manifest", manifest, *RULES)
    assert done.exit_code == 2
    assert "of version 9.9" in done.output


def test_shards_without_results_are_told_and_exported_in_part_never(manifest: Path) -> None:
    (manifest.parent.parent / "archives" / "a.warc.gz").unlink()
    done = shard("run", "--manifest", manifest, "--jobs", "1", *RULES)
    assert done.exit_code == 3
    assert "a.warc.gz: the archive cannot be read (No such file or directory)" in done.output
    assert "2 shards have no results" in done.output
    done = shard("export", "--manifest", manifest, "--parquet", manifest.parent / "tables")
    assert done.exit_code == 3
    assert "shards are missing" in done.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("run", "--index", "3", "--of", "3"), "they are numbered from 0 to 2"),
        (("run", "--scheduler", "tcp://127.0.0.1:9"), "no Dask scheduler answers there"),
        (("run", "--select", "no-such-rule"), "unknown rule"),
    ],
)
def test_wrong_options_are_usage_errors(
    manifest: Path, arguments: tuple[str, ...], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("auditor.shards.dask.CONNECT_SECONDS", 0.5)
    done = shard(arguments[0], "--manifest", manifest, *RULES, *arguments[1:])
    assert done.exit_code == 2
    assert said in done.output


def test_a_folder_without_archives_is_told(tmp_path: Path) -> None:
    done = shard("plan", tmp_path, "--out", tmp_path / "work")
    assert done.exit_code == 2
    assert "no WARC files in this folder" in done.output
    assert not (tmp_path / "work").exists()


def test_an_archive_that_is_none_is_planned_and_told_as_a_failed_page(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_text("no archive\n", "utf-8")
    shard("plan", tmp_path / "a.warc", "--out", tmp_path / "work", *RULES)
    done = shard("run", "--manifest", tmp_path / "work" / "manifest.jsonl", *RULES)
    assert "1 pages, 1 of them not audited" in done.output


def test_a_pack_goes_to_the_workers(tmp_path: Path) -> None:
    write_archive(tmp_path / "a.warc.gz", [page(0)])
    config = tmp_path / "auditor.toml"
    config.write_text(
        f'packs = ["{write_pack(tmp_path / "pack")}"]\nselect = ["harm", "placeholder-figure"]\n', "utf-8"
    )
    assert shard("plan", tmp_path / "a.warc.gz", "--out", tmp_path / "w", "--config", config).exit_code == 0
    done = shard("run", "--manifest", tmp_path / "w" / "manifest.jsonl", "--config", config)
    assert (done.exit_code, done.output) == (0, "1 shards done: 1 pages, 0 of them not audited, 1 findings\n")

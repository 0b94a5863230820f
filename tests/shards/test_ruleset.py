"""The ruleset's digest: it changes with all that decides findings, and with nothing else."""

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from auditor.model import Confidence, Severity
from auditor.settings import FetchLimits, Files, Override, Settings
from auditor.shards import ruleset
from auditor.shards.ruleset import digest
from tests.samples import ROOT
from tests.shards.evidence import write_pack

SETTINGS = Settings(as_of=date(2026, 1, 1))
WHOLE, SINGLE = ruleset(SETTINGS)
HOUSE = """[[rule]]
id = "no-shine"
summary = "Shine"
phrases = ["shine"]
flags = [{ text = "They shine.", words = "shine" }]
passes = ["They do not."]
"""


@pytest.mark.parametrize(
    "settings",
    [
        replace(SETTINGS, select=("vague-citation",)),
        replace(SETTINGS, ignore=("vague-citation",)),
        replace(SETTINGS, severity={"vague-citation": Severity.INFO}),
        replace(SETTINGS, min_confidence=Confidence.HIGH),
        replace(SETTINGS, sites=("example.org",)),
        replace(SETTINGS, sources=("The Walkers",)),
        replace(SETTINGS, allow=("walk",)),
        replace(SETTINGS, require_reason=True),
        replace(SETTINGS, as_of=date(2026, 1, 2)),
        replace(SETTINGS, overrides=(Override(Files(("*.md",)), ignore=("vague-citation",)),)),
    ],
)
def test_the_digest_changes_with_what_decides_findings(settings: Settings) -> None:
    assert ruleset(settings)[0] != WHOLE


@pytest.mark.parametrize(
    "settings",
    [
        replace(SETTINGS, fail_on=None),
        replace(SETTINGS, max_findings=3),
        replace(SETTINGS, baseline="b.jsonl"),
        replace(SETTINGS, docs_url="https://example.org/{rule}"),
        replace(SETTINGS, fetch=FetchLimits(allow_private=True)),
        replace(SETTINGS, exclude=(Files(("*.md",)),)),
    ],
)
def test_the_digest_stays_with_what_decides_none(settings: Settings) -> None:
    assert ruleset(settings) == (WHOLE, SINGLE)


def test_a_rule_changes_with_its_own_choices_and_not_with_the_date() -> None:
    _, other = ruleset(replace(SETTINGS, severity={"vague-citation": Severity.INFO}, as_of=date(2027, 1, 1)))
    assert {name for name in SINGLE if SINGLE[name] != other[name]} == {"vague-citation"}


def test_an_override_changes_every_rule_since_it_may_switch_any_off_for_some_pages() -> None:
    _, other = ruleset(replace(SETTINGS, overrides=(Override(Files(("*.md",)), ignore=("vague-citation",)),)))
    assert {name for name in SINGLE if SINGLE[name] != other[name]} == set(SINGLE)


def test_rules_that_do_not_run_have_no_digest() -> None:
    _, single = ruleset(replace(SETTINGS, select=("vague-citation",), ignore=("unused-suppression",)))
    assert "vague-citation" in single
    assert "expired-suppression" in single
    assert not {"placeholder-figure", "unused-suppression"} & single.keys()


def test_house_rules_and_packs_count_by_what_they_hold(tmp_path: Path) -> None:
    def digests(folder: Path, extra: str = "") -> tuple[str, dict[str, str]]:
        pack = write_pack(folder / "pack")
        (folder / "house.toml").write_text(HOUSE + extra, "utf-8")
        return ruleset(replace(SETTINGS, packs=(pack,), house_rules=(str(folder / "house.toml"),)))

    first, second = digests(tmp_path / "a"), digests(tmp_path / "b")
    assert first == second, "where they lie does not matter"
    assert {"harm", "no-shine"} <= first[1].keys()
    changed = digests(tmp_path / "c", "# a comment\n")
    assert changed[0] != first[0]
    assert {name for name in first[1] if first[1][name] != changed[1][name]} == {"no-shine"}


def test_another_copy_of_the_code_has_the_same_digest_until_a_word_list_changes(tmp_path: Path) -> None:
    for name in ("auditor", "rules"):
        copytree(ROOT / name, tmp_path / name)
    (tmp_path / "pyproject.toml").write_text("", "utf-8")
    here, copy = digest_in(ROOT), digest_in(tmp_path)
    assert here == copy
    words = tmp_path / "auditor" / "extract" / "names.toml"
    words.write_text(words.read_text("utf-8") + "\n# one more line\n", "utf-8")
    assert digest_in(tmp_path) != here


def digest_in(folder: Path) -> str:
    """Of the code in a folder, with another order of sets."""
    program = (
        "from datetime import date; from auditor.settings import Settings; from auditor.shards import ruleset;"
        "print(ruleset(Settings(as_of=date(2026, 1, 1)))[0])"
    )
    return subprocess.run(
        [sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=True
    ).stdout.strip()


@dataclass(frozen=True)
class Options:
    words: frozenset[str] = frozenset()
    limits: Mapping[str, int] = field(default_factory=dict)


def test_the_order_of_sets_and_mappings_does_not_matter() -> None:
    one = Options(frozenset(("a", "b", "c")), {"x": 1, "y": 2})
    other = Options(frozenset(("c", "b", "a")), {"y": 2, "x": 1})
    assert digest(one) == digest(other) != digest(Options())

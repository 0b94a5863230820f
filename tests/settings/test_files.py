import tomllib
from dataclasses import dataclass
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import UsageError
from auditor.model import Confidence, Severity
from auditor.settings import Settings
from auditor.settings.effective import choices, settings_from
from auditor.settings.files import common_folder, find, load, read_profiles
from auditor.settings.lines import line_of
from auditor.settings.schema import settings_schema


@dataclass(frozen=True)
class Options:
    reach: int = 80
    """Characters that count as near."""
    words: tuple[str, ...] = ()
    """Further words."""


KNOWN = {"vague-citation": Options, "contradictory-dosage": Options, "short-name": Options}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read(text: str, name: str = "auditor.toml") -> Settings:
    Path(name).write_text(text, "utf-8")
    return settings_from(load(Path(name).absolute()), KNOWN)


FULL = """
extends = "base.toml"
profile = "us-rx"
select = ["vague-citation", "short-name"]
ignore = ["short-name"]
fail-on = "never"
min-confidence = "medium"
max-findings = 4
require-reason = true
sites = ["example.org"]
sources = ["Household Health Survey"]
allow = ["miracle berry"]
exclude = ["drafts/"]
[severity]
vague-citation = "info"
contradictory-dosage = "off"
[rules.vague-citation]
reach = 5
[[overrides]]
paths = ["old/**"]
ignore = ["vague-citation"]
severity = {short-name = "error"}
rules = {short-name = {words = ["a"]}}
"""


def test_everything_a_file_says() -> None:
    Path("base.toml").write_text('ignore = ["contradictory-dosage"]\nmax-findings = 9\n', "utf-8")
    settings = read(FULL)
    assert settings.select == ("vague-citation", "short-name")
    assert settings.ignore == ("contradictory-dosage", "short-name")
    assert settings.fail_on is None
    assert settings.min_confidence is Confidence.MEDIUM
    assert settings.max_findings == 4
    assert settings.severity["vague-citation"] is Severity.INFO
    assert settings.rules == {"vague-citation": Options(reach=5)}
    assert (settings.sites, settings.allow) == (("example.org",), ("miracle berry",))


def test_overrides_cover_their_files_only() -> None:
    Path("base.toml").write_text("", "utf-8")
    settings = read(FULL)
    old = settings.at("old/2016/page.md")
    assert "vague-citation" in old.ignore
    assert old.severity["short-name"] is Severity.ERROR
    assert old.rules["short-name"] == Options(words=("a",))
    for other in ("new/old.md", "https://example.org/old/page", "../old/x.md"):
        assert settings.at(other) == settings


def test_the_schema_accepts_what_the_reader_accepts() -> None:
    jsonschema.validate(tomllib.loads(FULL), settings_schema(KNOWN))
    for profile in read_profiles():
        jsonschema.validate({"profile": profile}, settings_schema(KNOWN))


MISTAKES = [
    ('fail-om = "error"', 1, "unknown key 'fail-om', did you mean 'fail-on'?"),
    ('ignore = "x"', 1, "'ignore' must be a list, not 'x'"),
    ("max-findings = 1.5", 1, "'max-findings' must be a whole number, not 1.5"),
    ('require-reason = "yes"', 1, "must be true or false"),
    ('\nfail-on = "fatal"', 2, "must be one of 'error', 'warning', 'info', not 'fatal'"),
    ('profile = "eux"', 1, "no profile 'eux'; there are editorial, us-rx"),
    ("[severity]\n\nvague-citatoin = 'info'", 3, "unknown rule 'vague-citatoin', did you mean 'vague-citation'?"),
    ('[severity]\nvague-citation = "bad"', 2, "must be one of"),
    ("select = ['nothing-like-it']", 1, "unknown rule 'nothing-like-it'"),
    ("[rules.vague-citation]\nreech = 1", 2, "unknown key 'reech', did you mean 'reach'?"),
    ("[rules.vague-citation]\nreach = 'far'", 2, "must be a whole number, not 'far'"),
    ("rules = 3", 1, "'rules' must be a table, not 3"),
    ("[[overrides]]\npaths = ['a']\n[[overrides]]\nignore = []", 3, "an override needs 'paths'"),
    ("[[overrides]]\npaths = ['a']\nignore = ['x']", 3, "unknown rule 'x'"),
    ("extends = ['none.toml']", 1, "no such file to extend: 'none.toml'"),
]


@pytest.mark.parametrize(("text", "line", "said"), MISTAKES)
def test_mistakes_are_located(text: str, line: int, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        read(text)
    assert str(caught.value).startswith(f"auditor.toml:{line}: ")
    assert said in str(caught.value)


BEYOND_A_SCHEMA = ("profile", "extends", "[[overrides]]")


@pytest.mark.parametrize("text", [each[0] for each in MISTAKES if not any(word in each[0] for word in BEYOND_A_SCHEMA)])
def test_the_schema_refuses_what_the_reader_refuses(text: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(tomllib.loads(text), settings_schema(KNOWN))


def test_broken_files_are_named() -> None:
    with pytest.raises(UsageError, match=r"auditor\.toml: is no TOML file"):
        read("a = = 1")
    Path("auditor.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match=r"auditor\.toml: is no TOML file"):
        load(Path("auditor.toml").absolute())


def test_a_circle_of_extends_is_an_error() -> None:
    Path("a.toml").write_text('extends = "auditor.toml"', "utf-8")
    with pytest.raises(UsageError, match="extends itself"):
        read('extends = "a.toml"')


def test_pyproject_counts_only_with_its_table(folder: Path) -> None:
    inner = folder / "site" / "blog"
    inner.mkdir(parents=True)
    (folder / "pyproject.toml").write_text('[tool.auditor]\nfail-on = "info"\n', "utf-8")
    (folder / "site" / "pyproject.toml").write_text("[tool.other]\n", "utf-8")
    found = find(inner)
    assert found == folder / "pyproject.toml"
    assert settings_from(load(found), KNOWN).fail_on is Severity.INFO
    (folder / "site" / "auditor.toml").write_text("", "utf-8")
    assert find(inner) == folder / "site" / "auditor.toml"


def test_mistakes_in_pyproject_are_located() -> None:
    with pytest.raises(UsageError, match=r"pyproject\.toml:4: unknown key 'fail'"):
        read('[project]\nname = "x"\n[tool.auditor]\nfail = 1\n', "pyproject.toml")


def test_the_folder_of_several_targets(folder: Path) -> None:
    for name in ("site/a.md", "site/blog/b.md"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    assert common_folder(["site/a.md", "site/blog/b.md"]) == folder / "site"
    assert common_folder(["site/a.md"]) == folder / "site"
    assert common_folder(["https://example.org/x", "-"]) == folder


def test_choices_tell_where_each_value_comes_from() -> None:
    Path("base.toml").write_text("\nmax-findings = 9\n", "utf-8")
    Path("auditor.toml").write_text('extends = "base.toml"\nprofile = "uk"\nallow = ["x"]\n', "utf-8")
    said = load(Path("auditor.toml").absolute())
    origins = {each.key: each.origin for each in choices(settings_from(said, KNOWN), said, ("as_of",))}
    assert origins["max-findings"] == "base.toml:2"
    assert origins["fail-on"] == "profile uk"
    assert origins["allow"] == "auditor.toml:3"
    assert origins["as-of"] == "command line"
    assert origins["sites"] == "default"


@given(st.lists(st.sampled_from(["a = 1", "[t]", "[[o]]", "b.c = 2", '"q r" = 3', "# x", ""]), max_size=12))
def test_lines_of_keys_point_at_the_key(lines: list[str]) -> None:
    text = "\n".join(lines)
    for path in (("a",), ("t", "a"), ("o", 0, "a"), ("o", 1, "b", "c"), ("t", "q r")):
        number = line_of(text, path)
        assert 1 <= number <= max(1, len(lines))


def test_lines_of_nested_keys() -> None:
    text = "x = 1\n[a.b]\nc = 2\n[[o]]\nk = 1\n[[o]]\nk = 2\n"
    assert line_of(text, ("a", "b", "c")) == 3
    assert line_of(text, ("o", 1, "k")) == 7
    assert line_of(text, ("o", 1, "missing", 0)) == 6

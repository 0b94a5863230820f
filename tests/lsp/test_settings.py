"""Settings files as the server finds, reads and re-reads them."""

import json
import os
from pathlib import Path

import pytest

from auditor.lsp.auditing import Draft, audit
from auditor.lsp.settings import Problem, SettingsFiles
from auditor.lsp.texts import Text
from auditor.model import Severity
from tests.lsp.client import Client

GAP = "The market may pass $XX billion next year."
OFF = '[severity]\nplaceholder-figure = "off"\n'


def found(client: Client, uri: str, version: int | None = None) -> list[tuple[str, int]]:
    """Rule and severity of the next diagnostics."""
    return [(each["code"], each["severity"]) for each in client.diagnostics(uri, version)]


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def watched(client: Client, path: Path) -> None:
    """Tells the server of a changed file, as the editor does."""
    client.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": path.as_uri(), "type": 2}]})


def test_the_nearest_file_on_the_way_up_governs(client: Client, folder: Path) -> None:
    written(folder / "near" / "auditor.toml", '[severity]\nplaceholder-figure = "info"\n')
    inside, outside = folder / "near" / "deep" / "a.txt", folder / "far" / "a.txt"
    client.open(inside.as_uri(), GAP)
    assert found(client, inside.as_uri()) == [("placeholder-figure", 3)]
    client.open(outside.as_uri(), GAP)
    assert found(client, outside.as_uri()) == [("placeholder-figure", 1)]


def test_paths_of_overrides_hold_wherever_the_server_was_started(raw_client: Client, tmp_path: Path) -> None:
    site = tmp_path / "site"
    written(site / "auditor.toml", '[[overrides]]\npaths = ["old/"]\nseverity = { placeholder-figure = "info" }\n')
    raw_client.initialize(site)
    old, new = site / "old" / "a.txt", site / "new" / "a.txt"
    for page, severity in ((old, 3), (new, 1)):
        raw_client.open(page.as_uri(), GAP)
        assert found(raw_client, page.as_uri()) == [("placeholder-figure", severity)]


def test_the_client_is_asked_to_watch_and_its_word_is_heeded(own_client: Client, tmp_path: Path) -> None:
    wish = own_client.said("client/registerCapability")
    (registered,) = wish["params"]["registrations"]
    assert registered["method"] == "workspace/didChangeWatchedFiles"
    own_client.reply(wish, None)
    uri = (tmp_path / "draft.txt").as_uri()
    own_client.open(uri, GAP)
    assert len(own_client.diagnostics(uri)) == 1
    watched(own_client, written(tmp_path / "auditor.toml", OFF))
    assert own_client.diagnostics(uri) == []


def test_a_changed_file_counts_at_the_next_edit_without_a_word(client: Client, folder: Path) -> None:
    base = written(folder / "below" / "base.toml", "")
    written(folder / "below" / "auditor.toml", 'extends = "base.toml"\nrequire-reason = false\n')
    page = (folder / "below" / "a.txt").as_uri()
    client.open(page, GAP)
    assert len(client.diagnostics(page)) == 1
    written(base, OFF)
    client.change(page, 2, {"text": f"{GAP} More."})
    assert client.diagnostics(page, 2) == []


@pytest.mark.parametrize(
    ("broken", "line", "words"),
    [
        ("\n\nselect = ['placeholder-figur']\n", 2, "did you mean 'placeholder-figure'"),
        ("\nseverty = 1\n", 1, "unknown key 'severty'"),
        ("[severity\n", 0, "is no TOML file"),
        ("\nhouse-rules = ['missing.toml']\n", 1, "missing.toml"),
        ("baseline = 'missing.jsonl'\n", 0, "the baseline cannot be read"),
    ],
)
def test_a_broken_file_is_told_where_it_is_broken_and_ends_nothing(
    client: Client, folder: Path, uri: str, broken: str, line: int, words: str
) -> None:
    settings = written(folder / Path(uri).stem / "auditor.toml", broken)
    page = (settings.parent / "draft.txt").as_uri()
    client.open(page, GAP)
    assert found(client, page) == [("placeholder-figure", 1)]
    (told,) = client.diagnostics(settings.as_uri())
    assert told["range"]["start"] == {"line": line, "character": 0}
    assert words in told["message"]
    assert words in client.said("window/showMessage")["params"]["message"]
    written(settings, OFF)
    watched(client, settings)
    assert found(client, page) == []
    assert client.diagnostics(settings.as_uri()) == []
    client.close(page)


def test_a_broken_file_is_told_once_and_forgotten_with_its_last_page(client: Client, folder: Path) -> None:
    settings = written(folder / "twice" / "auditor.toml", "nonsense = 1\n")
    pages = [(settings.parent / name).as_uri() for name in ("a.txt", "b.txt")]
    for page in pages:
        client.open(page, GAP)
        client.diagnostics(page)
    assert len(client.diagnostics(settings.as_uri())) == 1
    messages = client.pending("window/showMessage", 0.3)
    assert len([each for each in messages if "nonsense" in each["params"]["message"]]) == 1
    for page in pages:
        client.close(page)
    assert client.diagnostics(settings.as_uri()) == []


def test_the_last_settings_hold_while_the_file_is_broken(tmp_path: Path) -> None:
    files = SettingsFiles()
    path = written(tmp_path / "auditor.toml", '[severity]\nplaceholder-figure = "info"\n')
    assert files.governing(tmp_path, tmp_path).settings.severity == {"placeholder-figure": Severity.INFO}
    written(path, "[severity\n")
    broken = files.governing(tmp_path, tmp_path)
    assert broken.settings.severity == {"placeholder-figure": Severity.INFO}
    assert isinstance(broken.problem, Problem)
    assert broken.problem.path == path
    path.unlink()
    assert files.governing(tmp_path, tmp_path).settings.severity == {}


def test_an_unchanged_file_is_not_read_again(tmp_path: Path) -> None:
    files = SettingsFiles()
    path = written(tmp_path / "auditor.toml", "min-confidence = 'high'\n")
    first = files.governing(tmp_path, tmp_path)
    state = path.stat()
    written(path, "min-confidence = 'none'\n")
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert files.governing(tmp_path, tmp_path) == first


def test_a_document_without_a_folder_has_the_defaults(tmp_path: Path) -> None:
    governing = SettingsFiles().governing(None, tmp_path)
    assert (governing.settings.select, governing.problem) == ((), None)


HOUSE = """
[[rule]]
id = "no-detox"
summary = "Detox claims"
phrases = ["detox"]
message = 'The house does not write "{words}".'
fix = "Say what the product does."
flags = [{ text = "A gentle detox tea.", words = "detox" }]
passes = ["A gentle green tea."]
"""


def test_house_rules_are_applied_and_explained(client: Client, folder: Path) -> None:
    written(folder / "house" / "house.toml", HOUSE)
    written(folder / "house" / "auditor.toml", 'house-rules = ["house.toml"]\nselect = ["no-detox"]\n')
    page = (folder / "house" / "a.txt").as_uri()
    client.open(page, "Our detox tea.")
    assert found(client, page) == [("no-detox", 2)]
    place = {"textDocument": {"uri": page}, "position": {"line": 0, "character": 5}}
    assert "Detox claims" in client.request("textDocument/hover", place)["contents"]["value"]


def test_changed_house_rules_count_without_a_restart(client: Client, folder: Path) -> None:
    house = written(folder / "changing" / "house.toml", HOUSE)
    written(folder / "changing" / "auditor.toml", 'house-rules = ["*house.toml"]\nselect = ["no-detox"]\n')
    page = (folder / "changing" / "a.txt").as_uri()
    client.open(page, "Our detox tea.")
    assert found(client, page) == [("no-detox", 2)]
    watched(client, written(house, HOUSE.replace("summary =", 'severity = "error"\nsummary =')))
    assert found(client, page) == [("no-detox", 1)]
    written(house, HOUSE.replace("summary =", 'severity = "info"\nsummary ='))
    client.change(page, 2, {"text": "Our detox tea, at the next edit."})
    assert found(client, page, 2) == [("no-detox", 3)]
    watched(client, written(house, HOUSE.replace("green", "detox")))
    assert found(client, page, 2) == [("no-detox", 3)], "the last rules that could be read"
    (told,) = client.diagnostics(house.as_uri())
    assert "must pass" in told["message"]
    written(house, HOUSE)
    more = HOUSE.replace("no-detox", "no-toxins").replace("detox", "toxin")
    watched(client, written(house.with_name("new-house.toml"), more))
    assert client.diagnostics(house.as_uri()) == []
    client.change(page, 3, {"text": "Our detox tea, mended."})
    assert found(client, page, 3) == [("no-detox", 2)]
    client.close(page)


def test_a_new_file_that_a_glob_means_is_read(tmp_path: Path) -> None:
    written(tmp_path / "rules" / "a.toml", HOUSE)
    written(tmp_path / "auditor.toml", 'house-rules = ["rules/*.toml"]\n')
    files = SettingsFiles()
    assert len(files.governing(tmp_path, tmp_path).settings.house_rules) == 1
    written(tmp_path / "rules" / "b.toml", HOUSE.replace("no-detox", "no-cleanse"))
    assert len(files.governing(tmp_path, tmp_path).settings.house_rules) == 2


PACK = '''
"""Tea is named.

Flags    the word tea
Why      it is a test
Remedy   say coffee
Limits   none
See      nothing
"""
from pathlib import Path
from auditor.check import Flagged, Rule
from auditor.lsp.texts import Text
from auditor.model import Severity
Path(__file__).with_suffix(".ran").touch()
rule = Rule(__name__, severity=Severity.INFO, flags=(Flagged("tea", "tea"),), passes=("coffee",), standards=("x",))
@rule.check
def check(document, options):
    for block in document.page.blocks:
        if "tea" in block.text:
            at = block.text.index("tea")
            yield rule.finding(block.span(at, at + 3), "tea", fix="coffee")
'''


def test_a_pack_runs_only_where_the_client_says_so(tmp_path: Path) -> None:
    written(tmp_path / "pack" / "tea_word.py", PACK)
    written(tmp_path / "auditor.toml", 'packs = ["pack"]\n')
    ran = tmp_path / "pack" / "tea_word.ran"
    files = SettingsFiles()
    assert (rules_of(files, tmp_path), ran.exists()) == ([], False)
    trusting = SettingsFiles()
    trusting.packs = True
    assert (rules_of(trusting, tmp_path), ran.exists()) == (["tea-word"], True)


def test_a_changed_pack_counts_without_a_restart(tmp_path: Path) -> None:
    pack = written(tmp_path / "pack" / "tea_word.py", PACK)
    written(tmp_path / "auditor.toml", 'packs = ["pack"]\n')
    files = SettingsFiles()
    files.packs = True
    assert rules_of(files, tmp_path) == ["tea-word"]
    written(pack, PACK.replace('"tea" in block.text', '"mint" in block.text'))
    assert rules_of(files, tmp_path) == []
    written(pack, PACK + "\nnonsense")
    broken = files.governing(tmp_path, tmp_path)
    assert broken.problem is not None
    assert "nonsense" in broken.problem.message
    assert rules_of(files, tmp_path) == []


def rules_of(files: SettingsFiles, folder: Path) -> list[str]:
    """The rules that a sentence breaks."""
    draft = Draft("", 0, Text("Our tea."), "text/plain")
    return [each.rule for each in audit(draft, "a.txt", files.governing(folder, folder)).findings]


def test_what_the_baseline_accepts_is_not_told(client: Client, folder: Path) -> None:
    page, other = ((folder / "accepted" / name).as_uri() for name in ("a.txt", "b.txt"))
    client.open(page, GAP)
    (told,) = client.diagnostics(page)
    entry = {"location": "accepted/a.txt", "rule": told["code"], "quote": "", "claim_fingerprint": ""}
    line = json.dumps({**entry, "fingerprint": told["data"]["fingerprint"]})
    written(folder / "accepted" / "list.jsonl", line)
    watched(client, written(folder / "accepted" / "auditor.toml", 'baseline = "list.jsonl"\n'))
    assert client.diagnostics(page) == []
    client.open(other, GAP)
    assert len(client.diagnostics(other)) == 1

from pathlib import Path

import pytest

from auditor.check.house import read_house_rules
from auditor.check.packs import read_pack
from auditor.errors import UsageError
from auditor.model import Severity

GOOD = """
[[rule]]
id = "no-detox"
summary = "Detox claims."
phrases = ["detox", "flush out toxins"]
severity = "error"
message = 'Do not write "{words}".'
flags = [
    { text = "A Detox tea.", words = "Detox" },
    { text = "It will flush  out toxins.", words = "flush  out toxins" },
]
passes = ["A detoxified well.", "Green tea."]

[[rule]]
id = "shouting"
pattern = '\\b[A-Z]{5,}\\b'
match-case = true
where = ["heading"]
flags = [{ text = "BUY NOW OR NEVER", words = "NEVER" }]
passes = ["Buy now"]
"""


def read(tmp_path: Path, text: str) -> tuple[str, ...]:
    path = tmp_path / "house.toml"
    path.write_text(text, "utf-8")
    return tuple(rule.id for rule in read_house_rules(path))


def test_rules_are_read(tmp_path: Path) -> None:
    assert read(tmp_path, GOOD) == ("no-detox", "shouting")
    detox, _ = read_house_rules(tmp_path / "house.toml")
    assert detox.severity is Severity.ERROR
    assert detox.summary == "Detox claims."
    assert detox.sections["Flags"] == "detox, flush out toxins"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("flags = [\n", "flegs = [\n"), ":8: unknown key 'flegs', did you mean 'flags'"),
        (('passes = ["A detoxified well.", "Green tea."]', ""), "examples are missing"),
        (('words = "Detox"', 'words = "tea"'), "must give 'tea', but it finds 'Detox'"),
        (('"Green tea."', '"A detox."'), "must pass, but it finds 'detox'"),
        (('id = "no-detox"', 'id = "No Detox"'), "an id is made of small letters"),
        (('phrases = ["detox", "flush out toxins"]', ""), "give either 'pattern' or 'phrases'"),
        (("pattern = '\\b[A-Z]{5,}\\b'", "pattern = '['"), "no regular expression"),
        (('where = ["heading"]', 'where = ["headline"]'), "must be one of"),
        (('severity = "error"', 'severity = "fatal"'), "must be one of 'error', 'warning', 'info'"),
        (("[[rule]]", "[[rule"), "cannot be read"),
    ],
)
def test_what_does_not_hold_is_not_loaded(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    assert change[0] in GOOD
    with pytest.raises(UsageError) as caught:
        read(tmp_path, GOOD.replace(*change, 1))
    assert said in str(caught.value)
    assert "house.toml:" in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.toml: house rules cannot be read"):
        read_house_rules(tmp_path / "none.toml")


PACK = '''"""Shouting.

Flags    capital letters
Why      it is loud
Remedy   write small
Limits   none
See      House style 1
"""
from auditor.check import Flagged, NoOptions, Rule
from auditor.model import Severity

rule = Rule(__name__, Severity.INFO, (Flagged("HELP me", "HELP"),), ("Help me",), ("House style 1",))


@rule.check
def check(document, options):
    for block in document.page.blocks:
        if "HELP" in block.text:
            at = block.text.index("HELP")
            yield rule.finding(block.span(at, at + 4), "loud", fix="small")
'''


def test_packs_with_modules_of_one_name_get_along(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "no_shouting.py").write_text(PACK.replace('loud"', f'{name}"'), "utf-8")
    (one,), (two,) = read_pack(tmp_path / "one"), read_pack(tmp_path / "two")
    assert one.id == two.id == "no-shouting"
    assert one is not two
    assert one.summary == "Shouting."


@pytest.mark.parametrize(
    ("code", "said"),
    [("1/0", "ZeroDivisionError"), ("", "has no `rule"), ("def", "SyntaxError"), ("rule = 3", "has no `rule")],
)
def test_a_module_that_fails_is_one_line(tmp_path: Path, code: str, said: str) -> None:
    (tmp_path / "bad.py").write_text(code, "utf-8")
    with pytest.raises(UsageError) as caught:
        read_pack(tmp_path)
    assert said in str(caught.value)
    assert "bad.py" in str(caught.value)


def test_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such folder of rules"):
        read_pack(tmp_path / "none")

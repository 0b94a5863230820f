import pkgutil
from importlib import import_module
from pathlib import Path

import pytest

from auditor import catalogue, check
from auditor.check.rule import read_sections
from auditor.errors import UsageError
from auditor.settings import Settings

FOLDER = Path(__file__).resolve().parents[2] / "rules"


def test_every_module_of_the_rules_folder_is_a_rule_ordered_by_id() -> None:
    modules = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem != "__init__")
    assert [rule.id.replace("-", "_") for rule in check.rules()] == modules
    assert check.rule_ids() == tuple(sorted(check.rule_ids()))


def test_rules_are_ordinary_modules_below_the_engine() -> None:
    package = import_module("auditor.rules")
    for info in pkgutil.iter_modules(package.__path__):
        module = import_module(f"auditor.rules.{info.name}")
        assert module.rule.module == f"auditor.rules.{info.name}"
        assert Path(str(module.__file__)).parent == FOLDER


def test_selecting_and_ignoring() -> None:
    first, *others = check.rule_ids()
    assert [rule.id for rule in catalogue.selected_rules(Settings(select=(first,)))] == [first]
    assert [rule.id for rule in catalogue.selected_rules(Settings(ignore=(first,)))] == others
    assert [rule.id for rule in catalogue.selected_rules(Settings())] == [first, *others]
    assert catalogue.selected_rules(Settings(select=(first,), ignore=(first,))) == ()


@pytest.mark.parametrize("settings", [Settings(select=("placeholder-figur",)), Settings(ignore=("placeholder-figur",))])
def test_an_unknown_rule_is_refused_with_the_nearest(settings: Settings) -> None:
    with pytest.raises(UsageError, match="unknown rule 'placeholder-figur', did you mean 'placeholder-figure'"):
        catalogue.selected_rules(settings)


def test_sections_are_read_with_their_lines_joined() -> None:
    docstring = "First line.\n\nFlags    one\n         two\nWhy      three\nSee      four"
    assert read_sections(docstring) == {"Flags": "one two", "Why": "three", "See": "four"}

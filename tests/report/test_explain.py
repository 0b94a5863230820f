"""What rules say of themselves: the table, JSON, one rule, the reference."""

import json
import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from auditor.report.cards import Example, OptionCard
from auditor.report.explain import EXAMPLES_SHOWN, explanation, rules_json, rules_table
from auditor.report.reference import rules_reference
from tests.report.examples import CARD

EXPLANATION = """\
unsourced-statistic (error)

What
  A figure without a source. Flags a figure whose source no reader could find

Why
  a reader cannot weigh it

Remedy
  name the source

Limits
  sources named elsewhere on the site do not count

Options
  reach = 80: Characters that count as near.

Flagged
  Nine in ten agree.  -> “Nine in ten”

Passed
  Nine in ten agree (Smith 2019, doi:10.1/x).

Standards
  Style guide 3.1
  Code 12.1 ~

  ~ marks a clause that is still to be checked against the official text
"""


def test_an_explanation() -> None:
    assert "\n".join(explanation(CARD, 100)) + "\n" == EXPLANATION


def test_what_a_rule_does_not_say_is_left_out() -> None:
    lines = list(explanation(replace(CARD, limits="", options=(), standards=()), 100))
    assert "Limits" not in lines
    assert "Standards" not in lines
    assert lines[lines.index("Options") + 1] == "  none"


@pytest.mark.parametrize("columns", [40, 80])
def test_it_fits(columns: int) -> None:
    long = replace(CARD, why="word " * 100, flagged=(Example("word " * 60, ("word",)),))
    assert max(map(len, explanation(long, columns))) <= columns
    assert max(map(len, rules_table([long], columns))) <= columns


def test_only_the_shortest_examples_are_shown() -> None:
    many = tuple(Example("x" * length) for length in range(20, 1, -1))
    shown = [line for line in explanation(replace(CARD, passed=many), 100) if line.strip("x ") == "" and line]
    assert len(shown) == EXAMPLES_SHOWN
    assert max(map(len, shown)) == 2 + 7


def test_the_table_has_a_row_a_rule() -> None:
    head, row = rules_table([CARD], 100)
    assert head.split() == ["rule", "severity", "finds"]
    assert row.split(maxsplit=2) == ["unsourced-statistic", "error", "A figure without a source."]


def test_json_holds_everything() -> None:
    (card,) = json.loads(rules_json([CARD]))
    assert card["id"] == CARD.id
    assert card["options"] == [{"name": "reach", "default": "80", "help": "Characters that count as near."}]
    assert card["flagged"] == [{"text": "Nine in ten agree.", "words": ["Nine in ten"]}]


def test_the_reference_has_a_section_and_a_row_a_rule() -> None:
    other = replace(CARD, id="other-rule", options=(), passed=(Example("A `tick` and\na line | bar."),))
    text = rules_reference([CARD, other])
    assert re.findall(r"^## (\S+)$", text, re.MULTILINE) == ["unsourced-statistic", "other-rule"]
    assert "| [`other-rule`](#other-rule) | error | A figure without a source. |" in text
    assert "- `Nine in ten agree.`: `Nine in ten`" in text
    assert "- `` A `tick` and a line | bar. ``" in text
    assert text.count("| option |") == 1


def test_the_reference_shows_markup_as_it_is() -> None:
    odd = replace(CARD, why="runs of _ or * or <b>", options=(OptionCard("marks", "('|',)", "The | mark."),))
    html = MarkdownIt("commonmark").enable("table").render(rules_reference([odd]))
    assert "runs of _ or * or &lt;b&gt;" in html
    assert "<code>('|',)</code>" in html
    assert "<td>The | mark.</td>" in html

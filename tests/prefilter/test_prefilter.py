"""The prefilter never says that nothing can be found where the audit finds something."""

import html
import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.check import Rule, rules
from auditor.model import RawPage
from auditor.pipeline import attempt_page
from auditor.prefilter import may_find
from auditor.settings import Settings
from auditor.testing import document_of
from tests.prefilter.pages import ENCODINGS, EXAMPLES, LABELLED, sources

SETTINGS = Settings(as_of=date(2026, 1, 1))
SAMPLES = Path(__file__).resolve().parents[2] / "samples"
SHARED = Path(__file__).resolve().parents[3] / "shared"
CORPUS = Path(os.environ.get("AUDITOR_CORPUS", SHARED / "corpus"))
REAL = [path for folder in (CORPUS, SHARED / "gold" / "pages") for path in sorted(folder.glob("*")) if path.is_file()]


def assert_sound(raw: RawPage, chosen: Settings = SETTINGS) -> None:
    if not may_find(raw, chosen):
        report = attempt_page(raw, chosen)
        assert (report.error, report.findings, report.suppressed) == (None, (), ())


@given(sources(), st.sampled_from(ENCODINGS), st.sampled_from([(), *((rule.id,) for rule in rules())]))
@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
def test_it_misses_nothing_on_any_page(source: str, encoding: str, select: tuple[str, ...]) -> None:
    raw = RawPage("page.html", source.encode(encoding, "xmlcharrefreplace"), "text/html", encoding)
    assert_sound(raw, Settings(as_of=date(2026, 1, 1), select=select))


@given(st.binary(max_size=300), st.sampled_from(["text/html", "", "text/plain"]))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_judged(content: bytes, media_type: str) -> None:
    assert_sound(RawPage("page", content, media_type))


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_every_example_that_a_rule_flags_is_seen(rule: Rule) -> None:
    alone = Settings(as_of=date(2026, 1, 1), select=(rule.id,))
    for example in rule.flags:
        if example.media_type != "text/markdown":
            body = example.text if example.media_type == "text/html" else _paragraphs(example.text)
            assert may_find(RawPage("page.html", body.encode()), alone), example.text


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_a_rule_finds_nothing_without_what_it_says_it_reads(rule: Rule) -> None:
    for example in rule.flags:
        document = document_of(example.text, example.media_type)
        assert list(rule.run(document))
        without: dict[str, Any] = dict.fromkeys(rule.reads, ())
        assert list(rule.run(replace(document, **without))) == []


def test_it_looks_at_no_page_where_a_rule_does_not_say_what_it_reads() -> None:
    plain = RawPage("page.html", b"<p>A quiet street.</p>", "text/html")
    assert not may_find(plain, SETTINGS)
    assert may_find(plain, replace(SETTINGS, rules={"placeholder-figure": _with_tokens()}))
    assert may_find(replace(plain, content=b"<p>A quiet street.</p><!-- auditor: ignore -->"), SETTINGS)
    assert may_find(replace(plain, media_type="text/markdown"), SETTINGS)


def _with_tokens() -> object:
    options = next(rule.options for rule in rules() if rule.id == "placeholder-figure")
    return options(tokens=("quiet",))


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{html.escape(each)}</p>" for each in text.split("\n\n"))


@pytest.mark.parametrize("text", [*EXAMPLES, *LABELLED])
def test_texts_of_the_project_wrapped_in_html(text: str) -> None:
    assert_sound(RawPage("page.html", _paragraphs(text).encode(), "text/html"))


def test_the_sample_pages() -> None:
    for path in SAMPLES.rglob("*"):
        if path.suffix in (".html", ".md", ".txt"):
            assert_sound(RawPage(path.name, path.read_bytes()))


@pytest.mark.skipif(not REAL, reason="no real pages here")
def test_real_pages() -> None:
    for path in REAL:
        assert_sound(RawPage(path.name, path.read_bytes()))

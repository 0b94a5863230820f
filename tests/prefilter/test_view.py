"""The prefilter's view of a page holds every block that the parser makes of it, character for character."""

import contextlib
import os
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings

from auditor.model import RawPage
from auditor.parse import parse
from auditor.parse.decode import decode
from auditor.prefilter.view import UnclearError, passages, view
from tests.prefilter.pages import sources

SHARED = Path(__file__).resolve().parents[3] / "shared"
CORPUS = Path(os.environ.get("AUDITOR_CORPUS", SHARED / "corpus"))
REAL = sorted(CORPUS.glob("*.html"))


def missing(raw: RawPage) -> list[str]:
    """The blocks that are not among the passages."""
    try:
        found = {each.text for each in passages(view(decode(raw.content, raw.charset).text))}
    except UnclearError:
        return []
    return [block.text for block in parse(raw).blocks if block.text not in found]


def page(source: str) -> RawPage:
    return RawPage("page.html", source.encode(), "text/html", "utf-8")


@given(sources())
@example("<p>cli<b>nic</b>al&shy;ly<i></i> <b>5</b><span>Mg</span>")
@example("a<span class='flex'>b</span><span class='flex'>c</span>d<br> <b><br>e")
@example("fo<svg><title>x</title></svg>o<template><p>y</p></template> bar")
@example("x<textarea>f<b>oo</textarea><title>a<b</title>")
@example("<svg><title/>hidden</svg>shown<math><mi>5</mi></math>")
@example("<g hidden><svg></g>text</svg> more")
@example("<div class='sr-only'>a</div>b<span hidden><div>c</div></span>d")
@example("5%<span style='display:none'>x</span><script>y</script>Sleep <b class=flex>a</b><i>B</i>")
@example("<input value='&amp;amp;#111;'>")
@example("<a ='x>y'>b</a><p/='>'>c")
@example("<a ='x>y'>b</a><p/='>'>c")
@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_block_is_among_the_readings(source: str) -> None:
    if source.strip():
        assert missing(page(source)) == []


@pytest.mark.skipif(not REAL, reason="no real pages here")
def test_every_block_of_real_pages_is_among_the_readings() -> None:
    for path in REAL:
        assert missing(RawPage(path.name, path.read_bytes())) == [], path.name


def test_a_lost_block_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.prefilter.view._TWICE", re.compile("a"))
    assert missing(page("<p>can be found")) == ["can be found"]


@pytest.mark.parametrize("piece", ["<a ", "<!--", '<a x="', "<svg>", "<b class=flex>a", "</i>", "&", "<i></i>"])
def test_hostile_markup_takes_linear_time(piece: str) -> None:
    with contextlib.suppress(UnclearError):
        list(passages(view(piece * 50_000)))

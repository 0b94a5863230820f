"""Suppressions that a machine may take out: doing so makes the finding go away and changes nothing else."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.check.removal import MOST_TRIED, applied
from auditor.model import LocatedFinding, PageReport, RawPage
from auditor.pipeline import audit_page
from auditor.settings import Settings

SETTINGS = Settings(as_of=date(2026, 1, 1))
UNUSED = "<!-- auditor: ignore vague-citation; reason: known -->"
LATE = "<!-- auditor: ignore vague-citation; reason: known; until: 2025-06-30 -->"
LONG = UNUSED.replace("; ", ";\n  ")
MDX = "{/* auditor: ignore vague-citation; reason: known */}"
APPEAL = "Studies show that nettle soup eases hay fever."


def audit(text: str, name: str) -> PageReport:
    return audit_page(RawPage(name, text.encode(), "", "utf-8"), SETTINGS)


def identity(finding: LocatedFinding) -> tuple[str, str]:
    return finding.rule, finding.fingerprint


REMOVED = {
    "a line of its own": ("page.html", f"<p>Tea.</p>\n  {UNUSED}\n<p>Soup.</p>\n", "<p>Tea.</p>\n<p>Soup.</p>\n"),
    "carriage returns": ("page.html", f"<p>Tea.</p>\r\n{UNUSED}\r\n<p>Soup.</p>", "<p>Tea.</p>\r\n<p>Soup.</p>"),
    "an old end of line": ("page.html", f"<p>Tea.</p>\r{UNUSED}\r<p>Soup.</p>", "<p>Tea.</p>\r<p>Soup.</p>"),
    "emoji before and within": (
        "page.html",
        f"<p>😀 Tea.</p> {UNUSED.replace('known', '😀 known')}\n<p>Soup.</p>",
        "<p>😀 Tea.</p>\n<p>Soup.</p>",
    ),
    "behind on the line": ("page.html", f"<p>Tea. {UNUSED}</p>", "<p>Tea. </p>"),
    "before on the line": ("page.html", f"  {UNUSED} <p>Tea.</p>", "  <p>Tea.</p>"),
    "several lines": ("page.html", f"<p>Tea.</p>\n{LONG}\n<p>Soup.</p>", "<p>Tea.</p>\n<p>Soup.</p>"),
    "the last line": ("page.html", f"<p>Tea.</p>\n{UNUSED}", "<p>Tea.</p>\n"),
    "expired": ("page.md", f"{LATE}\n\n{APPEAL}\n", f"{APPEAL}\n"),
    "Markdown": ("page.md", f"# Tea\n\n{UNUSED}\n\nSoup is 😀 green.\n", "# Tea\n\nSoup is 😀 green.\n"),
    "Markdown with carriage returns": ("page.md", f"😀 Tea\r\n\r\n{UNUSED}\r\n\r\nSoup\r\n", "😀 Tea\r\n\r\nSoup\r\n"),
    "above a paragraph": ("page.md", f"# Tea\n\n{UNUSED}\nSoup is green.\n", "# Tea\n\nSoup is green.\n"),
    "MDX": ("page.mdx", f"# Tea\n\n{MDX}\n\nSoup is green.\n", "# Tea\n\nSoup is green.\n"),
    "start and end": (
        "page.html",
        "<!-- auditor: ignore-start vague-citation -->\n<p>😀 Tea.</p>\n<!-- auditor: ignore-end -->\n<p>Soup.</p>",
        "<p>😀 Tea.</p>\n<p>Soup.</p>",
    ),
    "a whole page": ("page.html", "<!-- auditor: ignore-page vague-citation -->\n<p>Tea.</p>\n", "<p>Tea.</p>\n"),
}  # fmt: skip


@pytest.mark.parametrize("case", REMOVED)
def test_it_is_taken_out_and_the_finding_goes_away(case: str) -> None:
    name, before, after = REMOVED[case]
    report = audit(before, name)
    (note,) = [each for each in report.findings if each.rule.endswith("-suppression")]
    assert applied(note.edits, before) == after
    others = [identity(each) for each in report.findings if each != note]
    assert [identity(each) for each in audit(after, name).findings] == others


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("page.md", f"- tea\n\n{UNUSED}\n\n- soup\n"),
        ("page.html", f"<p>Tea.</p><script>const a = '{UNUSED}';</script>"),
        ("page.html", f"<p>Tea</p><img alt='{UNUSED} x' src=a.png>"),
        ("page.txt", f"{UNUSED}\n\nTea.\n"),
        ("page.md", "---\nauditor:\n  ignore: [vague-citation]\n---\n\nTea.\n"),
        ("page.md", f"Tea.\n{UNUSED}\n    code\n"),
    ],
    ids=["between two lists", "in a script", "in an attribute", "plain text", "front matter", "holds code apart"],
)
def test_where_more_would_change_it_is_left_to_a_person(name: str, text: str) -> None:
    notes = [each for each in audit(text, name).findings if each.rule == "unused-suppression"]
    assert [each.edits for each in notes] == [()] * len(notes)


def test_only_what_is_useless_is_taken_out() -> None:
    text = "<!-- auditor: ignore-all -->\n\nTea.\n"
    (unreadable,) = audit(text, "page.md").findings
    assert (unreadable.rule, unreadable.edits) == ("unreadable-suppression", ())
    assert [each.edits for each in audit(APPEAL, "page.md").findings] == [()]


def test_of_very_many_some_are_left_to_a_person() -> None:
    text = f"{UNUSED}\n<p>Tea.</p>\n" * (MOST_TRIED + 3)
    notes = audit(text, "page.html").findings
    assert [bool(each.edits) for each in notes] == [True] * MOST_TRIED + [False] * 3


PIECES = [
    UNUSED,
    LATE,
    APPEAL,
    "Tea.",
    "# Soup",
    "- one",
    "1. two",
    "    code",
    "> quote",
    "| a | b |",
    "😀",
    "",
    "<div>",
]


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=8),
    st.sampled_from(("\n", "\r\n", "\n\n", " ")),
    st.sampled_from(("page.md", "page.html")),
)
def test_whatever_the_page(pieces: list[str], between: str, name: str) -> None:
    text = between.join(pieces)
    report = audit(text, name)
    for note in report.findings:
        if note.edits:
            after = audit(applied(note.edits, text), name)
            assert len(after.findings) == len(report.findings) - 1
            assert [each.quote for each in after.suppressed] == [each.quote for each in report.suppressed]

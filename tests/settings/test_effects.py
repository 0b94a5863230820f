"""What settings change in an audit."""

from dataclasses import replace
from datetime import date

import pytest

from auditor.model import Confidence, PageReport, RawPage, Severity
from auditor.pipeline import audit_page
from auditor.settings import Files, Override, Settings

PLAIN = Settings(as_of=date(2026, 1, 15))


def audit(text: str, settings: Settings = PLAIN, location: str = "site/page.md") -> PageReport:
    return audit_page(RawPage(location, text.encode(), "text/markdown", "utf-8"), settings)


def quotes(text: str, settings: Settings = PLAIN) -> list[str]:
    return [finding.quote for finding in audit(text, settings).findings]


LINKED = "The tea calms 62% of drinkers ([study](https://blog.example.org/tea-study)).\n"
NAMED = "The Household Tea Survey found that 62% of drinkers slept better.\n"


def test_links_to_own_sites_are_no_sources() -> None:
    assert quotes(LINKED) == []
    assert quotes(LINKED, replace(PLAIN, sites=("example.org",))) == ["62% of drinkers"]
    assert quotes(LINKED, replace(PLAIN, sites=("example.com",))) == []


def test_known_sources_count_as_identifiable() -> None:
    assert "62% of drinkers" in quotes(NAMED)
    assert quotes(NAMED, replace(PLAIN, sources=("Household Tea Survey",))) == []


def test_allowed_terms_leave_findings_out() -> None:
    text = "The market may pass $XX billion next year.\n"
    assert quotes(text) == ["$XX billion"]
    assert quotes(text, replace(PLAIN, allow=("$xx",))) == []


def test_a_severity_of_ones_own() -> None:
    text = "Studies show that mint helps.\n"
    assert [each.severity for each in audit(text).findings] == [Severity.WARNING]
    changed = replace(PLAIN, severity={"vague-citation": Severity.ERROR})
    assert [each.severity for each in audit(text, changed).findings] == [Severity.ERROR]


def test_overrides_hold_for_their_files() -> None:
    override = Override(Files(("archive/**",), "site"), ignore=("vague-citation",))
    settings = replace(PLAIN, overrides=(override,))
    text = "Studies show that mint helps.\n"
    assert len(audit(text, settings, "site/new.md").findings) == 1
    assert audit(text, settings, "site/archive/2019/old.md").findings == ()


def test_less_sure_findings_can_be_left_out() -> None:
    text = "<p>Water.</p><footer><p>Studies show that mint helps.</p></footer>"
    raw = RawPage("page.html", text.encode(), "text/html", "utf-8")
    assert [each.confidence for each in audit_page(raw, PLAIN).findings] == [Confidence.LOW]
    assert audit_page(raw, replace(PLAIN, min_confidence=Confidence.MEDIUM)).findings == ()


SUPPRESSED = [
    "<!-- auditor: ignore vague-citation; reason: known -->\nStudies show that mint helps.\n",
    "Studies show that mint helps. <!-- auditor: ignore; reason: known -->\n",
    "<!-- auditor: ignore-page vague-citation; reason: known -->\n\nText.\n\nStudies show that mint helps.\n",
    "<!-- auditor: ignore-start; reason: known -->\n\nA.\n\nStudies show that mint helps.\n\n"
    "<!-- auditor: ignore-end -->\n",
    "---\ntitle: Mint\nauditor:\n  ignore: [vague-citation]\n  reason: known\n---\n\nStudies show that mint helps.\n",
]


@pytest.mark.parametrize("text", SUPPRESSED)
def test_suppressions_hide_and_keep(text: str) -> None:
    page = audit(text)
    assert page.findings == ()
    (hidden,) = page.suppressed
    assert hidden.suppression
    assert hidden.suppression.reason == "known"


@pytest.mark.parametrize(
    ("text", "settings", "rules"),
    [
        ("<!-- auditor: ignore vague-citation -->\nWater.\n", PLAIN, ["unused-suppression"]),
        ("<!-- auditor: ignore no-such-rule -->\nWater.\n", PLAIN, ["unused-suppression"]),
        (
            "<!-- auditor: ignore vague-citation; until: 2026-01-14 -->\nStudies show that mint helps.\n",
            PLAIN,
            ["expired-suppression", "vague-citation"],
        ),
        (
            "<!-- auditor: ignore vague-citation; until: 2026-01-15 -->\nStudies show that mint helps.\n",
            PLAIN,
            [],
        ),
        (
            "<!-- auditor: ignore vague-citation -->\nStudies show that mint helps.\n",
            replace(PLAIN, require_reason=True),
            ["unexplained-suppression", "vague-citation"],
        ),
        (
            "<!-- auditor: ignore vague-citation; until: soon -->\nStudies show that mint helps.\n",
            PLAIN,
            ["unreadable-suppression", "vague-citation"],
        ),
        ("<!-- auditor: ignor -->\nWater.\n", PLAIN, ["unreadable-suppression"]),
        ("<!-- auditor: ignore-end -->\nWater.\n", PLAIN, ["unreadable-suppression"]),
        ("<!-- auditor: ignore placeholder-figure -->\nWater.\n", replace(PLAIN, select=("vague-citation",)), []),
        ("```html\n<!-- auditor: ignore vague-citation -->\n```\n\nWater.\n", PLAIN, []),
    ],
)
def test_suppressions_are_judged_too(text: str, settings: Settings, rules: list[str]) -> None:
    assert sorted(finding.rule for finding in audit(text, settings).findings) == rules


def test_a_suppression_behind_a_cell_is_for_that_cell() -> None:
    text = (
        "<table><tr><td>Studies show that mint helps.</td>"
        "<td>Studies show that tea helps.</td><!-- auditor: ignore; reason: known --></tr></table>"
    )
    page = audit_page(RawPage("page.html", text.encode(), "text/html", "utf-8"), PLAIN)
    assert [each.context for each in page.suppressed] == ["Studies show that tea helps."]
    assert [each.context for each in page.findings] == ["Studies show that mint helps."]

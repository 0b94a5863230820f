from collections.abc import Iterator

import pytest

from auditor.check import Flagged, NoOptions, Rule, check
from auditor.model import BlockKind, Confidence, Document, Finding, Region, Severity, Span
from tests.check.pages import document, finding, span_of


def rule(name: str, *spans: Span) -> Rule:
    """A rule of this id that finds something at these spans, in this order."""
    made = Rule(f"rules.{name.replace('-', '_')}", Severity.ERROR, (Flagged("x", "x"),), ("y",), ("Guide 1",))

    @made.check
    def find(_document: Document, _options: NoOptions) -> Iterator[Finding]:
        for span in spans:
            yield made.finding(span, "Wrong.", fix="Mend it.")

    return made


PAGE = document("About XX% of users and 40% of nurses agree.", "More than 30% sleep.")
SLOT, SHARE, NEXT = span_of("XX%", PAGE), span_of("40%", PAGE), span_of("30%", PAGE, 1)


def found(*rules: Rule) -> list[tuple[str, Span]]:
    return [(each.rule, each.span) for each in check(PAGE, rules)]


def test_findings_come_in_reading_order_whatever_the_order_of_rules() -> None:
    one, two = rule("b-rule", NEXT, SLOT), rule("a-rule", SHARE, SLOT)
    expected = [("a-rule", SLOT), ("b-rule", SLOT), ("a-rule", SHARE), ("b-rule", NEXT)]
    assert found(one, two) == found(two, one) == expected


def test_on_one_anchor_the_placeholder_wins_over_the_statistic() -> None:
    statistic = rule("unsourced-statistic", SLOT.join(SHARE), NEXT)
    placeholder = rule("placeholder-figure", SLOT)
    expected = [("placeholder-figure", SLOT), ("unsourced-statistic", NEXT)]
    assert found(statistic, placeholder) == found(placeholder, statistic) == expected


def test_a_statistic_and_a_vague_citation_on_one_anchor_are_two_findings() -> None:
    assert len(found(rule("unsourced-statistic", SHARE), rule("vague-citation", SHARE))) == 2


def test_what_one_rule_says_twice_is_one_finding() -> None:
    assert found(rule("a-rule", SHARE, SHARE)) == [("a-rule", SHARE)]


def test_a_rule_without_a_check_is_refused() -> None:
    hollow = Rule("rules.hollow_rule", Severity.INFO, (), (), ())
    with pytest.raises(TypeError, match="hollow-rule"):
        check(PAGE, (hollow,))


@pytest.mark.parametrize("region", [region for region in Region if region is not Region.MAIN])
def test_boilerplate_is_lowered_to_a_note(region: Region) -> None:
    page = document((BlockKind.PARAGRAPH, region, "Half agree."))
    (lowered,) = check(page, (rule("a-rule", span_of("Half", page)),))
    assert (lowered.severity, lowered.confidence) == (Severity.INFO, Confidence.LOW)


def test_alt_text_is_lowered_and_running_text_is_not() -> None:
    page = document((BlockKind.ALT_TEXT, Region.MAIN, "Half agree."), "A third agree.")
    lowered, kept = check(page, (rule("a-rule", span_of("Half", page), span_of("third", page, 1)),))
    assert lowered.severity is Severity.INFO
    assert (kept.severity, kept.confidence) == (Severity.ERROR, Confidence.HIGH)


def test_many_findings_are_settled_in_linear_time() -> None:
    """Four times the findings may cost about four times the steps; counted in comparisons, not in seconds."""
    assert _overlap_tests(400) < 8 * _overlap_tests(100)


def _overlap_tests(number: int) -> int:
    """How often two spans are compared while so many findings are settled."""
    from auditor.check import runner

    calls = 0
    original = Span.overlaps

    def counting(self: Span, other: Span) -> bool:
        nonlocal calls
        calls += 1
        return original(self, other)

    findings = [
        finding(Span(block, 0, 5), rule_id)
        for block in range(number)
        for rule_id in ("placeholder-figure", "unsourced-statistic")
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Span, "overlaps", counting)
        assert len(list(runner.without_overruled(findings))) == number
    return calls

"""The text file of decisions: exact there and back, merged line by line, and each mistake named with its line."""

import tomllib
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import UsageError
from auditor.model.scan import Decision
from auditor.store import Event, Scope, Store, decision_lines, read_decisions
from auditor.store.texts import storable

ONE, TWO = "0123456789abcdef" * 2, "fedcba9876543210" * 2
ENTRY = f"""[finding.{ONE}]
decision = "waived"
reason = "Reprint in May."
owner = "Print"
until = 2027-05-31
by = "Ana"
at = 2026-11-25T03:35:07Z
"""

texts = st.text(min_size=1).filter(str.strip)
times = st.datetimes().map(lambda time: time.isoformat(timespec="seconds") + "Z")
fingerprints = st.text("0123456789abcdef", min_size=32, max_size=32)
optional = {name: st.text() for name in ("evidence", "rule", "location", "quote")}
common = {"scope": st.sampled_from(Scope), "fingerprint": fingerprints, "who": texts, "decided": times, **optional}
events = st.one_of(
    st.builds(Event, decision=st.sampled_from([Decision.OPEN, Decision.CONFIRMED]), reason=st.text(), **common),
    st.builds(Event, decision=st.just(Decision.FALSE_POSITIVE), reason=texts, **common),
    st.builds(
        Event, decision=st.just(Decision.WAIVED), reason=texts, owner=texts, until=st.dates(), **common
    ),
)  # fmt: skip


@given(st.lists(events, max_size=4, unique_by=lambda event: (event.scope, event.fingerprint)))
def test_any_decision_comes_back_as_it_was(written: list[Event]) -> None:
    text = "".join(decision_lines(written))
    tomllib.loads(text)
    read = {(event.scope, event.fingerprint): event for event in read_decisions(text, "file")}
    assert read == {(event.scope, event.fingerprint): event for event in written}


def test_the_round_trip_through_a_fresh_store_is_exact(store: Store, tmp_path: Path) -> None:
    quote = 'Tea "heals" \\ all\u2028\x07 \u200b\U0001f375\n'
    kept = [
        Event(Scope.FINDING, ONE, Decision.WAIVED, "Ana", "2026-11-25T03:35:07Z", "Why\nnot", "Print", date(2027, 1, 1),
              "ab" * 32, "vague-citation", "https://example.org/tea", quote),
        Event(Scope.CLAIM, ONE, Decision.FALSE_POSITIVE, "Bo", "2026-11-25T03:35:08Z", "A law."),
        Event(Scope.FINDING, TWO, Decision.OPEN, "Bo", "2026-11-25T03:35:09Z"),
    ]  # fmt: skip
    store.decide([Event(Scope.FINDING, TWO, Decision.CONFIRMED, "Cy", "2026-01-01T00:00:00Z"), *kept])
    text = "".join(decision_lines(store.decisions()))
    assert tomllib.loads(text)["finding"][ONE]["quote"] == quote
    with Store.open(tmp_path / "fresh") as fresh:
        assert fresh.merge_decisions(read_decisions(text, "file")).added == 3
        assert "".join(decision_lines(fresh.decisions())) == text
        assert fresh.merge_decisions(read_decisions(text, "file")).added == 0
        assert fresh.subject(Scope.FINDING, ONE[:8]).quote == storable(quote)
        assert fresh.verify_triage() == ()


def test_decisions_stand_by_rule_and_page_so_that_branches_merge(store: Store) -> None:
    for rule, location in (("b", "x"), ("a", "z"), ("a", "y")):
        name = (rule + location).encode().hex().ljust(32, "0")
        store.decide([
            Event(Scope.FINDING, name, Decision.OPEN, "Ana", "2026-11-25T00:00:00Z", rule=rule, location=location)
        ])  # fmt: skip
    assert [(each.rule, each.location) for each in store.decisions()] == [("a", "y"), ("a", "z"), ("b", "x")]


def test_times_with_another_zone_and_hyphens_are_understood() -> None:
    text = ENTRY.replace("2026-11-25T03:35:07Z", "2026-11-25T05:35:07.25+02:00")
    (event,) = read_decisions(text, "file")
    assert event.decided == "2026-11-25T03:35:07Z"
    text = f'[claim.{TWO}]\ndecision = "false-positive"\nreason = "A law."\nby = "Ana"\nat = 2026-11-25T03:35:07Z\n'
    assert [each.decision for each in read_decisions(text, "file")] == [Decision.FALSE_POSITIVE]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2027-05-31", '"2027-05-31"', "file:5: until: expected a day, such as 2027-01-31, without quotation marks"),
        ("2026-11-25T03:35:07Z", "2026-11-25T03:35:07", "file:7: at: expected a time with its zone"),
        ('"waived"', '"waive"', "file:2: decision: expected one of open, confirmed, false positive, waived"),
        ('"waived"', "7", "file:2: decision: expected one of"),
        ("owner", "ower", 'file:4: unknown key "ower"; did you mean "owner"?'),
        ("owner", "zzz", 'file:4: unknown key "zzz"; expected decision, reason'),
        ('"Print"', "3", "file:4: owner: expected a text in quotation marks"),
        ("2026-11-25T03:35:07Z", "0001-01-01T00:00:00+05:00", "file:7: at: date value out of range"),
        ('owner = "Print"\n', "", "file:1: a waiver needs a reason, an owner and the last day"),
        ('by = "Ana"\n', "", "file:1: the decision has no by"),
        (ONE, ONE[:8], "file:1: \"01234567\" is no fingerprint: expected 32 characters"),
        ("[finding.", "[findings.", 'file:1: unknown "findings": expected tables'),
        ("reason =", "reason", "file: no TOML: .*line 3"),
        ('by = "Ana"', "<<<<<<< ours", "file: no TOML: .*line 6"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line(old: str, new: str, said: str) -> None:
    assert old in ENTRY
    with pytest.raises(UsageError, match=said.replace("?", r"\?")):
        list(read_decisions(ENTRY.replace(old, new, 1), "file"))


def test_the_line_is_that_of_the_second_entry() -> None:
    wrong = ENTRY.replace(ONE, TWO).replace('"waived"', '"wave"')
    with pytest.raises(UsageError, match=r"^file:10: decision: expected one of"):
        list(read_decisions(f"{ENTRY}\n{wrong}", "file"))


def test_a_table_named_twice_is_no_toml() -> None:
    with pytest.raises(UsageError, match="file: no TOML"):
        list(read_decisions(ENTRY + ENTRY, "file"))


@given(st.text())
def test_whatever_a_file_holds_is_read_or_refused(text: str) -> None:
    with suppress(UsageError):
        assert isinstance(list(read_decisions(text, "file")), list)

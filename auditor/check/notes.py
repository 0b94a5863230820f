"""The findings about suppressions themselves: what each is, with examples that are run as tests."""

from dataclasses import dataclass

from auditor.check.rule import Flagged
from auditor.model import Severity

_NOW = "<!-- auditor: ignore vague-citation; reason: the study is named below -->"
_LATE = "<!-- auditor: ignore vague-citation; reason: under review; until: 2020-06-30 -->"
_DATED = "<!-- auditor: ignore vague-citation; reason: under review; until: 2099-12-31 -->"
_BARE = "<!-- auditor: ignore vague-citation -->"
_ODD = "<!-- auditor: ignore-all vague-citation -->"
_DAY = "<!-- auditor: ignore vague-citation; until: next spring -->"
_APPEAL = "Studies show that nettle soup eases hay fever."
_PLAIN = "Nettle soup is green."


@dataclass(frozen=True, slots=True)
class Note:
    """A finding about a suppression: its id, severity, and what `auditor explain` says."""

    id: str
    severity: Severity
    summary: str
    fix: str
    flags: str
    why: str
    limits: str
    flagged: tuple[Flagged, ...]
    """Markdown; the words are the comment."""
    passed: tuple[str, ...]


UNUSED = Note(
    "unused-suppression",
    Severity.WARNING,
    "A suppression that hides nothing.",
    "Delete it: what it hid is gone, or the rule is not named as `auditor rules` lists it.",
    "comments and front matter for which no finding is left, or that name a rule that does not exist.",
    "it would hide the next finding in its place, which nobody has looked at.",
    "a suppression of rules that did not run (--select, --ignore) is not judged, since it may well be used; nor is one "
    "that names its rule and stands on a dose, price or statistic that a scan compares with other pages.",
    (Flagged(f"{_NOW}\n\n{_PLAIN}", _NOW),),
    (f"{_NOW}\n\n{_APPEAL}",),
)
EXPIRED = Note(
    "expired-suppression",
    Severity.WARNING,
    "A suppression whose last day is over; what it hid counts again.",
    "Correct the text, or give a new reason and a new date.",
    "a suppression with an until: before the date of the audit (--as-of, today by default).",
    "it was accepted for a time only; that time is over, and somebody has to decide again.",
    "one that hides nothing any more is an unused-suppression, whatever its date.",
    (Flagged(f"{_LATE}\n\n{_APPEAL}", _LATE),),
    (f"{_DATED}\n\n{_APPEAL}",),
)
UNEXPLAINED = Note(
    "unexplained-suppression",
    Severity.ERROR,
    "A suppression without a reason, where the settings demand one.",
    "Add `; reason: ...` to the comment.",
    "with require-reason in the settings (or --for reviewer), a suppression without reason:; it hides nothing.",
    "who reviews the page later cannot tell whether the claim was checked or only silenced.",
    "whether a reason is a good one is for a person to judge.",
    (Flagged(f"{_BARE}\n\n{_APPEAL}", _BARE),),
    (f"{_NOW}\n\n{_APPEAL}",),
)
UNREADABLE = Note(
    "unreadable-suppression",
    Severity.ERROR,
    "A suppression that cannot be understood, so that it hides nothing.",
    "Write it as docs/suppression.md shows.",
    "an unknown word in place of ignore, an unknown detail, a date that is none, an end without a start.",
    "its author believes that a finding was accepted, and it was not.",
    "a comment that does not begin with auditor: is no suppression.",
    (Flagged(f"{_ODD}\n\n{_PLAIN}", _ODD), Flagged(f"{_DAY}\n\n{_PLAIN}", _DAY)),
    ("<!-- ignore this -->\n\n" + _PLAIN,),
)
NOTES = (EXPIRED, UNEXPLAINED, UNREADABLE, UNUSED)
NOTE_IDS = frozenset(note.id for note in NOTES)

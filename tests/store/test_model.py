"""States over random histories of runs, against a plain model that holds everything in memory."""

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.model.scan import Change, Outcome, Reason
from auditor.store import Store
from auditor.store.rewording import similarity, words_of
from tests.store.stories import RULE, SITE, Page, Scans

LOCATIONS = [f"{SITE}/{name}" for name in "ab"]
CLAIMS = [
    "Studies show that green tea helps most people lose weight fast.",
    "Studies show that green tea helps many people lose weight fast.",
    "Studies show that green tea helps many young people lose weight fast.",
    "Experts agree on the benefits of warm milk before sleep.",
    "Experts agree on the benefits of cold milk before sleep.",
    "Nobody doubts it.",
]
OTHER = "other-rule"
Key = tuple[str, str]
"""Location and claim."""

audited = st.builds(
    Page, st.lists(st.sampled_from(CLAIMS), max_size=3, unique=True), st.sampled_from(["", "", "one", "two"])
)
unseen = st.sampled_from(
    [
        Page(passed_over=True),
        Page(outcome=Outcome.FAILED, reason=Reason.GONE),
        Page(outcome=Outcome.SKIPPED, reason=Reason.ROBOTS),
        Page(error="broken"),
    ]
)
scanned_pages = st.fixed_dictionaries({LOCATIONS[0]: st.one_of(audited, audited, audited, unseen)},
                                      optional={LOCATIONS[1]: st.one_of(audited, unseen)})  # fmt: skip
rules = st.sampled_from([*[{RULE: "v1"}] * 6, {RULE: "v2"}, {OTHER: "v1"}])
histories = st.lists(st.tuples(scanned_pages, rules), min_size=4, max_size=6)


@dataclass
class Memory:
    """What is known of one claim on one page."""

    first: int
    last: int
    version: str
    bytes: str
    closed: str = ""
    """"" while it is open; else "fixed", "rule" or "reworded"."""


@dataclass
class Model:
    """The definitions of the states, as plainly as they can be said; no two pairs of CLAIMS are as alike."""

    known: dict[Key, Memory] = field(default_factory=dict)

    def run(
        self, number: int, scanned: Mapping[str, Page], versions: Mapping[str, str]
    ) -> dict[Key, tuple[Change, str]]:
        told: dict[Key, tuple[Change, str]] = {}
        seen = {
            (location, claim): page.record(location).digest
            for location, page in scanned.items()
            if self._checked(page) and RULE in versions
            for claim in page.claims
        }
        open_before = {key for key, memory in self.known.items() if not memory.closed}
        gone, come = [], []
        for key in sorted(open_before - set(seen)):
            told[key] = self._gone(key, scanned.get(key[0]), versions)
            if self.known[key].closed:
                gone.append(key)
        for key, content in seen.items():
            before = self.known.get(key)
            if before is None or before.closed:
                told[key] = (Change.REOPENED if before else Change.NEW, "")
                if before is None or before.closed == "reworded":
                    come.append(key)
            else:
                told[key] = (Change.PERSISTING, "")
            first = before.first if before else number
            self.known[key] = Memory(first, number, versions[RULE], content)
        for old, new in self._reworded(gone, come):
            told[new] = (Change.CHANGED, old[1])
            del told[old]
            self.known[old].closed = "reworded"
        return told

    @staticmethod
    def _checked(page: Page | None) -> bool:
        return page is not None and page.outcome is Outcome.PAGE and page.error is None

    def _gone(self, key: Key, page: Page | None, versions: Mapping[str, str]) -> tuple[Change, str]:
        memory = self.known[key]
        if page is None:
            return Change.NOT_CHECKED, "not part of this scan"
        if page.reason:
            return Change.NOT_CHECKED, page.reason
        if page.error:
            return Change.NOT_CHECKED, f"the page could not be audited: {page.error}"
        if RULE not in versions:
            return Change.NOT_CHECKED, "the rule did not run"
        if versions[RULE] == memory.version:
            memory.closed = "fixed"
            return Change.FIXED, ""
        memory.closed = "rule"
        same = page.record(key[0]).digest == memory.bytes
        both = "the rule and the page have changed, and it is no longer flagged"
        return Change.NOT_CHECKED, "the rule has changed and no longer flags it" if same else both

    @staticmethod
    def _reworded(gone: Sequence[Key], come: Sequence[Key]) -> list[tuple[Key, Key]]:
        alike = sorted(
            (-similarity(words_of(old[1]), words_of(new[1])), old, new)
            for old in gone
            for new in come
            if old[0] == new[0]
        )
        linked: list[tuple[Key, Key]] = []
        for score, old, new in alike:
            if -score >= 0.6 and all(old != o and new != n for o, n in linked):
                linked.append((old, new))
        return linked


@given(histories)
@settings(max_examples=40, deadline=None)
def test_states_are_those_of_the_model(history: list[tuple[dict[str, Page], dict[str, str]]]) -> None:
    folder = tempfile.mkdtemp()
    try:
        with Store.open(Path(folder)) as store:
            check(Scans(store), history)
    finally:
        shutil.rmtree(folder)


def check(scans: Scans, history: list[tuple[dict[str, Page], dict[str, str]]]) -> None:
    model = Model()
    for number, (scanned, versions) in enumerate(history, 1):
        run = scans({location: ran(page, versions) for location, page in scanned.items()}, versions)
        rows = list(scans.store.findings(run))
        told = {(row.location, row.context): (row.change, row.previous or row.unchecked) for row in rows}
        assert told == model.run(number, scanned, versions)
        assert len(told) == len(rows)
        seen = {(row.location, row.context): (row.first_seen, row.last_seen) for row in rows}
        assert seen == {key: (model.known[key].first, model.known[key].last) for key in told}


def ran(page: Page, versions: Mapping[str, str]) -> Page:
    """The page as it is found: where the rule does not run it finds nothing."""
    return page if RULE in versions else replace(page, claims=(), body=page.body or "-")

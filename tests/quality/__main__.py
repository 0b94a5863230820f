"""`python -m tests.quality`: the scores of the rules on the labelled set.

--show RULE       each miss and each false alarm of the rule
--write-floors    store the scores as the gate's floors; refused where one would sink, unless --lower
"""

import argparse
import sys
from collections.abc import Sequence

from tests.quality import floors
from tests.quality.labels import RULES, read_all
from tests.quality.scoring import Outcome, Score, outcomes, score


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the table; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality", description="Scores on the labelled set.")
    parser.add_argument("--show", choices=[*RULES.values(), "all"], help="list each miss and false alarm")
    parser.add_argument("--write-floors", action="store_true", help="store the scores as floors")
    parser.add_argument("--lower", action="store_true", help="allow floors to sink")
    chosen = parser.parse_args(arguments)
    results = tuple(outcomes(read_all()))
    scores = {rule: score(each for each in results if each.rule == rule) for rule in RULES.values()}
    if chosen.show:
        for outcome in results:
            if chosen.show in (outcome.rule, "all") and not outcome.clean:
                print("\n".join(_lines(outcome)))
    print(_table(scores))
    return _store(scores, chosen.lower) if chosen.write_floors else 0


def _lines(outcome: Outcome) -> list[str]:
    datum = outcome.datum
    head = f"{datum.place} {outcome.rule} ({datum.phenomenon})"
    text = " ".join(datum.text.split())
    missed = [
        "  missed: " + " // ".join(datum.text[mark.start : mark.end] for mark in each.marks) for each in outcome.missed
    ]
    wrong = [
        f"  false alarm: {' // '.join(datum.text[start:end] for start, end in each.places)} {each.subtype}".rstrip()
        for each in outcome.wrong
    ]
    return [head, f"  {text[:300]}", *missed, *wrong]


def _table(scores: dict[str, Score]) -> str:
    rows = [
        f"{rule:22} {each.right:5} {each.missed:6} {each.wrong:12} "
        f"{each.precision:9.3f} {each.recall:6.3f} {each.f1:6.3f}"
        for rule, each in scores.items()
    ]
    return "\n".join([f"{'rule':22} right missed false alarms precision recall     F1", *rows])


def _store(scores: dict[str, Score], lower: bool) -> int:
    new = floors.measured(scores)
    sinking = floors.lowered(floors.read(), new)
    if sinking and not lower:
        print("floors would sink (give --lower to allow it):", *sinking, sep="\n  ", file=sys.stderr)
        return 1
    floors.write(new)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

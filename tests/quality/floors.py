"""The floors under the scores: what the gate demands, and the only way to move them."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from tests.quality.scoring import Score

PATH = Path(__file__).parent / "floors.toml"
MEASURES = ("precision", "recall", "f1")
_HEAD = """# The least each rule must reach on the labelled set. Written by `python -m tests.quality --write-floors`,
# which refuses to lower a figure unless told `--lower`.
"""

Floors = Mapping[str, Mapping[str, float]]


def read() -> Floors:
    """Rule to measure to floor."""
    return tomllib.loads(PATH.read_text("utf-8")) if PATH.exists() else {}


def measured(scores: Mapping[str, Score]) -> Floors:
    """The scores as floors, rounded down to three places."""
    return {
        rule: {measure: int(getattr(score, measure) * 1000) / 1000 for measure in MEASURES}
        for rule, score in scores.items()
    }


def lowered(old: Floors, new: Floors) -> list[str]:
    """The floors that would sink, each as a line."""
    return [
        f"{rule} {measure}: {floor} -> {new.get(rule, {}).get(measure, 0.0)}"
        for rule, floors in old.items()
        for measure, floor in floors.items()
        if new.get(rule, {}).get(measure, 0.0) < floor
    ]


def write(floors: Floors) -> None:
    """Stores the floors."""
    tables = (
        f"[{rule}]\n" + "".join(f"{measure} = {figure}\n" for measure, figure in figures.items())
        for rule, figures in floors.items()
    )
    PATH.write_text(_HEAD + "\n" + "\n".join(tables), "utf-8")

"""What exporting many findings costs: `python -m benchmarks.export [COUNT]`, by default 100,000.

A store is made with one finding on each of COUNT pages; then `auditor export` writes it in each
format. Seconds are of the clock and of the CPU, memory is the peak of the process.
"""

import sys
import tempfile
from pathlib import Path

from benchmarks.measure import MEGABYTE, run

FORMATS = ("csv", "jsonl", "sarif", "xlsx")
COUNT = 100_000


def measure(count: int) -> None:
    """Prints one line for each format."""
    from auditor.store import Store
    from tests.export.stores import scanned

    with tempfile.TemporaryDirectory() as folder:
        with Store.open(Path(folder, "auditor-store")) as store:
            scanned(store, range(count))
        print(f"{'format':<8}{'wall s':>8}{'CPU s':>8}{'peak MB':>9}{'file MB':>9}")
        for form in FORMATS:
            file = Path(folder, f"findings.{form}")
            cost = run([sys.executable, "-m", "auditor", "export", str(file), "--quiet"], folder=folder)
            if cost.status:
                raise SystemExit(f"the export to {form} ended with status {cost.status}")
            size = file.stat().st_size / MEGABYTE
            print(f"{form:<8}{cost.wall:>8.1f}{cost.cpu:>8.1f}{cost.memory:>9.0f}{size:>9.1f}")


if __name__ == "__main__":
    measure(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT)

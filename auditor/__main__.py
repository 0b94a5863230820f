"""python -m auditor, and the command `auditor`."""

import os
import sys

from auditor.cli import main

BESIDE = frozenset(("asyncio", "concurrent.futures", "multiprocessing", "sqlite3"))
"""What must be ended in order where it was loaded: workers, servers, databases."""


def run() -> None:
    """Runs the command line.

    A run that has loaded nothing that works beside it, such as one answered from the cache, ends at once: to
    take apart what is in memory takes a twelfth of its time and is of use to nobody.
    """
    try:
        main()
    except SystemExit as done:
        if not isinstance(done.code, int) or BESIDE & sys.modules.keys():
            raise
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(done.code)


if __name__ == "__main__":
    run()

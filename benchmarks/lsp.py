"""How soon an edit is answered in an editor: `python -m benchmarks.lsp [PAGE]`.

An edit in the middle of a page of 2,000 words, from the change to its diagnostics, over the real
server and its real protocol, once everything is loaded. The wait for more edits is left out. After
each edit the bare audit of the page is timed in this process, so that a busy machine shows as such.
"""

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import IO, Any

from auditor import pipeline
from auditor.model import RawPage
from auditor.settings import Settings

EDITS = 60
WARM_UP = 5
BUDGET = 0.150
"""Seconds within which an edit should be answered."""
WORDS = 2_000

PARAGRAPHS = (
    "Garden tea is poured by <b>nine in ten</b> gardeners, says the [1] yearly survey of the Tea Board.",
    "About 40% of the members prefer it cold &amp; with mint; adults take 10 mg of ibuprofen twice daily.",
    "Studies show that tea helps. The market may pass $XX billion, and (Alder et al., 2019) doubt it.",
    "Nobody needs to hurry: the kettle is slow, the garden is quiet, and the cups are in the kitchen.",
)


def page(words: int) -> str:
    """An invented page of about this many words, with something for every rule."""
    lines: list[str] = []
    while sum(len(line.split()) for line in lines) < words:
        number = len(lines)
        lines.append(f"<h2>Part {number}</h2>" if number % 9 == 0 else f"<p>{PARAGRAPHS[number % 4]} ({number})</p>")
    return "\n".join(lines)


class Editor:
    """As much of an editor as is needed to edit."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "auditor", "lsp"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self.process.stdin
        assert self.process.stdout
        self.into: IO[bytes] = self.process.stdin
        self.out: IO[bytes] = self.process.stdout

    def send(self, method: str, params: object, number: int | None = None) -> None:
        message = {"jsonrpc": "2.0", "method": method, "params": params, **({"id": number} if number else {})}
        body = json.dumps(message).encode()
        self.into.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.into.flush()

    def diagnostics(self, version: int) -> list[Any]:
        """Waits for the diagnostics of a version."""
        while True:
            length = 0
            while (line := self.out.readline()) != b"\r\n":
                if not line:
                    raise EOFError("the server is gone")
                length = int(line.split(b":")[1]) if line.lower().startswith(b"content-length") else length
            message = json.loads(self.out.read(length))
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["version"] == version:
                found: list[Any] = message["params"]["diagnostics"]
                return found


def measure(text: str, uri: str, language: str, edits: int) -> tuple[list[tuple[float, float]], int]:
    """Seconds from each edit to its diagnostics and of the bare audit, and how many diagnostics there are."""
    editor = Editor()
    editor.send("initialize", {"capabilities": {}, "initializationOptions": {"delay": 0}}, 1)
    editor.send("initialized", {})
    document = {"uri": uri, "languageId": language, "version": 0, "text": text}
    editor.send("textDocument/didOpen", {"textDocument": document})
    found = len(editor.diagnostics(0))
    place = {"line": text.count("\n") // 2, "character": 4}
    raw = RawPage(uri, text.encode(), f"text/{language}", "utf-8")
    times = []
    for version in range(1, edits + WARM_UP + 1):
        change = {"range": {"start": place, "end": place}, "text": "x"}
        start = time.perf_counter()
        identity = {"uri": uri, "version": version}
        editor.send("textDocument/didChange", {"textDocument": identity, "contentChanges": [change]})
        editor.diagnostics(version)
        answered = time.perf_counter()
        pipeline.audit_page(raw, Settings())
        times.append((answered - start, time.perf_counter() - answered))
    editor.send("shutdown", None, 2)
    editor.send("exit", None)
    editor.process.wait()
    return times[WARM_UP:], found


def report(times: Sequence[tuple[float, float]], words: int, found: int) -> str:
    """The figures: how long edits take, and what the bare audit takes of that."""
    edits, audits = zip(*times, strict=True)
    middle, late = median(edits), quantiles(edits, n=20)[-1]
    held = "within" if late <= BUDGET else "beyond"
    figures = f"median {middle * 1000:.0f} ms, p95 {late * 1000:.0f} ms ({held} {BUDGET * 1000:.0f} ms)"
    bare = f"median {median(audits) * 1000:.0f} ms"
    return f"{words} words, {found} findings, {len(times)} edits: {figures}; the bare audit: {bare}"


def main(arguments: Sequence[str]) -> None:
    if arguments:
        path = Path(arguments[0]).resolve()
        text, uri, language = path.read_text("utf-8"), path.as_uri(), "plaintext"
    else:
        text, uri, language = page(WORDS), "untitled:page", "html"
    times, found = measure(text, uri, language, EDITS)
    print(report(times, len(text.split()), found))


if __name__ == "__main__":
    main(sys.argv[1:])

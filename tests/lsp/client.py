"""An editor in small: speaks the protocol with the server over its standard input and output."""

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from itertools import takewhile
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parents[2]
PATIENCE = 30.0
"""Seconds after which an answer is taken to be missing."""

Json = dict[str, Any]

CAPABILITIES: Json = {
    "workspace": {
        "workspaceEdit": {"documentChanges": True},
        "didChangeWatchedFiles": {"dynamicRegistration": True},
    },
    "textDocument": {
        "publishDiagnostics": {"relatedInformation": True},
        "hover": {"contentFormat": ["markdown", "plaintext"]},
    },
    "window": {"showDocument": {"support": True}},
}


GAP = "The market may pass $XX billion next year."
SLOT = (20, 31)
"""Where its stand-in stands."""


class Client:
    """Starts a server; messages that it sends of its own accord are kept until they are asked for."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "auditor", "lsp"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            env={"PYTHONPATH": str(PROJECT), "PATH": ""},
        )
        self._messages: queue.SimpleQueue[Json | None] = queue.SimpleQueue()
        self._kept: list[Json] = []
        self._number = 0
        self.log: list[str] = []
        for work in (self._read, self._read_log):
            threading.Thread(target=work, daemon=True).start()

    def initialize(
        self, folder: Path | None, capabilities: Mapping[str, Any] = CAPABILITIES, options: object = None
    ) -> Json:
        """Agrees on capabilities; the server's answer."""
        folders = [{"uri": folder.as_uri(), "name": folder.name}] if folder else None
        root = folder.as_uri() if folder else None
        params = {"processId": None, "rootUri": root, "workspaceFolders": folders, "capabilities": capabilities}
        answer: Json = self.request("initialize", {**params, "initializationOptions": options})
        self.notify("initialized", {})
        return answer

    def open(self, uri: str, text: str, language: str = "plaintext", version: int = 1) -> None:
        document = {"uri": uri, "languageId": language, "version": version, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})

    def change(self, uri: str, version: int, *changes: Json) -> None:
        identity = {"uri": uri, "version": version}
        self.notify("textDocument/didChange", {"textDocument": identity, "contentChanges": changes})

    def close(self, uri: str) -> None:
        self.notify("textDocument/didClose", {"textDocument": {"uri": uri}})

    def diagnostics(self, uri: str, version: int | None = None) -> list[Json]:
        """The next diagnostics of a document; earlier versions than the one asked for are passed over."""

        def fits(message: Json) -> bool:
            params = message.get("params") or {}
            here = message.get("method") == "textDocument/publishDiagnostics" and params["uri"] == uri
            return here and (version is None or params.get("version") == version)

        found: list[Json] = self.wait(fits)["params"]["diagnostics"]
        return found

    def said(self, method: str) -> Json:
        """The next message of a method."""
        return self.wait(lambda message: message.get("method") == method)

    def notify(self, method: str, params: object) -> None:
        self.send({"method": method, "params": params})

    def request(self, method: str, params: object) -> Any:
        """The result; an error of the server is raised."""
        return self.answer(self.ask(method, params))

    def ask(self, method: str, params: object) -> int:
        """Sends a request and does not wait."""
        self._number += 1
        self.send({"id": self._number, "method": method, "params": params})
        return self._number

    def answer(self, number: int) -> Any:
        """The answer to a request."""
        answer = self.wait(lambda message: message.get("id") == number and "method" not in message)
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer["result"]

    def reply(self, message: Json, result: object) -> None:
        """Answers a request of the server."""
        self.send({"id": message["id"], "result": result})

    def send(self, message: Json) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def wait(self, fits: Callable[[Json], bool]) -> Json:
        """The first message that fits; those before it are kept for later."""
        for number, message in enumerate(self._kept):
            if fits(message):
                return self._kept.pop(number)
        until = time.monotonic() + PATIENCE
        while True:
            message = self._next(until - time.monotonic())
            if fits(message):
                return message
            self._kept.append(message)

    def pending(self, method: str, seconds: float) -> list[Json]:
        """All messages of a method that were not asked for and that come within the time."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            try:
                self._kept.append(self._next(left))
            except TimeoutError:
                break
        found = [each for each in self._kept if each.get("method") == method]
        self._kept = [each for each in self._kept if each not in found]
        return found

    def stop(self) -> int:
        """Says good-bye as the protocol wants it; the exit status."""
        self.request("shutdown", None)
        self.notify("exit", None)
        return self.process.wait(PATIENCE)

    def _next(self, seconds: float) -> Json:
        try:
            message = self._messages.get(timeout=max(seconds, 0.001))
        except queue.Empty:
            raise TimeoutError(f"no answer; standard error:\n{''.join(self.log)}") from None
        if message is None:
            raise EOFError(f"the server is gone; standard error:\n{''.join(self.log)}")
        return message

    def _read(self) -> None:
        for message in messages(self.process):
            self._messages.put(message)
        self._messages.put(None)

    def _read_log(self) -> None:
        assert self.process.stderr is not None
        self.log.extend(line.decode("utf-8", "replace") for line in self.process.stderr)


def messages(process: "subprocess.Popen[bytes]") -> Iterator[Json]:
    """What the server sends, to the end."""
    assert process.stdout is not None
    while headers := list(takewhile(lambda line: line.strip(), iter(process.stdout.readline, b""))):
        length = next(int(each.split(b":")[1]) for each in headers if each.lower().startswith(b"content-length"))
        yield json.loads(process.stdout.read(length))


def ranges(found: list[Json]) -> list[tuple[int, int, int, int]]:
    """First line and column, last line and column of each diagnostic."""
    return [
        (start["line"], start["character"], end["line"], end["character"])
        for each in found
        for start, end in ((each["range"]["start"], each["range"]["end"]),)
    ]


def edit(line: int, first: int, last: int, text: str) -> Json:
    """A change within a line."""
    return {
        "range": {"start": {"line": line, "character": first}, "end": {"line": line, "character": last}},
        "text": text,
    }


def command_line(folder: Path, *arguments: str) -> Any:
    """The JSON report of `auditor check`."""
    command = [sys.executable, "-m", "auditor", "check", "--format", "json", *arguments]
    env = {"PYTHONPATH": str(PROJECT), "PATH": "", "AUDITOR_CACHE": os.environ["AUDITOR_CACHE"]}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, check=False)
    return json.loads(done.stdout)

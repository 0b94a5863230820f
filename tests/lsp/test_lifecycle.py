"""From the first word to the last: what the server survives, and how it ends."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.lsp.client import GAP, PATIENCE, PROJECT, Client, command_line, edit


def test_nothing_ends_the_server_but_exit(own_client: Client, tmp_path: Path) -> None:
    uri = (tmp_path / "draft.txt").as_uri()
    own_client.change(uri, 7, edit(0, 0, 0, "never opened"))
    own_client.close(uri)
    own_client.notify("textDocument/didSave", {"textDocument": {"uri": uri}})
    own_client.notify("textDocument/didChange", {"nonsense": True})
    own_client.notify("$/unheardOf", {})
    with pytest.raises(RuntimeError):
        own_client.request("unheard/of", {})
    with pytest.raises(RuntimeError):
        own_client.request("workspace/executeCommand", {"command": "auditor.unheardOf"})
    own_client.open(uri, f"half a pair: \ud83d. {GAP}")
    assert len(own_client.diagnostics(uri)) == 1
    assert own_client.stop() == 0


def test_exit_without_shutdown_is_status_1(own_client: Client) -> None:
    own_client.notify("exit", None)
    assert own_client.process.wait(PATIENCE) == 1


def test_the_server_ends_with_its_client(own_client: Client) -> None:
    assert own_client.process.stdin is not None
    own_client.process.stdin.close()
    assert own_client.process.wait(PATIENCE) == 1


def test_ctrl_c_ends_it_in_a_terminal() -> None:
    """As somebody does who tries whether it starts: standard input stays open and says nothing."""
    trying = subprocess.Popen(
        [sys.executable, "-m", "auditor", "lsp", "--debug"], stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert trying.stderr
        while "Using selector" not in trying.stderr.readline():  # the last that it says before it waits
            assert trying.poll() is None
        trying.send_signal(signal.SIGINT)
        assert trying.wait(PATIENCE) == 130
        assert trying.stderr.read().splitlines()[-1] == "auditor: interrupted"
    finally:
        trying.kill()
        trying.communicate()


def test_the_server_is_there_without_a_folder(raw_client: Client, tmp_path: Path) -> None:
    raw_client.initialize(None)
    uri = (tmp_path / "draft.txt").as_uri()
    raw_client.open(uri, GAP)
    (told,) = raw_client.diagnostics(uri)
    (tmp_path / "draft.txt").write_text(GAP, "utf-8")
    (reported,) = command_line(tmp_path, "draft.txt")["pages"][0]["findings"]
    assert told["data"]["fingerprint"] == reported["fingerprint"]


def test_without_pygls_one_line_says_what_to_install(tmp_path: Path) -> None:
    missing = "raise ModuleNotFoundError(\"No module named 'pygls'\", name='pygls')"
    (tmp_path / "pygls.py").write_text(missing, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "auditor", "lsp"],
        env={"PYTHONPATH": os.pathsep.join((str(tmp_path), str(PROJECT))), "PATH": ""},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr == "auditor: the language server needs pygls: pip install 'health-page-auditor[lsp]'\n"
    assert done.stdout == ""

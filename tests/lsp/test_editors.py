"""Real editors with the set-up that docs/editors.md shows, where they are installed."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from auditor.lsp.languages import media_type
from auditor.lsp.preferences import Preferences, read_preferences

ROOT = Path(__file__).resolve().parents[2]
DOCS = (ROOT / "docs" / "editors.md").read_text("utf-8")
PAGE = "# Tea 😀\n\n😀 The market may pass $XX billion next year.\n"

STUB = "exports.LanguageClient = class { constructor(...all) { this.all = all; } start() { return this.all; } }"
LUA = """
vim.wait(30000, function() return #vim.diagnostic.get(0) > 0 end, 20)
for _, each in ipairs(vim.diagnostic.get(0)) do
  print(string.format("%s %d:%d-%d", each.code, each.lnum, each.col, each.end_col))
end
"""
LISP = """
(package-initialize)
(load "{setup}" nil t)
(find-file "page.md")
(run-hooks 'post-command-hook)
(dotimes (_ 600)
  (unless (flymake-diagnostics) (accept-process-output nil 0.05) (flymake-start)))
(dolist (each (flymake-diagnostics))
  (princ (format "%s|%s" (buffer-substring-no-properties (flymake-diagnostic-beg each) (flymake-diagnostic-end each))
                         (flymake-diagnostic-text each))))
"""


def block(language: str, words: str) -> str:
    """The code block of the documentation that holds these words."""
    found = re.findall(rf"^```{language}\n(.*?)^```", DOCS, re.MULTILINE | re.DOTALL)
    (only,) = [each for each in found if words in each]
    return str(only)


def test_the_options_are_those_there_are() -> None:
    section = DOCS.partition("## Options")[2].partition("\n## ")[0]
    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == [each.name for each in fields(Preferences)]
    assert f"{Preferences().delay} by default" in section


def test_each_language_of_the_set_ups_is_a_page() -> None:
    named = re.findall(r"(?:filetypes =|pattern =|const languages =) [{\[](.*?)[}\]]", DOCS)
    assert len(named) == 4
    languages = {each.strip('" ') for line in named for each in line.split(",")}
    assert languages == {"html", "markdown", "mdx", "plaintext", "text"}
    assert [each for each in languages if not media_type(each, "untitled:Untitled-1")] == []


def test_the_set_up_of_helix_starts_the_server_with_options_there_are() -> None:
    table = tomllib.loads(block("toml", "language-server.auditor"))
    server = table["language-server"]["auditor"]
    assert [server["command"], *server["args"]] == ["auditor", "lsp"]
    assert read_preferences(server["config"]) == Preferences(**server["config"])
    assert all("auditor" in each["language-servers"] for each in table["language"])


@pytest.mark.skipif(shutil.which("node") is None, reason="Node.js is not installed")
def test_the_extension_for_vs_code_starts_the_server(tmp_path: Path) -> None:
    """Not VS Code: that the files are read, and what they would start."""
    package = json.loads(block("json", "vscode-languageclient"))
    (tmp_path / package["main"]).write_text(block("js", "LanguageClient"), "utf-8")
    stub = tmp_path / "node_modules" / "vscode-languageclient" / "node.js"
    stub.parent.mkdir(parents=True)
    stub.write_text(STUB, "utf-8")
    script = "console.log(JSON.stringify(require('./extension.js').activate()))"
    done = subprocess.run(["node", "-e", script], cwd=tmp_path, capture_output=True, text=True, check=True)
    name, _, server, client = json.loads(done.stdout)
    assert (name, server) == ("auditor", {"command": "auditor", "args": ["lsp"]})
    assert [f"onLanguage:{each['language']}" for each in client["documentSelector"]] == package["activationEvents"]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A home of its own, with `auditor` on the path; the working folder has a page and a repository."""
    program = tmp_path / "bin" / "auditor"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m auditor "$@"\n', "utf-8")
    program.chmod(0o755)
    (tmp_path / "site" / ".git").mkdir(parents=True)
    (tmp_path / "site" / "page.md").write_text(PAGE, "utf-8")
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    return {"PATH": path, "HOME": str(tmp_path), "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}


def answer(command: list[str], environment: dict[str, str]) -> str:
    """What an editor prints in the folder of the page."""
    done = subprocess.run(
        command, cwd=Path(environment["HOME"], "site"), env=environment, capture_output=True, text=True, timeout=90,
        stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    return done.stdout + done.stderr


@pytest.mark.skipif(shutil.which("nvim") is None, reason="Neovim is not installed")
def test_neovim(tmp_path: Path, environment: dict[str, str]) -> None:
    version = re.search(r"v0\.(\d+)", answer(["nvim", "--version"], environment))
    assert version is not None
    minor = int(version[1])
    words = "vim.lsp.config(" if minor >= 11 else "vim.lsp.start(" if minor >= 8 else "vim.lsp.start_client("
    setup, script = tmp_path / "init.lua", tmp_path / "show.lua"
    setup.write_text(block("lua", words), "utf-8")
    script.write_text(LUA, "utf-8")
    command = [
        "nvim",
        "--headless",
        "-i",
        "NONE",
        "-n",
        "-u",
        str(setup),
        "page.md",
        "-c",
        f"luafile {script}",
        "-c",
        "qa!",
    ]
    assert "placeholder-figure 2:25-36" in answer(command, environment)  # columns in bytes


@pytest.fixture
def eglot() -> None:
    """Emacs with eglot, or no test."""
    if shutil.which("emacs") is None:
        pytest.skip("Emacs is not installed")
    command = ["emacs", "--batch", "--eval", "(progn (package-initialize) (require 'eglot) (require 'markdown-mode))"]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("eglot or markdown-mode is not installed")


@pytest.mark.usefixtures("eglot")
def test_emacs(tmp_path: Path, environment: dict[str, str]) -> None:
    setup, script = tmp_path / "init.el", tmp_path / "show.el"
    setup.write_text(block("elisp", "eglot-server-programs"), "utf-8")
    script.write_text(LISP.replace("{setup}", str(setup)), "utf-8")
    told = answer(["emacs", "--batch", "-l", str(script)], environment)
    assert "$XX billion|auditor [placeholder-figure]" in told

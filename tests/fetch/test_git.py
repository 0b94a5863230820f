import subprocess
from pathlib import Path

import pytest

from auditor.errors import UsageError
from auditor.fetch.git import changes

pytestmark = pytest.mark.usefixtures("repository")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one commit of a ten-line file, and a folder in it."""
    monkeypatch.chdir(tmp_path)
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    git("init", "-q", "-b", "main")
    git("config", "user.email", "a@example.org")
    git("config", "user.name", "A")
    git("config", "commit.gpgsign", "false")
    write("site/page.md", *(f"line {number}" for number in range(1, 11)))
    commit()
    return tmp_path


def git(*arguments: str) -> None:
    subprocess.run(["git", *arguments], check=True, capture_output=True)


def commit() -> None:
    git("add", "-A")
    git("commit", "-q", "-m", "x")


def write(name: str, *lines: str) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text("".join(line + "\n" for line in lines), "utf-8")


def changed_lines(name: str, revision: str = "HEAD", upto: int = 20) -> list[int]:
    found = changes(revision, Path.cwd())
    return [number for number in range(1, upto + 1) if found.overlap(name, number, number)]


def edited(name: str, number: int, text: str) -> None:
    lines = Path(name).read_text("utf-8").splitlines()
    lines[number - 1] = text
    write(name, *lines)


def test_nothing_changed(repository: Path) -> None:
    assert not changes("HEAD", repository).touch("site/page.md")


def test_edited_staged_and_committed_lines() -> None:
    edited("site/page.md", 3, "new")
    assert changed_lines("site/page.md") == [3]
    git("add", "-A")
    edited("site/page.md", 7, "new")
    assert changed_lines("site/page.md") == [3, 7]
    commit()
    assert changed_lines("site/page.md") == []
    assert changed_lines("site/page.md", "HEAD~1") == [3, 7]


def test_inserted_and_deleted_lines() -> None:
    lines = [f"line {number}" for number in range(1, 11)]
    write("site/page.md", *lines[:4], "a", "b", *lines[4:9])
    assert changed_lines("site/page.md") == [5, 6, 11, 12]
    write("site/page.md", *lines[:2], *lines[5:])
    assert changed_lines("site/page.md") == [2, 3]


def test_new_files_are_new_as_a_whole() -> None:
    write("site/untracked é.md", "x")
    write("site/staged.md", "x", "y")
    git("add", "site/staged.md")
    assert changed_lines("site/untracked é.md", upto=2) == [1, 2]
    assert changed_lines("site/staged.md", upto=3) == [1, 2]


def test_ignored_files_are_not_new(repository: Path) -> None:
    write(".gitignore", "*.tmp.md")
    write("a.tmp.md", "x")
    assert not changes("HEAD", repository).touch("a.tmp.md")


def test_a_rename_changes_no_lines() -> None:
    git("mv", "site/page.md", "site/new name.md")
    assert changed_lines("site/new name.md") == []
    edited("site/new name.md", 2, "new")
    assert changed_lines("site/new name.md") == [2]


def test_names_with_odd_characters() -> None:
    write('site/q"uote\té.md', "x")
    commit()
    write('site/q"uote\té.md', "y")
    assert changed_lines('site/q"uote\té.md', upto=1) == [1]


def test_from_a_folder_inside(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edited("site/page.md", 3, "new")
    monkeypatch.chdir(repository / "site")
    assert changed_lines("page.md") == [3]


def test_before_the_first_commit(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("new"))
    git("init", "-q")
    write("a.md", "x")
    git("add", "-A")
    assert changed_lines("a.md", upto=1) == [1]


def test_outside_of_a_repository(tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.raises(UsageError, match="--changed needs a git repository"):
        changes("HEAD", tmp_path_factory.mktemp("outside"))


def test_a_revision_that_does_not_exist(repository: Path) -> None:
    with pytest.raises(UsageError, match="no revision 'mian'"):
        changes("mian", repository)


def test_without_git(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UsageError, match="needs git, which cannot be started"):
        changes("HEAD", repository)

"""The structure that the design promises: imports point one way, modules stay small, starting up is light."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ENGINE = sorted((ROOT / "auditor").rglob("*.py"))
RULES = sorted((ROOT / "rules").glob("*.py"))

STAGES = ("fetch", "parse", "extract", "check", "report")
GROUND = {"auditor", "auditor.errors", "auditor.settings", "auditor.model"}
"""What every stage may import; "auditor" itself holds nothing but the version."""
ROOMS_OF_THE_COMMAND_LINE = (
    "catalogue", "configure", "pipeline", "batch", "testing", "lsp", "fetch", "check", "report",
    "archive", "clock", "codec", "scan", "shards", "store", "export",
)  # fmt: skip
MAY_IMPORT: dict[str, set[str]] = {
    "auditor": {"auditor.api", "auditor.model"},
    "auditor.__main__": {"auditor.cli"},
    "auditor.model": set(),
    "auditor.errors": set(),
    "auditor.rules": set(),
    "auditor.settings": {"auditor.model", "auditor.errors"},
    **{f"auditor.{stage}": GROUND for stage in STAGES},
    "auditor.fetch": GROUND | {"auditor.clock"},
    "auditor.catalogue": GROUND | {"auditor.check", "auditor.report"},
    "auditor.pipeline": GROUND | {"auditor.catalogue", *(f"auditor.{stage}" for stage in STAGES)},
    "auditor.configure": GROUND | {"auditor.catalogue"},
    "auditor.codec": set(),
    "auditor.clock": set(),
    "auditor.batch": GROUND | {"auditor.pipeline", "auditor.codec"},
    "auditor.archive": GROUND | {"auditor.clock", "auditor.fetch"},
    "auditor.crawl": GROUND | {f"auditor.{room}" for room in ("archive", "clock", "fetch", "parse")},
    "auditor.shards": GROUND
    | {f"auditor.{room}" for room in ("archive", "batch", "catalogue", "check", "codec", "pipeline", "prefilter")},
    "auditor.prefilter": GROUND | {f"auditor.{room}" for room in ("catalogue", "check", "extract", "parse")},
    "auditor.store": GROUND | {"auditor.clock", "auditor.codec"},
    "auditor.export": GROUND | {"auditor.catalogue", "auditor.report", "auditor.store"},
    "auditor.scan": GROUND
    | {
        f"auditor.{room}"
        for room in ("archive", "batch", "catalogue", "check", "clock", "crawl", "fetch", "shards", "store")
    },
    "auditor.testing": GROUND | {"auditor.pipeline", "auditor.check"},
    "auditor.api": GROUND | {"auditor.pipeline"},
    "auditor.lsp": GROUND
    | {"auditor.catalogue", "auditor.configure", "auditor.pipeline", *(f"auditor.{stage}" for stage in STAGES)},
    "auditor.cli": GROUND | {f"auditor.{room}" for room in ROOMS_OF_THE_COMMAND_LINE},
    "rules": {"auditor.model", "auditor.check"},
}
"""Room to the rooms it may import besides itself; a room is a package or module right below `auditor`."""

MOST_LINES = 250
LONGER = {
    "auditor/model/document.py": "the vocabulary of what is found on a page: declarations and what they mean",
    "auditor/model/page.py": "the vocabulary of what is read: declarations and what they mean",
    "auditor/model/scan.py": "the vocabulary of a scan: declarations and what they mean",
    "rules/placeholder_figure.py": "ten kinds of stand-ins, each judged in a few lines, and 35 executed examples",
}
"""Modules that may be longer, each with the reason."""

HEAVY = {
    "bs4",
    "charset_normalizer",
    "distributed",
    "duckdb",
    "fastwarc",
    "protego",
    "pyarrow",
    "w3lib",
    "warcio",
    "xlsxwriter",
    "lsprotocol",
    "markdown_it",
    "mdit_py_plugins",
    "numpy",
    "pathspec",
    "pygls",
    "requests",
    "spacy",
    "yaml",
}


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room(module: str) -> str:
    """The room a module stands in: "auditor.parse" for auditor.parse.html."""
    first, *rest = module.split(".")
    return f"auditor.{rest[0]}" if first == "auditor" and rest else first


def imports(path: Path) -> Iterator[str]:
    """Every module a file imports, anywhere in it; for `from x import y`, x.y where that is a module."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            for alias in node.names:
                inner = ROOT.joinpath(*(node.module or "").split("."), alias.name)
                is_module = inner.is_dir() or inner.with_suffix(".py").is_file()
                yield f"{node.module}.{alias.name}" if is_module else str(node.module)


def forbidden(path: Path) -> list[str]:
    """The imports of a file that its room is not allowed."""
    here = room(module_name(path))
    return [
        name
        for name in imports(path)
        if room(name) not in {here, *MAY_IMPORT[here]} and name.split(".")[0] in ("auditor", "rules", "tests")
    ]


def label(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", [*ENGINE, *RULES], ids=label)
def test_imports_point_one_way(path: Path) -> None:
    assert room(module_name(path)) in MAY_IMPORT, "a new room: say in MAY_IMPORT where it stands"
    assert forbidden(path) == []


@pytest.mark.parametrize("path", [path for path in RULES if path.name != "__init__.py"], ids=label)
def test_a_rule_imports_the_model_the_check_and_the_standard_library_only(path: Path) -> None:
    foreign = {name for name in imports(path) if name.split(".")[0] not in sys.stdlib_module_names}
    assert {room(name) for name in foreign} <= {"auditor.model", "auditor.check"}


def test_a_forbidden_import_would_be_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.test_architecture.ROOT", tmp_path)
    (tmp_path / "auditor" / "parse").mkdir(parents=True)
    path = tmp_path / "auditor" / "parse" / "html.py"
    path.write_text("def lazy():\n    from auditor.extract import extract\n    import auditor.check.runner\n", "utf-8")
    assert forbidden(path) == ["auditor.extract", "auditor.check.runner"]


@pytest.mark.parametrize("path", [*ENGINE, *RULES], ids=label)
def test_modules_are_small_and_say_what_they_are(path: Path) -> None:
    text = path.read_text("utf-8")
    assert ast.get_docstring(ast.parse(text)) is not None
    assert len(text.splitlines()) <= MOST_LINES or label(path) in LONGER


def test_no_module_is_excused_without_need() -> None:
    assert [name for name in LONGER if len((ROOT / name).read_text("utf-8").splitlines()) <= MOST_LINES] == []


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["rules"], ["explain", "placeholder-figure"]])
def test_commands_that_read_no_page_import_nothing_heavy(arguments: list[str]) -> None:
    program = "import sys; from auditor.cli import main\ntry: main(sys.argv[1:])\nfinally: print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "auditor.cli" in loaded
    assert loaded & HEAVY == set()


MACHINE_PATH = re.compile(r"(?<![\w.~/-])/(?:home|root|work|tmp|Users|opt|mnt|usr)/[A-Za-z]|[A-Z]:\\Users")
TEXTS = ("*.py", "*.toml", "*.md", "*.html", "*.txt", "*.json")


def test_no_file_names_a_path_of_one_machine() -> None:
    folders = ("auditor", "rules", "benchmarks", "docs", "samples", "tests")
    found = [path for folder in folders for kind in TEXTS for path in (ROOT / folder).rglob(kind)]
    texts = {label(path): path.read_text("utf-8") for path in [*found, *ROOT.glob("*.md"), ROOT / "pyproject.toml"]}
    assert [name for name, text in texts.items() if MACHINE_PATH.search(text)] == []

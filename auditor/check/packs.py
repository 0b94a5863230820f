"""Rule packs: folders of rules written in Python, loaded by path and only on request, since they are code."""

import hashlib
import pkgutil
import sys
from importlib import import_module
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec
from pathlib import Path

from auditor.check.rule import Rule
from auditor.errors import UsageError


def read_pack(folder: Path) -> tuple[Rule, ...]:
    """The rules of a pack: the `rule` of each module in the folder.

    Raises:
        UsageError: there is no such folder, a module fails, or it has no `rule`.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder}: no such folder of rules")
    package = _package(folder.resolve())
    names = sorted(info.name for info in pkgutil.iter_modules([str(folder.resolve())]))
    return tuple(_rule(f"{package}.{name}", folder / f"{name}.py") for name in names)


def _package(folder: Path) -> str:
    """A package of a name that no other folder has, and no earlier state of this one.

    So packs with modules of one name get along, and a pack that was edited is loaded anew.
    """
    times = [(path.name, path.stat().st_mtime_ns) for path in sorted(folder.rglob("*.py"))]
    name = f"auditor_pack_{hashlib.sha256(repr((str(folder), times)).encode()).hexdigest()[:12]}"
    if name not in sys.modules:
        spec = ModuleSpec(name, None, is_package=True)
        spec.submodule_search_locations = [str(folder)]
        sys.modules[name] = module_from_spec(spec)
    return name


def _rule(module: str, path: Path) -> Rule:
    try:
        found = getattr(import_module(module), "rule", None)
    except Exception as error:  # whatever a stranger's module raises is the user's to see, on one line
        raise UsageError(f"{path}: the rule cannot be loaded: {type(error).__name__}: {error}") from error
    if not isinstance(found, Rule):
        raise UsageError(f"{path}: has no `rule = Rule(__name__, ...)`")
    found.source = str(path)
    return found

"""The built-in rules, importable as auditor.rules.<module>; their source is the top-level rules/ folder.

In a checkout `__path__` is that folder, in an installed wheel the copy packed beside the engine.
"""

from pathlib import Path

_ENGINE = Path(__file__).resolve().parent
_PACKED = _ENGINE / "_rules"
_CHECKOUT = _ENGINE.parent / "rules"

if _PACKED.is_dir():
    __path__ = [str(_PACKED)]
elif _CHECKOUT.is_dir() and (_ENGINE.parent / "pyproject.toml").is_file():
    __path__ = [str(_CHECKOUT)]
else:  # another project's "rules" in site-packages must never be taken for ours
    raise ImportError("auditor is installed without its rules; reinstall it")

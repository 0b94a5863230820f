"""The word lists that stand beside the modules."""

import tomllib
from importlib.resources import files
from typing import Any


def read_data(name: str) -> dict[str, Any]:
    """The lists of a TOML file of this package."""
    return tomllib.loads(files("auditor.parse").joinpath(name).read_text("utf-8"))

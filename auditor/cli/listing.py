"""What `auditor settings` prints."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from auditor import catalogue
from auditor.configure import configured
from auditor.report.table import table
from auditor.settings import Settings
from auditor.settings.files import shown_path
from auditor.settings.schema import settings_schema
from auditor.settings.typed import NEVER


def settings_lines(
    pages: Sequence[str], config: Path | None, *, use_file: bool, preset: str, columns: int
) -> Iterator[str]:
    """A table of key, value and origin."""
    found = configured(pages, file=config, use_file=use_file, preset=preset)
    yield f"settings file: {shown_path(found.file) if found.file else 'none'}"
    yield ""
    rows = [
        (choice.key, json.dumps(plain(choice.value), ensure_ascii=False), choice.origin) for choice in found.choices
    ]
    yield from table(("setting", "value", "from"), rows, columns, flexible=(1, 2))


def schema_text(pages: Sequence[str], config: Path | None, *, use_file: bool) -> str:
    """The JSON Schema of the settings file, with the house rules and packs that it names."""
    settings = configured(pages, file=config, use_file=use_file).settings if use_file else Settings()
    return json.dumps(settings_schema(catalogue.option_types(settings)), ensure_ascii=False, indent=2)


def plain(value: Any) -> Any:
    """The value as JSON has it."""
    if value is None:
        return NEVER
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return {key: plain(each) for key, each in asdict(value).items()}
    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(each) for each in value]
    return value if isinstance(value, (str, int, float, bool)) else str(value)

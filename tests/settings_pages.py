"""The table of keys in docs/settings.md, made from the types that read the settings.

`python -m tests.settings_pages --write` brings it up to date.
"""

import json
import sys
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

from auditor.settings.docs import field_docs
from auditor.settings.files import SettingsTable
from auditor.settings.schema import table_schema
from auditor.settings.typed import NEVER, key_of

PAGE = Path(__file__).resolve().parent.parent / "docs" / "settings.md"
START, END = "<!-- keys: written by `python -m tests.settings_pages --write` -->\n", "<!-- end of keys -->"


def key_table() -> str:
    """One row for each key: type, default, meaning."""
    schema, docs = table_schema(SettingsTable)["properties"], field_docs(SettingsTable)
    rows = ["| key | type | default | what it is |", "|---|---|---|---|"]
    for each in fields(SettingsTable):
        key = key_of(each.name)
        rows.append(f"| `{key}` | {_type(schema[key])} | {_default(each)} | {docs[each.name]} |")
    return "\n".join(rows) + "\n"


def _type(schema: dict[str, Any]) -> str:
    if "enum" in schema:
        return ", ".join(f"`{each}`" for each in schema["enum"])
    if "anyOf" in schema:
        return " or ".join(_type(each) for each in schema["anyOf"])
    if "const" in schema:
        return f"`{schema['const']}`"
    names = {"array": "list", "object": "table", "string": "text", "boolean": "true or false", "integer": "number"}
    return names[schema["type"]]


def _default(each: Any) -> str:
    if each.default is MISSING or each.default in ("", ()):
        return ""
    value = NEVER if each.default is None else each.default
    return f"`{json.dumps(value)}`" if isinstance(value, bool) else f"`{value}`"


def renewed(page: str) -> str:
    """The page with its table as it must be."""
    before, _, rest = page.partition(START)
    return before + START + "\n" + key_table() + "\n" + END + rest.partition(END)[2]


if __name__ == "__main__":
    if "--write" in sys.argv:
        PAGE.write_text(renewed(PAGE.read_text("utf-8")), "utf-8")

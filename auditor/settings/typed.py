"""Reads a table of a TOML file as a declared type: a frozen dataclass whose fields are the keys.

A field `fail_on` is the key `fail-on`. Field types: str, bool, int, float, date, a StrEnum, one of
these or None (in the file: "never"), tuples of strings, mappings from names to them, and dataclasses.
"""

from __future__ import annotations

import difflib
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from auditor.errors import UsageError
from auditor.settings.lines import Path, line_of

Declared = TypeVar("Declared")

NEVER = "never"
"""How a file says None."""
_NAMES = {
    str: "a text",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    date: "a date such as 2026-01-31",
}


@dataclass(frozen=True, slots=True)
class File:
    """A settings file as read, for messages that name the place."""

    name: str
    text: str

    def mistake(self, path: Path, said: str) -> UsageError:
        """The error for a key: file, line, what was expected."""
        return UsageError(f"{self.name}:{line_of(self.text, path)}: {said}")


def read_table(declared: type[Declared], table: object, file: File, path: Path = ()) -> Declared:
    """The table as an instance of the declared type; what it does not say has the declared default.

    Raises:
        UsageError: an unknown key, a wrong type, or a value that is not allowed; the message says
            file, line, what was expected and the nearest known key.
    """
    return declared(**read_said(declared, table, file, path))


def read_said(declared: type, table: object, file: File, path: Path = ()) -> dict[str, Any]:
    """Only what the table says: field name to value; raises as `read_table`."""
    known = {key_of(each.name): each.name for each in fields(declared)}
    hints = typing.get_type_hints(declared)
    values = {}
    for key, value in as_table(table, file, path).items():
        if key not in known:
            raise file.mistake((*path, key), f"unknown key {key!r}{nearest(key, known)}")
        values[known[key]] = read_value(hints[known[key]], value, file, (*path, key))
    return values


def read_value(hint: Any, value: object, file: File, path: Path) -> Any:
    """The value as the declared type; raises as `read_table`."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is types.UnionType or origin is typing.Union:
        (inner,) = (each for each in arguments if each is not type(None))
        return None if value == NEVER else read_value(inner, value, file, path)
    if origin is tuple:
        return tuple(_read_list(arguments[0], value, file, path))
    if origin is not None and issubclass(origin, Mapping):
        table = as_table(value, file, path)
        return {key: read_value(arguments[1], each, file, (*path, key)) for key, each in table.items()}
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _read_choice(hint, value, file, path)
    if hasattr(hint, "__dataclass_fields__"):
        return read_table(hint, value, file, path)
    return _read_plain(hint, value, file, path)


def as_table(value: object, file: File, path: Path) -> Mapping[str, object]:
    """The value if it is a table."""
    if not isinstance(value, dict):
        raise file.mistake(path, f"{_shown(path)} must be a table, not {_told(value)}")
    return value


def _read_list(hint: Any, value: object, file: File, path: Path) -> list[Any]:
    if not isinstance(value, list):
        raise file.mistake(path, f"{_shown(path)} must be a list, not {_told(value)}")
    return [read_value(hint, each, file, (*path, number)) for number, each in enumerate(value)]


def _read_choice(hint: type[StrEnum], value: object, file: File, path: Path) -> StrEnum:
    choices = [str(each) for each in hint]
    if value not in choices:
        wanted = ", ".join(repr(each) for each in choices)
        raise file.mistake(path, f"{_shown(path)} must be one of {wanted}, not {_told(value)}")
    return hint(str(value))


def _read_plain(hint: Any, value: object, file: File, path: Path) -> Any:
    if hint is float and type(value) is int:
        return float(value)
    if hint is object or type(value) is hint:
        return value
    raise file.mistake(path, f"{_shown(path)} must be {_NAMES.get(hint, hint)}, not {_told(value)}")


def key_of(field_name: str) -> str:
    """The key under which a field stands in a file."""
    return field_name.replace("_", "-")


def nearest(name: str, known: typing.Iterable[str]) -> str:
    """ ", did you mean 'x'?" for the nearest known name; empty where none is near."""
    close = difflib.get_close_matches(name, list(known), 1)
    return f", did you mean {close[0]!r}?" if close else ""


def _shown(path: Path) -> str:
    return repr(".".join(str(each) for each in path))


def _told(value: object) -> str:
    return f"{value!r}" if not isinstance(value, (dict, list)) else "a table" if isinstance(value, dict) else "a list"

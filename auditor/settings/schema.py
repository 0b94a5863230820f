"""The settings file as a JSON Schema, made from the types that read it."""

import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from datetime import date
from enum import StrEnum
from typing import Any

from auditor.settings.docs import field_docs
from auditor.settings.effective import OptionTypes
from auditor.settings.files import OverrideTable, SettingsTable, read_profiles
from auditor.settings.typed import NEVER, key_of

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_PLAIN: Mapping[Any, dict[str, object]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    date: {"type": "string", "format": "date"},
    object: {},
}


def settings_schema(known: OptionTypes) -> dict[str, Any]:
    """The schema of `auditor.toml` for these rules and their options."""
    schema = {"$schema": DIALECT, "title": "auditor.toml", **table_schema(SettingsTable)}
    extends = schema["properties"]["extends"]
    schema["properties"]["extends"] = {**_without(extends, "type", "items"), "anyOf": [{"type": "string"}, _list(str)]}
    schema["properties"]["profile"] |= {"enum": list(read_profiles())}
    for table in (schema, schema["properties"]["overrides"]["items"]):
        _name_rules(table["properties"], known)
    return schema


def table_schema(declared: type) -> dict[str, Any]:
    """The schema of a table that is read as this type."""
    hints, docs = typing.get_type_hints(declared), field_docs(declared)
    properties = {key_of(each.name): _described(each, hints[each.name], docs) for each in fields(declared)}
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _name_rules(properties: dict[str, Any], known: OptionTypes) -> None:
    """Puts the names of the rules, and the options of each, where rules are named."""
    names: dict[str, Any] = {"enum": list(known)}
    for key in ("select", "ignore"):
        properties[key]["items"] = names
    properties["severity"]["propertyNames"] = names
    options = {name: table_schema(declared) for name, declared in known.items()}
    properties["rules"] = {
        **_without(properties["rules"], "additionalProperties"),
        "additionalProperties": False,
        "properties": options,
    }


def _described(each: "Field[Any]", hint: Any, docs: Mapping[str, str]) -> dict[str, Any]:
    schema = {"description": docs.get(each.name, ""), **_schema(hint)}
    if each.default is not MISSING:
        schema["default"] = NEVER if each.default is None else _plain(each.default)
    return schema


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _schema(hint: Any) -> dict[str, Any]:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is types.UnionType or origin is typing.Union:
        (inner,) = (each for each in arguments if each is not type(None))
        return {"anyOf": [_schema(inner), {"const": NEVER}]}
    if origin is tuple:
        return _list(arguments[0])
    if origin is not None and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _schema(arguments[1])}
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return {"enum": [str(each) for each in hint]}
    return table_schema(hint) if hint is OverrideTable else dict(_PLAIN[hint])


def _list(item: Any) -> dict[str, Any]:
    return {"type": "array", "items": _schema(item)}


def _without(schema: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in schema.items() if key not in keys}

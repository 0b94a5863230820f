"""Frozen values as JSON and back, by their declared types; what the cache and the shards of a scan store."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache, partial
from typing import Any, TypeVar

Value = TypeVar("Value")
Decode = Callable[[Any], Any]
_KEPT = (str, int, bool, float)
"""Types whose values are stored as they are."""


def encode(value: object) -> Any:
    """The value as lists, texts and numbers: a dataclass or named tuple is the list of its fields."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, (tuple, list)):
        return [encode(each) for each in value]
    if isinstance(value, Mapping):
        return {key: encode(each) for key, each in value.items()}
    if is_dataclass(value):
        return [encode(getattr(value, each.name)) for each in fields(value)]
    return value


def decode(declared: type[Value], stored: Any) -> Value:
    """The value of the declared type that `encode` stored.

    Raises:
        ValueError, TypeError, KeyError: it was not stored by `encode`, or for another type.
    """
    value: Value = decoder(typing.cast(Any, declared))(stored)
    return value


@cache
def decoder(hint: Any) -> Decode:
    """A function that decodes values of a type."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        (inner,) = (decoder(each) for each in arguments if each is not type(None))
        return lambda stored: None if stored is None else inner(stored)
    if origin is tuple:
        item = decoder(arguments[0])
        return lambda stored: tuple(map(item, stored))
    if origin is not None and issubclass(origin, Mapping):
        return dict
    if is_dataclass(hint) or hasattr(hint, "_fields"):
        return _record(hint)
    if isinstance(hint, type) and issubclass(hint, Enum):
        members = {each.value: each for each in hint}
        return members.__getitem__
    if hint is date:
        return date.fromisoformat
    if hint is Decimal:
        return Decimal
    return _plain(hint)


def _record(hint: Any) -> Decode:
    """Decodes a record: the fields that are stored as they are in one step, the others one by one."""
    hints = typing.get_type_hints(hint)
    types_of = [hints[name] for name in (hint._fields if hasattr(hint, "_fields") else _names(hint))]
    kept = [index for index, each in enumerate(types_of) if each in _KEPT]
    made = [(index, decoder(each)) for index, each in enumerate(types_of) if index not in kept]
    expected = tuple(types_of[index] for index in kept)

    def read(stored: Any) -> Any:
        if len(stored) != len(types_of) or tuple([type(stored[index]) for index in kept]) != expected:
            raise TypeError(f"not stored as {hint.__name__}: {str(stored)[:80]}")
        values = list(stored)
        for index, part in made:
            values[index] = part(values[index])
        return build(values)

    def read_kept(stored: Any) -> Any:
        if tuple(map(type, stored)) != expected:
            raise TypeError(f"not stored as {hint.__name__}: {str(stored)[:80]}")
        return build(stored)

    # A named tuple is built as a tuple: most of what is stored are positions, and this is twice as fast.
    build: Decode = partial(tuple.__new__, hint) if issubclass(hint, tuple) else lambda stored: hint(*stored)
    return read if made else read_kept


def _names(hint: Any) -> list[str]:
    return [each.name for each in fields(hint)]


def _plain(hint: type) -> Decode:
    def read(stored: Any) -> Any:
        if type(stored) is not hint:
            raise TypeError(f"expected {hint.__name__}, found {type(stored).__name__}")
        return stored

    return read

"""YAML and JSON: the values of front matter with their places.

Read from the events of the YAML parser, so that no value is built twice: an alias stands for nothing, whatever it
would unfold to, and depth is bounded.
"""

import re
from collections.abc import Iterator
from typing import Any

from auditor.parse import frontmatter_scalars as scalars
from auditor.parse.frontmatter_scalars import Scalar, Tree

_DEEPEST = 60
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|\ufeff")
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
"""Half a character; one of the YAML parsers refuses it. What it stands for is read from the source."""
_PROPERTIES = re.compile(r"(?:[&!]\S*(?:\s+|$))*")
_BOOLEANS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
_NOTHING = ("", "~", "null")
_NUMBER = re.compile(r"[-+]?(?:\d[\d_]*)?\.?\d+(?:[eE][-+]?\d+)?")


class UnreadableError(Exception):
    """The data is not what its fence says; the message says why."""


def read(source: str, start: int, end: int) -> Tree:
    """The value that source[start:end] holds.

    Raises:
        UnreadableError: it is not YAML, or nested deeper than any writing.
    """
    import yaml

    text = _SURROGATE.sub("______", _UNPRINTABLE.sub(" ", source[start:end]).replace("\t", " "))
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _Builder(source, start).build(yaml.parse(text, Loader=loader))
    except yaml.YAMLError as error:
        raise UnreadableError(str(error)) from error


class _Builder:
    """Builds a tree from events without recursion."""

    def __init__(self, source: str, offset: int) -> None:
        self._source, self._offset = source, offset
        self._stack: list[dict[str, Tree] | list[Tree]] = [[]]
        self._keys: list[str | None] = [None]

    def build(self, events: Iterator[Any]) -> Tree:
        for event in events:
            name = type(event).__name__
            if name == "ScalarEvent":
                self._scalar(event)
            elif name == "AliasEvent":
                self._put(Scalar(None))
            elif name in ("MappingStartEvent", "SequenceStartEvent"):
                self._open({} if name == "MappingStartEvent" else [])
            elif name in ("MappingEndEvent", "SequenceEndEvent"):
                self._stack.pop()
                self._keys.pop()
        root = self._stack[0]
        return root[0] if isinstance(root, list) and root else Scalar(None)

    def _open(self, container: dict[str, Tree] | list[Tree]) -> None:
        if len(self._stack) > _DEEPEST:
            raise UnreadableError(f"nested more than {_DEEPEST} levels deep")
        self._put(container)
        self._stack.append(container)
        self._keys.append(None)

    def _scalar(self, event: Any) -> None:
        if isinstance(self._stack[-1], dict) and self._keys[-1] is None:
            self._keys[-1] = event.value
        else:
            self._put(self._value(event))

    def _put(self, tree: Tree) -> None:
        top = self._stack[-1]
        if isinstance(top, list):
            top.append(tree)
            return
        key = self._keys[-1]
        if key is None:  # a key that is itself a list or an alias
            self._keys[-1] = ""
            return
        top[key] = tree
        self._keys[-1] = None

    def _value(self, event: Any) -> Scalar:
        start, end = self._offset + event.start_mark.index, self._offset + event.end_mark.index
        start = _behind_properties(self._source, start, end) if event.anchor or event.tag else start
        if event.style == '"':
            paragraphs = scalars.double_quoted(self._source, start + 1, end - 1)
            return Scalar("\n\n".join(each.text for each in paragraphs), paragraphs)
        if event.style == "'":
            return Scalar(event.value, scalars.single_quoted(self._source, start + 1, end - 1))
        if event.style in ("|", ">"):
            return Scalar(event.value, scalars.indented(self._source, start, end))
        return Scalar(plain_value(event.value), scalars.plain(self._source, start, end))


def _behind_properties(source: str, start: int, end: int) -> int:
    """Where a value begins behind its anchor and tag."""
    found = _PROPERTIES.match(source, start, end)
    return found.end() if found else start


def plain_value(text: str) -> object:
    """What an unquoted value means: a truth value, a number, nothing, or its text; dates stay text."""
    word = text.lower()
    if word in _BOOLEANS:
        return _BOOLEANS[word]
    if word in _NOTHING:
        return None
    if _NUMBER.fullmatch(text) and len(text) < 40:
        number = text.replace("_", "")
        return int(number) if number.lstrip("+-").isdecimal() else float(number)
    return text

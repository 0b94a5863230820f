"""What a reader gets to see of front matter: which values are text, and the blocks they become."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from auditor.model import BlockKind
from auditor.parse.blocks import BlockList, Marks, TextBuilder
from auditor.parse.frontmatter_scalars import Scalar, Tree
from auditor.parse.markdown_inline import write

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_NO_TEXT = re.compile(
    r"(?:[a-z][a-z0-9+.-]*://|www\.|mailto:|tel:)\S*"
    r"|(?:\.{0,2}/|[~#@])\S*|\S+\.(?:[a-z]{2,4}|webp|[a-z]+/\S*)"
    r"|\d{4}[-/.]\d{1,2}(?:[-/.]\d{1,2})?(?:[T ][\d:.+Z -]*)?|[\d.,:\s-]*"
    r"|[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*|[a-z]+(?:[A-Z][a-z0-9]*)+|[0-9a-f-]{16,}"
)
"""Addresses, paths, file names, dates, numbers, slugs, identifiers."""
_LONGEST_NAME = 300
_ADDRESS = re.compile(r"(?:https?://|www\.|10\.\d{4,9}/)\S+")
_KINDS = {"title": BlockKind.TITLE, "description": BlockKind.META_DESCRIPTION}


def add_blocks(values: Mapping[str, Tree], blocks: BlockList) -> None:
    """Adds a block for every value that is text, in the order of the source."""
    for key, value in values.items():
        _add(value, (key,), blocks)


def words_of(key: str) -> str:
    """A key as lower-case words: "reviewUrl" and "review_url" are "review url"."""
    return " ".join(_WORDS.findall(key)).lower() or key.lower()


@cache
def keys() -> Mapping[str, Any]:
    """The word lists: silent keys, addresses, references, metadata, dates."""
    lists = tomllib.loads(files("auditor.parse").joinpath("frontmatter.toml").read_text("utf-8"))
    return {name: frozenset(each) if isinstance(each, list) else each for name, each in lists.items()}


def _add(tree: Tree, path: tuple[str, ...], blocks: BlockList) -> None:
    if isinstance(tree, Scalar):
        if _is_text(tree, path):
            _add_text(tree, path, blocks)
    elif _is_reference(path):
        _add_reference(tree, path, blocks)
    else:
        for key, value in _children(tree):
            _add(value, (*path, key), blocks)


def _children(tree: "list[Tree] | dict[str, Tree]") -> Iterator[tuple[str, Tree]]:
    return iter(tree.items()) if isinstance(tree, dict) else ((str(at), each) for at, each in enumerate(tree))


def _names(path: tuple[str, ...]) -> list[str]:
    """The keys of a path without the places in lists, as words."""
    return [words_of(each) for each in path if not each.isdigit()]


def _is_text(scalar: Scalar, path: tuple[str, ...]) -> bool:
    value, names = scalar.value, _names(path)
    if not isinstance(value, str) or not any(map(str.isalnum, value)):
        return False
    if _lists_references(names):
        return True
    if names and not keys()["silent"].isdisjoint((names[-1].rpartition(" ")[2], names[-1].replace(" ", ""))):
        return False
    return len(value) > _LONGEST_NAME or not _NO_TEXT.fullmatch(value.strip()) or names == ["title"]


def _lists_references(names: list[str]) -> bool:
    return bool(names) and (names[-1] in keys()["references"] or names[-1].removesuffix("s") in keys()["references"])


def _is_reference(path: tuple[str, ...]) -> bool:
    """Whether a table or list at this path is one entry of a list of references."""
    return len(path) > 1 and path[-1].isdigit() and _lists_references(_names(path))


def _add_text(scalar: Scalar, path: tuple[str, ...], blocks: BlockList) -> None:
    key = ".".join(path)
    kind = _KINDS.get(words_of(key), BlockKind.FRONT_MATTER)
    for paragraph in scalar.paragraphs:
        written = write(paragraph, {})
        blocks.add(kind, written.builder, written.marks, key=key)


def _add_reference(tree: Tree, path: tuple[str, ...], blocks: BlockList) -> None:
    """One block for an entry: its fields in order; its address is a link on the whole."""
    builder, marks, address = TextBuilder(), Marks(), ""
    fields = [(name, each) for name, each in _scalars(tree, "") if each.paragraphs and not isinstance(each.value, bool)]
    shown = [each for name, each in fields if name not in keys()["addresses"]] or [each for _, each in fields]
    for _, scalar in fields:
        address = address or _address_in(str(scalar.value))
    for scalar in shown:
        for stretch in scalar.paragraphs:
            builder.space(stretch.start(0), stretch.start(0))
            stretch.copy(0, len(stretch.text), builder)
    if address:
        marks.links.append((0, builder.length, address))
    blocks.add(BlockKind.FRONT_MATTER, builder, marks, key=".".join(path))


def _scalars(tree: Tree, name: str) -> Iterator[tuple[str, Scalar]]:
    """All single values in a tree, each with the last word of its key."""
    if isinstance(tree, Scalar):
        yield name, tree
        return
    for key, value in _children(tree):
        yield from _scalars(value, name if key.isdigit() else words_of(key).rpartition(" ")[2])


def _address_in(value: str) -> str:
    found = _ADDRESS.match(value.strip())
    if not found:
        return ""
    return f"https://doi.org/{found.group()}" if value.strip().startswith("10.") else found.group()

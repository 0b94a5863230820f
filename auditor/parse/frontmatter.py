"""Front matter: the block of data at the head of a Markdown page, in YAML, TOML or JSON."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from auditor.model import Metadata
from auditor.parse import frontmatter_scalars as scalars
from auditor.parse import frontmatter_toml, frontmatter_yaml
from auditor.parse.frontmatter_scalars import Scalar, Tree
from auditor.parse.frontmatter_text import keys, words_of
from auditor.parse.frontmatter_yaml import UnreadableError, plain_value

_BREAK = r"[ \t]*(?:\r\n|\r|\n)"
_FENCED = re.compile(
    rf"(?P<fence>---|\+\+\+){_BREAK}(?P<data>(?:.*?(?:\r\n|\r|\n))??)(?:(?P=fence)|\.\.\.)(?:{_BREAK}|[ \t]*\Z)",
    re.DOTALL,
)
_MARGIN = r"(?:^|(?<=[\r\n]))[ \t]*"
_PAIR = re.compile(rf"{_MARGIN}(?:-[ \t]+)?([A-Za-z_][\w-]*)[ \t]*[:=](?:[ \t]+(\S[^\r\n]*))?[ \t]*(?=[\r\n]|$)")
_LINE = re.compile(rf"{_MARGIN}\S")
_LONGEST = 1_000_000
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The values of a page's front matter, and the source offset at which the body begins."""

    body: int = 0
    values: Mapping[str, Tree] = field(default_factory=dict)


def read(source: str) -> FrontMatter:
    """The front matter of a page; empty where it has none, or where what looks like it is text."""
    if source.startswith("{"):
        return _json(source)
    match = _FENCED.match(source)
    if not match or len(match["data"]) > _LONGEST:
        return FrontMatter()
    reader = frontmatter_yaml.read if match["fence"] == "---" else frontmatter_toml.read
    values = _values(reader, source, *match.span("data"))
    return FrontMatter() if values is None else FrontMatter(match.end(), values)


def _json(source: str) -> FrontMatter:
    try:
        value, end = json.JSONDecoder(strict=False).raw_decode(source[:_LONGEST])
    except (ValueError, RecursionError):
        return FrontMatter()
    if not isinstance(value, dict) or not value or source[end : end + 1] not in ("", "\r", "\n"):
        return FrontMatter()
    values = _values(frontmatter_yaml.read, source, 0, end)
    return FrontMatter() if values is None else FrontMatter(end, values)


def _values(reader: Callable[[str, int, int], Tree], source: str, start: int, end: int) -> Mapping[str, Tree] | None:
    """The values; None where the fence encloses no data but text."""
    try:
        tree = reader(source, start, end)
    except UnreadableError:
        return _salvaged(source, start, end)
    if isinstance(tree, dict):
        return tree
    return {} if isinstance(tree, Scalar) and tree.value is None else None


def _salvaged(source: str, start: int, end: int) -> Mapping[str, Tree] | None:
    """Of data that cannot be read, the lines that hold a key and a value; None where hardly any does."""
    pairs = list(_PAIR.finditer(source, start, end))
    if 2 * len(pairs) < len(_LINE.findall(source, start, end)):
        return None
    values: dict[str, Tree] = {}
    for pair in pairs:
        if pair[2]:
            values.setdefault(pair[1], _as_written(source, *pair.span(2)))
    return values


def _as_written(source: str, start: int, end: int) -> Scalar:
    text = source[start:end].rstrip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        return Scalar(text[1:-1], scalars.plain(source, start + 1, start + len(text) - 1))
    return Scalar(plain_value(text), scalars.plain(source, start, end))


def metadata(values: Mapping[str, Tree]) -> Metadata:
    """What the front matter says of the page."""
    named = {words_of(key): values[key] for key in reversed(list(values))}
    known = {name: list(_found(named, words)) for name, words in keys()["metadata"].items()}
    return Metadata(
        title=_first(known["title"]),
        description=_first(known["description"]),
        language=_first(known["language"]),
        canonical=_first(known["canonical"]),
        authors=tuple(dict.fromkeys(name for tree in known["authors"] for name in _people(tree))),
        reviewers=tuple(dict.fromkeys(name for tree in known["reviewers"] for name in _people(tree))),
        dates=dict(_dates(named)),
        front_matter={key: _plain(value) for key, value in values.items()},
    )


def _found(named: Mapping[str, Tree], words: list[str]) -> Iterator[Tree]:
    return (named[each] for each in words if each in named)


def _first(trees: list[Tree]) -> str:
    texts = (each.value for each in trees if isinstance(each, Scalar))
    return next((each.strip() for each in texts if isinstance(each, str) and each.strip()), "")


def _people(tree: Tree) -> Iterator[str]:
    if isinstance(tree, list):
        for each in tree:
            yield from _people(each)
    elif isinstance(tree, dict):
        yield from _people(tree.get("name", Scalar(None)))
    elif isinstance(tree.value, str) and tree.value.strip():
        yield tree.value.strip()


def _dates(named: Mapping[str, Tree]) -> Iterator[tuple[str, str]]:
    for name, words in keys()["dates"].items():
        for tree in _found(named, words):
            last = tree[-1] if isinstance(tree, list) and tree else tree
            if isinstance(last, Scalar) and isinstance(last.value, str) and _YEAR.search(last.value):
                yield name, last.value
                break


def _plain(tree: Tree) -> object:
    if isinstance(tree, Scalar):
        return tree.value
    if isinstance(tree, dict):
        return {key: _plain(value) for key, value in tree.items()}
    return [_plain(each) for each in tree]

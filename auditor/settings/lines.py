"""On which line of a TOML file a key stands; the standard reader does not tell."""

import re
from collections.abc import Iterator

_TABLE = re.compile(r"^\s*\[{1,2}\s*(?P<path>[^\[\]]+?)\s*\]{1,2}\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*(?P<path>(?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_PART = re.compile(r"""[\w-]+|"([^"]*)"|'([^']*)'""")

Path = tuple[str | int, ...]
"""Keys and list indexes from the file's top: ("overrides", 1, "select")."""


def line_of(text: str, path: Path) -> int:
    """The 1-based line of the key, or of the nearest table above it that stands in the text; else 1."""
    places = dict(_places(text))
    for length in range(len(path), 0, -1):
        if path[:length] in places:
            return places[path[:length]]
    return 1


def _places(text: str) -> Iterator[tuple[Path, int]]:
    """Every key and table of the text with its line, in order; the first of equal ones counts."""
    table: Path = ()
    counts: dict[Path, int] = {}
    found: set[Path] = set()
    for number, line in enumerate(text.splitlines(), 1):
        head, key = _TABLE.match(line), _KEY.match(line)
        if head:
            table = _parts(head["path"])
            if line.lstrip().startswith("[["):
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
        path = table if head else (*table, *_parts(key["path"])) if key else ()
        if path and path not in found:
            found.add(path)
            yield path, number


def _parts(words: str) -> Path:
    return tuple(match[1] or match[2] or match[0] for match in _PART.finditer(words))

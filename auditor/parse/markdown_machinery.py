"""Lines of a Markdown page that belong to its machinery: components, imports, container marks. No reader sees them.

CommonMark would take what stands between the tags of a component for raw HTML; where components are used it is
Markdown. So the lines of a tag are a block of their own, and end the paragraph above.
"""

import re
from typing import TYPE_CHECKING

from auditor.parse.markdown_tags import tag_end

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

NAME = "machinery"
"""The type of the tokens; their nesting is that of the tag: 1 opens, -1 closes, 0 neither."""
_COMPONENT = re.compile(r"</?[A-Z][A-Za-z0-9]*[a-z][\w.]*[\s/>]|</?>[ \t]*$", re.MULTILINE)
_CONTAINER = re.compile(r":{3,}[ \t]*(?P<name>[A-Za-z][\w-]*)?(?:\{[^{}\n]*\})?[ \t]*$", re.MULTILINE)
_CODE = re.compile(
    r"import\s+(?:[\w*{][^;'\"]*\sfrom\s+)?['\"][^'\"\n]+['\"];?[ \t]*$"
    r"|export\s+(?:default|const|let|var|async|function|class)\b|export\s+[*{]",
    re.MULTILINE,
)
_REST_OF_LINE = re.compile(r"[ \t]*(?:\n|\Z)")


def plug_in(parser: "MarkdownIt") -> None:
    """Teaches the block parser to see these lines."""
    parser.block.ruler.before("table", NAME, _rule, {"alt": ["paragraph", "reference", "blockquote", "list"]})


def _rule(state: "StateBlock", first: int, last: int, silent: bool) -> bool:
    at = state.bMarks[first] + state.tShift[first]
    sign = state.src[at : at + 1]
    if sign not in ("<", ":", "i", "e"):
        return False
    found = (
        _tag(state, at) if sign == "<" else _container(state, at) if sign == ":" else _code(state, at, first, silent)
    )
    if found is None:
        return False
    end, nesting = found
    if not silent:
        line = first + 1 + state.src.count("\n", at, end)
        token = state.push(NAME, "", 0)
        token.meta = {"nesting": nesting}
        token.map = [first, min(line, last)]
        state.line = min(line, last)
    return True


def _tag(state: "StateBlock", at: int) -> tuple[int, int] | None:
    """The end of the component's tag and its nesting, where nothing else stands on its last line."""
    if not _COMPONENT.match(state.src, at):
        return None
    end = tag_end(state.src, at)
    if end is None or not _REST_OF_LINE.match(state.src, end):
        return None
    closes, complete = state.src.startswith("</", at), state.src[end - 2] == "/"
    return end, -1 if closes else 0 if complete else 1


def _container(state: "StateBlock", at: int) -> tuple[int, int] | None:
    mark = _CONTAINER.match(state.src, at)
    return (mark.end(), 1 if mark["name"] else -1) if mark else None


def _code(state: "StateBlock", at: int, first: int, silent: bool) -> tuple[int, int] | None:
    """Imports and exports stand at the margin, begin a block and end with a blank line."""
    if silent or state.level or at != state.bMarks[first] or not _CODE.match(state.src, at):
        return None
    end = state.src.find("\n\n", at)
    return (len(state.src.rstrip("\n")) if end < 0 else end), 0

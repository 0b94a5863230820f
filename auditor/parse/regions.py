"""Which part of the page a block stands in: by landmarks, by names, and by being one of many teasers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from auditor.model import Block, BlockKind, LinkKind, Region
from auditor.parse.data import read_data
from auditor.parse.html_tokens import Token

_LANDMARKS = {
    "nav": Region.NAVIGATION,
    "aside": Region.ASIDE,
    "header": Region.HEADER,
    "footer": Region.FOOTER,
    "main": Region.MAIN,
}
_ROLES = {
    "navigation": Region.NAVIGATION,
    "menu": Region.NAVIGATION,
    "menubar": Region.NAVIGATION,
    "banner": Region.HEADER,
    "contentinfo": Region.FOOTER,
    "complementary": Region.ASIDE,
    "main": Region.MAIN,
}
_SECTIONING = frozenset(("article", "main", "section", "blockquote", "figure", "li"))
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_FEWEST_TEASERS = 3
_LONGEST_TEASER = 500
"""Characters; longer than that, a linked card says something of its own."""


@dataclass(slots=True)
class Node:
    """A container, with what its region depends on."""

    region: Region
    parent: "Node | None" = None
    hint: Region | None = None
    """What its name or landmark says it is."""
    named: bool = False
    """The hint is a class name or id only."""
    shape: str = ""
    """Equal for siblings made from one template."""
    sectioned: bool = False
    children: list["Node"] = field(default_factory=list)
    text: int = 0
    """Characters in it, links to the own site left out."""
    linked: int = 0
    """Characters on links to the own site."""
    contents: int = 0
    """Characters on links into this page."""
    has_title: bool = False
    has_main: bool = False
    headed_by_link: bool = False


class Regions:
    """The containers of a page, and the blocks in each."""

    def __init__(self) -> None:
        self.root = Node(Region.MAIN)
        self._nodes: list[Node] = []
        self._homes: list[tuple[int, Node]] = []

    def open(self, token: Token, parent: Node) -> Node:
        """A container that begins with a start tag."""
        hint, named = _hint(token, parent)
        sectioned = parent.sectioned or token.name in _SECTIONING
        shape = f"{token.name} {token.attributes['class']}" if "class" in token.attributes.spans else token.name
        node = Node(hint or parent.region, parent, hint, named, shape, sectioned)
        node.has_main = hint is Region.MAIN
        parent.children.append(node)
        self._nodes.append(node)
        return node

    def place(self, index: int, node: Node) -> None:
        """Notes the container of a block."""
        self._homes.append((index, node))

    def settle(self, blocks: list[Block]) -> None:
        """Gives every block its region, now that all of the page is known."""
        for index, node in self._homes:
            _weigh(blocks[index], node)
        for node in reversed(self._nodes):
            _add_up(node)
        self._decide()
        for index, node in self._homes:
            if blocks[index].region is not node.region:
                blocks[index] = replace(blocks[index], region=node.region)

    def _decide(self) -> None:
        whole = self.root.text
        for node in (self.root, *self._nodes):
            if node.parent:
                trusted = node.hint and not _swallows(node, whole)
                node.region = node.hint if node.hint and trusted else node.parent.region
        for node in (self.root, *self._nodes):
            if node.region is Region.MAIN and len(node.children) >= _FEWEST_TEASERS:
                for teaser, region in _teasers(node):
                    _repaint(teaser, region)


def _hint(token: Token, parent: Node) -> tuple[Region | None, bool]:
    spans = token.attributes.spans
    role = _ROLES.get(token.attributes["role"].lower()) if "role" in spans else None
    if role:
        return role, False
    if token.name in _LANDMARKS:
        if token.name in ("header", "footer") and (parent.sectioned or parent.region is not Region.MAIN):
            return None, False
        return _LANDMARKS[token.name], False
    if token.name in ("body", "a") or ("class" not in spans and "id" not in spans):
        return None, False
    return _by_name(f"{token.attributes['class']} {token.attributes['id']}"), True


@lru_cache(4096)
def _by_name(names: str) -> Region | None:
    found = _names().search(_HUMP.sub("-", names).lower())
    return Region(found.lastgroup) if found and found.lastgroup else None


@cache
def _names() -> re.Pattern[str]:
    return re.compile("|".join(_alternatives(read_data("regions.toml"))))


def _alternatives(data: dict[str, dict[str, list[str]]]) -> Iterator[str]:
    for region, names in data.items():
        words = "|".join(map(re.escape, names.get("words", ())))
        starts = "|".join(map(re.escape, names.get("starts", ())))
        whole = "|".join(map(re.escape, names.get("whole", ())))
        patterns = [
            rf"(?<![a-z0-9])(?<!no-)(?<!has-)(?<!with-)(?:{words})(?![a-z0-9])" if words else "",
            rf"(?<![^\s_])(?:{starts})(?![a-z0-9])" if starts else "",
            rf"(?<!\S)(?:{whole})(?!\S)" if whole else "",
        ]
        yield f"(?P<{region}>{'|'.join(filter(None, patterns))})"


def _weigh(block: Block, node: Node) -> None:
    own = sum(each.span.end - each.span.start for each in block.links if each.kind is LinkKind.OWN_SITE)
    inside = sum(each.span.end - each.span.start for each in block.links if each.kind is LinkKind.FRAGMENT)
    length = len(block.text)
    node.text += max(length - own - inside, 0)
    node.linked += min(own, length)
    node.contents += min(inside, length)
    if block.kind is BlockKind.HEADING:
        node.has_title |= block.level == 1
        node.headed_by_link |= own >= length


def _add_up(node: Node) -> None:
    if node.parent:
        node.parent.text += node.text
        node.parent.linked += node.linked
        node.parent.contents += node.contents
        node.parent.has_title |= node.has_title
        node.parent.has_main |= node.has_main
        node.parent.headed_by_link |= node.headed_by_link


def _swallows(node: Node, whole: int) -> bool:
    """Whether a part that should be beside the content holds it: a wrapper's name, a tag left open, a hero."""
    if node.hint is Region.MAIN:
        return False
    half = node.text * 2 > whole and node.text > 200
    if node.named:
        return node.has_main or node.has_title or half
    return half or (node.hint is Region.HEADER and node.has_title)


def _teasers(node: Node) -> Iterator[tuple[Node, Region]]:
    """The children that are one of many of the same shape, each leading to another page or part of the page."""
    shapes: dict[str, list[Node]] = {}
    for child in node.children:
        shapes.setdefault(child.shape, []).append(child)
    for siblings in shapes.values():
        if len(siblings) < _FEWEST_TEASERS:
            continue
        if all(_leads_elsewhere(each) for each in siblings):
            yield from ((each, Region.CARD) for each in siblings)
        elif all(each.contents > (each.text + each.linked) * 4 for each in siblings):
            yield from ((each, Region.NAVIGATION) for each in siblings)


def _leads_elsewhere(node: Node) -> bool:
    length = node.text + node.linked + node.contents
    return node.linked > 0 and length <= _LONGEST_TEASER and (node.linked * 2 > length or node.headed_by_link)


def _repaint(node: Node, region: Region) -> None:
    """Gives a container and what is in it another region."""
    waiting = [node]
    while waiting:
        each = waiting.pop()
        if each.region is Region.MAIN:
            each.region = region
            waiting += each.children

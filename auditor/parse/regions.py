"""Which part of the page a block stands in: by landmarks, by names, and by being one of many teasers."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from auditor.model import Block, BlockKind, LinkKind, Region
from auditor.parse.html_tokens import Tag
from auditor.parse.region_names import Hint, hint_of

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
_IN_HEAD = (BlockKind.TITLE, BlockKind.META_DESCRIPTION, BlockKind.JSON_LD, BlockKind.FRONT_MATTER)
_FEWEST_TEASERS = 3
_SHORT = 200
"""Characters; on a page with less text than this, a footer may well hold most of it."""
_LONGEST_HEADER = 500
"""Characters beside links; the header of a page that says more is the opening of its content."""
_LONGEST_TEASER = 500
"""Characters; longer than that, a linked card says something of its own."""


@dataclass(slots=True)
class Node:
    """A container, with what its region depends on."""

    region: Region
    parent: "Node | None" = None
    hint: Hint | None = None
    shape: str = ""
    """Equal for siblings made from one template."""
    sectioned: bool = False
    in_article: bool = False
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

    def open(self, tag: Tag, parent: Node) -> Node:
        """A container that begins with a start tag."""
        hint = _hint(tag, parent)
        sectioned = parent.sectioned or tag.name in _SECTIONING
        shape = f"{tag.name} {tag.attributes['class']}" if "class" in tag.attributes.spans else tag.name
        in_article = parent.in_article or tag.name == "article"
        node = Node(hint.region if hint else parent.region, parent, hint, shape, sectioned, in_article)
        node.has_main = node.region is Region.MAIN and hint is not None
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
        self._decide(self.root.text + self._elsewhere(blocks))
        for index, node in self._homes:
            if blocks[index].region is not node.region:
                blocks[index] = replace(blocks[index], region=node.region)

    def _elsewhere(self, blocks: list[Block]) -> int:
        """Characters of text that was not read from HTML: the Markdown round it."""
        ours = {index for index, _ in self._homes}
        return sum(len(each.text) for each in blocks if each.index not in ours and each.kind not in _IN_HEAD)

    def _decide(self, whole: int) -> None:
        for node in (self.root, *self._nodes):
            if node.parent:
                trusted = node.hint if node.hint and not _swallows(node, node.hint, whole) else None
                node.region = trusted.region if trusted else node.parent.region
        for node in (self.root, *self._nodes):
            if node.region is Region.MAIN and len(node.children) >= _FEWEST_TEASERS:
                for teaser, region in _teasers(node):
                    _repaint(teaser, region)


def _hint(tag: Tag, parent: Node) -> Hint | None:
    spans = tag.attributes.spans
    role = _ROLES.get(tag.attributes["role"].lower()) if "role" in spans else None
    if role:
        return Hint(role)
    if tag.name in _LANDMARKS:
        inner = tag.name in ("header", "footer") and (parent.sectioned or parent.region is not Region.MAIN)
        return None if inner else _landmark(tag.name, parent)
    if tag.name in ("body", "a") or ("class" not in spans and "id" not in spans):
        return None
    return hint_of(f"{tag.attributes['class']} {tag.attributes['id']}")


def _landmark(name: str, parent: Node) -> Hint:
    if name == "header":
        return Hint(Region.HEADER, longest=_LONGEST_HEADER)
    return Hint(_LANDMARKS[name], callout=name == "aside" and parent.in_article)


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


def _swallows(node: Node, hint: Hint, whole: int) -> bool:
    """Whether a part that should be beside the content holds it: a wrapper's name, a tag left open, a hero."""
    if hint.region is Region.MAIN:
        return False
    if hint.callout:
        return node.text > node.linked
    if node.text > hint.longest or (node.text * 2 > whole and node.text > _SHORT):
        return True
    return (hint.named and node.has_main) or ((hint.named or hint.region is Region.HEADER) and node.has_title)


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

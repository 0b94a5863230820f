"""What HTML's elements are to a reader, and which of them are open."""

from dataclasses import dataclass, field

from auditor.model import BlockKind
from auditor.parse.data import read_data
from auditor.parse.html_tables import Table
from auditor.parse.regions import Node

_LISTED = {name: frozenset(elements) for name, elements in read_data("html_elements.toml").items()}
VOID, BLOCKS, NOT_SHOWN = _LISTED["void"], _LISTED["blocks"], _LISTED["not_shown"]
_CLOSE_PARAGRAPH, _FENCES = BLOCKS - _LISTED["in_paragraphs"], _LISTED["fences"]
CONTAINERS, END_DRAWINGS = _LISTED["containers"], _LISTED["end_drawings"]
HEADINGS = {f"h{level}": level for level in range(1, 7)}
LISTS = frozenset(("ul", "ol", "menu", "dir", "dl"))

_CELLS, _ROW_GROUPS = ("td", "th"), ("tbody", "thead", "tfoot", "caption")
_NOT_BESIDE: dict[str, tuple[str, ...]] = {
    "li": ("li",),
    "dd": ("dd", "dt"),
    "dt": ("dd", "dt"),
    "option": ("option",),
    "optgroup": ("option", "optgroup"),
    "button": ("button",),
    "td": _CELLS,
    "th": _CELLS,
    "tr": ("tr", "caption"),
    "tbody": _ROW_GROUPS,
    "thead": _ROW_GROUPS,
    "tfoot": _ROW_GROUPS,
    **{name: tuple(HEADINGS) for name in HEADINGS},
}
_IMPLIED = {
    name: (*_NOT_BESIDE.get(name, ()), *(("p",) if name in _CLOSE_PARAGRAPH else ()))
    for name in {*_NOT_BESIDE, *_CLOSE_PARAGRAPH}
}
"""What a start tag ends, because it cannot stand in it."""
_ITEMS = frozenset(("li", "dd", "dt"))
TABLE_PARTS = frozenset(("td", "th", "tr", *_ROW_GROUPS))
"""Elements that are nothing outside a table."""


@dataclass(slots=True)
class Place:
    """Where text stands: what an element hands down to all that is in it."""

    kind: BlockKind
    level: int = 0
    depth: int = 0
    """How many lists are open."""
    group: int = 0
    lead_in: int | None = None
    table: Table | None = None
    hidden: bool = False
    item: BlockKind = BlockKind.LIST_ITEM
    """What the items of its lists are."""

    def copy(self) -> "Place":
        """An equal place, to be changed."""
        return Place(
            self.kind,
            self.level,
            self.depth,
            self.group,
            self.lead_in,
            self.table,
            self.hidden,
            self.item,
        )


@dataclass(slots=True)
class Element:
    """An open element."""

    name: str
    place: Place
    node: Node
    is_block: bool = True
    first_block: int = 0
    """The number of the first block that can stand in it."""
    headings: tuple[tuple[int, str], ...] | None = None
    """The headings above it, where those inside are not to count after it."""
    inline: int = 0
    """How many inline elements are open around it."""
    indices: list[list[int]] = field(default_factory=list)
    """The lists in which its depth is noted."""


class OpenElements:
    """The elements that are open, outermost first; every question takes constant time, however deep they nest."""

    def __init__(self, place: Place, node: Node) -> None:
        self.place, self.node = place, node
        """Where text stands now, and in which container."""
        self.elements = [Element("", place, node)]
        self._at: dict[str, list[int]] = {}
        self._fences: list[int] = []
        self._lists: list[int] = []
        self._blocks: list[int] = []

    def push(self, element: Element) -> None:
        name = element.name
        kept = [self._at[name]] if name in self._at else [self._at.setdefault(name, [])]
        if element.is_block:
            kept.append(self._blocks)
        if name in _FENCES:
            kept.append(self._fences)
        elif name in LISTS:
            kept.append(self._lists)
        for indices in kept:
            indices.append(len(self.elements))
        element.indices = kept
        self.elements.append(element)
        self.place, self.node = element.place, element.node

    def pop(self) -> Element:
        element = self.elements.pop()
        for indices in element.indices:
            indices.pop()
        outer = self.elements[-1]
        self.place, self.node = outer.place, outer.node
        return element

    def innermost(self, name: str) -> Element | None:
        """The innermost open element of a name, wherever it stands."""
        indices = self._at.get(name)
        return self.elements[indices[-1]] if indices else None

    def reachable(self, name: str) -> int | None:
        """The depth of the innermost element of a name that an end tag closes from here."""
        indices = self._at.get(name)
        return indices[-1] if indices and indices[-1] >= self._fence(name) else None

    def _fence(self, name: str) -> int:
        if name in TABLE_PARTS or name == "table":
            return _last(self._at.get("table"))
        if name in _ITEMS:
            return max(_last(self._fences), _last(self._lists))
        return _last(self._fences if name in BLOCKS or name in NOT_SHOWN else self._blocks)

    def implied(self, name: str) -> int | None:
        """The depth of the outermost element that the start of `name` closes, None where it closes nothing."""
        found = None
        for each in _IMPLIED.get(name, ()):
            depth = self.reachable(each) if self._at.get(each) else None
            if depth is not None and (found is None or depth < found):
                found = depth
        return found


def _last(indices: list[int] | None) -> int:
    return indices[-1] if indices else 0

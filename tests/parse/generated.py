"""Strategies for pages in HTML of which it is known what a reader sees."""

from collections.abc import Callable
from dataclasses import dataclass, field

from hypothesis import strategies as st

Draw = Callable[[st.SearchStrategy[object]], object]

_LETTERS = "abcxyz\u00e9\u4e2d\U0001f642%$.,&<>\"'"
_SEPARATORS = ["\n", "  ", "\r\n", "\t", "&nbsp;", "\u00a0", " <!-- seen by nobody --> ", "<br>", "<br/>\n", "\r", " "]
_INLINE = ["b", "strong", "em", "i", "span", "sup", "code", "u", "small", "mark", "kbd", "a", "abbr", "font"]
_ATTRIBUTES = [
    "",
    ' class="lead text"',
    " class='x'",
    " class=plain",
    ' title="a > b &amp; c"',
    " data-n='1 < 2 \"so\"'",
    " href=/there?x=1&y=2",
    ' id="one"',
    "\n\tdata-empty",
    ' lang="en" LANG="fr"',
    ' data-x = "y" ',
    ' style="color:red"',
]
_UNSEEN = [
    "<script>var a = '<p>{}</p>';</script>",
    "<style>p:after {{ content: '{}' }}</style>",
    "<!-- {} -->",
    "<!--{}--!>",
    "<svg viewBox='0 0 1 1'><title>{}</title><g><text>{}</text></g></svg>",
    "<template><p>{}</p></template>",
    "<noscript><img alt='{}'></noscript>",
    "<span hidden>{}</span>",
    "<span style='display: none'>{}</span>",
    "<? {} ?>",
    "<![CDATA[ {} ]]>",
    "<!doctype {}>",
    "<input type=hidden value='{}'>",
    "<iframe>{}</iframe>",
    "<video>{}</video>",
]
_CONTAINERS = [
    "div",
    "section",
    "article",
    "main",
    "blockquote",
    "center",
    "figure",
    "details",
    "form",
    "DIV",
    "fieldset",
]
_TEXTUAL = ["p", "h1", "h2", "h3", "div", "address", "pre", "figcaption", "summary", "legend", "label", "P"]


@dataclass
class Made:
    """HTML under way, with the words that a reader must see and those that nobody must."""

    seen: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    count: int = 0

    def word(self, letters: str, *, seen: bool) -> str:
        """A word that is on the page once."""
        self.count += 1
        word = f"w{self.count}q{letters}"
        (self.seen if seen else self.unseen).append(word)
        return word


@st.composite
def pages(draw: Draw) -> tuple[str, Made]:
    """A page, and what is in it."""
    made = Made()
    parts = draw(st.lists(st.sampled_from(_SHAPES), min_size=1, max_size=6))
    assert isinstance(parts, list)
    html = "".join(shape(draw, made, 0) for shape in parts)
    return html, made


def _pick(draw: Draw, options: list[str]) -> str:
    return str(draw(st.sampled_from(options)))


def _number(draw: Draw, least: int, most: int) -> int:
    number = draw(st.integers(least, most))
    assert isinstance(number, int)
    return number


def _word(draw: Draw, made: Made) -> str:
    """A word as written: some letters as references, perhaps a tag or a comment inside."""
    letters = str(draw(st.text(_LETTERS, max_size=6)))
    word = made.word(letters, seen=True)
    written = [_letter(draw, letter) for letter in word]
    how = _number(draw, 0, 5)
    middle = len(written) // 2
    if how == 0:
        tag = _pick(draw, _INLINE)
        written[middle:middle] = [f"<{tag}{_pick(draw, _ATTRIBUTES)}>"]
        written.append(f"</{tag}>")
    elif how == 1:
        written[middle:middle] = [_pick(draw, ["<!-- so -->", "&shy;", "\u200b", "<wbr>", "<!---->", "\u00ad"])]
    return "".join(written)


def _letter(draw: Draw, letter: str) -> str:
    if letter in "&<>\"'":
        return {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}[letter]
    how = _number(draw, 0, 12)
    if how == 0:
        return f"&#{ord(letter)};"
    if how == 1:
        return f"&#x{ord(letter):X};"
    return letter


def _inline(draw: Draw, made: Made, depth: int = 0) -> str:
    pieces = []
    for _ in range(_number(draw, 1, 3)):
        how = _number(draw, 0, 8)
        if how < 2 and depth < 3:
            tag = _pick(draw, _INLINE)
            pieces.append(f"<{tag}{_pick(draw, _ATTRIBUTES)}>{_inline(draw, made, depth + 1)}</{tag}>")
        elif how == 2:
            pieces.append(_unseen(draw, made))
        else:
            pieces.append(_word(draw, made))
        pieces.append(_pick(draw, _SEPARATORS))
    return "".join(pieces)


def _unseen(draw: Draw, made: Made) -> str:
    shape = _pick(draw, _UNSEEN)
    return shape.format(*(made.word("", seen=False) for _ in range(shape.count("{}"))))


def _textual(draw: Draw, made: Made, depth: int) -> str:
    del depth
    tag = _pick(draw, _TEXTUAL)
    return f"<{tag}{_pick(draw, _ATTRIBUTES)}>{_inline(draw, made)}</{tag}>{_pick(draw, ['', ' ', chr(10)])}"


def _container(draw: Draw, made: Made, depth: int) -> str:
    tag = _pick(draw, _CONTAINERS)
    inside = [_pick_shape(draw)(draw, made, depth + 1) if depth < 2 else _inline(draw, made)]
    if draw(st.booleans()):
        inside.append(f" {_inline(draw, made)}")
    return f"<{tag}{_pick(draw, _ATTRIBUTES)}>{''.join(inside)}</{tag}>"


def _list(draw: Draw, made: Made, depth: int) -> str:
    tag = _pick(draw, ["ul", "ol"])
    end = _pick(draw, ["</li>", "", "</LI>\n"])
    items = []
    for _ in range(_number(draw, 1, 3)):
        nested = _list(draw, made, depth + 1) if depth < 2 and draw(st.booleans()) else ""
        items.append(f"<li>{_inline(draw, made)}{nested}{end}")
    return f"<{tag}>{''.join(items)}</{tag}>"


def _definitions(draw: Draw, made: Made, depth: int) -> str:
    del depth
    return f"<dl><dt>{_inline(draw, made)}<dd>{_inline(draw, made)}</dl>"


def _table(draw: Draw, made: Made, depth: int) -> str:
    del depth
    rows = []
    for _ in range(_number(draw, 1, 3)):
        tag = _pick(draw, ["td", "th"])
        spans = _pick(draw, ["", " colspan=2", " rowspan='2'", " rowspan=0", " colspan=x"])
        end = _pick(draw, [f"</{tag}>", ""])
        cells = (f"<{tag}{spans}>{_inline(draw, made)}{end}" for _ in range(_number(draw, 1, 3)))
        rows.append(f"<tr>{''.join(cells)}{_pick(draw, ['</tr>', ''])}")
    caption = f"<caption>{_inline(draw, made)}</caption>" if draw(st.booleans()) else ""
    return f"<table>{caption}{''.join(rows)}</table>"


def _control(draw: Draw, made: Made, depth: int) -> str:
    del depth
    word = made.word("", seen=True)
    shapes = ["<img alt='{}'>", '<input type=submit value="{}">', "<input placeholder={}>", "<textarea>{}</textarea>"]
    shapes += ["<button>{}</button>", "<select><option>{}</select>", "<a class='btn' href=/buy>{}</a> "]
    return _pick(draw, shapes).format(word)


def _loose(draw: Draw, made: Made, depth: int) -> str:
    del depth
    return f"{_inline(draw, made)}<hr>"


_SHAPES = [_textual, _textual, _container, _list, _definitions, _table, _control, _loose]


def _pick_shape(draw: Draw) -> Callable[[Draw, Made, int], str]:
    shape = draw(st.sampled_from(_SHAPES))
    assert callable(shape)
    return shape

"""Bytes to text: which encoding a page is in, and its characters."""

import codecs
import re
from typing import NamedTuple

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks; those of UTF-32 come before those of UTF-16, which they begin with."""
_PRESCANNED = 1024
_SAMPLED = 64 * 1024
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_META = re.compile(rb"<meta[\s/][^>]*?charset\s*=\s*[\"']?\s*([^\s\"'/>;]+)", re.IGNORECASE)
_XML = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"'>]+)", re.IGNORECASE)
_SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
    "utf-7": "cp1252",
}
"""Encodings that browsers read as one that holds more, under Python's names."""

_ON_THE_WEB = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp874", "koi8_r"),
    *("cp932", "euc_jp", "gb18030", "big5", "cp949"),
)
"""Encodings in which pages are written; DOS and Macintosh ones only look like them."""
_FEWEST_LETTERS = 4
"""Letters beyond ASCII that a guess needs."""
_WESTERN_FIRST = 0.05
"""How much likelier than Windows-1252 another encoding must be; on so few odd letters they hardly differ."""


class Decoded(NamedTuple):
    """The characters of a page, its byte order mark left out, and the encoding they were read in."""

    text: str
    encoding: str


def decode(content: bytes, charset: str = "", *, html: bool = True) -> Decoded:
    """The text of a page; bytes that the encoding does not know become U+FFFD.

    In this order: byte order mark, what the transport said, what the page says of itself (HTML only), UTF-8 where
    all bytes fit it, a guess from the first 64 KB, Windows-1252.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _read(content[len(mark) :], encoding)
    declared = _codec(charset) or (_declared(content) if html else "")
    if declared:
        return _read(content, declared)
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _read(content, _guessed(content))


def _read(content: bytes, encoding: str) -> Decoded:
    text = content.decode(encoding, "replace")
    return Decoded(text.removeprefix("\ufeff"), _label(encoding))


def _label(encoding: str) -> str:
    """The name as the web writes it."""
    return re.sub(r"^cp(125\d)$", r"windows-\1", codecs.lookup(encoding).name.replace("_", "-"))


def _codec(label: str) -> str:
    """Python's name of the encoding that browsers use for a label; "" where it is no text encoding."""
    try:
        found = codecs.lookup(label.strip().strip("\"'"))
    except (LookupError, ValueError):
        return ""
    return _SUPERSETS.get(found.name, found.name) if found._is_text_encoding else ""


def _declared(content: bytes) -> str:
    """What a <meta> or XML declaration in the first 1,024 bytes says; UTF-16 there cannot be true."""
    start = _COMMENT.sub(b"", content[:_PRESCANNED])
    found = _META.search(start) or _XML.match(start.lstrip())
    label = _codec(found[1].decode("ascii", "ignore")) if found else ""
    return "utf-8" if label.startswith(("utf-16", "utf-32")) else label


def _guessed(content: bytes) -> str:
    """The likeliest encoding of bytes that are not all UTF-8."""
    text = content.decode("utf-8", "replace")
    damaged, beyond = text.count("\ufffd"), sum(1 for character in text if character > "\x7f")
    if damaged * 2 < beyond:
        return "utf-8"
    if beyond < _FEWEST_LETTERS:
        return "cp1252"
    first = len(text[: text.find("\ufffd")].encode())
    start = max(first - _SAMPLED // 2, 0)
    return _likeliest(content[start : start + _SAMPLED])


def _likeliest(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    matches = list(from_bytes(sample, cp_isolation=[*_ON_THE_WEB]))
    best = min((match.chaos for match in matches), default=0.0)
    for match in matches:
        if match.encoding == "cp1252" and match.chaos <= best + _WESTERN_FIRST:
            return "cp1252"
    return (_codec(matches[0].encoding) if matches else "") or "cp1252"

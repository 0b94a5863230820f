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
    return re.sub(r"^cp(125\d|874)$", r"windows-\1", codecs.lookup(encoding).name.replace("_", "-"))


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
    sample = content[:_SAMPLED]
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start > len(sample) - 4 or _mostly_utf8(sample):
            return "utf-8"
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return (_codec(best.encoding) if best else "") or "cp1252"


def _mostly_utf8(sample: bytes) -> bool:
    """Whether a few bytes are damaged in what is UTF-8 otherwise."""
    text = sample.decode("utf-8", "replace")
    return text.count("\ufffd") * 10 < sum(1 for character in text if character > "\x7f")

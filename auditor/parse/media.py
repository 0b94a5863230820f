"""What a page is: HTML, Markdown or plain text; and what is no page at all."""

import re
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from auditor.errors import UnsupportedError
from auditor.model import RawPage

HTML, MARKDOWN, TEXT = "text/html", "text/markdown", "text/plain"
_TYPES = {
    HTML: HTML,
    "application/xhtml+xml": HTML,
    MARKDOWN: MARKDOWN,
    "text/x-markdown": MARKDOWN,
}
_SUFFIXES = {
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".mdx": MARKDOWN,
    ".mkd": MARKDOWN,
    ".txt": TEXT,
    ".text": TEXT,
}
_TEMPLATES = frozenset(
    (".j2", ".jinja", ".jinja2", ".liquid", ".njk", ".twig", ".hbs", ".mustache", ".erb", ".ejs", ".tmpl", ".tpl")
)
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x1f\x8b", "compressed data"),
    (b"BZh", "compressed data"),
    (b"\xfd7zXZ", "compressed data"),
    (b"7z\xbc\xaf", "an archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
    (b"wOF", "a font"),
    (b"OggS", "sound or video"),
    (b"ID3", "sound"),
)
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_WIDE = re.compile(r"(?:utf|ucs)[-_]?(?:16|32|2|4)", re.IGNORECASE)
"""Encodings in which every other byte of plain text is 0."""
_SNIFFED = 1024
_SAMPLED = 4096
_MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|script|meta|article|section|main|div|p|h[1-6]|table|ul|ol)[\s/>]",
    re.IGNORECASE,
)
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\x1b")) + b"\x7f"
_MOST_CONTROL = 0.02
"""Share of control bytes above which content is no text; a stray NUL in a page is tolerated."""


def media_type(raw: RawPage) -> str:
    """The media type by what the transport said, else by the name, else by the content.

    Raises:
        UnsupportedError: the content is no text page.
    """
    _refuse_binary(raw)
    said = raw.media_type.partition(";")[0].strip().lower()
    if said in _TYPES:
        return _TYPES[said]
    return _by_name(raw.location) or (HTML if _MARKUP.search(raw.content[:_SNIFFED]) else TEXT)


def _by_name(location: str) -> str:
    path = urlsplit(location).path if "://" in location else location
    name = PurePosixPath(path.replace("\\", "/"))
    if name.suffix.lower() in _TEMPLATES:
        name = PurePosixPath(name.stem)
    return _SUFFIXES.get(name.suffix.lower(), "")


def _refuse_binary(raw: RawPage) -> None:
    content = raw.content
    what = next((what for magic, what in _MAGIC if content.startswith(magic)), "")
    if content[:4] == b"RIFF" or content[4:8] == b"ftyp":
        what = "a picture, sound or video"
    wide = content.startswith(_BYTE_ORDER_MARKS) or _WIDE.match(raw.charset.strip())
    if not what and not wide and _is_binary(content[:_SAMPLED]):
        what = "binary data"
    if what:
        raise UnsupportedError(raw.location, f"is {what}; expected HTML, Markdown or plain text")


def _is_binary(sample: bytes) -> bool:
    control = len(sample) - len(sample.translate(None, _CONTROL))
    return control > max(len(sample) * _MOST_CONTROL, 4)

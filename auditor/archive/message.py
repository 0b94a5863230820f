"""An HTTP answer as an archive keeps it: status, header fields, and the page's bytes (RFC 9112, RFC 9110)."""

import re
import zlib
from dataclasses import dataclass
from email.message import Message

from auditor.archive.stored import Damage

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})(?!\d)")
_HEAD_ENDS = re.compile(rb"\r?\n\r?\n")
_FOLDED = re.compile(r"\r?\n[ \t]+")
_CHUNK = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\n]*)?\r?\n")
_ENCODINGS = ("gzip", "x-gzip", "deflate", "br")


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer; the body as it stands in the archive."""

    status: int
    fields: dict[str, str]
    """Names in lower case; of a field given twice, the first."""
    body: bytes

    def said(self, name: str) -> str:
        """A field by its name in lower case; "" where it is not there."""
        return self.fields.get(name, "")


def parse_answer(block: bytes) -> Answer:
    """The parts of an HTTP answer.

    Raises:
        Damage: it is none.
    """
    status = _STATUS.match(block)
    if not status:
        raise Damage("it holds no HTTP answer, expected a status line such as HTTP/1.1 200 OK")
    end = _HEAD_ENDS.search(block)
    head, body = (block[: end.start()], block[end.end() :]) if end else (block, b"")
    text = _FOLDED.sub(" ", head.partition(b"\n")[2].decode("latin-1"))
    fields: dict[str, str] = {}
    for line in text.split("\n"):
        name, colon, value = line.partition(":")
        if colon:
            fields.setdefault(name.strip().lower(), value.strip())
    return Answer(int(status[1]), fields, body)


def content_type(said: str) -> tuple[str, str]:
    """Media type and charset of a Content-Type; "" where it does not say."""
    header = Message()
    header["Content-Type"] = " ".join(said.split())
    charset = header.get_content_charset("") if said else ""
    return said.partition(";")[0].strip().lower(), charset


def page_bytes(answer: Answer, limit: int) -> bytes:
    """The body with transfer and content encodings undone, of at most `limit` bytes.

    Many crawlers keep the body decoded and the fields as they were: what is not in the encoding that
    they name is taken as it is.

    Raises:
        Damage: it is larger, cut off, damaged, or in an encoding that cannot be undone.
    """
    body = answer.body
    if "chunked" in answer.said("transfer-encoding").lower():
        body = unchunked(body)
    for coding in reversed(answer.said("content-encoding").lower().split(",")):
        body = _decoded(body, coding.strip(), limit)
    if len(body) > limit:
        raise too_large(limit)
    return body


def too_large(limit: int) -> Damage:
    """What is wrong with a page beyond the limit."""
    return Damage(f"the page is larger than {limit:,} bytes")


def unchunked(body: bytes) -> bytes:
    """The content of chunks (RFC 9112, 7.1); what is not in chunks, as it is. Raises Damage."""
    if not _CHUNK.match(body):
        return body
    pieces: list[bytes] = []
    at = 0
    while chunk := _CHUNK.match(body, at):
        size, at = int(chunk[1], 16), chunk.end()
        if not size:
            return b"".join(pieces)
        pieces.append(body[at : at + size])
        if at + size >= len(body):
            break
        at = _line_end(body, at + size)
    raise Damage("the answer is cut off: its last chunk is missing")


def _line_end(body: bytes, at: int) -> int:
    for mark in (b"\r\n", b"\n"):
        if body.startswith(mark, at):
            return at + len(mark)
    raise Damage("the answer is damaged: a chunk is not as long as it says")


def _decoded(body: bytes, coding: str, limit: int) -> bytes:
    """The body with one content coding undone (RFC 9110, 8.4.1)."""
    if coding in ("gzip", "x-gzip"):
        return _gunzipped(body, limit) if body.startswith(b"\x1f\x8b") else body
    if coding == "deflate":
        return _inflated(body, limit)
    if coding == "br":
        return _from_brotli(body, limit)
    if coding in ("", "identity"):
        return body
    raise Damage(f"the page is in the encoding “{coding[:40]}”, expected gzip, deflate or br")


def _gunzipped(body: bytes, limit: int) -> bytes:
    """All members of a gzip stream; bytes behind them that are none are ignored, as browsers do."""
    pieces: list[bytes] = []
    while body.startswith(b"\x1f\x8b"):
        engine = zlib.decompressobj(31)
        pieces.append(_whole(engine, body, limit - sum(map(len, pieces)), limit))
        body = engine.unused_data
    return b"".join(pieces)


def _inflated(body: bytes, limit: int) -> bytes:
    """A "deflate" body: a zlib stream, or the bare one that some servers send."""
    try:
        return _whole(zlib.decompressobj(), body, limit, limit)
    except Damage as damage:
        if "damaged" not in str(damage):
            raise
    try:
        return _whole(zlib.decompressobj(-15), body, limit, limit)
    except Damage:
        if body.lstrip()[:1] == b"<":
            return body
        raise


def _whole(engine: "zlib._Decompress", body: bytes, room: int, limit: int) -> bytes:
    try:
        content = engine.decompress(body, max(room, 0) + 1)
    except zlib.error as error:
        raise Damage("the page is damaged: its compressed data cannot be read") from error
    if len(content) > room:
        raise too_large(limit)
    if not engine.eof:
        raise Damage("the page is cut off: its compressed data stop before their end")
    return content


def _from_brotli(body: bytes, limit: int) -> bytes:
    try:
        import brotli  # type: ignore[import-not-found, import-untyped, unused-ignore]
    except ImportError:
        raise Damage("the page is in the encoding “br”; install the package brotli to read it") from None
    engine, pieces, held = brotli.Decompressor(), [], 0
    try:
        for start in range(0, len(body), 4096):
            pieces.append(engine.process(body[start : start + 4096]))
            held += len(pieces[-1])
            if held > limit:
                raise too_large(limit)
    except brotli.error:
        if body.lstrip()[:1] == b"<":
            return body
        raise Damage("the page is damaged: its compressed data cannot be read") from None
    if not engine.is_finished():
        raise Damage("the page is cut off: its compressed data stop before their end")
    return b"".join(pieces)

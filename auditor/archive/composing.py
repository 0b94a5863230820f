"""Records as bytes: fields, block, and the digests that let anybody check them (WARC 1.1 = ISO 28500:2017)."""

import gzip
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import uuid4

from auditor import __version__
from auditor.archive.uris import header_value, uri_of
from auditor.model.scan import Exchange

SERVER_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
IDENTICAL_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
SAME_PAGE = "urn:health-page-auditor:revisit:same-page"
"""The page's bytes are those of the earlier record, but came in other encodings; the block is the whole answer."""
CONFORMS_TO = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
LOCATION = "Page-Location"
"""A field of our own (WARC 1.1, 4, allows any): how the store calls a page that was asked for by another address."""
_LEVEL = 6
"""Of compression; most pages came compressed, so that more effort gains nothing."""

Field = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a revisit says of the record it refers to."""

    id: str
    date: str
    target: str
    payload_digest: str


def digest(content: bytes) -> str:
    """A labelled digest (WARC 1.1, 5.8). SHA-256 in hexadecimal: warcio, FastWARC and browsers' tools check it."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def payload_of(answer: bytes) -> bytes:
    """What follows the header block of an HTTP message, as received: what tools take for the payload."""
    return answer.partition(b"\r\n\r\n")[2]


def record(kind: str, date: str, fields: Iterable[Field], block: bytes, id: str = "") -> bytes:
    """A whole record, compressed as one gzip member (WARC 1.1, annex D); equal arguments give equal bytes."""
    lines = [
        ("WARC-Type", kind),
        ("WARC-Record-ID", id or new_id()),
        ("WARC-Date", date),
        *((name, value) for name, value in fields if value),
        ("WARC-Block-Digest", digest(block)),
        ("Content-Length", str(len(block))),
    ]
    head = "".join(f"{name}: {value}\r\n" for name, value in lines)
    return gzip.compress(b"WARC/1.1\r\n" + head.encode() + b"\r\n" + block + b"\r\n\r\n", _LEVEL, mtime=0)


def new_id() -> str:
    """A name that no other record has."""
    return f"<{uuid4().urn}>"


def warcinfo(name: str, run: int, date: str) -> bytes:
    """The first record of a file: who wrote it (WARC 1.1, 6.2)."""
    said = {
        "software": f"health-page-auditor/{__version__}",
        "format": "WARC File Format 1.1",
        "conformsTo": CONFORMS_TO,
        "isPartOf": f"run-{run:04d}",
    }
    block = "".join(f"{key}: {value}\r\n" for key, value in said.items()).encode()
    return record("warcinfo", date, [("WARC-Filename", name), ("Content-Type", "application/warc-fields")], block)


def request(exchange: Exchange, answer: str) -> bytes:
    """What was asked, concurrent to the record with the id `answer` (WARC 1.1, 6.4)."""
    fields = [*_of(exchange), ("WARC-Concurrent-To", answer), ("Content-Type", "application/http;msgtype=request")]
    return record("request", exchange.asked, fields, exchange.request)


def response(exchange: Exchange, id: str) -> bytes:
    """What was answered, exactly as received (WARC 1.1, 6.3)."""
    fields = [*_of(exchange), *_answered(exchange)]
    return record("response", exchange.asked, fields, exchange.response, id)


def resource(location: str, content: bytes, media_type: str, date: str) -> bytes:
    """A file as it was read (WARC 1.1, 6.5)."""
    fields = [("WARC-Target-URI", uri_of(location)), ("Content-Type", header_value(media_type))]
    return record("resource", date, [*fields, ("WARC-Payload-Digest", digest(content))], content)


def revisit(exchange: Exchange, earlier: Earlier, id: str) -> bytes:
    """That a page is what an earlier record holds (WARC 1.1, 6.7); the answer without the body that is kept there."""
    head, blank, body = exchange.response.partition(b"\r\n\r\n")
    profile, block = SERVER_NOT_MODIFIED, head + blank
    if exchange.status != 304:
        same = earlier.payload_digest == digest(body)
        profile, block = (IDENTICAL_PAYLOAD, block) if same else (SAME_PAGE, exchange.response)
    fields = [
        *_of(exchange),
        ("WARC-Profile", profile),
        ("WARC-Refers-To", earlier.id),
        ("WARC-Refers-To-Target-URI", header_value(earlier.target, kept="")),
        ("WARC-Refers-To-Date", header_value(earlier.date)),
        *((name, value) for name, value in _answered(exchange) if name != "WARC-Payload-Digest" or body),
    ]
    return record("revisit", exchange.asked, fields, block, id)


def _of(exchange: Exchange) -> tuple[Field, ...]:
    location = exchange.location if exchange.location != exchange.url else ""
    return (
        ("WARC-Target-URI", header_value(exchange.url, kept="")),
        (LOCATION, header_value(location, kept="")),
        ("WARC-IP-Address", header_value(exchange.address)),
    )


def _answered(exchange: Exchange) -> tuple[Field, ...]:
    kind = ("Content-Type", "application/http;msgtype=response")
    return kind, ("WARC-Payload-Digest", digest(payload_of(exchange.response)))

"""The digests that records carry, computed anew."""

import base64
import hashlib
from collections.abc import Iterator

from auditor.archive.composing import payload_of
from auditor.archive.message import parse_answer, unchunked
from auditor.archive.stored import Damage, Stored

_ALGORITHMS = ("md5", "sha1", "sha256", "sha384", "sha512")


def wrong_digests(record: Stored) -> Iterator[str]:
    """What a record's own digests say that does not hold, in words; unknown algorithms are passed over.

    The payload of an HTTP answer is its body; whether chunks belong to it is not settled among tools
    (WARC 1.1, 5.9 and 6.3.2), so both ways count. A revisit names the payload of another record.
    """
    block = record.block or b""
    if (said := record.said("warc-block-digest")) and not _holds(said, block):
        yield f"expected the block digest {said}, found {_digest(said, block)}"
    said = record.said("warc-payload-digest")
    if said and record.said("warc-type").lower() != "revisit" and not record.said("warc-truncated"):
        found = list(_payloads(record, block))
        if not any(_holds(said, each) for each in found):
            yield f"expected the payload digest {said}, found {_digest(said, found[0])}"


def _payloads(record: Stored, block: bytes) -> Iterator[bytes]:
    """The payload, or what tools take for it."""
    if not record.said("content-type").lower().startswith("application/http"):
        yield block
        return
    yield payload_of(block)
    try:
        yield unchunked(parse_answer(block).body)
    except Damage:
        return


def _holds(said: str, content: bytes) -> bool:
    """Whether a labelled digest is that of the content; base 32 and hexadecimal are both in use."""
    algorithm, _, value = said.partition(":")
    if algorithm.strip().lower() not in _ALGORITHMS:
        return True
    computed = hashlib.new(algorithm.strip().lower(), content).digest()
    value = value.strip()
    return value.lower() == computed.hex() or value.upper().rstrip("=") == base64.b32encode(computed).decode().rstrip(
        "="
    )


def _digest(said: str, content: bytes) -> str:
    algorithm = said.partition(":")[0].strip().lower()
    return f"{algorithm}:{hashlib.new(algorithm, content).hexdigest()}"

"""The body of an answer, decoded, within a limit of bytes and of time."""

import gzip
import io
from typing import Any

import requests

from auditor.fetch.deadline import Deadline
from auditor.fetch.refusal import RefusalError
from auditor.model.scan import Reason

_STEP = 65_536


def read_body(response: requests.Response, limit: int, deadline: Deadline, *, cut: bool = False) -> bytes:
    """The whole body, or with `cut` the part of it within the limit and at most a step more.

    Never more than a step beyond the limit is held, however far it would unpack.

    Raises:
        RefusalError: it is larger, or in an encoding that was not asked for.
        TimeoutError: it did not come in time.
        EOFError, OSError, zlib.error, urllib3's errors: it is cut off or damaged.
    """
    source = _decoded(response, deadline)
    content = bytearray()
    while step := source.read(_STEP):
        content += step
        if len(content) > limit and cut:
            break
        if len(content) > limit:
            raise RefusalError(
                f"is larger than {limit:,} bytes; save it without embedded data and audit the file", Reason.SIZE
            )
    return bytes(content)


def _decoded(response: requests.Response, deadline: Deadline) -> io.BufferedIOBase:
    wire = io.BufferedReader(_Wire(response.raw, deadline), _STEP)
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    if encoding in ("", "identity"):
        return wire
    if encoding in ("gzip", "x-gzip"):
        return gzip.GzipFile(fileobj=wire)  # stops at what was asked for, and knows a stream that is cut off
    raise RefusalError(
        f"is sent in the encoding “{encoding}”, expected gzip or none; save the page and audit the file", Reason.BROKEN
    )


class _Wire(io.RawIOBase):
    """The bytes as they arrive. Each reading takes what is there, so that the clock is looked at in a drip."""

    def __init__(self, raw: Any, deadline: Deadline) -> None:
        self._raw = raw
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._deadline.left()
        taken = self._raw.read1(len(buffer), decode_content=False) or b""
        buffer[: len(taken)] = taken
        return len(taken)

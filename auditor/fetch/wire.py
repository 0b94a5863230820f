"""The bytes of one exchange as they go over the wire, kept while they are sent and read."""

import http.client
import io
from collections.abc import Callable
from functools import partial
from typing import Any

from auditor.fetch.refusal import RefusalError
from auditor.model.scan import Reason

_HEAD = 1_048_576
"""Bytes that a header block and the sizes of chunks may add to a body."""


class Wire:
    """What one connection has sent and received, within a limit; what is received is only counted unless it is kept."""

    def __init__(self, body_bytes: int, *, keep: bool = True) -> None:
        self.asked = bytearray()
        self.answered = bytearray()
        self._keep = keep
        self._heard = 0
        self._limit = 2 * body_bytes + _HEAD

    def hear(self, received: memoryview) -> None:
        """Takes note of what has come.

        Raises:
            RefusalError: it is more than any answer that is taken can need (chunks of a byte each take six).
        """
        self._heard += len(received)
        if self._keep:
            self.answered += received
        if self._heard > self._limit:
            raise RefusalError(f"sends more than {self._limit:,} bytes; save the page and audit the file", Reason.SIZE)

    def tapped(self, connect: Callable[..., Any]) -> Callable[..., Any]:
        """The same kind of connection, listened to."""

        def connection(*arguments: Any, **named: Any) -> Any:
            made = connect(*arguments, **named)
            made.response_class = partial(_Response, self)
            made.send = partial(self._say, made.send)
            return made

        return connection

    def _say(self, send: Callable[[Any], None], data: bytes) -> None:
        self.asked += data
        send(data)


class _Response(http.client.HTTPResponse):
    """An answer whose bytes are kept as they leave the socket, before anything is undone."""

    def __init__(self, wire: Wire, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fp = io.BufferedReader(_Tap(self.fp.detach(), wire))


class _Tap(io.RawIOBase):
    def __init__(self, socket: io.RawIOBase, wire: Wire) -> None:
        self._socket = socket
        self._wire = wire

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        taken = self._socket.readinto(buffer)
        if taken:
            self._wire.hear(memoryview(buffer)[:taken])
        return taken

    def close(self) -> None:
        self._socket.close()
        super().close()

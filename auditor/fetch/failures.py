"""What went wrong on the wire, in one line: what was met and what to do."""

import http.client
import ssl
import zlib
from collections.abc import Iterator
from gzip import BadGzipFile

import requests
from urllib3.exceptions import ReadTimeoutError

from auditor.errors import FetchError
from auditor.model.scan import Reason
from auditor.settings import FetchLimits

_REASONS: tuple[tuple[tuple[type[BaseException], ...], Reason, str], ...] = (
    (
        (ssl.SSLCertVerificationError,),
        Reason.NETWORK,
        "its certificate cannot be trusted ({detail}); check the address, or save the page and audit the file",
    ),
    (
        (ssl.SSLError,),
        Reason.NETWORK,
        "no secure connection could be made ({detail}); check whether the site offers https",
    ),
    (
        (zlib.error, BadGzipFile),
        Reason.BROKEN,
        "its answer is damaged (bad gzip data); save the page and audit the file",
    ),
    ((EOFError, http.client.IncompleteRead), Reason.BROKEN, "its answer was cut off before the end; try again"),
    (
        (requests.ConnectTimeout,),
        Reason.TIME,
        "could not be connected to within {limits.connect_seconds:g} s; try again later",
    ),
    (
        (requests.ReadTimeout, ReadTimeoutError),
        Reason.TIME,
        "sent nothing for {limits.read_seconds:g} s; try again later, or save the page and audit the file",
    ),
    (
        (TimeoutError,),
        Reason.TIME,
        "did not send the page within {limits.total_seconds:g} s; try again later, or save it and audit the file",
    ),
    ((ConnectionRefusedError,), Reason.NETWORK, "refused the connection; check the address and its port"),
    ((ConnectionError,), Reason.NETWORK, "closed the connection without an answer; try again later"),
    (
        (http.client.HTTPException,),
        Reason.BROKEN,
        "did not answer as a web server does; check the address and its port",
    ),
    ((OSError,), Reason.NETWORK, "cannot be reached ({detail}); check the address and the network"),
)
"""The first kind that any of the causes belongs to tells the reason; of kinds that overlap the closer one is first."""


class NotFetchedError(FetchError):
    """An address could not be fetched; what was met is told in words and as a kind."""

    def __init__(self, location: str, reason: str, kind: Reason, *, lasting: bool = False) -> None:
        super().__init__(location, reason)
        self.kind = kind
        self.lasting = lasting
        """Whether another try would meet the same."""


def not_fetched(url: str, error: BaseException, limits: FetchLimits) -> NotFetchedError:
    """What to tell of an error and what caused it."""
    causes = tuple(_causes(error))
    for kinds, kind, reason in _REASONS:
        for cause in reversed(causes):
            if isinstance(cause, kinds):
                return NotFetchedError(url, reason.format(limits=limits, detail=_detail(cause)), kind)
    return NotFetchedError(url, f"cannot be fetched ({type(error).__name__}); check the address", Reason.BROKEN)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _detail(error: BaseException) -> str:
    told = getattr(error, "verify_message", None) or getattr(error, "reason", None) or getattr(error, "strerror", None)
    return str(told or type(error).__name__).replace("_", " ").rstrip(".")

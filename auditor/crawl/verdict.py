"""What an answer, or the lack of one, means for the address that was asked."""

from dataclasses import dataclass

from auditor.fetch.failures import NotFetchedError
from auditor.fetch.headers import is_page, said
from auditor.fetch.media import WEB_PAGES
from auditor.model.scan import Exchange, Outcome, Reason

RETRIES = 3
"""How often an address is asked again where the server fails, is busy, or the line breaks."""
LONGEST_WAIT = 300.0
"""Seconds; a server that asks for more is left alone for the rest of the run."""

_UNREACHED = (Reason.NETWORK, Reason.TIME)
_WORTH_ANOTHER_TRY = (*_UNREACHED, Reason.BROKEN)
_BUSY = (429, 503)
_GONE = (404, 410)
_CLOSED = (401, 402, 403, 407, 451)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an answer means."""

    outcome: Outcome
    reason: Reason | None = None
    detail: str = ""
    again: bool = False
    """Whether another try may give something better."""
    failed: bool = False
    """Whether the server, and not this address, is the trouble."""
    wait: float = 0.0
    """Seconds that the server asks to wait."""


def of_failure(failure: NotFetchedError) -> Verdict:
    """Where there is no answer, or none that is taken."""
    kind = failure.kind
    outcome = Outcome.SKIPPED if kind is Reason.BAD_ADDRESS else Outcome.FAILED
    again = kind in _WORTH_ANOTHER_TRY and not failure.lasting
    return Verdict(outcome, kind, failure.reason, again, kind in _UNREACHED)


def of_answer(got: Exchange) -> Verdict:
    """By its status; what a page must be besides is left to `of_page`."""
    if got.redirect:
        return Verdict(Outcome.REDIRECTED, detail=said(got.status))
    if got.status in _BUSY:
        return _busy(got)
    if got.status >= 500:
        return Verdict(Outcome.FAILED, Reason.SERVER, said(got.status), again=True, failed=True)
    if got.status in _GONE:
        return Verdict(Outcome.FAILED, Reason.GONE, said(got.status))
    if got.status in _CLOSED:
        return Verdict(Outcome.FAILED, Reason.CLOSED, said(got.status))
    if got.status == 304:
        return Verdict(Outcome.UNCHANGED)
    if not is_page(got.status):
        return Verdict(Outcome.FAILED, Reason.SERVER, f"{said(got.status)}; expected a page (200)")
    return Verdict(Outcome.PAGE)


def of_page(got: Exchange) -> Verdict:
    """By its status and by what it holds."""
    verdict = of_answer(got)
    if verdict.outcome is not Outcome.PAGE:
        return verdict
    if got.media_type and got.media_type not in WEB_PAGES:
        return Verdict(Outcome.SKIPPED, Reason.MEDIA_TYPE, f"is “{got.media_type[:100]}”")
    if got.content.startswith(b"%PDF-"):
        return Verdict(Outcome.SKIPPED, Reason.MEDIA_TYPE, f"is a PDF, sent as “{got.media_type}”")
    if not got.content.strip():
        return Verdict(Outcome.FAILED, Reason.BROKEN, "is empty; expected a page")
    return verdict


def _busy(got: Exchange) -> Verdict:
    wait = got.retry_after or 0.0
    detail = said(got.status) + (f" and asks to wait {wait:,.0f} s" if wait else "")
    return Verdict(Outcome.FAILED, Reason.BUSY, detail, again=wait <= LONGEST_WAIT, failed=True, wait=wait)

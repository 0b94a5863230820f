"""What an answer says of itself, and of its page."""

import re
from contextlib import suppress
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from urllib.parse import urljoin

import requests

from auditor.fetch.refusal import RefusalError
from auditor.fetch.targets import bare

NO_ADDRESS = "is no valid address; expected something like https://example.org/page"
_REDIRECTS = (301, 302, 303, 307, 308)
_SECONDS = re.compile(r"\d{1,9}")


def is_page(status: int) -> bool:
    """Whether the body of an answer with this status is the page asked for."""
    return status in (HTTPStatus.OK, HTTPStatus.NON_AUTHORITATIVE_INFORMATION)


def redirect(response: requests.Response, at: str) -> str:
    """The address that an answer points to instead, "" if it is the last one.

    Raises:
        RefusalError: it points to something that is no address.
    """
    location = response.headers.get("Location", "") if response.status_code in _REDIRECTS else ""
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")  # headers are read as Latin-1, whatever was sent
    try:
        return bare(urljoin(at, location)) if location else ""
    except ValueError as error:
        raise RefusalError(f"redirects to {short(location)}: {NO_ADDRESS}") from error


def content_type(response: requests.Response) -> tuple[str, str]:
    """Media type and charset of an answer; "" where it does not say."""
    header = Message()
    header["Content-Type"] = told = response.headers.get("Content-Type", "")
    return told.partition(";")[0].strip().lower(), header.get_content_charset("") if told else ""


def retry_after(response: requests.Response) -> float | None:
    """Seconds that the server asks to wait, given as such or as a date (RFC 9110 10.2.3); None where it does not."""
    told = response.headers.get("Retry-After", "").strip()
    if _SECONDS.fullmatch(told):
        return float(told)
    with suppress(ValueError, TypeError, OverflowError):
        until = parsedate_to_datetime(told)
        return max(0.0, (until.replace(tzinfo=until.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
    return None


def short(url: str) -> str:
    """An address of a site's choice, to be shown: as long as a line can bear."""
    return url if len(url) <= 200 else f"{url[:199]}…"


def said(code: int) -> str:
    """A status in words."""
    try:
        return f"answered {code} ({HTTPStatus(code).phrase})"
    except ValueError:
        return f"answered {code}"


def advice(code: int) -> str:
    """What to make of an answer that is no page."""
    if code in (401, 403, 407):
        return f"{said(code)}; the page is not open to all: save it from a browser and audit the file"
    if code in (404, 410):
        return f"{said(code)}; check the address"
    if code == 429 or code >= 500:
        return f"{said(code)}; try again later"
    return f"{said(code)}; expected a page (200)"

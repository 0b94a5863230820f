"""Fetch: targets become locations, a location gives undecoded bytes."""

from auditor.errors import FetchError
from auditor.fetch.files import read_file, read_standard_input
from auditor.fetch.targets import STANDARD_INPUT, expand, is_url
from auditor.model import RawPage
from auditor.settings import Settings

__all__ = ["expand", "fetch", "is_url"]


def fetch(location: str, settings: Settings) -> RawPage:
    """The bytes of one location and what the transport says of them.

    Raises:
        FetchError: it cannot be read or fetched, is empty, or is larger than the settings allow.
        UnsupportedError: a site answered with something that is no text page.
    """
    raw = _read(location, settings)
    if not raw.content.strip():
        raise FetchError(raw.location, "is empty; expected a page")
    return raw


def _read(location: str, settings: Settings) -> RawPage:
    if is_url(location):
        from auditor.fetch.web import fetch_url  # requests takes a tenth of a second to import

        return fetch_url(location, settings.fetch)
    if location == STANDARD_INPUT:
        name = settings.stdin_filename or STANDARD_INPUT
        return RawPage(name, read_standard_input(name, settings.file_bytes))
    return RawPage(location, read_file(location, settings.file_bytes))

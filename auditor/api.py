"""The Python API: the same audit as `auditor check`, as values."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date

from auditor import pipeline
from auditor.errors import UsageError
from auditor.model import RawPage, Report
from auditor.settings import FetchLimits, Settings

Target = str | os.PathLike[str]


def audit(
    target: Target | Iterable[Target] | None = None,
    *,
    text: str | bytes | None = None,
    name: str = "text",
    media_type: str = "",
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    as_of: date | None = None,
    allow_private: bool = False,
) -> Report:
    """Audits pages by their location, or one page given as text.

        report = auditor.audit("draft.md")
        report = auditor.audit(["site/", "https://example.org/leaflet"])
        report = auditor.audit(text="Nine in ten users agree.", name="draft.md")

    Args:
        target: a file, folder, glob or URL, or several of them.
        text: the page itself instead; undecoded bytes are decoded as a file's would be.
        name: what the text is called in the report; its suffix tells the media type.
        media_type: the text's media type ("text/html", "text/markdown", "text/plain") where the
            name does not tell it.
        select: ids of the rules to run; all by default.
        ignore: ids of rules to leave out.
        as_of: the date on which the page is judged; today by default.
        allow_private: whether URLs at private addresses may be fetched.

    Returns:
        One entry in `report.pages` for each page, in order. An input that could not be audited is
        an entry too: its `error` says why.

    Raises:
        UsageError: neither or both of target and text are given, or a rule does not exist.
    """
    if (target is None) == (text is None):
        raise UsageError("give either a target or text=...")
    settings = Settings(
        select=tuple(select),
        ignore=tuple(ignore),
        as_of=as_of or date.today(),
        fetch=FetchLimits(allow_private=allow_private),
    )
    if text is not None:
        raw = raw_text(text, name, media_type)
        return Report(settings.as_of, (pipeline.audit_page(raw, settings),))
    return pipeline.audit(_locations(target), settings)


def raw_text(text: str | bytes, name: str, media_type: str) -> RawPage:
    """The page that a string or bytes stand for."""
    if isinstance(text, bytes):
        return RawPage(name, text, media_type)
    return RawPage(name, text.encode("utf-8", "surrogatepass"), media_type, "utf-8")


def _locations(target: Target | Iterable[Target] | None) -> tuple[str, ...]:
    if target is None:
        return ()
    several = (target,) if isinstance(target, (str, os.PathLike)) else target
    return tuple(os.fspath(each) for each in several)

"""What a page says of itself: title, language, authors, dates, types."""

from auditor.model import Metadata
from auditor.parse.json_values import Value

_AUTHORS, _REVIEWERS = ("author", "creator"), ("reviewedBy", "medicalReviewer", "editor")
_DATES = ("datePublished", "dateModified", "dateCreated", "lastReviewed", "uploadDate")

_PUBLISHED = {"article:published_time": "datePublished", "article:modified_time": "dateModified"}
TAGS = frozenset(("og:title", "description", "og:description", "og:url", "author", "article:author", *_PUBLISHED))
"""The names of the <meta> tags that are read."""


def from_tags(tags: str, title: str, data: list[Value]) -> Metadata:
    """The metadata of a page from its <html>, <meta> and <link> tags and its structured data."""
    from bs4 import BeautifulSoup

    metas: dict[str, str] = {}
    for tag in BeautifulSoup(tags, "html.parser").find_all(True):
        if tag.name == "meta":
            name = str(tag.get("name") or tag.get("property") or "").lower()
            metas.setdefault(name, str(tag.get("content") or "").strip())
        else:
            metas.setdefault(tag.name, str(tag.get("lang" if tag.name == "html" else "href") or "").strip())
    return Metadata(
        title=title or metas.get("og:title", ""),
        description=metas.get("description") or metas.get("og:description", ""),
        language=metas.get("html", ""),
        canonical=metas.get("link") or metas.get("og:url", ""),
        authors=_people(data, _AUTHORS) or _named(metas, "author", "article:author"),
        reviewers=_people(data, _REVIEWERS),
        dates=_dates(metas, data),
        types=tuple(dict.fromkeys(each.text for each in data if each.keys[-1:] == ("@type",))),
    )


def _people(data: list[Value], roles: tuple[str, ...]) -> tuple[str, ...]:
    found = [
        value.text.strip()
        for value in data
        if (keys := value.keys) and (keys[-1] in roles or (keys[-1] == "name" and keys[-2:-1] and keys[-2] in roles))
    ]
    return tuple(dict.fromkeys(each for each in found if each and "://" not in each))


def _named(metas: dict[str, str], *names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(metas[each] for each in names if metas.get(each) and "://" not in metas[each]))


def _dates(metas: dict[str, str], data: list[Value]) -> dict[str, str]:
    dates = {keys[-1]: value.text for value in reversed(data) if (keys := value.keys) and keys[-1] in _DATES}
    for name, key in _PUBLISHED.items():
        if metas.get(name):
            dates.setdefault(key, metas[name])
    return {each: dates[each] for each in _DATES if each in dates}

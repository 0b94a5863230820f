"""What a page says of itself: title, language, authors, dates, types."""

from auditor.model import Metadata
from auditor.parse.json_values import Value

_AUTHORS, _REVIEWERS = ("author", "creator"), ("reviewedBy", "medicalReviewer", "editor")
_DATES = ("datePublished", "dateModified", "dateCreated", "lastReviewed", "uploadDate")

_PUBLISHED = {"article:published_time": "datePublished", "article:modified_time": "dateModified"}
TAGS = frozenset(("og:title", "description", "og:description", "og:url", "author", "article:author", *_PUBLISHED))
"""The names of the <meta> tags that are read."""


def from_tags(tags: str, title: str, data: list[Value]) -> Metadata:
    """The metadata of a page from its <html>, <base>, <meta> and <link> tags and its structured data."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(tags, "html.parser")
    metas: dict[str, str] = {}
    for meta in soup.find_all("meta"):
        name = str(meta.get("name") or meta.get("property") or "").lower()
        metas.setdefault(name, str(meta.get("content") or "").strip())
    html = soup.find("html")
    canonical = next((str(each["href"]) for each in soup.find_all("link", rel="canonical", href=True)), "")
    return Metadata(
        title=title or metas.get("og:title", ""),
        description=metas.get("description") or metas.get("og:description", ""),
        language=str(html.get("lang") or "") if html else "",
        canonical=canonical or metas.get("og:url", ""),
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

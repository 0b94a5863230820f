from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.archive.uris import header_value, location_of, uri_of

NAMES = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("/:%?#\\ .\udc80\udcff"), min_size=1)


@pytest.mark.parametrize(
    ("location", "uri"),
    [
        ("docs/page.html", "file:docs/page.html"),
        ("./a b.md", "file:./a%20b.md"),
        ("../50%.md", "file:../50%25.md"),
        ("/srv/site/a.html", "file:/srv/site/a.html"),
        ("//srv/a", "file:%2F/srv/a"),
        ("C:\\site\\a.html", "file:C%3A%5Csite%5Ca.html"),
        ("what?#x", "file:what%3F%23x"),
        ("caf\u00e9.md", "file:caf%C3%A9.md"),
        ("bad\udcff.md", "file:bad%FF.md"),
        ("-", "file:-"),
    ],
)
def test_a_path_as_a_uri_and_back(location: str, uri: str) -> None:
    assert uri_of(location) == uri
    assert location_of(uri) == location


@given(NAMES)
def test_every_path_comes_back_from_a_valid_uri(location: str) -> None:
    uri = uri_of(location)
    assert uri.isascii()
    assert uri.isprintable()
    assert " " not in uri
    assert urlsplit(uri).scheme == "file"
    assert not urlsplit(uri).query
    assert not urlsplit(uri).fragment
    assert location_of(uri) == location


@pytest.mark.parametrize("uri", ["file:///srv/a%20b.html", "file://localhost/srv/a%20b.html", "FILE:/srv/a%20b.html"])
def test_uris_of_other_tools_are_paths_too(uri: str) -> None:
    assert location_of(uri) == "/srv/a b.html"


@pytest.mark.parametrize("uri", ["https://tea.example/a%20b", "https://tea.example/?q=file:x", ""])
def test_other_addresses_stay_as_they_are(uri: str) -> None:
    assert location_of(uri) == uri


@given(st.text())
def test_no_value_can_end_a_field(text: str) -> None:
    assert len(header_value(text).splitlines()) <= 1
    header_value(text).encode()

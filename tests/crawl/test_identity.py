import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.crawl.identity import as_written, canonical, netloc, origin, same_site
from auditor.crawl.tracking import NAMES, PREFIXES

HOST = "https://example.org"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("HTTPS://Example.ORG", f"{HOST}/"),
        ("https://example.org:443/a", f"{HOST}/a"),
        ("http://example.org:80/a", "http://example.org/a"),
        ("http://example.org:443/a", "http://example.org:443/a"),
        ("https://example.org:/a", f"{HOST}/a"),
        ("https://example.org./a", f"{HOST}/a"),
        ("https://me:secret@example.org/a", f"{HOST}/a"),
        ("  https://example.org/a\n", f"{HOST}/a"),
        ("https://example.org/a#part", f"{HOST}/a"),
        ("https://example.org/a?", f"{HOST}/a"),
        ("https://example.org/a/./b/../c", f"{HOST}/a/c"),
        ("https://example.org/%7Ea/%c3%a9", f"{HOST}/~a/%C3%A9"),
        ("https://example.org/é", f"{HOST}/%C3%A9"),
        ("https://exämple.org/", "https://xn--exmple-cua.org/"),
        ("https://example.org/?b=2&a=1", f"{HOST}/?a=1&b=2"),
        ("https://example.org/?utm_source=x&id=7&UTM_Medium=y&gclid=1#z", f"{HOST}/?id=7"),
        ("https://example.org/?fbclid=1", f"{HOST}/"),
        ("https://example.org/?%75tm_source=1", f"{HOST}/"),
        ("https://example.org/?id=utm_source", f"{HOST}/?id=utm_source"),
        ("https://example.org/?q=", f"{HOST}/?q="),
        ("https://example.org/a%2Fb", f"{HOST}/a%2Fb"),
        ("http://[2001:DB8::1]:8080/", "http://[2001:db8::1]:8080/"),
        ("https://example.org/A", f"{HOST}/A"),
        ("https://example.org/a/", f"{HOST}/a/"),
    ],
)
def test_the_canonical_form(written: str, expected: str) -> None:
    assert canonical(written) == expected


@pytest.mark.parametrize(
    "written",
    [
        "", "example.org/a", "/a", "ftp://example.org/", "mailto:a@example.org", "javascript:alert(1)", "https://",
        "https:///a", "http://[::1/", "http://example.org:port/", "http://example.org:99999/", "https://./",
        "https://no host/", "https://*/", "https://example.org/" + "a" * 8_000,
    ],
)  # fmt: skip
def test_what_is_no_address(written: str) -> None:
    with pytest.raises(ValueError, match=r"^is "):
        canonical(written)


@pytest.mark.parametrize("name", [*sorted(NAMES), *(f"{prefix}x" for prefix in PREFIXES)])
def test_tracking_parameters_are_left_out(name: str) -> None:
    assert canonical(f"{HOST}/a?{name}=1&b=2&{name.upper()}=3") == f"{HOST}/a?b=2"


_PIECES = st.sampled_from(
    (
        *"/?#&=%;:@.+~ \\\t[]é√\u00a0\ud800",
        "..",
        "%2e",
        "%2E%2e",
        "%2f",
        "%25",
        "%3f",
        "%zz",
        "//",
        "utm_a=1",
        "A",
        "a",
        "%C3%A9",
        "%e9",
    )
)


@given(st.lists(_PIECES | st.characters(), max_size=20).map("".join))
def test_twice_changes_nothing(rest: str) -> None:
    try:
        once = canonical(f"http://example.org/{rest}")
    except ValueError:
        return
    assert canonical(once) == once
    assert netloc(once) == "example.org"
    assert "#" not in once


@given(st.text(max_size=40))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    for written in (text, f"http://{text}", f"https://example.org:{text}/"):
        try:
            once = canonical(written)
        except ValueError as error:
            told = str(error)
        else:
            told = ""
            assert canonical(once) == once
            assert once.isascii()
        assert "\n" not in told


@given(st.sampled_from(("a", "b/c", "d?e=1")), st.sampled_from(sorted(NAMES)), st.text("abc1%", max_size=5))
def test_tracking_never_makes_another_page(path: str, name: str, value: str) -> None:
    mark = "&" if "?" in path else "?"
    assert canonical(f"{HOST}/{path}{mark}{name}={value}#{value}") == canonical(f"{HOST}/{path}")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (f"{HOST}/?b=2&a=1&b=1", f"{HOST}/?b=2&a=1&b=1"),
        (f"{HOST}/a?utm_source=x&id=7", f"{HOST}/a?utm_source=x&id=7"),
        ("HTTPS://me:secret@Example.ORG:443/a#part", f"{HOST}/a"),
        (f"{HOST}", f"{HOST}/"),
        (f"{HOST}/a/./b/../c/..", f"{HOST}/a/"),
        (f"{HOST}/../a", f"{HOST}/a"),
        (f"{HOST}/%7ea/%c3%a9%3b", f"{HOST}/~a/%C3%A9%3B"),
        (f"{HOST}/é?q=ü", f"{HOST}/%C3%A9?q=%C3%BC"),
        (f"{HOST}/?q=a+b%20c&list[]=1&t=10:30/2", f"{HOST}/?q=a+b%20c&list[]=1&t=10:30/2"),
        (f"{HOST}/?q=50%&r=%zz", f"{HOST}/?q=50%25&r=%25zz"),
        (f"{HOST}/?a;b", f"{HOST}/?a;b"),
        ("https://exämple.org/", "https://xn--exmple-cua.org/"),
    ],
)
def test_what_is_asked_for_is_the_address_as_written(written: str, expected: str) -> None:
    assert as_written(written) == expected


@given(st.lists(_PIECES | st.characters(), max_size=20).map("".join))
def test_what_is_asked_for_is_the_page_that_is_known(rest: str) -> None:
    written = f"http://example.org/{rest}"
    try:
        known = canonical(written)
    except ValueError:
        with pytest.raises(ValueError, match=r"^is "):
            as_written(written)
        return
    address = as_written(written)
    assert canonical(address) == known
    assert as_written(address) == address
    assert address.isascii()


def test_parts() -> None:
    assert origin("https://example.org:8443/a?b") == "https://example.org:8443"
    assert netloc("https://example.org:8443/a?b") == "example.org:8443"


@pytest.mark.parametrize(
    ("url", "scope", "inside", "with_subdomains"),
    [
        ("https://example.org/a", "example.org", True, True),
        ("http://example.org/a", "example.org", True, True),
        ("https://www.example.org/a", "example.org", True, True),
        ("https://example.org/a", "www.example.org", True, True),
        ("https://shop.example.org/a", "example.org", False, True),
        ("https://shop.example.org/a", "www.example.org", False, True),
        ("https://example.org/a", "shop.example.org", False, False),
        ("https://notexample.org/a", "example.org", False, False),
        ("https://example.org.evil.net/a", "example.org", False, False),
        ("https://example.org:6379/a", "example.org", False, False),
        ("https://example.org:8080/a", "example.org:8080", True, True),
        ("https://example.org/a", "example.org:8080", False, False),
    ],
)
def test_the_same_site(url: str, scope: str, inside: bool, with_subdomains: bool) -> None:
    assert same_site(url, scope) is inside
    assert same_site(url, scope, subdomains=True) is with_subdomains

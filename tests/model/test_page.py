import pytest

from auditor.model import Page


@pytest.mark.parametrize(
    ("source", "starts"),
    [
        ("", [0]),
        ("a", [0]),
        ("\n", [0, 1]),
        ("a\nb\n", [0, 2, 4]),
        ("a\r\nb\rc\n\r\n", [0, 3, 5, 7, 9]),
        ("\r\r\n", [0, 1, 3]),
        ("a\u2028b\x0bc\x0cd\x85e", [0]),
    ],
)
def test_a_line_ends_with_lf_crlf_or_a_lone_cr(source: str, starts: list[int]) -> None:
    page = Page("page.txt", "text/plain", "utf-8", source, ())
    assert page.line_starts == starts
    assert [page.position(start).line for start in starts] == list(range(1, len(starts) + 1))

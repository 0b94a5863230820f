"""What a page says of itself."""

from tests.parse.exactness import page_of

SOURCE = """<!doctype html><html lang="en-GB"><head><title>Sleep &amp; you</title>
<meta name="description" content="How to &quot;sleep&quot;">
<meta name="author" content="Ana Ruiz"><link rel="canonical" href="https://clinic.example/sleep">
<meta property="article:modified_time" content="2026-02-03">
<script type="application/ld+json">{"@graph": [{"@type": ["Article", "WebPage"], "datePublished": "2026-01-02",
 "author": [{"@type": "Person", "name": "Bo Lind"}, {"name": "Cy"}], "reviewedBy": {"name": "Dr Di"}}]}</script>
</head><body><p>Text</p></body></html>"""


def test_all_of_it() -> None:
    said = page_of(SOURCE).metadata
    assert (said.title, said.description, said.language) == ("Sleep & you", 'How to "sleep"', "en-GB")
    assert said.canonical == "https://clinic.example/sleep"
    assert (said.authors, said.reviewers) == (("Bo Lind", "Cy"), ("Dr Di",))
    assert said.dates == {"datePublished": "2026-01-02", "dateModified": "2026-02-03"}
    assert said.types == ("Article", "WebPage", "Person")


def test_an_author_is_taken_from_a_tag_where_the_data_name_none() -> None:
    said = page_of('<meta name=author content="Ana"><meta property=og:title content=T><p>x').metadata
    assert (said.authors, said.title) == (("Ana",), "T")


def test_a_page_that_says_nothing() -> None:
    said = page_of("<p>x").metadata
    assert (said.title, said.description, said.canonical, said.authors, said.dates) == ("", "", "", (), {})


def test_an_address_is_no_author() -> None:
    assert page_of('<meta name=author content="https://x.example/ana"><p>x').metadata.authors == ()

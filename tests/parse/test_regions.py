"""Which part of the page a block stands in."""

import pytest

from auditor.model import Region
from tests.parse.exactness import blocks_of

PROSE = "Most people who tried the cream for eight weeks said that their skin felt calmer and less dry than before. "
MAIN = f"<main><h1>Title</h1><p>{PROSE * 5}</p></main>"


def region_of(text: str, source: str) -> Region:
    (block,) = [block for block in blocks_of(source) if block.text == text]
    return block.region


@pytest.mark.parametrize(
    ("source", "region"),
    [
        ("<nav><ul><li>it</ul></nav>", Region.NAVIGATION),
        ("<div role=navigation>it</div>", Region.NAVIGATION),
        ("<ul class='main-menu'><li>it</ul>", Region.NAVIGATION),
        ("<div id='breadcrumbs'>it</div>", Region.NAVIGATION),
        ("<div class='siteNav'>it</div>", Region.NAVIGATION),
        ("<header><p>it</header>", Region.HEADER),
        ("<div role=banner>it</div>", Region.HEADER),
        ("<footer>it</footer>", Region.FOOTER),
        ("<div class='footer__links'>it</div>", Region.FOOTER),
        ("<div id='site-footer'><div class=card>it</div></div>", Region.FOOTER),
        ("<aside>it</aside>", Region.ASIDE),
        ("<div class='sidebar left'>it</div>", Region.ASIDE),
        ("<section class='newsletter-signup'>it</section>", Region.ASIDE),
        ("<div class='share-buttons'>it</div>", Region.ASIDE),
        ("<div class='cookie-consent'>it</div>", Region.BANNER),
        ("<div id=onetrust-banner-sdk>it</div>", Region.BANNER),
        ("<section class='related-posts'>it</section>", Region.CARD),
        ("<footer><nav>it</nav></footer>", Region.NAVIGATION),
        ("<div>it</div>", Region.MAIN),
        ("<div class='card'>it</div>", Region.MAIN),
        ("<div class='no-sidebar'>it</div>", Region.MAIN),
        ("<div class='section-header'>it</div>", Region.MAIN),
        ("<div class='card-footer'>it</div>", Region.MAIN),
        ("<div class='navy canvas menuless'>it</div>", Region.MAIN),
        ("<p class='drug-related'>it</p>", Region.MAIN),
        ("<div class='plan recommended'>it</div>", Region.MAIN),
        ("<div id='related-conditions'>it</div>", Region.MAIN),
        ("<div class='menu-plan'>it</div>", Region.MAIN),
        ("<section id='consent'>it</section>", Region.MAIN),
    ],
)
def test_parts_by_landmark_role_and_name(source: str, region: Region) -> None:
    assert region_of("it", MAIN + source) is region


@pytest.mark.parametrize("element", ["article", "main", "section"])
def test_the_header_and_footer_of_a_part_belong_to_it(element: str) -> None:
    source = f"<{element}><header><h1>Hero</h1><p>it</p></header><footer>by</footer></{element}>{MAIN}"
    assert region_of("it", source) is Region.MAIN
    assert region_of("by", source) is Region.MAIN


def test_a_header_that_says_much_is_content() -> None:
    source = f"<header><div>logo</div><h2>Sleep</h2><p>it</p><p>{PROSE * 5}</header>{MAIN}{MAIN}"
    assert region_of("it", source) is Region.MAIN


def test_a_header_with_the_title_of_the_page_is_content_but_its_menu_is_not() -> None:
    source = f"<header class=hero><nav>menu</nav><h1>Title</h1><p>it</p></header><p>{PROSE * 9}"
    assert region_of("it", source) is Region.MAIN
    assert region_of("menu", source) is Region.NAVIGATION


@pytest.mark.parametrize(
    "source",
    [
        f"<div class='with-right sidebar-layout'>{MAIN}</div>",
        f"<div class='sidebar'><h1>Title</h1><p>{PROSE}</div>",
        f"<div class='menu'><p>{PROSE * 5}</p></div>",
        f"<nav><p>menu</p><p>{PROSE * 9}</p>",
        f"<div class='share-bar'><p>{PROSE * 5}</p></div>{MAIN}",
    ],
)
def test_a_name_is_not_believed_where_the_content_stands(source: str) -> None:
    assert {block.region for block in blocks_of(source)} == {Region.MAIN}


def test_a_note_inside_an_article_is_content_but_a_list_of_links_is_not() -> None:
    links = "<ul><li><a href=/a>One</a><li><a href=/b>Two</a></ul>"
    source = f"<article><p>{PROSE}</p><aside><p>it</p></aside><aside>{links}</aside></article>"
    assert region_of("it", source) is Region.MAIN
    assert region_of("One", source) is Region.ASIDE


CARDS = "".join(f"<div class=card><h3>Plan {n}</h3><p>Lost 9% in {n} weeks</p>{{}}</div>" for n in "234")


def test_cards_that_say_something_are_content() -> None:
    assert region_of("Lost 9% in 3 weeks", MAIN + CARDS.format("", "", "")) is Region.MAIN
    more = "<a href=/plans>More</a>"
    assert region_of("Lost 9% in 3 weeks", MAIN + CARDS.format(more, more, more)) is Region.MAIN


@pytest.mark.parametrize(
    "teaser",
    [
        "<a href=/p{n} class=card><h3>Post {n}</h3><p>Teaser {n}</p></a>",
        "<article><h3><a href=/p{n}>Post {n}</a></h3><p>Teaser {n}</p></article>",
        "<div><a href=/p{n}><img alt=x></a><h3><a href=/p{n}>Post {n}</a></h3><p>Teaser {n}</p></div>",
        "<li><a href=/p{n}>Post about sleep {n}</a><p>Teaser {n}</p></li>",
    ],
)
def test_one_of_many_teasers_that_lead_to_other_pages_is_a_card(teaser: str) -> None:
    grid = "".join(teaser.format(n=n) for n in "1234")
    assert region_of("Teaser 2", f"{MAIN}<div>{grid}</div>") is Region.CARD
    alone = teaser.format(n=2)
    assert region_of("Teaser 2", f"{MAIN}<div>{alone}</div>") is Region.MAIN


def test_references_that_lead_to_other_sites_are_no_cards() -> None:
    entries = "".join(f"<li><a href=https://doi.org/10.5555/{n}>Trial {n}</a></li>" for n in "1234")
    assert region_of("Trial 3", f"{MAIN}<ol>{entries}</ol>") is Region.MAIN


def test_a_table_of_contents_is_navigation() -> None:
    entries = "".join(f"<li><a href=#s{n}>Section {n}</a></li>" for n in "1234")
    assert region_of("Section 3", f"{MAIN}<ul>{entries}</ul>") is Region.NAVIGATION


def test_no_block_is_lost_by_being_elsewhere() -> None:
    source = f"<nav>a</nav><header>b</header>{MAIN}<aside>c</aside><footer>d</footer>"
    assert [block.text for block in blocks_of(source) if len(block.text) == 1] == ["a", "b", "c", "d"]

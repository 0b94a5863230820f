from pathlib import Path

from tests.crawl.fakes import crawled, outcomes
from tests.crawl.site import Site


def test_a_whole_site(tmp_path: Path) -> None:
    with Site(articles=60) as site:
        captures = crawled(tmp_path, sites=(site.url,))
        assert outcomes(captures) == site.expected

"""Crawl: from addresses, sitemaps, sites and start pages to captures, politely, and so that it can be cut at any time.

The reasons for its manners: docs/decisions/0006-polite-fetching.md.
"""

from auditor.crawl.crawler import crawl
from auditor.crawl.evidence import Evidence
from auditor.crawl.journal import Journal
from auditor.crawl.plan import CrawlPlan

__all__ = ["CrawlPlan", "Evidence", "Journal", "crawl"]

"""Small documents and findings made by hand, for the tests of the check stage."""

from auditor.model import (
    Block,
    BlockKind,
    Confidence,
    Document,
    Finding,
    Page,
    Region,
    Run,
    Sentence,
    Severity,
    SourceMap,
    Span,
)

Spec = tuple[BlockKind, Region, str]

MAIN = (BlockKind.PARAGRAPH, Region.MAIN)


def document(*texts: str | Spec) -> Document:
    """A page with a block, which is one sentence, for each text; blocks stand on lines of their own."""
    specs = [(*MAIN, text) if isinstance(text, str) else text for text in texts]
    blocks, start = [], 0
    for index, (kind, region, text) in enumerate(specs):
        runs = (Run(0, len(text), start, start + len(text)),)
        blocks.append(Block(index, kind, text, SourceMap(runs), region))
        start += len(text) + 1
    page = Page("page.txt", "text/plain", "utf-8", "\n".join(text for _, _, text in specs), tuple(blocks))
    return Document(page, tuple(Sentence(each.index, each.span(), each.text) for each in blocks))


def span_of(words: str, on: Document, block: int = 0) -> Span:
    """Where the words first stand in a block."""
    start = on.page.blocks[block].text.index(words)
    return Span(block, start, start + len(words))


def finding(span: Span, rule: str = "some-rule", severity: Severity = Severity.ERROR, subtype: str = "") -> Finding:
    """A finding of a rule at a span."""
    return Finding(rule, span, "Wrong.", "Mend it.", severity, Confidence.HIGH, subtype=subtype)

"""Named works: trials, reports, guidelines, labels, data sets, journals, one's own survey."""

from collections.abc import Iterator

from auditor.extract.annotated import Annotated
from auditor.extract.citations.references import References
from auditor.model import Citation, Sentence


def works(sentence: Sentence, annotated: Annotated, references: References) -> Iterator[Citation]:
    """Works named in a sentence."""
    return iter(())

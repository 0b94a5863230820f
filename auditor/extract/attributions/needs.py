"""What a passage must hold before an attribution can be found in it."""

from auditor.extract.attributions.choosing import chosen
from auditor.extract.attributions.tagging import tag, worth_tagging
from auditor.extract.citations.authors import author_years
from auditor.extract.citations.references import References
from auditor.extract.passages import Passage
from auditor.model import Sentence, Tier

_NO_REFERENCES = References()


def may_hold(passage: Passage) -> bool:
    """Whether a sentence appeals to a source, or names an author and a year."""
    return any(map(_appeals, passage.sentences))


def _appeals(sentence: Sentence) -> bool:
    """Judged without the page: its site's name excludes further cues, its references resolve further citations."""
    if worth_tagging(sentence.text) and next(chosen(tag(sentence.text), ""), None) is not None:
        return True
    return any(each.tier is Tier.VAGUE for each in author_years(sentence, _NO_REFERENCES))

"""Finds attributions: wording that lends a claim the authority of research, experts, bodies or data.

A sentence becomes a row of tags (tagging), in which cues are found by their form (grammar); what
borrows no authority is left out (exclusions); of the cues of one sentence those are kept that bring
in a source of their own (choosing). Where the source is named it is joined (auditor.extract.sources).
"""

from collections.abc import Mapping

from auditor.extract.annotated import Annotated
from auditor.extract.attributions.choosing import chosen
from auditor.extract.attributions.tagging import tag, worth_tagging
from auditor.extract.attributions.voice import is_silent, site_name
from auditor.extract.attributions.wording import Wording, by_author, worded
from auditor.model import Citation, CitationKind, Tier

__all__ = ["Wording", "find_wordings"]


def find_wordings(annotated: Annotated, citations: tuple[Citation, ...]) -> tuple[Wording, ...]:
    """Every appeal to a source on the page, in order; sources not yet joined."""
    site = site_name(annotated.page)
    silent = {block.index for block in annotated.page.blocks if is_silent(block)} | annotated.references.blocks
    authors = _authors(annotated, citations)
    found: list[Wording] = []
    for sentence in annotated.sentences:
        if sentence.span.block in silent:
            continue
        named = authors.get(sentence.index, [])
        found += named
        if worth_tagging(sentence.text):
            tagged = tag(sentence.text)
            appeals = [worded(cue, tagged, sentence) for cue in chosen(tagged, site)]
            found += [each for each in appeals if not named or not _speaks_of(each, named)]
    return tuple(sorted(found, key=lambda each: each.span))


def _authors(annotated: Annotated, citations: tuple[Citation, ...]) -> Mapping[int, list[Wording]]:
    """Authors and years without an entry, by sentence index."""
    page = annotated.page
    found: dict[int, list[Wording]] = {}
    vague = iter([each for each in citations if each.kind is CitationKind.AUTHOR_YEAR and each.tier is Tier.VAGUE])
    citation = next(vague, None)
    for sentence in annotated.sentences:
        while citation is not None and citation.span[:2] < sentence.span[:2]:
            citation = next(vague, None)
        while citation is not None and sentence.span.covers(citation.span):
            found.setdefault(sentence.index, []).append(by_author(citation, sentence, page.text(citation.span)))
            citation = next(vague, None)
    return found


def _speaks_of(appeal: Wording, named: list[Wording]) -> bool:
    """Whether an appeal's words and an author's name are one: "a study by Smith (2019) found"."""
    return any(each.span.start < appeal.span.end + 60 and appeal.span.start < each.span.end + 60 for each in named)

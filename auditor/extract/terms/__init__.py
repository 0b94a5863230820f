"""Marks known terms in sentences: word lists as data, matched by spaCy's PhraseMatcher.

Each TOML file beside this module holds tables; a table's name is the label of its terms:

    [person]
    trigger = true                     # a sentence with such a term is worth reading
    terms = ["patient", "patients"]    # matched word by word, whatever the case

    [drug.entries]                     # or: key = terms that stand for it
    azathioprine = ["azathioprine", "imuran"]

Sentences without a digit or a trigger term are passed over by a regular expression derived from
the same lists, so spaCy (about a second to import) is only loaded where something can be found.
"""

from auditor.extract.terms.guard import worth_reading
from auditor.extract.terms.lists import TermList, term_lists
from auditor.extract.terms.matcher import annotate

__all__ = ["TermList", "annotate", "term_lists", "worth_reading"]

"""What looks like borrowed authority and is none: the exclusions V2 to V11 of docs/definitions.md."""

import re

from auditor.extract.attributions.grammar import Cue
from auditor.extract.attributions.lexicon import exclusion
from auditor.extract.attributions.persons import back, is_personal
from auditor.extract.attributions.tagging import Tagged
from auditor.extract.citations.years import YEAR

_YEAR = re.compile(rf"\b{YEAR}\b")
_NEEDED = re.compile(
    r"\b(?:more|further|additional|larger|better)\s(?:\w+\s){0,3}(?:research|studies|trials|evidence|data)\b"
    r".{0,30}\b(?:needed|required|necessary|warranted)\b",
    re.IGNORECASE,
)
_MIXED = re.compile(
    r"\b(?:evidence|results|findings|data|research)\s(?:(?:from|in|of|on)\s(?:\w+\s){1,4})?(?:is|are|was|were|remains?|has\sbeen|have\sbeen)\s(?:\w+\s)?"
    r"(?:mixed|conflicting|inconclusive|inconsistent|contradictory)\b"
    r"|\bsome\s(?:studies|trials|reviews|reports|research)\b.{5,160}\b(?:while|whereas|but|and)\s(?:some\s)?others?\b",
    re.IGNORECASE,
)
_WANTING = re.compile(
    r"\s(?:is|are|was|were|remains?)\s(?:\w+\s){0,2}?(?:unreliable|inconsistent|variable|heterogeneous|difficult|contradictory|debated"
    r"|controversial|preliminary|small|few|lacking|limited|mixed|scarce|sparse|conflicting|inconclusive|weak|needed|unclear|insufficient)"
)
_TO_DO = re.compile(r"\b(?:needs?|remains?|ha(?:s|ve)\syet)\sto\s(?:\w+\s){1,5}$")
"""Before "confirmed in a longer trial": it has not been done."""
_SHORT = re.compile(
    r"\s(?:have|had|has|use|used|lack|lacked)\s(?:\w+\s)?(?:small|short|limited|few|low|poor|methodological|design|weak\w*|serious)\b",
    re.IGNORECASE,
)
_THAN = re.compile(r"\b(?!more\b|less\b|fewer\b|other\b)\w+\s$", re.IGNORECASE)
"""Before "than many studies": the studies are what something is compared with."""
_MEANS = re.compile(
    r"\s(?:us|you|people|couples|patients|doctors|families)?\s?(?:with\s)?(?:an?\s|the\s|new\s|many\s|several\s)*(?:answers?|cures?|hope|means|options?|solutions?|tools?|treatments?|ways?)\b",
    re.IGNORECASE,
)
_PROVIDES = re.compile(r"\bprovid(?:e|es|ed|ing)$", re.IGNORECASE)
_TOLD = re.compile(
    r"\b(?:was|were|had|did|fell|rose|saw|lost|gained|got|felt|grew|became|slept|went|took|ran|kept|came|made|began|beat|cut"
    r"|(?!need|feed|speed|bleed|seed|indeed|breed|exceed)\w{2,}ed)\b|\d",
    re.IGNORECASE,
)
"""Signs of something that happened: a past tense, a figure."""
_MERELY_MORE = frozenset(["more", "yet", "additional", "ongoing"])
"""Words of lack that before a finding verb only say that there is more: "more studies show"."""
_NO_LACK = frozenset([("more", "than"), ("no", "wonder"), ("no", "doubt"), ("no", "surprise"), ("no", "secret")])
_SEEN = re.compile(r"reported|observed|seen|noted|documented|described|known to|found", re.IGNORECASE)
_SEEN_IN = re.compile(r"\b(?:was|were)\s(?:found|noted|observed|reached|reported|seen)\sin\b", re.IGNORECASE)
_FREE = re.compile(r"\b(?:no|not|without|few|fewer|rare|rarely|minimal|low|lower|less|mild|free)\b", re.IGNORECASE)
"""Harm is played down, which is a claim."""
_MEANING = re.compile(r"\b(?:defined|means|refers?\sto|stands?\sfor|called|known\sas|termed)\b", re.IGNORECASE)
_TOPIC = re.compile(
    r"\s(?:on|into|about|regarding)(?:\s(?!(?:is|are|has|have|can|may|that)\b)[\w’'/-]+,?)+\.?$", re.IGNORECASE
)
_STATUS = re.compile(
    r"\b(?:currently|presently|now|still|enter(?:s|ed|ing)?|advanced|progressed|(?:under|undergoing)\s\w+)\s?$",
    re.IGNORECASE,
)
"""Right before "in phase 3 trials"."""
_BEING = re.compile(r"\bbeing\s(?:\w+ly\s)?(?:assessed|evaluated|examined|explored|investigated|studied|tested)$", re.I)
_EVIDENCE = re.compile(r"\b(?:data|evidence|findings|results)\s(?:\w+\s)?(?:is|are|was|were)\s?$", re.IGNORECASE)
"""Told where evidence comes from, not what it shows."""
_LONGEST = 60
_LEADING = frozenset(["founded", "led"])
_MODELS = re.compile(r"\bresearch\smodels?$", re.IGNORECASE)
_STUDIED = re.compile(r"\b(?:evaluated|examined|explored|investigated|meant|studied|used)\b", re.IGNORECASE)
_ANALYSIS = re.compile(
    r"\b(?:HPLC|LC-?MS|mass\sspec\w*|NMR|purity|identity|sterility|endotoxins?|molecular\s(?:weight|mass)|batch(?:es)?|lots?"
    r"|vials?|certificates?|CoAs?|label\sclaims?)\b",
    re.IGNORECASE,
)
"""The analysis of what is sold."""


def is_excluded(cue: Cue, tagged: Tagged, site: str) -> bool:
    """Whether the cue borrows no authority; `site` is the site's own name, "" if unknown."""
    return (
        _lacking(cue, tagged)
        or _conditional(cue, tagged)
        or is_personal(cue, tagged)
        or _taking_part(cue, tagged)
        or _explained(cue, tagged)
        or _passive(cue, tagged)
        or _under_way(cue, tagged)
        or _describing(cue, tagged)
        or _of_goods(cue, tagged)
        or _harm(cue, tagged)
        or (cue.form == "dated" and not _YEAR.search(tagged.words(cue.first, cue.last)))
        or _regulatory(cue, tagged)
        or (bool(site) and site in tagged.words(cue.first, cue.last))
    )


def _lacking(cue: Cue, tagged: Tagged) -> bool:
    """V2: the evidence is said to be missing, mixed or needed; that no harm was found is a claim."""
    if cue.form == "finds_not":
        return not exclusion("harm").search(tagged.after(cue.last))
    passive = cue.form in ("proof", "slogan", "tied")
    start = back(tagged, cue.first, 8 if passive or cue.form == "that" else 3)
    end = cue.last if passive else max(cue.head, cue.first)
    spoken = {tagged.word(each).lower() for each in range(start, end) if _denies(tagged, each)}
    harmless = _MERELY_MORE if passive or cue.form in ("finds", "according", "judges") else frozenset[str]()
    after = tagged.after(cue.last)
    around = tagged.around(cue.first, cue.last)
    needed = _NEEDED.search(around) or _MIXED.search(around) or (cue.form == "amount" and _SHORT.match(after))
    undone = cue.form in ("tied", "adjunct") and _TO_DO.search(tagged.before(cue.first))
    return bool(spoken - harmless or needed or undone or _WANTING.match(after))


def _denies(tagged: Tagged, index: int) -> bool:
    """Whether the word tells of lack or denies; "more than thirty trials" and "no wonder" do not."""
    if not tagged.plays(index, "lacking", "negation"):
        return False
    following = tagged.word(index + 1).lower() if index + 1 < len(tagged.tags) else ""
    return (tagged.word(index).lower(), following) not in _NO_LACK


def _conditional(cue: Cue, tagged: Tagged) -> bool:
    """Whether the cue stands under "if" or "what": nothing is said to have been shown."""
    if cue.form == "compared":
        return False
    if any(_asks(tagged, each) for each in range(back(tagged, cue.first, 3), cue.last)):
        return True
    return any(tagged.plays(each, "condition") for each in range(max(0, cue.first - 2), cue.first + 1))


def _asks(tagged: Tagged, index: int) -> bool:
    """Whether the word begins an indirect question; "what's more" does not."""
    return tagged.plays(index, "asking") and not tagged.plays(index + 1, "lacking")


def _taking_part(cue: Cue, tagged: Tagged) -> bool:
    """V3 and V5: somebody takes part in a study, or something is being studied."""
    if cue.form not in ("adjunct", "amount"):
        return False
    before = range(max(0, cue.first - 2), cue.first + 1)
    told = _TOLD.search(tagged.after(cue.last)) or _SEEN_IN.search(tagged.before(cue.first))
    if tagged.plays(cue.first - 1, "participants") and not told:
        return True
    return any(tagged.plays(each, "taking_part") for each in before)


def _explained(cue: Cue, tagged: Tagged) -> bool:
    """V5: told in general what happens in studies, not what was found in them."""
    if cue.form == "finds" and tagged.plays(cue.head, "mass") and _PROVIDES.search(tagged.words(cue.first, cue.last)):
        return _MEANS.match(tagged.after(cue.last)) is not None
    if cue.form == "amount":
        compared = tagged.word(cue.first).lower() == "than" and _THAN.search(tagged.before(cue.first)) is not None
        buyers = tagged.word(cue.head).lower() == "reviews" and not tagged.plays(cue.head - 1, "adjective")
        return compared or buyers or tagged.plays(cue.first - 1, "of") or _is_topic(cue, tagged)
    if cue.form in ("adjunct", "tied") and tagged.plays(cue.head, "counts"):
        return True
    if cue.form == "adjunct" and tagged.plays(cue.head, "mass") and tagged.plays(cue.first, "in"):
        return True
    if cue.form == "adjunct" and _MEANING.search(tagged.before(cue.first)):
        return True
    if cue.form != "adjunct" or not tagged.plays(cue.head, "study"):
        return False
    return _TOLD.search(tagged.before(cue.first)) is None and _TOLD.search(tagged.after(cue.last)) is None


def _is_topic(cue: Cue, tagged: Tagged) -> bool:
    """Whether the studies and what they are on are the whole text: nothing is said of either."""
    topic = _TOPIC.match(tagged.after(cue.last)) if cue.first == 0 else None
    return topic is not None and _TOLD.search(topic.group()) is None


def _under_way(cue: Cue, tagged: Tagged) -> bool:
    """V5: told how far the work has come: "currently in phase 3 trials", "being tested in trials"."""
    if cue.form == "amount":
        numbered = tagged.plays(cue.first - 1, "phase")
        return numbered or _STATUS.search(tagged.before(max(cue.first - 1, 0))) is not None
    if cue.form == "adjunct":
        being = tagged.plays(cue.first - 1, "be")
        if being and (tagged.plays(cue.first, "in") or _EVIDENCE.search(tagged.before(cue.first))):
            return True
        return _STATUS.search(tagged.before(cue.first)) is not None
    return cue.form == "tied" and _BEING.search(tagged.words(0, cue.first + 1)[-_LONGEST:]) is not None


def _describing(cue: Cue, tagged: Tagged) -> bool:
    """V9: a clause that says who somebody is: "founded by doctors who believed in plain words"."""
    if (
        cue.form == "tied"
        and cue.head < 0
        and not _LEADING.isdisjoint(tagged.words(cue.first, cue.last).lower().split())
    ):
        return True
    led = cue.form == "judges" and tagged.plays(cue.first - 1, "preposition", "and")
    return led and any(tagged.plays(each, "relative") for each in range(cue.first, cue.last))


def _of_goods(cue: Cue, tagged: Tagged) -> bool:
    """V9: papers that come with goods: "HPLC data confirming purity"; laboratory models for sale."""
    if cue.form == "adjunct" and _MODELS.search(tagged.words(cue.first, cue.last)):
        return _STUDIED.search(tagged.before(cue.first)) is not None
    data = cue.form == "finds" and tagged.plays(cue.last - 1, "ing")
    return data and _ANALYSIS.search(tagged.around(cue.first, cue.last)) is not None


def _passive(cue: Cue, tagged: Tagged) -> bool:
    """V9: "third-party testing supported" as a whole sentence: the verb takes no claim."""
    return cue.form == "finds" and cue.first == 0 and tagged.after(cue.last).strip() in ("", ".", "!")


def _harm(cue: Cue, tagged: Tagged) -> bool:
    """V6: harm disclosed, in the passive or as what was seen in studies."""
    around = tagged.around(cue.first, cue.last)
    if cue.form == "participants":
        return exclusion("harm").search(around) is not None and not _FREE.search(around)
    if cue.form in ("adjunct", "tied"):
        return exclusion("disclosure").search(around) is not None and not _FREE.search(around)
    weak = _SEEN.search(tagged.words(cue.first, cue.last))
    return cue.form == "proof" and weak is not None and exclusion("harm").search(around) is not None


def _regulatory(cue: Cue, tagged: Tagged) -> bool:
    """V4: an act of a regulator with its date."""
    if cue.form not in ("states", "position") or not exclusion("regulators").search(tagged.words(cue.first, cue.last)):
        return False
    return cue.form == "position" or _YEAR.search(tagged.around(cue.first, cue.last)) is not None

"""What was found on a page: sentences, quantities, claims and the sources that back them.

Terms are those of docs/glossary.md; kinds, exclusions and tiers those of docs/definitions.md.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import IntEnum, StrEnum
from functools import cached_property

from auditor.model.finding import Confidence
from auditor.model.measure import Measure
from auditor.model.page import Page, Span
from auditor.model.price import Price
from auditor.model.slot import Slot


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a block without one (a heading, a cell); the unit a reader quotes."""

    index: int
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A known term in a sentence: the label of its word list and where it stands."""

    label: str
    span: Span
    text: str
    """As written."""
    entry: str = ""
    """The list's own key for it, such as the generic name a brand stands for."""


class QuantityKind(StrEnum):
    """What sort of measure a quantity is."""

    PERCENT = "percent"
    SHARE = "share"
    """A part of a whole in words or as a ratio: "nine in ten", "a third", "1 in 200", "33 of 40"."""
    FOLD = "fold"
    """A factor: "2.5-fold", "three times", "doubled", "halved"."""
    RATIO = "ratio"
    """A hazard, odds or risk ratio, or a number needed to treat or harm."""
    COUNT = "count"
    """A number of people, cases, studies or other things counted."""
    MONEY = "money"
    MEASURE = "measure"
    """A number with a unit: mass, volume, length, pressure, time."""
    P_VALUE = "p-value"
    INTERVAL = "interval"
    """A confidence interval."""
    NUMBER = "number"
    """A bare number."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A measure in the text. `span` holds approximator, comparator, number and unit."""

    span: Span
    kind: QuantityKind
    low: Decimal | None
    high: Decimal | None
    """Equal to `low` unless a range is given; both None where words give no number ("most")."""
    unit: str = ""
    """Canonical unit symbol or counted noun, such as "%", "mg", "people", "USD"."""
    approximator: str = ""
    comparator: str = ""
    """"<", ">", "<=", ">=" where the words say so ("fewer than", "up to")."""
    number: Span | None = None
    """The digits or number words alone."""


class Tier(IntEnum):
    """How far a reader gets in finding a source."""

    NONE = 0
    VAGUE = 1
    IDENTIFIABLE = 2
    RESOLVABLE = 3


@dataclass(frozen=True, slots=True)
class Source:
    """The best available source of a claim and the spans that decided it."""

    tier: Tier = Tier.NONE
    spans: tuple[Span, ...] = ()
    cue: str = ""
    """For tier VAGUE: the words that sound like a source."""
    uncertain: bool = False
    """True where a source may stand elsewhere, such as a reference list without markers."""
    reason: str = ""
    """How the source was reached: "same sentence", "same block", "carried over", "table caption", ..."""


class StatisticKind(StrEnum):
    """The kinds K1 to K8 of findings a statistic reports."""

    SHARE = "share or rate"
    RELATIVE_EFFECT = "relative effect"
    ABSOLUTE_EFFECT = "absolute effect"
    OUTCOME_RATE = "outcome rate"
    PREVALENCE = "prevalence or head count"
    ACCURACY = "diagnostic accuracy"
    MARKET = "market figure"
    SIGNIFICANCE = "significance"


@dataclass(frozen=True, slots=True)
class Statistic:
    """A numeric statement of an empirical finding, with the source that backs it."""

    span: Span
    """The anchor: approximator, number and the noun it shares out."""
    sentence: Sentence
    kind: StatisticKind
    quantities: tuple[Quantity, ...]
    treatment_outcome: bool = False
    """Whether it reports an outcome of a named product or treatment."""
    source: Source = field(default_factory=Source)
    confidence: Confidence = Confidence.HIGH
    subject: str = ""
    population: str = ""
    time: str = ""


class CitationKind(StrEnum):
    """The form in which a page points at a source."""

    AUTHOR_YEAR = "author-year"
    NUMBERED = "numbered"
    FOOTNOTE = "footnote"
    DOI = "doi"
    PMID = "pmid"
    PMCID = "pmcid"
    TRIAL_ID = "trial-id"
    TRIAL_NAME = "trial-name"
    LINK = "link"
    JOURNAL = "journal"
    ORGANISATION = "organisation"
    REPORT = "report"
    GUIDELINE = "guideline"
    LABEL = "label"
    OWN_SURVEY = "own-survey"


@dataclass(frozen=True, slots=True)
class Citation:
    """A marker or name in the text that points at a source, and the entry it resolves to."""

    span: Span
    kind: CitationKind
    tier: Tier
    entry: Span | None = None


class CueClass(StrEnum):
    """The classes C1 to C7 of wording that borrows authority."""

    RESEARCH = "unnamed research"
    ONE_STUDY = "one unnamed study"
    NAME_ONLY = "journal or organisation only"
    AUTHOR_YEAR = "author and year without an entry"
    EXPERTS = "unnamed experts"
    EVIDENTIAL = "impersonal evidential"
    DATA = "unnamed survey or data"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words that lend a claim the authority of research, experts, bodies or data."""

    span: Span
    """From the cue to the end of the source's name."""
    sentence: Sentence
    cue_class: CueClass
    source: Source = field(default_factory=Source)
    missing: tuple[str, ...] = ()
    """What a reader lacks to find the source: author, title, year, link."""
    confidence: Confidence = Confidence.HIGH


class DosageKind(StrEnum):
    """The kinds of dose quantity that can be compared with one another."""

    STRENGTH = "strength per unit"
    DOSE = "amount per dose"
    FREQUENCY = "frequency"
    DAILY = "amount per day"
    MAXIMUM = "maximum"
    COURSE = "course length"


@dataclass(frozen=True, slots=True)
class Drug:
    """A drug or product on the page; names joined from the lexicon and the page's own words."""

    name: str
    """Generic name where known, else the page's name, in lower case."""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """For whom and for what a dosage statement holds; an empty string where the page is silent."""

    drug: str = ""
    form: str = ""
    release: str = ""
    route: str = ""
    population: str = ""
    indication: str = ""
    phase: str = ""
    organ_function: str = ""
    origin: str = ""
    """"label", "study", "overdose", "history"; empty for a plain instruction."""
    product: str = ""
    """The product whose content is stated, where that is not the drug itself."""
    brand: str = ""
    """The brand by which the page calls the drug here."""
    salt: str = ""
    """The salt or form of the substance named with it, such as "hydrochloride"."""
    variant: str = ""
    """Words that single out one variety of a product: "extra strength", "white"."""


class StrengthRole(StrEnum):
    """How a page comes to state a strength."""

    OFFERED = "offered"
    """It lists what the product comes in."""
    CONTENT = "content"
    """It says what one or several units contain."""
    TAKEN = "taken"
    """It names the unit a dose is counted in: "one 20 mg capsule"."""
    SOLD = "sold"
    """It names the product in its title or beside its price."""


@dataclass(frozen=True, slots=True)
class Dosage:
    """One dosage statement, normalised. Ranges are (low, high); None where not stated.

    Units are canonical: mg, mL, unit, tablet and other counted forms; with "/kg" or "/m2" where
    the statement is per body weight or surface. Frequency is in doses per day, course in days.
    """

    span: Span
    sentence: Sentence
    scope: Scope
    strength: tuple[Decimal, Decimal] | None = None
    strength_unit: str = ""
    strengths: tuple[Decimal, ...] = ()
    """Each strength where several are listed; `strength` is then the lowest and the highest."""
    strength_role: StrengthRole | None = None
    units: Decimal = Decimal(1)
    """For how many units together the content was stated: 2 in "two sachets give 800 mg"."""
    dose: tuple[Decimal, Decimal] | None = None
    dose_unit: str = ""
    frequency: tuple[Decimal, Decimal] | None = None
    daily: tuple[Decimal, Decimal] | None = None
    daily_unit: str = ""
    maximum: tuple[Decimal, Decimal] | None = None
    """Per day unless `maximum_unit` says "/week"; its unit is "dose" where it limits how often."""
    maximum_unit: str = ""
    course: tuple[Decimal, Decimal] | None = None
    spans: Mapping[DosageKind, Span] = field(default_factory=dict)
    """The words that state each quantity."""
    exclusive: bool = False
    """Whether it says always, only, each, every or exactly."""
    as_needed: bool = False
    """Whether it is taken only when needed, so that the frequency is the most and not the rule."""


@dataclass(frozen=True, slots=True)
class Unjudged:
    """A statement that was seen but could not be normalised or judged, and why."""

    span: Span
    reason: str


@dataclass(frozen=True)
class Document:
    """A page with everything extracted from it; rules read this and nothing else."""

    page: Page
    sentences: tuple[Sentence, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    statistics: tuple[Statistic, ...] = ()
    citations: tuple[Citation, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    dosages: tuple[Dosage, ...] = ()
    drugs: tuple[Drug, ...] = ()
    unjudged: tuple[Unjudged, ...] = ()
    slots: tuple[Slot, ...] = ()
    topic: tuple[str, ...] = ()
    """The conditions that title and main heading name, where the page states a dosage; scopes leave them out."""
    prices: tuple[Price, ...] = ()
    measures: tuple[Measure, ...] = ()
    """What the statistics are of, as far as that can be compared."""

    def text(self, span: Span) -> str:
        """The words of a span, as a reader sees them."""
        return self.page.text(span)

    def sentence_at(self, span: Span) -> Sentence | None:
        """The sentence in which the span begins."""
        sentences = self.sentences_by_block.get(span.block, ())
        at = bisect_right(sentences, span.start, key=lambda sentence: sentence.span.start) - 1
        return sentences[at] if at >= 0 and span.start < sentences[at].span.end else None

    @cached_property
    def sentences_by_block(self) -> Mapping[int, tuple[Sentence, ...]]:
        """Sentences of each block, in order."""
        grouped: dict[int, list[Sentence]] = {}
        for sentence in self.sentences:
            grouped.setdefault(sentence.span.block, []).append(sentence)
        return {block: tuple(found) for block, found in grouped.items()}

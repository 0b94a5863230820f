"""A stand-in where a reader should see a number, an amount, a date or an identifier.

Flags    runs of X, N, #, ? or _, words in brackets, TBD, template marks, the output of failed
         programs (NaN, undefined, #REF!) and telephone numbers like 123-456-7890 in the place of a value
Why      the page is visibly unfinished, and a reader may take the missing figure for a fact
Remedy   put in the sourced value with its date, or delete the clause; never guess
Limits   a bare XX counts only beside a currency, percent sign, unit, counted noun or label; a blank
         on a worksheet, a mask, a name or a variable of the sentence is left alone; a stand-in that
         looks like a value (00%, 555-0100) is not seen; a template mark in Markdown or in a page with
         statements of a template is only a note, since a program may still fill it
See      FTC Act section 5 (deception); JAMA benchmarks, attribution; PIF TICK criteria 1 and 4
"""

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from auditor.check import Flagged, Passed, Rule
from auditor.model import (
    Block,
    BlockKind,
    Confidence,
    Document,
    Finding,
    Neighbour,
    Page,
    Severity,
    Slot,
    SlotKind,
    Span,
)


@dataclass(frozen=True, slots=True)
class Options:
    """How files are told apart, and what a house calls its gaps."""

    template_suffixes: tuple[str, ...] = (
        ".ejs", ".erb", ".hbs", ".j2", ".jinja", ".jinja2", ".liquid", ".mustache", ".njk", ".tmpl", ".tpl", ".twig",
    )  # fmt: skip
    """Endings of files that are templates, where a slot is only a note."""
    tokens: tuple[str, ...] = ()
    """Further stand-ins of the house style, such as "@@@"; each is flagged wherever it stands."""


rule = Rule(
    __name__,
    reads=("slots",),
    severity=Severity.ERROR,
    options=Options,
    standards=("FTC Act s. 5", "JAMA benchmarks: attribution", "HONcode 5", "PIF TICK 1", "PIF TICK 4"),
    # FTC: the Federal Trade Commission Act, whose section 5 forbids deceptive acts
    help="https://www.ftc.gov/legal-library/browse/statutes/federal-trade-commission-act",
    flags=(
        Flagged("The inhaler market may pass $XX billion next year.", "$XX billion"),
        Flagged("Demand climbs by XX% each spring.", "XX%"),
        Flagged("Swallow XX mg at bedtime.", "XX mg"),
        Flagged("The panel heard from X,XXX midwives.", "X,XXX"),
        Flagged("Shoppers gave it [NUMBER] out of 5.", "[NUMBER] out of 5"),
        Flagged("Order now and save __% on shipping.", "__%"),
        Flagged("The cream was licensed in 20XX.", "20XX"),
        Flagged("The study is listed as NCTXXXXXXXX.", "NCTXXXXXXXX"),
        Flagged("Refills cost just $[AMOUNT].", "$[AMOUNT]"),
        Flagged("Cure rate: TBD%.", "TBD%"),
        Flagged("Members lost NaN kg in undefined weeks.", ("NaN kg", "undefined weeks")),
        Flagged("Some ??% of walkers noticed a change.", "??%"),
        Flagged("Around X out of 10 sleepers wake rested.", "X out of 10"),
        Flagged("Only $X.XX for each patch.", "$X.XX"),
        Flagged("Now {{ product.price }} a month.", "{{ product.price }}"),
        Flagged("Reviewed on XX/XX/2025.", "XX/XX/2025"),
        Flagged("The hazard ratio was 0.XX in both groups.", "0.XX"),
        Flagged("Growth since launch: #REF!", "#REF!"),
        Flagged("---\ndraft: true\ndescription: Loved by XX% of runners.\n---\n\nA sock.", "XX%", Severity.WARNING,
                "text/markdown"),
    ),
    passes=(
        "A karyotype of 46,XX is usual in women.",
        "Chapter XX deals with jet lag.",
        "A glass of Dos Equis XX may blunt the effect.",
        "Braces are sold in XXL and in size XX.",
        "The label says Vitamin K2 XX, 90 drops.",
        "Enter I63.XX when the site is unknown.",
        "We charged the card ending XXXX 1881.",
        "If X% of the gel is lost, (100 - X)% stays on the skin.",
        "My inhaler: ____ puffs, ____ times a day (complete this with your nurse).",
        "The yield went up 10X with the new filter.",
        Passed("<p>Type <code>{{ price }}</code> into the theme.</p>", "text/html"),
        "Drugs that block factor Xa slow clotting.",
        "The X-linked type is seen in boys.",
        "Insulin was a gift of the XX century.",
        "Your record shows XXX-XX-1234 in place of the full number.",
        "What our clients say: {{ testimonial }}",
    ),
)  # fmt: skip

_LISTS: dict[str, list[str]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
_SETS = {name: frozenset(words) for name, words in _LISTS.items()}
_SAID = {
    name: re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)
    for name, words in _LISTS.items()
}

_PLURAL = re.compile(r"\s(?:[a-z]{3,}\s)?[a-z]{2,}[a-rt-z]s\b")
_LABEL = re.compile(r"(?P<label>[^.;:!?|]{0,60}?)\s?(?::|=|\b(?:is|are|was|were|of)\b)\s?$")
_SYMBOL = re.compile(r"\b(?:[nNpPrR]|HR|OR|RR|CI|SD|BMI|NNT)\s?[=<>≈]\s?$")
_VARIABLE = re.compile(r"(?<![\w'’.-])[YZxyz](?![\w'’-])|\b[XN]\s?[=+×÷*/−]\s?\w|\d\s?[=+×÷*/−–-]\s?[XN]\b")
_FIGURE = re.compile(r"[XxNY]+\.[XxNY]+|\d\.\d*[Xx]+")
_STATEMENT = re.compile(r"\{%-?\s?\w|\s(?:v-(?:if|for|bind|model|on|text)|ng-\w{2,12}|x-data|\*ng[A-Z]\w{1,12})=")
_INNER_WORD = re.compile(r"(?:^|(?P<inner>\S\s))(?P<word>[A-Z][\w'’-]*)\s$")
_WORD = re.compile(r"[^\W\d_]+(?:['’][a-z]+)?")
_NAME_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_NEAR, _AROUND = 3, 400
"""Words, and characters, on either side in which a word can tell what the letters are."""


@dataclass(frozen=True)
class _Reading:
    """A slot in its surroundings."""

    slot: Slot
    block: Block
    document: Document

    @property
    def token(self) -> str:
        return self.document.text(self.slot.token)

    @property
    def measured(self) -> bool:
        return self.slot.neighbour >= Neighbour.UNIT

    @property
    def counted(self) -> bool:
        return self.slot.neighbour >= Neighbour.COUNTED

    @property
    def strong(self) -> bool:
        return self.slot.neighbour is Neighbour.STRONG

    @property
    def before(self) -> str:
        return self.block.text[max(0, self.slot.token.start - 80) : self.slot.token.start]

    @property
    def behind(self) -> str:
        return self.block.text[self.slot.token.end : self.slot.token.end + 80]

    @cached_property
    def sentence(self) -> str:
        sentence = self.document.sentence_at(self.slot.token)
        return sentence.text if sentence else self.around

    @property
    def around(self) -> str:
        start, end = self.slot.token.start - _AROUND, self.slot.token.end + _AROUND
        return self.block.text[max(0, start) : end]

    @property
    def near(self) -> frozenset[str]:
        """The words next to the token on either side, in lower case."""
        before, behind = _WORD.findall(self.before)[-_NEAR:], _WORD.findall(self.behind)[:_NEAR]
        return frozenset(word.lower() for word in (*before, *behind))

    @property
    def labels(self) -> frozenset[str]:
        """The nouns that name a figure in the label before the token, or in the headers of its cell."""
        cell = self.block.cell
        if cell is not None and self.token == self.block.text.strip():
            label = f"{cell.column_header} {cell.row_header}"
        else:
            match = _LABEL.search(self.before)
            label = match["label"] if match else ""
        return (_words(label) & _SETS["slot_nouns"]) | frozenset(_SAID["size_labels"].findall(label))


def _words(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(text))


@rule.check
def check(document: Document, options: Options) -> Iterator[Finding]:
    page = document.page
    filled_later = any(slot.kind is SlotKind.TEMPLATE for slot in document.slots) and _is_filled_later(page)
    for slot in document.slots:
        block = page.block_of(slot.token)
        confidence = _JUDGES[slot.kind](_Reading(slot, block, document))
        if confidence is not None:
            note = filled_later and slot.kind is SlotKind.TEMPLATE
            severity = Severity.INFO if note else _severity(page, block, options)
            yield _finding(slot.anchor, document, severity, confidence)
    for token in options.tokens:
        for block in page.blocks:
            for match in re.finditer(re.escape(token), block.text):
                severity = _severity(page, block, options)
                yield _finding(block.span(*match.span()), document, severity, Confidence.HIGH)


def _finding(anchor: Span, document: Document, severity: Severity, confidence: Confidence) -> Finding:
    return rule.finding(
        anchor,
        f'Unfilled number "{document.text(anchor)}": the page is not ready to publish.',
        fix="Put in the sourced value with its date, or delete the clause; never guess.",
        severity=severity,
        confidence=confidence,
    )


def _severity(page: Page, block: Block, options: Options) -> Severity:
    front = page.metadata.front_matter
    if page.location.lower().endswith(options.template_suffixes) or front.get("template") is True:
        return Severity.INFO
    draft = front.get("draft") is True or front.get("published") is False or front.get("status") == "draft"
    in_front_matter = block.key and block.kind is not BlockKind.JSON_LD
    return Severity.WARNING if draft and in_front_matter else rule.severity


def _is_filled_later(page: Page) -> bool:
    """Whether a program still works on the page: it is Markdown, or holds statements of a template."""
    return page.media_type == "text/markdown" or _STATEMENT.search(page.source) is not None


def _always(_slot: _Reading) -> Confidence | None:
    return Confidence.HIGH


def _unless_masked(slot: _Reading) -> Confidence | None:
    """Letters hide the digits of a card or account number on purpose; digits in a row may be a real number."""
    if _SAID["masks_near"].search(slot.sentence):
        return None
    return Confidence.HIGH if re.search(r"[XxN#_]", slot.token) else Confidence.MEDIUM


def _template(slot: _Reading) -> Confidence | None:
    """A template mark that names a figure, or that has a sign or measure beside it."""
    names = {part.lower() for part in _NAME_PART.findall(slot.token)}
    printf = slot.token[0] == "%" and slot.token[-1] in "dfi"
    return Confidence.HIGH if slot.counted or printf or names & _SETS["slot_nouns"] else None


def _bracket(slot: _Reading) -> Confidence | None:
    """Words in brackets that name a figure, or letters that stand for one."""
    inner = slot.token.strip("[]<>() ")
    if re.fullmatch(r"X|N|#|\?|_+|\.\.\.|…|xx+", inner):
        return Confidence.HIGH if slot.counted else None
    if re.fullmatch(r"(?:X|N|#|\?){2,}(?:[.,]X+)*", inner):
        return Confidence.HIGH
    named = bool(_words(inner.replace("_", " ")) & _SETS["slot_nouns"]) and not re.search(r"\d", inner)
    told = inner.isupper() or _words(inner) & _SETS["orders"]
    if named and (told or slot.counted):
        return Confidence.HIGH
    return Confidence.MEDIUM if inner in _SETS["bare_nouns"] else None


def _note(slot: _Reading) -> Confidence | None:
    """TBD and the like: open dates and places are an honest answer, open figures are not."""
    return Confidence.HIGH if slot.measured or slot.labels - _SETS["open_labels"] else None


def _failed(slot: _Reading) -> Confidence | None:
    """Output of a failed program; as the answer to a label "None" is also English."""
    labelled = slot.token != "None" and slot.labels
    return Confidence.HIGH if slot.measured or slot.token == "NaN" or labelled else None


def _run(slot: _Reading) -> Confidence | None:
    """Runs of letters or signs: strong neighbours decide alone, weak ones unless a name is near."""
    token, single = slot.token, len(re.sub(r"[^A-Za-z]", "", slot.token)) == 1
    if "_" in token:
        return _blank(slot)
    if single and (_is_variable(slot) or (token[0].isdigit() and "." not in token and not slot.strong)):
        return None
    if slot.strong:
        return Confidence.HIGH
    return None if _is_name(slot) else _weak(slot, single=single)


def _weak(slot: _Reading, *, single: bool) -> Confidence | None:
    """A run without a strong neighbour that belongs to no name."""
    letters = slot.token.isalpha()
    if slot.counted:
        return Confidence.MEDIUM if single else Confidence.HIGH
    if _SYMBOL.search(slot.before) and not (single and letters):
        return Confidence.HIGH
    if single or slot.behind[:1] == "-":
        return None
    if (not letters and _FIGURE.fullmatch(slot.token)) or slot.labels:
        return Confidence.HIGH
    led = _SETS["leads"] & {word.lower() for word in _WORD.findall(slot.before)[-1:]}
    return Confidence.MEDIUM if (letters or "#" in slot.token) and led and _PLURAL.match(slot.behind) else None


def _is_name(slot: _Reading) -> bool:
    """Whether the letters belong to a name, a Roman numeral, a size, a chromosome or a heading mark."""
    if slot.near & _SETS["names_near"] or _SAID["genetics"].search(slot.around):
        return True
    if slot.token[0] in "#?":
        return slot.before[-1:].strip() != "" or not slot.before
    previous = _INNER_WORD.search(slot.before)
    measure = slot.block.text[slot.slot.token.end : slot.slot.anchor.end]
    return bool(
        previous
        and previous["inner"]
        and measure.lstrip(" -\xa0")[:1].islower()
        and previous["word"].lower() not in _SETS["leads"]
    )


def _is_variable(slot: _Reading) -> bool:
    """Whether the sentence introduces the letter, calculates with it, or is one for the reader to say."""
    cues = (_SAID["variable_cues"], _SAID["own_words"], _VARIABLE)
    return any(cue.search(slot.sentence) for cue in cues)


def _blank(slot: _Reading) -> Confidence | None:
    """An underscore run that is not for the reader to fill in."""
    form = slot.block.text[max(0, slot.slot.anchor.start - 9) : slot.slot.anchor.start].rstrip().endswith(":")
    invited = form or _SAID["worksheet_cues"].search(slot.around) or _SAID["own_words"].search(slot.sentence)
    several = len(re.findall(r"_{2,}", slot.around)) > 1
    long = len(slot.token) > 4
    return Confidence.HIGH if slot.measured and not (invited or several or (long and not slot.strong)) else None


_JUDGES: dict[SlotKind, Callable[[_Reading], Confidence | None]] = {
    SlotKind.SPREADSHEET: _always,
    SlotKind.IDENTIFIER: _always,
    SlotKind.DATE: _unless_masked,
    SlotKind.PHONE: _unless_masked,
    SlotKind.TEMPLATE: _template,
    SlotKind.BRACKET: _bracket,
    SlotKind.NOTE: _note,
    SlotKind.FAILED: _failed,
    SlotKind.GROUPED: _unless_masked,
    SlotKind.RUN: _run,
}

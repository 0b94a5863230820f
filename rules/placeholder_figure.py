"""A stand-in where a reader should see a number, an amount, a date or an identifier.

Flags    runs of X, N, #, ? or _, words in brackets, TBD, template marks and the output of failed
         programs (NaN, undefined, #REF!) that take the place of a value
Why      the page is visibly unfinished, and a reader may take the missing figure for a fact
Remedy   put in the sourced value with its date, or delete the clause; never guess
Limits   a bare XX counts only beside a currency, percent sign, unit, counted noun or label; a blank
         on a worksheet, a mask, a name or a variable of the sentence is left alone; a stand-in that
         looks like a value (000, 555-0100) is not seen
See      FTC Act section 5 (deception); JAMA benchmarks, attribution; PIF TICK criteria 1 and 4
"""

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from auditor.check import Flagged, Passed, Rule
from auditor.model import Block, BlockKind, Confidence, Document, Finding, Page, Severity, Span


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
    severity=Severity.ERROR,
    options=Options,
    standards=("FTC Act s. 5", "JAMA benchmarks: attribution", "HONcode 5", "PIF TICK 1", "PIF TICK 4"),
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


def _any(*names: str) -> str:
    """A pattern for any word of the lists, the longest first; letters that stand alone keep their case."""
    words = sorted((word for name in names for word in _LISTS[name]), key=len, reverse=True)
    return "|".join(rf"(?-i:{word})" if len(word) == 1 else re.escape(word) for word in words)


_RUN = r"(?:X+|x{2,}|N{2,}|Y{2,}|\#{2,}|\?{2,}|_{2,})"
_FIGURE = rf"(?:\d{{0,3}}{_RUN}(?:\.(?:\d*{_RUN}|\d+))?|\d+\.\d*{_RUN})"
_TOKEN = re.compile(
    rf"""
    (?P<spreadsheet> \#(?:REF!|DIV/0!|VALUE!|NUM!|NULL!|NAME\?|N/A\b))
  | (?P<identifier> \b(?:NCT[X#?_\d]*[X#?]{{3,}} | 10\.(?:X{{3,}}/\S*\w | \d{{4,9}}/X{{3,}}\S*)
      | (?:{_any("identifiers")})[.:\#\s]{{0,3}}(?=[\d/.-]*[X\#]{{3}})[X\#\d/.-]*[X\#])(?![\w-]))
  | (?P<date> (?<![\w/-])(?=[\d/]*XX)(?:XX|\d\d?)/(?:XX|\d\d?)/(?:XXXX|XX|\d{{4}}|\d\d)(?![\w/-])
      | \b(?i:{_any("months")})\s(?:XX|__)\b(?!\s?[%\d]) | \bXX\s(?i:{_any("months")})\b | (?<![\w.,-])(?:(?:19|20)XX|20xx|202X)(?!\w))
  | (?P<phone> (?<![\w-])(?:\+?\d{{1,4}}[\s.-]|\(\d{{2,5}}\)\s?|1-\d{{3}}-)X{{3,4}}[\s.-]X{{3,5}}(?![\w-]|\s?\d)
      | (?<![\w-])\d{{3}}-XXXX(?![\w-]) | \b(?i:{_any("phone_cues")}):?\s\(?XXX\)?[\s.-]XXX[\s.-]XXXX(?![\w-]))
  | (?P<template> \{{\{{[^{{}}]{{0,80}}\}}\}} | \$?\{{[^{{}}]{{1,60}}\}} | <%[^%<>]{{1,80}}%> | %[A-Z_]{{3,40}}%
      | \*\|[A-Z_:]{{1,40}}\|\* | «\s?\w{{1,40}}\s?» | (?<![\w%])%(?:\d\$)?(?:\.\d)?[dfis]\b)
  | (?P<bracket> \[{{1,2}}\s?[^\[\]()<>]{{1,40}}\]{{1,2}}(?![(\[]) | <[^\[\]()<>]{{1,40}}>)
  | (?P<note> \b(?:TB[ACD]|TK+)\b)
  | (?P<failed> \b(?:NaN|undefined|null|None|Infinity)\b | \[object\sObject\])
  | (?P<grouped> (?<![\w.,-])(?!4[4-9],X)(?=[\d,.]*[XN\#])[\dXN\#]{{1,3}}(?:,(?:[\dX]{{3}}|NNN|\#\#\#))+(?:\.[\dX]+)?(?![\w,]))
  | (?P<run> (?<![\w.,*:/+'’^=-])(?:\d[\d.]*\s?[–-]\s?)?{_FIGURE}(?:\s?[–-]\s?(?:{_FIGURE}|\d[\d.]*))?(?!\w|-\w*\d))
    """,
    re.VERBOSE,
)
_SIGN = re.compile(rf"(?:(?:\b[A-Z]{{1,3}})?[{''.join(_LISTS['currency_signs'])}]|\b(?:{_any('currency_codes')}))\s?$")
_MEASURE = re.compile(
    rf"(?P<strong>\s?(?:{_any('percent', 'magnitudes')})|(?-i:[KMB]|bn|m))(?!\w)(?:\s(?:{_any('units', 'counted')})(?!\w))?"
    rf"|[\s-]?(?:{_any('units')})(?!\w)"
    r"|\s?(?:out\s)?of\s(?:every\s)?(?:\d[\d,]*|five|ten|twenty|hundred)(?!\w)"
    r"|\s?in\s(?:every\s)?(?:five|ten|twenty|hundred|5|10+|20|25|50|200|500|1,000|10,000|100,000)(?![\w,])",
    re.IGNORECASE,
)
_COUNTED = re.compile(rf"\s(?:{_any('counted')})(?!\w)", re.IGNORECASE)
_PLURAL = re.compile(r"\s(?:[a-z]{3,}\s)?[a-z]{2,}[a-rt-z]s\b")
_LABEL = re.compile(r"(?P<label>[^.;:!?|]{0,60}?)\s?(?::|=|\b(?:is|are|was|were|of)\b)\s?$")
_SYMBOL = re.compile(r"\b(?:[nNpPrR]|HR|OR|RR|CI|SD|BMI|NNT)\s?[=<>≈]\s?$")
_VARIABLE = re.compile(r"(?<![\w'’.-])[YZxyz](?![\w'’-])|\b[XN]\s?[=+×÷*/−]\s?\w|\d\s?[=+×÷*/−–-]\s?[XN]\b")
_WORD = re.compile(r"[^\W\d_]+(?:['’][a-z]+)?")
_NAME_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")


class _Slot(NamedTuple):
    """A possible stand-in in a block's text, with the sign before it and the measure after it."""

    block: Block
    sentence: str
    kind: str
    start: int
    end: int
    sign: str
    measure: str
    strong: bool
    counted: str

    @property
    def token(self) -> str:
        return self.block.text[self.start : self.end]

    @property
    def before(self) -> str:
        return self.block.text[max(0, self.start - 80) : self.start]

    @property
    def near(self) -> set[str]:
        """The words within three of the token, in lower case."""
        following = self.block.text[self.end : self.end + 60]
        return {word.lower() for word in (*_WORD.findall(self.before)[-3:], *_WORD.findall(following)[:3])}

    @property
    def anchor(self) -> tuple[int, int]:
        return self.start - len(self.sign), self.end + len(self.measure or self.counted)

    @property
    def measured(self) -> bool:
        return bool(self.sign or self.measure)

    @property
    def labelled(self) -> frozenset[str]:
        """The nouns that name a figure in the label before the token, or in the headers of its cell."""
        cell = self.block.cell
        if cell is not None and self.token == self.block.text.strip():
            label = f"{cell.column_header} {cell.row_header}"
        else:
            match = _LABEL.search(self.before)
            label = match["label"] if match else ""
        sizes = {size for size in _LISTS["size_labels"] if size in label.lower()}
        return (_words(label) & _SETS["slot_nouns"]) | sizes


def _words(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(text))


@rule.check
def check(document: Document, options: Options) -> Iterator[Finding]:
    severities = _severities(document.page, options)
    for block in document.page.blocks:
        if block.kind in (BlockKind.CODE, BlockKind.FORM):
            continue
        for start, end, confidence in _stand_ins(block, document, options):
            span = Span(block.index, start, end)
            if not any(code.overlaps(span) for code in block.codes):
                yield rule.finding(
                    span,
                    f'Unfilled number "{block.text[start:end]}": the page is not ready to publish.',
                    fix="Put in the sourced value with its date, or delete the clause; never guess.",
                    severity=severities.get(block.kind, severities[None]),
                    confidence=confidence,
                )


def _severities(page: Page, options: Options) -> dict[BlockKind | None, Severity]:
    """The severity by block kind; None stands for all other kinds."""
    front = page.metadata.front_matter
    if page.location.lower().endswith(options.template_suffixes) or front.get("template") is True:
        return {None: Severity.INFO}
    draft = front.get("draft") is True or front.get("published") is False or front.get("status") == "draft"
    return {None: rule.severity} | ({BlockKind.FRONT_MATTER: Severity.WARNING} if draft else {})


def _stand_ins(block: Block, document: Document, options: Options) -> Iterator[tuple[int, int, Confidence]]:
    """Anchor and confidence of each stand-in of a block."""
    for match in _TOKEN.finditer(block.text):
        slot = _slot(block, document, match)
        confidence = _JUDGES[slot.kind](slot)
        if confidence is not None:
            yield *slot.anchor, confidence
    for token in options.tokens:
        for match in re.finditer(re.escape(token), block.text):
            yield *match.span(), Confidence.HIGH


def _slot(block: Block, document: Document, match: re.Match[str]) -> _Slot:
    start, end = match.span()
    sign = _SIGN.search(block.text, max(0, start - 6), start)
    measure = _MEASURE.match(block.text, end)
    counted = None if measure else _COUNTED.match(block.text, end)
    sentence = document.sentence_at(Span(block.index, start, end))
    return _Slot(
        block,
        sentence.text if sentence else block.text,
        match.lastgroup or "",
        start,
        end,
        sign.group() if sign else "",
        measure.group() if measure else "",
        bool(sign or (measure and measure["strong"])),
        counted.group() if counted else "",
    )


def _always(_slot: _Slot) -> Confidence | None:
    return Confidence.HIGH


def _phone(slot: _Slot) -> Confidence | None:
    return None if _words(slot.sentence) & _SETS["masks_near"] else Confidence.HIGH


def _template(slot: _Slot) -> Confidence | None:
    """A template mark that names a figure, or that has a sign or measure beside it."""
    names = {part.lower() for part in _NAME_PART.findall(slot.token)}
    printf = slot.token[0] == "%" and slot.token[-1] in "dfi"
    return Confidence.HIGH if slot.measured or slot.counted or printf or names & _SETS["slot_nouns"] else None


def _bracket(slot: _Slot) -> Confidence | None:
    """Words in brackets that name a figure, or letters that stand for one."""
    inner = slot.token.strip("[]<> ")
    if re.fullmatch(r"X|N|#|\?|_+|\.\.\.|…", inner):
        return Confidence.HIGH if slot.measured or slot.counted else None
    if re.fullmatch(r"(?:X|N|#|\?){2,}(?:[.,]X+)*", inner):
        return Confidence.HIGH
    named = bool(_words(inner.replace("_", " ")) & _SETS["slot_nouns"]) and not re.search(r"\d", inner)
    told = inner.isupper() or _words(inner) & {"add", "enter", "insert", "put"}
    return Confidence.HIGH if named and (told or slot.measured or slot.counted) else None


def _note(slot: _Slot) -> Confidence | None:
    """TBD and the like: open dates and places are an honest answer, open figures are not."""
    labelled = slot.labelled - _SETS["open_labels"]
    return Confidence.HIGH if slot.measured or labelled else None


def _failed(slot: _Slot) -> Confidence | None:
    return Confidence.HIGH if slot.measured or slot.token == "NaN" or slot.labelled else None


def _grouped(slot: _Slot) -> Confidence | None:
    return None if slot.near & _SETS["masks_near"] else Confidence.HIGH


def _run(slot: _Slot) -> Confidence | None:
    """Runs of letters or signs: strong neighbours decide alone, weak ones unless a name is near."""
    token, single = slot.token, len(re.sub(r"[^A-Za-z]", "", slot.token)) == 1
    if "_" in token:
        return _blank(slot)
    if single and (_is_variable(slot) or (token[0].isdigit() and "." not in token and not slot.strong)):
        return None
    if slot.strong:
        return Confidence.HIGH
    return _weak(slot, single=single)


def _weak(slot: _Slot, *, single: bool) -> Confidence | None:
    letters = slot.token.isalpha()
    text, end = slot.block.text, slot.end
    if _is_name(slot):
        return None
    if slot.measure or slot.counted:
        return Confidence.MEDIUM if single else Confidence.HIGH
    if not letters and re.fullmatch(r"[XxNY]+\.[XxNY]+|\d\.\d*[Xx]+", slot.token) and not single:
        return Confidence.HIGH
    if single or text[end : end + 1] == "-":
        return None
    if slot.labelled or _SYMBOL.search(slot.before):
        return Confidence.HIGH
    led = bool(_SETS["leads"] & {word.lower() for word in _WORD.findall(slot.before)[-1:]})
    return Confidence.MEDIUM if (letters or "#" in slot.token) and led and _PLURAL.match(text, end) else None


def _is_name(slot: _Slot) -> bool:
    """Whether the letters belong to a name, a Roman numeral, a size, a chromosome or a heading mark."""
    if slot.near & _SETS["names_near"] or _words(slot.block.text) & _SETS["genetics"]:
        return True
    if slot.token[0] in "#?":
        return slot.start == 0 or not slot.block.text[slot.start - 1].isspace()
    previous = re.search(r"(?:^|(?P<inner>\S\s))(?P<word>[A-Z][\w'’-]*)\s$", slot.before)
    following = (slot.measure or slot.counted).lstrip(" -\xa0")[:1]
    return bool(
        previous and previous["inner"] and following.islower() and previous["word"].lower() not in _SETS["leads"]
    )


def _is_variable(slot: _Slot) -> bool:
    """Whether the sentence introduces the letter or calculates with it."""
    cues = _words(slot.sentence) & _SETS["variable_cues"]
    return bool(cues or "e.g." in slot.sentence or _VARIABLE.search(slot.sentence))


def _blank(slot: _Slot) -> Confidence | None:
    """An underscore run that is not for the reader to fill in."""
    text = slot.block.text
    invited = _words(text) & _SETS["worksheet_cues"] or slot.before.rstrip().endswith(":")
    several = len(re.findall(r"_{2,}", text)) > 1
    long = len(slot.token) > 4
    return Confidence.HIGH if slot.measured and not (invited or several or (long and not slot.strong)) else None


_JUDGES: dict[str, Callable[[_Slot], Confidence | None]] = {
    "spreadsheet": _always,
    "identifier": _always,
    "date": _always,
    "phone": _phone,
    "template": _template,
    "bracket": _bracket,
    "note": _note,
    "failed": _failed,
    "grouped": _grouped,
    "run": _run,
}

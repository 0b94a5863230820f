"""House rules without code: a TOML file of patterns or phrases, each with examples that prove it.

    [[rule]]
    id = "no-detox"
    summary = "Detox claims"
    phrases = ["detox", "flush out toxins"]         # or: pattern = '\\bdetox\\w*'
    where = ["paragraph", "heading", "list-item"]   # kinds of blocks; all but code and forms by default
    severity = "warning"
    message = 'The house does not write "{words}".'
    fix = "Say what the product does."
    standard = "House style 3.2"
    flags = [{ text = "A gentle detox tea.", words = "detox" }]
    passes = ["A gentle green tea."]

A rule without `flags` and `passes`, or one that its own examples contradict, is not loaded.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from auditor.check.rule import Flagged, NoOptions, Rule
from auditor.errors import UsageError
from auditor.model import Block, BlockKind, Document, Finding, Page, Run, Severity, SourceMap
from auditor.settings.typed import File, read_table

_SHOWN = frozenset(BlockKind) - {BlockKind.CODE, BlockKind.FORM}


@dataclass(frozen=True, slots=True)
class FlagTable:
    """An example the rule must flag."""

    text: str = ""
    words: str = ""
    """The words that are flagged in it."""


@dataclass(frozen=True, slots=True)
class HouseRuleTable:
    """A house rule as its file declares it."""

    id: str = ""
    """Its name: small letters and hyphens."""
    summary: str = ""
    """What it flags, in a few words."""
    pattern: str = ""
    """A regular expression; give this or phrases."""
    phrases: tuple[str, ...] = ()
    """Words or phrases, found as whole words."""
    match_case: bool = False
    """Whether capital letters matter."""
    where: tuple[BlockKind, ...] = ()
    """Kinds of blocks it looks at; all but code and forms by default."""
    severity: Severity = Severity.WARNING
    message: str = '"{words}" is against the house style.'
    """"{words}" stands for what was found."""
    fix: str = "Reword it."
    why: str = ""
    standard: str = ""
    """What the rule rests on."""
    help: str = ""
    """Address where the standard can be read."""
    flags: tuple[FlagTable, ...] = ()
    passes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _FileTable:
    rule: tuple[HouseRuleTable, ...] = field(default=())


def read_house_rules(path: Path) -> tuple[Rule, ...]:
    """The rules of a file.

    Raises:
        UsageError: the file is no TOML, a key is unknown, a rule lacks examples or fails them.
    """
    try:
        file = File(str(path), path.read_text("utf-8-sig"))
        table: dict[str, Any] = tomllib.loads(file.text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        said = error.strerror if isinstance(error, OSError) else error
        raise UsageError(f"{path}: house rules cannot be read: {said}") from error
    tables = read_table(_FileTable, table, file).rule
    return tuple(_rule(each, file, number) for number, each in enumerate(tables))


def _rule(table: HouseRuleTable, file: File, number: int) -> Rule:
    def mistake(key: str, said: str) -> UsageError:
        return file.mistake(("rule", number, key), f"house rule {table.id!r}: {said}")

    if not re.fullmatch(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*", table.id):
        raise mistake("id", "an id is made of small letters and hyphens")
    if bool(table.pattern) == bool(table.phrases):
        raise mistake("pattern", "give either 'pattern' or 'phrases'")
    if not table.flags or not table.passes:
        raise mistake("flags", "examples are missing: give 'flags' and 'passes'")
    if table.help and not table.help.startswith(("https://", "http://")):
        raise mistake("help", f"an address begins with https://, not {table.help!r}")
    try:
        made = _made(table, _compiled(table), file.name)
    except re.error as error:
        raise mistake("pattern", f"no regular expression: {error}") from error
    for said in _contradictions(made):
        raise mistake("flags", said)
    return made


def _compiled(table: HouseRuleTable) -> re.Pattern[str]:
    words = sorted(table.phrases, key=len, reverse=True)
    joined = "|".join(r"\s+".join(map(re.escape, each.split())) for each in words)
    pattern = table.pattern or rf"(?<!\w)(?:{joined})(?!\w)"
    return re.compile(pattern, 0 if table.match_case else re.IGNORECASE)


def _made(table: HouseRuleTable, pattern: re.Pattern[str], file: str) -> Rule:
    rule = Rule(
        f"house.{table.id.replace('-', '_')}",
        severity=table.severity,
        flags=tuple(Flagged(each.text, each.words) for each in table.flags),
        passes=table.passes,
        standards=(table.standard,) if table.standard else ("house style",),
        documentation=_documentation(table),
        help=table.help,
        source=file,
    )
    kinds = frozenset(table.where) or _SHOWN

    @rule.check
    def check(document: Document, _options: NoOptions) -> Iterator[Finding]:
        for block in document.page.blocks:
            if block.kind in kinds:
                for match in pattern.finditer(block.text):
                    if match.group():
                        message = table.message.replace("{words}", match.group())
                        yield rule.finding(block.span(*match.span()), message, fix=table.fix)

    return rule


def _documentation(table: HouseRuleTable) -> str:
    flags = ", ".join(table.phrases) or f"what matches {table.pattern}"
    summary = table.summary or f"House rule {table.id}."
    return f"{summary}\n\nFlags    {flags}\nWhy      {table.why or 'the house style'}\nRemedy   {table.fix}\n"


def _contradictions(rule: Rule) -> Iterator[str]:
    """What a rule's own examples say against it."""
    for flagged in rule.flags:
        found = _words_found(rule, flagged.text)
        if flagged.words not in found:
            what = f"finds {', '.join(map(repr, found))}" if found else "is silent"
            yield f"its example {flagged.text!r} must give {flagged.words!r}, but it {what}"
    for passed in rule.silent_examples:
        for words in _words_found(rule, passed.text):
            yield f"its example {passed.text!r} must pass, but it finds {words!r}"


def _words_found(rule: Rule, text: str) -> list[str]:
    """The words a rule flags in a text, whichever kind of block it looks at."""
    for kind in BlockKind:
        block = Block(0, kind, text, SourceMap((Run(0, len(text), 0, len(text)),)))
        document = Document(Page("example", "text/plain", "utf-8", text, (block,)))
        if found := [document.text(each.span) for each in rule.run(document)]:
            return found
    return []

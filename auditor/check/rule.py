"""What a rule is: a named judgement over a document, with options and executed examples."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from auditor.model import Confidence, Document, Finding, Related, Severity, Span

HEADINGS = ("Flags", "Why", "Remedy", "Limits", "See")
"""The parts of a rule's docstring, in order; each is one word, spaces, and text that may run on."""


@dataclass(frozen=True, slots=True)
class Flagged:
    """An example the rule must flag: the text, and the exact words of each finding's anchor."""

    text: str
    words: str | tuple[str, ...]
    severity: Severity | None = None
    """Checked when given."""
    media_type: str = "text/plain"

    @property
    def anchors(self) -> tuple[str, ...]:
        return (self.words,) if isinstance(self.words, str) else self.words


@dataclass(frozen=True, slots=True)
class Passed:
    """An example the rule must let pass, where plain text is not enough to write it down."""

    text: str
    media_type: str = "text/plain"


@dataclass(frozen=True, slots=True)
class NoOptions:
    """For rules without options."""


Check = Callable[[Document, Any], Iterator[Finding]]


@dataclass(slots=True)
class Rule:
    """A rule: `rule = Rule(__name__, ...)` in its module, its function marked `@rule.check`.

    The id is the module's last name with hyphens; the documentation is the module's docstring.
    """

    module: str
    severity: Severity
    flags: tuple[Flagged, ...]
    passes: tuple[str | Passed, ...]
    standards: tuple[str, ...]
    """Short references, clause included; a trailing "~" marks a clause not yet re-checked."""
    options: type = NoOptions
    documentation: str = ""
    """For a rule that is no module: what its docstring would say."""
    help: str = ""
    """Public address of a standard behind it, official and lasting; "" for none."""
    reads: tuple[str, ...] = ()
    """The fields of a Document without which it finds nothing; () where that is not known, as of house rules."""
    source: str = ""
    """The file or folder of a house rule; "" for a built-in rule."""
    function: Check | None = field(default=None, init=False)

    @property
    def id(self) -> str:
        return self.module.rpartition(".")[2].replace("_", "-")

    @property
    def docstring(self) -> str:
        return self.documentation or inspect.getdoc(inspect.getmodule(self.function)) or ""

    @property
    def summary(self) -> str:
        """The docstring's first line."""
        return self.docstring.partition("\n")[0]

    @property
    def sections(self) -> dict[str, str]:
        """The docstring's parts by heading."""
        return read_sections(self.docstring)

    @property
    def silent_examples(self) -> tuple[Passed, ...]:
        return tuple(Passed(each) if isinstance(each, str) else each for each in self.passes)

    def check(self, function: Check) -> Check:
        """Decorator that makes `function(document, options)` this rule's check."""
        self.function = function
        return function

    def run(self, document: Document, options: object | None = None) -> Iterator[Finding]:
        """The rule's findings on a document; default options unless given."""
        if self.function is None:
            raise TypeError(f"rule {self.id} has no function marked @rule.check")
        return self.function(document, self.options() if options is None else options)

    def finding(
        self,
        span: Span,
        message: str,
        *,
        fix: str,
        severity: Severity | None = None,
        confidence: Confidence = Confidence.HIGH,
        related: tuple[Related, ...] = (),
        subtype: str = "",
    ) -> Finding:
        """A finding of this rule, at its own severity unless another is given."""
        return Finding(self.id, span, message, fix, severity or self.severity, confidence, related, subtype)


def read_sections(docstring: str) -> dict[str, str]:
    """The parts of a rule's docstring: heading to text, lines joined by single spaces."""
    parts: dict[str, list[str]] = {}
    current: list[str] = []
    for line in docstring.splitlines():
        word, _, rest = line.partition(" ")
        if word in HEADINGS and not line.startswith(" "):
            current = parts.setdefault(word, [])
            line = rest
        current.append(line.strip())
    return {heading: " ".join(line for line in lines if line) for heading, lines in parts.items()}

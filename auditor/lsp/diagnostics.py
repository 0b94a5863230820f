"""A report as diagnostics: places in the client's units, severities, related places."""

from dataclasses import dataclass

from lsprotocol import types

from auditor.lsp.auditing import Draft
from auditor.lsp.explaining import address_of
from auditor.lsp.places import uri_of
from auditor.lsp.preferences import Preferences
from auditor.lsp.settings import Problem
from auditor.model import Edit, LocatedFinding, Location, PageReport, Place, Severity
from auditor.settings import Settings

SOURCE = "auditor"
SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}


@dataclass(frozen=True, slots=True)
class Told:
    """The diagnostics of a document at the version that was audited last, and the settings it was judged by."""

    settings: Settings
    diagnostics: tuple[types.Diagnostic, ...] = ()
    findings: tuple[LocatedFinding, ...] = ()
    """Those that the diagnostics tell of, in the same order; none where the document could not be audited."""
    version: int = 0

    def at(self, place: types.Position) -> tuple[types.Diagnostic, ...]:
        """Those of findings whose words hold the place, the end included, as editors show them."""
        return tuple(each for each in self.diagnostics if each.code and each.range.start <= place <= each.range.end)

    def edits(self, diagnostic: types.Diagnostic) -> tuple[Edit, ...]:
        """The edits that make the finding of a diagnostic go away; mostly there are none."""
        for each, finding in zip(self.diagnostics, self.findings, strict=False):
            if (each.code, each.range) == (diagnostic.code, diagnostic.range):
                return finding.edits
        return ()


NOTHING = Told(Settings())
"""What was said of a document that was not audited yet."""


def told(draft: Draft, report: PageReport, settings: Settings, preferences: Preferences) -> Told:
    """What to say of a draft; one diagnostic on the first line where it could not be audited."""
    if report.error is not None:
        error = types.DiagnosticSeverity.Error
        return Told(
            settings, (types.Diagnostic(draft.text.line_range(0), report.error, severity=error, source=SOURCE),)
        )
    found = tuple(_diagnostic(finding, draft, settings, preferences) for finding in report.findings)
    return Told(settings, found, report.findings, draft.version)


def of_problem(problem: Problem) -> types.Diagnostic:
    """What is wrong with a settings file, on the line that it names."""
    place = types.Position(problem.line, 0)
    around = types.Range(place, types.Position(problem.line + 1, 0))
    return types.Diagnostic(around, problem.message, severity=types.DiagnosticSeverity.Error, source=SOURCE)


def problem_uri(problem: Problem) -> str:
    """Where the problem is shown."""
    return uri_of(problem.path)


def _diagnostic(
    finding: LocatedFinding, draft: Draft, settings: Settings, preferences: Preferences
) -> types.Diagnostic:
    address = address_of(finding.rule, settings, preferences)
    return types.Diagnostic(
        range_of(finding.location, draft),
        f"{finding.message}\n{finding.fix}".strip(),
        severity=SEVERITIES[finding.severity],
        code=finding.rule,
        code_description=types.CodeDescription(address) if address else None,
        source=SOURCE,
        related_information=[_related(each, draft) for each in finding.related] or None,
        data={"fingerprint": finding.fingerprint, "confidence": finding.confidence.value},
    )


def _related(place: Place, draft: Draft) -> types.DiagnosticRelatedInformation:
    where = types.Location(draft.uri, range_of(place.location, draft))
    return types.DiagnosticRelatedInformation(where, f"“{place.quote}”: {place.message}".removesuffix(": "))


def range_of(location: Location, draft: Draft) -> types.Range:
    """Where a place of the page stands in the document."""
    return draft.text.range(location.start.offset + draft.shift, location.end.offset + draft.shift)

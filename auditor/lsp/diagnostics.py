"""A report as diagnostics: places in the client's units, severities, related places."""

from dataclasses import dataclass

from lsprotocol import types

from auditor.lsp.auditing import Draft
from auditor.lsp.places import uri_of
from auditor.lsp.preferences import Preferences
from auditor.lsp.settings import Problem
from auditor.model import LocatedFinding, Location, PageReport, Place, Severity
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

    def at(self, place: types.Position) -> tuple[types.Diagnostic, ...]:
        """Those of findings whose words hold the place, the end included, as editors show them."""
        return tuple(each for each in self.diagnostics if each.code and each.range.start <= place <= each.range.end)


NOTHING = Told(Settings())
"""What was said of a document that was not audited yet."""


def told(draft: Draft, report: PageReport, settings: Settings, preferences: Preferences) -> Told:
    """What to say of a draft; one diagnostic on the first line where it could not be audited."""
    if report.error is not None:
        error = types.DiagnosticSeverity.Error
        return Told(
            settings, (types.Diagnostic(draft.text.line_range(0), report.error, severity=error, source=SOURCE),)
        )
    return Told(settings, tuple(_diagnostic(finding, draft, preferences) for finding in report.findings))


def of_problem(problem: Problem) -> types.Diagnostic:
    """What is wrong with a settings file, on the line that it names."""
    place = types.Position(problem.line, 0)
    around = types.Range(place, types.Position(problem.line + 1, 0))
    return types.Diagnostic(around, problem.message, severity=types.DiagnosticSeverity.Error, source=SOURCE)


def problem_uri(problem: Problem) -> str:
    """Where the problem is shown."""
    return uri_of(problem.path)


def _diagnostic(finding: LocatedFinding, draft: Draft, preferences: Preferences) -> types.Diagnostic:
    address = preferences.address(finding.rule)
    return types.Diagnostic(
        _range(finding.location, draft),
        f"{finding.message}\n{finding.fix}".strip(),
        severity=SEVERITIES[finding.severity],
        code=finding.rule,
        code_description=types.CodeDescription(address) if address else None,
        source=SOURCE,
        related_information=[_related(each, draft) for each in finding.related] or None,
        data={"fingerprint": finding.fingerprint, "confidence": finding.confidence.value},
    )


def _related(place: Place, draft: Draft) -> types.DiagnosticRelatedInformation:
    where = types.Location(draft.uri, _range(place.location, draft))
    return types.DiagnosticRelatedInformation(where, f"“{place.quote}”: {place.message}".removesuffix(": "))


def _range(location: Location, draft: Draft) -> types.Range:
    return draft.text.range(location.start.offset + draft.shift, location.end.offset + draft.shift)

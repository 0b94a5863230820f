"""What an editor offers on a finding: its explanation, and its suppression."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import attrs
from lsprotocol import types
from pygls.capabilities import get_capability

from auditor.lsp.auditing import Draft
from auditor.lsp.diagnostics import SOURCE, Told, range_of
from auditor.lsp.explaining import card_of, in_markdown, in_plain_text, is_rule
from auditor.lsp.session import Session
from auditor.lsp.suppressing import Insertion
from auditor.lsp.texts import Text
from auditor.model import Edit

EXPLAIN, SELECT = "auditor.explain", "auditor.select"
"""Commands: open a rule's documentation; select the words in place of a reason."""
_QUICK_FIX = types.CodeActionKind.QuickFix


def ours(found: Sequence[types.Diagnostic]) -> list[types.Diagnostic]:
    """The diagnostics that are findings of a rule."""
    return [each for each in found if each.source == SOURCE and isinstance(each.code, str)]


def wanted(only: Sequence[types.CodeActionKind | str] | None) -> bool:
    """Whether quick fixes are among what the editor asks for."""
    return only is None or any(each in ("", _QUICK_FIX) for each in only)


def hover(told: Told, place: types.Position, client: types.ClientCapabilities) -> types.Hover | None:
    """The explanations of the rules broken at a place, each once, over the words of the first finding."""
    found = told.at(place)
    cards = [card for rule in dict.fromkeys(str(each.code) for each in found) if (card := card_of(rule, told.settings))]
    if not cards:
        return None
    kinds: Sequence[types.MarkupKind] = get_capability(client, "text_document.hover.content_format", None) or ()
    if kinds and types.MarkupKind.Markdown not in kinds:
        content = types.MarkupContent(types.MarkupKind.PlainText, "\n\n".join(map(in_plain_text, cards)))
    else:
        content = types.MarkupContent(types.MarkupKind.Markdown, "\n\n---\n\n".join(map(in_markdown, cards)))
    return types.Hover(content, found[0].range)


async def of_diagnostic(
    session: Session, uri: str, diagnostic: types.Diagnostic, client: types.ClientCapabilities
) -> list[types.CodeAction]:
    """The actions on one finding."""
    rule = str(diagnostic.code)
    known = is_rule(rule, session.told(uri).settings)
    removal = session.removal(uri, diagnostic)
    remove = [_remove(*removal, diagnostic, client)] if removal else []
    found = await session.suppression(uri, rule, diagnostic.range.start) if known else None
    suppress = [Suppress(*found, client).action(rule, diagnostic)] if found else []
    command = types.Command(f"Explain {rule}", EXPLAIN, arguments=[rule, uri])
    explain = types.CodeAction(command.title, kind=_QUICK_FIX, diagnostics=[diagnostic], command=command)
    return [*remove, *suppress, explain]


def _remove(
    draft: Draft, edits: Sequence[Edit], diagnostic: types.Diagnostic, client: types.ClientCapabilities
) -> types.CodeAction:
    """Takes out a suppression that is for nothing."""
    change = workspace_edit(
        draft, [types.TextEdit(range_of(each.location, draft), each.replacement) for each in edits], client
    )
    title = "Remove this suppression"
    return types.CodeAction(title, kind=_QUICK_FIX, diagnostics=[diagnostic], edit=change, is_preferred=True)


def workspace_edit(
    draft: Draft, edits: Sequence[types.TextEdit], client: types.ClientCapabilities
) -> types.WorkspaceEdit:
    """Edits of a draft in the form that the client understands, for this version only where it can tell."""
    if not get_capability(client, "workspace.workspace_edit.document_changes", False):
        return types.WorkspaceEdit(changes={draft.uri: list(edits)})
    document = types.OptionalVersionedTextDocumentIdentifier(draft.uri, draft.version)
    return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(document, [*edits])])


@dataclass(frozen=True, slots=True)
class Suppress:
    """The comment that suppresses a finding as an edit for the client."""

    draft: Draft
    made: Insertion
    client: types.ClientCapabilities

    def action(self, rule: str, diagnostic: types.Diagnostic) -> types.CodeAction:
        """The action; where the client can, the words for the reason are selected afterwards."""
        title = f"Suppress {rule} here, with a reason"
        edit = workspace_edit(self.draft, tuple(self._edits()), self.client)
        command = self._select() if shows_documents(self.client) else None
        return types.CodeAction(title, kind=_QUICK_FIX, diagnostics=[diagnostic], edit=edit, command=command)

    def _edits(self) -> Iterator[types.TextEdit]:
        for offset, piece in self.made.pieces:
            yield types.TextEdit(self.draft.text.range(offset, offset), piece)

    def _select(self) -> types.Command:
        text = self.draft.text
        after = Text(self.made.apply(text.content), text.encoding)
        return types.Command("Write the reason", SELECT, arguments=[self.draft.uri, after.range(*self.made.reason)])


def shows_documents(client: types.ClientCapabilities) -> bool:
    """Whether the client opens an address or selects a place when asked to."""
    return bool(get_capability(client, "window.show_document.support", False))


def without_related(diagnostic: types.Diagnostic) -> types.Diagnostic:
    """The diagnostic for a client that does not know related places."""
    return attrs.evolve(diagnostic, related_information=None)

"""The messages of the protocol: each is handed to the session or answered from what it knows."""

import logging
import sys
from collections.abc import Callable, Generator, Sequence
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method

from auditor import __version__
from auditor.lsp import actions, explaining
from auditor.lsp.places import path_of
from auditor.lsp.preferences import read_preferences
from auditor.lsp.session import Session

_log = logging.getLogger(__name__)

WATCHED = ("**/*.toml", "**/*.jsonl")
"""What the client is asked to watch: settings files, those that they extend, house rules and baselines, all under
any name."""
WATCHED_CODE = "**/*.py"
"""The same for rules written in Python, where they are run."""


class Protocol(LanguageServerProtocol):
    """Leaves documents to the session: pygls cuts lines where the protocol does not (U+2028, form feed)."""

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> Generator[Any, Any, None]:
        yield self.fm.features[types.TEXT_DOCUMENT_DID_OPEN], (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> Generator[Any, Any, None]:
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CHANGE], (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> Generator[Any, Any, None]:
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CLOSE], (params,), None


class Server(LanguageServer):
    """The server of one client."""

    def __init__(self) -> None:
        super().__init__("auditor", __version__, protocol_cls=Protocol)
        self.session = Session(self.publish, self.warn)
        self.stopped = False
        """Whether the client has asked for the end, as it should before it says exit."""

    def publish(self, uri: str, found: Sequence[types.Diagnostic], version: int | None) -> None:
        """Sends the diagnostics of a document, without what the client does not understand."""
        wanted = self.client_capabilities.text_document
        published = wanted.publish_diagnostics if wanted else None
        if not (published and published.related_information):
            found = [actions.without_related(each) for each in found]
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, list(found), version))

    def warn(self, message: str) -> None:
        """Shows a warning."""
        self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, f"auditor: {message}"))

    def report_server_error(self, error: Exception, _source: object) -> None:
        """Logs; a message box at every keystroke would help nobody."""
        _log.error("%s", error, exc_info=error)

    def follow_folders(self) -> None:
        """Tells the session the folders of the workspace."""
        uris = list(self.workspace.folders) or [each for each in (self.workspace.root_uri,) if each]
        self.session.folders = tuple(path for path in map(path_of, uris) if path)


def initialize(server: Server, params: types.InitializeParams) -> None:
    """Takes what was agreed on."""
    server.session.encoding = types.PositionEncodingKind(server.workspace.position_encoding or "utf-16").value
    server.session.preferences = read_preferences(params.initialization_options)
    server.follow_folders()


async def initialized(server: Server, _params: types.InitializedParams) -> None:
    """Gets ready, and asks to be told when settings files change."""
    server.session.warm()
    workspace = server.client_capabilities.workspace
    watched = workspace.did_change_watched_files if workspace else None
    if watched and watched.dynamic_registration:
        globs = (*WATCHED, *([WATCHED_CODE] if server.session.preferences.packs else ()))
        options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(each) for each in globs])
        wish = types.Registration("auditor.settings", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
        await server.client_register_capability_async(types.RegistrationParams([wish]))


def did_open(server: Server, params: types.DidOpenTextDocumentParams) -> None:
    server.session.open(params.text_document)


def did_change(server: Server, params: types.DidChangeTextDocumentParams) -> None:
    server.session.change(params.text_document.uri, params.text_document.version, params.content_changes)


def did_save(server: Server, params: types.DidSaveTextDocumentParams) -> None:
    server.session.audit_soon(params.text_document.uri, 0)


def did_close(server: Server, params: types.DidCloseTextDocumentParams) -> None:
    server.session.close(params.text_document.uri)


def files_changed(server: Server, _params: types.DidChangeWatchedFilesParams) -> None:
    server.session.audit_all()


def folders_changed(server: Server, _params: types.DidChangeWorkspaceFoldersParams) -> None:
    server.follow_folders()
    server.session.audit_all()


def hover(server: Server, params: types.HoverParams) -> types.Hover | None:
    """The rules of the findings at a place."""
    told = server.session.told(params.text_document.uri)
    return actions.hover(told, params.position, server.client_capabilities)


async def code_action(server: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    """For each finding: suppress it, and explain its rule."""
    if not actions.wanted(params.context.only):
        return []
    found = [await actions.of_diagnostic(server.session, params.text_document.uri, each, server.client_capabilities)
             for each in actions.ours(params.context.diagnostics)]  # fmt: skip
    return [action for each in found for action in each]


async def explain(server: Server, rule: str, *documents: str) -> None:
    """Opens the rule's page; shows what the rule says of itself where there is none or it does not open.

    Args:
        server: the server.
        rule: id of the rule.
        documents: the document whose settings know the rule; none for a built-in rule.
    """
    settings = server.session.told(next(iter(documents), "")).settings
    address = explaining.page_of(rule, settings, server.session.preferences)
    if address and actions.shows_documents(server.client_capabilities):
        shown = await server.window_show_document_async(types.ShowDocumentParams(address, external=True))
        if shown.success:
            return
    card = explaining.card_of(rule, settings)
    said = explaining.in_brief(card) if card else f"there is no rule {rule!r}"
    server.window_show_message(types.ShowMessageParams(types.MessageType.Info, f"{said}\n{address}".strip()))


async def select(server: Server, uri: str, place: types.Range) -> None:
    """Selects the words in place of the reason, for the author to write over."""
    await server.window_show_document_async(types.ShowDocumentParams(uri, take_focus=True, selection=place))


def shutdown(server: Server, _params: None) -> None:
    server.stopped = True


def make_server() -> Server:
    """A server that is ready to be started."""
    server = Server()
    for name, handler in FEATURES.items():
        server.feature(name)(handler)
    kinds = types.CodeActionOptions([types.CodeActionKind.QuickFix])
    server.feature(types.TEXT_DOCUMENT_CODE_ACTION, kinds)(code_action)
    server.command(actions.EXPLAIN)(explain)
    server.command(actions.SELECT)(select)
    return server


FEATURES: dict[str, Callable[..., Any]] = {
    types.INITIALIZE: initialize,
    types.INITIALIZED: initialized,
    types.SHUTDOWN: shutdown,
    types.TEXT_DOCUMENT_DID_OPEN: did_open,
    types.TEXT_DOCUMENT_DID_CHANGE: did_change,
    types.TEXT_DOCUMENT_DID_SAVE: did_save,
    types.TEXT_DOCUMENT_DID_CLOSE: did_close,
    types.WORKSPACE_DID_CHANGE_WATCHED_FILES: files_changed,
    types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS: folders_changed,
    types.TEXT_DOCUMENT_HOVER: hover,
}


def serve() -> int:
    """Serves on standard input and output until the client says exit or is gone; returns the exit status."""
    output = sys.stdout.buffer
    sys.stdout = sys.stderr  # what anything else prints must not get between the messages
    server = make_server()
    server.start_io(sys.stdin.buffer, output)
    return 0 if server.stopped else 1

"""What is open, what waits for its audit, and what was told of it."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from lsprotocol import types

from auditor.lsp import diagnostics, languages
from auditor.lsp.auditing import Draft, audit
from auditor.lsp.diagnostics import NOTHING, Told
from auditor.lsp.places import folder_of, location_of, path_of
from auditor.lsp.preferences import Preferences
from auditor.lsp.settings import Governing, Problem, SettingsFiles
from auditor.lsp.suppressing import Insertion, suppression
from auditor.lsp.texts import Text
from auditor.lsp.worker import Worker
from auditor.model import Edit
from auditor.parse.media import HTML
from auditor.settings import Settings

_log = logging.getLogger(__name__)

Publish = Callable[[str, Sequence[types.Diagnostic], int | None], None]
Warn = Callable[[str], None]


class Session:
    """One client's documents. Its methods run in the event loop, the audits in the worker."""

    def __init__(self, publish: Publish, warn: Warn) -> None:
        self.encoding = "utf-16"
        self.folders: tuple[Path, ...] = ()
        self._preferences = Preferences()
        self._publish = publish
        self._warn = warn
        self._worker = Worker()
        self._settings = SettingsFiles()
        self._drafts: dict[str, Draft] = {}
        self._told: dict[str, Told] = {}
        self._waiting: dict[str, asyncio.Task[None]] = {}
        self._problems: dict[str, Problem] = {}
        self._shown: dict[str, Problem] = {}

    @property
    def preferences(self) -> Preferences:
        """What the client chose."""
        return self._preferences

    @preferences.setter
    def preferences(self, chosen: Preferences) -> None:
        self._preferences = chosen
        self._settings.packs = chosen.packs

    def open(self, document: types.TextDocumentItem) -> None:
        """Takes up a document and audits it at once."""
        media_type = languages.media_type(document.language_id, document.uri)
        mdx = languages.is_mdx(document.language_id, document.uri)
        text = Text(document.text, self.encoding)
        self._drafts[document.uri] = Draft(document.uri, document.version, text, media_type, mdx)
        self.audit_soon(document.uri, 0)

    def change(self, uri: str, version: int, changes: Sequence[types.TextDocumentContentChangeEvent]) -> None:
        """Follows an edit; the audit waits until no more edits come."""
        draft = self._drafts.get(uri)
        if draft is None:
            _log.warning("an edit of a document that is not open: %s", uri)
            return
        text = draft.text
        for each in changes:
            text = text.edited(each)
        self._drafts[uri] = replace(draft, version=version, text=text)
        self.audit_soon(uri, self.preferences.delay / 1000)

    def close(self, uri: str) -> None:
        """Forgets a document and clears its diagnostics."""
        self._cancel(uri)
        draft = self._drafts.pop(uri, None)
        self._told.pop(uri, None)
        if draft and draft.media_type:
            self._publish(uri, (), None)
        self._note_problem(uri, None)

    def audit_all(self) -> None:
        """Audits every open document again, such as after a change of settings."""
        for uri in self._drafts:
            self.audit_soon(uri, self.preferences.delay / 1000)

    def audit_soon(self, uri: str, seconds: float) -> None:
        """Audits the newest version after a while, in place of any audit that waits or runs."""
        self._cancel(uri)
        if uri in self._drafts and self._drafts[uri].media_type:
            self._waiting[uri] = _started(self._audit(uri, seconds))

    def warm(self) -> None:
        """Loads what the first audit would have to wait for."""
        draft = Draft("", 0, Text("<p>Nine in ten adults (90%) took 5 mg.</p>"), HTML)
        self._warming = _started(self._worker.run(lambda: audit(draft, "", Governing(Settings()))))

    def told(self, uri: str) -> Told:
        """What was last said of a document."""
        return self._told.get(uri, NOTHING)

    def removal(self, uri: str, diagnostic: types.Diagnostic) -> tuple[Draft, tuple[Edit, ...]] | None:
        """The edits that make a finding go away, and the version they are for; None where none are known."""
        draft, told = self._drafts.get(uri), self.told(uri)
        edits = told.edits(diagnostic)
        return (draft, edits) if draft and edits and draft.version == told.version else None

    async def suppression(self, uri: str, rule: str, place: types.Position) -> tuple[Draft, Insertion] | None:
        """What suppresses a rule's finding that begins at a place, and the version it is for."""
        draft = self._drafts.get(uri)
        if draft is None:
            return None
        location, offset = location_of(uri, self.folders), draft.text.offset(place)
        made = await self._worker.run(lambda: suppression(draft, location, rule, offset))
        return (draft, made) if made else None

    async def _audit(self, uri: str, seconds: float) -> None:
        await asyncio.sleep(seconds)
        draft = self._drafts[uri]
        governing, told = await self._worker.run(lambda: self._judged(draft))
        self._told[uri] = told
        self._publish(uri, told.diagnostics, draft.version)
        self._note_problem(uri, governing.problem)

    def _judged(self, draft: Draft) -> tuple[Governing, Told]:
        """The settings of a draft, and what they make of it."""
        path = path_of(draft.uri)
        base = (folder_of(path, self.folders) if path else None) or Path.cwd()
        governing = self._settings.governing(path.parent if path else next(iter(self.folders), None), base)
        report = audit(draft, location_of(draft.uri, self.folders), governing)
        return governing, diagnostics.told(draft, report, governing.settings, self.preferences)

    def _note_problem(self, uri: str, problem: Problem | None) -> None:
        """Shows what is wrong with the settings of a document, once, and clears what was mended."""
        if problem:
            self._problems[uri] = problem
        else:
            self._problems.pop(uri, None)
        now = {diagnostics.problem_uri(each): each for each in self._problems.values()}
        for each in sorted(now.keys() | self._shown.keys()):
            if now.get(each) != self._shown.get(each):
                self._publish(each, [diagnostics.of_problem(now[each])] if each in now else (), None)
                if each in now:
                    self._warn(f"{now[each].path.name}:{now[each].line + 1}: {now[each].message}")
        self._shown = now

    def _cancel(self, uri: str) -> None:
        waiting = self._waiting.pop(uri, None)
        if waiting:
            waiting.cancel()


def _started(work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
    """The work as a task; an exception it ends with is logged."""
    task = asyncio.get_running_loop().create_task(work)
    task.add_done_callback(_log_failure)
    return task


def _log_failure(task: asyncio.Task[Any]) -> None:
    if not task.cancelled() and task.exception():
        _log.error("the server failed at a task", exc_info=task.exception())

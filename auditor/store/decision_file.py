"""Decisions as a TOML file that lives in git: one table a decision, sorted, so that branches merge.

[finding.0f3c...]
decision = "waived"
reason = "The study is cited on the linked page."
owner = "Legal"
until = 2027-01-31
by = "Ana Ruiz"
at = 2026-11-25T03:35:07Z
rule = "vague-citation"
location = "https://example.org/tea"
quote = "Studies show that tea helps."
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from difflib import get_close_matches
from typing import Any

from auditor.errors import UsageError
from auditor.model.scan import Decision
from auditor.store.events import Event, Scope

HEAD = """\
# Decisions on findings: `auditor triage export` writes this file, `auditor triage import` reads it.
# A table is named after the fingerprint of a finding, or of a claim wherever it stands.
"""
_KEYS = {
    "decision": "decision", "reason": "reason", "owner": "owner", "until": "until", "by": "who", "at": "decided",
    "evidence": "evidence", "rule": "rule", "location": "location", "quote": "quote",
}  # fmt: skip
"""Key in the file to field of an event, in the order of the file."""
_FINGERPRINT = re.compile(r"[0-9a-f]{32}")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_SPECIAL = re.compile(r'[\\"\x00-\x1f\x7f-\x9f\u2028\u2029]')


def decision_lines(events: Iterable[Event]) -> Iterator[str]:
    """The file that holds the events, in their order."""
    yield HEAD
    for event in events:
        yield f"\n[{event.scope}.{event.fingerprint}]\n"
        for key, name in _KEYS.items():
            value = getattr(event, name)
            if value:
                yield f"{key} = {value if key in ('until', 'at') else _quoted(value)}\n"


def _quoted(text: str) -> str:
    """The text as a basic string of TOML 1.0."""
    return '"' + _SPECIAL.sub(lambda sign: _ESCAPES.get(sign[0], f"\\u{ord(sign[0]):04x}"), text) + '"'


def read_decisions(text: str, name: str) -> Iterator[Event]:
    """The events of a file.

    Args:
        text: what it holds.
        name: what it is called in messages.

    Raises:
        UsageError: it is no TOML, or a table of it is no decision; the message names the line.
    """
    try:
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UsageError(f"{name}: no TOML: {error}") from error
    lines = _Lines(text.splitlines(), name)
    for scope, named in tables.items():
        if scope not in list(Scope) or not isinstance(named, dict):
            raise lines.wrong(
                f'unknown "{scope}": expected tables [finding.FINGERPRINT] and [claim.FINGERPRINT]', scope
            )
        for fingerprint, values in named.items():
            yield _event(Scope(scope), fingerprint, values, lines)


class _Lines:
    """Finds the line that a message is about."""

    def __init__(self, lines: list[str], name: str) -> None:
        self.lines, self.name = lines, name

    def wrong(self, said: str, *path: str) -> UsageError:
        """The error, at the table or key that is named by the path as well as it can be found."""
        number, first = 0, 0
        for depth, part in enumerate(path):
            word = re.compile(rf"(?<![\w-]){re.escape(part)}(?![\w-])")
            key = depth == len(path) - 1 and depth == 2
            for at, line in enumerate(self.lines[first:], first + 1):
                if key and line.lstrip().startswith("[") and at > number:
                    break
                left = line.partition("=")[0] if key else line
                if word.search(left) and not left.lstrip().startswith("#"):
                    number, first = at, at if depth else at - 1
                    break
        return UsageError(f"{self.name}:{number}: {said}" if number else f"{self.name}: {said}")


def _event(scope: Scope, fingerprint: str, values: Any, lines: _Lines) -> Event:
    if not _FINGERPRINT.fullmatch(fingerprint) or not isinstance(values, dict):
        raise lines.wrong(f'"{fingerprint}" is no fingerprint: expected 32 characters (0-9, a-f)', scope, fingerprint)
    fields: dict[str, Any] = {}
    for key, value in values.items():
        if key not in _KEYS:
            near = get_close_matches(key, _KEYS, 1)
            hint = f'; did you mean "{near[0]}"?' if near else f"; expected {', '.join(_KEYS)}"
            raise lines.wrong(f'unknown key "{key}"{hint}', scope, fingerprint, key)
        try:
            fields[_KEYS[key]] = _value(key, value)
        except (ValueError, OverflowError) as error:
            raise lines.wrong(f"{key}: {error}", scope, fingerprint, key) from error
    missing = [key for key in ("decision", "by", "at") if _KEYS[key] not in fields]
    if missing:
        raise lines.wrong(f"the decision has no {' and no '.join(missing)}", scope, fingerprint)
    try:
        return Event(scope, fingerprint, **fields)
    except UsageError as error:
        raise lines.wrong(str(error), scope, fingerprint) from error


def _value(key: str, value: Any) -> Any:
    if key == "decision":
        return _decision(value)
    if key == "until":
        if not isinstance(value, date) or isinstance(value, datetime):
            raise ValueError("expected a day, such as 2027-01-31, without quotation marks")
        return value
    if key == "at":
        if not isinstance(value, datetime) or value.tzinfo is None:
            raise ValueError("expected a time with its zone, such as 2026-11-25T03:35:07Z, without quotation marks")
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
    if not isinstance(value, str):
        raise ValueError("expected a text in quotation marks")
    return value


def _decision(value: Any) -> Decision:
    words = str(value).replace("-", " ")
    if words not in list(Decision):
        raise ValueError(f"expected one of {', '.join(Decision)}")
    return Decision(words)

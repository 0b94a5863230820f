"""Options that several commands share, and the Settings they make."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from auditor.configure import Configured
    from auditor.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])


class Day(click.DateTime):
    """A day as ISO 8601 writes it."""

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"{value!r} is no day of the calendar; expected YYYY-MM-DD, such as 2026-11-25", param, ctx)


class Number(click.FloatRange):
    """A number from 0 up."""

    name = "number"

    def __init__(self) -> None:
        super().__init__(0)


class Whole(click.IntRange):
    """A whole number from the least up."""

    name = "whole number"


DAY = Day()
LIMITS = ("error", "warning", "info", "never")
CONFIDENCES = ("high", "medium", "low")
USERS = ("editor", "reviewer", "ci")


def names(_ctx: click.Context, _option: click.Parameter, values: Sequence[str]) -> tuple[str, ...]:
    """The names of a repeatable option that takes lists: "a,b"."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def complete_rules(_ctx: click.Context, _option: click.Parameter, start: str) -> list[CompletionItem]:
    """The rules whose ids go on from what is typed, also behind a comma."""
    from auditor import catalogue

    before, comma, last = start.rpartition(",")
    known = catalogue.available_rules(_settings_here())
    return [CompletionItem(before + comma + rule.id, help=rule.summary) for rule in known if rule.id.startswith(last)]


def complete_findings(_ctx: click.Context, _option: click.Parameter, start: str) -> list[CompletionItem]:
    """As `complete_rules`, with the findings about suppressions."""
    from auditor import catalogue

    cards = catalogue.all_cards(_settings_here())
    return [CompletionItem(card.id, help=card.summary) for card in cards if card.id.startswith(start)]


def _settings_here() -> Settings:
    """The settings of the working folder, no code of which is run; the defaults where its settings file is wrong."""
    from auditor.configure import configured
    from auditor.errors import UsageError
    from auditor.settings import Settings

    try:
        return configured((), packs=False).settings
    except UsageError:
        return Settings()


def _decorated(command: Command, *options: Callable[[Command], Command]) -> Command:
    for decorate in reversed(options):
        command = decorate(command)
    return command


def input_options(command: Command) -> Command:
    """PAGE... and how it is read."""
    return _decorated(
        command,
        click.argument("pages", metavar="PAGE...", nargs=-1, required=True, type=click.Path(path_type=str)),
        click.option("--stdin-filename", metavar="NAME", default="", help="Name of what standard input holds."),
        click.option("--allow-private", is_flag=True, help="Fetch URLs at private addresses too."),
        click.option("--debug", is_flag=True, help="Show the traceback where an error is the auditor's own."),
        *_FILE,
    )


def file_options(command: Command) -> Command:
    """Which settings file is used."""
    return _decorated(command, *_FILE)


def rule_options(command: Command) -> Command:
    """Which findings are wanted."""
    selected: dict[str, Any] = {
        "metavar": "RULES",
        "callback": names,
        "multiple": True,
        "shell_complete": complete_rules,
    }
    return _decorated(
        command,
        click.option("--select", help="Run only these rules (a,b).", **selected),
        click.option("--ignore", help="Leave these rules out.", **selected),
        click.option("--as-of", metavar="YYYY-MM-DD", type=DAY, help="Judge as of this date (default: today)."),
        click.option(
            "--min-confidence", type=click.Choice(CONFIDENCES), help="Leave out findings less sure (default: low)."
        ),
        click.option("--for", "preset", type=click.Choice(USERS), help="Defaults for a user; see docs/settings.md."),
    )


_FILE = (
    click.option(
        "--config", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="Settings file, instead of the nearest auditor.toml or pyproject.toml.",
    ),
    click.option("--no-config", is_flag=True, help="Use no settings file."),
)  # fmt: skip


def governing_file(pages: Sequence[str], config: Path | None, *, no_config: bool) -> Path | None:
    """The settings file that is used for the pages; None for none.

    Raises:
        UsageError: it cannot be told, since a pyproject.toml on the way cannot be read.
    """
    from auditor.settings.files import common_folder, find

    return config if config or no_config else find(common_folder(pages))


def configure(
    pages: Sequence[str],
    *,
    config: Path | None,
    no_config: bool,
    preset: str | None = None,
    as_of: datetime | None = None,
    allow_private: bool = False,
    anew: bool = False,
    **options: Any,
) -> Configured:
    """The settings for the pages: what was given on the command line, the settings file, the defaults.

    With `anew`, house rules and packs that were read before are read again.
    """
    from auditor.configure import configured
    from auditor.model import Confidence, Severity
    from auditor.settings import FetchLimits

    given = {name: value for name, value in options.items() if value not in (None, (), "")}
    if "fail_on" in given:
        given["fail_on"] = None if given["fail_on"] == "never" else Severity(given["fail_on"])
    if "min_confidence" in given:
        given["min_confidence"] = Confidence(given["min_confidence"])
    if as_of:
        given["as_of"] = as_of.date()
    if allow_private:
        given["fetch"] = FetchLimits(allow_private=True)
    return configured(pages, given, file=config, use_file=not no_config, preset=preset or "", anew=anew)

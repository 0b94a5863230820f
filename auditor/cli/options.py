"""Options that several commands share, and the Settings they make."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from auditor.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])


def names(_ctx: click.Context, _option: click.Parameter, values: Sequence[str]) -> tuple[str, ...]:
    """The names of a repeatable option that takes lists: "a,b"."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


DAY = click.DateTime(formats=["%Y-%m-%d"])


def input_options(command: Command) -> Command:
    """PAGE... and how it is read."""
    for decorate in (
        click.option("--debug", is_flag=True, help="Show the traceback where an error is the auditor's own."),
        click.option("--allow-private", is_flag=True, help="Fetch URLs at private addresses too."),
        click.option("--stdin-filename", metavar="NAME", default="", help="Name of what standard input holds."),
        click.argument("pages", metavar="PAGE...", nargs=-1, required=True),
    ):
        command = decorate(command)
    return command


def make_settings(
    *,
    select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
    fail_on: str = "error",
    as_of: datetime | None = None,
    allow_private: bool = False,
    stdin_filename: str = "",
) -> Settings:
    """The settings that the options ask for."""
    from auditor.model import Severity
    from auditor.settings import FetchLimits, Settings

    return Settings(
        select=select,
        ignore=ignore,
        fail_on=None if fail_on == "never" else Severity(fail_on),
        as_of=as_of.date() if as_of else date.today(),
        stdin_filename=stdin_filename,
        fetch=FetchLimits(allow_private=allow_private),
    )

"""What a worker is given beside its shard, and what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from auditor.catalogue import option_types
from auditor.settings import Settings

Said = Mapping[str, Mapping[str, Any]]
"""Rule id to its options as names and values."""


@dataclass(frozen=True, slots=True)
class Work:
    """How the pages of shards are audited; can be pickled whatever rules the settings name."""

    settings: Settings
    store: str
    """The folder that relative files of slices are looked up in."""
    prefilter: bool = False
    """Whether pages in which no rule can find anything are passed over."""
    page_seconds: float = 20.0
    """After which the audit of a page is given up."""
    ruleset: str = ""
    """The digest that a worker's own ruleset must have (see `ruleset`); "" for whatever it has."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Options of rules go as plain values: the module of a pack's rule is not known elsewhere by its name."""
        options = (_said(self.settings.rules), *(_said(each.rules) for each in self.settings.overrides))
        bare = replace(
            self.settings, rules={}, overrides=tuple(replace(each, rules={}) for each in self.settings.overrides)
        )
        return _work, (bare, options, self.store, self.prefilter, self.page_seconds, self.ruleset)


def _work(bare: Settings, options: tuple[Said, ...], *rest: Any) -> Work:
    types = option_types(bare) if any(options) else {}
    general, *special = (_chosen(each, types) for each in options)
    overrides = tuple(replace(each, rules=chosen) for each, chosen in zip(bare.overrides, special, strict=True))
    return Work(replace(bare, rules=general, overrides=overrides), *rest)


def _said(chosen: Mapping[str, object]) -> dict[str, dict[str, Any]]:
    return {
        rule: {each.name: getattr(options, each.name) for each in fields(options)}  # type: ignore[arg-type]
        for rule, options in chosen.items()
    }


def _chosen(said: Said, types: Mapping[str, type]) -> dict[str, object]:
    return {rule: types[rule](**options) for rule, options in said.items()}


@dataclass(frozen=True, slots=True)
class Done:
    """A shard that was audited: what its marker says of its output."""

    id: str
    pages: int
    failed: int
    """Pages that could not be audited, those killed included."""
    killed: int
    """Pages whose audit ended its worker again and again."""
    passed_over: int
    findings: int
    prefilter: bool
    content: str
    """SHA-256 (hex) of the results before compression: equal for equal work on every machine."""
    sha256: str
    """Of the output as stored."""
    size: int
    """Bytes of the output as stored."""


@dataclass(frozen=True, slots=True)
class Killed:
    """A shard that has no results, and why; the same command again tries it anew."""

    id: str
    reason: str
    pages: int = 0
    """None of them was audited for good."""

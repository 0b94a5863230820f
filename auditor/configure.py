"""The settings of a run: the preset, the settings file, and what the command line says, in this order of weight."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from auditor import catalogue
from auditor.errors import UsageError
from auditor.model import Confidence, Severity
from auditor.settings import Settings
from auditor.settings.effective import Choice, choices, paths_in, settings_from
from auditor.settings.files import Said, SettingsTable, Value, common_folder, find, load
from auditor.settings.typed import File

PRESETS: Mapping[str, Mapping[str, Any]] = {
    "editor": {"fail_on": None, "min_confidence": Confidence.LOW},
    "reviewer": {"fail_on": Severity.ERROR, "min_confidence": Confidence.LOW, "require_reason": True},
    "ci": {"fail_on": Severity.ERROR, "min_confidence": Confidence.MEDIUM},
}
"""For whom the audit is: what each of them would set. A settings file and options go before it."""


@dataclass(frozen=True, slots=True)
class Configured:
    """The effective settings, and where each value comes from."""

    settings: Settings
    said: Said
    given: tuple[str, ...]
    file: Path | None

    @property
    def choices(self) -> tuple[Choice, ...]:
        return choices(self.settings, self.said, self.given)


def configured(
    targets: Sequence[str],
    given: Mapping[str, Any] | None = None,
    *,
    file: Path | None = None,
    use_file: bool = True,
    preset: str = "",
    packs: bool = True,
    anew: bool = False,
) -> Configured:
    """The settings for an audit of these targets.

    Args:
        targets: what is audited; the settings file is looked for from their common folder upwards.
        given: fields of Settings that the command line sets.
        file: the settings file to use instead of the one that would be found.
        use_file: whether to use a settings file at all.
        preset: "editor", "reviewer", "ci", or "".
        packs: whether rules written in Python are loaded, which runs them.
        anew: whether house rules and packs that were read before are read again.

    Raises:
        UsageError: the settings file, or a rule it names, is wrong.
    """
    told = given or {}
    path = file if file or not use_file else find(common_folder(targets))
    said, settings = read_settings(path, preset, packs=packs, anew=anew)
    settings = replace(settings, **{**told, "ignore": (*settings.ignore, *told.get("ignore", ()))})
    catalogue.selected_rules(settings)
    return Configured(settings, said, tuple(told), path)


def read_settings(
    path: Path | None, preset: str = "", *, packs: bool = True, anew: bool = False
) -> tuple[Said, Settings]:
    """What a settings file and a preset say, and the settings they make.

    Args:
        path: the settings file; None for none.
        preset: as above.
        packs: whether rules written in Python are loaded, which runs them.
        anew: whether house rules and packs that were read before are read again.

    Raises:
        UsageError: the settings file, or a rule it names, is wrong; rules read before go on to hold.
    """
    said = _under(_preset(preset), load(path.absolute()) if path else {})
    added = Settings(house_rules=paths_in(said, "house_rules"), packs=paths_in(said, "packs") if packs else ())
    if anew:
        catalogue.read_again(added)
    settings = settings_from(said, catalogue.option_types(added))
    return said, replace(settings, packs=added.packs)


def _preset(name: str) -> Said:
    if not name:
        return {}
    if name not in PRESETS:
        raise UsageError(f"no preset {name!r}; there are {', '.join(PRESETS)}")
    known = {each.name for each in fields(SettingsTable)}
    source = File(f"--for {name}", "")
    return {key: (Value(value, source, (key,)),) for key, value in PRESETS[name].items() if key in known}


def _under(below: Said, above: Said) -> Said:
    return {name: (*below.get(name, ()), *above.get(name, ())) for name in {**below, **above}}

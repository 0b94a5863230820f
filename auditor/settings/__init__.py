"""Settings: the choices of a run, where they come from, and how the files that hold them are read.

model      the choices with their defaults, and what a path changes
typed      a table of a TOML file as a declared type; mistakes named with file, line and nearest key
lines      on which line of a TOML file a key stands
files      the file that governs a folder, what it extends, its profile
schema     the same declarations as a JSON Schema
"""

from auditor.settings.model import FetchLimits, Files, Override, Settings

__all__ = ["FetchLimits", "Files", "Override", "Settings"]

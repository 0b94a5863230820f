"""Store: runs, what became of each finding, and what people decided, in one SQLite file."""

from auditor.store.decision_file import decision_lines, read_decisions
from auditor.store.events import Event, Merged, Scope
from auditor.store.sightings import Sighting
from auditor.store.store import Store
from auditor.store.subjects import Subject

__all__ = ["Event", "Merged", "Scope", "Sighting", "Store", "Subject", "decision_lines", "read_decisions"]

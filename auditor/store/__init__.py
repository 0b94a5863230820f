"""Store: runs, what became of each finding, and what people decided, in one SQLite file."""

from auditor.store.events import Event, Scope
from auditor.store.sightings import Sighting
from auditor.store.store import Store

__all__ = ["Event", "Scope", "Sighting", "Store"]

"""Batch: many pages at once, in parallel processes and from the cache, with the results of one by one."""

from auditor.batch.cache import Cache, default_folder
from auditor.batch.run import audit_many
from auditor.batch.tasks import cores

__all__ = ["Cache", "audit_many", "cores", "default_folder"]

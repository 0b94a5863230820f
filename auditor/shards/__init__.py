"""Shards: pieces of work for many workers, and the engines that get them done, each with the same results."""

from auditor.shards.collect import MissingShards, results, state
from auditor.shards.local import run_here
from auditor.shards.manifest import Header, read_header, read_manifest, write_manifest
from auditor.shards.plan import plan
from auditor.shards.ruleset import ruleset
from auditor.shards.run import run_shard
from auditor.shards.work import Done, Killed, Work

__all__ = [
    "Done", "Header", "Killed", "MissingShards", "Work", "plan", "read_header", "read_manifest",
    "results", "ruleset", "run_here", "run_shard", "state", "write_manifest",
]  # fmt: skip

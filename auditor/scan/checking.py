"""A look at what a scan is to be made of, before a run is begun for it: a slip of the keyboard is no run."""

import os
from collections.abc import Iterator
from pathlib import Path

from auditor.crawl.identity import canonical
from auditor.errors import UsageError
from auditor.fetch import is_url
from auditor.scan.inputs import Inputs

_WILD = "*?["


def check_inputs(inputs: Inputs, store: Path) -> None:
    """Refuses inputs that can come to nothing, whatever the web says.

    One of several files may be missing: then the run tells of it.

    Raises:
        UsageError: an address is none, a list or an archive cannot be read, or no file that is named is there.
    """
    for option, address, written in _addresses(inputs):
        try:
            canonical(address)
        except ValueError as error:
            raise UsageError(f"{option} {written!r}: {error}") from error
    for name in inputs.lists:
        inputs.check_list(name)
    for _ in inputs.archives(store):
        pass  # one that is named and not there is an error
    if inputs.targets and not inputs.on_the_web and not any(map(_may_be_there, inputs.targets)):
        raise UsageError(f"{inputs.targets[0]}: no such file or folder; expected a page, a WARC file or a folder")


def _addresses(inputs: Inputs) -> Iterator[tuple[str, str, str]]:
    """Where it was said, the address, and how it was written; sites go without a scheme, too."""
    for each in filter(is_url, inputs.targets):
        yield "INPUT", each, each
    for each in inputs.sitemaps:
        yield "--sitemap", each, each
    for each in inputs.starts:
        yield "--crawl", each, each
    for each in inputs.sites:
        yield "--site", each if is_url(each.strip()) else f"https://{each.strip()}", each


def _may_be_there(target: str) -> bool:
    return os.path.lexists(target) or any(each in target for each in _WILD) or target == "-"

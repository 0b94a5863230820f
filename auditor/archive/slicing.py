"""Archives cut into stretches of whole records, as work for several readers."""

from collections.abc import Iterator
from pathlib import Path

from auditor.archive.opening import opened, records
from auditor.archive.pages import is_page_record, named
from auditor.archive.stored import BadRecord
from auditor.errors import UsageError
from auditor.model.scan import Slice

MOST_PAGES = 2000
MOST_BYTES = 64 * 1024 * 1024


def slices(
    path: Path, pages: int = MOST_PAGES, size: int = MOST_BYTES, store: Path | None = None
) -> Iterator[tuple[Slice, int]]:
    """Stretches of an archive that cover all of it, each with the number of records that may hold a page.

    Only the fields of records are looked at, so answers that are no text page count as well. An archive
    that is compressed as a whole is one stretch, for no part of it can be read without what is before.

    Args:
        pages, size: records that may hold a page, and bytes as stored, after which a stretch ends.
        store: the store's folder; an archive inside it is named relative to it.

    Raises:
        UsageError: the archive cannot be read.
    """
    name, start, count = named(path, store), 0, 0
    try:
        with opened(path) as archive:
            for found in records(archive, 0, None, lambda _headers, _size: False):
                if isinstance(found, BadRecord) or not is_page_record(found.headers):
                    continue
                if archive.seekable and count and (count >= pages or found.offset - start >= size):
                    yield Slice(name, start, found.offset), count
                    start, count = found.offset, 0
                count += 1
            yield Slice(name, start, path.stat().st_size if archive.seekable else None), count
    except OSError as error:
        raise UsageError(f"{path}: the archive cannot be read ({error.strerror or error})") from error

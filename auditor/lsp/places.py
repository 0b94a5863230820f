"""Addresses of documents, and the location by which a finding is known everywhere."""

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pygls.uris import from_fs_path, to_fs_path


def path_of(uri: str) -> Path | None:
    """The file of an address; None for an unsaved or remote document."""
    if urlsplit(uri).scheme != "file":
        return None
    path = to_fs_path(uri)
    return Path(path) if path else None


def uri_of(path: Path) -> str:
    """The address of a file."""
    return str(from_fs_path(str(path.absolute())))


def folder_of(path: Path, folders: Iterable[Path]) -> Path | None:
    """The innermost of the workspace's folders that holds the file."""
    holding = [each for each in folders if path.is_relative_to(each)]
    return max(holding, key=lambda each: len(each.parts), default=None)


def location_of(uri: str, folders: Iterable[Path]) -> str:
    """The location under which the command line, started in the workspace's folder, reports the page.

    A file in no folder of the workspace is known relative to the working folder if it is in there,
    else by its whole path; what is no file by its address.
    """
    path = path_of(uri)
    if path is None:
        return unquote(uri)
    base = folder_of(path, folders) or folder_of(path, (Path.cwd(),))
    return (path.relative_to(base) if base else path).as_posix()

"""Sources in, Documents out: files, folders, globs and standard input; what cannot be read comes out as an InputError."""

import glob
import gzip
import sys
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from waqai.errors import InputError
from waqai.readers.article import Defaults
from waqai.readers.html import read_html
from waqai.readers.jsonl import read_jsonl, read_jsonl_gz
from waqai.readers.txt import read_txt
from waqai.records import Document

Reader = Callable[[bytes, str, Defaults], Iterable[Document | InputError]]

READERS: dict[str, Reader] = {
    ".txt": read_txt,
    ".jsonl": read_jsonl,
    ".jsonl.gz": read_jsonl_gz,
    ".html": read_html,
    ".htm": read_html,
}
LARGEST = 200 * 1024 * 1024
"""Default limit of a file's size, in bytes."""

STDIN = "-"
NOTHING_SAID = Defaults()


def read_sources(
    sources: Iterable[str], defaults: Defaults = NOTHING_SAID, largest: int = LARGEST, without: Collection[Path] = ()
) -> Iterator[Document | InputError]:
    """Yield the documents of files, folders (with all that lies below them), globs and `-`, in order.

    An input that cannot be read is yielded as an InputError with its path and reason, and the rest goes on.
    `without` are files to pass over: what is being written.
    """
    for source in sources:
        for path in list_files(source):
            if isinstance(path, InputError):
                yield path
            elif Path(path).absolute() not in without:
                yield from read_file(path, defaults, largest)


def list_files(source: str) -> Iterator[str | InputError]:
    """Yield the paths that a source stands for: itself, what matches its pattern, or every file of a folder."""
    try:
        yield from _list_files(source)
    except OSError as error:
        yield InputError(source if len(source) < 200 else f"{source[:60]}…", f"cannot be read: {error.strerror}")


def _list_files(source: str) -> Iterator[str | InputError]:
    if source == STDIN:
        yield source
    elif Path(source).is_dir():
        files = sorted(str(path) for path in Path(source).rglob("*") if path.is_file() and not _hidden(path, source))
        yield from files
        if not files:
            yield InputError(source, "an empty folder")
    elif Path(source).exists():
        yield source
    elif glob.has_magic(source):
        matches = sorted(glob.glob(source, recursive=True))
        for match in matches:
            yield from _list_files(match)
        if not matches:
            yield InputError(source, "no file matches the pattern")
    else:
        yield InputError(source, "no such file or folder")


def read_file(path: str, defaults: Defaults = NOTHING_SAID, largest: int = LARGEST) -> Iterator[Document | InputError]:
    """Yield the documents of one file, or of standard input for `-`."""
    try:
        reader = _reader_of(path)
        data = _bytes_of(path, largest)
        yield from reader(data, "standard input" if path == STDIN else path, defaults)
    except InputError as error:
        yield error


def _reader_of(path: str) -> Reader:
    if path == STDIN:
        return _read_stdin
    name = Path(path).name.lower()
    for ending, reader in READERS.items():
        if name.endswith(ending):
            return reader
    raise InputError(path, f"unknown kind of file; Waqai reads {', '.join(READERS)}")


def _read_stdin(data: bytes, source: str, defaults: Defaults) -> Iterable[Document | InputError]:
    """Read what comes in by its look: JSON lines, a page, or plain text."""
    if data.startswith(b"\x1f\x8b"):
        return read_jsonl_gz(data, source, defaults)
    sample = data[:4000].decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "ignore").lstrip()
    if sample.startswith("{"):
        return read_jsonl(data, source, defaults)
    if sample.startswith("<"):
        return read_html(data, source, defaults)
    return read_txt(data, source, defaults)


def _bytes_of(path: str, largest: int) -> bytes:
    if path == STDIN:
        data = sys.stdin.buffer.read(largest + 1)
    else:
        try:
            with Path(path).open("rb") as file:
                data = file.read(largest + 1)
        except OSError as error:
            raise InputError(path, f"cannot be read: {error.strerror}") from error
    if len(data) > largest:
        raise InputError(path, f"larger than {largest / 1048576:.0f} MB; raise the limit with --max-mb")
    return data


def _hidden(path: Path, folder: str) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def count_documents(sources: Iterable[str]) -> int | None:
    """Return how many documents sources hold, for a progress bar: lines of JSON lines, one for any other file; None for `-`."""
    total = 0
    for source in sources:
        for path in list_files(source):
            if path == STDIN:
                return None
            total += _lines_of(path) if isinstance(path, str) else 1
    return total


def _lines_of(path: str) -> int:
    if not path.lower().endswith((".jsonl", ".jsonl.gz")):
        return 1
    try:
        with gzip.open(path) if path.lower().endswith(".gz") else Path(path).open("rb") as file:
            return sum(1 for line in file if line.strip())
    except (OSError, EOFError, zlib.error):
        return 1

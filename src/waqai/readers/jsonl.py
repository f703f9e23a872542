"""JSON lines: one article a line, with id, url, publisher, title, text and published; all but the text may be missing."""

import gzip
import io
import zlib
from collections.abc import Iterator

import msgspec

from waqai.errors import InputError
from waqai.readers.article import Defaults, make_document, parse_published
from waqai.readers.decoding import decode
from waqai.records import Document

LARGEST_UNPACKED = 1024 * 1048576
"""In bytes: what a gzipped file may hold, so that a small one cannot fill the memory."""


class ArticleLine(msgspec.Struct, frozen=True):
    """One line as it comes; other keys are ignored."""

    id: str | int | None = None
    url: str | None = None
    publisher: str | None = None
    title: str | None = None
    text: str | None = None
    published: str | None = None


def read_jsonl(data: bytes, source: str, defaults: Defaults) -> Iterator[Document | InputError]:
    """Yield a document for each good line and an error for each bad one, so that one bad line loses no other."""
    decoder = msgspec.json.Decoder(ArticleLine)
    empty = True
    for number, line in _lines(data, source):
        where = f"{source}:{number}"
        if isinstance(line, str) and not line.strip():
            continue
        empty = False
        try:
            yield line if isinstance(line, InputError) else _document(decoder.decode(line), where, defaults)
        except (msgspec.DecodeError, RecursionError) as error:
            yield InputError(where, f"not an article in JSON: {error}")
        except InputError as error:
            yield error
    if empty:
        yield InputError(source, "no articles in it")


def read_jsonl_gz(data: bytes, source: str, defaults: Defaults) -> Iterator[Document | InputError]:
    """Yield the documents of gzipped JSON lines."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            unpacked = file.read(LARGEST_UNPACKED + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(source, f"not a whole gzip file: {error}") from error
    if len(unpacked) > LARGEST_UNPACKED:
        raise InputError(source, f"larger than {LARGEST_UNPACKED / 1048576:.0f} MB when unpacked; split it")
    return read_jsonl(unpacked, source, defaults)


def _lines(data: bytes, source: str) -> Iterator[tuple[int, str | InputError]]:
    """Yield the lines with their numbers; when the file as a whole cannot be decoded, each line by itself."""
    try:
        yield from enumerate(decode(data, source).split("\n"), 1)
    except InputError as error:
        lines = data.split(b"\n")
        if len(lines) < 2:
            yield 1, error
            return
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield number, _decoded(line, f"{source}:{number}")


def _decoded(line: bytes, where: str) -> str | InputError:
    try:
        return decode(line, where)
    except InputError as error:
        return error


def _document(line: ArticleLine, where: str, defaults: Defaults) -> Document:
    return make_document(
        where,
        f"{line.title or ''}\n{line.text or ''}",
        defaults=defaults,
        id=None if line.id is None else str(line.id),
        url=line.url,
        publisher=line.publisher,
        published=parse_published(line.published, where),
    )

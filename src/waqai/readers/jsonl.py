"""JSON lines: one article a line, with id, url, publisher, title, text and published; all but the text may be missing."""

import gzip
import zlib
from collections.abc import Iterator

import msgspec

from waqai.errors import InputError
from waqai.readers.article import Defaults, make_document, parse_published
from waqai.readers.decoding import decode
from waqai.records import Document


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
    for number, line in enumerate(decode(data, source).split("\n"), 1):
        if not line.strip():
            continue
        where = f"{source}:{number}"
        try:
            yield _document(decoder.decode(line), where, defaults)
        except msgspec.DecodeError as error:
            yield InputError(where, f"not an article in JSON: {error}")
        except InputError as error:
            yield error


def read_jsonl_gz(data: bytes, source: str, defaults: Defaults) -> Iterator[Document | InputError]:
    """Yield the documents of gzipped JSON lines."""
    try:
        unpacked = gzip.decompress(data)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(source, f"not a whole gzip file: {error}") from error
    return read_jsonl(unpacked, source, defaults)


def _document(line: ArticleLine, where: str, defaults: Defaults) -> Document:
    return make_document(
        where,
        line.title or "",
        line.text or "",
        defaults=defaults,
        id=None if line.id is None else str(line.id),
        url=line.url,
        publisher=line.publisher,
        published=parse_published(line.published, where),
    )

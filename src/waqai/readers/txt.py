"""Plain text: the first line that is not blank is the title, the rest the body."""

from collections.abc import Iterator

from waqai.readers.article import Defaults, make_document
from waqai.readers.decoding import decode
from waqai.records import Document


def read_txt(data: bytes, source: str, defaults: Defaults) -> Iterator[Document]:
    """Yield the one document of a text file."""
    text = decode(data, source).replace("\r\n", "\n").replace("\r", "\n").strip()
    title, _, body = text.partition("\n")
    yield make_document(source, title, body, defaults=defaults)

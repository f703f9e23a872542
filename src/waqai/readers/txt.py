"""Plain text: the first line that is not blank is the title. The text stays as it is, so that offsets fit the file."""

from collections.abc import Iterator

from waqai.readers.article import Defaults, make_document
from waqai.readers.decoding import decode
from waqai.records import Document


def read_txt(data: bytes, source: str, defaults: Defaults) -> Iterator[Document]:
    """Yield the one document of a text file."""
    yield make_document(source, decode(data, source), defaults=defaults)

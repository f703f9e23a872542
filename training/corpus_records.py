"""The labelled corpus: stand-off files in, documents with sentences and gold events out.

A file holds one document a line. Articles of ANT are named by id and hash and hold no text; articles written for the
corpus hold theirs. All offsets are half-open ranges of code points in the document's text (title, newline, body).
"""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from training.news import read_ant
from training.splits import Part, part_of
from waqai.records import EventType, QuoteKind, Stance, Status

CORPUS = Path(__file__).parent / "corpus"
QUOTES = CORPUS / "quotes"

Range = tuple[int, int]


class GoldEvent(Struct, frozen=True, omit_defaults=True):
    """One labelled event; codes are COUNTRY:SECTOR, IGO:CODE or ---; `same_as` is the number of an earlier event of the sentence."""

    trigger: Range
    type: EventType
    status: Status
    mode: str | None = None
    actors: tuple[Range, ...] = ()
    actor_codes: tuple[str, ...] = ()
    recipients: tuple[Range, ...] = ()
    recipient_codes: tuple[str, ...] = ()
    said_by: Range | None = None
    time: Range | None = None
    date: str | None = None
    place: Range | None = None
    same_as: int | None = None


class GoldSentence(Struct, frozen=True):
    """A sentence's range and its events in order."""

    start: int
    end: int
    events: tuple[GoldEvent, ...] = ()


class GoldQuote(Struct, frozen=True, omit_defaults=True):
    """A labelled quote, in ranges of the document's text."""

    cue: Range
    content: Range
    kind: QuoteKind
    stance: Stance
    speaker: Range | None = None


class QuotedDocument(Struct, frozen=True):
    """The quotes of a document of the corpus, sentence by sentence."""

    id: str
    sha256: str
    sentences: tuple[tuple[GoldQuote, ...], ...]


class GoldDocument(Struct, frozen=True, omit_defaults=True):
    """A labelled document; `text` is None in the files of ANT and filled when they are read."""

    id: str
    sha256: str
    published: str
    labelled: str
    sentences: tuple[GoldSentence, ...]
    usage: str | None = None
    text: str | None = None

    @property
    def part(self) -> Part:
        """Which split the document belongs to; the calibration examples are train always."""
        return "train" if self.labelled.startswith("examples") else part_of(self.id)

    @property
    def ours(self) -> bool:
        """Whether the article was written for the corpus."""
        return self.id.startswith("own-")


def text_hash(text: str) -> str:
    """Return the first 16 digits of a text's SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def read_file(path: Path) -> Iterator[GoldDocument]:
    """Yield the documents of one stand-off file."""
    decoder = msgspec.json.Decoder(GoldDocument)
    for line in path.read_bytes().splitlines():
        if line.strip():
            yield decoder.decode(line)


def read_folder(name: str, folder: Path = CORPUS) -> list[GoldDocument]:
    """Return the documents of a folder of the corpus as they stand in its files: ant, own, or second."""
    return [document for path in sorted((folder / name).glob("*.jsonl")) for document in read_file(path)]


def read_corpus(corpora: Path | None, folder: Path = CORPUS) -> list[GoldDocument]:
    """Return all documents with their texts, in order of their ids; without `corpora` only those that hold their own.

    Raises ValueError when an article of ANT is not the one that was labelled.
    """
    documents = read_folder("own", folder)
    if corpora is not None:
        texts = {article.id: article.text for article in read_ant(corpora)}
        documents += [_with_text(document, texts[document.id]) for document in read_folder("ant", folder)]
    return sorted(documents, key=lambda document: document.id)


def read_quotes(documents: Iterable[GoldDocument]) -> list[tuple[GoldDocument, QuotedDocument]]:
    """Return those of some documents whose quotes are labelled, with them.

    Raises ValueError when a document is not the one that was labelled.
    """
    decoder = msgspec.json.Decoder(QuotedDocument)
    labels = [decoder.decode(line) for path in sorted(QUOTES.glob("*.jsonl")) for line in path.read_bytes().splitlines()]
    by_id = {document.id: document for document in documents}
    pairs = [(by_id[quotes.id], quotes) for quotes in labels if quotes.id in by_id]
    for document, quotes in pairs:
        if document.sha256 != quotes.sha256 or len(document.sentences) != len(quotes.sentences):
            raise ValueError(f"{document.id}: the quotes were labelled on another text")
    return pairs


def _with_text(document: GoldDocument, text: str) -> GoldDocument:
    if text_hash(text) != document.sha256:
        raise ValueError(f"{document.id}: the article's text is not the one that was labelled")
    return msgspec.structs.replace(document, text=text)

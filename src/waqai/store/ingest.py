"""From sources to the database: what is in it already is passed over, the rest is coded and written in batches; and all of it read again."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, repeat
from pathlib import Path
from typing import TypeVar

from waqai.errors import InputError
from waqai.records import CodedDocument, Document
from waqai.store.writer import Writer
from waqai.workers import code_all

Result = TypeVar("Result", bound=CodedDocument | InputError)

BATCH = 64
"""Articles written at once: a killed run loses at most so many, a few seconds' work."""


class Ingest:
    """One run: `results` yields each article and each error once it is in the database; the counts say how far it is."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self.coded = self.unchanged = self.left_out = self.events = 0

    def results(self, documents: Iterable[Document | InputError], workers: int, actors: Path | None = None) -> Iterator[CodedDocument | InputError | None]:
        """Yield what became of each input: coded, an error, or None for one that was there already."""
        told = 0
        for result in _written(code_all(self._unknown(documents), workers, actors), self._writer.add):
            if isinstance(result, InputError):
                self.left_out += 1
            else:
                self.coded += 1
                self.events += len(result.events)
            yield result
            yield from repeat(None, self.unchanged - told)
            told = self.unchanged
        yield from repeat(None, self.unchanged - told)
        self._writer.finish(self.coded, self.unchanged, self.left_out)

    def _unknown(self, documents: Iterable[Document | InputError]) -> Iterator[Document | InputError]:
        """Yield the documents that are not in the database yet, and the errors; count the rest."""
        for document in documents:
            if isinstance(document, Document) and self._writer.has(document):
                self.unchanged += 1
            else:
                yield document


def recode(writer: Writer, documents: Sequence[Document], workers: int, actors: Path | None = None) -> Iterator[CodedDocument]:
    """Read documents of the database again, see `Writer.outdated`; yield each once its new reading stands beside the old one.

    A run that was stopped is finished by the next.
    """
    results = code_all(documents, workers, actors)
    yield from _written((result for result in results if isinstance(result, CodedDocument)), writer.add_codings)
    writer.finish(len(documents), 0, 0)


def _written(results: Iterable[Result], write: Callable[[list[Result]], None]) -> Iterator[Result]:
    """Write results in batches and yield each once it is written."""
    results = iter(results)
    while batch := list(islice(results, BATCH)):
        write(batch)
        yield from batch

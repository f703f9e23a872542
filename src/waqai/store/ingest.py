"""From sources to the database: what is in it already is passed over, the rest is coded and written in batches; and all of it read again."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from waqai.errors import InputError
from waqai.records import CodedDocument, Document
from waqai.store.writer import Writer
from waqai.workers import code_all

BATCH = 64
"""Articles written at once: a killed run loses at most so many, a few seconds' work."""


class Ingest:
    """One run: `results` yields each article and each error once it is in the database; the counts say how far it is."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self.coded = self.unchanged = self.left_out = self.events = 0

    def results(self, documents: Iterable[Document | InputError], workers: int, actors: Path | None = None) -> Iterator[CodedDocument | InputError | None]:
        """Yield what became of each input: coded, an error, or None for one that was there already."""
        waiting: list[CodedDocument | InputError] = []
        known = Passed(self._writer, documents)
        for result in code_all(known, workers, actors):
            waiting.append(result)
            if len(waiting) >= BATCH:
                yield from self._write(waiting)
                waiting = []
            yield from self._passed(known)
        yield from self._write(waiting)
        yield from self._passed(known)
        self._writer.finish(self.coded, self.unchanged, self.left_out)

    def _write(self, results: list[CodedDocument | InputError]) -> Iterator[CodedDocument | InputError]:
        self._writer.add(results)
        for result in results:
            if isinstance(result, InputError):
                self.left_out += 1
            else:
                self.coded += 1
                self.events += len(result.events)
            yield result

    def _passed(self, known: "Passed") -> Iterator[None]:
        while known.count > self.unchanged:
            self.unchanged += 1
            yield None


def recode(writer: Writer, workers: int, actors: Path | None = None) -> Iterator[CodedDocument]:
    """Read again the articles that another version read last; yield each once its new reading stands beside the old one.

    A run that was stopped is finished by the next.
    """
    waiting: list[CodedDocument] = []
    outdated = writer.outdated()
    for result in code_all(outdated, workers, actors):
        if isinstance(result, CodedDocument):
            waiting.append(result)
        if len(waiting) >= BATCH:
            writer.add_codings(waiting)
            yield from waiting
            waiting = []
    writer.add_codings(waiting)
    yield from waiting
    writer.finish(len(outdated), 0, 0)


class Passed:
    """The documents that are not in the database yet; counts those that are."""

    def __init__(self, writer: Writer, documents: Iterable[Document | InputError]) -> None:
        self._writer, self._documents = writer, documents
        self.count = 0

    def __iter__(self) -> Iterator[Document | InputError]:
        for document in self._documents:
            if isinstance(document, Document) and self._writer.has(document):
                self.count += 1
            else:
                yield document

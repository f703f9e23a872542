"""Score the sentences of a document: read them in groups, then each once more for every trigger, whoever does the reading."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import groupby, islice
from typing import Protocol

import numpy as np

from waqai.model.decode import EventScores, Scores, SentenceScores, trigger_words
from waqai.model.inputs import Batch, EventBatch, Marked, Prepared, collate, collate_events, group, group_length

READINGS = (160, 60)
"""Each sentence is read so many times, in groups of at most so many pieces, and the scores are averaged: other neighbours, other doubts."""

BATCH_PIECES = 2000
"""About as many pieces go through the encoder at once: enough to fill a core, little memory."""

EVENTS = 32
"""At most so many triggers are read in one batch."""


class Reader(Protocol):
    """What runs the network."""

    def read(self, batch: Batch) -> Sequence[Scores]:
        """Return the heads' outputs (B, ...) in the order of SentenceScores, and last the states in the middle of the encoder (B, L, H)."""
        ...

    def read_events(self, middle: Scores, features: Scores, events: EventBatch) -> Sequence[Scores]:
        """Return the heads' outputs (E, ...) in the order of EventScores."""
        ...


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence as read in a batch: its scores, and where it stands: the batch's number, the row, and the range of its words there."""

    scores: SentenceScores
    number: int
    batch: Batch
    middle: Scores
    row: int
    start: int
    end: int

    def mark(self, word: int, type: int) -> Marked:
        """Return a trigger of the sentence, by its first word there and its type's number."""
        return Marked(self.row, self.start, self.end, self.start + word, type)


def score(reader: Reader, sentences: Sequence[Prepared], triggers: Sequence[float], readings: Sequence[int] = READINGS) -> list[SentenceScores]:
    """Return the scores of the sentences of a document, in order.

    The heads of events are asked for the words that begin a trigger at any of the thresholds `triggers`.
    """
    read = [_read(reader, group(sentences, most)) for most in readings]
    means = [_mean_sentence([one.scores for one in of_sentence]) for of_sentence in zip(*read, strict=True)]
    words = [trigger_words(mean, triggers) for mean in means]
    events = [_read_events(reader, reads, words) for reads in read]
    for number, mean in enumerate(means):
        mean.events.update({word: _mean_event([reading[number, word] for reading in events]) for word in words[number]})
    return means


def _read(reader: Reader, groups: Sequence[Sequence[Prepared]]) -> list[Read]:
    """Read groups of neighbours, those of like length in one batch."""
    reads: dict[int, list[Read]] = {}
    for batch_number, numbers in enumerate(_batches([group_length(sentences) for sentences in groups])):
        batch = collate([groups[number] for number in numbers])
        *heads, middle = reader.read(batch)
        for row, number in enumerate(numbers):
            reads[number] = []
            start = 0
            for sentence in groups[number]:
                end = start + len(sentence.words)
                inside = slice(start, end)
                cut = (head[row, inside] if head.ndim == 3 else head[row, :, inside, inside] for head in heads)
                reads[number].append(Read(SentenceScores(*cut), batch_number, batch, middle, row, start, end))
                start = end
    return [read for number in range(len(groups)) for read in reads[number]]


def _read_events(reader: Reader, reads: Sequence[Read], words: Sequence[dict[int, int]]) -> dict[tuple[int, int], EventScores]:
    """Read each sentence again for each of its triggers; the result is by sentence and word."""
    asked = [(number, word, type) for number, types in enumerate(words) for word, type in types.items()]
    asked.sort(key=lambda ask: (reads[ask[0]].number, reads[ask[0]].end - reads[ask[0]].start))
    scores: dict[tuple[int, int], EventScores] = {}
    for _, of_batch in groupby(asked, key=lambda ask: reads[ask[0]].number):
        while chunk := list(islice(of_batch, EVENTS)):
            batch, middle = reads[chunk[0][0]].batch, reads[chunk[0][0]].middle
            made = collate_events(batch, [reads[number].mark(word, type) for number, word, type in chunk])
            rows = made.rows[:, None]
            outputs = reader.read_events(middle[rows, made.pieces], batch.features[rows, made.pieces], made)
            for line, (number, word, _) in enumerate(chunk):
                statuses, modes, context, links = (output[line] for output in outputs)
                scores[number, word] = EventScores(statuses, modes, context, links[:, : reads[number].end - reads[number].start])
    return scores


def _mean_sentence(readings: Sequence[SentenceScores]) -> SentenceScores:
    names = [head.name for head in fields(SentenceScores) if head.name != "events"]
    return SentenceScores(*(np.mean([getattr(reading, name) for reading in readings], axis=0) for name in names))


def _mean_event(readings: Sequence[EventScores]) -> EventScores:
    names = [head.name for head in fields(EventScores)]
    return EventScores(*(np.mean([getattr(reading, name) for reading in readings], axis=0) for name in names))


def _batches(lengths: Sequence[int]) -> list[list[int]]:
    """Put groups of like length together: their numbers."""
    batches: list[list[int]] = []
    for number in sorted(range(len(lengths)), key=lambda number: lengths[number]):
        if not batches or (len(batches[-1]) + 1) * lengths[number] > BATCH_PIECES:
            batches.append([])
        batches[-1].append(number)
    return batches

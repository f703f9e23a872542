"""Prepare sentences for the model: text in, words with offsets, features and pieces out; then batches of arrays."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from waqai.arabic.affixes import CONJUNCTIONS, PREPOSITIONS
from waqai.arabic.normalize import Normalized, clean, fold
from waqai.arabic.words import split_words
from waqai.knowledge.actors import Actors, Known
from waqai.knowledge.lexicon import Lexicon
from waqai.knowledge.names import Hit
from waqai.knowledge.times import Calendar
from waqai.model.features import FEATURES, Matrix, featurize
from waqai.model.tokenizer import tokenize

BOS, PAD, EOS = 0, 1, 2
LEADING_LETTERS = frozenset(conjunction + preposition for conjunction in CONJUNCTIONS for preposition in PREPOSITIONS) - {""}
"""و ف, ب ل ك and their combinations: what a span's first word may bear that is not of the span."""

GROUP_PIECES = 160
"""Sentences that follow each other are read together up to so many pieces: each is understood in the light of its neighbours."""

MOST_PIECES = 508
"""Words beyond this many pieces are not read: the encoder knows 510 places. The splitter cuts before, but for text of rare signs."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The knowledge that is looked up for every sentence."""

    actors: Actors
    lexicon: Lexicon
    calendar: Calendar


@dataclass(frozen=True, slots=True)
class Prepared:
    """A sentence as the model reads it. `offset` is where it begins in the document."""

    offset: int
    normalized: Normalized
    words: list[tuple[int, int]]
    folded: list[str]
    names: list[Hit[Known]]
    features: Matrix
    pieces: list[list[int]]

    def span(self, start: int, end: int, clitics: int = 0) -> tuple[int, int]:
        """Return the range in the document of words `start` to `end`, without the first word's leading letters if they are clitics."""
        left, right = self.words[start][0], self.words[end - 1][1]
        if self.folded[start][:clitics] in LEADING_LETTERS and len(self.folded[start]) > clitics:
            left += clitics
        first, last = self.normalized.original(left, right)
        return self.offset + first, self.offset + last

    @property
    def length(self) -> int:
        """The number of pieces, with those that mark the ends."""
        return 2 + sum(map(len, self.pieces))


@dataclass(frozen=True, slots=True)
class Batch:
    """Arrays of B sentences, padded to L pieces and W words."""

    ids: npt.NDArray[np.int64]  # (B, L)
    features: Matrix  # (B, L, FEATURES)
    first: npt.NDArray[np.int64]  # (B, W)
    last: npt.NDArray[np.int64]  # (B, W)


@dataclass(frozen=True, slots=True)
class Marked:
    """A trigger to be read in its sentence: the row of its group in a batch, its sentence's range of words there, its first word, its type's number."""

    row: int
    start: int
    end: int
    word: int
    type: int


@dataclass(frozen=True, slots=True)
class EventBatch:
    """Arrays of E sentences with one trigger each, padded to L pieces and W words."""

    rows: npt.NDArray[np.int64]  # (E,)
    pieces: npt.NDArray[np.int64]  # (E, L): where the sentence's pieces stand in their row
    real: npt.NDArray[np.bool_]  # (E, L)
    marked: npt.NDArray[np.float32]  # (E, L)
    types: npt.NDArray[np.int64]  # (E,)
    first: npt.NDArray[np.int64]  # (E, W)
    last: npt.NDArray[np.int64]  # (E, W)
    word: npt.NDArray[np.int64]  # (E,)

    @property
    def inputs(self) -> dict[str, np.ndarray]:
        """What the network's second part is given beside the states and features of the pieces, in its order."""
        return {name: getattr(self, name) for name in ("real", "marked", "types", "first", "last", "word")}


def prepare(text: str, offset: int, knowledge: Knowledge, tokenizer: Tokenizer) -> Prepared:
    """Read a sentence's text, which begins at `offset` in its document."""
    normalized = clean(text)
    words = split_words(normalized.text)
    forms = [normalized.text[start:end] for start, end in words]
    pieces = tokenize(tokenizer, forms)
    kept = _words_within(pieces, MOST_PIECES - 2)
    folded = [fold(form) for form in forms[:kept]]
    names = knowledge.actors.names.find(folded)
    features = featurize(folded, knowledge.lexicon, names, knowledge.calendar)
    return Prepared(offset, normalized, words[:kept], folded, names, features, pieces[:kept])


def group(sentences: Sequence[Prepared], most: int = GROUP_PIECES) -> list[list[Prepared]]:
    """Put sentences that follow each other into groups of at most so many pieces, or of one longer sentence."""
    groups: list[list[Prepared]] = []
    for sentence in sentences:
        if not groups or group_length(groups[-1]) + sentence.length > most:
            groups.append([])
        groups[-1].append(sentence)
    return groups


def collate(groups: Sequence[Sequence[Prepared]]) -> Batch:
    """Pad groups of sentences to one batch; the words of a group's sentences follow each other."""
    length = max(group_length(sentences) for sentences in groups)
    most_words = max(1, max(sum(len(sentence.words) for sentence in sentences) for sentences in groups))
    ids = np.full((len(groups), length), PAD, np.int64)
    features = np.zeros((len(groups), length, len(FEATURES)), np.float32)
    first = np.zeros((len(groups), most_words), np.int64)
    last = np.zeros((len(groups), most_words), np.int64)
    for row, sentences in enumerate(groups):
        ids[row, 0] = BOS
        piece, word = 1, 0
        for sentence in sentences:
            counts = np.array([len(pieces) for pieces in sentence.pieces], np.int64)
            ends = np.cumsum(counts) + piece
            total = int(counts.sum())
            ids[row, piece : piece + total + 1] = [*(number for pieces in sentence.pieces for number in pieces), EOS]
            features[row, piece : piece + total] = np.repeat(sentence.features, counts, axis=0)
            first[row, word : word + len(counts)] = ends - counts
            last[row, word : word + len(counts)] = ends - 1
            piece, word = piece + total + 1, word + len(counts)
    return Batch(ids, features, first, last)


def collate_events(batch: Batch, events: Sequence[Marked]) -> EventBatch:
    """Cut the sentences of some triggers, with the mark at their end, out of the rows of a batch."""
    begin = np.array([batch.first[event.row, event.start] for event in events], np.int64)
    length = np.array([batch.last[event.row, event.end - 1] for event in events], np.int64) - begin + 2
    at = np.arange(length.max())[None]
    real = at < length[:, None]
    pieces = np.where(real, begin[:, None] + at, 0)
    words = max(event.end - event.start for event in events)
    first, last = np.zeros((len(events), words), np.int64), np.zeros((len(events), words), np.int64)
    marked = np.zeros(real.shape, np.float32)
    for number, event in enumerate(events):
        size = event.end - event.start
        first[number, :size] = batch.first[event.row, event.start : event.end] - begin[number]
        last[number, :size] = batch.last[event.row, event.start : event.end] - begin[number]
        inside = event.word - event.start
        marked[number, first[number, inside] : last[number, inside] + 1] = 1
    rows, types, word = ([event.row for event in events], [event.type for event in events], [event.word - event.start for event in events])
    return EventBatch(np.array(rows, np.int64), pieces, real, marked, np.array(types, np.int64), first, last, np.array(word, np.int64))


def group_length(sentences: Sequence[Prepared]) -> int:
    """Return the number of pieces of a group, with the marks between its sentences."""
    return 1 + sum(sentence.length - 1 for sentence in sentences)


def _words_within(pieces: list[list[int]], most: int) -> int:
    total = 0
    for number, word in enumerate(pieces):
        total += len(word)
        if total > most:
            return number
    return len(pieces)

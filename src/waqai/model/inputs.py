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

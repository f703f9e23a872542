"""Scores come back to the sentence and the word that they are of, however the sentences were grouped."""

import numpy as np

from waqai.knowledge.actors import load_actors
from waqai.knowledge.lexicon import load_lexicon
from waqai.knowledge.times import Calendar
from waqai.model.decode import Scores
from waqai.model.inputs import Batch, EventBatch, Knowledge, prepare
from waqai.model.labels import CLITICS, CONTEXT, CUES, MENTIONS, POINTERS, QUOTE_KINDS, ROLES, STATUSES, TRIGGERS, TYPES
from waqai.model.scoring import score
from waqai.model.session import FOLDER
from waqai.model.tokenizer import load_tokenizer

KNOWLEDGE = Knowledge(load_actors(), load_lexicon(), Calendar.load())
TOKENIZER = load_tokenizer(FOLDER / "tokenizer.json")
TEXTS = ("زار عراقجي موسكو", "لم يحدث شيء", "وقصفت إسرائيل غزة وهددت إيران", "انتهى")
"""'Araghchi visited Moscow', 'nothing happened', 'and Israel shelled Gaza and threatened Iran', 'the end'"""
SENTENCES = [prepare(text, 0, KNOWLEDGE, TOKENIZER) for text in TEXTS]
TRIGGER_PIECES = {SENTENCES[0].pieces[0][0], SENTENCES[2].pieces[0][0], SENTENCES[2].pieces[3][0]}


class PieceReader:
    """Calls some pieces triggers, and links each trigger to the words after it; the middle of the encoder is the pieces themselves."""

    def read(self, batch: Batch) -> list[Scores]:
        rows, words = batch.first.shape
        sizes = (len(TRIGGERS), len(TYPES), len(MENTIONS), CLITICS, len(CUES), len(QUOTE_KINDS))
        triggers, *heads = (np.zeros((rows, words, size), np.float32) for size in sizes)
        first = np.take_along_axis(batch.ids, batch.first, 1)
        triggers[..., 1] = np.where(np.isin(first, list(TRIGGER_PIECES)), 9, -9)
        triggers[..., 2] = -20
        heads[0][..., 0] = first
        return [triggers, *heads, np.zeros((rows, len(POINTERS), words, words), np.float32), batch.ids[..., None].astype(np.float32)]

    def read_events(self, middle: Scores, features: Scores, events: EventBatch) -> list[Scores]:
        count, words = events.first.shape
        links = np.broadcast_to(np.arange(words) > events.word[:, None], (len(ROLES), count, words)).transpose(1, 0, 2).astype(np.float32)
        marked = (middle[..., 0] * events.marked).max(1)
        statuses = np.repeat(marked[:, None], len(STATUSES), 1)
        return [statuses, np.zeros((count, 3), np.float32), np.zeros((count, len(CONTEXT)), np.float32), links]


def test_each_trigger_is_read_in_its_sentence() -> None:
    scores = score(PieceReader(), SENTENCES, [0.5], readings=(160, 20))
    assert [sorted(sentence.events) for sentence in scores] == [[0], [], [0, 3], []]
    for sentence, read in zip(SENTENCES, scores, strict=True):
        assert len(read.triggers) == len(sentence.words)
        assert read.types[:, 0].tolist() == [pieces[0] for pieces in sentence.pieces]
        for word, event in read.events.items():
            assert event.statuses[0] == max(sentence.pieces[word])
            assert event.links[0].tolist() == [at > word for at in range(len(sentence.words))]


def test_a_lower_threshold_asks_for_more_triggers() -> None:
    few, many = (score(PieceReader(), SENTENCES[:1], [least]) for least in (0.99, 0.0))
    assert sorted(few[0].events) == [0]
    assert sorted(many[0].events) == [0, 1, 2]

"""Words, features and pieces line up, and words keep their place in the document."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waqai.knowledge.actors import load_actors
from waqai.knowledge.lexicon import load_lexicon
from waqai.knowledge.times import Calendar
from waqai.model.features import COLUMN, FEATURES
from waqai.model.inputs import EOS, MOST_PIECES, Knowledge, Marked, collate, collate_events, group, group_length, prepare
from waqai.model.session import FOLDER, Settings
from waqai.model.tokenizer import load_tokenizer

KNOWLEDGE = Knowledge(load_actors(), load_lexicon(), Calendar.load())
TOKENIZER = load_tokenizer(FOLDER / "tokenizer.json")


def test_features_name_what_knowledge_says() -> None:
    sentence = prepare("هاجمت إيران أمس", 0, KNOWLEDGE, TOKENIZER)  # 'Iran attacked yesterday'
    attacked, iran, yesterday = sentence.features
    assert attacked[COLUMN["type:ASSAULT"]] == attacked[COLUMN["pos:verb"]] == 1
    assert iran[COLUMN["name:country"]] == 1
    assert yesterday[COLUMN["time:day"]] == 1


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ابتوالفكقلهم ةَّـ،.«»1٢a\u200f", max_size=70), st.integers(0, 9))
def test_every_word_lands_on_the_document(text: str, offset: int) -> None:
    document = "x" * offset + text
    sentence = prepare(text, offset, KNOWLEDGE, TOKENIZER)
    assert len(sentence.words) == len(sentence.folded) == len(sentence.pieces) == len(sentence.features)
    for at in range(len(sentence.words)):
        start, end = sentence.span(at, at + 1)
        assert offset <= start < end <= len(document)
        assert document[start:end].strip()


SENTENCES = [prepare(text, 0, KNOWLEDGE, TOKENIZER) for text in ("وصل عراقجي", "وصل وزير الخارجية الإيراني إلى موسكو", "وقال", "انتهى")]


def test_a_batch_points_at_the_first_and_last_piece_of_each_word() -> None:
    groups = [SENTENCES[:3], SENTENCES[3:]]
    batch = collate(groups)
    assert batch.ids.shape[0] == 2
    for row, sentences in enumerate(groups):
        words = [(sentence, at) for sentence in sentences for at in range(len(sentence.words))]
        for number, (sentence, at) in enumerate(words):
            first, last = batch.first[row, number], batch.last[row, number]
            assert list(batch.ids[row, first : last + 1]) == sentence.pieces[at]
            np.testing.assert_array_equal(batch.features[row, first], sentence.features[at])


@given(st.integers(1, 60))
def test_groups_keep_order_and_size(most: int) -> None:
    groups = group(SENTENCES, most)
    assert [sentence for sentences in groups for sentence in sentences] == SENTENCES
    assert all(len(sentences) == 1 or group_length(sentences) <= most for sentences in groups)


def test_an_event_batch_holds_the_sentence_of_each_trigger() -> None:
    groups = [SENTENCES[:3], SENTENCES[3:]]
    batch = collate(groups)
    second = len(SENTENCES[0].words)
    made = collate_events(batch, [Marked(0, second, second + len(SENTENCES[1].words), second + 1, 2), Marked(1, 0, 1, 0, 5)])
    ids = batch.ids[made.rows[:, None], made.pieces]
    for line, sentence in enumerate((SENTENCES[1], SENTENCES[3])):
        pieces = [piece for word in sentence.pieces for piece in word]
        assert list(ids[line, made.real[line]]) == [*pieces, EOS]
        for at in range(len(sentence.words)):
            assert list(ids[line, made.first[line, at] : made.last[line, at] + 1]) == sentence.pieces[at]
    assert list(ids[0, made.marked[0] == 1]) == SENTENCES[1].pieces[1]
    assert list(ids[1, made.marked[1] == 1]) == SENTENCES[3].pieces[0]
    assert made.word.tolist() == [1, 0]
    assert made.types.tolist() == [2, 5]


def test_a_sentence_without_spaces_is_read_up_to_the_limit() -> None:
    sentence = prepare("؟!" * 3000, 0, KNOWLEDGE, TOKENIZER)
    assert sentence.length <= MOST_PIECES


def test_the_shipped_model_was_made_for_these_features() -> None:
    import msgspec

    shipped = msgspec.json.decode((FOLDER / "model.json").read_bytes(), type=Settings)
    assert shipped.features == FEATURES


@pytest.mark.parametrize("text", ["", "   ", "\u200f"])
def test_what_has_no_words_has_none(text: str) -> None:
    assert prepare(text, 0, KNOWLEDGE, TOKENIZER).words == []


@pytest.mark.parametrize(("word", "clitics", "rest"), [("وبزيارة", 2, "زيارة"), ("زيارة", 1, "زيارة"), ("لبوتين", 1, "بوتين"), ("و", 1, "و")])
def test_only_clitics_are_cut_off(word: str, clitics: int, rest: str) -> None:
    sentence = prepare(word, 0, KNOWLEDGE, TOKENIZER)
    assert word[slice(*sentence.span(0, 1, clitics))] == rest

"""What knowledge says about each word, as the model's extra input: lexicon types, cues, and kinds of known names."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from waqai.knowledge.actors import Kind, Known
from waqai.knowledge.lexicon import SPEECH, Lexicon, LexiconHit, Trigger
from waqai.knowledge.names import Hit
from waqai.knowledge.times import TIME_KINDS, Calendar
from waqai.records import EventType, Status

FEATURES: tuple[str, ...] = (
    *(f"type:{type}" for type in EventType),
    *(f"pos:{pos}" for pos in ("verb", "masdar", "participle", "noun", "phrase")),
    *(f"status:{status}" for status in Status),
    *(f"speech:{value}" for value in SPEECH),
    *(f"name:{kind}" for kind in Kind),
    "name:begins",
    *(f"time:{kind}" for kind in TIME_KINDS),
    "definite",
)
"""One column each; a change of the list needs a new model."""

COLUMN = {name: column for column, name in enumerate(FEATURES)}
Matrix = npt.NDArray[np.float32]


def featurize(words: Sequence[str], lexicon: Lexicon, names: Sequence[Hit[Known]], calendar: Calendar) -> Matrix:
    """Return a (words, FEATURES) matrix of zeros and ones for the folded words of a sentence and the names in it."""
    matrix = np.zeros((len(words), len(FEATURES)), np.float32)
    for hit in lexicon.find(words):
        for column in _lexicon_columns(hit):
            matrix[hit.start : hit.end, column] = 1
    for name in names:
        for known in name.values:
            matrix[name.start : name.end, COLUMN[f"name:{known.kind}"]] = 1
        matrix[name.start, COLUMN["name:begins"]] = 1
    for at, word in enumerate(words):
        if kind := calendar.kind_of(word):
            matrix[at, COLUMN[f"time:{kind}"]] = 1
        if word.startswith(("ال", "وال", "بال", "لل", "فال", "كال")):
            matrix[at, COLUMN["definite"]] = 1
    return matrix


def _lexicon_columns(hit: LexiconHit) -> set[int]:
    columns: set[int] = set()
    for entry in hit.entries:
        if isinstance(entry, Trigger):
            columns.update(COLUMN[f"type:{type}"] for type in entry.types)
            columns.add(COLUMN[f"pos:{entry.pos}"])
        else:
            columns.add(COLUMN[f"{entry.kind}:{entry.value}"])
    return columns

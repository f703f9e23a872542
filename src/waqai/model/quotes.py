"""From the model's scores for one sentence to its quotes: arrays in, cues with their content and speaker out, in words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from waqai.model.decode import Scores, SentenceScores, WordSpan, softmax
from waqai.model.labels import CUES, POINTERS, QUOTE_KINDS, STANCES
from waqai.records import QuoteKind, Stance

INSIDE = CUES.index("I")
THAT = re.compile("[بل]?ان(ه|ها|هم|هما|هن|نا|ني|ي|ك|كم)?")
"""أن and إن with or without a pronoun, folded: what is said comes after it."""

SIGNS = frozenset("،؛.,;:!؟?»”")
NEAR = 3


@dataclass(frozen=True, slots=True)
class FoundQuote:
    """One quote as the model sees it."""

    cue: WordSpan
    speaker: WordSpan | None
    content: WordSpan
    kind: QuoteKind
    stance: Stance


def decode_quotes(scores: SentenceScores, words: Sequence[str], threshold: float = 0.5) -> list[FoundQuote]:
    """Return the quotes of a sentence, given its folded words, in the order of their cues.

    What the pointers say of the content is set right by the marks: it begins after أن and ends before a sign of punctuation.
    """
    cues = softmax(scores.cues)
    begins = cues[:, 1:INSIDE].sum(1)
    clitics = scores.clitics.argmax(1)
    found = []
    for at in np.flatnonzero(begins > threshold):
        start = int(at)
        end = start + 1
        while end < len(cues) and cues[end, INSIDE] > max(0.5, float(begins[end])):
            end += 1
        pointers = {name: scores.pointers[number, start] for number, name in enumerate(POINTERS)}
        first, last = _best_range(pointers["content_start"], pointers["content_end"])
        first, last = _to_marks(words, end, first, last)
        found.append(
            FoundQuote(
                cue=WordSpan(start, end, int(clitics[start]), float(begins[start])),
                speaker=_speaker(pointers, start, clitics),
                content=WordSpan(first, last + 1, 0, float(begins[start])),
                kind=QUOTE_KINDS[int(scores.kinds[start].argmax())],
                stance=STANCES[int(cues[start, 1:INSIDE].argmax())],
            )
        )
    return found


def _to_marks(words: Sequence[str], cue_end: int, first: int, last: int) -> tuple[int, int]:
    """Return the bounds of a content that begins behind its cue, moved to the nearest marks."""
    if first < cue_end:
        return first, last
    clause = next((at for at in range(cue_end, min(first + NEAR, last)) if THAT.fullmatch(words[at])), None)
    if clause is not None:
        first = clause + 1
    ends = [at for at in range(first, len(words)) if words[at] not in SIGNS and (at + 1 == len(words) or words[at + 1] in SIGNS)]
    return first, min(ends, key=lambda at: (abs(at - last), -at), default=last)


def _speaker(pointers: dict[str, Scores], cue: int, clitics: np.ndarray) -> WordSpan | None:
    """Return the speaker's words, or None when the cue points to itself."""
    first, last = _best_range(pointers["speaker_start"], pointers["speaker_end"])
    if first <= cue <= last:
        return None
    probability = float(softmax(pointers["speaker_start"])[first])
    return WordSpan(first, last + 1, int(clitics[first]), probability)


def _best_range(starts: Scores, ends: Scores) -> tuple[int, int]:
    """Return the words of the likeliest start and an end not before it."""
    together = np.where(np.triu(np.ones((len(starts), len(ends)), bool)), starts[:, None] + ends[None, :], -np.inf)
    first, last = np.unravel_index(int(together.argmax()), together.shape)
    return int(first), int(last)

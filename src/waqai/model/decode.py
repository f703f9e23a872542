"""From the model's scores for one sentence to its events: arrays in, triggers with their linked mentions out, in words."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from waqai.model.labels import CONTEXT, MENTION_KINDS, ROLES, STATUSES, TYPES
from waqai.records import EventType, Status

CLAIMED = frozenset({EventType.ASSAULT, EventType.CONSULT})
"""Types whose actor is often the one who tells of it: a claimed attack, a visit that the visitor reports."""

Scores = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class EventScores:
    """The outputs for one trigger in its sentence of W words, as logits."""

    statuses: Scores  # (STATUSES,)
    modes: Scores  # (modes and none,)
    context: Scores  # (CONTEXT,)
    links: Scores  # (ROLES, W): whether a word is of the role


@dataclass(frozen=True, slots=True)
class SentenceScores:
    """The heads' outputs for the W words of one sentence, as logits, and those for its triggers, by their first word."""

    triggers: Scores  # (W, TRIGGERS)
    types: Scores  # (W, TYPES)
    mentions: Scores  # (W, MENTIONS)
    clitics: Scores  # (W, CLITICS)
    cues: Scores  # (W, CUES)
    kinds: Scores  # (W, QUOTE_KINDS)
    pointers: Scores  # (POINTERS, W, W): from cue word to the bounds of content and speaker
    events: dict[int, EventScores] = field(default_factory=dict, kw_only=True)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Probabilities from which something counts; chosen on the development part.

    `sentence` is what the surest trigger of a sentence must reach, else none of them counts; `further` is for a second actor or recipient and more.
    """

    trigger: float = 0.5
    sentence: float = 0.0
    mention: float = 0.5
    link: float = 0.5
    further: float = 0.5
    context: float = 0.5


@dataclass(frozen=True, slots=True)
class WordSpan:
    """A range of words, the number of letters that its first word has too many, and how sure it is: for a linked mention, that it is linked."""

    start: int
    end: int
    clitics: int
    probability: float = field(compare=False)


@dataclass(frozen=True, slots=True)
class Found:
    """One event as the model sees it; `same_as` is the place of another event in the list."""

    trigger: WordSpan
    type: EventType
    status: Status
    status_probability: float
    mode: str | None
    actors: tuple[WordSpan, ...]
    recipients: tuple[WordSpan, ...]
    said_by: WordSpan | None
    time: WordSpan | None
    place: WordSpan | None
    same_as: int | None
    actor_in_context: bool
    recipient_in_context: bool


def decode(scores: SentenceScores, modes: Sequence[str], modes_of: dict[EventType, list[str]], thresholds: Thresholds) -> list[Found]:
    """Return the events of a sentence in the order of their triggers."""
    triggers = _triggers(scores, thresholds)
    mentions = _spans(scores.mentions, thresholds.mention, scores.clitics)
    found = []
    for place, (trigger, type) in enumerate(triggers):
        event = scores.events[trigger.start]
        links = _sigmoid(event.links)
        linked = {role: _linked(links[number], mentions, thresholds) for number, role in enumerate(ROLES[:5])}
        actors, recipients = _parties(linked["actor"], linked["recipient"])
        statuses = softmax(event.statuses)
        in_context = dict(zip(CONTEXT, _sigmoid(event.context) > thresholds.context, strict=True))
        found.append(
            Found(
                trigger=trigger,
                type=type,
                status=STATUSES[int(statuses.argmax())],
                status_probability=float(statuses.max()),
                mode=_mode(event.modes, modes, modes_of[type]),
                actors=actors,
                recipients=recipients,
                said_by=_speaker(linked["said_by"], actors, type),
                time=_best([pair for pair in linked["time"] if pair[2] == MENTION_KINDS.index("TIME")]),
                place=_best([pair for pair in linked["place"] if pair[2] != MENTION_KINDS.index("TIME")]),
                same_as=_same(links[ROLES.index("same_as")], triggers, place, thresholds.link),
                actor_in_context=bool(in_context["actor"]) and not actors,
                recipient_in_context=bool(in_context["recipient"]) and not recipients,
            )
        )
    return found


def trigger_words(scores: SentenceScores, thresholds: Sequence[float]) -> dict[int, int]:
    """Return the words that begin a trigger at any of the thresholds, each with the number of its likeliest type."""
    words = {span.start for threshold in thresholds for span, _ in _spans(scores.triggers, threshold, scores.clitics)}
    return {word: int(scores.types[word].argmax()) for word in sorted(words)}


def _triggers(scores: SentenceScores, thresholds: Thresholds) -> list[tuple[WordSpan, EventType]]:
    """Return the triggers with their types; a trigger is as sure as that it is one times its type."""
    types = softmax(scores.types)
    spans = [span for span, _ in _spans(scores.triggers, thresholds.trigger, scores.clitics)]
    if max((span.probability for span in spans), default=0.0) < thresholds.sentence:
        return []
    found = []
    for span in spans:
        best = int(types[span.start].argmax())
        found.append((replace(span, probability=span.probability * float(types[span.start, best])), TYPES[best]))
    return found


Linked = tuple[float, WordSpan, int]


def _spans(logits: Scores, threshold: float, clitics: Scores) -> list[tuple[WordSpan, int]]:
    """Return the spans of a BIO head with the number of their kind; an I that follows nothing of its kind begins a span."""
    probabilities = softmax(logits)
    inside = 1 - probabilities[:, 0]
    labels = np.where(inside > threshold, probabilities[:, 1:].argmax(1) + 1, 0)
    spans: list[tuple[WordSpan, int]] = []
    at = 0
    while at < len(labels):
        if labels[at] == 0:
            at += 1
            continue
        start, kind = at, (int(labels[at]) - 1) // 2
        at += 1
        while at < len(labels) and labels[at] == 2 * kind + 2:
            at += 1
        spans.append((WordSpan(start, at, int(clitics[start].argmax()), float(inside[start:at].mean())), kind))
    return spans


def _linked(row: Scores, mentions: list[tuple[WordSpan, int]], thresholds: Thresholds) -> list[Linked]:
    """Return the mentions that a trigger is linked to: as sure as the mean of their words, those beside the surest with a threshold of their own."""
    sure = [float(row[span.start : span.end].mean()) for span, _ in mentions]
    surest = max(sure, default=0.0)
    linked = [(value, replace(span, probability=value), kind) for value, (span, kind) in zip(sure, mentions, strict=True)]
    return [pair for pair in linked if pair[0] > (thresholds.link if pair[0] == surest else thresholds.further)]


def _parties(actors: list[Linked], recipients: list[Linked]) -> tuple[tuple[WordSpan, ...], tuple[WordSpan, ...]]:
    """Give a mention that is linked as both to the stronger role; a time is no party."""
    strength = {span: probability for probability, span, _ in recipients}
    time = MENTION_KINDS.index("TIME")
    chosen = [span for probability, span, kind in actors if kind != time and probability >= strength.get(span, 0)]
    return tuple(chosen), tuple(span for _, span, kind in recipients if kind != time and span not in chosen)


def _best(linked: list[Linked]) -> WordSpan | None:
    return max(linked, key=lambda pair: pair[0])[1] if linked else None


def _speaker(linked: list[Linked], actors: tuple[WordSpan, ...], type: EventType) -> WordSpan | None:
    """Return the likeliest speaker; who promises, accuses or asks is the actor of that, and no source beside it."""
    others = linked if type in CLAIMED else [pair for pair in linked if pair[1] not in actors]
    return _best(others)


def _same(row: Scores, triggers: list[tuple[WordSpan, EventType]], place: int, threshold: float) -> int | None:
    """Return an earlier trigger of the same type that this one repeats, as the one right before it: فرض عقوبات, 'imposed sanctions'."""
    span, type = triggers[place]
    earlier = [(float(row[other.start]), number) for number, (other, of) in enumerate(triggers[:place]) if of is type]
    if not earlier:
        return None
    if triggers[earlier[-1][1]][0].end == span.start:
        return earlier[-1][1]
    best = max(earlier)
    return best[1] if best[0] > threshold else None


def _mode(logits: Scores, modes: Sequence[str], allowed: list[str]) -> str | None:
    """Return the likeliest of the type's modes, or None when "none" (the last output) is likelier."""
    best = max(allowed, key=lambda mode: float(logits[modes.index(mode)]), default=None)
    return best if best is not None and logits[modes.index(best)] > logits[-1] else None


def softmax(logits: Scores) -> Scores:
    powers = np.exp(logits - logits.max(-1, keepdims=True))
    return np.asarray(powers / powers.sum(-1, keepdims=True), np.float32)


def _sigmoid(logits: Scores) -> Scores:
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))), np.float32)

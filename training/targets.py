"""From a gold sentence to the heads' targets: labels of each word, links of each trigger."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from training.corpus_records import GoldDocument, GoldEvent, GoldQuote, GoldSentence, Range
from waqai.model.inputs import Prepared
from waqai.model.labels import CLITICS, CUES, MENTIONS, QUOTE_KINDS, ROLES, STATUSES, TRIGGERS, TYPES

IGNORED = -100


@dataclass(slots=True)
class EventTarget:
    """What the heads should say at a trigger's first word: `links` are (role number, word) pairs."""

    word: int
    type: int
    status: int
    mode: int
    context: tuple[float, float]
    links: set[tuple[int, int]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class CueTarget:
    """Where a cue's first word points to; `pointers` are the words of POINTERS, the cue itself where nobody is named."""

    word: int
    kind: int
    pointers: tuple[int, ...]


@dataclass(slots=True)
class Target:
    """The targets of one sentence; `cues` labels its words, and is None where quotes were not labelled."""

    triggers: list[int]
    mentions: list[int]
    clitics: list[int]
    events: list[EventTarget]
    cues: list[int] | None = None
    quotes: list[CueTarget] = field(default_factory=list)


def make_target(sentence: GoldSentence, prepared: Prepared, modes: Sequence[str]) -> Target:
    """Return the targets of a sentence. Where gold spans overlap, parties come before times and places, longer ones first."""
    size = len(prepared.words)
    target = Target([0] * size, [0] * size, [IGNORED] * size, [])
    words = [prepared.span(at, at + 1) for at in range(size)]
    mentions: list[tuple[int, int, Range]] = []
    for kind, span in _spans_by_priority(sentence.events):
        place = words_of(span, words)
        if place and not any(target.mentions[place[0] : place[1]]):
            _mark(target.mentions, place, MENTIONS.index(f"B-{kind}"))
            target.clitics[place[0]] = _clitics(span, words[place[0]])
            mentions.append((*place, span))
    triggers: list[int | None] = []
    for event in sentence.events:
        place = words_of(event.trigger, words)
        if place is None or any(target.triggers[place[0] : place[1]]):
            triggers.append(None)
            continue
        _mark(target.triggers, place, TRIGGERS.index("B"))
        target.clitics[place[0]] = _clitics(event.trigger, words[place[0]])
        target.events.append(_event_target(event, place[0], words, mentions, triggers, modes))
        triggers.append(place[0])
    return target


def add_quotes(target: Target, prepared: Prepared, quotes: Iterable[GoldQuote]) -> None:
    """Add the quotes of a sentence to its targets; those whose spans lie outside the words read are left out."""
    spans = [prepared.span(at, at + 1) for at in range(len(prepared.words))]
    target.cues = [0] * len(spans)
    for quote in quotes:
        cue, content = words_of(quote.cue, spans), words_of(quote.content, spans)
        if cue is None or content is None:
            continue
        speaker = words_of(quote.speaker, spans) if quote.speaker else None
        target.cues[cue[0]] = CUES.index(f"B-{quote.stance}")
        target.cues[cue[0] + 1 : cue[1]] = [CUES.index("I")] * (cue[1] - cue[0] - 1)
        bounds = (content[0], content[1] - 1, speaker[0] if speaker else cue[0], speaker[1] - 1 if speaker else cue[0])
        target.quotes.append(CueTarget(cue[0], QUOTE_KINDS.index(quote.kind), bounds))


def _spans_by_priority(events: Iterable[GoldEvent]) -> list[tuple[str, Range]]:
    parties = {span for e in events for span in (*e.actors, *e.recipients, *([e.said_by] if e.said_by else []))}
    times = {e.time for e in events if e.time}
    places = {e.place for e in events if e.place} - parties
    ordered = [("PARTY", span) for span in sorted(parties, key=_longest_first)]
    return ordered + [("TIME", span) for span in sorted(times, key=_longest_first)] + [("PLACE", span) for span in sorted(places, key=_longest_first)]


def _longest_first(span: Range) -> tuple[int, int]:
    return span[0] - span[1], span[0]


def _event_target(
    event: GoldEvent, word: int, words: list[Range], mentions: list[tuple[int, int, Range]], triggers: list[int | None], modes: Sequence[str]
) -> EventTarget:
    in_context = (float(bool(event.actor_codes) and not event.actors), float(bool(event.recipient_codes) and not event.recipients))
    mode = modes.index(event.mode) if event.mode else len(modes)
    target = EventTarget(word, TYPES.index(event.type), STATUSES.index(event.status), mode, in_context)
    spans = [("actor", span) for span in event.actors] + [("recipient", span) for span in event.recipients]
    spans += [(role, span) for role, span in (("said_by", event.said_by), ("time", event.time), ("place", event.place)) if span]
    for role, span in spans:
        target.links.update((ROLES.index(role), word) for word in _mention_at(span, mentions))
    if event.same_as is not None and (earlier := triggers[event.same_as]) is not None:
        target.links.add((ROLES.index("same_as"), earlier))
    return target


def _mention_at(span: Range, mentions: list[tuple[int, int, Range]]) -> range:
    """Return the words of the marked mention that shares most with a span, at least half of either."""
    best, place = 0.0, range(0)
    for start, end, other in mentions:
        shared = min(span[1], other[1]) - max(span[0], other[0])
        share = shared / min(span[1] - span[0], other[1] - other[0])
        if share > max(best, 0.5):
            best, place = share, range(start, end)
    return place


def words_of(span: Range, words: list[Range]) -> tuple[int, int] | None:
    """Return the range of the words that a span touches, or None when there is none."""
    touched = [at for at, (start, end) in enumerate(words) if start < span[1] and span[0] < end]
    return (touched[0], touched[-1] + 1) if touched else None


def _mark(labels: list[int], place: tuple[int, int], begin: int) -> None:
    labels[place[0]] = begin
    labels[place[0] + 1 : place[1]] = [begin + 1] * (place[1] - place[0] - 1)


def _clitics(span: Range, word: Range) -> int:
    return min(max(span[0] - word[0], 0), CLITICS - 1)


def sentences_of(documents: Iterable[GoldDocument]) -> list[tuple[GoldDocument, GoldSentence]]:
    """Return all sentences of documents beside the document they are in."""
    return [(document, sentence) for document in documents for sentence in document.sentences]

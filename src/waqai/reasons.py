"""Why each field of a record is what it is: what the model found and how it was resolved in, the reasons of its fields out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from waqai.model.decode import Found, WordSpan
from waqai.records import EventRecord, Party, Place, Reason, Span, Speaker, Time
from waqai.resolve.parties import Identity
from waqai.resolve.places import Located
from waqai.resolve.times import Dated

LINKED = "linked to the trigger by the model"
FROM_CONTEXT = "the model takes it from the context"


@dataclass(frozen=True, slots=True)
class Resolved:
    """A party: its words, None when only the context tells it, who it is, and how sure the model is that it belongs to the event."""

    mention: Span | None
    who: Identity
    probability: float | None = None


def as_party(party: Resolved) -> Party:
    """Write a resolved party as records hold it."""
    return Party(party.mention, party.who.actor, party.who.name, party.who.country, party.who.sector)


def as_speaker(speaker: Resolved) -> Speaker:
    """Write a resolved speaker as records hold it."""
    return Speaker(speaker.mention, speaker.who.actor, speaker.who.country, speaker.who.sector)


def reasons_of(
    record: EventRecord,
    found: Found,
    actors: Sequence[Resolved],
    recipients: Sequence[Resolved],
    speaker: Resolved | None,
    dated: Dated | None,
    located: Located | None,
) -> Iterator[Reason]:
    """Yield the reasons of a record's fields in the record's order."""
    yield Reason("type", record.trigger.text, _type(record), "the trigger's likeliest type", record.confidence)
    for name, parties in (("actors", actors), ("recipients", recipients)):
        yield from (_party(name, party) for party in parties)
    yield Reason("status", record.trigger.text, str(record.status), "the trigger's likeliest status", _rounded(found.status_probability))
    if speaker is not None:
        yield _party("said_by", speaker)
    if record.time is not None and found.time is not None:
        yield _time(record.time, found.time, dated)
    if record.place is not None and found.place is not None:
        yield _place(record.place, found.place, located)
    if record.same_as is not None:
        yield Reason("same_as", record.trigger.text, record.same_as, "the model takes both words for one event, or they stand side by side", None)


def _type(record: EventRecord) -> str:
    return f"{record.type} {record.mode}" if record.mode else str(record.type)


def _party(name: str, party: Resolved) -> Reason:
    who = party.who
    value = " ".join(part for part in (who.actor, who.country or who.code, who.sector) if part) or None
    words = party.mention.text if party.mention else None
    return Reason(name, words, value, f"{LINKED if words else FROM_CONTEXT}; {who.how}", _rounded(party.probability))


def _time(time: Time, span: WordSpan, dated: Dated | None) -> Reason:
    if dated is None:
        unresolved = f"{LINKED}; the words and the publication date do not tell which day"
        return Reason("time", time.mention.text, None, unresolved, _rounded(span.probability))
    value = str(dated.start) if dated.end == dated.start else f"{dated.start} to {dated.end or 'open'}"
    return Reason("time", time.mention.text, value, f"{LINKED}; {dated.how}", _rounded(span.probability))


def _place(place: Place, span: WordSpan, located: Located | None) -> Reason:
    value = " ".join(str(part) for part in (place.name, place.country, place.geonameid) if part) or None
    known = located.how if located else "the gazetteers know none of its words"
    return Reason("place", place.mention.text, value, f"{LINKED}; {known}", _rounded(span.probability))


def _rounded(probability: float | None) -> float | None:
    return None if probability is None else round(probability, 3)

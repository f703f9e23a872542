"""From a coded document to the rows of the tables, in the order of their columns in schema/."""

import hashlib
from collections.abc import Iterator
from typing import Any

import msgspec

from waqai.records import CodedDocument, Document, EventRecord, Party, Quote, Span, Speaker

Row = tuple[Any, ...]


def document_key(document: Document) -> str:
    """Return 16 hexadecimal digits that name all that is known of an article: another text, date or outlet is another key."""
    return hashlib.sha256(msgspec.json.encode(document)).hexdigest()[:16]


def rows_of(coded: CodedDocument, coding: int) -> Iterator[tuple[str, Row]]:
    """Yield (table, row) for what was found in a document: its sentences, reports, mentions and quotes."""
    numbers = {sentence.start: number for number, sentence in enumerate(coded.sentences)}
    for number, sentence in enumerate(coded.sentences):
        yield "sentences", (coding, number, sentence.start, sentence.end)
    reports = {event.id: f"{coding}:{event.trigger.start}" for event in coded.events}
    for event in coded.events:
        same_as = reports[event.same_as] if event.same_as else None
        yield "reports", _report(event, reports[event.id], coding, numbers[event.sentence.start], same_as)
        for row in _mentions(event):
            yield "mentions", (reports[event.id], coding, *row)
    for quote in coded.quotes:
        yield "quotes", _quote(quote, coding, numbers[quote.sentence.start])


def _report(event: EventRecord, report: str, coding: int, sentence: int, same_as: str | None) -> Row:
    time, place = event.time, event.place
    when = (*_words(time.mention), time.start, time.end, time.granularity) if time else (None,) * 6
    where = (*_words(place.mention), place.geonameid, place.name, place.country, place.lat, place.lon) if place else (None,) * 8
    what = (event.type, event.mode, list(event.contexts), event.status)
    return (
        *(report, coding, sentence, *_words(event.trigger), *what, *when, *where),
        *(same_as, event.quad_class, event.goldstein, event.cameo, event.confidence),
    )


def _mentions(event: EventRecord) -> Iterator[Row]:
    parties: dict[str, tuple[Party | Speaker, ...]] = {"actor": event.actors, "recipient": event.recipients}
    parties["said_by"] = (event.said_by,) if event.said_by else ()
    for role, named in parties.items():
        for number, party in enumerate(named):
            name = party.name if isinstance(party, Party) else None
            yield role, number, *_words(party.mention), party.actor, name, party.country, party.sector


def _quote(quote: Quote, coding: int, sentence: int) -> Row:
    speaker = quote.speaker
    who = (*_words(speaker.mention), speaker.actor, speaker.country, speaker.sector) if speaker else (None,) * 6
    said = (*_words(quote.content), quote.kind, quote.stance, quote.confidence)
    return f"{coding}:q{quote.cue.start}", coding, sentence, *_words(quote.cue), *who, *said


def _words(span: Span | None) -> tuple[int | None, int | None, str | None]:
    return (span.start, span.end, span.text) if span else (None, None, None)

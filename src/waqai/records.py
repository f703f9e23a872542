"""The records that everything speaks: an article in, event records out, as JSON one object a line.

All are frozen. Every `Span` is a half-open range of code points in the document's text (title, newline, body).
`None` means unknown or not said.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Self

import msgspec
from msgspec import Struct

from waqai.errors import RecordError


class EventType(StrEnum):
    """The 16 event types of PLOVER."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class Status(StrEnum):
    """Whether the text says that the event happened."""

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    PLANNED = "planned"
    POSSIBLE = "possible"
    NEGATED = "negated"


class Sector(StrEnum):
    """What kind of party an actor is."""

    GOV = "GOV"
    MIL = "MIL"
    COP = "COP"
    JUD = "JUD"
    LEG = "LEG"
    SPY = "SPY"
    PTY = "PTY"
    OPP = "OPP"
    REB = "REB"
    UAF = "UAF"
    CVL = "CVL"
    REF = "REF"
    BUS = "BUS"
    MED = "MED"
    EDU = "EDU"
    LAB = "LAB"
    REL = "REL"
    CRM = "CRM"
    HLH = "HLH"
    NGO = "NGO"
    IGO = "IGO"


class Granularity(StrEnum):
    """How exact a date is."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    PERIOD = "period"


class Span(Struct, frozen=True):
    """Words of the document: their range and what they are."""

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Self:
        """Cut a span out of a document's text.

        >>> Span.of("زارت طهران", 5, 10).text  # 'visited Tehran'
        'طهران'
        """
        return cls(start, end, text[start:end])


class Party(Struct, frozen=True):
    """An actor or recipient: its words, and who it is as of the article's date.

    A party known only from context has no mention; one that the knowledge base does not know has no actor.
    """

    mention: Span | None
    actor: str | None
    name: str | None
    country: str | None
    sector: Sector | None


class Speaker(Struct, frozen=True):
    """The one to whom the text attributes the claim."""

    mention: Span | None
    actor: str | None
    country: str | None
    sector: Sector | None


class Time(Struct, frozen=True):
    """When the event was, in the article's words, and as first and last day when that can be told."""

    mention: Span
    start: date | None
    end: date | None
    granularity: Granularity | None


class Place(Struct, frozen=True):
    """Where the event was, in the article's words, and the gazetteer's entry when it has one."""

    mention: Span
    geonameid: int | None
    name: str | None
    country: str | None
    lat: float | None
    lon: float | None


class CoderStamp(Struct, frozen=True):
    """What made a record: the program's version and the first digits of its model's and knowledge's SHA-256."""

    version: str
    model: str
    knowledge: str


class EventRecord(Struct, frozen=True):
    """One event mention of one sentence."""

    id: str
    document: str
    url: str | None
    publisher: str | None
    published: date | None
    sentence: Span
    trigger: Span
    type: EventType
    mode: str | None
    contexts: tuple[str, ...]
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    status: Status
    said_by: Speaker | None
    time: Time | None
    place: Place | None
    same_as: str | None
    quad_class: int
    goldstein: float | None
    cameo: str | None
    confidence: float
    coder: CoderStamp


class Reason(Struct, frozen=True):
    """Why a field of a record is what it is: its words in the article, what they were taken for, by what, and how sure the model was.

    `words` is None for what only the context tells; `probability` is None where no model was asked.
    """

    field: str
    words: str | None
    value: str | None
    why: str
    probability: float | None


class Stance(StrEnum):
    """How a speaker stands to what is quoted."""

    SAID = "said"
    CONFIRMED = "confirmed"
    DENIED = "denied"
    ALLEGED = "alleged"
    WARNED = "warned"
    ASKED = "asked"
    PROMISED = "promised"


class QuoteKind(StrEnum):
    """direct: a clause in quotation marks; indirect: reported; scare: a word or phrase in marks, whose wording is the speaker's."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    SCARE = "scare"


class Quote(Struct, frozen=True):
    """What somebody is quoted as saying: the word that says so, the words said, and whose they are.

    A speaker whom the sentence does not name is None.
    """

    id: str
    document: str
    url: str | None
    publisher: str | None
    published: date | None
    sentence: Span
    cue: Span
    speaker: Speaker | None
    content: Span
    kind: QuoteKind
    stance: Stance
    confidence: float
    coder: CoderStamp


class Document(Struct, frozen=True):
    """An article as read: `text` is title, newline, body, unaltered."""

    id: str
    text: str
    url: str | None = None
    publisher: str | None = None
    published: date | None = None

    @property
    def title(self) -> str:
        """The first line that is not blank."""
        return next((line.strip() for line in self.text.splitlines() if line.strip()), "")


class CodedDocument(Struct, frozen=True):
    """A document and what was found in it, in the order of the text; `reasons` are those of each event."""

    document: Document
    sentences: tuple[Span, ...]
    events: tuple[EventRecord, ...]
    reasons: tuple[tuple[Reason, ...], ...] = ()
    quotes: tuple[Quote, ...] = ()


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(EventRecord)


def to_json(record: EventRecord) -> bytes:
    """Write a record as one line of JSON, without the line's end."""
    return _encoder.encode(record)


def quote_to_json(quote: Quote) -> bytes:
    """Write a quote as one line of JSON, without the line's end."""
    return _encoder.encode(quote)


def from_json(line: bytes | str) -> EventRecord:
    """Read a record from a line of JSON.

    Raises RecordError, which says the field and what is wrong with it.

    >>> from_json('{"id": "a"}')
    Traceback (most recent call last):
    waqai.errors.RecordError: not an event record: Object missing required field `document`
    """
    try:
        record = _decoder.decode(line)
    except msgspec.DecodeError as error:
        raise RecordError(f"not an event record: {error}") from error
    for span in spans_of(record):
        if not 0 <= span.start < span.end or span.end - span.start != len(span.text):
            raise RecordError(f"event {record.id}: the span {span.start} to {span.end} does not fit its text {span.text!r}")
    return record


def spans_of(record: EventRecord) -> Iterable[Span]:
    """Yield all spans of a record: sentence, trigger, parties, speaker, time and place."""
    yield record.sentence
    yield record.trigger
    for field in (*record.actors, *record.recipients, record.said_by, record.time, record.place):
        if field is not None and field.mention is not None:
            yield field.mention

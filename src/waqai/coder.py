"""Code a document: the only file that knows all the steps from an article to its event records."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Self

from waqai.arabic.sentences import split_sentences
from waqai.arabic.words import folded_words
from waqai.knowledge.actors import load_actors
from waqai.knowledge.contexts import Contexts
from waqai.knowledge.gazetteer import Gazetteer
from waqai.knowledge.lexicon import load_lexicon
from waqai.knowledge.ontology import Ontology
from waqai.knowledge.tables import DATA, knowledge_hash
from waqai.knowledge.times import Calendar
from waqai.model.decode import Found, WordSpan, decode
from waqai.model.inputs import Knowledge, Prepared, prepare
from waqai.model.quotes import FoundQuote, decode_quotes
from waqai.model.session import FOLDER, Model
from waqai.readers.article import Defaults, make_document, parse_published
from waqai.reasons import Resolved, as_party, as_speaker, reasons_of
from waqai.records import CodedDocument, CoderStamp, Document, EventRecord, EventType, Place, Quote, Reason, Span, Status, Time
from waqai.resolve.discourse import Discourse
from waqai.resolve.parties import UNKNOWN, in_assault
from waqai.resolve.places import Located, locate
from waqai.resolve.times import Dated, resolve_time
from waqai.version import __version__


@dataclass(frozen=True, slots=True)
class Coder:
    """The model and the knowledge, loaded once; `code` and `code_many` use them."""

    model: Model
    knowledge: Knowledge
    ontology: Ontology
    contexts: Contexts
    gazetteer: Gazetteer
    stamp: CoderStamp

    @classmethod
    def load(cls, model: Path = FOLDER, knowledge: Path = DATA, threads: int = 1, actors: Path | None = None) -> Self:
        """Load the model and the knowledge tables; `actors` is a table of one's own that is laid over them.

        Raises ModelError or KnowledgeError.
        """
        loaded = Model.load(model, threads)
        tables = Knowledge(load_actors(knowledge, actors), load_lexicon(knowledge), Calendar.load(knowledge))
        stamp = CoderStamp(__version__, loaded.sha256, knowledge_hash(knowledge, actors))
        return cls(loaded, tables, Ontology.load(knowledge), Contexts.load(knowledge), Gazetteer.load(knowledge), stamp)

    def code(self, text: str, *, published: date | str | None = None, publisher: str | None = None, id: str | None = None) -> CodedDocument:
        """Code one article: its first line is the title.

        `published` (a date, a date-time or an ISO string) resolves relative dates; without it they stay unresolved.
        Raises InputError for a text that is empty or not Arabic, and for a date that is none.
        """
        defaults = Defaults(parse_published(published, "text"), publisher)
        return next(self.code_many([make_document("text", text, defaults=defaults, id=id)]))

    def code_many(self, documents: Iterable[Document]) -> Iterator[CodedDocument]:
        """Yield the coded documents in order.

        Each is read by itself: an int8 model scales what it reads together, and a record must not depend on its neighbours.
        """
        modes_of = self.ontology.modes_by_type
        settings = self.model.settings
        for document in documents:
            sentences = self.prepare(document)
            scores = self.model.score(sentences)
            found = [decode(sentence_scores, settings.modes, modes_of, settings.thresholds) for sentence_scores in scores]
            yield DocumentCoder(self, document).records(
                sentences, found, [decode_quotes(one, sentence.folded) for one, sentence in zip(scores, sentences, strict=True)]
            )

    def prepare(self, document: Document) -> list[Prepared]:
        """Return the sentences of a document as the model reads them."""
        ranges = split_sentences(document.text)
        made = [prepare(document.text[start:end], start, self.knowledge, self.model.tokenizer) for start, end in ranges]
        return [sentence for sentence in made if sentence.words]


class DocumentCoder:
    """Turns what the model found in one document into records, sentence by sentence."""

    def __init__(self, coder: Coder, document: Document) -> None:
        self.coder, self.document = coder, document
        self.actors = coder.knowledge.actors
        self.discourse = Discourse(self.actors, document.published, self.actors.home_of(document.publisher))

    def records(self, sentences: Sequence[Prepared], found: Sequence[list[Found]], quoted: Sequence[list[FoundQuote]]) -> CodedDocument:
        """Return the document with the records of its sentences."""
        events: list[EventRecord] = []
        quotes: list[Quote] = []
        reasons: list[tuple[Reason, ...]] = []
        spans: list[Span] = []
        self.discourse.survey([sentence.names for sentence in sentences])
        for sentence, events_found, quotes_found in zip(sentences, found, quoted, strict=True):
            self.discourse.hear(sentence.names)
            spans.append(self._span_of(sentence))
            first = len(events)
            for event in events_found:
                record, why = self._record(event, sentence, spans[-1], events[first:])
                events.append(record)
                reasons.append(why)
            quotes += [self._quote(quote, sentence, spans[-1]) for quote in quotes_found]
        return CodedDocument(self.document, tuple(spans), tuple(events), tuple(reasons), tuple(quotes))

    def _quote(self, found: FoundQuote, sentence: Prepared, span: Span) -> Quote:
        document, cue = self.document, self._cut(sentence, found.cue)
        speaker = self._speaker(sentence, found.speaker)
        return Quote(
            id=f"{document.id}#q{cue.start}",
            document=document.id,
            url=document.url,
            publisher=document.publisher,
            published=document.published,
            sentence=span,
            cue=cue,
            speaker=as_speaker(speaker) if speaker else None,
            content=self._cut(sentence, found.content),
            kind=found.kind,
            stance=found.stance,
            confidence=round(found.cue.probability, 3),
            coder=self.coder.stamp,
        )

    def _record(self, found: Found, sentence: Prepared, span: Span, earlier: Sequence[EventRecord]) -> tuple[EventRecord, tuple[Reason, ...]]:
        coder, document = self.coder, self.document
        trigger = self._cut(sentence, found.trigger)
        located = self._located(sentence, found.place)
        near = located.country if located else None
        actors = self._parties(sentence, found, found.actors, near)
        recipients = self._parties(sentence, found, found.recipients, near)
        speaker = self._speaker(sentence, found.said_by)
        if found.actor_in_context:
            actors = [Resolved(None, who) for who in self.discourse.implied_actors(found.type)]
        if found.recipient_in_context:
            recipients = [Resolved(None, who) for who in self.discourse.implied_recipients(found.type)]
        self.discourse.act(found.type, [party.who for party in actors], [party.who for party in recipients])
        dated = self._dated(sentence, found.time, found.status)
        category = coder.ontology.of(found.type, found.mode)
        record = EventRecord(
            id=f"{document.id}#{trigger.start}",
            document=document.id,
            url=document.url,
            publisher=document.publisher,
            published=document.published,
            sentence=span,
            trigger=trigger,
            type=found.type,
            mode=found.mode,
            contexts=coder.contexts.of(sentence.folded, found.type),
            actors=tuple(map(as_party, actors)),
            recipients=tuple(map(as_party, recipients)),
            status=found.status,
            said_by=as_speaker(speaker) if speaker else None,
            time=self._time(sentence, found.time, dated),
            place=self._place(sentence, found.place, located),
            same_as=earlier[found.same_as].id if found.same_as is not None else None,
            quad_class=category.quad_class,
            goldstein=category.goldstein,
            cameo=category.cameo,
            confidence=round(coder.model.settings.event(found.trigger.probability), 3),
            coder=coder.stamp,
        )
        return record, tuple(reasons_of(record, found, actors, recipients, speaker, dated, located))

    def _parties(self, sentence: Prepared, found: Found, spans: Sequence[WordSpan], near: str | None) -> list[Resolved]:
        parties: list[Resolved] = []
        for span in spans:
            mention = self._cut(sentence, span)
            identities = self.discourse.resolve(folded_words(mention.text), near, adjective=span.start == found.trigger.end)
            if found.type is EventType.ASSAULT:
                identities = tuple(in_assault(identity, span in found.actors) for identity in identities)
            parties += [Resolved(mention, identity, self.coder.model.settings.party(span.probability)) for identity in identities]
        return parties

    def _speaker(self, sentence: Prepared, span: WordSpan | None) -> Resolved | None:
        if span is None:
            return None
        mention = self._cut(sentence, span)
        identities = self.discourse.resolve(folded_words(mention.text), None, speaks=True)
        self.discourse.act(None, identities, [])
        identity = identities[0] if len(identities) == 1 else UNKNOWN  # "both sides said": two speakers, no one code
        return Resolved(mention, identity, self.coder.model.settings.party(span.probability))

    def _dated(self, sentence: Prepared, span: WordSpan | None, status: Status) -> Dated | None:
        if span is None:
            return None
        words = folded_words(self._cut(sentence, span).text)
        return resolve_time(words, self.document.published, self.coder.knowledge.calendar, status is Status.PLANNED)

    def _time(self, sentence: Prepared, span: WordSpan | None, dated: Dated | None) -> Time | None:
        if span is None:
            return None
        mention = self._cut(sentence, span)
        return Time(mention, dated.start, dated.end, dated.granularity) if dated else Time(mention, None, None, None)

    def _located(self, sentence: Prepared, span: WordSpan | None) -> Located | None:
        if span is None:
            return None
        words = folded_words(self._cut(sentence, span).text)
        return locate(words, self.actors, self.coder.gazetteer, self.discourse.likeliest_countries)

    def _place(self, sentence: Prepared, span: WordSpan | None, located: Located | None) -> Place | None:
        if span is None:
            return None
        mention = self._cut(sentence, span)
        if located is None:
            return Place(mention, None, None, None, None, None)
        town = located.town
        return Place(mention, town.geonameid if town else None, located.name, located.country, town.lat if town else None, town.lon if town else None)

    def _cut(self, sentence: Prepared, span: WordSpan) -> Span:
        return Span.of(self.document.text, *sentence.span(span.start, span.end, span.clitics))

    def _span_of(self, sentence: Prepared) -> Span:
        first, last = sentence.normalized.original(0, len(sentence.normalized.text))
        return Span.of(self.document.text, sentence.offset + first, sentence.offset + last)

"""From annotators' files to the corpus: check them, turn copied spans into offsets, write stand-off files.

    python -m training.annotations check ARTICLES.jsonl LABELS.jsonl
    python -m training.annotations import ARTICLES.jsonl LABELS.jsonl --as ant/batch01.jsonl --labelled "reading 1" [--corpora DIR]

An articles file has one article a line: {"doc", "published", "sentences": [{"id", "text"}]}; a labels file one sentence a line:
{"id", "events": [{"t", "type", "mode", "a", "ac", "r", "rc", "status", "by", "time", "date", "place", "same"}]}.
A span is copied from its sentence; "words@2" is its second occurrence.
"""

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from training.corpus_records import CORPUS, GoldDocument, GoldEvent, GoldSentence, Range, text_hash
from training.news import read_ant
from waqai.knowledge.ontology import Ontology
from waqai.records import EventType, Sector, Status

CODE = re.compile(r"IGO:[A-Z]{2,6}|(?P<country>[A-Z]{3}|---):(?P<sector>[A-Z]{3})|---")


class LabelEvent(Struct, frozen=True, forbid_unknown_fields=True):
    """An event as an annotator writes it."""

    t: str
    type: EventType
    mode: str | None
    a: tuple[str, ...]
    ac: tuple[str, ...]
    r: tuple[str, ...]
    rc: tuple[str, ...]
    status: Status
    by: str | None
    time: str | None
    date: str | None
    place: str | None
    same: int | None


class LabelLine(Struct, frozen=True):
    """The events of one sentence."""

    id: str
    events: tuple[LabelEvent, ...]


class ArticleSentence(Struct, frozen=True):
    """A sentence as it was shown to the annotator."""

    id: str
    text: str


class ArticleLine(Struct, frozen=True):
    """An article as it was shown to the annotator."""

    doc: str
    published: str
    sentences: tuple[ArticleSentence, ...]
    usage: str | None = None


def read_articles(path: Path) -> list[ArticleLine]:
    """Read an articles file."""
    return [msgspec.json.decode(line, type=ArticleLine) for line in path.read_bytes().splitlines() if line.strip()]


def read_labels(path: Path) -> dict[str, LabelLine]:
    """Read a labels file by sentence id."""
    lines = [msgspec.json.decode(line, type=LabelLine) for line in path.read_bytes().splitlines() if line.strip()]
    return {line.id: line for line in lines}


def find_faults(articles: list[ArticleLine], labels: dict[str, LabelLine]) -> Iterator[str]:
    """Yield a line for each fault: a missing sentence, a span that is not in it, an illegal code, mode or date."""
    ontology = Ontology.load()
    for article in articles:
        for sentence in article.sentences:
            line = labels.get(sentence.id)
            if line is None:
                yield f"{sentence.id}: not labelled"
                continue
            for number, event in enumerate(line.events):
                for fault in _faults_of(event, number, sentence.text, ontology):
                    yield f"{sentence.id}: event {number}: {fault}"


def _faults_of(event: LabelEvent, number: int, text: str, ontology: Ontology) -> Iterator[str]:
    if event.mode is not None and event.mode not in ontology.modes_of(event.type):
        yield f"mode {event.mode} is not of {event.type}"
    for span in (event.t, *event.a, *event.r, *filter(None, (event.by, event.time, event.place))):
        if locate(span, text) is None:
            yield f"the span is not in the sentence: {span!r}"
    for code in event.ac + event.rc:
        match = CODE.fullmatch(code)
        if match is None or (match["sector"] and match["sector"] not in list(Sector)):
            yield f"illegal code {code!r}"
    if (event.a and not event.ac) or (event.r and not event.rc):
        yield "a span without a code"
    if event.date is not None and not re.fullmatch(r"\d{4}(-\d\d){0,2}", event.date):
        yield f"illegal date {event.date!r}"
    if event.same is not None and not 0 <= event.same < number:
        yield f"same_as {event.same} is no earlier event"


def locate(span: str, text: str, after: int = 0) -> Range | None:
    """Return where a copied span stands in its sentence, or None.

    "words@2" is the second occurrence. Without a number, the first at or after `after` that is a whole word but for
    leading clitics is taken, else the first.

    >>> locate("قتل", "أسفر عن مقتل جندي وقتل آخر")  # 'resulted in the killing of …, and killed another'
    (19, 22)
    """
    counted = re.fullmatch(r"(.+)@(\d+)", span, re.DOTALL)
    if counted and span not in text:
        span, wanted = counted[1], int(counted[2])
        starts = [match.start() for match in re.finditer(re.escape(span), text)]
        return (starts[wanted - 1], starts[wanted - 1] + len(span)) if 0 < wanted <= len(starts) else None
    starts = [match.start() for match in re.finditer(re.escape(span), text)] if span else []
    for begin in (after, 0):
        for start in starts:
            if start >= begin and _is_word(text, start, start + len(span)):
                return start, start + len(span)
    return (starts[0], starts[0] + len(span)) if starts else None


def _is_word(text: str, start: int, end: int) -> bool:
    before = re.search(r"\w*$", text[:start])
    whole_before = before is not None and re.fullmatch(r"[وف]?[بلك]?(ال)?|[وف]?س", before[0]) is not None
    return whole_before and not re.match(r"\w", text[end:])


def to_events(line: LabelLine, text: str, offset: int) -> tuple[GoldEvent, ...]:
    """Turn the labels of a sentence into events with offsets in the document."""
    events: list[GoldEvent] = []

    def at(span: str | None, after: int = 0) -> Range | None:
        found = locate(span, text, after) if span else None
        return (found[0] + offset, found[1] + offset) if found else None

    for event in line.events:
        earlier = [e.trigger[1] - offset for e in events if text[e.trigger[0] - offset : e.trigger[1] - offset] == event.t and e.type is event.type]
        trigger = at(event.t, max(earlier, default=0))
        assert trigger is not None
        events.append(
            GoldEvent(
                trigger=trigger,
                type=event.type,
                status=event.status,
                mode=event.mode,
                actors=tuple(found for span in event.a if (found := at(span))),
                actor_codes=event.ac,
                recipients=tuple(found for span in event.r if (found := at(span))),
                recipient_codes=event.rc,
                said_by=at(event.by),
                time=at(event.time),
                date=event.date,
                place=at(event.place),
                same_as=event.same,
            )
        )
    return tuple(events)


def to_documents(articles: list[ArticleLine], labels: dict[str, LabelLine], labelled: str, texts: dict[str, str] | None) -> Iterator[GoldDocument]:
    """Yield the documents of a batch; `texts` are the whole texts of articles that are not to be stored."""
    for article in articles:
        if texts is None:
            text, starts = _joined(article)
        else:
            text = texts[article.doc]
            starts = _starts(article, text)
        sentences = tuple(
            GoldSentence(start, start + len(sentence.text), to_events(labels[sentence.id], sentence.text, start))
            for sentence, start in zip(article.sentences, starts, strict=True)
        )
        yield GoldDocument(
            id=article.doc,
            sha256=text_hash(text),
            published=article.published,
            labelled=labelled,
            sentences=sentences,
            usage=article.usage,
            text=text if texts is None else None,
        )


def _joined(article: ArticleLine) -> tuple[str, list[int]]:
    """Join the sentences of our own article: the title on a line, then the body."""
    title, *body = (sentence.text for sentence in article.sentences)
    text, starts = title + "\n", [0]
    for sentence in body:
        starts.append(len(text))
        text += sentence + " "
    return text.rstrip(), starts


def _starts(article: ArticleLine, text: str) -> list[int]:
    starts, after = [], 0
    for sentence in article.sentences:
        start = text.find(sentence.text, after)
        if start < 0:
            raise ValueError(f"{sentence.id}: the sentence is not in the article")
        starts.append(start)
        after = start + len(sentence.text)
    return starts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("check", "import"):
        command = commands.add_parser(name)
        command.add_argument("articles", type=Path)
        command.add_argument("labels", type=Path)
        if name == "import":
            command.add_argument("--as", dest="target", type=Path, required=True)
            command.add_argument("--labelled", required=True)
            command.add_argument("--corpora", type=Path)
    arguments = parser.parse_args()
    articles, labels = read_articles(arguments.articles), read_labels(arguments.labels)
    faults = list(find_faults(articles, labels))
    for fault in faults:
        print(fault)
    if faults:
        sys.exit(f"{arguments.labels}: {len(faults)} faults")
    if arguments.command == "import":
        _import(arguments, articles, labels)


def _import(arguments: Any, articles: list[ArticleLine], labels: dict[str, LabelLine]) -> None:
    texts = {article.id: article.text for article in read_ant(arguments.corpora)} if arguments.corpora else None
    documents = list(to_documents(articles, labels, arguments.labelled, texts))
    target = CORPUS / arguments.target
    target.write_bytes(b"".join(msgspec.json.encode(document) + b"\n" for document in documents))
    print(f"{target.name}: {len(documents)} documents, {sum(len(d.sentences) for d in documents)} sentences")


if __name__ == "__main__":
    main()

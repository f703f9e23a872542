"""Quotes: annotators' files into the corpus, and how well the coder finds them.

    python -m training.quotes import ARTICLES LABELS --as L1.jsonl [--corpora DIR]
    python -m training.quotes measure --corpora DIR [--part test] [--model FOLDER] [--errors N]

A labels file has one sentence a line: {"id", "quotes": [{"speaker", "cue", "content", "kind", "stance"}]}, spans copied from the sentence.
"""

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
from msgspec import Struct

from training.annotations import ArticleLine, locate
from training.corpus_records import QUOTES, GoldDocument, GoldQuote, QuotedDocument, Range, read_corpus, read_quotes
from training.evaluate import to_document
from training.metrics import F1, Share
from waqai.coder import Coder
from waqai.model.session import FOLDER
from waqai.records import Quote, QuoteKind, Span, Stance

LIKE = 0.8
"""Contents agree when they share so much of the words of both."""


class LabelQuote(Struct, frozen=True, forbid_unknown_fields=True):
    """A quote as an annotator writes it."""

    speaker: str | None
    cue: str
    content: str
    kind: QuoteKind
    stance: Stance


class LabelSentence(Struct, frozen=True):
    """A labelled sentence."""

    id: str
    quotes: tuple[LabelQuote, ...]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    importing = commands.add_parser("import")
    importing.add_argument("articles", type=Path)
    importing.add_argument("labels", type=Path)
    importing.add_argument("--as", dest="name", required=True)
    importing.add_argument("--corpora", type=Path)
    measuring = commands.add_parser("measure")
    measuring.add_argument("--corpora", type=Path)
    measuring.add_argument("--part", default="test", choices=("train", "dev", "test"))
    measuring.add_argument("--model", type=Path, default=FOLDER)
    measuring.add_argument("--errors", type=int, default=0)
    arguments = parser.parse_args()
    if arguments.command == "import":
        import_labels(arguments.articles, arguments.labels, arguments.name, arguments.corpora)
    else:
        documents = [pair for pair in read_quotes(read_corpus(arguments.corpora)) if pair[0].part == arguments.part]
        print(measure(documents, Coder.load(arguments.model, threads=2), arguments.errors))


def import_labels(articles: Path, labels: Path, name: str, corpora: Path | None) -> None:
    """Turn copied spans into offsets and write a stand-off file."""
    documents = {document.id: document for document in read_corpus(corpora)}
    lines = {line.id: line for line in map(msgspec.json.Decoder(LabelSentence).decode, labels.read_bytes().splitlines())}
    made = []
    for article in map(msgspec.json.Decoder(ArticleLine).decode, articles.read_bytes().splitlines()):
        document = documents[article.doc]
        sentences = []
        for sentence, copied in zip(document.sentences, article.sentences, strict=True):
            text = (document.text or "")[sentence.start : sentence.end]
            sentences.append(tuple(_to_gold(quote, text, sentence.start) for quote in lines[copied.id].quotes))
        made.append(QuotedDocument(document.id, document.sha256, tuple(sentences)))
    QUOTES.mkdir(exist_ok=True)
    (QUOTES / name).write_bytes(b"".join(msgspec.json.encode(document) + b"\n" for document in made))
    print(f"{name}: {len(made)} documents, {sum(len(quotes) for document in made for quotes in document.sentences)} quotes")


def _to_gold(quote: LabelQuote, text: str, offset: int) -> GoldQuote:
    cue = locate(quote.cue, text)
    content = locate(quote.content, text)
    speaker = locate(quote.speaker, text) if quote.speaker else None
    if cue is None or content is None or (quote.speaker and speaker is None):
        raise ValueError(f"a span of {quote} is not in {text!r}")
    return GoldQuote(_moved(cue, offset), _moved(content, offset), quote.kind, quote.stance, _moved(speaker, offset) if speaker else None)


def _moved(span: Range, offset: int) -> Range:
    return span[0] + offset, span[1] + offset


@dataclass(slots=True)
class QuoteMetrics:
    """Quotes whose content agrees, and those of them whose speaker does too; speaker, kind and stance given the content."""

    content: F1 = field(default_factory=F1)
    with_speaker: F1 = field(default_factory=F1)
    speaker: Share = field(default_factory=Share)
    kind: Share = field(default_factory=Share)
    stance: Share = field(default_factory=Share)

    def add(self, gold: Sequence[GoldQuote], found: Sequence[GoldQuote]) -> list[tuple[GoldQuote | None, GoldQuote | None]]:
        """Count a document's quotes and return its pairs."""
        free, pairs = list(found), []
        for quote in gold:
            twin = next((other for other in free if _share(quote.content, other.content) >= LIKE), None)
            if twin is not None:
                free.remove(twin)
            pairs.append((quote, twin))
        matched = [(g, f) for g, f in pairs if f is not None]
        self.content.add(len(matched), len(found), len(gold))
        self.with_speaker.add(sum(g.speaker == f.speaker for g, f in matched), len(found), len(gold))
        for g, f in matched:
            self.speaker.add(g.speaker == f.speaker)
            self.kind.add(g.kind is f.kind)
            self.stance.add(g.stance is f.stance)
        return [*pairs, *((None, quote) for quote in free)]

    def __str__(self) -> str:
        c, s = self.content, self.with_speaker
        return (
            f"quotes: content F1 {c.f1:.3f} (P {c.precision:.3f} R {c.recall:.3f}), content and speaker F1 {s.f1:.3f} (n = {c.gold}); "
            f"given the content: speaker {self.speaker.share:.3f}, kind {self.kind.share:.3f}, stance {self.stance.share:.3f} (n = {self.kind.of})"
        )


def _share(one: Range, other: Range) -> float:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared / (max(one[1], other[1]) - min(one[0], other[0]))


def measure(documents: Iterable[tuple[GoldDocument, QuotedDocument]], coder: Coder, errors: int) -> QuoteMetrics:
    """Judge the coder's quotes; print so many that were missed, made up or wrong."""
    metrics, shown = QuoteMetrics(), 0
    for document, labels in documents:
        coded = coder.code_many([to_document(document)])
        found = [to_gold_quote(quote) for quote in next(coded).quotes]
        gold = [quote for quotes in labels.sentences for quote in quotes]
        for g, f in metrics.add(gold, found):
            if shown < errors and (g is None or f is None or g.speaker != f.speaker):
                shown += 1
                print(f"{document.id}\n   gold {_shown(g, document)}\n   ours {_shown(f, document)}")
    return metrics


def to_gold_quote(quote: Quote) -> GoldQuote:
    """Write a quote as the corpus writes its gold ones."""
    speaker = quote.speaker.mention if quote.speaker else None
    return GoldQuote(_range(quote.cue), _range(quote.content), quote.kind, quote.stance, _range(speaker) if speaker else None)


def _range(span: Span) -> Range:
    return span.start, span.end


def _shown(quote: GoldQuote | None, document: GoldDocument) -> str:
    if quote is None:
        return "–"
    text = document.text or ""
    speaker = text[slice(*quote.speaker)] if quote.speaker else None
    return f"{text[slice(*quote.cue)]} | {speaker} | {text[slice(*quote.content)]} | {quote.kind} {quote.stance}"


if __name__ == "__main__":
    main()

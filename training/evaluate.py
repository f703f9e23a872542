"""Judge the shipped coder on the labelled corpus, the whole way: text in, records out, compared with gold.

    python -m training.evaluate --corpora DIR [--part test] [--model FOLDER] [--only ant|own] [--errors N] [--intervals]

Sentences are the coder's own; a gold sentence is judged by the events whose triggers lie in it. --intervals adds 95 % intervals,
from drawing documents with replacement.
"""

import argparse
import random
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table

from training.corpus_records import GoldDocument, GoldEvent, read_corpus
from training.metrics import Metrics
from waqai.coder import Coder
from waqai.knowledge.actors import Actors
from waqai.model.session import FOLDER
from waqai.records import CodedDocument, Document, EventRecord, Party, Span

JAWHARA = "Jawhara FM"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path)
    parser.add_argument("--part", default="test", choices=("train", "dev", "test"))
    parser.add_argument("--model", type=Path, default=FOLDER)
    parser.add_argument("--only", choices=("ant", "own"))
    parser.add_argument("--errors", type=int, default=0, help="print so many sentences with what was missed and made up")
    parser.add_argument("--intervals", action="store_true")
    arguments = parser.parse_args()
    documents = [d for d in read_corpus(arguments.corpora) if d.part == arguments.part and arguments.only in (None, "own" if d.ours else "ant")]
    judged = judge(documents, Coder.load(arguments.model, threads=2), arguments.errors)
    console = Console()
    metrics = total(judged)
    title = f"{arguments.part} {arguments.only or ''}: {len(documents)} documents, {metrics.sentences} sentences"
    table = Table("what", "figure", "n", title=title)
    for row in metrics.table():
        table.add_row(row[0], row[1], str(row[2]))
    console.print(table)
    for name, (low, high) in intervals(judged).items() if arguments.intervals else ():
        console.print(f"{name}: {metrics.figures()[name]:.3f} ({low:.3f} to {high:.3f})")


def judge(documents: Sequence[GoldDocument], coder: Coder, errors: int = 0) -> list[Metrics]:
    """Return the counts of each document; print so many sentences with what was missed and made up."""
    judged, shown = [], 0
    for gold, coded in zip(documents, coder.code_many(map(to_document, documents)), strict=True):
        metrics = Metrics()
        for sentence_gold, predicted in by_sentence(gold, coded, coder.knowledge.actors):
            pairs = metrics.add_sentence(sentence_gold, predicted)
            wrong = [(g, p) for g, p in pairs if g is None or p is None]
            if wrong and shown < errors:
                shown += 1
                print_errors(gold, wrong)
        judged.append(metrics)
    return judged


def total(judged: Iterable[Metrics]) -> Metrics:
    """Return the counts of all documents together."""
    metrics = Metrics()
    for one in judged:
        metrics.merge(one)
    return metrics


def intervals(judged: Sequence[Metrics], draws: int = 500) -> dict[str, tuple[float, float]]:
    """Return the 95 % interval of each figure, from drawing as many documents with replacement, so many times."""
    rng = random.Random(0)
    drawn = [total(rng.choices(judged, k=len(judged))).figures() for _ in range(draws)]
    return {name: _middle([figures[name] for figures in drawn]) for name in drawn[0]}


def _middle(values: Sequence[float]) -> tuple[float, float]:
    ordered = sorted(values)
    return ordered[round(0.025 * (len(ordered) - 1))], ordered[round(0.975 * (len(ordered) - 1))]


def to_document(gold: GoldDocument) -> Document:
    """Return a gold document as the readers would give it."""
    assert gold.text is not None
    return Document(gold.id, gold.text, None, None if gold.ours else JAWHARA, date.fromisoformat(gold.published) if gold.published else None)


def by_sentence(gold: GoldDocument, coded: CodedDocument, actors: Actors) -> Iterable[tuple[list[GoldEvent], list[GoldEvent]]]:
    """Yield (gold events, predicted events) of each gold sentence."""
    numbers = {event.id: number for number, event in enumerate(coded.events)}
    for sentence in gold.sentences:
        inside = [event for event in coded.events if sentence.start <= event.trigger.start < sentence.end]
        first = numbers[inside[0].id] if inside else 0
        yield list(sentence.events), [to_gold(event, numbers, first, actors) for event in inside]


def to_gold(event: EventRecord, numbers: dict[str, int], first: int, actors: Actors) -> GoldEvent:
    """Write a record as the corpus writes its gold events."""
    return GoldEvent(
        trigger=_range(event.trigger),
        type=event.type,
        status=event.status,
        mode=event.mode,
        actors=tuple(dict.fromkeys(_range(party.mention) for party in event.actors if party.mention)),
        actor_codes=tuple(code_of(party, actors) for party in event.actors),
        recipients=tuple(dict.fromkeys(_range(party.mention) for party in event.recipients if party.mention)),
        recipient_codes=tuple(code_of(party, actors) for party in event.recipients),
        said_by=_range(event.said_by.mention) if event.said_by and event.said_by.mention else None,
        time=_range(event.time.mention) if event.time else None,
        date=str(event.time.start) if event.time and event.time.start else None,
        place=_range(event.place.mention) if event.place else None,
        same_as=numbers[event.same_as] - first if event.same_as else None,
    )


def code_of(party: Party, actors: Actors) -> str:
    """Return a party's code as annotators write it: IRN:GOV, IGO:UN, ---:CVL."""
    if party.country is None and party.actor is not None:
        codes = [role.code for role in actors.actors[party.actor].roles if role.code] if party.actor in actors.actors else []
        if codes:
            return f"IGO:{codes[-1]}"
    return f"{party.country or '---'}:{party.sector or '---'}"


def print_errors(gold: GoldDocument, wrong: list[tuple[GoldEvent | None, GoldEvent | None]]) -> None:
    """Print a sentence's missed and made-up events."""
    text = gold.text or ""
    for missed, made_up in wrong:
        event = missed or made_up
        assert event is not None
        sentence = next(s for s in gold.sentences if s.start <= event.trigger[0] < s.end)
        sign = "missed " if missed else "made up"
        print(f"{gold.id}\t{sign}\t{event.type}\t{text[slice(*event.trigger)]}\t{text[sentence.start : sentence.end]}")


def _range(span: Span) -> tuple[int, int]:
    return span.start, span.end


if __name__ == "__main__":
    main()

"""Judge who-is-who alone: gold mentions in, how often country and sector are the annotators'.

python -m training.resolution --corpora DIR [--part dev] [--errors N]
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from training.corpus_records import GoldDocument, GoldEvent, Range, read_corpus
from training.evaluate import JAWHARA, code_of
from training.metrics import Share, country_of
from waqai.arabic.words import folded_words
from waqai.knowledge.actors import Actors, load_actors
from waqai.knowledge.gazetteer import Gazetteer
from waqai.records import EventType, Party
from waqai.resolve.discourse import Discourse
from waqai.resolve.parties import in_assault
from waqai.resolve.places import locate


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path)
    parser.add_argument("--part", default="dev", choices=("train", "dev", "test"))
    parser.add_argument("--errors", type=int, default=0)
    arguments = parser.parse_args()
    actors, country, sector, shown = load_actors(), Share(), Share(), 0
    gazetteer = Gazetteer.load()
    confused: Counter[tuple[str, str, str]] = Counter()
    for document in read_corpus(arguments.corpora):
        if document.part != arguments.part:
            continue
        for words, gold, ours in resolved_mentions(document, actors, gazetteer):
            same = country_of(gold) == country_of(ours)
            country.add(same)
            if not gold.startswith("IGO") and ":" in gold:
                sector.add(gold.partition(":")[2] == ours.partition(":")[2])
                if gold.partition(":")[2] != ours.partition(":")[2]:
                    confused[words, gold.partition(":")[2], ours.partition(":")[2]] += 1
            if not same and shown < arguments.errors:
                shown += 1
                print(f"{document.id}\t{words}\tgold {gold}\tours {ours}")
    for (words, gold, ours), count in confused.most_common(arguments.errors):
        print(f"{count}\t{words}\tgold {gold}\tours {ours}")
    print(f"country {country.share:.3f} (n = {country.of}), sector {sector.share:.3f} (n = {sector.of}) on {arguments.part}")


def resolved_mentions(document: GoldDocument, actors: Actors, gazetteer: Gazetteer) -> Iterator[tuple[str, str, str]]:
    """Yield (words, gold code, our code) of each mention that has a code of its own, in the order of the text."""
    text = document.text or ""
    day = date.fromisoformat(document.published) if document.published else None
    discourse = Discourse(actors, day, None if document.ours else actors.home_of(JAWHARA))
    names = [actors.names.find(_words(text, (sentence.start, sentence.end))) for sentence in document.sentences]
    discourse.survey(names)
    for sentence, named in zip(document.sentences, names, strict=True):
        discourse.hear(named)
        for event in sentence.events:
            located = locate(_words(text, event.place), actors, gazetteer, discourse.likeliest_countries) if event.place else None
            for span, code in _coded(event):
                adjective = text[event.trigger[1] : span[0]].isspace()
                (identity, *_) = discourse.resolve(_words(text, span), located.country if located else None, adjective=adjective)
                if event.type is EventType.ASSAULT:
                    identity = in_assault(identity, span in event.actors)
                if span in event.actors:
                    discourse.act(None, [identity], [])
                party = Party(None, identity.actor, identity.name, identity.country, identity.sector)
                yield text[slice(*span)], code, code_of(party, actors)


def _coded(event: GoldEvent) -> Iterator[tuple[Range, str]]:
    for spans, codes in ((event.actors, event.actor_codes), (event.recipients, event.recipient_codes)):
        if len(spans) == len(codes):
            yield from zip(spans, codes, strict=True)


def _words(text: str, span: Range) -> list[str]:
    return folded_words(text[slice(*span)])


if __name__ == "__main__":
    main()

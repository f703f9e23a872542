"""How good the trigger lexicon is alone: recall and precision on a part of the corpus, every word that it knows taken.

python -m training.lexicon_figures --corpora DIR [--part test]
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

from training.corpus_records import GoldEvent, read_corpus
from training.metrics import Share
from training.targets import sentences_of
from waqai.arabic.normalize import clean, fold
from waqai.arabic.words import split_words
from waqai.knowledge.lexicon import Lexicon, Trigger, load_lexicon
from waqai.records import EventType

Word = tuple[int, int, set[EventType]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path)
    parser.add_argument("--part", default="test", choices=("train", "dev", "test"))
    arguments = parser.parse_args()
    lexicon = load_lexicon()
    shares = {name: Share() for name in ("recall", "recall with type", "precision", "precision with type")}
    for document, sentence in sentences_of(d for d in read_corpus(arguments.corpora) if d.part == arguments.part):
        words = list(known_words((document.text or "")[sentence.start : sentence.end], sentence.start, lexicon))
        for event in sentence.events:
            types = [types for word in words if touches(word, event) for types in word[2]]
            shares["recall"].add(bool(types))
            shares["recall with type"].add(event.type in types)
        for word in words:
            events = [event for event in sentence.events if touches(word, event)]
            shares["precision"].add(bool(events))
            shares["precision with type"].add(any(event.type in word[2] for event in events))
    print(f"trigger lexicon, {lexicon.size} entries with cues, on {arguments.part}:")
    for name, share in shares.items():
        print(f"  {name}: {share.share:.3f} (n = {share.of})")


def known_words(text: str, offset: int, lexicon: Lexicon) -> Iterator[Word]:
    """Yield each word that the lexicon knows as a trigger, with its range in the document and its types."""
    cleaned = clean(text)
    words = split_words(cleaned.text)
    hits = lexicon.find([fold(cleaned.text[start:end]) for start, end in words])
    for at, (start, end) in enumerate(words):
        types = {t for hit in hits if hit.start <= at < hit.end for entry in hit.entries if isinstance(entry, Trigger) for t in entry.types}
        if types:
            first, last = cleaned.original(start, end)
            yield offset + first, offset + last, types


def touches(word: Word, event: GoldEvent) -> bool:
    """Tell whether a word overlaps an event's trigger."""
    return word[0] < event.trigger[1] and event.trigger[0] < word[1]


if __name__ == "__main__":
    main()

"""The gate: the shipped model must be as good on the test part as when its figures were pinned.

    python -m training.gate [--corpora DIR] [--write]

gate.tsv holds for both parts of the test part (news, which needs the corpora, and the articles written for the corpus) the hash of the gold
labels and each figure with its noise, half of its 95 % interval. A figure that falls by more than its noise fails, and so does other gold;
--write pins the figures of today, after a new model or new labels.
"""

import argparse
import hashlib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from training.corpus_records import GoldDocument, read_corpus
from training.evaluate import intervals, judge, total
from waqai.coder import Coder
from waqai.knowledge.tables import read_table

PINNED = Path(__file__).parent / "gate.tsv"
COLUMNS = ("part", "gold", "figure", "value", "noise")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, help="without it only the written articles are judged")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    corpora = arguments.corpora if arguments.corpora and (arguments.corpora / "ant").is_dir() else None
    test = [document for document in read_corpus(corpora) if document.part == "test"]
    parts = {"written": [d for d in test if d.ours], "news": [d for d in test if not d.ours]}
    coder = Coder.load(threads=2)
    rows = [row for name, documents in parts.items() if documents for row in measure(name, documents, coder)]
    if arguments.write:
        PINNED.write_text("\t".join(COLUMNS) + "\n" + "".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
        print(f"{len(rows)} figures pinned in {PINNED.name}")
        return
    faults = list(compare(rows))
    for fault in faults:
        print(fault)
    if faults:
        sys.exit(f"{len(faults)} figures fell")
    print(f"gate: {len(rows)} figures of {', '.join(name for name, documents in parts.items() if documents)} as pinned")


def measure(part: str, documents: Sequence[GoldDocument], coder: Coder) -> Iterator[tuple[str, ...]]:
    """Yield a row for each figure of a part."""
    judged = judge(documents, coder)
    ranges = intervals(judged)
    for name, value in total(judged).figures().items():
        low, high = ranges[name]
        yield part, gold_hash(documents), name, f"{value:.4f}", f"{(high - low) / 2:.4f}"


def compare(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Yield what fell below its pinned value by more than its noise, and parts whose gold is not the pinned one."""
    pinned = {(row["part"], row["figure"]): row for row in read_table(PINNED, COLUMNS)}
    for part, gold, name, value, _ in rows:
        row = pinned.get((part, name))
        if row is None or row["gold"] != gold:
            yield f"{part}: {name}: not pinned for these labels; say --write after measuring"
        elif float(value) < row.number("value") - row.number("noise"):
            yield f"{PINNED.name}:{row.line}: {part}: {name} is {value}, pinned {row['value']} with noise {row['noise']}"


def gold_hash(documents: Sequence[GoldDocument]) -> str:
    """Return the first 12 digits of the SHA-256 of the documents' ids, texts and labels."""
    digest = hashlib.sha256()
    for document in documents:
        digest.update(msgspec.json.encode((document.id, document.sha256, document.sentences)))
    return digest.hexdigest()[:12]


if __name__ == "__main__":
    main()

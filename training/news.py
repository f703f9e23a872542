"""Raw Arabic text for training: ANT articles without labels, and ANERcorp's names. Both live outside the project."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ENTITY_KINDS = ("PERS", "LOC", "ORG", "MISC")


@dataclass(frozen=True, slots=True)
class Article:
    """One ANT article; `text` is title, newline, body."""

    id: str
    published: str
    text: str


def read_ant(corpora: Path) -> Iterator[Article]:
    """Yield the articles of ant/ant.jsonl.gz."""
    with gzip.open(corpora / "ant" / "ant.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Article(row["id"], row["published"], f"{row['title']}\n{row['text']}")


def read_anercorp(corpora: Path) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the sentences of anercorp/train.txt as (words, BIO labels such as B-LOC)."""
    words: list[str] = []
    labels: list[str] = []
    with (corpora / "anercorp" / "train.txt").open(encoding="utf-8") as lines:
        for line in lines:
            word, _, label = line.strip().rpartition(" ")
            if word:
                words.append(word)
                labels.append(label)
            elif words:
                yield words, labels
                words, labels = [], []
    if words:
        yield words, labels

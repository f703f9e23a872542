"""The articles of the ANT corpus, whose text lives outside the project."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


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

"""How fast articles are coded, and where the time goes: articles a second, shares of the steps, memory, cold start.

    python -m benchmarks.throughput --corpora DIR [--articles 400] [--workers 2]

Prints figures and ratios; fails on nothing.
"""

import argparse
import random
import subprocess
import sys
import time
from pathlib import Path

import psutil

from training.news import read_ant
from waqai.arabic.sentences import split_sentences
from waqai.coder import Coder, DocumentCoder
from waqai.model.decode import decode
from waqai.model.inputs import collate, group, prepare
from waqai.model.quotes import decode_quotes
from waqai.model.scoring import READINGS
from waqai.records import Document, to_json
from waqai.workers import code_all


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    articles = random.Random(1).sample(list(read_ant(arguments.corpora)), arguments.articles)
    documents = [Document(a.id, a.text, None, "Jawhara FM", None) for a in articles]
    cold_start()
    parts(documents[:100])
    whole_way(documents, arguments.workers)
    package_size()


def cold_start() -> None:
    """Time the command from its start to the first record."""
    example = Path(__file__).parent.parent / "examples" / "letter.txt"
    times = []
    for _ in range(3):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-m", "waqai", "code", str(example), "--as", "jsonl"], check=True, capture_output=True)
        times.append(time.perf_counter() - started)
    print(f"cold start to the last record of one article: {min(times):.2f} s (best of 3)")


def parts(documents: list[Document]) -> None:
    """Time each step in one process with one thread."""
    coder = Coder.load()
    spent = dict.fromkeys(("sentences", "words, lexicon, features", "batches", "encoder", "decode", "resolve and records", "json"), 0.0)
    list(coder.code_many(documents[:8]))  # warm

    def timed(name: str, started: float) -> float:
        now = time.perf_counter()
        spent[name] += now - started
        return now

    settings, modes_of = coder.model.settings, coder.ontology.modes_by_type
    for document in documents:
        at = time.perf_counter()
        ranges = split_sentences(document.text)
        at = timed("sentences", at)
        sentences = [prepare(document.text[a:b], a, coder.knowledge, coder.model.tokenizer) for a, b in ranges]
        at = timed("words, lexicon, features", at)
        for most in READINGS:
            collate(group(sentences, most))
        at = timed("batches", at)
        scores = coder.model.score(sentences)
        at = timed("encoder", at)
        found = [decode(score, settings.modes, modes_of, settings.thresholds) for score in scores]
        quoted = [decode_quotes(score, sentence.folded) for score, sentence in zip(scores, sentences, strict=True)]
        at = timed("decode", at)
        coded = DocumentCoder(coder, document).records(sentences, found, quoted)
        at = timed("resolve and records", at)
        for event in coded.events:
            to_json(event)
        timed("json", at)
    spent["encoder"] -= spent["batches"]  # `score` makes its own batches
    total = sum(spent.values())
    print(f"one process, one thread, one article at a time: {len(documents) / total:.1f} articles/s")
    for name, seconds in spent.items():
        print(f"  {name}: {seconds / total:.1%}")


def whole_way(documents: list[Document], workers: int) -> None:
    """Time the whole way with workers, after they have started."""
    first, count, events = 0.0, 0, 0
    memory = 0
    for coded in code_all(iter(documents), workers):
        count += 1
        events += len(getattr(coded, "events", ()))
        if count == workers * 8:
            first = time.perf_counter()
        if count % 100 == 0:
            memory = max([memory, *(child.memory_info().rss for child in psutil.Process().children())])
    seconds = time.perf_counter() - first
    rate = (count - workers * 8) / seconds
    print(f"{workers} workers, whole way: {rate:.1f} articles/s once started (n = {count}, {events} events)")
    print(f"memory of the largest worker: {memory / 1e6:.0f} MB")


def package_size() -> None:
    """Sum the files of the package."""
    folder = Path(__file__).parent.parent / "src" / "waqai"
    total = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    print(f"package with model: {total / 1e6:.1f} MB")


if __name__ == "__main__":
    main()

"""How fast articles become a database, and whether a killed run loses or doubles anything.

    python -m benchmarks.ingest --corpora DIR [--articles 10092] [--workers 2] [--kills 25 --killed 400]

Ingests articles of ANT, again the same, and a smaller part in runs killed at random moments, whose database must hold what an undisturbed run's
holds. Prints figures and ratios; fails on nothing.
"""

import argparse
import json
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from training.news import Article, read_ant
from waqai.store.query import Database

CONTENT = ("documents", "codings", "sentences", "reports", "mentions", "quotes")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=10092)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--kills", type=int, default=25)
    parser.add_argument("--killed", type=int, default=400, help="articles of the runs that are killed")
    arguments = parser.parse_args()
    articles = list(read_ant(arguments.corpora))[: arguments.articles]
    with tempfile.TemporaryDirectory() as folder:
        if arguments.articles:
            undisturbed(articles, Path(folder), arguments.workers)
        if arguments.kills:
            killed(articles[: arguments.killed], Path(folder), arguments.workers, arguments.kills)


def undisturbed(articles: Sequence[Article], folder: Path, workers: int) -> None:
    """Time a run, the same once more, and measure the file."""
    source, db = write_articles(articles, folder / "all.jsonl"), folder / "all.duckdb"
    seconds = timed(command(source, db, workers))
    print(f"{len(articles)} articles, {workers} workers, to the database: {len(articles) / seconds:.1f} articles/s, {seconds:.0f} s", flush=True)
    print(f"the same again: {timed(command(source, db, workers)):.1f} s", flush=True)
    text = sum(len(article.text.encode()) for article in articles)
    print(f"size: {db.stat().st_size / 1e6:.0f} MB, {db.stat().st_size / text:.2f} times the text")
    with Database(db) as database:
        counts = {table: database.sql(f"select count(*) from {table}").fetchall()[0][0] for table in CONTENT}
    print(", ".join(f"{count} {table}" for table, count in counts.items()), flush=True)


def killed(articles: Sequence[Article], folder: Path, workers: int, times: int) -> None:
    """Kill runs at random moments and finish them; count how often the content is that of an undisturbed run."""
    source = write_articles(articles, folder / "part.jsonl")
    whole = folder / "whole.duckdb"
    seconds = timed(command(source, whole, workers))
    expected, same, rng = content(whole), 0, random.Random(1)
    for number in range(times):
        db = folder / f"killed{number}.duckdb"
        process = subprocess.Popen(command(source, db, workers), stderr=subprocess.DEVNULL)
        time.sleep(rng.uniform(0.3, seconds))
        process.send_signal(signal.SIGKILL)
        process.wait()
        timed(command(source, db, workers))
        same += content(db) == expected
        db.unlink()
        print(f"killed and finished {number + 1}: {same} the same", end="\r", flush=True)
    print(f"killed at {times} random moments and finished: {same} of {times} hold what an undisturbed run holds ({len(articles)} articles)")


def content(db: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of a database but the runs and the times at which they were written."""
    with Database(db) as database:
        columns = {table: "* exclude (added)" if table == "documents" else "* exclude (run)" if table == "codings" else "*" for table in CONTENT}
        return {table: sorted(database.sql(f"select {columns[table]} from {table}").fetchall(), key=repr) for table in CONTENT}


def write_articles(articles: Sequence[Article], path: Path) -> Path:
    """Write articles as JSON lines."""
    with path.open("w", encoding="utf-8") as file:
        for article in articles:
            title, _, body = article.text.partition("\n")
            line = {"id": article.id, "title": title, "text": body, "published": article.published, "publisher": "Jawhara FM"}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    return path


def command(source: Path, db: Path, workers: int) -> list[str]:
    """Return the command that ingests a file."""
    program = shutil.which("waqai", path=str(Path(sys.executable).parent))
    start = [program] if program else [sys.executable, "-m", "waqai"]
    return [*start, "ingest", str(source), "--workers", str(workers), "--db", str(db)]


def timed(arguments: Sequence[str]) -> float:
    """Run a command and return the seconds it took."""
    started = time.perf_counter()
    subprocess.run(arguments, check=True, stderr=subprocess.DEVNULL)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()

"""The commands that write and read a database: `waqai ingest` and `waqai sql`."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from waqai.cli_shared import MaxMb, OwnActors, Paths, Published, Publisher, Tally, Workers, counted, day_of, errors, progress
from waqai.errors import InputError
from waqai.readers import read_sources
from waqai.readers.article import Defaults

DatabaseFile = Annotated[Path, typer.Option("--db", metavar="FILE", help="The database: one DuckDB file.", dir_okay=False)]


def ingest(
    paths: Paths,
    db: DatabaseFile,
    published: Published = None,
    publisher: Publisher = None,
    workers: Workers = None,
    max_mb: MaxMb = 200,
    actors: OwnActors = None,
) -> None:
    """Code articles into a database. What is in it already is passed over, so a run that was stopped is finished by the same command."""
    from waqai.store.ingest import Ingest
    from waqai.store.stamp import current_stamp
    from waqai.store.writer import Writer
    from waqai.workers import default_workers

    documents = read_sources(paths, Defaults(day_of(published), publisher), max_mb * 1048576, without=(db.absolute(),))
    tally = Tally()
    with Writer(db, paths, current_stamp(actors)) as writer, progress(True, paths, tally) as advance:
        run = Ingest(writer)
        try:
            for result in run.results(documents, workers or default_workers(), actors):
                if isinstance(result, InputError):
                    errors.print(f"waqai: {result}", style="red")
                tally.articles, tally.found, tally.left_out = run.coded, run.events, run.left_out
                advance()
        except KeyboardInterrupt:
            errors.print(f"waqai: stopped; {tally} so far, all of them in {db}; the same command goes on from there")
            raise typer.Exit(130) from None
    errors.print(f"{tally}, {counted(run.unchanged, 'article')} in it already, {db}")
    raise typer.Exit(0 if run.coded or run.unchanged else 1)


def sql(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="SQL as DuckDB understands it; the tables are described in docs/database.md.")],
    db: DatabaseFile,
) -> None:
    """Ask a database anything: a table on a terminal, CSV otherwise."""
    from waqai.store.query import Database
    from waqai.terminal import print_rows

    with Database(db) as database:
        answer = database.sql(query)
        rows = answer.fetchall() if answer is not None else []
        if sys.stdout.isatty():
            print_rows(Console(highlight=False), answer.columns if answer is not None else [], rows)
        elif answer is not None:
            import csv

            writer = csv.writer(sys.stdout, lineterminator="\n")
            writer.writerow(answer.columns)
            writer.writerows(rows)

"""The commands that write and read a database: `waqai ingest`, `recode`, `diff`, `export` and `sql`."""

import csv
import sys
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from waqai.cli_shared import MaxMb, OwnActors, Paths, Published, Publisher, Tally, Workers, counted, day_of, errors, progress
from waqai.errors import InputError
from waqai.readers import read_sources
from waqai.readers.article import Defaults
from waqai.records import EventType, Status

if TYPE_CHECKING:
    from duckdb import DuckDBPyRelation

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


def recode(db: DatabaseFile, workers: Workers = None, actors: OwnActors = None) -> None:
    """Read the articles of a database again with this version, where another read them last; the older readings stay beside. See `waqai diff`."""
    from waqai.store.database import must_exist
    from waqai.store.ingest import recode as read_again
    from waqai.store.stamp import current_stamp
    from waqai.store.writer import Writer
    from waqai.workers import default_workers

    must_exist(db)
    tally = Tally()
    with Writer(db, ["recode"], current_stamp(actors)) as writer:
        outdated = writer.outdated()
        with progress(True, [], tally, len(outdated)) as advance:
            try:
                for result in read_again(writer, outdated, workers or default_workers(), actors):
                    tally.articles += 1
                    tally.found += len(result.events)
                    advance()
            except KeyboardInterrupt:
                errors.print(f"waqai: stopped; {tally} so far, all of them in {db}; the same command goes on from there")
                raise typer.Exit(130) from None
    errors.print(f"{tally}, {db}" if tally.articles else f"nothing to do: this version read all of it, {db}")


class Form(StrEnum):
    """How reports are written."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"


def export(
    db: DatabaseFile,
    output: Annotated[Path, typer.Option("-o", "--output", help="Write to this file: .jsonl, .csv or .parquet.", dir_okay=False)],
    form: Annotated[Form | None, typer.Option("--as", help="How to write; by default by the file's ending.")] = None,
    actor: Annotated[str | None, typer.Option(help="Only what this one did: IRN, IRN:GOV or an actor's code.")] = None,
    recipient: Annotated[str | None, typer.Option(help="Only what was done to this one.")] = None,
    type: Annotated[EventType | None, typer.Option(help="Only events of this type.")] = None,
    status: Annotated[Status | None, typer.Option(help="Only events of this status.")] = None,
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="Only articles from this day on.")] = None,
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="Only articles up to this day.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Only this outlet's articles.")] = None,
    min_confidence: Annotated[float, typer.Option(min=0, max=1, help="Leave out reports less sure than this.")] = 0.0,
) -> None:
    """Take reports out of a database: JSON lines and CSV as `waqai code` writes them, or Parquet."""
    from waqai.store.export import export_reports
    from waqai.store.query import Database
    from waqai.store.wanted import Wanted

    ending = output.suffix.lower().removeprefix(".")
    if form is None and ending not in set(Form):
        raise typer.BadParameter(f"{output}: cannot tell the form from the ending; end it in .jsonl, .csv or .parquet, or say --as", param_hint="--output")
    if output.absolute() == db.absolute():
        raise typer.BadParameter(f"{output} is the database; write to another file", param_hint="--output")
    wanted = Wanted(actor=actor, recipient=recipient, type=type, status=status, publisher=publisher, min_confidence=min_confidence)
    wanted["since"], wanted["until"] = day_of(since), day_of(until)
    with Database(db) as database:
        count = export_reports(database, output, form or Form(ending), wanted)
    errors.print(f"{counted(count, 'report')}, {output}")


def diff(db: DatabaseFile) -> None:
    """Show what the last reading of each article tells otherwise than the one before: reports that are new, gone or changed."""
    from waqai.store.query import Database

    with Database(db) as database:
        _print(database.changes())


def sql(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="SQL as DuckDB understands it; the tables are described in docs/database.md.")],
    db: DatabaseFile,
) -> None:
    """Ask a database anything: a table on a terminal, CSV otherwise."""
    from waqai.store.query import Database

    with Database(db) as database:
        _print(database.sql(query))


def _print(answer: "DuckDBPyRelation | None") -> None:
    """Print rows as a table on a terminal, as CSV otherwise; a statement without an answer prints nothing."""
    from waqai.terminal import print_rows

    if answer is None:
        return
    if sys.stdout.isatty():
        print_rows(Console(highlight=False), answer.columns, answer.fetchall())
    else:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(answer.columns)
        writer.writerows(answer.fetchall())

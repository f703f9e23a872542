"""The command line: `waqai code`, `waqai show`, `waqai explain`, `waqai quotes` and `waqai actors`.

Exit code 0 when anything was coded, 1 when nothing was, 2 for wrong usage, 130 when interrupted.
"""

import errno
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TextIO

import typer
from msgspec.structs import replace
from rich.console import Console

from waqai.cli_database import diff, export, ingest, recode, sql
from waqai.cli_shared import MaxMb, OwnActors, Paths, Published, Publisher, Tally, Workers, day_of, errors, progress
from waqai.errors import InputError, WaqaiError
from waqai.export.jsonl import JsonlWriter
from waqai.export.writers import WRITERS, Writer
from waqai.readers import read_sources
from waqai.readers.article import Defaults
from waqai.records import CodedDocument, quote_to_json
from waqai.terminal import print_coverage, print_quotes, print_reasons, print_table, print_text
from waqai.version import __version__

FORM = "How to write: by default by the file's ending; without a file a table on a terminal, JSON lines otherwise."
ABOUT = "Waqai reads Arabic news and writes down events: who did what to whom, when, where, and according to whom."

COVERED = range(2010, 2027)

app = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode="rich", help=ABOUT)


class Form(StrEnum):
    """How events are written."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


Confidence = Annotated[float, typer.Option(min=0, max=1, help="Leave out events less sure than this.")]


@app.command(epilog="Example: [bold]waqai code news/ -o events.jsonl --published 2025-05-14[/bold]")
def code(
    paths: Paths,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file: .jsonl or .csv.", dir_okay=False)] = None,
    form: Annotated[Form | None, typer.Option("--as", help=FORM)] = None,
    published: Published = None,
    publisher: Publisher = None,
    min_confidence: Confidence = 0.0,
    workers: Workers = None,
    max_mb: MaxMb = 200,
    actors: OwnActors = None,
    explain: Annotated[bool, typer.Option("--explain", help="Add to each JSON line why its fields are what they are.")] = False,
) -> None:
    """Code articles: write down their events."""
    from waqai.workers import code_all, default_workers  # the model's libraries: --help must not wait for them

    output = None if output == Path("-") else output
    chosen = _form_of(output, form)
    if explain and chosen is not Form.JSONL:
        raise typer.BadParameter("reasons are written as JSON lines: end the output in .jsonl, or say --as jsonl", param_hint="--explain")
    if output is not None and any(Path(path).absolute() == output.absolute() for path in paths):
        raise typer.BadParameter(f"{output} is an input; write to another file", param_hint="--output")
    documents = read_sources(paths, Defaults(day_of(published), publisher), max_mb * 1048576, without=_written(output))
    tally = Tally()
    with _opened(output, tally) as file, progress(output is not None, paths, tally) as advance:
        writer = JsonlWriter(file, explain=True) if explain else WRITERS[chosen](file) if chosen in WRITERS else None
        try:
            for result in code_all(documents, workers or default_workers(), actors):
                if isinstance(result, CodedDocument):
                    _write(_sure_enough(result, min_confidence), writer, file, tally)
                else:
                    tally.left_out += 1
                    errors.print(f"waqai: {result}", style="red")
                file.flush()
                advance()
        except KeyboardInterrupt:
            errors.print(f"waqai: stopped; {tally} so far, all of them written")
            raise typer.Exit(130) from None
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise
            raise InputError(str(output or "standard output"), f"cannot be written: {error.strerror}") from error
    if output is not None or tally.left_out:
        errors.print(f"{tally}{f', {output}' if output and tally.articles else ''}")
    raise typer.Exit(0 if tally.articles else 1)


@app.command(epilog="Example: [bold]waqai show article.txt --published 2025-05-14[/bold]")
def show(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="One file, or - for standard input.")],
    published: Published = None,
    publisher: Publisher = None,
    min_confidence: Confidence = 0.0,
    max_mb: MaxMb = 200,
    actors: OwnActors = None,
) -> None:
    """Show an article's text with the evidence marked, and its records under it."""
    from waqai.workers import code_all

    console, shown = Console(highlight=False), 0
    for result in code_all(read_sources([article], Defaults(day_of(published), publisher), max_mb * 1048576), workers=1, actors=actors):
        if isinstance(result, InputError):
            errors.print(f"waqai: {result}", style="red")
        else:
            shown += 1
            print_text(console, _sure_enough(result, min_confidence))
    raise typer.Exit(0 if shown else 1)


@app.command(epilog="Example: [bold]waqai explain article.txt --published 2025-05-14 --event 3[/bold]")
def explain(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="One file, or - for standard input.")],
    event: Annotated[list[str] | None, typer.Option("--event", help="Only this event, by its number or id; may be given again.")] = None,
    published: Published = None,
    publisher: Publisher = None,
    max_mb: MaxMb = 200,
    actors: OwnActors = None,
) -> None:
    """Say of each field of an event why it is what it is: its words, what they were taken for, by what, and how sure."""
    from waqai.workers import code_all

    console, explained = Console(highlight=False), 0
    for result in code_all(read_sources([article], Defaults(day_of(published), publisher), max_mb * 1048576), workers=1, actors=actors):
        if isinstance(result, InputError):
            errors.print(f"waqai: {result}", style="red")
        else:
            explained += print_reasons(console, result, event)
    if event and not explained:
        errors.print(f"waqai: {article}: no event {', '.join(event)}; `waqai show` lists them with their numbers", style="red")
    raise typer.Exit(0 if explained else 1)


@app.command(epilog="Example: [bold]waqai quotes news/ -o quotes.jsonl[/bold]")
def quotes(
    paths: Paths,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write JSON lines to this file.", dir_okay=False)] = None,
    published: Published = None,
    publisher: Publisher = None,
    min_confidence: Confidence = 0.0,
    workers: Workers = None,
    max_mb: MaxMb = 200,
    actors: OwnActors = None,
) -> None:
    """Find who is quoted as saying what: the words, the speaker, direct or reported, said, denied, warned. Early: two in three are found."""
    from waqai.workers import code_all, default_workers

    if output is not None and any(Path(path).absolute() == output.absolute() for path in paths):
        raise typer.BadParameter(f"{output} is an input; write to another file", param_hint="--output")
    documents = read_sources(paths, Defaults(day_of(published), publisher), max_mb * 1048576, without=_written(output))
    tally = Tally("quote")
    with _opened(output, tally) as file, progress(output is not None, paths, tally) as advance:
        for result in code_all(documents, workers or default_workers(), actors):
            if isinstance(result, InputError):
                tally.left_out += 1
                errors.print(f"waqai: {result}", style="red")
            else:
                kept = [quote for quote in result.quotes if quote.confidence >= min_confidence]
                if output is None and sys.stdout.isatty():
                    print_quotes(Console(file=file, highlight=False), result, kept)
                else:
                    file.writelines(quote_to_json(quote).decode() + "\n" for quote in kept)
                tally.articles += 1
                tally.found += len(kept)
            advance()
    if output is not None or tally.left_out:
        errors.print(f"{tally}{f', {output}' if output and tally.articles else ''}")
    raise typer.Exit(0 if tally.articles else 1)


@app.command(name="actors", epilog="Example: [bold]waqai actors --check my.tsv[/bold]")
def check_actors(
    check: Annotated[Path | None, typer.Option(help="Your own table of actors, to be checked with the built-in ones.", dir_okay=False, exists=True)] = None,
    coverage: Annotated[bool, typer.Option("--coverage", help="Show for each country how many people in office are known, by year.")] = False,
) -> None:
    """Check the tables of actors: unknown codes, dates out of order, two holders of one office, shared names, names that are words."""
    from waqai.knowledge.actors import load_actors
    from waqai.knowledge.check import count_in_office, find_doubts, find_faults
    from waqai.knowledge.lexicon import load_lexicon

    actors = load_actors(own=check)
    if coverage:
        print_coverage(Console(highlight=False), count_in_office(actors, COVERED))
    faults, doubts = list(find_faults()), list(find_doubts(load_lexicon(), own=check))
    for line, style in [*((fault, "red") for fault in faults), *((doubt, "yellow") for doubt in doubts)]:
        errors.print(f"waqai: {line}", style=style)
    print(f"{len(actors.actors)} actors, {len(faults)} faults, {len(doubts)} doubtful names")
    raise typer.Exit(1 if faults else 0)


app.command(epilog="Example: [bold]waqai ingest news/ --db news.duckdb[/bold]")(ingest)
app.command(epilog="Example: [bold]waqai recode --db news.duckdb[/bold]")(recode)
app.command(epilog="Example: [bold]waqai diff --db news.duckdb > changes.csv[/bold]")(diff)
app.command(epilog="Example: [bold]waqai export --db news.duckdb -o iran.csv --actor IRN --status occurred[/bold]")(export)
app.command(epilog="Example: [bold]waqai sql 'select type, count(*) from reports group by type' --db news.duckdb[/bold]")(sql)


@app.callback(invoke_without_command=True)
def about(version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False) -> None:
    """Read Arabic news, write down events."""
    if version:
        print(f"waqai {__version__}")
        raise typer.Exit


def main() -> None:
    """Run the command line; an expected error is one line and exit code 1."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # Arabic must come out whatever the locale
    try:
        app()
    except WaqaiError as error:
        errors.print(f"waqai: {error}", style="red")
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


def _write(coded: CodedDocument, writer: Writer | None, file: TextIO, tally: Tally) -> None:
    if writer is None:
        print_table(Console(file=file, highlight=False), coded)
    else:
        for event, reasons in zip(coded.events, coded.reasons, strict=True):
            writer.write(event, reasons)
    tally.articles += 1
    tally.found += len(coded.events)


def _sure_enough(coded: CodedDocument, least: float) -> CodedDocument:
    kept = [(event, reasons) for event, reasons in zip(coded.events, coded.reasons, strict=True) if event.confidence >= least]
    ids = {event.id for event, _ in kept}
    whole = (event if event.same_as is None or event.same_as in ids else replace(event, same_as=None) for event, _ in kept)
    return CodedDocument(coded.document, coded.sentences, tuple(whole), tuple(reasons for _, reasons in kept), coded.quotes)


def _form_of(output: Path | None, form: Form | None) -> Form:
    if form is not None:
        return form
    if output is None:
        return Form.TABLE if sys.stdout.isatty() else Form.JSONL
    if output.suffix.lower() in (".jsonl", ".csv"):
        return Form(output.suffix[1:].lower())
    raise typer.BadParameter(f"{output}: cannot tell the form from the ending; end it in .jsonl or .csv, or say --as", param_hint="--output")


def _part_of(output: Path) -> Path:
    return output.with_name(output.name + ".part")


def _written(output: Path | None) -> tuple[Path, ...]:
    return (output.absolute(), _part_of(output).absolute()) if output else ()


@contextmanager
def _opened(output: Path | None, tally: "Tally") -> Iterator[TextIO]:
    """Open the output as NAME.part and give it its name at the end, also when interrupted; when nothing was coded the old file stays."""
    if output is None:
        yield sys.stdout
        return
    part = _part_of(output)
    try:
        file = part.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise InputError(str(output), f"cannot be written: {error.strerror}") from error
    try:
        with file:
            yield file
    finally:
        if tally.articles:
            part.replace(output)
        else:
            part.unlink(missing_ok=True)

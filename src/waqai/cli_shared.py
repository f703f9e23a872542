"""What the commands share: their common options, the count of what was done, and the progress bar."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from waqai.readers import count_documents

PUBLISHED = "Publication date of articles that do not tell theirs; relative dates are resolved by it."
errors = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)


Paths = Annotated[list[str], typer.Argument(metavar="PATH...", help="Files (.txt .jsonl .jsonl.gz .html), folders, globs, or - for standard input.")]
Published = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help=PUBLISHED, metavar="YYYY-MM-DD")]
Publisher = Annotated[str | None, typer.Option(help="Outlet of articles that do not tell theirs.")]
MaxMb = Annotated[int, typer.Option(min=1, help="Largest file to read, in MB.")]
Workers = Annotated[int | None, typer.Option(min=1, help="Processes; by default as many as there are cores, at most 8.")]
OwnActors = Annotated[Path | None, typer.Option("--actors", help="Your own table of actors, laid over the built-in ones.", dir_okay=False, exists=True)]


class Tally:
    """How much was done: articles, what was found in them, articles left out."""

    def __init__(self, what: str = "event") -> None:
        self.what = what
        self.articles = self.found = self.left_out = 0

    def __str__(self) -> str:
        counts = f"{counted(self.articles, 'article')}, {counted(self.found, self.what)}"
        return counts + (f", {self.left_out} left out" if self.left_out else "")


def counted(number: int, what: str) -> str:
    return f"{number} {what if number == 1 else what + 's'}"


def day_of(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


@contextmanager
def progress(shown: bool, paths: list[str], tally: Tally, total: int | None = None) -> Iterator["Advance"]:
    """Show a bar with articles a second and the time left when it is to be shown and a person looks on."""
    if not shown or not sys.stderr.isatty():
        yield Advance(None, None, tally)
        return
    speed = TextColumn("{task.fields[speed]}")
    with Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), speed, TimeRemainingColumn(), console=errors) as bar:
        yield Advance(bar, bar.add_task("articles", total=count_documents(paths) if total is None else total, speed=""), tally)


class Advance:
    """Moves the bar on by one article."""

    def __init__(self, bar: Progress | None, task: TaskID | None, tally: Tally) -> None:
        self._bar, self._task, self._tally = bar, task, tally

    def __call__(self) -> None:
        if self._bar is not None and self._task is not None:
            elapsed = self._bar.tasks[0].elapsed or 0
            speed = f"{self._tally.articles / elapsed:.1f}/s" if elapsed > 1 else ""
            self._bar.update(self._task, advance=1, speed=speed)

"""The forms in which event records are written to a text file."""

from collections.abc import Callable, Sequence
from typing import Protocol, TextIO

from waqai.export.csv import CsvWriter
from waqai.export.jsonl import JsonlWriter
from waqai.records import EventRecord, Reason


class Writer(Protocol):
    """What writes records to a file."""

    def write(self, record: EventRecord, reasons: Sequence[Reason] = ()) -> None: ...


WRITERS: dict[str, Callable[[TextIO], Writer]] = {"jsonl": JsonlWriter, "csv": CsvWriter}

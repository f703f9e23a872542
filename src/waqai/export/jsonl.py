"""Event records as JSON lines, exactly as records.py writes them."""

from typing import TextIO

from waqai.records import EventRecord, to_json


class JsonlWriter:
    """Writes one line a record."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, record: EventRecord) -> None:
        """Write one line."""
        self._file.write(to_json(record).decode() + "\n")

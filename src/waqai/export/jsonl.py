"""Event records as JSON lines, exactly as records.py writes them, on demand with the reasons of their fields."""

from collections.abc import Sequence
from typing import TextIO

import msgspec

from waqai.records import EventRecord, Reason, to_json


class JsonlWriter:
    """Writes one line a record; with `explain` the key `reasons` is added to it."""

    def __init__(self, file: TextIO, explain: bool = False) -> None:
        self._file, self._explain = file, explain

    def write(self, record: EventRecord, reasons: Sequence[Reason] = ()) -> None:
        """Write one line."""
        line = to_json(record)
        if self._explain:
            line = line[:-1] + b',"reasons":' + msgspec.json.encode(reasons) + b"}"
        self._file.write(line.decode() + "\n")

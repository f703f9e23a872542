"""The errors that Waqai raises on purpose; anything else is a bug and keeps its traceback.

WaqaiError
├── InputError       an input that cannot be read or is no Arabic article: path and reason
├── RecordError      JSON that is no event record: where and why
├── KnowledgeError   a knowledge file with a fault: file, line and the way out
├── ModelError       the model files are missing or do not fit this version
└── StoreError       a database cannot be opened, read or written: its path and why
"""

from pathlib import Path


class WaqaiError(Exception):
    """Base of all errors that a caller can expect."""


class InputError(WaqaiError):
    """An input cannot be read, or is not an Arabic article."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(source, reason)  # both, so that it can be sent from a worker process
        self.source, self.reason = source, reason

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}"


class RecordError(WaqaiError):
    """A line of JSON is not an event record."""


class KnowledgeError(WaqaiError):
    """A knowledge file has a fault."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(file, line, reason)
        self.file, self.line, self.reason = file, line, reason

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


class ModelError(WaqaiError):
    """The model files are missing, or were made for another version."""


class StoreError(WaqaiError):
    """A database cannot be opened, read or written."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path, reason)
        self.path, self.reason = path, reason

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"

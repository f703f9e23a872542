"""Read the tab-separated tables of knowledge: a file in, rows out that know their line, errors with file and line."""

import difflib
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from waqai.errors import KnowledgeError

DATA = Path(str(resources.files("waqai") / "knowledge" / "data"))


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table."""

    file: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def many(self, column: str) -> list[str]:
        """Return the values of a cell that holds several, joined with |."""
        return [value.strip() for value in self.cells[column].split("|") if value.strip()]

    def optional(self, column: str) -> str | None:
        """Return a cell, or None when it is empty."""
        return self.cells[column] or None

    def number(self, column: str) -> float:
        """Return a cell that must be a number."""
        try:
            return float(self.cells[column])
        except ValueError:
            raise self.error(f'{column} is not a number: "{self.cells[column]}"') from None

    def one_of(self, column: str, allowed: Iterable[str]) -> str:
        """Return a cell that must be one of the allowed values."""
        return self.check(column, self.cells[column], allowed)

    def check(self, column: str, value: str, allowed: Iterable[str]) -> str:
        """Return the value if it is allowed, else raise an error that proposes the nearest one."""
        allowed = list(allowed)
        if value in allowed:
            return value
        near = _nearest(value, allowed)
        hint = f'; did you mean "{near}"?' if near else f"; allowed: {', '.join(allowed)}"
        raise self.error(f'unknown {column} "{value}"{hint}')

    def error(self, reason: str) -> KnowledgeError:
        """Return an error that points at this line."""
        return KnowledgeError(self.file, self.line, reason)


def _nearest(value: str, allowed: Sequence[str]) -> str | None:
    """Return the allowed value that was probably meant: the same letters in another order first, then the likest."""
    swapped = (option for option in allowed if sorted(option) == sorted(value))
    return next(swapped, None) or next(iter(difflib.get_close_matches(value, allowed, 1)), None)


def read_table(path: Path, columns: Sequence[str]) -> Iterator[Row]:
    """Yield the rows of a UTF-8 table with exactly these columns in its first line; blank lines and # lines are passed over.

    Raises KnowledgeError for a missing file, other columns, or a line with another number of cells.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(path.name, 0, f"cannot be read: {error}") from error
    header = lines[0].split("\t") if lines else []
    if header != list(columns):
        raise KnowledgeError(path.name, 1, f"the columns must be {' '.join(columns)}, separated by tabs; found {' '.join(header)}")
    for number, line in enumerate(lines[1:], 2):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise KnowledgeError(path.name, number, f"{len(cells)} cells where the header has {len(columns)}")
        yield Row(path.name, number, dict(zip(columns, (cell.strip() for cell in cells), strict=True)))


def knowledge_hash(folder: Path = DATA, own: Path | None = None) -> str:
    """Return the first 12 digits of the SHA-256 of all tables of a folder, and of a user's own."""
    digest = hashlib.sha256()
    for path in [*sorted(folder.glob("*.tsv")), *([own] if own else [])]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]

"""Write the reports of a database to a file: whole or not at all."""

from pathlib import Path

from waqai.errors import InputError
from waqai.export.writers import WRITERS
from waqai.store.query import Database
from waqai.store.wanted import Wanted


def export_reports(database: Database, output: Path, form: str, wanted: Wanted) -> int:
    """Write the wanted reports as csv, jsonl or parquet and return how many they are.

    Raises InputError when the file cannot be written; then the old one stays.
    """
    part = output.with_name(output.name + ".part")
    try:
        count = _write_parquet(database, part, wanted) if form == "parquet" else _write_records(database, part, form, wanted)
        part.replace(output)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise InputError(str(output), f"cannot be written: {error.strerror}") from error
    return count


def _write_records(database: Database, path: Path, form: str, wanted: Wanted) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = WRITERS[form](file)
        for record in database.records(**wanted):
            writer.write(record)
            count += 1
    return count


def _write_parquet(database: Database, path: Path, wanted: Wanted) -> int:
    path.touch()  # tells in plain words when the file cannot be written
    database.reports(**wanted).write_parquet(str(path))
    return int(database.sql("select count(*) from read_parquet(?)", [str(path)]).fetchall()[0][0])  # told by the file itself: the query runs once

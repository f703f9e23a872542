"""Open a database: DuckDB with the schema brought up to date, or one clear error."""

import errno
from importlib import resources
from pathlib import Path

import duckdb

from waqai.errors import StoreError

SCHEMA = resources.files("waqai") / "store" / "schema"


def connect(path: Path, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """Open a database file; without `read_only` a missing one is made and an older one brought up to date.

    Raises StoreError for a file that is missing, no database of Waqai's, in use by another program, of a newer version, or not to be written.
    """
    if read_only:
        must_exist(path)
    try:
        connection = duckdb.connect(str(path), read_only=read_only)
    except (duckdb.Error, OSError) as error:
        raise StoreError(path, reason_of(error)) from error
    try:
        _migrate(connection, path, read_only)
    except duckdb.Error as error:
        connection.close()
        raise StoreError(path, reason_of(error)) from error
    except StoreError:
        connection.close()
        raise
    return connection


def must_exist(path: Path) -> None:
    """Raise StoreError when there is no such file."""
    if not path.exists():
        raise StoreError(path, "no such file; `waqai ingest SOURCE... --db FILE` makes one")


def _migrate(connection: duckdb.DuckDBPyConnection, path: Path, read_only: bool) -> None:
    """Apply what the schema has beyond the file's version, each step whole or not at all."""
    steps = sorted((step for step in SCHEMA.iterdir() if step.name.endswith(".sql")), key=lambda step: step.name)
    version = _version_of(connection, path)
    if version > len(steps):
        raise StoreError(path, f"was written by a newer version of Waqai (schema {version}; this one knows {len(steps)})")
    if version < len(steps) and read_only:
        raise StoreError(path, "was written by an older version of Waqai; `waqai ingest` brings it up to date")
    for number, step in enumerate(steps[version:], version + 1):
        connection.begin()
        connection.execute(step.read_text(encoding="utf-8"))
        connection.execute("create or replace table waqai_schema as select ?::integer as version", [number])
        connection.commit()


def _version_of(connection: duckdb.DuckDBPyConnection, path: Path) -> int:
    tables = {name for (name,) in connection.execute("select table_name from duckdb_tables() where not internal").fetchall()}
    if "waqai_schema" in tables:
        rows = connection.execute("select version from waqai_schema").fetchall()
        return int(rows[0][0]) if rows else 0
    if tables:
        raise StoreError(path, "a DuckDB database, but not one of Waqai's")
    return 0


def reason_of(error: Exception) -> str:
    """Say in a few words what DuckDB says in many."""
    message = str(error)
    if "lock" in message.lower():
        return "in use by another program; wait for it to end, or read a copy"
    if (isinstance(error, OSError) and error.errno == errno.ENOSPC) or "no space" in message.lower():
        return "the disk is full"
    if "not a valid DuckDB" in message or "magic bytes" in message.lower():
        return "not a DuckDB database"
    if "permission denied" in message.lower() or "read-only" in message.lower():
        return "must not be written"
    return message.splitlines()[0]

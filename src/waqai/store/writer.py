"""Write coded documents into a database: whole batches or nothing, each article once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

import duckdb

from waqai.errors import InputError, StoreError
from waqai.records import CodedDocument, Document
from waqai.store.database import connect, reason_of
from waqai.store.rows import Row, document_key, rows_of
from waqai.store.stamp import Stamp


class Writer:
    """The one connection that writes; `add` is one transaction."""

    def __init__(self, path: Path, sources: Sequence[str], stamp: Stamp) -> None:
        """Open or make the database and begin a run.

        Raises StoreError.
        """
        self.path, self.stamp = path, stamp
        self._connection = connect(path)
        self._types = self._column_types()
        self.run = self._next("run", "runs")
        self._coding = self._next("coding", "codings")
        self._versions: dict[str, int] = dict(self._rows("select id, max(version) from documents group by id"))
        self.known = {document for (document,) in self._rows("select document from documents")}
        self._transact({"runs": [(self.run, _now(), None, list(sources), *stamp, None, None, None)]})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def has(self, document: Document) -> bool:
        """Tell whether the article is in the database as it is now."""
        return document_key(document) in self.known

    def add(self, results: Iterable[CodedDocument | InputError]) -> None:
        """Write coded documents, and what could not be read, in one transaction.

        Raises StoreError; then nothing of them was written.
        """
        tables: dict[str, list[Row]] = defaultdict(list)
        coding, keys = self._coding, set[str]()
        versions: dict[str, int] = {}
        for result in results:
            if isinstance(result, InputError):
                tables["run_errors"].append((self.run, result.source, result.reason))
                continue
            document, key = result.document, document_key(result.document)
            if key in self.known or key in keys:
                continue
            keys.add(key)
            versions[document.id] = versions.get(document.id, self._versions.get(document.id, 0)) + 1
            about = (document.url, document.publisher, document.published, document.title, document.text)
            tables["documents"].append((key, document.id, versions[document.id], *about, _now()))
            self._add_coding(tables, result, key, coding)
            coding += 1
        self._transact(tables)
        self._coding = coding
        self._versions |= versions
        self.known |= keys

    def outdated(self) -> list[Document]:
        """Return the articles, each in its last version, that were last read by another version, model, knowledge or settings."""
        query = "select id, text, url, publisher, published from current_codings where (version, model, knowledge, config) != (?, ?, ?, ?) order by coding"
        return [Document(*row) for row in self._connection.execute(query, list(self.stamp)).fetchall()]

    def add_codings(self, results: Iterable[CodedDocument]) -> None:
        """Write another reading of documents that are in the database, in one transaction.

        Raises StoreError; then nothing of them was written.
        """
        tables: dict[str, list[Row]] = defaultdict(list)
        coding = self._coding
        for result in results:
            self._add_coding(tables, result, document_key(result.document), coding)
            coding += 1
        self._transact(tables)
        self._coding = coding

    def _add_coding(self, tables: dict[str, list[Row]], result: CodedDocument, key: str, coding: int) -> None:
        tables["codings"].append((coding, key, self.run, *self.stamp))
        for table, row in rows_of(result, coding):
            tables[table].append(row)

    def finish(self, coded: int, unchanged: int, left_out: int) -> None:
        """Write down that the run has come to its end."""
        values = [_now(), coded, unchanged, left_out, self.run]
        self._connection.execute("update runs set finished = ?, coded = ?, unchanged = ?, left_out = ? where run = ?", values)

    def _transact(self, tables: dict[str, list[Row]]) -> None:
        try:
            self._connection.begin()
            for table, rows in tables.items():
                self._insert(table, rows)
            self._connection.commit()
        except duckdb.Error as error:
            raise StoreError(self.path, f"cannot be written: {reason_of(error)}; what was written before is safe") from error

    def _insert(self, table: str, rows: list[Row]) -> None:
        """Insert rows by columns: thousands of times faster than one by one."""
        types = self._types[table]
        values = ", ".join(f"unnest(${number}::{type}[])" for number, type in enumerate(types, 1))
        columns: list[list[Any]] = [list(column) for column in zip(*rows, strict=True)]
        if len(columns) != len(types):
            raise ValueError(f"{table} has {len(types)} columns, not {len(columns)}")
        self._connection.execute(f"insert into {table} select {values}", columns)

    def _column_types(self) -> dict[str, list[str]]:
        types: dict[str, list[str]] = defaultdict(list)
        query = "select table_name, data_type from duckdb_columns() where not internal order by table_name, column_index"
        for table, type in self._rows(query):
            types[table].append(type)
        return types

    def _next(self, column: str, table: str) -> int:
        return int(self._rows(f"select coalesce(max({column}), 0) + 1 from {table}")[0][0])

    def _rows(self, query: str) -> list[Any]:
        return self._connection.execute(query).fetchall()


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)

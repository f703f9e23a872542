"""Read a database: reports filtered by who, what and when, and any SQL; results become pandas, polars or Arrow tables."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self, Unpack

import duckdb

from waqai.errors import StoreError
from waqai.records import EventRecord
from waqai.store.database import connect
from waqai.store.records import read_records
from waqai.store.wanted import Wanted, select

WHO = (
    "(select list(coalesce(m.actor, m.country || ':' || m.sector, m.country, m.words) order by m.number)"
    " from mentions m where m.report = r.report and m.role = '{}')"
)
"""The parties of a role of a report r, each by the most that is known of it."""

ACTORS, RECIPIENTS, SPEAKERS = (WHO.format(role) for role in ("actor", "recipient", "said_by"))

REPORTS = f"""
    r.report, c.id as document, c.publisher, c.published, c.title, c.url, r.type, r.mode, r.status, {ACTORS} as actors, {RECIPIENTS} as recipients,
    (select any_value(coalesce(m.actor, m.words)) from mentions m where m.report = r.report and m.role = 'said_by') as said_by,
    r.date_start, r.date_end, r.date_granularity, r.place, r.place_country, r.lat, r.lon, r.trigger,
    substring(c.text, s.first + 1, s.last - s.first) as sentence,
    r.plover_quad_class, r.goldstein, r.cameo, r.confidence, r.same_as
"""

FIELDS = ("type", "mode", "status", "actors", "recipients", "said_by", "date_start", "date_end", "place", "place_country")
"""What is compared between two readings."""

CHANGES = f"""
    with last as (select coding as new, lag(coding) over (partition by document order by coding) as old, document from codings),
    pairs as (select new, old, c.document from last join current_codings c on c.coding = last.new where old is not null),
    told as (select r.*, {ACTORS} as actors, {RECIPIENTS} as recipients, {SPEAKERS} as said_by from reports r),
    before as (select pairs.document, told.* from pairs join told on told.coding = pairs.old),
    after as (select pairs.document, told.* from pairs join told on told.coding = pairs.new)
    select coalesce(a.document, b.document) as document, coalesce(a.trigger, b.trigger) as trigger, coalesce(a.trigger_start, b.trigger_start) as start,
        case when b.report is null then 'new' when a.report is null then 'gone' else 'changed' end as change,
        {", ".join(f"b.{field} as {field}_before, a.{field} as {field}" for field in FIELDS)}
    from before b full join after a on a.document = b.document and a.trigger_start = b.trigger_start
    where b.report is null or a.report is null
        or ({", ".join(f"a.{field}" for field in FIELDS)}) is distinct from ({", ".join(f"b.{field}" for field in FIELDS)})
    order by document, start
"""


class Database:
    """A database opened for reading; `sql` and `reports` return DuckDB relations: `.df()`, `.pl()`, `.arrow()`, `.fetchall()`."""

    def __init__(self, path: Path) -> None:
        """Open a database file. Raises StoreError."""
        self.path = path
        self._connection = connect(path, read_only=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def sql(self, query: str, values: list[Any] | None = None) -> duckdb.DuckDBPyRelation:
        """Run a query; `?` in it stand for the values.

        Raises StoreError for a query that DuckDB does not understand.
        """
        try:
            return self._connection.sql(query, params=values)
        except duckdb.Error as error:
            raise StoreError(self.path, str(error)) from error

    def reports(self, **wanted: Unpack[Wanted]) -> duckdb.DuckDBPyRelation:
        """Return the wanted reports of the articles as they are now, oldest first, each with its sentence; see `Wanted`.

        Raises ValueError for an unknown type or status.
        """
        return self.sql(*select(REPORTS, wanted))

    def records(self, **wanted: Unpack[Wanted]) -> Iterator[EventRecord]:
        """Yield the wanted reports as event records, as `waqai code` writes them.

        Raises ValueError for an unknown type or status.
        """
        return read_records(self._connection, wanted)

    def changes(self) -> duckdb.DuckDBPyRelation:
        """Return what the last reading of each article tells otherwise than the one before: reports that are new, gone or changed.

        Each field stands as it was (`type_before`) and as it is (`type`).
        """
        return self.sql(CHANGES)

"""From the rows of the tables back to event records, as `waqai code` wrote them."""

from collections.abc import Iterator
from typing import Any

import duckdb

from waqai.records import CoderStamp, EventRecord, EventType, Granularity, Party, Place, Sector, Span, Speaker, Status, Time
from waqai.store.wanted import Wanted, select

AT_ONCE = 1000
"""So many reports are held in memory."""

COLUMNS = """
    r.*, c.id as id, c.url, c.publisher, c.published, c.version, c.model, c.knowledge,
        s.first as sentence_start, s.last as sentence_end, substring(c.text, s.first + 1, s.last - s.first) as sentence_text,
        (select other.trigger_start from reports other where other.report = r.same_as) as same_as_start,
    (select list(m order by m.role, m.number) from mentions m where m.report = r.report) as mentions
"""


def read_records(connection: duckdb.DuckDBPyConnection, wanted: Wanted) -> Iterator[EventRecord]:
    """Yield the records of the wanted reports, oldest article first."""
    answer = connection.cursor().execute(*select(COLUMNS, wanted))
    columns = [column[0] for column in answer.description or ()]
    while rows := answer.fetchmany(AT_ONCE):
        for row in rows:
            yield _record(dict(zip(columns, row, strict=True)))


def _record(row: dict[str, Any]) -> EventRecord:
    mentions = row["mentions"] or []
    said_by = next((_speaker(mention) for mention in mentions if mention["role"] == "said_by"), None)
    return EventRecord(
        id=f"{row['id']}#{row['trigger_start']}",
        document=row["id"],
        url=row["url"],
        publisher=row["publisher"],
        published=row["published"],
        sentence=Span(row["sentence_start"], row["sentence_end"], row["sentence_text"]),
        trigger=Span(row["trigger_start"], row["trigger_end"], row["trigger"]),
        type=EventType(row["type"]),
        mode=row["mode"],
        contexts=tuple(row["contexts"]),
        actors=tuple(_party(mention) for mention in mentions if mention["role"] == "actor"),
        recipients=tuple(_party(mention) for mention in mentions if mention["role"] == "recipient"),
        status=Status(row["status"]),
        said_by=said_by,
        time=_time(row) if row["time_words"] is not None else None,
        place=_place(row) if row["place_words"] is not None else None,
        same_as=f"{row['id']}#{row['same_as_start']}" if row["same_as"] is not None else None,
        quad_class=row["plover_quad_class"],
        goldstein=row["goldstein"],
        cameo=row["cameo"],
        confidence=row["confidence"],
        coder=CoderStamp(row["version"], row["model"], row["knowledge"]),
    )


def _party(mention: dict[str, Any]) -> Party:
    return Party(_span(mention), mention["actor"], mention["name"], mention["country"], _sector(mention))


def _speaker(mention: dict[str, Any]) -> Speaker:
    return Speaker(_span(mention), mention["actor"], mention["country"], _sector(mention))


def _span(mention: dict[str, Any]) -> Span | None:
    return Span(mention["first"], mention["last"], mention["words"]) if mention["words"] is not None else None


def _sector(mention: dict[str, Any]) -> Sector | None:
    return Sector(mention["sector"]) if mention["sector"] else None


def _time(row: dict[str, Any]) -> Time:
    granularity = Granularity(row["date_granularity"]) if row["date_granularity"] else None
    return Time(Span(row["time_start"], row["time_end"], row["time_words"]), row["date_start"], row["date_end"], granularity)


def _place(row: dict[str, Any]) -> Place:
    words = Span(row["place_start"], row["place_end"], row["place_words"])
    return Place(words, row["geonameid"], row["place"], row["place_country"], row["lat"], row["lon"])

"""Which reports are wanted: filters by who, what, when and where published, as SQL."""

from datetime import date
from typing import Any, TypedDict

from waqai.records import EventType, Status

PARTY = "exists (select 1 from mentions m where m.report = r.report and m.role = ? and ? in (m.actor, m.country, m.country || ':' || m.sector))"
"""A report has a party of this role that is this actor, of this country, or of this country and sector."""


class Wanted(TypedDict, total=False):
    """What reports must be; what is left out or None does not matter.

    `actor` and `recipient` are codes: of an actor (`abbas-araghchi`), a country (`IRN`) or both country and sector (`IRN:GOV`).
    `since` and `until` are days of publication, both included.
    """

    actor: str | None
    recipient: str | None
    type: EventType | str | None
    status: Status | str | None
    since: date | str | None
    until: date | str | None
    publisher: str | None
    min_confidence: float | None


def select(columns: str, wanted: Wanted) -> tuple[str, list[Any]]:
    """Return a query for columns of the wanted reports r, their current_codings c and sentences s, oldest article first, and the values of its question marks.

    Raises ValueError for an unknown type or status.
    """
    where, values = _condition(wanted)
    reports = "reports r join current_codings c using (coding) join sentences s on s.coding = r.coding and s.number = r.sentence"
    return f"select {columns} from {reports} where {where} order by c.published, c.id, r.trigger_start", values


def _condition(wanted: Wanted) -> tuple[str, list[Any]]:
    tests: list[tuple[str, list[Any]]] = [("true", [])]
    for role, code in (("actor", wanted.get("actor")), ("recipient", wanted.get("recipient"))):
        if code:
            tests.append((PARTY, [role, code]))
    if type := wanted.get("type"):
        tests.append(("r.type = ?", [EventType(type)]))
    if status := wanted.get("status"):
        tests.append(("r.status = ?", [Status(status)]))
    if since := wanted.get("since"):
        tests.append(("c.published >= ?::date", [str(since)]))
    if until := wanted.get("until"):
        tests.append(("c.published <= ?::date", [str(until)]))
    if publisher := wanted.get("publisher"):
        tests.append(("c.publisher = ?", [publisher]))
    if least := wanted.get("min_confidence"):
        tests.append(("r.confidence >= ?", [least]))
    return " and ".join(test for test, _ in tests), [value for _, values in tests for value in values]

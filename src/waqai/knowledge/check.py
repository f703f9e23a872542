"""Check the tables of actors as a whole: faults that no single line shows in, as `file:line: what` out; and their coverage.

Each table is read line by line by `load_actors`, which raises for unknown codes and dates out of order; here come what needs several lines:
two holders of one office at once, one name of two actors, a name that is also a word of the trigger lexicon.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from waqai.knowledge.actors import ACTOR_COLUMNS, Actors
from waqai.knowledge.dates import first_day, last_day
from waqai.knowledge.lexicon import Lexicon
from waqai.knowledge.names import words_of
from waqai.knowledge.tables import DATA, Row, read_table

ONE_HOLDER = frozenset(
    {"head of state", "head of government", "foreign minister", "defence minister", "interior minister", "finance minister", "supreme leader", "crown prince"}
)
"""Offices that one person holds at a time."""

BESIDE = ("rival", "acting")
"""A holder whose note says so may stand beside another."""

HANDOVER = timedelta(31)
"""So long two holders may overlap: tables often know months only."""


class Held(NamedTuple):
    """An office held by a person, from the first to the last day that its line can mean."""

    since: date
    until: date
    person: str
    line: int
    beside: bool


def find_faults(folder: Path = DATA) -> Iterator[str]:
    """Yield what cannot be: two holders of one office at once, with file and line."""
    yield from _held_at_once(folder / "roles.tsv")


def find_doubts(lexicon: Lexicon, folder: Path = DATA, own: Path | None = None) -> Iterator[str]:
    """Yield what may be meant so but can mislead: names of two actors, and names that are words, each with file and line."""
    tables = [folder / name for name in ("organisations.tsv", "groups.tsv")] + ([own] if own else [])
    rows = [row for table in tables for row in read_table(table, ACTOR_COLUMNS)]
    rows += list(read_table(folder / "people.tsv", ("id", "name_en", "names", "note")))
    yield from _shared_names(rows)
    yield from _names_that_are_words(rows, lexicon)


def count_in_office(actors: Actors, years: Sequence[int]) -> dict[str, Counter[int]]:
    """Return for each country how many people are in office in the middle of each year."""
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    for actor in actors.actors.values():
        for year in years:
            role = actor.role_on(date(year, 7, 1))
            if actor.kind == "person" and role is not None and role.country:
                counts[role.country][year] += 1
    return counts


def _held_at_once(path: Path) -> Iterator[str]:
    offices: dict[tuple[str, str, str], list[Held]] = defaultdict(list)
    for row in read_table(path, ("person", "office", "country", "code", "sector", "since", "until", "note")):
        if row["office"] in ONE_HOLDER and row["country"]:
            since = first_day(row["since"]) if row["since"] else date.min
            until = last_day(row["until"]) if row["until"] else date.max
            beside = any(word in row["note"] for word in BESIDE)
            offices[row["office"], row["country"], row["sector"]].append(Held(since, until, row["person"], row.line, beside))
    for (office, country, _), held in offices.items():
        for earlier, later in pairwise(sorted(held)):
            if not (earlier.beside or later.beside) and earlier.person != later.person and min(earlier.until, later.until) - later.since > HANDOVER:
                yield f"{path.name}:{later.line}: {later.person} and {earlier.person} (line {earlier.line}) are both {office} of {country} from {later.since}"


def _shared_names(rows: Sequence[Row]) -> Iterator[str]:
    bearers: dict[tuple[str, ...], Row] = {}
    for row in rows:
        for name in row.many("names"):
            other = bearers.setdefault(words_of(name), row)
            if other["id"] != row["id"]:
                yield f'{row.file}:{row.line}: the name "{name}" of {row["id"]} is also one of {other["id"]} ({other.file}:{other.line})'


def _names_that_are_words(rows: Sequence[Row], lexicon: Lexicon) -> Iterator[str]:
    for row in rows:
        for name in row.many("names"):
            words = words_of(name)
            if len(words) == 1 and lexicon.lists(words[0]):
                yield f'{row.file}:{row.line}: the name "{name}" of {row["id"]} is also a word of the trigger lexicon'

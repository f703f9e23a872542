"""Judge the coder on the two seed articles: which of the 27 expected events it finds with type, countries and status.

    python -m training.seeds --seeds DIR [--model FOLDER]

A row is found when a record of the same type has a trigger among the row's words, one of its statuses, and the row's
countries: all expected actors and recipients, in either order for mutual events, and no other country on a side that
the row fills. Each record serves one row. The sentence that must stay empty is the one with "لم تكشف" (did not disclose).
"""

import argparse
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from training.evaluate import code_of
from waqai.coder import Coder
from waqai.knowledge.actors import Actors
from waqai.knowledge.tables import Row, read_table
from waqai.model.session import FOLDER
from waqai.records import CodedDocument, EventRecord, Party

EXPECTED = Path(__file__).parent / "seeds.tsv"
PUBLISHED = {"000_0a6e4f6d9515ae37": date(2025, 4, 17), "004_9d94b6694a5951ab": date(2025, 5, 14)}
COLUMNS = ("article", "row", "type", "actors", "recipients", "mutual", "statuses", "trigger")
NOTHING_DISCLOSED = "لم تكشف"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A row and the record that fulfils it, or the records that came near."""

    row: Row
    found: EventRecord | None
    near: tuple[EventRecord, ...]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=FOLDER)
    arguments = parser.parse_args()
    coder = Coder.load(arguments.model)
    found = of = 0
    for article, published in PUBLISHED.items():
        coded = coder.code((arguments.seeds / f"{article}.txt").read_text(encoding="utf-8"), published=published)
        for verdict in judge(article, coded, coder.knowledge.actors):
            of += 1
            found += verdict.found is not None
            print("found " if verdict.found else "MISSED", *verdict.row.cells.values(), sep="\t")
            for record in verdict.near if verdict.found is None else ():
                print("          near:", record.type, record.status, record.trigger.text, *map(str, sides(record, coder.knowledge.actors)))
        print(f"{article}: false alarms where nothing was disclosed: {len(false_alarms(coded))}")
    print(f"{found} of {of} rows found")


def judge(article: str, coded: CodedDocument, actors: Actors) -> list[Verdict]:
    """Return the verdict on each expected row of an article."""
    free = list(coded.events)
    verdicts = []
    for row in read_table(EXPECTED, COLUMNS):
        if row["article"] == article:
            same_words = tuple(e for e in coded.events if e.trigger.text in row.many("trigger") or (e.type == row["type"] and e in free))
            found = next((event for event in free if fulfils(event, row, actors)), None)
            if found:
                free.remove(found)
            verdicts.append(Verdict(row, found, same_words))
    return verdicts


def fulfils(event: EventRecord, row: Row, actors: Actors) -> bool:
    """Tell whether a record is what a row expects."""
    if event.type != row["type"] or event.status not in row.many("statuses") or event.trigger.text not in row.many("trigger"):
        return False
    wanted = set(row.many("actors")), set(row.many("recipients"))
    have = sides(event, actors)
    if row["mutual"]:
        return have[0] | have[1] == wanted[0] | wanted[1]
    return all(not want or want == side for want, side in zip(wanted, have, strict=True))


def sides(event: EventRecord, actors: Actors) -> tuple[set[str], set[str]]:
    """Return the countries (or codes of international bodies) of a record's actors and recipients."""
    return _codes(event.actors, actors), _codes(event.recipients, actors)


def false_alarms(coded: CodedDocument) -> list[EventRecord]:
    """Return the events that have "did not disclose" for their trigger."""
    return [event for event in coded.events if event.trigger.text in ("تكشف", NOTHING_DISCLOSED)]


def _codes(parties: Iterable[Party], actors: Actors) -> set[str]:
    codes = {code_of(party, actors) for party in parties}
    return {code.removeprefix("IGO:") if code.startswith("IGO") else code.partition(":")[0] for code in codes}


if __name__ == "__main__":
    main()

"""Event records as CSV: one row a record, nested fields flattened, several parties joined with |.

UTF-8 with a byte order mark, so that spreadsheets show the Arabic; empty cells are what a record does not know.
"""

import csv
from collections.abc import Iterable, Sequence
from typing import TextIO

from waqai.records import EventRecord, Party, Reason

BOM = "\ufeff"


def _words(parties: Iterable[Party]) -> str:
    return "|".join(party.mention.text if party.mention else "" for party in parties)


def _joined(parties: Iterable[Party], field: str) -> str:
    return "|".join(str(getattr(party, field) or "") for party in parties)


COLUMNS = (
    *("id", "document", "publisher", "published", "url", "type", "mode", "status", "trigger", "sentence"),
    *("actor_words", "actor", "actor_name", "actor_country", "actor_sector"),
    *("recipient_words", "recipient", "recipient_name", "recipient_country", "recipient_sector"),
    *("said_by_words", "said_by", "said_by_country", "said_by_sector"),
    *("time_words", "time_start", "time_end", "time_granularity", "place_words", "place", "place_country"),
    *("contexts", "quad_class_plover", "goldstein", "cameo", "same_as", "confidence", "version", "model", "knowledge"),
)


class CsvWriter:
    """Writes the header at once and each record as it comes."""

    def __init__(self, file: TextIO) -> None:
        file.write(BOM)
        self._rows = csv.writer(file, lineterminator="\n")
        self._rows.writerow(COLUMNS)

    def write(self, record: EventRecord, reasons: Sequence[Reason] = ()) -> None:
        """Write one row; it has no room for reasons."""
        self._rows.writerow(["" if cell is None else cell for cell in flatten(record)])


def flatten(record: EventRecord) -> list[object]:
    """Return the cells of a record, in the order of COLUMNS."""
    speaker, time, place = record.said_by, record.time, record.place
    cells: list[object] = [record.id, record.document, record.publisher, record.published, record.url, record.type.value, record.mode]
    cells += [record.status.value, record.trigger.text, record.sentence.text]
    for parties in (record.actors, record.recipients):
        cells += [_words(parties), *(_joined(parties, field) for field in ("actor", "name", "country", "sector"))]
    cells += [speaker.mention.text if speaker and speaker.mention else None]
    cells += [speaker.actor, speaker.country, speaker.sector] if speaker else [None] * 3
    cells += [time.mention.text, time.start, time.end, time.granularity] if time else [None] * 4
    cells += [place.mention.text, place.name, place.country] if place else [None] * 3
    cells += ["|".join(record.contexts), record.quad_class, record.goldstein, record.cameo, record.same_as, record.confidence]
    return [*cells, record.coder.version, record.coder.model, record.coder.knowledge]

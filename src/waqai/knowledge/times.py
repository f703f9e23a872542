"""The words of the calendar (calendar.tsv: words, kind, value, gloss): months of all systems, weekdays, units, relations."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from waqai.arabic.affixes import bare_forms
from waqai.arabic.normalize import key
from waqai.knowledge.tables import DATA, read_table

TIME_KINDS = ("month", "weekday", "day", "unit", "past", "future", "this", "part", "ordinal", "number", "since")
"""The kinds that the model is told of.
month 1 to 12; weekday 0 (Monday) to 6; day: an offset from today; unit: day, week, month, year,
"day 2" for a dual, "days" for a plural, which needs a number;
past, future, this: الماضي, المقبل, الحالي; part of a day or period; ordinal and number words."""

FURTHER_KINDS = ("count", "pointing", "elsewhere", "inexact", "hijri", "hijri_month")
"""Kinds that only the resolution of dates uses: a number in words; هذا, 'this', before its noun; a time told elsewhere;
about, some; of the Islamic calendar, and its months."""

WITH_NUMBER = ("month", "weekday", "day", "ordinal", "count", "hijri_month")


@dataclass(frozen=True, slots=True)
class TimeWord:
    """A word of the calendar."""

    kind: str
    value: str


@dataclass(slots=True)
class Calendar:
    """The words of the calendar by their folded form."""

    words: dict[str, TimeWord] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path = DATA) -> Self:
        """Read calendar.tsv."""
        calendar = cls()
        for row in read_table(folder / "calendar.tsv", ("words", "kind", "value", "gloss")):
            if row["kind"] in WITH_NUMBER:
                row.number("value")
            for word in row.many("words"):
                calendar.words[key(word)] = TimeWord(row.one_of("kind", TIME_KINDS + FURTHER_KINDS), row["value"])
        return calendar

    def of(self, word: str) -> TimeWord | None:
        """Return what a folded word is in the calendar, also with و ف, ب ل ك or ال before it.

        >>> Calendar.load().of("والاربعاء").value  # 'and Wednesday'
        '2'
        """
        return next((self.words[form] for form in bare_forms(word) if form in self.words), None)

    def kind_of(self, word: str) -> str | None:
        """Return the kind of a folded word as the model is told it; digits are numbers."""
        if word.isdecimal():
            return "number"
        found = self.of(word)
        return found.kind if found and found.kind in TIME_KINDS else None

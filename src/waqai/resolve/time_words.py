"""Read the words of a time expression: folded words in, what they say of day, month, year, weekday and distance out."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from waqai.knowledge.times import Calendar, TimeWord

FIRST_YEAR, LAST_YEAR = 1800, 2100
"""Numbers of four digits outside are no years of the news."""

FIRST_HIJRI_YEAR, LAST_HIJRI_YEAR = 1343, 1500
"""The years that the Umm al-Qura calendar covers."""


@dataclass(slots=True)
class TimeWords:
    """What an expression says; lists keep the order of the words."""

    days: list[int] = field(default_factory=list)
    months: list[int] = field(default_factory=list)
    years: list[int] = field(default_factory=list)
    weekdays: list[int] = field(default_factory=list)
    offset: int | None = None
    unit: str | None = None
    count: int | None = None
    direction: int = 0
    past_but_one: bool = False
    this: bool = False
    ago: bool = False
    after: bool = False
    since: bool = False
    elsewhere: bool = False
    inexact: bool = False
    hijri: bool = False
    part_of_day: bool = False

    @property
    def dated(self) -> bool:
        """Whether a year, month or weekday is named."""
        return bool(self.years or self.months or self.weekdays)


def read_time_words(words: Sequence[str], calendar: Calendar) -> TimeWords:
    """Return what the folded words of an expression say.

    >>> from waqai.arabic.words import folded_words
    >>> said = read_time_words(folded_words("التاسع عشر من ديسمبر الماضي"), Calendar.load())  # '19 December last'
    >>> said.days, said.months, said.direction
    ([19], [12], -1)
    """
    said, numbers = TimeWords(), _Numbers()
    at = 0
    while at < len(words):
        word = words[at]
        if word.lstrip("وفبلك").isdecimal():  # و2015, 'and 2015'
            numbers.digits(word.lstrip("وفبلك"))
            at += 1
            continue
        two = _two_words(words, at, calendar)
        at += 2 if two else 1
        if found := two or calendar.of(word):
            _take(said, found, numbers)
    numbers.place(said)
    return said


@dataclass(slots=True)
class _Numbers:
    """The numbers of an expression: (value, digits, whether an ordinal)."""

    found: list[tuple[int, int, bool]] = field(default_factory=list)

    def digits(self, word: str) -> None:
        self.found.append((int(word), len(word), False))

    def word(self, value: int, ordinal: bool) -> None:
        """Add a number in words; ten and more join a smaller one before them: ثلاثة عشر, التاسع والعشرون."""
        if value >= 10 and self.found and self.found[-1][0] < 10 and self.found[-1][1] == 0:
            before, _, was_ordinal = self.found.pop()
            self.found.append((before + value, 0, was_ordinal))
        else:
            self.found.append((value, 0, ordinal))

    def place(self, said: TimeWords) -> None:
        """Tell years, days and counts apart; 14/5/2025 and 2025-05-14 have three numbers."""
        first, last = (FIRST_HIJRI_YEAR, LAST_HIJRI_YEAR) if said.hijri else (FIRST_YEAR, LAST_YEAR)
        said.years = [value for value, digits, _ in self.found if digits == 4 and first <= value <= last]
        small = [(value, ordinal) for value, digits, ordinal in self.found if digits <= 2]
        values = [value for value, _ in small]
        if said.years and len(values) == 2 and not said.months and said.unit in (None, "day"):
            day, month = values if self.found[0][1] <= 2 else reversed(values)
            said.days, said.months = [day], [month]
        elif said.months or said.this or (said.unit == "month" and any(ordinal for _, ordinal in small)):
            said.days = values
        elif any(ordinal for _, ordinal in small):
            said.elsewhere = said.elsewhere or said.offset is not None or said.unit is not None  # اليوم الأول, the first day: not today
            said.days = values
        elif values:
            said.count = values[0]


def _two_words(words: Sequence[str], at: int, calendar: Calendar) -> TimeWord | None:
    """Return a month of two words (كانون الثاني, January)."""
    return calendar.words.get(" ".join([words[at].removeprefix("و"), *words[at + 1 : at + 2]])) if at + 1 < len(words) else None


def _take(said: TimeWords, word: TimeWord, numbers: _Numbers) -> None:
    match word.kind:
        case "month" if int(word.value) and int(word.value) not in said.months:
            said.months.append(int(word.value))
        case "hijri_month":
            said.months.append(int(word.value))
            said.hijri = True
        case "weekday" if int(word.value) not in said.weekdays:
            said.weekdays.append(int(word.value))
        case "day" if said.offset is None:
            said.offset = _offset(said, int(word.value), numbers)
        case "ordinal" if said.offset == -1 and word.value == "1":
            said.offset = -2  # أمس الأول, the day before yesterday
        case "ordinal" | "count":
            numbers.word(int(word.value), word.kind == "ordinal")
        case "unit" if said.unit is None or said.months:  # أكتوبر من العام الماضي, October of last year
            said.unit, _, twice = word.value.partition(" ")
            said.count = int(twice) if twice else None
        case "past":
            said.past_but_one, said.ago = said.ago, False  # الأربعاء قبل الماضي, Wednesday before last
            said.direction = -1
        case "future":
            said.direction = 1
        case "this" | "pointing":
            said.this = True
        case "since":
            said.ago = said.ago or word.value == "before"
            said.after = said.after or word.value == "after"
            said.since = said.since or word.value == "since"
        case "part":
            said.part_of_day = True
            said.after = said.after and word.value != "noon"  # بعد الظهر, the afternoon
        case "elsewhere":
            said.elsewhere = True
        case "inexact":
            said.inexact = True
        case "hijri":
            said.hijri = True


def _offset(said: TimeWords, days: int, numbers: _Numbers) -> int:
    """Return the distance from today in days: بعد غد is the day after tomorrow, قبل أمس and أول أمس the day before yesterday."""
    if (days == 1 and said.after) or (days == -1 and said.ago):
        return 2 * days
    if days == -1 and numbers.found == [(1, 0, True)]:
        numbers.found.clear()
        return -2
    return days

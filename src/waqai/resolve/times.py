"""Resolve the words that date an event: folded words and the publication date in, first and last day out.

A relative date without a publication date, and words that name no date, stay unresolved: None, never a guess.
"""

import calendar as days
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from waqai.knowledge.times import Calendar, TimeWord
from waqai.records import Granularity

FIRST_YEAR, LAST_YEAR = 1800, 2100


TENS = {"عشر": 10, "عشره": 10, "والعشرين": 20, "والعشرون": 20, "والثلاثين": 30, "والثلاثون": 30}
"""What follows an ordinal in a day of the month: التاسع عشر, the nineteenth; الخامس والعشرون, the twenty-fifth."""


ELSEWHEN = frozenset({"ذلك", "تلك", "التالي", "التاليه", "نفسه", "نفسها", "ذاته", "ذاتها"})
"""Words that point to a time told elsewhere: that day, the following day, the same year."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A time as its first and last day; `end` is None for what goes on since `start`."""

    start: date
    end: date | None
    granularity: Granularity


@dataclass(slots=True)
class _Parts:
    """What the words of an expression say, each at most once."""

    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    offset: int | None = None
    unit: str | None = None
    number: int | None = None
    direction: int = 0
    this: bool = False
    ago: bool = False
    since: bool = False
    after: bool = False
    number_of_years: int = 0


def resolve_time(words: Sequence[str], published: date | None, calendar: Calendar, ahead: bool = False) -> Dated | None:
    """Return when the words of a time expression say an event was.

    `ahead` tells that the event is planned: a bare weekday or day of a month is then the next one, not the last.

    >>> from waqai.arabic.normalize import fold
    >>> words = fold("الأربعاء الماضي").split()  # 'last Wednesday'
    >>> resolve_time(words, date(2025, 5, 16), Calendar.load()).start
    datetime.date(2025, 5, 14)
    """
    parts = _read(words, calendar)
    if _says_another_time(parts, words):
        return None
    resolved = _absolute(parts) or (_relative(parts, published, ahead) if published else None)
    if resolved is not None and parts.since:
        return Dated(resolved.start, None, resolved.granularity)
    return resolved


def _says_another_time(parts: _Parts, words: Sequence[str]) -> bool:
    """Tell whether the words mean a time that only stands in relation to the one they name: before 2018, on that day, between two years."""
    if ELSEWHEN.intersection(words):
        return True
    dated = parts.year is not None or parts.month is not None or parts.weekday is not None
    return (parts.after and parts.offset is None) or (parts.ago and dated) or parts.number_of_years > 1


def _read(words: Sequence[str], calendar: Calendar) -> _Parts:
    parts, numbers = _Parts(), []
    at = 0
    while at < len(words):
        word, found = words[at], _two_words(words, at, calendar)
        digits = word.lstrip("وفبلك")  # و2015, and 2015
        at += 2 if found else 1
        found = found or calendar.of(word)
        if digits.isdecimal():
            numbers.append((int(digits), len(digits)))
        elif word in TENS and parts.day is not None:
            parts.day += TENS[word]
        elif found is not None:
            _take(parts, found, numbers)
    _place_numbers(parts, numbers)
    return parts


def _two_words(words: Sequence[str], at: int, calendar: Calendar) -> TimeWord | None:
    """Return a month of two words (كانون الثاني, January)."""
    return calendar.words.get(" ".join([words[at].removeprefix("و"), *words[at + 1 : at + 2]])) if at + 1 < len(words) else None


def _take(parts: _Parts, word: TimeWord, numbers: list[tuple[int, int]]) -> None:
    match word.kind:
        case "month" if int(word.value):
            parts.month = parts.month or int(word.value)
        case "weekday" if parts.weekday is None:
            parts.weekday = int(word.value)
        case "day" if parts.offset is None:
            parts.offset = int(word.value)
            if (parts.offset == 1 and parts.after) or (parts.offset == -1 and parts.ago):
                parts.offset *= 2  # بعد غد, the day after tomorrow; قبل أمس, the day before yesterday
            if parts.offset == -1 and parts.day == 1:
                parts.offset, parts.day = -2, None  # أول أمس, the day before yesterday
        case "ordinal":
            if parts.offset == -1 and word.value == "1":
                parts.offset = -2  # أمس الأول, the day before yesterday
            elif parts.day is None:
                parts.day = int(word.value)
        case "unit" if parts.unit is None:
            parts.unit, _, twice = word.value.partition(" ")
            parts.number = int(twice) if twice else None
        case "past":
            parts.direction = -1
        case "future":
            parts.direction = 1
        case "this":
            parts.this = True
        case "since":
            parts.ago = parts.ago or word.value == "before"
            parts.after = parts.after or word.value == "after"
            parts.since = parts.since or word.value == "since"


def _place_numbers(parts: _Parts, numbers: list[tuple[int, int]]) -> None:
    """Tell years from days; 14/5/2025 and 2025-05-14 have three numbers."""
    years = [number for number, digits in numbers if digits == 4 and FIRST_YEAR <= number <= LAST_YEAR]
    small = [number for number, digits in numbers if digits <= 2]
    parts.number_of_years = len(set(years))
    if years:
        parts.year = years[0]
    if years and len(small) == 2 and parts.month is None:
        parts.day, parts.month = small if numbers[0][1] <= 2 else (small[1], small[0])
    elif small and parts.month is not None:
        parts.day = small[0]
    elif small:
        parts.number = small[0]


def _absolute(parts: _Parts) -> Dated | None:
    if parts.year is None:
        return None
    if parts.month is None:
        return Dated(date(parts.year, 1, 1), date(parts.year, 12, 31), Granularity.YEAR)
    if parts.day is None:
        return _month(parts.year, parts.month)
    return _day(parts.year, parts.month, parts.day)


def _relative(parts: _Parts, published: date, ahead: bool) -> Dated | None:
    if parts.month is not None:
        return _in_nearest_year(parts, published, ahead or parts.direction > 0)
    if parts.offset is not None:
        return _single(published + timedelta(parts.offset)) if parts.day is None else None  # اليوم الأول, the first day: not today
    if parts.weekday is not None:
        return _weekday(parts, published, ahead)
    if parts.unit is not None and (parts.direction or parts.this or parts.ago):
        return _units(parts, published)
    return None


def _in_nearest_year(parts: _Parts, published: date, ahead: bool) -> Dated | None:
    """Return the last such day or month up to the publication, or the next one from it on."""
    assert parts.month is not None
    if parts.day is None and parts.direction and not parts.this:
        return _month(published.year + _years_to(parts.month, parts.direction, published.month), parts.month)
    if parts.unit == "week":
        return None  # الأسبوع الأول من مايو, the first week of May
    if parts.this:
        return _month(published.year, parts.month) if parts.day is None else _day(published.year, parts.month, parts.day)
    for year in (published.year, published.year + (1 if ahead else -1)):
        found = _month(year, parts.month) if parts.day is None else _day(year, parts.month, parts.day)
        if found and (found.end is None or (found.end >= published if ahead else found.start <= published)):
            return found
    return None


def _years_to(month: int, direction: int, now: int) -> int:
    """Return how many years from now the last or next month of a name is; the present month is neither."""
    return (0 if month < now else -1) if direction < 0 else (0 if month > now else 1)


def _weekday(parts: _Parts, published: date, ahead: bool) -> Dated:
    back = (published.weekday() - (parts.weekday or 0)) % 7
    if parts.direction > 0 or (ahead and parts.direction == 0):
        forward = (7 - back) % 7
        return _single(published + timedelta(forward or (7 if parts.direction > 0 else 0)))
    return _single(published - timedelta(back or (7 if parts.direction < 0 else 0)))


def _units(parts: _Parts, published: date) -> Dated | None:
    count = parts.number or 1
    sign = -1 if parts.ago else parts.direction
    if parts.number and not parts.ago:
        return None  # خلال الأيام الثلاثة الماضية: a span of uncertain edges
    match parts.unit if parts.number is None else parts.unit.removesuffix("s") if parts.unit else None:
        case "day" if parts.ago:
            return _single(published - timedelta(count))
        case "week":
            monday = published - timedelta(published.weekday()) + timedelta(7 * sign * count)
            return Dated(monday, monday + timedelta(6), Granularity.PERIOD)
        case "month":
            months = published.year * 12 + published.month - 1 + sign * count
            return _month(months // 12, months % 12 + 1)
        case "year":
            year = published.year + sign * count
            return Dated(date(year, 1, 1), date(year, 12, 31), Granularity.YEAR)
    return None


def _single(day: date) -> Dated:
    return Dated(day, day, Granularity.DAY)


def _day(year: int, month: int, day: int) -> Dated | None:
    """Return a day, or None for one that does not exist, as 31 February."""
    if not 1 <= month <= 12 or not 1 <= day <= days.monthrange(year, month)[1]:
        return None
    return _single(date(year, month, day))


def _month(year: int, month: int) -> Dated | None:
    if not 1 <= month <= 12:
        return None
    return Dated(date(year, month, 1), date(year, month, days.monthrange(year, month)[1]), Granularity.MONTH)

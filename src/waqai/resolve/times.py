"""Resolve the words that date an event: folded words and the publication date in, first and last day out, with the arithmetic.

A relative date without a publication date, and words that name no date, stay unresolved: None, never a guess.
"""

import calendar as days_of
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from hijridate import Hijri

from waqai.knowledge.times import Calendar
from waqai.records import Granularity
from waqai.resolve.time_words import FIRST_HIJRI_YEAR, LAST_HIJRI_YEAR, TimeWords, read_time_words


@dataclass(frozen=True, slots=True)
class Dated:
    """A time as its first and last day, and how it was reckoned; `end` is None for what goes on since `start`."""

    start: date
    end: date | None
    granularity: Granularity
    how: str


def resolve_time(words: Sequence[str], published: date | None, calendar: Calendar, ahead: bool = False) -> Dated | None:
    """Return when the words of a time expression say an event was.

    `ahead` tells that the event is planned: a bare weekday or day of a month is then the next one, not the last.

    >>> from waqai.arabic.normalize import fold
    >>> words = fold("الأربعاء الماضي").split()  # 'last Wednesday'
    >>> found = resolve_time(words, date(2025, 5, 16), Calendar.load())
    >>> found.start, found.how
    (datetime.date(2025, 5, 14), 'Wednesday before 2025-05-16')
    """
    said = read_time_words(words, calendar)
    if _means_another_time(said):
        return None
    resolved = _absolute(said) or (_relative(said, published, ahead) if published else None)
    if resolved is not None and said.since:
        return replace(resolved, end=None, how=f"since {resolved.how}")
    return resolved


def _means_another_time(said: TimeWords) -> bool:
    """Tell whether the words mean a time that only stands in relation to the one they name: before 2018, on that day, some days ago."""
    if said.elsewhere or (said.inexact and said.unit is not None):
        return True
    return (said.after and said.offset is None) or (said.ago and said.dated)


def _absolute(said: TimeWords) -> Dated | None:
    """Return a date that names its year."""
    if not said.years:
        return None
    if said.hijri:
        return _hijri(said, said.years[0]) if len(said.years) == 1 else None
    if len(said.years) == 1:
        return _in_year(said, said.years[0], "")
    first, last = min(said.years), max(said.years)
    return None if said.months else Dated(date(first, 1, 1), date(last, 12, 31), Granularity.PERIOD, f"{first} to {last}")


def _relative(said: TimeWords, published: date, ahead: bool) -> Dated | None:
    """Return a date that counts from the day of publication."""
    if said.months:
        return _in_nearest_year(said, published, ahead or said.direction > 0)
    if said.offset is not None:
        return _from_today(said, published, said.offset)
    if said.weekdays:
        return _weekdays(said, published, ahead)
    if said.days:
        return _day_of_a_month(said, published)
    if said.unit is None:
        return _day(published, f"the day of {published}") if said.this and said.part_of_day else None  # هذا الصباح, this morning
    return _units(said, published) if said.direction or said.this or said.ago or said.since else None


def _in_year(said: TimeWords, year: int, how: str) -> Dated | None:
    """Return the days, months or whole of a year."""
    if not said.months:
        return Dated(date(year, 1, 1), date(year, 12, 31), Granularity.YEAR, how or "the year named")
    first, last = (_month(year, month, how or "the month named") for month in (min(said.months), max(said.months)))
    if len(said.months) > 1:
        return _period(first, last, how) if len(said.months) == 2 and not said.days else None
    if not said.days:
        return first
    first, last = (_day_in(year, said.months[0], day, how or "the day named") for day in (min(said.days), max(said.days)))
    return first if first == last else _period(first, last, how)


def _period(first: Dated | None, last: Dated | None, how: str) -> Dated | None:
    if first is None or last is None:
        return None
    return Dated(first.start, last.end, Granularity.PERIOD, how or "from the first named to the last")


def _hijri(said: TimeWords, year: int) -> Dated | None:
    """Return a day, month or year of the Islamic calendar by Umm al-Qura."""
    how = f"Umm al-Qura calendar, {year} AH"
    if not FIRST_HIJRI_YEAR <= year < LAST_HIJRI_YEAR:
        return None
    if not said.months:
        return Dated(_gregorian(year, 1, 1), _gregorian(year + 1, 1, 1) - timedelta(1), Granularity.YEAR, how)
    month = said.months[0]
    if not 1 <= month <= 12:
        return None
    length = Hijri(year, month, 1).month_length()
    if not said.days:
        return Dated(_gregorian(year, month, 1), _gregorian(year, month, length), Granularity.MONTH, how)
    return _day(_gregorian(year, month, said.days[0]), how) if 1 <= said.days[0] <= length else None


def _gregorian(year: int, month: int, day: int) -> date:
    converted = Hijri(year, month, day).to_gregorian()
    return date(converted.year, converted.month, converted.day)


def _in_nearest_year(said: TimeWords, published: date, ahead: bool) -> Dated | None:
    """Return the last such day or month up to the publication, or the next one from it on."""
    if said.unit == "week":
        return None  # الأسبوع الأول من مايو, the first week of May
    if said.hijri:
        return _in_nearest_hijri_year(said, published, ahead)
    if said.unit == "year" and (said.direction or said.this):
        return _in_year(said, published.year + said.direction, f"of the year {said.direction:+d} from {published}")
    if not said.days and said.direction and not said.this and len(said.months) == 1:
        return _in_year(said, published.year + _years_to(said.months[0], said.direction, published.month), f"{_side(ahead)} {published}")
    if said.this:
        return _in_year(said, published.year, f"of the year of {published}")
    for year in (published.year, published.year + (1 if ahead else -1)):
        found = _in_year(said, year, f"{_side(ahead)} {published}")
        if found and (found.end is None or (found.end >= published if ahead else found.start <= published)):
            return found
    return None


def _in_nearest_hijri_year(said: TimeWords, published: date, ahead: bool) -> Dated | None:
    year = (published.year - 622) * 33 // 32 + 1
    candidates = [found for candidate in range(year - 2, year + 3) if (found := _hijri(said, candidate))]
    if ahead:
        return next((found for found in candidates if found.end and found.end >= published), None)
    return next((found for found in reversed(candidates) if found.start <= published), None)


def _years_to(month: int, direction: int, now: int) -> int:
    """Return how many years from now the last or next month of a name is; the present month is neither."""
    return (0 if month < now else -1) if direction < 0 else (0 if month > now else 1)


def _side(ahead: bool) -> str:
    return "first from" if ahead else "last up to"


def _from_today(said: TimeWords, published: date, offset: int) -> Dated | None:
    """Return today, yesterday, tomorrow; a weekday beside it that is another day wins over "today", which counts from the writing."""
    day = published + timedelta(offset)
    if said.weekdays and day.weekday() not in said.weekdays:
        return _weekdays(replace(said, direction=0), published, ahead=False) if offset == 0 else None
    return _day(day, f"{offset:+d} days from {published}")


def _weekdays(said: TimeWords, published: date, ahead: bool) -> Dated | None:
    found = [_weekday(weekday, said, published, ahead) for weekday in said.weekdays]
    if len(found) == 1:
        return found[0]
    if said.part_of_day or len(found) > 2 or found[0].start > found[1].start:
        return None  # ليلة الثلاثاء الأربعاء, the night between: which day is not said
    return _period(found[0], found[1], "from the first weekday to the second")


def _weekday(weekday: int, said: TimeWords, published: date, ahead: bool) -> Dated:
    name = days_of.day_name[weekday]
    back = (published.weekday() - weekday) % 7
    if said.direction > 0 or (ahead and said.direction == 0):
        forward = (7 - back) % 7
        return _day(published + timedelta(forward or (7 if said.direction > 0 else 0)), f"{name} after {published}")
    back = (back or (7 if said.direction < 0 else 0)) + (7 if said.past_but_one else 0)
    return _day(published - timedelta(back), f"{name} before {published}" if back else f"{name}, the day of publication")


def _day_of_a_month(said: TimeWords, published: date) -> Dated | None:
    """Return the day of a month that is named only as this or last one: 23 الجاري, السادس من الشهر الماضي."""
    if said.unit not in (None, "month") or (said.unit is None and not said.this) or len(said.days) != 1:
        return None
    months = published.year * 12 + published.month - 1 + said.direction
    return _day_in(months // 12, months % 12 + 1, said.days[0], f"of the month {said.direction:+d} from {published}")


def _units(said: TimeWords, published: date) -> Dated | None:
    """Return the day, week, month or year so many of them from the day of publication."""
    backward = said.ago or said.since
    if said.count and not backward:
        return None  # خلال الأيام الثلاثة الماضية, during the last three days: a span of uncertain edges
    unit = said.unit.removesuffix("s") if said.unit and said.count else said.unit
    steps = -(said.count or 1) if backward and not (said.this or said.direction) else said.direction * (2 if said.past_but_one else 1)
    how = f"{unit} {steps:+d} from {published}"
    match unit:
        case "day" if backward:
            return _day(published + timedelta(steps), how)
        case "week":
            monday = published - timedelta(published.weekday()) + timedelta(7 * steps)
            return Dated(monday, monday + timedelta(6), Granularity.PERIOD, how)
        case "month":
            months = published.year * 12 + published.month - 1 + steps
            return _month(months // 12, months % 12 + 1, how)
        case "year" if date.min.year <= published.year + steps <= date.max.year:
            year = published.year + steps
            return Dated(date(year, 1, 1), date(year, 12, 31), Granularity.YEAR, how)
    return None


def _day(day: date, how: str) -> Dated:
    return Dated(day, day, Granularity.DAY, how)


def _day_in(year: int, month: int, day: int, how: str) -> Dated | None:
    """Return a day, or None for one that does not exist, as 31 February."""
    if not 1 <= month <= 12 or not 1 <= day <= days_of.monthrange(year, month)[1]:
        return None
    return _day(date(year, month, day), how)


def _month(year: int, month: int, how: str) -> Dated | None:
    if not 1 <= month <= 12:
        return None
    return Dated(date(year, month, 1), date(year, month, days_of.monthrange(year, month)[1]), Granularity.MONTH, how)

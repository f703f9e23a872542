"""Dates in knowledge tables: 2017, 2017-05 or 2017-05-03, as the first or last day they can mean."""

import calendar
import re
from datetime import date

PARTIAL = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def first_day(partial: str) -> date:
    """Return the first day that a date of a table can mean; raises ValueError for what is no date.

    >>> first_day("2017-05")
    datetime.date(2017, 5, 1)
    """
    year, month, day = _parts(partial)
    return date(year, month or 1, day or 1)


def last_day(partial: str) -> date:
    """Return the last day that a date of a table can mean; raises ValueError for what is no date.

    >>> last_day("2017-02")
    datetime.date(2017, 2, 28)
    """
    year, month, day = _parts(partial)
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


def _parts(partial: str) -> tuple[int, int | None, int | None]:
    match = PARTIAL.fullmatch(partial)
    if match is None:
        raise ValueError(f'not a date: "{partial}"; write 2017, 2017-05 or 2017-05-03')
    year, month, day = match.groups()
    return int(year), int(month) if month else None, int(day) if day else None

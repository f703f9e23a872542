"""Time expressions of Arabic news get the day, month or year that a reader gives them; what cannot be told stays open."""

from datetime import date

import pytest

from waqai.arabic.words import folded_words
from waqai.knowledge.times import Calendar
from waqai.resolve.times import Dated, resolve_time

WEDNESDAY = date(2025, 5, 14)


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return Calendar.load()


def resolved(expression: str, calendar: Calendar, published: date | None = WEDNESDAY, ahead: bool = False) -> Dated | None:
    return resolve_time(folded_words(expression), published, calendar, ahead)


@pytest.mark.parametrize(
    ("expression", "start", "granularity"),
    [
        ("الأربعاء", "2025-05-14", "day"),  # the article's own day
        ("يوم الاثنين", "2025-05-12", "day"),
        ("مساء أمس الثلاثاء", "2025-05-13", "day"),
        ("الأربعاء الماضي", "2025-05-07", "day"),
        ("الجمعة المقبل", "2025-05-16", "day"),
        ("أمس", "2025-05-13", "day"),
        ("أمس الأول", "2025-05-12", "day"),
        ("أول أمس", "2025-05-12", "day"),
        ("غدا الخميس", "2025-05-15", "day"),
        ("قبل يومين", "2025-05-12", "day"),
        ("قبل 3 أيام", "2025-05-11", "day"),
        ("التاسع عشر من ديسمبر الماضي", "2024-12-19", "day"),
        ("الخامس والعشرين من نيسان", "2025-04-25", "day"),
        ("18 مايو الجاري", "2025-05-18", "day"),
        ("بعد غد", "2025-05-16", "day"),
        ("قبل أمس", "2025-05-12", "day"),
        ("مايو الماضي", "2024-05-01", "month"),
        ("مايو المقبل", "2026-05-01", "month"),
        ("يونيو المقبل", "2025-06-01", "month"),
        ("اليوم", "2025-05-14", "day"),
        ("غدا", "2025-05-15", "day"),
        ("14 أيار/مايو 2025", "2025-05-14", "day"),  # doubled month names
        ("الأربعاء 14 مايو", "2025-05-14", "day"),
        ("٣ جوان", "2024-06-03", "day"),  # Maghrebi June, Eastern digits: the last one before publication
        ("في 20 غشت 2024", "2024-08-20", "day"),
        ("14/5/2025", "2025-05-14", "day"),
        ("2025-05-14", "2025-05-14", "day"),
        ("يناير/كانون الثاني الماضي", "2025-01-01", "month"),
        ("كانون الأول 2023", "2023-12-01", "month"),
        ("فيفري الماضي", "2025-02-01", "month"),
        ("ديسمبر", "2024-12-01", "month"),
        ("الشهر الماضي", "2025-04-01", "month"),
        ("العام الماضي", "2024-01-01", "year"),
        ("العام الحالي", "2025-01-01", "year"),
        ("2018", "2018-01-01", "year"),
        ("عام 2018²", "2018-01-01", "year"),  # the mark of a footnote
        ("منذ عام 2011", "2011-01-01", "year"),
        ("الأسبوع الماضي", "2025-05-05", "period"),
        ("هذا الأسبوع", "2025-05-12", "period"),
        ("هذا العام", "2025-01-01", "year"),
        ("بين 2011 و2015", "2011-01-01", "period"),
        ("يومي 7 و8 مايو", "2025-05-07", "period"),
        ("تموز وآب 2024", "2024-07-01", "period"),
        ("الاثنين والثلاثاء", "2025-05-12", "period"),
        ("قبل ثلاثة أيام", "2025-05-11", "day"),
        ("قبل عشرة أيام", "2025-05-04", "day"),
        ("قبل خمسة عشر يوما", "2025-04-29", "day"),
        ("الأربعاء قبل الماضي", "2025-04-30", "day"),
        ("السادس من الشهر الجاري", "2025-05-06", "day"),
        ("السادس من الشهر الماضي", "2025-04-06", "day"),
        ("5 الجاري", "2025-05-05", "day"),
        ("غرة أفريل", "2025-04-01", "day"),
        ("العشرين من أيار 2024", "2024-05-20", "day"),
        ("شهر أكتوبر من العام الماضي", "2024-10-01", "month"),
        ("اليوم الثلاثاء", "2025-05-13", "day"),  # written on the eve of publication
        ("بعد ظهر الأحد", "2025-05-11", "day"),
        ("هذا الصباح", "2025-05-14", "day"),
        ("يوم 04/05/2025", "2025-05-04", "day"),
        ("12 رمضان 1446 هـ", "2025-03-12", "day"),
        ("رمضان الماضي", "2025-03-01", "month"),
        ("عام 1445 هـ", "2023-07-19", "year"),
    ],
)
def test_an_expression_is_resolved(calendar: Calendar, expression: str, start: str, granularity: str) -> None:
    found = resolved(expression, calendar)
    assert found is not None
    assert (str(found.start), found.granularity) == (start, granularity)


def test_what_goes_on_has_no_end(calendar: Calendar) -> None:
    found = resolved("منذ 2011", calendar)
    assert found is not None
    assert found.end is None


def test_a_planned_weekday_is_the_next_one(calendar: Calendar) -> None:
    found = resolved("الاثنين", calendar, ahead=True)
    assert found is not None
    assert found.start == date(2025, 5, 19)


@pytest.mark.parametrize("expression", ["الأربعاء", "أمس", "الشهر الماضي", "3 جوان"])
def test_without_a_publication_date_nothing_relative_is_resolved(calendar: Calendar, expression: str) -> None:
    assert resolved(expression, calendar, published=None) is None


@pytest.mark.parametrize(
    "expression",
    [
        "31 شباط 2024",
        "في 45 مايو 2025",
        "ساعة متأخرة",
        "مؤخرا",
        "ذلك اليوم",
        "اليوم الأول",
        "قبل 2018",
        "بعد عام 2003",
        "قبل الأربعاء",
        "الأسبوع الأول من مايو",
        "قبل أيام",
        "قبل نحو ثلاثة أشهر",
        "منذ العام ألفين وخمسة",
        "ليل الثلاثاء الأربعاء",
        "أمس الأحد",  # yesterday was a Tuesday
        "بعد ثلاثة أيام",
        "نفس اليوم",
        "40 رمضان 1446",
        "السنوات الماضية",
        "عام 20177",
    ],
)
def test_what_is_no_date_stays_open(calendar: Calendar, expression: str) -> None:
    assert resolved(expression, calendar) is None


def test_a_full_date_needs_no_publication_date(calendar: Calendar) -> None:
    found = resolved("14 مايو 2025", calendar, published=None)
    assert found is not None
    assert found.start == WEDNESDAY

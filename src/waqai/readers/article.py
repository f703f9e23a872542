"""Make a Document of the parts of an article, whatever file they came from."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date, datetime

from waqai.errors import InputError
from waqai.records import Document

ARABIC_LETTER = re.compile(r"[\u0620-\u064a\u0671-\u06d3\ufb50-\ufdff\ufe70-\ufefc]")
LETTER = re.compile(r"[^\W\d_]")
ARABIC_SHARE = 0.4
"""Below this share of Arabic letters among all letters, a text is not Arabic."""

LONGEST_ARTICLE = 2_000_000
"""In characters: a longer text is no article but a collection, and would take gigabytes."""

FIRST_YEAR, LAST_YEAR = 1800, 2100
"""Years outside are no dates of news but what databases write for an unknown one."""

NON_ARABIC_LETTERS = re.compile(r"[پچژگکیۀہےٹڈڑں]")
FOREIGN_SHARE = 0.03
"""Above this share of letters that Arabic does not write (Persian, Urdu), a text in Arabic script is not Arabic."""


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the caller says about articles that do not say it themselves."""

    published: date | None = None
    publisher: str | None = None


def make_document(
    source: str,
    text: str,
    *,
    defaults: Defaults,
    id: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
    published: date | None = None,
) -> Document:
    """Return the document of a text (title, newline, body), unaltered; without an id of its own it is named by a hash of its content.

    Raises InputError for a text that is empty, not Arabic, or longer than any article.
    """
    _check_arabic(source, text)
    if len(text) > LONGEST_ARTICLE:
        raise InputError(source, f"{len(text):,} characters are no article; split it into articles of at most {LONGEST_ARTICLE:,}")
    published = published or defaults.published
    return Document(
        id=id or content_hash(text, published),
        text=text,
        url=url or None,
        publisher=publisher or defaults.publisher,
        published=published,
    )


def content_hash(text: str, published: date | None) -> str:
    """Return 16 hexadecimal digits that name a text and its date."""
    return hashlib.sha256(f"{published or ''}\n{text}".encode()).hexdigest()[:16]


def parse_published(value: str | date | None, source: str) -> date | None:
    """Read a date, a date-time, or one in ISO form; an empty one, and a year that no news is from, is None.

    Raises InputError for anything else.

    >>> parse_published("2025-05-14T08:30:00Z", "a.jsonl:1")
    datetime.date(2025, 5, 14)
    """
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value.strip()) if value.strip() else None
        except ValueError:
            raise InputError(source, f'"published" is not an ISO date such as 2025-05-14: {value!r}') from None
    if isinstance(value, datetime):
        value = value.date()
    return value if value and FIRST_YEAR <= value.year <= LAST_YEAR else None


def _check_arabic(source: str, text: str) -> None:
    letters = len(LETTER.findall(text))
    arabic = len(ARABIC_LETTER.findall(text))
    if not arabic and not letters:
        raise InputError(source, "empty: no words in it")
    if arabic < ARABIC_SHARE * letters:
        raise InputError(source, f"not Arabic: {arabic} of {letters} letters are Arabic")
    foreign = len(NON_ARABIC_LETTERS.findall(text))
    if letters > 40 and foreign > FOREIGN_SHARE * letters and "ة" not in text:
        raise InputError(source, "not Arabic: written in another language of the Arabic script")

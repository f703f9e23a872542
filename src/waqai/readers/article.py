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
    title: str,
    body: str,
    *,
    defaults: Defaults,
    id: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
    published: date | None = None,
) -> Document:
    """Return the document of a title and a body; without an id of its own it is named by a hash of its content.

    Raises InputError for an empty or non-Arabic text.
    """
    text = f"{title.strip()}\n{body.strip()}" if body.strip() else title.strip()
    _check_arabic(source, text)
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


def parse_published(value: str | None, source: str) -> date | None:
    """Read an ISO date or date-time; an empty one is None.

    Raises InputError for anything else.

    >>> parse_published("2025-05-14T08:30:00Z", "a.jsonl:1")
    datetime.date(2025, 5, 14)
    """
    if not value or not value.strip():
        return None
    try:
        return datetime.fromisoformat(value.strip()).date()
    except ValueError:
        raise InputError(source, f'"published" is not an ISO date such as 2025-05-14: {value!r}') from None


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

"""Web pages: trafilatura finds title, date, site and text."""

from collections.abc import Iterator
from datetime import date

from waqai.errors import InputError
from waqai.readers.article import Defaults, make_document
from waqai.readers.decoding import decode
from waqai.records import Document

SURE_DATES = {"extensive_search": False, "original_date": True, "min_date": "1995-01-01"}
"""Only what the page declares as its date: a footer's copyright year or a day in the text is none."""


def read_html(data: bytes, source: str, defaults: Defaults) -> Iterator[Document]:
    """Yield the article of a page.

    Raises InputError when the page has no article in it.
    """
    from trafilatura import bare_extraction  # takes half a second to import: only who reads pages pays for it

    page = bare_extraction(decode(data, source), with_metadata=True, include_comments=False, include_tables=False, date_extraction_params=SURE_DATES)
    if page is None or isinstance(page, dict) or not page.text:
        raise InputError(source, "no article found in the page")
    yield make_document(
        source,
        f"{page.title or ''}\n{_without_repeated_title(page.text, page.title)}",
        defaults=defaults,
        url=page.url,
        publisher=page.sitename or page.hostname,
        published=date.fromisoformat(page.date) if page.date else None,
    )


def _without_repeated_title(text: str, title: str | None) -> str:
    first, _, rest = text.partition("\n")
    return rest if title and first.strip() == title.strip() else text

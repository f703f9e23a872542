"""Web pages: trafilatura finds title, date, site and text."""

from collections.abc import Iterator
from datetime import date

from waqai.errors import InputError
from waqai.readers.article import Defaults, make_document
from waqai.readers.decoding import decode
from waqai.records import Document


def read_html(data: bytes, source: str, defaults: Defaults) -> Iterator[Document]:
    """Yield the article of a page.

    Raises InputError when the page has no article in it.
    """
    from trafilatura import bare_extraction  # takes half a second to import: only who reads pages pays for it

    page = bare_extraction(decode(data, source), with_metadata=True, include_comments=False, include_tables=False)
    if page is None or isinstance(page, dict) or not page.text:
        raise InputError(source, "no article found in the page")
    yield make_document(
        source,
        page.title or "",
        _without_repeated_title(page.text, page.title),
        defaults=defaults,
        url=page.url,
        publisher=page.sitename or page.hostname,
        published=date.fromisoformat(page.date) if page.date else None,
    )


def _without_repeated_title(text: str, title: str | None) -> str:
    first, _, rest = text.partition("\n")
    return rest if title and first.strip() == title.strip() else text

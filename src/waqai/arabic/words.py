"""Split a cleaned sentence into words: runs of letters and digits, and each other sign by itself."""

import re

WORD = re.compile(r"[^\W_]+|[^\w\s]|_")


def split_words(text: str) -> list[tuple[int, int]]:
    """Return the ranges of the words and signs of a cleaned text, in order.

    >>> text = "وصل عراقجي، إلى موسكو."  # 'Araghchi arrived in Moscow.'
    >>> [text[start:end] for start, end in split_words(text)]
    ['وصل', 'عراقجي', '،', 'إلى', 'موسكو', '.']
    """
    return [match.span() for match in WORD.finditer(text)]

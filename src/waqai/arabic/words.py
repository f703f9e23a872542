"""Split a cleaned sentence into words: runs of letters, runs of digits, and each other sign by itself."""

import re

from waqai.arabic.normalize import clean, fold

WORD = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")


def split_words(text: str) -> list[tuple[int, int]]:
    """Return the ranges of the words and signs of a cleaned text, in order.

    >>> text = "وصل عراقجي، إلى موسكو."  # 'Araghchi arrived in Moscow.'
    >>> [text[start:end] for start, end in split_words(text)]
    ['وصل', 'عراقجي', '،', 'إلى', 'موسكو', '.']
    """
    return [match.span() for match in WORD.finditer(text)]


def folded_words(text: str) -> list[str]:
    """Return the words of any text as they are looked up: cleaned, folded, split.

    >>> folded_words("إلى القاهِرة")  # 'to Cairo'
    ['الي', 'القاهره']
    """
    folded = fold(clean(text).text)
    return [folded[start:end] for start, end in split_words(folded)]

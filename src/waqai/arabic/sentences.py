"""Split a text into sentences: a string in, half-open code point ranges out; nothing is changed or lost but white space."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

Range = tuple[int, int]

LONGEST = 1000
"""A longer stretch without a stop is cut at a comma or a space, so that one line of 2 MB cannot become one sentence."""

LONGEST_QUOTE = 300
"""A stop inside quotation marks ends no sentence, unless the quotation is longer than this (then the marks are not trusted)."""

STOP = re.compile(
    r"""(?P<mark>(?<![.!?؟۔])[.!?؟۔]++)  # one stop or several
        (?P<close>[\s]?["”»’')\]]+(?=\s|$))?   # marks that close after it, at most one space away
        (?=\s|$)
      | (?<=[\u0621-\u064a]{3})(?P<glued>\.)(?=[\u0621-\u064a]{3})  # «السبت.وقال» (Saturday.And he said)
    """,
    re.VERBOSE,
)
ELLIPSIS = re.compile(r"\.{2,}$")
ABBREVIATION = re.compile(r"(?:^|[\s(«\"“.])(?:[\u0621-\u064a]|هـ|ق\.م|[A-Z])$")
"""A lone letter before a stop, as in «د. علي» (Dr Ali), «ص. 5» (p. 5), «سي.إن.إن» (CNN), «J. Smith»."""

LIST_NUMBER = re.compile(r"(?:^|[.!?؟:؛]\s)\s*[0-9٠-٩۰-۹]{1,3}$")
QUOTES = re.compile(r"«[^«»]*»|“[^“”]*”|\"[^\"]*\"")


def split_sentences(text: str) -> list[Range]:
    """Return the ranges of the sentences of a text, in order.

    A line break always ends a sentence; so does a stop before white space, unless it belongs to an
    abbreviation, a list number, an ellipsis or a quotation that goes on.

    >>> text = 'التقى د. علي الوزير. وقال: "لن ننسحب. هذا قرارنا".'  # 'Dr Ali met the minister. He said: …'
    >>> [text[start:end] for start, end in split_sentences(text)]
    ['التقى د. علي الوزير.', 'وقال: "لن ننسحب. هذا قرارنا".']
    """
    return [cut for line in _lines(text) for sentence in _sentences_of_line(text, line) for cut in _cut_to_length(text, sentence)]


def _lines(text: str) -> Iterator[Range]:
    for match in re.finditer(r"[^\n\r\u2028\u2029]+", text):
        yield match.span()


def _sentences_of_line(text: str, line: Range) -> Iterator[Range]:
    start, end = line
    quoted = _short_quotes(text, line)
    stops = [match.end() for match in STOP.finditer(text, start, end) if _ends_sentence(text, start, match, quoted)]
    for left, right in pairwise([start, *stops, end]):
        yield from _trimmed(text, left, right)


def _short_quotes(text: str, line: Range) -> list[Range]:
    if text.count('"', *line) % 2 and "«" not in text[slice(*line)]:
        return []  # a stray mark: it cannot be told which stretches are inside
    return [match.span() for match in QUOTES.finditer(text, *line) if match.end() - match.start() <= LONGEST_QUOTE]


def _ends_sentence(text: str, line_start: int, match: re.Match[str], quoted: list[Range]) -> bool:
    if match["glued"]:
        return True
    mark, before = match["mark"], text[max(line_start, match.start() - 8) : match.start()]
    if ELLIPSIS.fullmatch(mark):
        return False
    if mark == "." and (ABBREVIATION.search(before) or LIST_NUMBER.search(before)):
        return False
    before_stop = bisect_left(quoted, (match.start(), 0))
    return before_stop == 0 or match.end() >= quoted[before_stop - 1][1]


def _cut_to_length(text: str, sentence: Range) -> Iterator[Range]:
    start, end = sentence
    while end - start > LONGEST:
        cut = max(text.rfind(mark, start + LONGEST // 2, start + LONGEST) for mark in ("،", ";", "؛"))
        if cut < 0:
            cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = cut + 1 if cut >= 0 else start + LONGEST
        yield from _trimmed(text, start, cut)
        start = cut
    yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Range]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if any(character.isalnum() for character in text[start:end]):
        yield start, end

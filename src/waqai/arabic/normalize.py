"""Normalise Arabic text: a string in, a normalised string out with a map from each of its letters to the original.

Two strengths: `clean` takes away what carries no letter and unifies code points (the model reads this);
`fold` also unifies spellings, for look-ups (lexicon and text go through the same function).
"""

import re
import unicodedata
from dataclasses import dataclass

MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08ff"  # harakat, Quranic signs
TATWEEL = "\u0640"
CONTROLS = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"  # soft hyphen, bidi controls, zero-width characters
PRESENTATION = "\ufb50-\ufdff\ufe70-\ufefc"

SPECIAL = re.compile(f"[{MARKS}{TATWEEL}{CONTROLS}{PRESENTATION}]")
IGNORED = re.compile(f"[{MARKS}{TATWEEL}{CONTROLS}]")
BELONGS_TO_LETTER_BEFORE = re.compile(f"[{MARKS}{TATWEEL}]")

DIGITS = {ord(c): str(i % 10) for i, c in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}
UNIFIED = DIGITS | {
    ord("ی"): "ي",  # Persian ya
    ord("ۍ"): "ي",
    ord("ې"): "ي",
    ord("ک"): "ك",  # Persian kaf
    ord("ڪ"): "ك",
    ord("ہ"): "ه",
    ord("ە"): "ه",
    ord("\u00a0"): " ",
    ord("\u202f"): " ",
    ord("\u2009"): " ",
}
FOLDED = {
    **{ord(c): "ا" for c in "أإآٱ"},
    ord("ى"): "ي",
    ord("ة"): "ه",
    ord("ؤ"): "و",
    ord("ئ"): "ي",
    ord("گ"): "ك",
    ord("ڤ"): "ف",
    ord("پ"): "ب",
    ord("چ"): "ج",
}


@dataclass(frozen=True, slots=True)
class Normalized:
    """Normalised text and, for each of its code points, the range of the original that it stands for."""

    text: str
    starts: tuple[int, ...] | range
    ends: tuple[int, ...] | range

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the original text behind a non-empty range of the normalised text."""
        return self.starts[start], self.ends[end - 1]


def clean(text: str) -> Normalized:
    """Take away diacritics, tatweel and invisible characters; unify presentation forms, Persian letters and digits.

    A diacritic belongs to the letter before it, so that a range never cuts a letter from its vowels.

    >>> cleaned = clean("أكَّدَ في ٢٠٢٥")  # 'he affirmed in 2025'
    >>> cleaned.text, cleaned.original(0, 3)
    ('أكد في 2025', (0, 6))
    """
    if not SPECIAL.search(text):
        return Normalized(text.translate(UNIFIED), range(len(text)), range(1, len(text) + 1))
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for at, character in enumerate(text):
        if BELONGS_TO_LETTER_BEFORE.match(character):
            if ends and ends[-1] == at:
                ends[-1] = at + 1
            continue
        for letter in _spelled_out(character):
            letters.append(letter)
            starts.append(at)
            ends.append(at + 1)
    return Normalized("".join(letters).translate(UNIFIED), tuple(starts), tuple(ends))


def fold(text: str) -> str:
    """Unify the spellings that Arabic writers mix: hamza seats, alef maqsura and ya, ta marbuta and ha.

    The text should be clean already; its length does not change.

    >>> fold("أردوغان في القاهرة على")  # 'Erdoğan in Cairo on'
    'اردوغان في القاهره علي'
    """
    return text.translate(FOLDED)


def key(text: str) -> str:
    """Return the form under which a word or name is looked up: cleaned, folded, single spaces.

    >>> key("الولاياتُ  المتّحدة")  # 'the United States'
    'الولايات المتحده'
    """
    return fold(" ".join(clean(text).text.split()))


def _spelled_out(character: str) -> str:
    if not SPECIAL.match(character):
        return character
    spelled = unicodedata.normalize("NFKC", character)  # ﻻ (one code point) -> لا (two)
    if spelled == character:
        return "" if IGNORED.match(character) else character
    return "".join(c for c in spelled if not IGNORED.match(c))

"""Take clitics and inflection off a folded word: a word in, the stems it may be an inflection of out.

Stripping only proposes; a stem counts when the lexicon knows it, so that no word is ever cut to something that is none.
"""

from collections.abc import Iterator

SHORTEST = 3
"""A stem has at least as many letters: shorter ones fit everything."""

CONJUNCTIONS = ("", "و", "ف")
PREPOSITIONS = ("", "ب", "ل", "ك")

NOUN_PREFIXES = frozenset(
    conjunction + rest for conjunction in CONJUNCTIONS for rest in (*PREPOSITIONS, *(preposition + "ال" for preposition in ("", "ب", "ك")), "لل", "ا", "اال")
) - {"ا", "وا", "فا"}
"""و ف, ب ل ك, ال and their combinations (لل for ل + ال)."""

VERB_PREFIXES = frozenset(conjunction + future + person for conjunction in CONJUNCTIONS for future in ("", "س", "ل") for person in ("", "ي", "ت", "ن", "ا"))
POSSESSIVES = ("", "ه", "ها", "هم", "هما", "هن", "نا", "ي", "ك", "كم")
OBJECTS = ("", "ه", "ها", "هم", "هما", "هن", "ني", "نا", "كم", "ك")

NOUN_SUFFIXES = (
    frozenset(
        [
            *POSSESSIVES,
            "ا",  # the accusative: هجوما, 'an attack'
            *(ending + possessive for ending in ("ات", "ت") for possessive in POSSESSIVES),
            *("ان", "ين", "ون", "تان", "تين", "يه"),
            *(ending + possessive for ending in ("ي", "و", "تي", "تا") for possessive in POSSESSIVES[1:7]),
        ]
    )
    - {"ت"}
)
FEMININE_SUFFIXES = frozenset(["ه", *(ending + possessive for ending in ("ات", "ت") for possessive in POSSESSIVES), "تان", "تين", "تا", "تي"])
"""What may stand in the place of a final ta marbuta: زيارة, زيارته, زيارات, زيارتان."""

VERB_SUFFIXES = frozenset(["وا", *(ending + pronoun for ending in ("", "ت", "ا", "و", "ون", "ان", "ين", "ن", "تا", "نا", "تم") for pronoun in OBJECTS)])
LONGEST_PREFIX = max(map(len, NOUN_PREFIXES | VERB_PREFIXES))
LONGEST_SUFFIX = max(map(len, NOUN_SUFFIXES | FEMININE_SUFFIXES | VERB_SUFFIXES))


def bare_forms(word: str) -> list[str]:
    """Return the word and what is left of it without و ف, ب ل ك and ال, the least cut first.

    >>> bare_forms("وبالسعوديه")  # 'and in Saudi Arabia'
    ['وبالسعوديه', 'بالسعوديه', 'السعوديه', 'سعوديه']
    """
    forms = [word]
    for length in range(1, min(LONGEST_PREFIX, len(word) - 2) + 1):
        prefix, rest = word[:length], word[length:]
        if prefix in NOUN_PREFIXES:
            forms.append(rest)
            if prefix.endswith("لل") and not prefix.endswith("الل"):
                forms.insert(-1, "ال" + rest)  # للسعودية: ل + السعودية
    return forms


def noun_stems(word: str) -> Iterator[tuple[str, bool]]:
    """Yield (stem, feminine): what a noun may be without clitics and endings; feminine when ta marbuta was among them.

    >>> ("زيار", True) in noun_stems("زيارته")  # 'his visit'
    True
    """
    for left in range(min(LONGEST_PREFIX, len(word) - SHORTEST) + 1):
        if word[:left] in NOUN_PREFIXES:
            for right in range(len(word), max(len(word) - LONGEST_SUFFIX, left + SHORTEST) - 1, -1):
                if word[right:] in NOUN_SUFFIXES:
                    yield word[left:right], False
                if word[right:] in FEMININE_SUFFIXES:
                    yield word[left:right], True


def verb_stems(word: str) -> Iterator[str]:
    """Yield what a verb may be without clitics, the prefixes of the imperfect and endings.

    >>> "ستهدف" in verb_stems("وسيستهدفونها")  # 'and they will target it'
    True
    """
    for left in range(min(LONGEST_PREFIX, len(word) - SHORTEST) + 1):
        if word[:left] in VERB_PREFIXES:
            for right in range(len(word), max(len(word) - LONGEST_SUFFIX, left + SHORTEST) - 1, -1):
                if word[right:] in VERB_SUFFIXES:
                    yield word[left:right]

"""Cut the words of a sentence into the pieces of the model's vocabulary."""

from collections.abc import Sequence
from pathlib import Path

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

UNKNOWN = 3


def make_tokenizer(vocabulary: Sequence[tuple[str, float]]) -> Tokenizer:
    """Build a unigram tokenizer from (piece, score) pairs; ids are the positions in the list."""
    tokenizer = Tokenizer(models.Unigram(list(vocabulary), unk_id=UNKNOWN))
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    return tokenizer


def load_tokenizer(path: Path) -> Tokenizer:
    """Read a tokenizer from its JSON file."""
    return Tokenizer.from_file(str(path))


def tokenize(tokenizer: Tokenizer, words: Sequence[str]) -> list[list[int]]:
    """Return the piece ids of each word; a word of which nothing is known still has one piece, the unknown one."""
    pieces: list[list[int]] = [[] for _ in words]
    encoding = tokenizer.encode(list(words), is_pretokenized=True)
    for piece, word in zip(encoding.ids, encoding.word_ids, strict=True):
        if word is not None:
            pieces[word].append(piece)
    return [word or [UNKNOWN] for word in pieces]

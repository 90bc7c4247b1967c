"""Spelling: words without tones and punctuation, and the edit distance of two words."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+\+?")


@lru_cache(maxsize=2048)
def plain(text: str) -> str:
    """Lower case without tones and apostrophes; other punctuation becomes one space."""
    bare = re.sub(r"['’‘ʼ`]", "", text.casefold())
    if not bare.isascii():
        marks = unicodedata.normalize("NFD", bare)
        bare = "".join(each for each in marks if not unicodedata.combining(each))
        bare = unicodedata.normalize("NFC", bare)
    return " ".join(_WORD.findall(bare))


def letters(word: str) -> int:
    """The set of letters as bits; words one typing error apart differ in two bits at most."""
    mask = 0
    for character in word:
        mask |= 1 << (ord(character) & 31)
    return mask


def slips_between(one: str, other: str, most: int) -> int:
    """Letters added, lost, changed or swapped between two words; above ``most`` not exact.

    Source: optimal string alignment, a restricted Damerau-Levenshtein distance.
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, match in enumerate(other, 1):
            cost = before[j - 1] + (letter != match)
            cost = min(cost, before[j] + 1, row[j - 1] + 1)
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == match:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]

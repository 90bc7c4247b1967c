"""How people write and slip: words without tones and signs, and how far two words are apart."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+\+?")


@lru_cache(maxsize=2048)
def plain(text: str) -> str:
    """Small letters without tones and apostrophes, other signs as spaces, one space between."""
    bare = re.sub(r"['’‘ʼ`]", "", text.casefold())
    if not bare.isascii():
        marks = unicodedata.normalize("NFD", bare)
        bare = "".join(sign for sign in marks if not unicodedata.combining(sign))
        bare = unicodedata.normalize("NFC", bare)
    return " ".join(_WORD.findall(bare))


def letters(word: str) -> int:
    """The set of letters as bits: words a slip apart differ in two at most."""
    mask = 0
    for sign in word:
        mask |= 1 << (ord(sign) & 31)
    return mask


def slips_between(one: str, other: str, most: int) -> int:
    """Letters added, lost, changed or swapped between two words; more than ``most`` is not exact.

    Source: optimal string alignment, a restricted Damerau-Levenshtein distance.
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, sign in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, match in enumerate(other, 1):
            cost = before[j - 1] + (sign != match)
            cost = min(cost, before[j] + 1, row[j - 1] + 1)
            if i > 1 and j > 1 and sign == other[j - 2] and one[i - 2] == match:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]

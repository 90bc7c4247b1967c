"""Spelling: words without tones and punctuation, and the edit distance of two words."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_APOSTROPHE: Final = re.compile(r"['’‘ʼ`´]")
_WORD: Final = re.compile(r"[^\W_]+")
_WORD_OR_PLUS: Final = re.compile(r"[^\W_]+\+?")
_LETTERS: Final = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "ı": "i",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ŧ": "t",
        "ŋ": "n",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
    }
)
"""Letters that people without them on the keyboard write so; Unicode has no accent to take away."""
_NUKTA: Final = 7
_ARABIC_MARKS: Final = range(27, 37)
_LATIN_MARKS: Final = 200
"""Canonical combining classes of marks that are often left out when typing, and of accents."""


@lru_cache(maxsize=2048)
def plain(text: str) -> str:
    """`bare_words` that keep a `+` at the end of a word: `gv24+`."""
    return bare_words(text, kept="+")


def bare_words(text: str, kept: str = "") -> str:
    """Lower case without accents, tones and apostrophes; one space between words.

    Letters such as ł and ø become those that people type for them, wide characters narrow ones.

    The dependent vowels of Indian scripts stay: without them different words become the same.
    `kept` has characters that stay at the end of a word.
    """
    if text.isascii():
        word = _WORD_OR_PLUS if kept else _WORD
        return " ".join(word.findall(_APOSTROPHE.sub("", text.casefold())))
    out = ""
    lower = _APOSTROPHE.sub("", text).casefold().translate(_LETTERS)
    for character in unicodedata.normalize("NFKD", lower):
        if is_mark(character):
            if out[-1:].strip() and not _is_left_out(unicodedata.combining(character)):
                out += character
        elif character.isalnum():
            out += character
        elif character == kept and out[-1:].isalnum():
            out += f"{kept} "
        else:
            out += " "
    # Candrabindu and anusvara are written for each other.
    bare = unicodedata.normalize("NFC", out).replace("\u0901", "\u0902")
    return " ".join(bare.split())


def is_mark(character: str) -> bool:
    """Whether it belongs to the letter before it: an accent, a tone, a dependent vowel."""
    return unicodedata.category(character).startswith("M")


def _is_left_out(combining: int) -> bool:
    return combining == _NUKTA or combining in _ARABIC_MARKS or combining >= _LATIN_MARKS


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

"""Parts of the body for the filter of points; each covers about a dozen regions."""

import re
from typing import Final

_WORDS: Final = {
    "head": "head forehead temple ear ears face eye eyes brow crown",
    "neck and shoulders": "neck shoulder shoulders",
    "arm and hand": "wrist forearm arm elbow hand finger fingers thumb palm",
    "chest": "chest collarbone breastbone",
    "belly": "abdomen belly navel stomach",
    "leg": "leg knee shin calf ankle thigh hip",
    "foot": "foot sole toe toes heel",
    "back": "back waist spine",
}
_PART_OF: Final = {word: part for part, words in _WORDS.items() for word in words.split()}

PARTS: Final = tuple(_WORDS)
"""From head to foot, then the back."""


def part_of(region: str) -> str | None:
    """The part that a region belongs to; `None` if unknown. The back of a hand belongs to hand."""
    found = {_PART_OF.get(word) for word in re.findall(r"[a-z]+", region.casefold())}
    return next((part for part in PARTS if part in found), None)

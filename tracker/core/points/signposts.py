"""Signposts: words that need a sentence before any point, as someone in a crisis may type them."""

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.core.text.spelling import plain


@dataclass(frozen=True, slots=True)
class Signpost:
    """Phrases, and the sentence for them."""

    words: tuple[str, ...]
    text: str


def signpost_for(text: str, signposts: Iterable[Signpost]) -> str | None:
    """The sentence of the first signpost with a phrase in this text; `None` when none has one."""
    asked = f" {plain(text)} "
    for signpost in signposts:
        if any(f" {plain(words)} " in asked for words in signpost.words):
            return signpost.text
    return None

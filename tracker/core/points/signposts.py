"""Signposts: recognises words of a crisis, an emergency, a symptom to check, a heavy hour.

Every search, every "no such point" and every note goes through `Signposts.find`. Nothing it
finds is recorded, counted or blocked; its text is only shown first.

A pattern is words in their order, as people write them::

    a|b    either word            word*   any ending of the word    a~b    two words as one choice
    _      up to two words        =words  only when nothing else is typed

First every `unless` phrase is removed from the text, in any language, so that "dying to sleep. I
want to die" still matches. A rule marked `alone` uses only its own `unless` phrases. `anywhere`
phrases are found inside the text, for scripts that join words; every `unless_anywhere` phrase is
removed from it first.

A word of six letters or more can have one slip: a letter added, lost, changed or swapped. It is
corrected to a pattern's word unless that word, or the typed one, is a word of the library or of an
`unless` phrase. Words with dependent vowels, as in Indian scripts, are not corrected: there one
character makes another word.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final

from tracker.core.text.spelling import bare_words, is_mark, letters, slips_between

_ELISION: Final = re.compile(r"(?<!\w)((?:[cdjlmnst]|qu|all|dell|nell|un))['’‘ʼ`´]", re.IGNORECASE)
"""French and Italian join a short word to the next: *l'envie* is one word or two."""
_LEAST_LETTERS: Final = 6
"""Minimum letters of a word that can have a slip; shorter ones are a slip from too many others."""
_FIRST_LETTER: Final = 8
"""Minimum letters of a word whose first letter can be the slip: `ending` is not `sending`."""
_LONGEST_ENDING: Final = 3
"""Maximum letters after a stem that has a slip: `suicd-al`."""
_LONGEST: Final = 2000
"""Characters of a text that are read; a note can be longer."""


class SignpostKind(StrEnum):
    """The kinds of signposts, the gravest first."""

    CRISIS = "crisis"
    EMERGENCY = "emergency"
    CHECK = "check"
    GENTLE = "gentle"


class PatternError(ValueError):
    """A phrase that is not a pattern; `phrase` is the phrase as written."""

    def __init__(self, phrase: str, reason: str) -> None:
        super().__init__(reason)
        self.phrase = phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class SignpostRule:
    """One language's words for one kind."""

    kind: SignpostKind
    lang: str
    """ISO 639-1."""
    patterns: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    anywhere: tuple[str, ...] = ()
    unless_anywhere: tuple[str, ...] = ()
    alone: bool = False
    text: str = ""
    """The text in the language of the rule; empty for the text of its kind."""


@dataclass(frozen=True, slots=True)
class Signpost:
    """The text to show before any point."""

    kind: SignpostKind
    lang: str
    text: str


class _Phrases:
    """Phrases as one regular expression, compiled when it is first needed."""

    def __init__(self, phrases: Iterable[str]) -> None:
        """Raise PatternError for a phrase that is not a pattern."""
        each = tuple(phrases)
        self._expression = "|".join(map(_expression, each)) or r"(?!)"
        self.starts = frozenset(start for phrase in each for start in _starts(phrase))
        """The possible starts of the first word of a match."""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The expression; all of them take 40 ms to compile, and most texts need none."""
        return re.compile(self._expression)


@dataclass(frozen=True, slots=True)
class _Reader:
    """A rule with its phrases compiled on demand."""

    signpost: Signpost
    patterns: _Phrases
    unless: _Phrases
    anywhere: tuple[str, ...]

    def meets(self, text: str) -> bool:
        """Whether the folded text, with `unless` phrases removed, matches a pattern."""
        return bool(self.patterns.pattern.search(self.unless.pattern.sub(" #", text)))


class Signposts:
    """All rules. Build it once; `find` takes well under a millisecond."""

    def __init__(
        self,
        rules: Sequence[SignpostRule],
        texts: dict[SignpostKind, str],
        words: Iterable[str] = (),
        ordinary: Iterable[str] = (),
    ) -> None:
        """`words` are the library's own: no word is corrected to one of them.

        `ordinary` are words, or stems with a `*`, that are never corrected. Raises PatternError for
        a phrase that is not a pattern.
        """
        shared = _Phrases(each for rule in rules if not rule.alone for each in rule.unless)
        self._not_inside = [
            bare_words(piece).replace(" ", "") for rule in rules for piece in rule.unless_anywhere
        ]
        order = list(SignpostKind)
        self._readers = [
            _Reader(
                Signpost(rule.kind, rule.lang, rule.text or texts[rule.kind]),
                _Phrases(rule.patterns),
                _Phrases(rule.unless) if rule.alone else shared,
                tuple(bare_words(piece).replace(" ", "") for piece in rule.anywhere),
            )
            for rule in sorted(rules, key=lambda rule: order.index(rule.kind))
        ]
        kept = {bare_words(word) for word in words}
        kept.update(word for rule in rules for each in rule.unless for word, _ in _literals(each))
        patterns = (each for rule in rules for each in rule.patterns)
        self._slips = _Slips(patterns, kept, ordinary)

    def find(self, text: str) -> Signpost | None:
        """The gravest signpost that a text matches; `None` without a match."""
        text = text[:_LONGEST]
        tried = {f" {bare_words(each)} " for each in (text, _ELISION.sub(r"\1 ", text))}
        tried |= {f" {mended} " for each in tuple(tried) if (mended := self._slips.mended(each))}
        pieces = bare_words(text).replace(" ", "")
        for piece in self._not_inside:
            pieces = pieces.replace(piece, "#")
        words = {word for each in tried for word in each.split()}
        starts = {word[:size] for word in words for size in range(1, len(word) + 1)}
        for reader in self._readers:
            could = not reader.patterns.starts.isdisjoint(starts)
            if could and any(map(reader.meets, tried)):
                return reader.signpost
            if any(piece in pieces for piece in reader.anywhere):
                return reader.signpost
        return None


class _Slips:
    """Corrects words that are one slip away from a pattern's word."""

    def __init__(
        self, patterns: Iterable[str], kept: Collection[str], ordinary: Iterable[str]
    ) -> None:
        """No word is corrected to one in `kept`; those and `ordinary` ones stay as they are."""
        literals = {literal for each in patterns for literal in _literals(each)}
        plain = {literal for each in ordinary for literal in _literals(each)}
        self._known = {word for word, _ in literals | plain} | set(kept)
        self._stems = tuple(word for word, ending in literals | plain if ending)
        self._targets = [
            (word, letters(word), ending)
            for word, ending in sorted(literals)
            if len(word) >= _LEAST_LETTERS and word not in kept and not _has_dependent_vowels(word)
        ]

    def mended(self, text: str) -> str:
        """The folded text with its slips corrected; empty if it has none."""
        words = text.split()
        better = [self._word(word) for word in words]
        return " ".join(better) if better != words else ""

    def _word(self, word: str) -> str:
        if len(word) < _LEAST_LETTERS or word in self._known or _has_dependent_vowels(word):
            return word
        if word.startswith(self._stems):
            return word
        for target, mask, ending in self._targets:
            for end in _ends(len(word), len(target), ending=ending):
                part = word[:end]
                if (letters(part) ^ mask).bit_count() <= 2 and _is_one_slip(part, target):
                    return target + word[end:]
        return word


def _ends(word: int, target: int, *, ending: bool) -> Iterator[int]:
    """Where a target of this length can end in a word: at its end, or before a short ending."""
    for length in (target, target + 1, target - 1):
        rest = word - length
        if rest == 0 or (ending and 0 < rest <= _LONGEST_ENDING):
            yield length


def _is_one_slip(word: str, target: str) -> bool:
    """Whether two words are one slip apart; in a short word the first letter must be right."""
    if word[0] != target[0] and len(target) < _FIRST_LETTER and word[:2] != target[1::-1]:
        return False
    return slips_between(word, target, 1) == 1


def _has_dependent_vowels(word: str) -> bool:
    return any(map(is_mark, word))


def _expression(phrase: str) -> str:
    """One phrase as a regular expression over a folded text between spaces."""
    words = _words(phrase)
    parts = "".join(
        r"(?: \S+){0,2}" if word == "_" else f" (?:{'|'.join(_choices(word, phrase))})"
        for word in words
    )
    return f"^{parts} $" if phrase.startswith("=") else f"{parts}(?= )"


def _words(phrase: str) -> list[str]:
    words = phrase.removeprefix("=").split()
    if not words:
        raise PatternError(phrase, "a pattern without a word")
    if "_" in (words[0], words[-1]):
        raise PatternError(phrase, "a gap (_) at its beginning or end")
    return words


def _choices(word: str, phrase: str) -> Iterator[str]:
    for choice in word.split("|"):
        bare = choice.removesuffix("*")
        if "*" in bare or "=" in bare or "_" in bare:
            raise PatternError(phrase, f"“{choice}” is not a word, word* or a~b")
        pieces = [_ELISION.sub("\\1\0", piece).split("\0") for piece in bare.split("~")]
        folded = [[bare_words(part) for part in piece] for piece in pieces]
        if not all(part for piece in folded for part in piece):
            raise PatternError(phrase, "an empty choice")
        found = " ".join(" ?".join(map(re.escape, piece)) for piece in folded)
        yield found + (r"\S*" if choice.endswith("*") else "")


def _starts(phrase: str) -> Iterator[str]:
    """The possible starts of the first word of a text that matches the phrase."""
    for choice in _words(phrase)[0].split("|"):
        first = choice.removesuffix("*").split("~")[0]
        yield bare_words(_ELISION.sub(r"\1 ", first)).split()[0]


def _literals(phrase: str) -> Iterator[tuple[str, bool]]:
    """Each single word of a phrase, folded, and whether any ending can follow."""
    for word in phrase.removeprefix("=").split():
        for choice in word.split("|"):
            for piece in choice.removesuffix("*").split("~"):
                for part in bare_words(piece).split():
                    yield part, choice.endswith("*")


NO_SIGNPOSTS: Final = Signposts((), {})
"""Signposts without rules, which match nothing."""

"""Reads a length and a moment from the words of a line that name nothing else.

A time with a colon is a time of day, never a length. Of two readings the one counts that keeps the
words of the length together, and those of the moment, with a unit of the length. Otherwise the
words are refused.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from typing import Final

from tracker.core.entry.new_records import EntryError
from tracker.core.text.clock_times import is_late
from tracker.core.text.durations import DurationError
from tracker.core.text.durations import seconds as seconds_of
from tracker.core.text.field_checks import Span
from tracker.core.text.moments import Order, Resolved, UnknownMomentError, WhenError, moment
from tracker.core.text.refusals import refusal
from tracker.core.text.visible import quoted, typed_ascii, visible

LONGEST_LINE: Final = 400
"""Maximum characters of a line."""
FILLERS: Final = frozenset({"on", "the", "my", "for", "at", "with", "through"})
"""Words without a meaning in a line, in small letters."""
_MOST_WORDS: Final = 10
"""Maximum words of one line that belong to a length or a moment."""
_BETWEEN: Final = r"(?<!\d),|,(?!\d)|(?<=[^\W\d]\d),|(?<=[^\W\d]\d\d),|[\s;]+"
"""A comma inside a number belongs to it (1,5h); a comma after a code does not (PC6,90s)."""


@dataclass(frozen=True, slots=True)
class Time:
    """A length and a moment; `None` for what the words do not give."""

    seconds: float | None
    when: Resolved | None


def words_of(text: str) -> list[str]:
    """The words of a line. Raises EntryError for a line that is too long."""
    if len(text) > LONGEST_LINE:
        raise EntryError(refusal("", len(text), Span(0, LONGEST_LINE, "characters")))
    return [word for word in re.split(_BETWEEN, typed_ascii(text)) if word]


def time_of(
    words: Sequence[str],
    now: datetime,
    order: Order | None,
    *,
    bare: bool,
    allowed: str,
    known: Iterable[str],
) -> Time:
    """The length and the moment in words that are nothing else.

    ``bare`` takes a number without a unit as minutes. ``allowed`` names the parts of such a line in
    words; ``known`` are names to suggest for a slip. Raises EntryError unless there is one reading.
    """
    if len(words) > _MOST_WORDS:
        raise _not_understood(words[0], allowed, known, bare=bare)
    found: list[tuple[int, Time]] = []
    refusals: list[str] = []
    for rank, seconds, rest in _splits(words, bare=bare):
        try:
            when = moment(" ".join(rest), now, order) if rest else None
        except UnknownMomentError:
            continue
        except WhenError as refused:
            refusals.append(str(refused))
            continue
        found.append((rank, Time(seconds, when)))
    best = min((rank for rank, _ in found), default=0)
    readings = [time for rank, time in found if rank == best]
    if any(time != readings[0] for time in readings):
        line = quoted(" ".join(words))
        raise EntryError(f"{line} can be read in two ways; write a length as 20m")
    if readings:
        return readings[0]
    if refusals:
        raise EntryError(refusals[0])
    raise _not_understood(_stranger(words, now, order, bare=bare), allowed, known, bare=bare)


def length_of(
    words: Sequence[str], *, allowed: str, known: Iterable[str], bare: bool = False
) -> float | None:
    """The length, in seconds, in words that are nothing else; `None` without words.

    ``bare`` takes a number without a unit as minutes. Raises EntryError naming the word that is
    not understood.
    """

    def found(some: Sequence[str]) -> float | None:
        return _seconds(some, bare=bare)

    if not words:
        return None
    seconds = found(words)
    if seconds is not None:
        return seconds
    spare = [
        word
        for place, word in enumerate(words)
        if found([*words[:place], *words[place + 1 :]]) is not None
    ]
    strange = [*spare, *(word for word in words if found([word]) is None), words[0]][0]
    raise _not_understood(strange, allowed, known, bare=bare)


def is_time(words: str, now: datetime | None, order: Order | None) -> bool:
    """Whether the words are a length or, with ``now``, a moment, even one that is refused."""
    return _seconds(words.split()) is not None or (
        now is not None and _is_moment(words, now, order)
    )


def _is_moment(words: str, now: datetime, order: Order | None) -> bool:
    try:
        moment(words, now, order)
    except UnknownMomentError:
        return False
    except WhenError:
        return True
    return True


def _splits(words: Sequence[str], *, bare: bool) -> Iterator[tuple[int, float | None, list[str]]]:
    """Every way to read some neighbouring words as a length and the others as a moment.

    Each has a rank; 0, the likeliest, has the other words together and a unit of the length.
    """
    count = len(words)
    for start in range(count):
        for end in range(start + 1, min(start + 4, count) + 1):
            seconds = _length(" ".join(words[start:end]), bare=bare)
            if seconds is not None:
                apart = start > 0 and end < count
                without_unit = words[end - 1].isdecimal() and end - start == 1
                yield 2 * apart + without_unit, seconds, [*words[:start], *words[end:]]
    yield 4, None, list(words)


def _length(words: str, *, bare: bool) -> float | None:
    if (
        ":" in words
        or is_late(words)
        or (words.replace(",", ".").count(".") and words[-1:].isdecimal())
    ):
        return None
    try:
        return seconds_of(words, "min" if bare else None)
    except DurationError:
        return None


def _stranger(words: Sequence[str], now: datetime, order: Order | None, *, bare: bool) -> str:
    """The word to name in a refusal: one without a meaning, if possible the only one."""

    def understood(others: Sequence[str]) -> bool:
        splits = _splits(others, bare=bare)
        return any(not rest or _is_moment(" ".join(rest), now, order) for _, _, rest in splits)

    odd = [word for word in words if not understood([word])]
    spare = [
        word
        for place, word in enumerate(words)
        if understood([*words[:place], *words[place + 1 :]])
    ]
    both = [word for word in spare if word in odd]
    return [*both, *odd, *reversed(spare), words[0]][0]


def _seconds(words: Sequence[str], *, bare: bool = False) -> float | None:
    try:
        return seconds_of(" ".join(words), "min" if bare else None)
    except DurationError:
        return None


def _not_understood(word: str, allowed: str, known: Iterable[str], *, bare: bool) -> EntryError:
    shown = visible(word[:40], lines=False)
    if word.isdecimal() and not bare:
        return EntryError(f"“{shown}” has no unit; write {shown}s or {shown}m")
    names = {name.casefold(): name for name in known}
    longer = [name for name in names if name.startswith(f"{word.casefold()} ")]
    if len(longer) > 1:
        return EntryError(f"“{shown}” can mean more than one; write {' or '.join(longer)}")
    close = get_close_matches(word[:40].casefold(), names, 1, 0.7)
    if close:
        return EntryError(f"“{shown}” is not understood; did you mean {names[close[0]]}?")
    return EntryError(f"“{shown}” is not understood; write {allowed}")

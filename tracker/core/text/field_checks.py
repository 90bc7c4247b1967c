"""Checks of the fields of facts: names, texts, codes, numbers and lengths in their ranges."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

from tracker.core.text.dates import day_words
from tracker.core.text.durations import exact_words
from tracker.core.text.refusals import Described, Expected, refused
from tracker.core.text.visible import visible

LONGEST_NAME: Final = 80
LONGEST_NOTE: Final = 4000
CODE: Final = re.compile(r"[^\W_][\w+.-]{0,23}")
"""Letters, digits and ``+ . -``: GV20, GV24+, EX-HN3, Anmian."""


class Span(NamedTuple):
    """Values from ``low`` to ``high``, both included; ``None`` means unlimited."""

    low: float | date | None
    high: float | date | None
    unit: str = ""
    """``s`` for lengths of time, ``MB`` for sizes, a plural noun for counts, empty for numbers."""

    @property
    def words(self) -> str:
        """``0 to 10``, ``up to 6 h``, ``1 to 60 steps``, ``Mon 9 Nov 2026 or later``."""
        low, high = self._written(self.low), self._written(self.high)
        if self.high is None:
            return f"{low} or {'later' if isinstance(self.low, date) else 'more'}"
        if self.low is None or (self.unit and not self.low):
            return f"up to {high}"
        if low == high:
            return f"exactly {high}"
        return f"{low if self.unit in {'', 's'} else low.partition(' ')[0]} to {high}"

    def refuse(self, found: object) -> str:
        """``12 is out of range; 0 to 10``, ``7 h is too long; up to 6 h``."""
        if found is None:
            return f"nothing is given; {self.words}"
        shown = self._written(found)
        below = self.low is not None and found < self.low  # type: ignore[operator]
        if isinstance(found, date):
            return f"{shown} is too {'early' if below else 'late'}; {self.words}"
        if not self.unit:
            return f"{shown} is out of range; {self.words}"
        if self.unit == "s":
            return f"{shown} is too {'short' if below else 'long'}; {self.words}"
        if self.unit == "MB":
            return f"{shown} is too {'small' if below else 'large'}; {self.words}"
        limits = self.words.removesuffix(f" {self.unit}")
        return f"{shown} is too {'few' if below else 'many'}; {limits}"

    def _written(self, value: object) -> str:
        """A limit or a value as the screen writes it, with its unit."""
        if isinstance(value, date):
            return day_words(value)
        if self.unit == "s" and isinstance(value, int | float):
            return exact_words(value)
        number = f"{value:g}" if isinstance(value, float) else str(value)
        return f"{number} {self.unit.removesuffix('s') if value == 1 else self.unit}".strip()


def check_name(field: str, text: str, *, empty: bool = False) -> None:
    """Raise FieldError for a name that is empty, too long, or has [ ] or control characters."""
    if empty and not text:
        return
    size = Span(1, LONGEST_NAME, "characters")
    if not text.strip() or len(text) > LONGEST_NAME:
        raise refused(field, len(text) if text.strip() else None, size)
    if visible(text) != text or set(text) & {"[", "]", "\n", "\t"}:
        plain = Expected("plain text", "leave out [ ] and control characters")
        raise refused(field, text, plain)


def check_text(field: str, text: str, *, empty: bool = True) -> None:
    """Raise FieldError for a text that is missing, too long, or has control characters."""
    if not empty and not text.strip():
        raise refused(field, None, Expected("text"))
    check_length(field, text)
    if visible(text) != text:
        plain = Expected("plain text", "leave them out")
        raise refused(field, Described("text with control characters"), plain)


def check_length(field: str, text: str) -> None:
    """Raise FieldError for a text longer than a note, in characters."""
    if len(text) > LONGEST_NOTE:
        raise refused(field, len(text), Span(0, LONGEST_NOTE, "characters"))


def check_texts(field: str, texts: Iterable[str]) -> None:
    """Raise FieldError if one of the texts is missing, too long or has control characters."""
    for text in texts:
        check_text(field, text, empty=False)


def check_code(field: str, code: str) -> None:
    """Raise FieldError for text that cannot be the code of a point."""
    if not CODE.fullmatch(code):
        form = Expected("a code", "write up to 24 letters, digits, + . -")
        raise refused(field, code, form)


def check_range(
    field: str, value: float, low: float, high: float, unit: str = "", *, name: str = ""
) -> None:
    """Raise FieldError for a number outside ``low`` to ``high``, both included.

    ``unit`` is a span's; ``name`` is what people call the field, if not ``field``.
    """
    if not low <= value <= high:
        raise refused(field, value, Span(low, high, unit), name=name)

"""Prepares lines for a voice or a braille display: units as words, and how long a line takes.

Every line of the plain session passes through `in_words`: the library's cautions, a summary and
the help page too.
"""

import re
import textwrap
from typing import Final

_UNITS: Final = {"h": "hour", "min": "minute", "s": "second"}
_HOURS: Final = re.compile(r"\b(\d+) h (\d\d)\b")
_LENGTH: Final = re.compile(r"\b(\d+(?:[.,]\d+)?) (h|min|s)\b")
_CLOCK: Final = re.compile(r"\b(?:(\d+):(?=\d\d:))?(\d+):(\d\d)(?= (?:to go|so far))")
_PART: Final = re.compile(r"\b(\d+)/(\d+) points\b")
_CHANGE: Final = re.compile(r"(\S+) (?:→|->) (\S+)")
_SENTENCE: Final = re.compile(r"(?<=[^\W\d][.?]) ")
"""The gap after a sentence; a number with a full stop is that of a step."""

_SECONDS_A_WORD: Final = 1 / 3.4
_SECONDS_A_STOP: Final = 0.35
_SECONDS_A_CHARACTER: Final = 0.16
"""Added for every digit and capital, which a voice says as a word of its own."""


def in_words(line: str) -> str:
    """The line with its units, changes and separators as words.

    ``15 s`` is 15 seconds, ``3 h 05`` 3 hours 5 minutes, ``4 → 6`` from 4 to 6, ``0:42 to go``
    42 seconds to go.
    """
    line = _CLOCK.sub(lambda found: _clock(*found.groups(default="0")), line)
    line = _HOURS.sub(lambda found: _of((found[1], "h"), (str(int(found[2])), "min")), line)
    line = _LENGTH.sub(lambda found: _of((found[1], found[2])), line)
    line = _CHANGE.sub(r"from \1 to \2", line)
    line = _PART.sub(r"\1 of \2 points", line)
    return line.replace(" · ", ", ")


def _clock(hours: str, minutes: str, seconds: str) -> str:
    return _of((str(int(hours)), "h"), (str(int(minutes)), "min"), (str(int(seconds)), "s"))


def _of(*parts: tuple[str, str]) -> str:
    """The parts that are not 0, as words; of nothing but zeros the last."""
    told = [part for part in parts if part[0] != "0"] or [parts[-1]]
    return " ".join(f"{n} {_UNITS[unit]}{'' if n == '1' else 's'}" for n, unit in told)


def seconds_to_say(text: str) -> float:
    """Seconds that a voice at its usual speed needs for this text, at most; 0 for no text."""
    words = len(text.split())
    stops = sum(map(text.count, ".,:;?"))
    single = sum(each.isdigit() or each.isupper() for each in text)
    return words * _SECONDS_A_WORD + stops * _SECONDS_A_STOP + single * _SECONDS_A_CHARACTER


def rows(line: str, width: int) -> list[str]:
    """The line in rows of at most this width.

    A row ends after a sentence where it can, else between words; a longer word has its own row.
    """
    found, row = [], ""
    for sentence in _SENTENCE.split(line):
        if row and len(row) + 1 + len(sentence) > width:
            found.append(row)
            row = ""
        row = f"{row} {sentence}" if row else sentence
        if len(row) > width:
            *full, row = textwrap.wrap(
                row, width, break_long_words=False, break_on_hyphens=False
            ) or [""]
            found += full
    return [*found, row]

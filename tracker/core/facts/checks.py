"""The weekly checks, PHQ-2 and GAD-2, for who switched them on: two answers, a score, its words.

A check is no diagnosis. It belongs to no day's practice and no streak, and nothing here compares
one week with another.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from tracker.core.text.field_checks import Span, check_range
from tracker.core.text.refusals import refused

ANSWERS: Final = range(4)
"""From not at all to nearly every day."""
HIGHEST: Final = 2 * ANSWERS[-1]
LOOK_FURTHER: Final = 3
"""The score from which on looking further is suggested; the sources are in data/checks.toml."""
WEEK: Final = timedelta(days=7)


class Instrument(StrEnum):
    """Which two questions."""

    PHQ2 = "phq2"
    GAD2 = "gad2"

    @property
    def label(self) -> str:
        """How it is written: ``PHQ-2``."""
        return f"{self.value[:3].upper()}-{self.value[3:]}"

    @property
    def about(self) -> str:
        """What it asks about, in everyday words."""
        return {"phq2": "interest and mood", "gad2": "nerves and worry"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One instrument, answered once."""

    id: str
    made: datetime
    """When it was entered."""
    taken: datetime
    zone: str | None
    """IANA name of the person's zone, frozen when the record was made."""
    day: date
    """The practice date of ``taken``, frozen likewise; no practice counts by it."""
    instrument: Instrument
    answers: tuple[int, int]
    wording: int = 1
    """Which version of the words was answered; one of a newer tsubo is kept as it is."""

    def __post_init__(self) -> None:
        for field, moment in (("made", self.made), ("taken", self.taken)):
            if moment.utcoffset() is None:
                raise ValueError(f"{field}: {moment.isoformat()} has no UTC offset")
        if len(self.answers) != 2:
            raise refused("answers", len(self.answers), Span(2, 2, "answers"))
        for answer in self.answers:
            check_range("answers", answer, ANSWERS[0], ANSWERS[-1])
        check_range("wording", self.wording, 1, 9999)

    @property
    def score(self) -> int:
        """The sum of both answers, 0 to 6."""
        return sum(self.answers)

    @property
    def words(self) -> str:
        """``3 of 6``."""
        return f"{self.score} of {HIGHEST}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """One instrument's questions as their authors published them."""

    instrument: Instrument
    items: tuple[str, str]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckTexts:
    """Every word of the checks; nothing of it is made up anywhere else."""

    wording: int
    stem: str
    answers: tuple[str, str, str, str]
    limits: str
    """What a score is not."""
    further: str
    """What a score of 3 or more suggests."""
    attribution: str
    sources: tuple[str, ...]
    check: tuple[Questions, ...]

    def of(self, instrument: Instrument) -> Questions:
        """The questions of one instrument."""
        return next(each for each in self.check if each.instrument is instrument)


def result_words(check: Check, texts: CheckTexts) -> tuple[str, ...]:
    """What there is to say of a score: what it may suggest, then what it cannot say."""
    further = (texts.further,) if check.score >= LOOK_FURTHER else ()
    return (*further, texts.limits)


def due(last: date | None, today: date) -> bool:
    """Whether a week has passed since the day it was taken last; before the first it is due."""
    return last is None or today - last >= WEEK


def due_now(checks: Iterable[Check], today: date) -> tuple[Instrument, ...]:
    """Which are due: of those taken before, so that one that is not wanted is not asked for.

    Before the first check both are.
    """
    last: dict[Instrument, date] = {}
    for check in checks:
        last[check.instrument] = max(check.day, last.get(check.instrument, check.day))
    return tuple(
        each for each in Instrument if (each in last or not last) and due(last.get(each), today)
    )


def due_words(instruments: Iterable[Instrument]) -> str:
    """``A weekly check is due, if you like: PHQ-2, GAD-2``; nothing when none is."""
    labels = ", ".join(each.label for each in instruments)
    return f"A weekly check is due, if you like: {labels}" if labels else ""


def latest_first(checks: Iterable[Check]) -> list[Check]:
    """These checks, the one taken last before the others."""
    return sorted(checks, key=lambda check: (check.taken, check.id), reverse=True)

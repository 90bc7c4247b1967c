"""The weekly checks, PHQ-2 and GAD-2, for people who switched them on: answers, score, words.

A check is not a diagnosis. It counts towards no goal and no streak, and weeks are not compared.
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
"""Minimum score for the suggestion to look further; sources are in data/checks.toml."""
WEEK: Final = timedelta(days=7)


class Instrument(StrEnum):
    """The two questionnaires."""

    PHQ2 = "phq2"
    GAD2 = "gad2"

    @property
    def label(self) -> str:
        """Its name: ``PHQ-2``."""
        return f"{self.value[:3].upper()}-{self.value[3:]}"

    @property
    def about(self) -> str:
        """Its subject in everyday words."""
        return {"phq2": "interest and mood", "gad2": "nerves and worry"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One questionnaire, answered once."""

    id: str
    made: datetime
    """When it was entered."""
    taken: datetime
    zone: str | None
    """IANA name of the person's zone when the record was made; ``None`` if unknown."""
    day: date
    """The practice day of ``taken``, worked out once when the record was made."""
    instrument: Instrument
    answers: tuple[int, int]
    wording: int = 1
    """Version of the texts that were answered; versions of a newer tsubo are kept."""

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
    """The questions of one questionnaire as their authors published them."""

    instrument: Instrument
    items: tuple[str, str]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckTexts:
    """All texts of the checks."""

    wording: int
    stem: str
    answers: tuple[str, str, str, str]
    limits: str
    """The limits of a score."""
    further: str
    """The suggestion for a score of 3 or more."""
    attribution: str
    sources: tuple[str, ...]
    check: tuple[Questions, ...]

    def of(self, instrument: Instrument) -> Questions:
        """The questions of one questionnaire."""
        return next(each for each in self.check if each.instrument is instrument)


def due(last: date | None, today: date) -> bool:
    """Whether a week has passed since ``last``, or it was never taken."""
    return last is None or today - last >= WEEK


def due_now(checks: Iterable[Check], today: date) -> tuple[Instrument, ...]:
    """The questionnaires that are due: of those taken before, or both before the first check."""
    last: dict[Instrument, date] = {}
    for check in checks:
        last[check.instrument] = max(check.day, last.get(check.instrument, check.day))
    return tuple(
        each for each in Instrument if (each in last or not last) and due(last.get(each), today)
    )


def due_words(instruments: Iterable[Instrument]) -> str:
    """``A weekly check is due, if you like: PHQ-2, GAD-2``; empty if none is due."""
    labels = ", ".join(each.label for each in instruments)
    return f"A weekly check is due, if you like: {labels}" if labels else ""


def latest_first(checks: Iterable[Check]) -> list[Check]:
    """These checks, newest first."""
    return sorted(checks, key=lambda check: (check.taken, check.id), reverse=True)

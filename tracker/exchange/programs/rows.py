"""The rows of a file of another program, each accounted for: done, passed over or refused."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, NamedTuple

from tracker.core.text.visible import visible

NO_NAME: Final = "(none)"
"""The name of rows that have neither a habit nor a tag."""

SKIPPED: Final = "skipped"
NOT_DONE: Final = "not done"
UNKNOWN: Final = "not answered"
FILLED_IN: Final = "filled in by the program"
RUNNING: Final = "still running"
TWICE: Final = "there twice"
EMPTY: Final = "without a name"

_NOTHING: Final[Mapping[str, int]] = {}


@dataclass(frozen=True, slots=True)
class Done:
    """A row in which something was done."""

    where: str
    """File and line, for messages."""
    names: tuple[str, ...]
    """Its habit or its tags; `(none)` if it has neither."""
    moment: date | datetime
    """Its day, or the moment of its start; one without an offset is local."""
    seconds: float | None = None
    """Its length; `None` if unknown."""
    note: str = ""
    times: int = 1
    """How many times it was done that day."""
    mood: str = ""
    """A word for the mood, which gets its number from `--as`."""
    ratings: Mapping[str, int] = field(default_factory=lambda: _NOTHING)
    """Fields of the record such as ``mood_after``."""


class Refused(NamedTuple):
    """A row that cannot be used."""

    where: str
    why: str
    names: tuple[str, ...] = ()
    """Its names, if they could be read."""

    @property
    def line(self) -> str:
        """The place and the reason, for the person."""
        return f"{self.where}: {self.why}"


class Frequency(NamedTuple):
    """How often a habit is meant to be done: ``times`` in ``days`` days."""

    times: int
    days: int
    least: float | None = None
    """Seconds of each time, if the habit has a length."""


@dataclass(slots=True)
class Rows:
    """All rows of a file, as its reader collects them."""

    program: str
    """Short name of the program; part of the ids of records, so that it never changes."""
    done: list[Done] = field(default_factory=list)
    passed: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Rows in which nothing was done, counted by name and reason."""
    refused: list[Refused] = field(default_factory=list)
    frequencies: dict[str, Frequency] = field(default_factory=dict)
    """How often each habit is meant to be done, where the file says so."""
    notes: list[str] = field(default_factory=list)
    """Lines about the file as a whole."""

    @property
    def read(self) -> int:
        """The number of rows that were read."""
        return len(self.done) + self.passed.total() + len(self.refused)

    def pass_over(self, name: str, why: str) -> None:
        """Count a row in which nothing was done."""
        self.passed[name, why] += 1

    def refuse(self, where: str, why: object, *names: str) -> None:
        """Count a row that cannot be used."""
        words = visible(str(why), lines=False)[:200]
        self.refused.append(Refused(where, words, tuple(filter(None, names))))

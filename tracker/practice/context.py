"""The context of an act: the records, points, settings and clocks of one person.

TrackerApp and CommandContext both have this interface. An act reads from its context and returns
values; it neither prints nor asks.
"""

from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from tracker.checkpoint import Checkpoint
    from tracker.config.config import Config
    from tracker.config.settings import Settings
    from tracker.config.zone import Zone
    from tracker.core.days.practice_days import Days, Stamp
    from tracker.core.facts.goals_and_rests import Kind
    from tracker.journal.journal import Journal
    from tracker.library import Library
    from tracker.practice.own.personal import Personal


class Context(Protocol):
    """One person's practice, here and now."""

    @property
    def journal(self) -> "Journal":
        """The person's facts; the one way to change them."""

    @property
    def personal(self) -> "Personal":
        """The person's own points, routines, favourites, flag answers and overrides."""

    @property
    def library(self) -> "Library":
        """All points and routines, the person's own among them."""

    @property
    def config(self) -> "Config":
        """The settings and which of them the person has set."""

    @property
    def settings(self) -> "Settings":
        """The settings in force."""

    @property
    def zone(self) -> "Zone":
        """The person's time zone; its ``refusal`` says why recording is refused, if it is."""

    @property
    def home(self) -> "Path":
        """The folder of the records."""

    @property
    def country(self) -> str | None:
        """ISO 3166 code of the country whose helplines come first; `None` if it is not known."""

    @property
    def checkpoint(self) -> "Checkpoint":
        """The checkpoint: a running session on disk."""

    @property
    def place(self) -> str:
        """The person's terminal as it is named in others: `pts/3 on old, by SSH from 10.0.0.5`."""

    def now(self) -> datetime:
        """The person's aware local time."""

    def monotonic(self) -> float:
        """Seconds on a clock that never goes back; only differences are meaningful."""

    @property
    def stamp(self) -> "Stamp":
        """Now, and the name of the zone."""

    @property
    def today(self) -> date:
        """The practice day of this moment."""

    def days(self, kind: "Kind") -> "Days":
        """The practice days of a kind: totals, goals, rests, streaks."""

"""The paths, settings, clocks and journal that a command works with.

Each is made on first use, so a command imports and opens only what it needs.
"""

import os
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self, TypeVar

import click

from tracker.config.config import Config, Paths
from tracker.config.zone import Zone
from tracker.core.days.practice_days import Days, Stamp, practice_day
from tracker.core.facts.goals_and_rests import Kind
from tracker.journal.records import Records
from tracker.store import Store, StoreError

if TYPE_CHECKING:
    from tracker.checkpoint import Checkpoint
    from tracker.config.settings import Settings
    from tracker.journal.journal import Journal
    from tracker.library import Library
    from tracker.practice.own.personal import Personal

Opened = TypeVar("Opened", bound=Records)


class Clocks(NamedTuple):
    """The wall clock and the monotonic clock; the machine's by default."""

    wall: Callable[[], float] = time.time
    """Seconds since 1970."""
    monotonic: Callable[[], float] = time.monotonic


class CommandContext:
    """One person's practice, as commands and the app open it.

    At the end of a ``with`` block it prints pending messages that no error has printed already.
    """

    def __init__(
        self,
        home: Path | None,
        clocks: Clocks | None = None,
        *,
        kiosk: bool = False,
        quiet: bool = False,
    ) -> None:
        """With `quiet`, problems in the settings are not printed."""
        self._home = None if home is None else str(home)
        self._clocks = clocks or Clocks()
        self._kiosk, self._quiet = kiosk, quiet
        self._told_of: set[str] = set()
        """Messages about the zone and the records, printed or pending."""
        self._left: list[str] = []
        """Pending messages."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        wrong: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if "store" in self.__dict__:
            for words in self.store.journals.problems():  # files were read since the others
                self._tell(words)
        self._left = [words for words in self._left if words not in str(wrong)]
        self.say_left()

    def _tell(self, words: str) -> None:
        if words not in self._told_of:
            self._told_of.add(words)
            self._left.append(words)

    def printed(self, messages: Iterable[str]) -> None:
        """Do not print these messages again when the command ends."""
        self._told_of.update(messages)
        self._left = [words for words in self._left if words not in self._told_of]

    def say_left(self) -> None:
        """Print the pending messages now."""
        for words in self._left:
            say(words)
        self._left.clear()

    def elsewhere(self, home: Path) -> "CommandContext":
        """Another context on the same clocks, with this folder as home."""
        return CommandContext(home, self._clocks, kiosk=self._kiosk)

    @cached_property
    def paths(self) -> Paths:
        """The folders of data and config.

        Raises StoreError if the data path is a file.
        """
        paths = Paths.find(self._home, os.environ)
        if paths.data.exists() and not paths.data.is_dir():
            raise StoreError(f"{paths.data} is a file, not a folder; name another home")
        return paths

    @property
    def has_home(self) -> bool:
        """Whether one folder was named for records and settings."""
        return bool(self._home or os.environ.get("TSUBO_HOME"))

    @cached_property
    def config(self) -> Config:
        """The configuration; problems of its file are printed once, on stderr."""
        config = Config.load(self.paths.config)
        for problem in () if self._quiet else config.problems:
            say(problem)
        if self._kiosk:
            config = config.in_kiosk()
        return config

    @property
    def settings(self) -> "Settings":
        """The settings in force."""
        return self.config.settings

    @property
    def wants_lines(self) -> bool:
        """Whether the person wants lines instead of a screen, or the terminal shows only lines."""
        said = os.environ.get("ACCESSIBLE", "") not in {"", "0"}
        return said or os.environ.get("TERM") == "dumb" or self.settings.plain

    @property
    def home(self) -> Path:
        """The folder of the records."""
        return self.paths.data

    @cached_property
    def zone(self) -> Zone:
        """The person's time zone; an unknown one is reported on stderr when the command ends."""
        zone = self.config.person_zone(os.environ)
        if zone.refusal and zone.refusal not in self.config.problems:
            self._tell(zone.refusal)
        return zone

    @property
    def country(self) -> str | None:
        """The country whose helplines come first; a broken file is reported and ignored."""
        from tracker.config.toml_text import ConfigError

        locale, zone = os.environ.get("LC_ALL") or os.environ.get("LANG"), os.environ.get("TZ")
        try:
            if self.settings.country or "country" in self.config.affected:
                return self.settings.country
            zone = self.zone.name
        except (ConfigError, StoreError) as broken:
            if not self._quiet:
                say(str(broken))
        return self.built_in.helplines().country_of(zone, locale)

    def now(self) -> datetime:
        """The person's aware local time."""
        return datetime.fromtimestamp(self._clocks.wall(), self.zone.tzinfo)

    def monotonic(self) -> float:
        """Seconds of the monotonic clock."""
        return self._clocks.monotonic()

    @property
    def place(self) -> str:
        """Name of this terminal or machine, shown to other terminals."""
        from tracker.checkpoint import this_place

        return this_place(os.environ)

    @property
    def stamp(self) -> Stamp:
        """The current time and the name of the zone."""
        return Stamp(self.now(), self.zone.name)

    @property
    def today(self) -> date:
        """The current practice day."""
        return practice_day(self.now(), self.config.settings.day_starts_at)

    @cached_property
    def store(self) -> Store:
        """The folder of records."""
        return Store(self.paths.data, lambda: int(self._clocks.wall() * 1000))

    def daily_maintenance(self) -> None:
        """Back up what changed today, settings too; a failure is printed, not raised."""
        from tracker.config import last_good

        with suppress(OSError):  # the file itself is there
            last_good.keep(self.config)
        if self.store.read_only_reason:
            return
        try:
            self.store.backup(self.today)
        except StoreError as wrong:
            say(str(wrong))

    @cached_property
    def records(self) -> Records:
        """The records, for reading; unreadable lines are reported once, on stderr."""
        return self._told(Records(self.store))

    @cached_property
    def journal(self) -> "Journal":
        """The journal, for writing; unreadable lines are reported once, on stderr."""
        from tracker.journal.journal import Journal  # only commands that write import it

        return self._told(Journal(self.store, self.now, refusal=self.zone.refusal))

    def _told(self, opened: Opened) -> Opened:
        for problem in (*opened.problems, opened.read_only):
            if problem:
                self._tell(problem)
        return opened

    @cached_property
    def built_in(self) -> "Library":
        """The points and routines that come with tsubo; reads no records."""
        from tracker.library import Library

        return Library()

    @property
    def personal(self) -> "Personal":
        """The person's own data next to the library; empty before the first record."""
        if self.paths.data.is_dir():
            return self._personal
        from tracker.practice.own.personal import Personal

        # opening the journal would create the folder
        nothing = Records(Store(self.paths.data, lambda: 0, read_only=True))
        return Personal(nothing, lambda: self.built_in)

    @cached_property
    def _personal(self) -> "Personal":
        from tracker.practice.own.personal import Personal

        return Personal(self.journal, lambda: self.built_in)

    @property
    def library(self) -> "Library":
        """All points and routines, personal ones included."""
        return self.personal.library

    @cached_property
    def checkpoint(self) -> "Checkpoint":
        """The checkpoint: a running session on disk."""
        from tracker.checkpoint import Checkpoint

        return Checkpoint(self.paths.data)

    def days(self, kind: Kind) -> Days:
        """The current practice days of a kind."""
        settings = self.config.settings
        return self.records.days(
            kind,
            self.stamp,
            day_starts_at=settings.day_starts_at,
            week_starts=settings.first_weekday,
        )


def say(words: str) -> None:
    """Print a message on stderr; results go to stdout."""
    from tracker.core.text.visible import visible

    click.echo(f"tsubo: {visible(words, lines=False)}", file=sys.stderr)

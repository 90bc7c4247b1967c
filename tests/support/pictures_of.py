"""The pictures of the app: each tab, a hold, the first page, on terminals as people have them.

They show the year of ``tsubo demo`` on a clock that stands.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from unittest.mock import patch

from conftest import BERLIN, HandClock
from resting import at_rest
from session_steps import let_pass
from svg_screen import drawn
from textual.pilot import Pilot
from unhurried import unhurried

from tracker.app import TrackerApp
from tracker.cli.commands.demo import demo_context
from tracker.cli.commands.start import app_of
from tracker.cli.context import Clocks, CommandContext
from tracker.ui.widgets.tab_line import TABS

FOLDER = Path(__file__).parents[1] / "pictures"
EVENING = datetime(2026, 11, 20, 21, 50, tzinfo=BERLIN)
"""A Friday with two sessions in the demo."""
SMALL, LARGE, PHONE = (80, 24), (120, 40), (40, 20)
OURS = ("dark", "light")
Step = str | int
"""A key to press, or seconds to let pass."""
BEGUN: tuple[Step, ...] = ("1", "enter", "space", 22)
"""Steps that start the usual routine and wait into its first hold."""


@dataclass(frozen=True, slots=True)
class Visit:
    """The app open once: where, and what is looked at one after the other."""

    terminal: str
    size: tuple[int, int]
    looks: tuple[tuple[str, tuple[Step, ...]], ...]
    """A screen's name, and the way to it from the one before."""
    settings: str = ""
    colours: str | None = "256"
    new: bool = False
    """Whether nothing was ever practised here."""

    def names(self) -> Iterator[str]:
        """The files that come of it."""
        for screen, _ in self.looks:
            yield f"{screen}-{self.size[0]}x{self.size[1]}-{self.terminal}.svg"

    async def pictures(self, home: Path) -> dict[str, str]:
        """Each picture by its name, taken with an empty folder as home."""
        clock = HandClock(EVENING)
        with self._terminal(), unhurried():
            app = self._app(home, clock)
            taken: list[str] = []
            async with app.run_test(size=self.size) as pilot:
                await pilot.pause()
                for screen, steps in self.looks:
                    await _go(pilot, clock, steps)
                    taken.append(drawn(app, f"tsubo: {screen}", self.colours))
        return dict(zip(self.names(), taken, strict=True))

    def _app(self, home: Path, clock: HandClock) -> TrackerApp:
        home.mkdir()
        (home / "config.toml").write_text(self.settings, encoding="utf-8")
        context = CommandContext(home, Clocks(lambda: clock.ms() / 1000, clock.monotonic))
        return app_of(context if self.new else demo_context(context, home))

    @contextmanager
    def _terminal(self) -> Iterator[None]:
        with (
            patch("textual.constants.COLOR_SYSTEM", self.colours or "256"),
            patch.dict(os.environ, {"TZ": "Europe/Berlin", "LC_ALL": "C.UTF-8"}),
        ):
            for name in ("NO_COLOR", "TSUBO_TZ", "LC_TSUBO_TZ"):
                os.environ.pop(name, None)
            if self.colours is None:
                os.environ["NO_COLOR"] = "1"
            yield


async def _go(pilot: Pilot[None], clock: HandClock, steps: tuple[Step, ...]) -> None:
    for step in steps:
        if isinstance(step, int):
            await let_pass(pilot, clock, step)
        else:
            await pilot.press(step)
            await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await at_rest(pilot)


_TO_PC6 = ("down",) * 4
_TABS: tuple[tuple[str, tuple[Step, ...]], ...] = tuple(
    (tab, (str(key), *(_TO_PC6 if tab == "points" else ()))) for key, tab in enumerate(TABS, 1)
)
VISITS = (
    *(
        Visit(ours, size, (*_TABS, ("live", BEGUN)), f'theme = "tsubo-{ours}"\n')
        for ours in OURS
        for size in (SMALL, LARGE)
    ),
    Visit("dark", PHONE, (("today", ("1",)), ("live", BEGUN))),
    Visit("outline", SMALL, (("points", ("2", *_TO_PC6)),), 'picture = "outline"\n'),
    Visit("16", SMALL, (("calendar", ("5",)),), 'theme = "ansi-dark"\n', "standard"),
    Visit("no-colour", SMALL, (("calendar", ("5",)),), colours=None),
    Visit(
        "dark",
        SMALL,
        (("welcome", ()), ("first-day", ("escape",)), ("first-insights", ("6",))),
        new=True,
    ),
)

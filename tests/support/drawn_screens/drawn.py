"""One drawn screen, and the comparison of the running app with it."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from drawings import ENOUGH, Area, Drawing, screen_of
from drawn_homes import DrawnHome, dark_terminal
from resting import at_rest
from session_steps import let_pass

if TYPE_CHECKING:
    from pathlib import Path

Step = str | int
"""A key to press, or seconds to let pass."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawing, the home it shows and the way to its screen."""

    name: str
    steps: tuple[Step, ...]
    home: str = "year"
    settings: str = ""
    given: dict[str, str] = field(default_factory=dict)
    """Figures of the drawing, each with the one of the moment that it shows."""
    up: int = 0
    """Rows that the app has it higher than it is drawn."""
    is_chart: bool = False
    """Whether the home has other figures than its bars and dots."""
    excepted: dict[str, str] = field(default_factory=dict)
    """Words of the drawing that are not there, each with the reason; at most two."""
    made_up: Area | None = None
    """Rows and columns of records that the home does not have; only their roles are compared."""


async def looks_as_drawn(drawn: Drawn, folder: Path) -> None:
    """Open the app on the drawn home, go to the screen and compare."""
    drawing = Drawing.of(drawn.name, drawn.given, is_chart=drawn.is_chart).raised(drawn.up)
    assert len(drawn.excepted) <= 2
    with dark_terminal():
        home = DrawnHome(drawn.home, folder / "home", drawn.settings)
        app = home.app()
        async with app.run_test(size=drawing.size) as pilot:
            await pilot.pause()
            for step in drawn.steps:
                if isinstance(step, int):
                    await let_pass(pilot, home.clock, step)
                else:
                    await pilot.press(step)
                    await pilot.pause()
            await app.workers.wait_for_complete()
            await at_rest(pilot)
            rows, roles = screen_of(app)
    likeness = drawing.likeness(rows, roles)
    sys.stdout.write(f"{drawn.name}: {likeness:.1%} of the roles\n")
    sys.stdout.write("\n".join((*rows, *drawing.wrong_roles(rows, roles))))
    missing = drawing.missing(rows, drawn.made_up)
    missing = [words for words in missing if words not in drawn.excepted]
    assert missing == []
    assert likeness >= ENOUGH

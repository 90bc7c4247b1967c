"""The screens look as they were drawn: the same words in the same rows, the same roles of colour.

tests/drawings has the drawings that hold; ``pytest -rP tests/ui/test_drawings.py`` prints how near
each screen comes.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from drawings import ENOUGH, FOLDER, Drawing, screen_of
from drawn_homes import DrawnHome, dark_terminal
from resting import at_rest
from session_steps import let_pass

Step = str | int
"""A key to press, or seconds to let pass."""
HIDDEN = 'streaks = "hidden"\n'


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawing, the home it shows and the way to its screen."""

    name: str
    steps: tuple[Step, ...]
    home: str = "year"
    settings: str = ""
    excepted: dict[str, str] = field(default_factory=dict)
    """Words of the drawing that are not there, each with the reason; at most two."""


_NOT_YET = "the mat is not yet logged by its key and Enter"
_ONE_MORE = "its own session counts"
_MOODS = ("after sessions, last 26 days", "5.9 on average this week")
QUICK = (
    Drawn("today-80x24", ("1",)),
    Drawn("today-40x20", ("1",), excepted={"m Enter logs the mat as last time": _NOT_YET}),
)
SLOW = (
    Drawn("today-45x12", ("1",)),
    Drawn("today-done-80x24", ("1",), "done", excepted=dict.fromkeys(_MOODS, _ONE_MORE)),
    Drawn("today-hidden-numbers-80x24", ("1",), settings=HIDDEN),
    Drawn("today-first-day-80x24", ("escape",), "new"),
)


async def looks_as_drawn(drawn: Drawn, folder: Path) -> None:
    """Open the app on the drawn home, go to the screen and compare."""
    drawing = Drawing.of(drawn.name)
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
    missing = [words for words in drawing.missing(rows) if words not in drawn.excepted]
    assert missing == []
    assert likeness >= ENOUGH


@pytest.mark.parametrize("drawn", QUICK, ids=lambda drawn: drawn.name)
async def test_a_screen_looks_as_drawn(drawn: Drawn, tmp_path: Path) -> None:
    await looks_as_drawn(drawn, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("drawn", SLOW, ids=lambda drawn: drawn.name)
async def test_every_other_drawn_screen_looks_as_drawn(drawn: Drawn, tmp_path: Path) -> None:
    await looks_as_drawn(drawn, tmp_path)


def test_every_drawing_is_compared_once_and_no_other_is_kept() -> None:
    names = [drawn.name for drawn in (*QUICK, *SLOW)]
    assert len({*names}) == len(names)
    kept = {path.name.removesuffix(".roles.txt") for path in FOLDER.glob("*.roles.txt")}
    assert kept == {*names}


def test_a_word_that_is_missing_moved_or_out_of_order_is_found() -> None:
    drawing = Drawing(("one two   three",), ("one two   three",), ("...............",))
    assert drawing.missing(["", "two one   three"]) == ["one two"]
    assert drawing.missing(["one   two   three"]) == []
    assert drawing.missing(["", "", "one two   three"]) == ["one two", "three"]


def test_roles_are_compared_in_every_cell_outside_a_picture() -> None:
    drawing = Drawing(("ab cd",), ("ab cd",), ("SSqPP",))
    assert drawing.likeness(["ab xx"], ["SSaSS"]) == 1.0
    assert drawing.wrong_roles(["ab xx"], ["Sq.SS"]) == [" q   "]

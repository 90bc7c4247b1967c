"""The screens look as they were drawn: the same words in the same rows, the same roles of colour.

tests/drawings has the drawings that hold; ``pytest -rP tests/ui/test_drawings.py`` prints how near
each screen comes. The lists of screens are in tests/support/drawn_screens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from drawings import FOLDER, Drawing
from drawn_screens import (
    calendar,
    changes,
    choose,
    history,
    insights,
    mat,
    points,
    records,
    session,
    today,
)
from drawn_screens.drawn import Drawn, looks_as_drawn

if TYPE_CHECKING:
    from pathlib import Path

_PARTS = (today, changes, history, mat, records, session, calendar, choose, points, insights)
QUICK = [drawn for part in _PARTS for drawn in part.QUICK]
SLOW = [drawn for part in _PARTS for drawn in part.SLOW]


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

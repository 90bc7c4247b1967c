"""The drawings of logging after the fact."""

from __future__ import annotations

from drawn_screens.drawn import Drawn

_LINE = "evening yesterday 22:00"
_POINTS = ("1", "a", *("space" if each == " " else each for each in _LINE))
_NO_SUCH = dict.fromkeys(("Sleep set", "8 min 30"), "there is no such routine")
QUICK = (
    Drawn("mat-add-40x20", ("1", "m"), "mat"),
    Drawn("add-points-80x24", _POINTS, excepted=_NO_SUCH),
)
SLOW = (
    Drawn("mat-add-80x24", ("1", "m"), "mat"),
    Drawn("mat-add-120x40", ("1", "m"), "mat"),
    Drawn("mat-add-45x12", ("1", "m"), "mat"),
    Drawn("add-points-120x40", _POINTS, excepted=_NO_SUCH),
)

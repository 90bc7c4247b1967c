"""The drawings of the tab of the mat; older records than of 11 November are the home's own."""

from __future__ import annotations

from drawn_screens.drawn import Drawn

_BACK = "that time was on the upper back, and no room is left for what was between"
_KEEPS = {"Enter keeps it, digits change it": "the same, as short as there is room for"}
_WORDS = "the caution is there in the words of the care data"
QUICK = (Drawn("mat-40x20", ("4",), excepted={"Enter again: 19 min, back, bare": _BACK}),)
SLOW = (
    Drawn("mat-80x24", ("4",), excepted=_KEEPS, made_up=(range(17, 23), range(80))),
    Drawn(
        "mat-120x40",
        ("4",),
        excepted={**_KEEPS, "thin shirt.": _WORDS},
        made_up=(range(17, 39), range(80)),
    ),
    Drawn("mat-45x12", ("4",)),
    Drawn(
        "mat-200x60",
        ("4",),
        excepted={"Did not feel…": "with more room the note is whole"},
        made_up=(range(17, 52), range(112)),
    ),
)

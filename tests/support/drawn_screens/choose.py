"""The drawings of the choice of what to press."""

from __future__ import annotations

from drawn_screens.drawn import Drawn

_START = ("1", "s")
_TYPED = ("1", "s", *("space" if each == " " else each for each in "can't sleep"))
_PARTS = {
    "brow, wrists, feet": "brow, wrist, foot",
    "brow, behind the ears, wrists": "brow, behind ear, wrist",
    "brow, behind the ears": "brow, behind ear",
    "temples, neck, forearm": "neck, head, arm",
    "both forearms": "forearm",
    "head, chest, belly, leg": "head, chest, leg",
    "head, wrists, chest, forearms": "head, arm, chest",
    "between thumb and finger": "hand",
}
"""The parts of the body, in the words of the library."""
_WHOLE = _PARTS | {
    "head, neck, chest, leg": "crown, skull base, collarbone, below knee",
    "temples, neck, forearm": "skull base, neck, temple, forearm",
    "head, wrists, chest, forearms": "crown, wrist, collarbone, forearm",
}
"""The same where there is room for each place."""
_FOUND = {
    "can’t sleep": "can't sleep",
    "Brow, behind the ears, wrists": "Brow, behind ear, wrist",
    "KI6     Shining Sea": "EX-HN1  Four Alert",
    "inner ankle": "crown",
    "KI1     Gushing Spring": "GV24    Spirit Court",
    "sole": "hairline",
}
"""The points that tradition names for sleep, in the order of the library."""
_SAID = "the sentence about the routine speaks of both wrists"
QUICK = (
    Drawn("start-80x24", _START, "own", excepted={"wrist, forearm.": _SAID}),
    Drawn("start-typed-40x20", _TYPED, "own", given=_FOUND),
)
SLOW = (
    Drawn("start-120x40", _START, "own", given=_PARTS),
    Drawn("start-40x20", _START, "own"),
    Drawn("start-45x12", _START, "own"),
    Drawn(
        "start-200x60",
        _START,
        "own",
        given=_WHOLE,
        excepted={"Two points by custom for worry, at wrist, forearm.": _SAID},
    ),
    Drawn("start-typed-80x24", _TYPED, "own", given=_FOUND),
    Drawn(
        "start-typed-120x40",
        _TYPED,
        "own",
        given=_FOUND,
        up=6,  # the field stays where it was before a letter was typed
        excepted={"pressure, lights low. Stop when sleep": "its words begin a row earlier"},
    ),
)

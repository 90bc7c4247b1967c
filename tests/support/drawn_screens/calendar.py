"""The drawings of the calendar."""

from __future__ import annotations

from drawn_screens.drawn import Drawn

_SHADES = ("Darker and lighter compare your", "own days only.")
_WORDS = "the same in the words that the calendar has at every size"
_LOW = {"3": "the scale of the moods goes down to two"}
_FIRST = ("escape", "5")
QUICK = (
    Drawn("calendar-80x24", ("5", "up")),
    Drawn("calendar-first-week-40x20", _FIRST, "week"),
)
SLOW = (
    Drawn("calendar-120x40", ("5", "up"), excepted=dict.fromkeys(_SHADES, _WORDS)),
    Drawn("calendar-200x60", ("5", "up"), excepted=_LOW),
    Drawn("calendar-40x20", ("5", "left")),
    Drawn("calendar-45x12", ("5", "left")),
    Drawn("calendar-first-week-80x24", _FIRST, "week"),
    Drawn("calendar-first-week-120x40", _FIRST, "week"),
)

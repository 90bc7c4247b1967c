"""The drawings of Today."""

from __future__ import annotations

from drawn_screens.drawn import Drawn

HIDDEN = 'streaks = "hidden"\n'
_ONE_MORE = "its own session counts"
_MOODS = ("after sessions, last 26 days", "5.9 on average this week")
_PLACES = ("wrist crease", "crease, between the tendons")
_WHOLE = "each place is there whole, in the library's words"
QUICK = (
    Drawn("today-80x24", ("1",)),
    Drawn("today-40x20", ("1",)),
)
SLOW = (
    Drawn("today-120x40", ("1",), excepted=dict.fromkeys(_PLACES, _WHOLE)),
    Drawn("today-200x60", ("1",)),
    Drawn("today-first-day-120x40", ("escape",), "new"),
    Drawn("today-45x12", ("1",)),
    Drawn("today-done-80x24", ("1",), "done", excepted=dict.fromkeys(_MOODS, _ONE_MORE)),
    Drawn("today-hidden-numbers-80x24", ("1",), settings=HIDDEN),
    Drawn("today-first-day-80x24", ("escape",), "new"),
)

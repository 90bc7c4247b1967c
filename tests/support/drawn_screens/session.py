"""The drawings of a session: what it shows before, in a hold, after, and its summary."""

from __future__ import annotations

from drawn_screens.drawn import Drawn

STILL = 'animations = "off"\n'
"""Without the square of today that fills in steps."""
_HOLDS = 4 * (5 + 40)
_SESSION = ("enter", "6", "4", "enter", _HOLDS)
_KEPT = (*_SESSION, "7", "3", "enter")
QUICK = (
    Drawn("summary-80x24", _KEPT, settings=STILL),
    Drawn("summary-40x20", _KEPT, settings=STILL),
)
SLOW = (
    Drawn("summary-45x12", _KEPT, settings=STILL),
    Drawn("summary-120x40", _KEPT, settings=STILL),
    Drawn("summary-200x60", _KEPT, settings=STILL),
)

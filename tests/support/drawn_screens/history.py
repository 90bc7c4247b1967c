"""The drawings of the history."""

from __future__ import annotations

from drawn_screens.drawn import Drawn

_NO_REPORT = "the app does not write reports yet"
QUICK = (Drawn("history-40x20", ("3",), excepted={"? 1 more": _NO_REPORT}),)
SLOW = (
    Drawn("history-80x24", ("3",), excepted={"? 2 more": _NO_REPORT}),
    Drawn("history-120x40", ("3",), excepted={"x report": _NO_REPORT}),
)

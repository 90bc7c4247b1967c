"""The drawings of the history."""

from __future__ import annotations

from drawn_screens.drawn import Drawn

QUICK = (Drawn("history-40x20", ("3",)),)
SLOW = (Drawn("history-80x24", ("3",)), Drawn("history-120x40", ("3",)))

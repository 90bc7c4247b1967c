"""The drawings of what takes a change back."""

from __future__ import annotations

from drawn_screens.drawn import Drawn

QUICK = (Drawn("take-back-80x24", ("1", "u"), "logged"),)
SLOW = (Drawn("take-back-40x20", ("1", "u"), "logged"),)

"""The drawings of the points tab and of one point."""

from __future__ import annotations

from drawn_screens.drawn import Drawn

QUICK: tuple[Drawn, ...] = ()
SLOW: tuple[Drawn, ...] = ()

"""The drawings of a session: what it shows before, in a hold, after, and its summary."""

from __future__ import annotations

from drawn_screens.drawn import Drawn

STILL = 'animations = "off"\n'
"""Without the square of today that fills in steps."""
_HOLDS = 4 * (5 + 40)
_SESSION = ("enter", "6", "4", "enter", _HOLDS)
_BEGIN = ("enter", "6", "4", "enter")
_IN_HOLD = (*_BEGIN, 22)
_LONG = 'breath = "long-exhale"\n'
_KEPT = (*_SESSION, "7", "3", "enter")
_DRAWN_TIMES = "0:22 done · 2:38 left"
_WHOLE = "the place is never cut, so its words break elsewhere"
_BEGUN = "the hold that is said to come has begun"
_HARD = "how hard to press stays on the screen while the breath has the line for it"


def _settling(size: str) -> Drawn:
    return Drawn(f"hold-settle-{size}", (*_BEGIN, 2), given={_DRAWN_TIMES: "0:02 done · 2:58 left"})


def _between(size: str) -> Drawn:
    begun = ("HT7 right", "little-finger end of the wrist crease") if size == "120x40" else ()
    given = {_DRAWN_TIMES: "0:47 done · 2:13 left"}
    excepted = dict.fromkeys(begun, _BEGUN)
    return Drawn(f"hold-gap-{size}", (*_BEGIN, 47), given=given, excepted=excepted)


def _breathing(size: str) -> Drawn:
    how = "Steady, or small circles."
    words = f"{how} With the other thumb." if size == "120x40" else how
    given = {" 4 s": " 3 s"} if size == "40x20" else {}
    steps = _IN_HOLD
    excepted = {words: _HARD}
    return Drawn(f"hold-breath-{size}", steps, settings=_LONG, given=given, excepted=excepted)


QUICK = (
    Drawn("hold-80x24", _IN_HOLD),
    _between("40x20"),
    Drawn("summary-80x24", _KEPT, settings=STILL),
    Drawn("summary-40x20", _KEPT, settings=STILL),
)
SLOW = (
    Drawn("hold-200x60", _IN_HOLD),
    Drawn("hold-40x20", _IN_HOLD),
    Drawn("hold-120x40", _IN_HOLD),
    Drawn(
        "hold-45x12",
        _IN_HOLD,
        excepted=dict.fromkeys(("little-finger end of the", "soft dip"), _WHOLE),
    ),
    *(_settling(size) for size in ("80x24", "120x40", "40x20")),
    *(_between(size) for size in ("80x24", "120x40")),
    *(Drawn(f"hold-paused-{size}", (*_IN_HOLD, "space")) for size in ("80x24", "120x40", "40x20")),
    *(_breathing(size) for size in ("80x24", "120x40", "40x20")),
    Drawn("summary-45x12", _KEPT, settings=STILL),
    Drawn("summary-120x40", _KEPT, settings=STILL),
    Drawn("summary-200x60", _KEPT, settings=STILL),
)

"""Colours of the figure: three skins to choose from, each from shade to light.

Shapes are drawn in tones, which are small numbers; a palette gives the colour of a tone at each
brightness. ``stone`` is neutral, ``sand`` and ``umber`` are skin colours. Each has few tones, so
that neighbouring cells often share one and a picture is sent in few bytes. The neutral tones are
exact entries of the 256 colours; the others come in truecolor and in exact entries, because a
terminal that rounds a gradient by itself turns it into stripes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final

TONES: Final = (
    *("bg", "skin", "back", "hair", "hairlt", "cloth", "white", "nail", "lip", "dark"),
    *("edge", "shade", "light", "mound", "crease", "tendon", "bone", "guide", "note", "mark"),
)
TONE: Final = {name: number for number, name in enumerate(TONES)}

SKINS: Final = ("stone", "sand", "umber")

LEVELS: Final = 32
"""Steps of brightness, from 0, the darkest."""

_STEPS: Final = {"sand": (10, 13), "umber": (9, 9)}
"""Tones of the skins that need truecolor, on a light and on a dark background."""

_FEW: Final = 5
"""Tones of hair, cloth and what else is not skin, in truecolor."""

Rgb = tuple[int, int, int]

Ramp = tuple[tuple[float, Rgb], ...]
"""Colours by brightness, 0 to 1."""

_RAMPS: Final[dict[tuple[str, bool], Ramp]] = {
    ("stone", True): ((0, (44, 44, 44)), (0.25, (86, 86, 86)), (0.5, (138, 138, 138)),
                      (0.72, (184, 184, 184)), (0.9, (218, 218, 218)), (1, (238, 238, 238))),
    ("stone", False): ((0, (28, 28, 28)), (0.25, (64, 64, 64)), (0.5, (104, 104, 104)),
                       (0.72, (146, 146, 146)), (0.9, (182, 182, 182)), (1, (198, 198, 198))),
    ("sand", True): ((0, (95, 55, 35)), (0.25, (135, 94, 64)), (0.5, (175, 135, 95)),
                     (0.75, (215, 175, 135)), (1, (255, 215, 175))),
    ("sand", False): ((0, (75, 42, 28)), (1 / 3, (126, 88, 60)), (2 / 3, (175, 135, 95)),
                      (1, (215, 175, 135))),
    ("umber", True): ((0, (44, 28, 22)), (0.25, (76, 50, 38)), (0.5, (112, 76, 58)),
                      (0.72, (146, 104, 80)), (0.9, (176, 132, 104)), (1, (204, 162, 132))),
    ("umber", False): ((0, (30, 18, 14)), (0.25, (62, 40, 30)), (0.5, (98, 66, 50)),
                       (0.72, (130, 92, 70)), (0.9, (160, 118, 92)), (1, (178, 136, 108))),
}  # fmt: skip
"""Colours of the skin, on a dark and on a light background.

Some of sand are entries of the 256 colours, which are sent in half the bytes.
"""

_TINTS: Final[dict[str, tuple[Rgb, Rgb]]] = {
    "hair": ((84, 70, 64), (66, 52, 46)), "hairlt": ((110, 94, 86), (92, 76, 68)),
    "cloth": ((88, 112, 134), (88, 112, 134)), "white": ((244, 240, 234), (236, 232, 226)),
    "dark": ((40, 28, 24), (24, 14, 12)), "nail": ((246, 222, 206), (226, 200, 184)),
    "lip": ((182, 104, 94), (150, 80, 72)),
}  # fmt: skip
"""Colours of what is not skin, on a dark and on a light background; greys for the neutral skin."""

_DEEP: Final = frozenset({"hair", "hairlt", "cloth", "lip"})
"""Tones with the full range of light and shade."""

_PALE: Final = frozenset({"back", "hairlt", "nail"})
"""Tones drawn in those of others, because in shade they would be grey specks on the skin."""

_GREYS: Final = tuple((8 + 10 * step,) * 3 for step in range(24))
_SAND_CUBE: Final = (
    (0x5F, 0, 0), (0x87, 0x5F, 0x5F), (0xAF, 0x87, 0x5F), (0xD7, 0xAF, 0x87), (0xFF, 0xD7, 0xAF),
    (0xFF, 0xFF, 0xD7), (0xAF, 0x5F, 0x5F), *_GREYS[:6], *_GREYS[21:],
)  # fmt: skip
_UMBER_CUBE: Final = (
    (0x87, 0x5F, 0x5F), (0xAF, 0x87, 0x5F), (0xAF, 0x87, 0x87), (0xD7, 0xAF, 0x87),
    (0xAF, 0x5F, 0x5F), *_GREYS[:9], *_GREYS[21:],
)  # fmt: skip

MARKS: Final = ("#d7005f", "#af005f", "#ff87af", "#ffafd7", "#ffd7ff", "#87005f", "#5f005f")
"""Colours of the marker, the most telling first; one of them stands out from any colour."""

LABEL: Final = ("#ffffff", "#af005f")
"""Colour of a label and of its ground."""

FINGERS: Final = ("#5fafff", "#87d7ff", "#005faf", "#00005f")
"""Colours of fingers laid across the body, the most telling first."""

DISTINCT: Final = 3.0
"""Minimum contrast of marks and words."""


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a skin on one background."""

    ramps: tuple[tuple[Rgb, ...], ...]
    """For each of ``TONES``, its colour at each of ``LEVELS``."""
    background: str
    note: str
    allowed: tuple[Rgb, ...]
    """The only colours of a picture."""

    def nearest(self, colour: Rgb) -> str:
        """The allowed colour nearest to this one, as ``#rrggbb``."""
        return hexed(_nearest(colour, self.allowed))


@lru_cache(maxsize=16)
def palette(
    skin: str,
    *,
    background: str = "",
    dark: bool = True,
    exact: bool = False,
) -> Palette:
    """The palette of a skin.

    ``background`` is the colour behind the body (default: a dark or light grey). ``exact`` uses
    only entries of the 256 colours. Raises ``ValueError`` for a skin not in ``SKINS``.
    """
    if skin not in SKINS:
        raise ValueError(f"skin is one of {', '.join(SKINS)}, not {skin}")
    ground = background or ("#121212" if dark else "#eeeeee")
    few = {"stone": _GREYS, "sand": _SAND_CUBE, "umber": _UMBER_CUBE}[skin]
    is_exact = exact or skin == "stone"
    steps = LEVELS if is_exact else _STEPS[skin][dark]
    light = _stepped(_RAMPS[skin, dark], steps)
    allowed: dict[Rgb, None] = dict.fromkeys([rgb(ground)])
    toned: list[tuple[Rgb, ...]] = []
    for name in TONES:
        colours = light
        if name == "bg":
            colours = (rgb(ground),) * LEVELS
        elif name == "back":
            colours = tuple(_scaled(each, 0.72) for each in light)
        elif name in _TINTS:
            colour = _TINTS[name][not dark]
            if skin == "stone":
                colour = (round(luma(colour)),) * 3
            low, high = (0.5, 1.2) if name in _DEEP else (0.75, 1.05)
            ramp = (0, _scaled(colour, low)), (1, _scaled(colour, high))
            colours = _stepped(ramp, _FEW)
            if name == "white":
                colours = (colours[LEVELS // 2],) * (LEVELS // 2) + colours[LEVELS // 2 :]
        toned.append(colours)
        if name not in _PALE:
            allowed |= dict.fromkeys(colours)
    if is_exact:
        allowed = dict.fromkeys([*few, rgb(ground)])
        toned = [
            tuple(_nearest(each, few) for each in colours) if at else colours
            for at, colours in enumerate(toned)
        ]
    return Palette(tuple(toned), ground, telling(_NOTES[dark], ground), tuple(allowed))


def _stepped(ramp: Ramp, steps: int) -> tuple[Rgb, ...]:
    """A colour for each of ``LEVELS``, but only so many different ones."""
    tones = [_between(ramp, step / (steps - 1)) for step in range(steps)]
    return tuple(tones[round(k * (steps - 1) / (LEVELS - 1))] for k in range(LEVELS))


def _nearest(colour: Rgb, allowed: Sequence[Rgb]) -> Rgb:
    red, green, blue = colour
    return min(
        allowed,
        key=lambda c: 3 * (c[0] - red) ** 2 + 6 * (c[1] - green) ** 2 + (c[2] - blue) ** 2,
    )


_NOTES: Final = {True: ("#9e9e9e", "#eeeeee", "#262626"), False: ("#585858", "#121212", "#eeeeee")}


def telling(colours: tuple[str, ...], ground: str) -> str:
    """The first of the colours that stands out from ``ground``, or the one that does most."""
    for colour in colours:
        if contrast(colour, ground) >= DISTINCT:
            return colour
    return max(colours, key=lambda colour: contrast(colour, ground))


def _between(ramp: Ramp, share: float) -> Rgb:
    for (low, dim), (high, bright) in pairwise(ramp):
        if share <= high:
            part = (share - low) / (high - low)
            red, green, blue = (a + (b - a) * part for a, b in zip(dim, bright, strict=True))
            return round(red), round(green), round(blue)
    return ramp[-1][1]


def _scaled(colour: Rgb, factor: float) -> Rgb:
    red, green, blue = (min(255, round(part * factor)) for part in colour)
    return red, green, blue


def luma(colour: Rgb) -> float:
    """Lightness of a colour, 0 to 255."""
    return 0.3 * colour[0] + 0.59 * colour[1] + 0.11 * colour[2]


def mean(colours: Sequence[Rgb]) -> Rgb:
    """The mean of some colours."""
    count = len(colours)
    red, green, blue = (sum(parts) // count for parts in zip(*colours, strict=True))
    return red, green, blue


def rgb(colour: str) -> Rgb:
    """Red, green and blue of ``#rrggbb``, 0 to 255 each."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def hexed(colour: Rgb) -> str:
    """The colour as ``#rrggbb``."""
    return f"#{colour[0]:02x}{colour[1]:02x}{colour[2]:02x}"


@cache
def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21, as defined by WCAG 2."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [part / 255 for part in rgb(colour)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

"""Colours of the figure: three skins to choose from, each from shade to light.

Shapes are drawn in tones, which are small numbers; a palette gives the colour of a tone at each
brightness. ``stone`` is neutral and follows the theme, ``sand`` and ``umber`` are skin colours.
Every skin comes in truecolor and in exact entries of the 256 colours, because a terminal that
rounds a gradient by itself turns it into stripes.
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

Rgb = tuple[int, int, int]

_RAMPS: Final[dict[tuple[str, bool], tuple[tuple[float, Rgb], ...]]] = {
    ("stone", True): ((0, (44, 44, 44)), (0.25, (86, 86, 86)), (0.5, (138, 138, 138)),
                      (0.72, (184, 184, 184)), (0.9, (218, 218, 218)), (1, (238, 238, 238))),
    ("stone", False): ((0, (28, 28, 28)), (0.25, (64, 64, 64)), (0.5, (104, 104, 104)),
                       (0.72, (146, 146, 146)), (0.9, (182, 182, 182)), (1, (198, 198, 198))),
    ("sand", True): ((0, (74, 42, 32)), (0.25, (133, 86, 64)), (0.5, (184, 134, 98)),
                     (0.72, (217, 174, 134)), (0.9, (242, 208, 172)), (1, (255, 228, 200))),
    ("sand", False): ((0, (62, 32, 24)), (0.25, (118, 72, 52)), (0.5, (164, 114, 82)),
                      (0.72, (196, 148, 110)), (0.9, (214, 174, 138)), (1, (222, 186, 152))),
    ("umber", True): ((0, (44, 28, 22)), (0.25, (76, 50, 38)), (0.5, (112, 76, 58)),
                      (0.72, (146, 104, 80)), (0.9, (176, 132, 104)), (1, (204, 162, 132))),
    ("umber", False): ((0, (30, 18, 14)), (0.25, (62, 40, 30)), (0.5, (98, 66, 50)),
                       (0.72, (130, 92, 70)), (0.9, (160, 118, 92)), (1, (178, 136, 108))),
}  # fmt: skip
"""Colours of the skin by brightness, 0 to 1, on a dark and on a light background."""

_TINTS: Final[dict[str, tuple[Rgb, Rgb]]] = {
    "hair": ((84, 70, 64), (66, 52, 46)), "hairlt": ((110, 94, 86), (92, 76, 68)),
    "cloth": ((88, 112, 134), (88, 112, 134)), "white": ((244, 240, 234), (236, 232, 226)),
    "dark": ((40, 28, 24), (24, 14, 12)), "nail": ((246, 222, 206), (226, 200, 184)),
    "lip": ((182, 104, 94), (150, 80, 72)),
}  # fmt: skip
"""Colours of what is not skin, on a dark and on a light background; greys for the neutral skin."""

_DEEP: Final = frozenset({"hair", "hairlt", "cloth", "lip"})
"""Tones with the full range of light and shade."""

_NEUTRAL: Final = 0.14
"""Share of the theme's colour in the neutral skin."""

_CUBE: Final = (0, 95, 135, 175, 215, 255)
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
    exact: tuple[Rgb, ...] = ()
    """The only colours allowed; empty for truecolor."""

    def nearest(self, colour: Rgb) -> str:
        """The allowed colour nearest to this one, as ``#rrggbb``."""
        if self.exact:
            red, green, blue = colour
            colour = min(
                self.exact,
                key=lambda c: 3 * (c[0] - red) ** 2 + 6 * (c[1] - green) ** 2 + (c[2] - blue) ** 2,
            )
        return hexed(colour)


@lru_cache(maxsize=16)
def palette(
    skin: str,
    *,
    background: str = "",
    dark: bool = True,
    tint: str = "#808080",
    exact: bool = False,
) -> Palette:
    """The palette of a skin.

    ``background`` is the colour behind the body (default: a dark or light grey). ``tint`` is the
    theme's colour, mixed slightly into the neutral skin. ``exact`` uses only entries of the 256
    colours. Raises ``ValueError`` for a skin not in ``SKINS``.
    """
    if skin not in SKINS:
        raise ValueError(f"skin is one of {', '.join(SKINS)}, not {skin}")
    ground = background or ("#121212" if dark else "#eeeeee")
    ramp = _RAMPS[skin, dark]
    light = [_between(ramp, step / (LEVELS - 1)) for step in range(LEVELS)]
    toned: list[tuple[Rgb, ...]] = []
    for name in TONES:
        if name == "bg":
            colours = [rgb(ground)] * LEVELS
        elif name in _TINTS:
            colour = _TINTS[name][not dark]
            if skin == "stone":
                colour = (round(luma(colour)),) * 3
            low, span = (0.5, 0.7) if name in _DEEP else (0.75, 0.3)
            colours = [_scaled(colour, low + span * k / (LEVELS - 1)) for k in range(LEVELS)]
        else:
            colours = [_scaled(each, 0.72) for each in light] if name == "back" else light
        if skin == "stone" and not exact and name != "bg":
            colours = [_tinted(each, rgb(tint)) for each in colours]
        toned.append(tuple(colours))
    allowed: tuple[Rgb, ...] = ()
    if exact:
        allowed = {"stone": _GREYS, "sand": _SAND_CUBE, "umber": _UMBER_CUBE}[skin]
        allowed = (*allowed, rgb(ground))
    return Palette(tuple(toned), ground, telling(_NOTES[dark], ground), allowed)


_NOTES: Final = {True: ("#9e9e9e", "#eeeeee", "#262626"), False: ("#585858", "#121212", "#eeeeee")}


def telling(colours: tuple[str, ...], ground: str) -> str:
    """The first of the colours that stands out from ``ground``, or the one that does most."""
    for colour in colours:
        if contrast(colour, ground) >= DISTINCT:
            return colour
    return max(colours, key=lambda colour: contrast(colour, ground))


def _between(ramp: tuple[tuple[float, Rgb], ...], share: float) -> Rgb:
    for (low, dim), (high, bright) in pairwise(ramp):
        if share <= high:
            part = (share - low) / (high - low)
            red, green, blue = (a + (b - a) * part for a, b in zip(dim, bright, strict=True))
            return round(red), round(green), round(blue)
    return ramp[-1][1]


def _scaled(colour: Rgb, factor: float) -> Rgb:
    red, green, blue = (min(255, round(part * factor)) for part in colour)
    return red, green, blue


def _tinted(colour: Rgb, tint: Rgb) -> Rgb:
    middle = luma(tint)
    red, green, blue = (
        max(0, min(255, round(part + (of - middle) * _NEUTRAL)))
        for part, of in zip(colour, tint, strict=True)
    )
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

"""Colours of the figure: tones, and three skins to choose from.

Shapes are drawn in tones, which are small numbers; a palette says which colour a tone is. ``stone``
is neutral and follows the theme, ``sand`` and ``umber`` are skin colours. Every skin comes in
truecolor and in exact colours of the 256-colour cube, because a terminal that rounds a gradient by
itself turns it into stripes.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

TONES: Final = (
    *("bg", "skin", "s1", "shade", "s2", "hi", "light", "l1", "back", "hair", "hairlt", "nail"),
    *("lip", "white", "cloth", "dark", "mound", "edge", "crease", "tendon", "bone", "guide"),
    *("note", "mark", "mark2"),
)
"""Lightness of the skin from the shaded rim to the lit one: s2, shade, s1, skin, l1, hi."""

TONE: Final = {name: number for number, name in enumerate(TONES)}

SKINS: Final = ("stone", "sand", "umber")


@dataclass(frozen=True, slots=True)
class Palette:
    """One colour, ``#rrggbb``, for each of ``TONES``."""

    colours: tuple[str, ...]

    def colour(self, tone: str) -> str:
        """The colour of the tone with this name."""
        return self.colours[TONE[tone]]


_COMMON: Final = {
    "white": "#f4efe8", "cloth": "#4a6a88", "guide": "#005fd7", "mark": "#af005f",
    "mark2": "#ff87af",
}  # fmt: skip
_SAND: Final = _COMMON | {
    "skin": "#d7af87", "s1": "#c69b73", "shade": "#af875f", "s2": "#9a7150", "hi": "#ebcaa6",
    "l1": "#e1bc96", "hair": "#6b4f43", "hairlt": "#87675a", "nail": "#f2d9c6", "lip": "#c0705f",
    "dark": "#5f2f1f", "edge": "#75432d", "crease": "#87482f", "tendon": "#96623f",
    "bone": "#87583c",
}  # fmt: skip
_UMBER: Final = _COMMON | {
    "skin": "#8a5a40", "s1": "#7b4e37", "shade": "#6a412d", "s2": "#5a3524", "hi": "#a67555",
    "l1": "#98674a", "hair": "#453833", "hairlt": "#5c4b44", "nail": "#d3a98f", "lip": "#6e2f2c",
    "dark": "#1c0e08", "edge": "#32190e", "crease": "#401f11", "tendon": "#4f2a19",
    "bone": "#472516", "guide": "#a8d4ff", "mark2": "#ffc8e0",
}  # fmt: skip
_SAND_CUBE: Final = _SAND | {
    "skin": "#d7af87", "s1": "#d7af87", "shade": "#af875f", "s2": "#875f5f", "hi": "#ffd7af",
    "l1": "#d7af87", "hair": "#4e4e4e", "hairlt": "#6c6c6c", "nail": "#ffd7d7", "lip": "#af5f5f",
    "white": "#eeeeee", "cloth": "#5f87af", "dark": "#3a3a3a", "edge": "#5f0000",
    "crease": "#870000", "tendon": "#875f5f", "bone": "#875f5f",
}  # fmt: skip
_UMBER_CUBE: Final = _UMBER | {
    "skin": "#875f5f", "s1": "#875f5f", "shade": "#585858", "s2": "#4e4e4e", "hi": "#af8787",
    "l1": "#875f5f", "hair": "#444444", "hairlt": "#5f5f5f", "nail": "#d7afaf", "lip": "#af5f5f",
    "white": "#eeeeee", "cloth": "#5f87af", "dark": "#1c1c1c", "edge": "#262626",
    "crease": "#303030", "tendon": "#3a3a3a", "bone": "#303030", "guide": "#afd7ff",
    "mark2": "#ffd7ff",
}  # fmt: skip

# Lightness, 0 to 255, of each tone of the neutral skin on a dark and on a light background.
_STONE: Final = {
    "skin": (178, 188), "s1": (158, 168), "shade": (138, 148), "s2": (118, 128), "hi": (218, 158),
    "l1": (198, 178), "hair": (68, 98), "hairlt": (98, 128), "nail": (228, 228), "lip": (118, 128),
    "white": (238, 238), "dark": (38, 48), "edge": (48, 68), "crease": (58, 78),
    "tendon": (108, 118), "bone": (88, 98), "cloth": (128, 148),
}  # fmt: skip


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
    theme's colour, mixed slightly into the neutral skin. ``exact`` uses only colours of the
    256-colour cube. Raises ``ValueError`` for a skin not in ``SKINS``.
    """
    if skin not in SKINS:
        raise ValueError(f"skin is one of {', '.join(SKINS)}, not {skin}")
    if skin == "stone":
        tones = _stone(dark=dark, tint=tint, exact=exact)
    elif skin == "sand":
        tones = dict(_SAND_CUBE if exact else _SAND)
    else:
        tones = dict(_UMBER_CUBE if exact else _UMBER)
    tones["light"] = tones["l1" if skin == "stone" else "hi"]
    tones["mound"] = tones["l1"]
    tones["back"] = tones["shade"]
    if skin != "stone" and not dark:
        # A lit rim as light as the background would hide the outline.
        tones["hi"] = tones["shade" if exact else "s1"]
    if exact:
        tones["note"] = "#9e9e9e" if dark else "#585858"
        tones["bg"] = background or ("#121212" if dark else "#e4e4e4")
    else:
        tones["note"] = "#9aa4b4" if dark else "#5a6472"
        tones["bg"] = background or ("#1e1e1e" if dark else "#f0f0f0")
    return Palette(tuple(tones[name] for name in TONES))


def _stone(*, dark: bool, tint: str, exact: bool) -> dict[str, str]:
    """The neutral skin: greys of the cube's grey ramp, tinted unless `exact`."""
    tones = _COMMON | {"mark2": "#ffd7ff"}
    share = 0.0 if exact else 0.14
    red, green, blue = rgb(tint)
    middle = 0.3 * red + 0.59 * green + 0.11 * blue
    for name, (over_dark, over_light) in _STONE.items():
        grey = over_dark if dark else over_light
        mixed = (grey + (part - middle) * share for part in (red, green, blue))
        tones[name] = "#" + "".join(f"{max(0, min(255, round(part))):02x}" for part in mixed)
    return tones


def rgb(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of ``#rrggbb``, 0 to 255 each."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21, as defined by WCAG 2."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [part / 255 for part in rgb(colour)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

"""Our two themes, and how those of others are made readable.

Every colour of ours is one of the 256, so a plain SSH line shows it as meant.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from textual.color import Color
from textual.theme import Theme

DARK: Final = Theme(
    name="tsubo-dark",
    primary="#87d7af",
    secondary="#87afd7",
    accent="#87d7af",
    foreground="#d0d0d0",
    background="#1c1c1c",
    surface="#262626",
    panel="#303030",
    success="#87d7af",
    warning="#d7af5f",
    error="#ff8787",
    dark=True,
    variables={
        "quiet": "#9e9e9e",
        "sign": "#767676",
        "block-cursor-background": "#87d7af",
        "block-cursor-foreground": "#1c1c1c",
        "block-cursor-blurred-background": "#3a3a3a",
        "block-cursor-blurred-foreground": "#d0d0d0",
        "border": "#87d7af",
        "border-blurred": "#444444",
    },
)

LIGHT: Final = Theme(
    name="tsubo-light",
    primary="#005f5f",
    secondary="#005f87",
    accent="#005f5f",
    foreground="#262626",
    background="#ffffff",
    surface="#eeeeee",
    panel="#e4e4e4",
    success="#005f5f",
    warning="#875f00",
    error="#af0000",
    dark=False,
    variables={
        "quiet": "#5f5f5f",
        "sign": "#808080",
        "block-cursor-background": "#005f5f",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-blurred-background": "#dadada",
        "block-cursor-blurred-foreground": "#262626",
        "border": "#005f5f",
        "border-blurred": "#bcbcbc",
    },
)

THEMES: Final = (DARK, LIGHT)


def theme_problem(name: str, known: Iterable[str]) -> str | None:
    """Why a theme cannot be had, in words; none when it can."""
    names = sorted(known)
    if name in names:
        return None
    return f"theme: “{name}” found, one of {', '.join(names)} allowed. Until then: {DARK.name}"


_TEXTS: Final = ("primary", "secondary", "warning", "error")
_GROUNDS: Final = ("background", "surface", "panel")
_ANSI: Final = {
    True: {"primary": "ansi_cyan", "secondary": "ansi_green", "quiet": "ansi_white"},
    False: {"primary": "ansi_blue", "secondary": "ansi_magenta", "quiet": "ansi_bright_black"},
}
"""Of the 16 colours those that can be read on a dark, or a light, ground; blue on black cannot."""
_NEARLY: Final = 0.85
"""Of what the foreground stands out; a theme that is soft by intent keeps its colours apart."""
TEXT: Final = 4.5
SIGN: Final = 3.0
"""How text, and signs, stand out from their ground at least.

Source: WCAG 2.2, https://www.w3.org/TR/WCAG22/#contrast-minimum and #non-text-contrast.
"""


def readable(theme: Theme, variables: Mapping[str, str]) -> dict[str, str]:
    """The colours of a theme with ours among them, made to stand out where they did not.

    Ours are given as they are. Of others the texts are moved towards the foreground until they can
    be read on each ground, or nearly as well as the foreground itself.
    """
    if theme in THEMES:
        return dict(variables)
    if theme.ansi:
        return {**variables, "sign": "ansi_bright_black", **_ANSI[theme.dark]}
    front = Color.parse(variables["foreground"])
    grounds = [Color.parse(variables[name]) for name in _GROUNDS]
    texts = {name: Color.parse(variables[name]) for name in _TEXTS}
    texts["quiet"] = front.blend(grounds[0], 0.4)
    made = {name: _standing_out(text, front, grounds, TEXT).hex for name, text in texts.items()}
    sign = _standing_out(front.blend(grounds[0], 0.65), front, grounds[:2], SIGN)
    return {**variables, **made, "sign": sign.hex, **_cursor(variables, texts["primary"], made)}


def _cursor(variables: Mapping[str, str], was: Color, made: Mapping[str, str]) -> dict[str, str]:
    """The cursor in the colour that the accent has now, with words that can be read on it."""
    ground, words = variables["block-cursor-background"], variables["block-cursor-foreground"]
    if Color.parse(ground) == was:
        ground = made["primary"]
    if words.startswith("auto") or contrast(Color.parse(words), Color.parse(ground)) < TEXT:
        words = "auto 95%"
    return {"block-cursor-background": ground, "block-cursor-foreground": words}


def _standing_out(text: Color, front: Color, grounds: Sequence[Color], least: float) -> Color:
    """The nearest colour on the way to the foreground that stands out from all of these."""
    wanted = [min(least, _NEARLY * contrast(front, ground)) for ground in grounds]
    for step in range(20):
        moved = text.blend(front, step / 20)
        if all(contrast(moved, ground) >= far for ground, far in zip(grounds, wanted, strict=True)):
            return moved
    return front


def contrast(one: Color, other: Color) -> float:
    """How far two colours are apart in light, 1 to 21.

    Source: WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio.
    """
    lights = sorted((_light(one), _light(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _light(colour: Color) -> float:
    red, green, blue = (_linear(part / 255) for part in colour.rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

"""Our three themes, and adjustments that make other themes readable.

All colours of our own are among the 256, which every SSH client shows exactly.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from textual.color import Color
from textual.theme import Theme

from tracker.core.text.refusals import OneOf, refusal

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
        "symbol": "#767676",
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
        "symbol": "#808080",
        "block-cursor-background": "#005f5f",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-blurred-background": "#dadada",
        "block-cursor-blurred-foreground": "#262626",
        "border": "#005f5f",
        "border-blurred": "#bcbcbc",
    },
)

CONTRAST: Final = Theme(
    name="tsubo-contrast",
    primary="#5fffaf",
    secondary="#87d7ff",
    accent="#5fffaf",
    foreground="#ffffff",
    background="#000000",
    surface="#121212",
    panel="#1c1c1c",
    success="#5fffaf",
    warning="#ffd75f",
    error="#ffafaf",
    dark=True,
    variables={
        "quiet": "#c6c6c6",
        "symbol": "#9e9e9e",
        "block-cursor-background": "#5fffaf",
        "block-cursor-foreground": "#000000",
        "block-cursor-blurred-background": "#303030",
        "block-cursor-blurred-foreground": "#ffffff",
        "border": "#5fffaf",
        "border-blurred": "#767676",
    },
)
"""Every word at least 7:1 on its ground, every sign 4.5:1: WCAG's enhanced contrast."""

THEMES: Final = (DARK, LIGHT, CONTRAST)


def offered(themes: Mapping[str, Theme]) -> dict[str, Theme]:
    """Those of these themes, by name, that `readable` can make readable.

    It can if the theme's own text is readable on its own background: everything else is moved
    towards these two. Of a terminal's own 16 colours only the terminal knows.
    """
    return {name: theme for name, theme in themes.items() if _is_offered(theme)}


def _is_offered(theme: Theme) -> bool:
    if theme.ansi or theme in THEMES or not (theme.foreground and theme.background):
        return True  # Textual chooses black or white text itself
    front, behind = Color.parse(theme.foreground), Color.parse(theme.background)
    return contrast(front, behind) >= TEXT


def theme_problem(name: str, known: Iterable[str]) -> str | None:
    """Why this theme cannot be used, in words; `None` if it can."""
    names = tuple(sorted(known))
    if name in names:
        return None
    return f"{refusal('theme', name, OneOf(names, 'a theme'))}. Until then: {DARK.name}"


_TEXTS: Final = ("primary", "secondary", "warning", "error")
_BACKGROUNDS: Final = ("background", "surface", "panel")
_ANSI: Final = {
    True: {"primary": "ansi_cyan", "secondary": "ansi_green", "quiet": "ansi_white"},
    False: {"primary": "ansi_blue", "secondary": "ansi_magenta", "quiet": "ansi_bright_black"},
}
"""Readable ones among the 16 colours, on a dark background and on a light one."""
_ROOM: Final = 0.3
"""Contrast that the foreground has beyond other text, so that quiet words are quieter."""
TEXT: Final = 4.5
SYMBOL: Final = 3.0
"""Minimum contrast of text, and of symbols, to their background.

Source: WCAG 2.2, https://www.w3.org/TR/WCAG22/#contrast-minimum and #non-text-contrast.
"""


def readable(theme: Theme, variables: Mapping[str, str]) -> dict[str, str]:
    """The variables of a theme with ours added, and with enough contrast everywhere.

    Our own themes are returned as they are. In others, fields and cards come nearer to the
    background until the foreground can be read on them, and text colours nearer to the foreground
    until they can be read on each.
    """
    if theme in THEMES:
        return dict(variables)
    if theme.ansi:
        return {**variables, "symbol": "ansi_bright_black", **_ANSI[theme.dark]}
    front = Color.parse(variables["foreground"])
    behind, *others = (Color.parse(variables[name]) for name in _BACKGROUNDS)
    grounds = [behind, *(_moved(each, behind, [front], TEXT + _ROOM) for each in others)]
    texts = {name: Color.parse(variables[name]) for name in _TEXTS}
    texts["quiet"] = front.blend(behind, 0.4)
    moved = {name: _moved(text, front, grounds, TEXT).hex for name, text in texts.items()}
    symbol = _moved(front.blend(behind, 0.65), front, grounds, SYMBOL)
    cursor = _cursor(variables, texts["primary"], moved)
    left = _moved(behind.blend(texts["primary"], 0.3), behind, [front], TEXT)
    cursor |= {
        "block-cursor-blurred-background": left.hex,
        "block-cursor-blurred-foreground": front.hex,
    }
    near = dict(zip(_BACKGROUNDS, (each.hex for each in grounds), strict=True))
    return {**variables, **near, **moved, "symbol": symbol.hex, **cursor}


def _cursor(variables: Mapping[str, str], was: Color, moved: Mapping[str, str]) -> dict[str, str]:
    """The cursor in the new accent colour, with readable words on it."""
    background, words = variables["block-cursor-background"], variables["block-cursor-foreground"]
    if Color.parse(background) == was:
        background = moved["primary"]
    if words.startswith("auto") or contrast(Color.parse(words), Color.parse(background)) < TEXT:
        words = "auto 95%"
    return {"block-cursor-background": background, "block-cursor-foreground": words}


def _moved(colour: Color, towards: Color, others: Sequence[Color], least: float) -> Color:
    """The first colour on the way to another one with enough contrast to all others."""
    for step in range(20):
        moved = colour.blend(towards, step / 20)
        if all(contrast(moved, each) >= least for each in others):
            return moved
    return towards


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of two colours, 1 to 21.

    Source: WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio.
    """
    lights = sorted((_luminance(one), _luminance(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _luminance(colour: Color) -> float:
    red, green, blue = (_linear(part / 255) for part in colour.rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

"""Our two themes. Every colour is one of the 256, so a plain SSH line shows it as meant."""

from collections.abc import Iterable
from typing import Final

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
        "rule": "#444444",
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
        "rule": "#bcbcbc",
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


VARIABLES: Final = {"quiet": "#808080", "rule": "#808080"}
"""Our own variables as a theme that is not ours gives them."""

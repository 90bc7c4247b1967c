"""Reads the text of a screen as a person would."""

from typing import Any

from textual.app import App
from textual.screen import Screen
from textual.widget import Widget
from textual_inside import strips


def painted(app: App[None]) -> str:
    """The rows of the screen as text."""
    return "\n".join(rows(app.screen))


def rows(screen: Screen[Any]) -> list[str]:
    """The rows of one screen, without screens on top of it."""
    rows = strips(screen)
    return ["".join(segment.text for segment in strip).rstrip() for strip in rows]


def drawn_rows(widget: Widget) -> list[str]:
    """The rows of one widget, of its whole region."""
    return [strip.text for strip in widget.render_lines(widget.outer_size.region)]


def flat(app: App[None], left: int = 0) -> str:
    """The screen from a column on, as one line of words, without what a picture is drawn of."""
    rows = [row[left:] for row in painted(app).split("\n")]
    plain = "\n".join(rows).translate(dict.fromkeys(range(10240, 10496), " "))
    return " ".join(plain.split())

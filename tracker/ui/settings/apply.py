"""Applies settings to the app, at the start and whenever one of them changes."""

import os
from collections.abc import Mapping
from typing import Any, cast

from textual.app import App
from textual.constants import TEXTUAL_ANIMATIONS
from textual.theme import Theme

from tracker.config.config import Config
from tracker.config.settings import Settings
from tracker.config.toml_text import ConfigError
from tracker.ui.screens.tracker import Tracker
from tracker.ui.terminal.app import TerminalApp
from tracker.ui.terminal.themes import DARK, theme_problem


def apply_settings(app: App[Any], config: Config) -> list[str]:
    """Apply the settings to the app. Returns one message per problem."""
    if cast("TerminalApp", app).kiosk:
        config = config.in_kiosk()
    tracker = cast("Tracker", app)
    had_keys = hasattr(app, "config") and bool(tracker.config.keys)
    tracker.config = config
    problems = list(config.problems)
    known = app.available_themes
    problems += filter(None, [theme_problem(config.settings.theme, known)])
    if app.theme != (theme := _theme(config, known)):
        app.theme = theme
    cast("TerminalApp", app).set_low_bandwidth(config.settings.low_bandwidth)
    cast("TerminalApp", app).set_glyphs(config.settings.glyphs)
    cast("TerminalApp", app).escape_delay = config.escape_delay
    cast("TerminalApp", app).set_cursor_shown(config.settings.cursor == "shown")
    cast("TerminalApp", app).keyboard = config.settings.keyboard
    if not animated(config.settings, os.environ):
        app.animation_level = "none"
    else:
        app.animation_level = TEXTUAL_ANIMATIONS
    if config.keys or had_keys:
        # Import this only if keys are remapped: it reads the table of all keys.
        from tracker.config.keymap import keymap

        found = keymap(config.keys)
        app.set_keymap(found.keys)
        problems += [f"{config.path}: keys.{problem}" for problem in found.problems]
    return _grouped(problems, config)


def _grouped(problems: list[str], config: Config) -> list[str]:
    """All problems of the file as one message that names it once.

    The one for which nothing is recorded stays separate.
    """
    about = str(config.path)
    own = [one for one in problems if one.startswith(about) and one != config.refusal]
    if len(own) < 2:
        return problems
    others = [one for one in problems if one not in own]
    lines = (one.removeprefix(about).lstrip(":, ") for one in own)
    return ["\n".join([f"{about}:", *lines]), *others]


def keep_theme(app: App[Any], theme: Theme) -> None:
    """Save a theme that was chosen outside the settings screen, as in the palette."""
    tracker = cast("Tracker", app)
    if theme.name == _theme(tracker.config, app.available_themes):
        return
    try:
        tracker.config = tracker.config.set("theme", theme.name)
    except ConfigError as refused:
        app.notify(str(refused), severity="error", markup=False)


def animated(settings: Settings, environ: Mapping[str, str]) -> bool:
    """Whether to animate: over a connection every step costs bytes."""
    if settings.low_bandwidth or settings.animations == "off":
        return False
    remote = any(environ.get(name) for name in ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"))
    return settings.animations == "on" or not remote


def _theme(config: Config, known: Mapping[str, Theme]) -> str:
    named = config.settings.theme
    return DARK.name if theme_problem(named, known) else named

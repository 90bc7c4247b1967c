"""Makes the app go by its settings: at the start, and whenever one of them changes."""

import os
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

from textual.app import App
from textual.constants import TEXTUAL_ANIMATIONS
from textual.theme import Theme

from tracker.config.config import Config, ConfigError
from tracker.config.settings import Settings
from tracker.ui.screens.tracker import Tracker
from tracker.ui.terminal.app import TerminalApp
from tracker.ui.terminal.themes import DARK, theme_problem


def settle(app: App[Any], config: Config) -> list[str]:
    """Go by these settings from now on; a line for each thing that is wrong with them."""
    if cast("TerminalApp", app).kiosk:
        config = replace(config, settings=replace(config.settings, kiosk=True))
    cast("Tracker", app).config = config
    problems = list(config.problems)
    known = app.available_themes
    problems += filter(None, [theme_problem(config.settings.theme, known)])
    if app.theme != (theme := _theme(config, known)):
        app.theme = theme
    cast("TerminalApp", app).spare(config.settings.low_bandwidth)
    if not animated(config.settings, os.environ):
        app.animation_level = "none"
    else:
        app.animation_level = TEXTUAL_ANIMATIONS
    if config.keys or app._keymap:  # noqa: SLF001 - there is no public way to what is remapped
        # Only who remaps a key pays for looking at them all.
        from tracker.config.keymap import keymap

        found = keymap(config.keys)
        app.set_keymap(found.keys)
        problems += [f"{config.path}: keys.{problem}" for problem in found.problems]
    return _gathered(problems, config)


def _gathered(problems: list[str], config: Config) -> list[str]:
    """What is wrong in the file in one go, its name said once; a wrong zone stands for itself."""
    about = f"{config.path}: "
    own = [one for one in problems if one.startswith(about) and one != config.zone_error]
    if len(own) < 2:
        return problems
    others = [one for one in problems if one not in own]
    return ["\n".join([about.rstrip(), *(one.removeprefix(about) for one in own)]), *others]


def keep_theme(app: App[Any], theme: Theme) -> None:
    """Keep a theme that was chosen elsewhere than among the settings, as in the palette."""
    tracker = cast("Tracker", app)
    if theme.name == _theme(tracker.config, app.available_themes):
        return
    try:
        tracker.config = tracker.config.set("theme", theme.name)
    except ConfigError as refused:
        app.notify(str(refused), severity="error", markup=False)


def animated(settings: Settings, environ: Mapping[str, str]) -> bool:
    """Whether anything may glide: every step of it is sent over the line."""
    if settings.low_bandwidth or settings.animations == "off":
        return False
    remote = any(environ.get(name) for name in ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"))
    return settings.animations == "on" or not remote


def _theme(config: Config, known: Mapping[str, Theme]) -> str:
    named = config.settings.theme
    return DARK.name if theme_problem(named, known) else named

"""``tsubo`` opens the app. The one module of the commands that may load it."""

import os
import sys
import time
from typing import TYPE_CHECKING

import click

from tracker.cli.desk import Desk

if TYPE_CHECKING:
    from tracker.app import TrackerApp


def open_app(desk: Desk) -> None:
    """Open the app on this terminal.

    Raises ClickException when there is no terminal: the app reads keys and paints on one.
    """
    if not (os.isatty(sys.stdin.fileno()) and os.isatty(sys.stderr.fileno())):
        raise click.ClickException(
            "the app needs a terminal for its keys and its picture; "
            "'tsubo --help' lists what works without one"
        )
    from tracker.ui.lifeline import Lifeline, forgive_input, leaving

    app = app_of(desk)
    forgive_input()
    with Lifeline(app.save_now, leaving(app)):
        app.run(mouse=desk.config.settings.mouse)
    sys.exit(app.return_code)


def app_of(desk: Desk) -> "TrackerApp":
    """The app of this person, ready to run."""
    from tracker.app import TrackerApp
    from tracker.checkpoint import Checkpoint

    desk.journal.begin(desk.today)
    return TrackerApp(
        desk.journal,
        desk.library,
        desk.config,
        desk.zone,
        Checkpoint(desk.paths.data),
        now=desk.now,
        monotonic=time.monotonic,
        locale=os.environ.get("LC_ALL") or os.environ.get("LANG"),
    )

"""``tsubo`` opens the app. The one module of the commands that may load it."""

import os
import sys
from typing import TYPE_CHECKING

import click

from tracker.cli.complete import complete_practice
from tracker.cli.desk import Desk

if TYPE_CHECKING:
    from tracker.app import TrackerApp
    from tracker.core.routines import Routine


@click.command("start")
@click.argument("what", nargs=-1, metavar="[ROUTINE | CODE ...]", shell_complete=complete_practice)
@click.option("--hold", metavar="LENGTH", help="Length of every hold, such as 60s.")
@click.option("--settle", metavar="LENGTH", help="Time to find the place before each hold.")
@click.pass_obj
def start_command(desk: Desk, what: tuple[str, ...], hold: str | None, settle: str | None) -> None:
    """Open the app on a session: a routine, or points by their codes.

    \b
      tsubo start calm
      tsubo start PC6 HT7 left --hold 60s --settle 5s
    """
    open_app(desk, _routine(desk, what, hold, settle) if what else None)


def _routine(desk: Desk, what: tuple[str, ...], hold: str | None, settle: str | None) -> "Routine":
    """What the words name.

    Raises UsageError naming what is neither a routine nor a point, or a length out of its range.
    """
    from dataclasses import replace

    from tracker.core.chosen import holding, routine_of, wanted
    from tracker.core.durations import seconds

    held = seconds(hold) if hold else None
    words = " ".join(what)
    known = {routine.id: routine for routine in desk.library.routines()}
    settings = desk.config.settings
    try:
        if (found := known.get(words.casefold())) is not None:
            routine = holding(found, held)
        elif points := wanted(words, desk.library.find):
            routine = routine_of(
                points, settle=float(settings.settle_seconds), made=desk.now(), seconds=held
            )
        else:
            raise click.UsageError(
                f"{words}: no routine and no points; routines are {', '.join(known)}, "
                "points are codes such as PC6 HT7"
            )
        return routine if settle is None else replace(routine, settle=seconds(settle))
    except ValueError as wrong:
        raise click.UsageError(str(wrong)) from wrong


def open_app(desk: Desk, first: "Routine | None" = None) -> None:
    """Open the app on this terminal, on a session if ``first`` names one.

    Raises ClickException when there is no terminal: the app reads keys and paints on one.
    """
    if not all(stream and stream.isatty() for stream in (sys.stdin, sys.stderr)):
        raise click.ClickException(
            "the app needs a terminal for its keys and its picture; "
            "'tsubo --help' lists what works without one"
        )
    from tracker.ui.lifeline import Lifeline, forgive_input, leaving

    app = app_of(desk, first)
    forgive_input()
    with Lifeline(app.save_now, leaving(app)):
        app.run(mouse=desk.config.settings.mouse)
    sys.exit(app.return_code)


def app_of(desk: Desk, first: "Routine | None" = None) -> "TrackerApp":
    """The app of this person, ready to run."""
    from tracker.app import TrackerApp
    from tracker.checkpoint import Checkpoint

    desk.journal.begin(desk.today)
    return TrackerApp(
        desk.journal,
        lambda: desk.shelf,
        desk.config,
        desk.zone,
        Checkpoint(desk.paths.data),
        now=desk.now,
        monotonic=desk.monotonic,
        locale=os.environ.get("LC_ALL") or os.environ.get("LANG"),
        first=first,
        daily=desk.keep_house,
    )

"""What is asked once: the first run, built around the guard's questions.

That it was asked is known by the answers: whoever leaves a question out has an answer that says
so. Nothing here keeps anyone from the app; each page can be left.
"""

from typing import Any, cast

from textual.app import App

from tracker.core.aims import Kind
from tracker.ui.base import Tracker


def ask_once(app: App[Any]) -> None:
    """Ask, unless that was done before or no answer could be kept."""
    from tracker.core.safety import FlagAnswer

    journal = cast("Tracker", app).journal
    if journal.read_only or journal.facts(FlagAnswer):
        return
    from tracker.ui.flags import FlagsScreen

    if any(journal.summaries(kind) for kind in Kind):
        app.push_screen(FlagsScreen(first=True))
    else:
        from tracker.ui.first_run import WelcomeScreen

        app.push_screen(WelcomeScreen(), lambda on: _welcomed(app, on=bool(on)))


def _welcomed(app: App[Any], *, on: bool) -> None:
    """The questions next; passed by, they count as asked and left out."""
    from tracker.ui.flags import FlagsScreen, leave_out

    if on:
        app.push_screen(FlagsScreen(first=True, welcomed=True), lambda _: _answered(app))
    else:
        leave_out(cast("Tracker", app))


def _answered(app: App[Any]) -> None:
    from tracker.ui.first_run import BeginScreen

    app.push_screen(BeginScreen(), lambda answer: _chosen(app, answer))


def _chosen(app: App[Any], answer: str | None) -> None:
    tracker = cast("Tracker", app)
    if answer == "begin":
        from tracker.ui.first_run import first_routine

        tracker.begin(first_routine(tracker.library))
    elif answer == "choose":
        app.call_later(app.run_action, "start")

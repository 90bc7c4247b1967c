"""The first run: welcome, the questions about the person, what to do first; asked once.

It is not asked again once answers are recorded; a skipped question is recorded as skipped. Each
page can be left; none blocks the app.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, cast

from textual.app import App

from tracker.core.facts.goals_and_rests import Kind
from tracker.ui.screens.tracker import Tracker


def say_problems(app: App[Any], problems: Iterable[str]) -> None:
    """Show problems of the settings, the zone and the journal."""
    tracker = cast("Tracker", app)
    journal = tracker.journal
    said = (*problems, tracker.zone.refusal, journal.read_only, *journal.problems)
    for problem in filter(None, dict.fromkeys(said)):
        app.notify(problem, severity="warning", markup=False, timeout=8)


def ask_once(app: App[Any], problems: Sequence[str]) -> bool:
    """Start the first run unless it was done or recording is refused. Returns whether it started.

    The problems are shown after the last page, so that they do not cover the questions.
    """
    from tracker.core.points.guard import FlagAnswer

    journal = cast("Tracker", app).journal
    if journal.read_only or journal.facts(FlagAnswer):
        return False
    from tracker.ui.help.about_you import FlagsScreen

    def then() -> None:
        say_problems(app, problems)

    if any(journal.summaries(kind) for kind in Kind):
        app.push_screen(FlagsScreen(first=True), lambda _: then())
    else:
        from tracker.ui.help.welcome import WelcomeScreen

        app.push_screen(WelcomeScreen(), lambda on: _welcomed(app, then, on=bool(on)))
    return True


def _welcomed(app: App[Any], then: Callable[[], None], *, on: bool) -> None:
    """Go on to the questions; if the page was left, record them as skipped."""
    from tracker.ui.help.about_you import FlagsScreen, leave_out

    if on:
        app.push_screen(FlagsScreen(first=True, welcomed=True), lambda _: _answered(app, then))
    else:
        leave_out(cast("Tracker", app))
        then()


def _answered(app: App[Any], then: Callable[[], None]) -> None:
    from tracker.ui.help.welcome import BeginScreen

    app.push_screen(BeginScreen(), lambda answer: _chosen(app, then, answer))


def _chosen(app: App[Any], then: Callable[[], None], answer: str | None) -> None:
    tracker = cast("Tracker", app)
    if answer == "begin":
        from tracker.practice.pressing import first_routine

        tracker.begin(first_routine(tracker))
    elif answer == "choose":
        app.call_later(app.run_action, "start")
    then()

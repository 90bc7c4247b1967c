"""Commands of the palette: the actions of this screen's keys by name, and pages of other tabs."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, Final, cast

from textual.app import App, SystemCommand
from textual.command import Provider
from textual.screen import Screen

from tracker.ui.screens.kinds import TabScreen
from tracker.ui.screens.lazy import lazy_screen
from tracker.ui.screens.tracker import Tracker

if TYPE_CHECKING:
    from tracker.core.points.reading import Page

_PAGES: Final = (
    ("routines", "Built-in routines and your own", lazy_screen("routines")),
    ("four weeks with a mat", "A suggestion, to begin or to stop", lazy_screen("mat plan")),
    ("goals", "What your days, or weeks, are asked for", lazy_screen("goals")),
    ("rest days", "Days left free, past ones too", lazy_screen("rest days")),
    ("reminders", "When to be asked", lazy_screen("reminders")),
    ("changes", "The last changes, to take back or bring back", lazy_screen("changes")),
    ("import a file", "An export, or another program's records", lazy_screen("import")),
    ("about you", "Your answers, by which points are marked", lazy_screen("about you")),
    ("about tsubo", "What this is, what it is not", lazy_screen("about tsubo")),
)


def named_actions(app: App[Any], screen: Screen[Any]) -> Iterable[SystemCommand]:
    """The actions of this screen by name, those of the focused widget first; each name once."""
    named: set[str] = set()
    for active in screen.active_bindings.values():
        binding = active.binding
        name = binding.id  # Textual's own bindings, such as scrolling left, do not have one
        if active.enabled and binding.description and name and name not in named:
            named.add(name)
            run = partial(app.run_action, binding.action, active.node)
            yield SystemCommand(binding.description, binding.tooltip, run)
            named.add(binding.description)
    yield SystemCommand("theme", "Choose other colours", app.action_change_theme)
    if isinstance(screen, TabScreen):
        yield SystemCommand("report", "The last 90 days as a page to print", partial(_report, app))
        run = partial(app.run_action, "app.start_mat")
        yield SystemCommand("mat timer", "Lie down with the timer", run)
        for text in cast("Tracker", app).library.pages:
            read = partial(_read, app, text)
            yield SystemCommand(f"read: {text.title}", "A page to read", read)
        wanted = cast("Tracker", app).config.settings.checks
        for title, words, page in (*_PAGES, *(_checks() if wanted else ())):
            if title not in named:
                yield SystemCommand(title, words, partial(_open, app, page))


def _checks() -> Iterator[tuple[str, str, Callable[[], Screen[Any]]]]:
    """The pages of the weekly checks, offered only when checks are switched on."""
    from tracker.core.facts.checks import Instrument

    for instrument in Instrument:
        about = f"Two questions on {instrument.about}; a check, not a diagnosis"
        yield f"weekly check: {instrument.label}", about, lazy_screen("take check", instrument)
    yield "weekly checks", "Those you took, to read or remove", lazy_screen("checks")


def named_things() -> type[Provider]:
    """The provider of routines and points; imported when the palette first opens."""
    from tracker.ui.palette.things import NamedThings

    return NamedThings


def _report(app: App[Any]) -> None:
    from tracker.ui.records.report import report

    report(app)


def _read(app: App[Any], page: "Page") -> None:
    from tracker.ui.screens.text_page import ReadingScreen

    app.push_screen(ReadingScreen(page.title, page.lines))


def _open(app: App[Any], page: Callable[[], Screen[Any]]) -> None:
    app.push_screen(page())

"""Writes the report from inside the app."""

from typing import TYPE_CHECKING, Any, cast

from textual.app import App

if TYPE_CHECKING:
    from tracker.core.facts.points import Point
    from tracker.ui.screens.tracker import Tracker


def report(app: App[Any]) -> None:
    """Write the report to the folder of the records, without notes and weekly checks."""
    from tracker.exchange.files import ExchangeError
    from tracker.practice.files.report import report_of, write_report
    from tracker.ui.figure.drawing import drawing

    def draw(point: "Point") -> str:
        return drawing(point.code, None, point.find_steps, inline=True)

    tracker = cast("Tracker", app)
    try:
        file = write_report(tracker, report_of(tracker, None, None, draw))
    except ExchangeError as refused:
        app.notify(str(refused), severity="error", markup=False, timeout=8)
        return
    app.notify(f"The last 90 days, to print: {file}", markup=False, timeout=8)

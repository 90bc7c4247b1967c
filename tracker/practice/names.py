"""Names of records and running sessions, the same in the app, the commands and exports."""

from typing import TYPE_CHECKING

from tracker.core.facts.goals_and_rests import Kind

if TYPE_CHECKING:
    from tracker.core.session.running import Running
    from tracker.library import Library


def session_title(library: "Library", running: "Running") -> str:
    """The routine's name, else the points in order, else ``Mat``."""
    plan = running.session.plan
    if plan.kind is Kind.MAT:
        return "Mat"
    named = library.routine_name(running.routine) if running.routine else None
    return named or ", ".join(dict.fromkeys(step.point for step in plan.steps))

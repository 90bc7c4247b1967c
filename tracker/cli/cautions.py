"""Prints cautions on stderr, and records the override of `--anyway WHY`."""

from typing import TYPE_CHECKING

import click

from tracker.cli.context import CommandContext, say

if TYPE_CHECKING:
    from tracker.core.entry.practice_line import MatUse
    from tracker.core.facts.routines import Routine
    from tracker.core.points.guard import Override
    from tracker.practice.cautions import Cautions

anyway_option = click.option(
    "--anyway", metavar="WHY", help="Use what is held back for you anyway; keeps why."
)


def say_cautions(found: "Cautions") -> None:
    """Print every caution on stderr, one line each."""
    for line in found.lines():
        say(line.text)


def overrides_for(
    context: CommandContext, found: "Cautions", why: str | None
) -> "tuple[Override, ...]":
    """The overrides to record for `--anyway WHY`; empty without it, or if nothing is held back.

    Raises UsageError if `why` is too long.
    """
    from tracker.practice.answers import override

    if why is None:
        return ()
    try:
        return override(context, found, why)
    except ValueError as wrong:
        raise click.UsageError(f"--anyway: {wrong}") from wrong


def cautions_of_routine(
    context: CommandContext, routine: "Routine", anyway: str | None = None
) -> "Cautions":
    """The cautions of a routine, with the routine as far as it is not left out.

    Raises ClickException, after printing the cautions, if no point remains.
    """
    from tracker.practice.cautions import of_routine

    found = of_routine(context, routine)
    if _is_used_anyway(context, found, anyway):
        found = of_routine(context, routine)
    if found.routine is None:
        say_cautions(found)
        raise click.ClickException(f"{routine.name}: {_why_nothing(found)}")
    return found


def use_anyway(context: CommandContext, routine: "Routine", why: str) -> None:
    """Record the override of what is held back in a routine; nothing if nothing is.

    Raises UsageError if `why` is too long.
    """
    from tracker.practice.cautions import of_routine

    _is_used_anyway(context, of_routine(context, routine), why)


def cautions_of_mat(
    context: CommandContext, use: "MatUse", anyway: str | None = None
) -> "Cautions":
    """The cautions about using a mat in this way.

    A session without a length counts up; its cautions are for the goal in the settings. Raises
    ClickException if the rules cannot be read.
    """
    from tracker.core.points.guard import MatSetting
    from tracker.practice.cautions import of_mat

    goal = float(context.settings.mat_goal_minutes)
    minutes = goal if use.seconds is None else use.seconds / 60
    setting = MatSetting(use.position, use.layer, minutes)
    found = of_mat(context, setting)
    if _is_used_anyway(context, found, anyway):
        found = of_mat(context, setting)
    if found.unreadable:
        say_cautions(found)
        raise click.ClickException(f"mat: {_why_nothing(found)}")
    return found


def _is_used_anyway(context: CommandContext, found: "Cautions", why: str | None) -> bool:
    """Record the override if there is one and it is needed. Returns whether there was."""
    from tracker.practice.answers import override_label

    overrides = overrides_for(context, found, why)
    if overrides:
        context.journal.record(*overrides, label=override_label(overrides))
    return bool(overrides)


def _why_nothing(found: "Cautions") -> str:
    if found.unreadable:
        return "not started, because its cautions cannot be read"
    return (
        "every point is left out, for the reasons above; 'tsubo flags' shows your answers, "
        "--anyway WHY uses the points anyway"
    )

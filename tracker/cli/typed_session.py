"""Reads a session from the words of a command: its routine or points, their length and the gap."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from tracker.core.text.durations import seconds

if TYPE_CHECKING:
    from tracker.cli.context import CommandContext
    from tracker.core.facts.routines import Routine


def routine_of(
    context: "CommandContext", what: Sequence[str], hold: str | None, settle: str | None
) -> "Routine":
    """The routine or points of these words, with these lengths.

    Raises UsageError for words that are neither, and for a length out of range.
    """
    from tracker.practice.points_line import read_to_press, routine_of_line

    held = seconds(hold) if hold else None
    try:
        line = read_to_press(context, " ".join(what), hold=held)
        routine = routine_of_line(context, line)
        return routine if settle is None else replace(routine, settle=gap(settle))
    except ValueError as wrong:
        raise click.UsageError(str(wrong)) from wrong


def gap(text: str) -> float:
    """Seconds of a gap to settle in; 0 is allowed."""
    return 0.0 if text.strip() in {"0", "0s"} else seconds(text)

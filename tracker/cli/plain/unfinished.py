"""An unfinished session, line by line: what it is, and the choice what to do with it."""

from typing import Final

import click

from tracker.checkpoint import CheckpointError
from tracker.cli.context import CommandContext, say
from tracker.cli.plain.output import LineOutput
from tracker.cli.plain.typed_lines import TypedLines
from tracker.practice import sessions

DECIDE: Final = "Enter goes on, k and Enter keep what was done, d and Enter discard it."
TAKE_OVER: Final = (
    "Enter leaves it there, t and Enter take it over: it stops there and goes on here."
)


def find_unfinished(context: CommandContext) -> sessions.Unfinished | None:
    """The unfinished session, or `None`; a checkpoint that cannot be read is reported."""
    try:
        return sessions.unfinished(context)
    except CheckpointError as wrong:
        say(str(wrong))
        return None


def refuse_running(unfinished: sessions.Unfinished) -> None:
    """Raise ClickException if it runs in another living process."""
    if unfinished.runs_elsewhere:
        raise click.ClickException(f"a session is already running in {unfinished.running.where}")


def refuse_second(unfinished: sessions.Unfinished) -> None:
    """Raise ClickException: another session cannot begin before this one is decided."""
    refuse_running(unfinished)
    raise click.ClickException(
        f"there is an unfinished session ({unfinished.held}); "
        "continue, keep or discard it with 'tsubo start --plain'"
    )


def decide(
    context: CommandContext,
    unfinished: sessions.Unfinished,
    lines: TypedLines,
    output: LineOutput,
    choice: str | None,
) -> str:
    """Describe it and return `go`, `keep`, `discard` or `leave`: the choice, or what is answered.

    Raises ClickException if nothing is chosen or it runs elsewhere.
    """
    if choice or not lines.interactive:
        refuse_running(unfinished)
    output.say(*sessions.unfinished_lines(context, unfinished))
    if choice is None and lines.interactive:
        output.say(TAKE_OVER if unfinished.runs_elsewhere else DECIDE)
        line = (lines.read(None) or "").casefold()
        output.heard()
        if unfinished.runs_elsewhere:
            return {"t": "go"}.get(line, "leave")
        choice = {"": "go", "k": "keep", "d": "discard"}.get(line)
    if choice not in {"go", "keep", "discard"}:
        raise click.ClickException("it stays unfinished; decide with --waiting go, keep or discard")
    return choice

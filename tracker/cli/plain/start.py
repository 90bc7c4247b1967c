"""Starts a plain session from the words of a command, and catches what could end it early."""

import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import click

from tracker.cli.cautions import cautions_of_mat, cautions_of_routine
from tracker.cli.commands.status import status_line
from tracker.cli.context import CommandContext, say
from tracker.cli.line_input import LineSource
from tracker.cli.plain.output import LineOutput
from tracker.cli.plain.session import PlainSession
from tracker.cli.plain.unfinished import find_unfinished
from tracker.cli.typed_session import gap, routine_of
from tracker.core.entry.practice_line import mat_to_begin
from tracker.core.facts.routines import Routine
from tracker.core.text.durations import duration_words
from tracker.hangup import HangupHandler
from tracker.practice.pressing import offer
from tracker.practice.sessions import plan_mat
from tracker.practice.signposts import signpost
from tracker.suspension import NO_SHELL, RunningTime

FIRST: Final = "`tsubo flags` asks about you once, so that cautions can follow."
OR: Final = (
    "Or type a routine, points (PC6 HT7) or mat 20m; q leaves. `tsubo --help` lists the rest."
)
_TO_WAIT_IN: Final = 3.0
"""Minimum seconds of a gap that waits for Enter: the hand goes back to the point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The options of a plain session."""

    hold: str | None = None
    settle: str | None = None
    """As typed; without it a gap is long enough for a voice."""
    rings: bool = False
    """Ring in a pipe too; on a terminal the setting `bell` decides."""
    waits: bool = False
    waiting: str | None = None
    anyway: str | None = None


def lead(context: CommandContext, what: Sequence[str], wanted: Wanted = Wanted()) -> int:
    """Lead through a routine, points or the mat; without words, through an unfinished session.

    Returns the exit code.
    """
    from tracker.cli.line_input import LineInput

    bell = sys.stdout.isatty() and context.settings.bell == "on"
    session = PlainSession(
        context,
        LineInput(sys.stdin),
        rings=wanted.rings or bell,
        paced=wanted.settle is None,
        waits=wanted.waits,
    )
    signal.signal(signal.SIGINT, lambda *_: session.stop())
    _let_it_be_suspended(context, session.clock)
    with HangupHandler(session.save_now, os._exit):
        try:
            if not what:
                return session.go_on(wanted.waiting)
            session.open()
            if what[0].casefold() == "mat":
                return _on_mat(context, session, " ".join(what[1:]), wanted)
            routine = routine_of(context, what, wanted.hold, wanted.settle)
            found = cautions_of_routine(context, routine, wanted.anyway)
            routine = found.routine or routine
            if wanted.waits:
                routine = replace(routine, settle=max(routine.settle, _TO_WAIT_IN))
            return session.start_routine(routine, (line.text for line in found.lines()))
        except OSError as gone:
            # The reader of our output is gone; the session stays unfinished in its checkpoint.
            raise BrokenPipeError from gone
        finally:
            session.save_now()


def _on_mat(context: CommandContext, session: PlainSession, words: str, wanted: Wanted) -> int:
    use = mat_to_begin(words)
    try:
        plan = plan_mat(context, use.seconds)
        plan = plan if wanted.settle is None else replace(plan, settle=gap(wanted.settle))
    except ValueError as wrong:
        raise click.UsageError(str(wrong)) from wrong
    if wanted.waits:
        plan = replace(plan, settle=max(plan.settle, _TO_WAIT_IN))
    return session.start_mat(plan, use, lambda use: cautions_of_mat(context, use, wanted.anyway))


def open_plain(context: CommandContext) -> int:
    """The app's first page line by line: an unfinished session, how today stands, what to begin.

    Without a person to ask it is the status line. Returns the exit code.
    """
    from tracker.cli.line_input import LineInput

    lines = LineInput(sys.stdin)
    if find_unfinished(context) is not None and lines.interactive:
        return lead(context, ())
    output = LineOutput(context.monotonic)
    output.say(status_line(context))
    if not lines.interactive:
        return 0
    offered = offer(context)
    if offered.first:
        output.say(context.built_in.about.standing, FIRST)
    output.say(f"Enter begins {offered.routine.name}, {duration_words(offered.routine.total)}.")
    output.say(OR)
    return _begin(context, lines, output, offered.routine)


def _begin(context: CommandContext, lines: LineSource, output: LineOutput, offered: Routine) -> int:
    """Begin what is typed."""
    line = lines.read_line(None)
    if line is None or line.casefold() == "q":
        return 0
    if found := signpost(context.library, line, context.country):
        output.say(found.text)
    name = offered.id if offered.built_in else offered.name
    return lead(context, line.split() or name.split())


def _let_it_be_suspended(context: CommandContext, clock: RunningTime) -> None:
    """Stop at Ctrl-Z if a shell can bring it back; otherwise say once that none can."""
    is_said = False

    def suspend(*_: object) -> None:
        nonlocal is_said
        if context.settings.kiosk or clock.suspend() or is_said:
            return
        is_said = True
        say(NO_SHELL)

    signal.signal(signal.SIGTSTP, suspend)
    signal.signal(signal.SIGCONT, lambda *_: clock.come_back())

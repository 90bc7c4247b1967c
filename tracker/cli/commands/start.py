"""`tsubo` and `tsubo start`: the app, or a plain session. No other command imports the app."""

import os
import sys
from typing import TYPE_CHECKING, Final

import click

from tracker.cli.cautions import anyway_option
from tracker.cli.context import CommandContext
from tracker.core.text.examples import HOLD, SETTLE

CRASH_REPORT: Final = "cache/crash.txt"
"""The report of the latest crash, below the home."""

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from tracker.app import TrackerApp
    from tracker.core.entry.practice_line import MatUse
    from tracker.core.facts.routines import Routine
    from tracker.core.session.plan import Plan
    from tracker.suspension import RunningTime


def _complete(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> "list[CompletionItem]":
    from tracker.cli.commands.completion import complete_practice  # the app need not pay for it

    return complete_practice(ctx, param, incomplete)


@click.command("start")
@click.argument("what", nargs=-1, metavar="[ROUTINE | CODE ...]", shell_complete=_complete)
@click.option("--hold", metavar="LENGTH", help=f"Length of every hold ({HOLD}).")
@click.option(
    "--settle", metavar="LENGTH", help=f"Time to find the place before each hold ({SETTLE})."
)
@click.option(
    "--plain", is_flag=True, help="Run line by line, for screen readers and any terminal."
)
@click.option("--bell", is_flag=True, help="With --plain: ring at half-way, changes and the end.")
@click.option(
    "--waiting",
    type=click.Choice(["go", "keep", "discard"]),
    help="With --plain: continue, keep or discard a session.",
)
@anyway_option
@click.pass_obj
def start_command(
    context: CommandContext,
    what: tuple[str, ...],
    hold: str | None,
    settle: str | None,
    plain: bool,
    bell: bool,
    waiting: str | None,
    anyway: str | None,
) -> None:
    """Open the app on a session: a routine, or points by their codes.

    --plain leads through it line by line, without a picture: Enter pauses and goes on, n Enter is
    next, p Enter previous, q Enter stops and keeps. It also takes "mat 20m back thin", for time on
    the mat.

    \b
      tsubo start calm
      tsubo start PC6 HT7 left --hold 60s --settle 5s
      tsubo start calm --plain
      tsubo start mat 20m back thin --plain
    """
    if plain:
        sys.exit(_plain(context, what, hold, settle, ring=bell, waiting=waiting, anyway=anyway))
    if bell or waiting or anyway is not None:
        raise click.UsageError("--bell, --waiting and --anyway go with --plain")
    open_app(context, _routine(context, what, hold, settle) if what else None)


def _plain(
    context: CommandContext,
    what: tuple[str, ...],
    hold: str | None,
    settle: str | None,
    *,
    ring: bool,
    waiting: str | None,
    anyway: str | None,
) -> int:
    """Lead through it line by line. Returns the exit code."""
    import signal

    from tracker.cli.cautions import routine_for, warn_of_mat
    from tracker.cli.line_input import LineInput
    from tracker.cli.plain_session import PlainSession
    from tracker.core.entry.practice_line import mat_to_begin
    from tracker.hangup import HangupHandler

    session = PlainSession(context, LineInput(sys.stdin), ring=ring)
    signal.signal(signal.SIGINT, lambda *_: session.stop())
    _let_it_be_suspended(context, session.clock)
    with HangupHandler(session.save_now, os._exit):
        try:
            if not what:
                return session.go_on(waiting)
            session.open()
            if what[0].casefold() == "mat":
                use = mat_to_begin(" ".join(what[1:]))
                plan = _mat(context, use, settle)
                warn_of_mat(context, use, anyway)
                return session.start_mat(plan, use)
            routine = _routine(context, what, hold, settle)
            return session.start_routine(routine_for(context, routine, anyway))
        except OSError as gone:
            # The reader of our output is gone; the session stays unfinished in its checkpoint.
            raise BrokenPipeError from gone
        finally:
            session.save_now()


def _let_it_be_suspended(context: CommandContext, clock: "RunningTime") -> None:
    """Stop at Ctrl-Z if a shell can bring it back; otherwise say once that none can."""
    import signal

    from tracker.cli.context import say
    from tracker.suspension import NO_SHELL

    is_said = False

    def suspend(*_: object) -> None:
        nonlocal is_said
        if context.settings.kiosk or clock.suspend() or is_said:
            return
        is_said = True
        say(NO_SHELL)

    signal.signal(signal.SIGTSTP, suspend)
    signal.signal(signal.SIGCONT, lambda *_: clock.come_back())


def _mat(context: CommandContext, use: "MatUse", settle: str | None) -> "Plan":
    """Time on a mat, down from a length or up until stopped.

    Raises UsageError for a length out of range.
    """
    from dataclasses import replace

    from tracker.practice.sessions import plan_mat

    try:
        plan = plan_mat(context, use.seconds)
        return plan if settle is None else replace(plan, settle=_gap(settle))
    except ValueError as wrong:
        raise click.UsageError(str(wrong)) from wrong


def _routine(
    context: CommandContext, what: tuple[str, ...], hold: str | None, settle: str | None
) -> "Routine":
    """The routine or points of these words, with these lengths.

    Raises UsageError for words that are neither, and for a length out of range.
    """
    from dataclasses import replace

    from tracker.core.text.durations import seconds
    from tracker.practice.points_line import read_to_press, routine_of_line

    held = seconds(hold) if hold else None
    try:
        line = read_to_press(context, " ".join(what), hold=held)
        routine = routine_of_line(context, line)
        return routine if settle is None else replace(routine, settle=_gap(settle))
    except ValueError as wrong:
        raise click.UsageError(str(wrong)) from wrong


def _gap(text: str) -> float:
    """Seconds of a gap to settle in; 0 is allowed."""
    from tracker.core.text.durations import seconds

    return 0.0 if text.strip() in {"0", "0s"} else seconds(text)


def open_app(context: CommandContext, first: "Routine | None" = None) -> None:
    """Open the app on this terminal, on the prepare page of `first` if given."""
    check_terminal()
    if context.settings.kiosk:
        _forget_textual()
    app = app_of(context, first)
    code = app.run_here(mouse=context.settings.mouse, save=app.save_now)
    if app.crash_report:
        say_crash(context, app.crash_report)
    sys.exit(code)


def say_crash(context: CommandContext, report: str) -> None:
    """Write the report of a crash to the home, and print in one line where it is."""
    from tracker.cli.context import say
    from tracker.disk import Disk

    path = context.home / CRASH_REPORT
    what = "ended by an error of its own"
    try:
        Disk().make_folder(path.parent)
        Disk().replace(path, report.encode())
    except OSError as wrong:
        say(f"{what}; its report could not be written: {wrong.strerror or wrong}")
        return
    where = f"{CRASH_REPORT} in the home" if context.settings.kiosk else path
    say(f"{what}; a report without your notes is in {where}")


def _forget_textual() -> None:
    """Remove Textual's environment variables; they could make it write files outside the home."""
    for name in [each for each in os.environ if each.startswith("TEXTUAL")]:
        del os.environ[name]


def check_terminal() -> None:
    """Raise ClickException without a terminal for keys and painting."""
    if not all(stream and stream.isatty() for stream in (sys.stdin, sys.stderr)):
        raise click.ClickException(
            "the app needs a terminal for its keys and its picture; "
            "'tsubo --help' lists what works without one"
        )
    if os.environ.get("TERM") == "dumb":
        raise click.ClickException(
            "the app cannot be painted on a terminal of TERM=dumb; 'tsubo start calm --plain' "
            "leads through a session line by line"
        )


def app_of(context: CommandContext, first: "Routine | None" = None) -> "TrackerApp":
    """The app over this context, ready to run."""
    from tracker.app import TrackerApp

    context.journal.begin(context.today)
    return TrackerApp(
        context.journal,
        lambda: context.built_in,
        context.config,
        context.zone,
        context.checkpoint,
        now=context.now,
        monotonic=context.monotonic,
        locale=os.environ.get("LC_ALL") or os.environ.get("LANG"),
        first=first,
        daily=context.daily_maintenance,
        asks=True,
    )

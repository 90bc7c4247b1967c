"""`tsubo` and `tsubo start`: the app, or a plain session. No other command imports the app."""

import os
import sys
from typing import TYPE_CHECKING, Final

import click

from tracker.cli.cautions import anyway_option, use_anyway
from tracker.cli.context import CommandContext
from tracker.core.text.examples import HOLD, SETTLE

CRASH_REPORT: Final = "cache/crash.txt"
"""The report of the latest crash, below the home."""

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from tracker.app import TrackerApp
    from tracker.core.facts.routines import Routine


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
@click.option("--bell", is_flag=True, help="With --plain: ring in a pipe too, not only as set.")
@click.option("--wait", is_flag=True, help="With --plain: wait for Enter before each hold.")
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
    wait: bool,
    waiting: str | None,
    anyway: str | None,
) -> None:
    """Open the app on a session: a routine, or points by their codes.

    --plain leads through it line by line, for screen readers, braille displays and pipes: a key
    and Enter, ? and Enter say them all. It also takes "mat 20m back thin", for time on the mat.
    ACCESSIBLE=1, 'tsubo config set plain on' and TERM=dumb have the same effect as --plain.

    \b
      tsubo start calm
      tsubo start PC6 HT7 left --hold 60s --settle 5s
      tsubo start calm --plain --wait
      tsubo start mat 20m back thin --plain
      tsubo start LI4 --anyway "my midwife agrees"
    """
    if plain or context.wants_lines:
        from tracker.cli.plain.start import Wanted, lead

        wanted = Wanted(
            hold=hold, settle=settle, rings=bell, waits=wait, waiting=waiting, anyway=anyway
        )
        sys.exit(lead(context, what, wanted))
    if bell or wait or waiting:
        raise click.UsageError("--bell, --wait and --waiting go with --plain")
    if not what:
        if anyway is not None:
            raise click.UsageError("--anyway: name the routine or points to use")
        open_app(context)
        return
    from tracker.cli.typed_session import routine_of

    routine = routine_of(context, what, hold, settle)
    if anyway is not None:
        check_terminal()  # before the choice is recorded
        use_anyway(context, routine, anyway)
    open_app(context, routine)


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

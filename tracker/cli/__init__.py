"""The commands and the plain session: one module for each, imported when it is called.

Uses every room but `ui`; only `start` imports `app`, to open it. Results go to
stdout, messages for the person to stderr. Exit codes: 0 done, 1 refused with the reason, 2 usage
error.
"""

import gc
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

if TYPE_CHECKING:
    from tracker.cli.context import Clocks, CommandContext

COMMANDS: Final = {
    "start": "start",
    "demo": "demo",
    "log": "log",
    "status": "status",
    "due": "due",
    "streak": "streak",
    "calendar": "calendar",
    "history": "history",
    "show": "history",
    "edit": "edit",
    "remove": "undo",
    "undo": "undo",
    "redo": "undo",
    "goal": "goals",
    "rest": "goals",
    "flags": "flags",
    "check": "check",
    "mat-plan": "goals",
    "remind": "remind",
    "insights": "insights",
    "points": "library.points",
    "point": "library.point",
    "favourite": "library.points",
    "routines": "library.routines",
    "routine": "library.routines",
    "read": "library.pages",
    "about": "library.pages",
    "export": "export",
    "report": "export",
    "import": "import_files",
    "backup": "backup",
    "restore": "backup",
    "doctor": "backup",
    "devices": "backup",
    "config": "config",
    "keys": "keys",
    "help-now": "library.help_now",
    "completion": "completion",
    "schema": "schema",
}
"""Command names, in the order of the help, with their module in `commands`."""


class Commands(click.Group):
    """Commands by name, each loaded when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """All names, in the order of the help: start, log, read, change, maintain."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of this name, or `None`."""
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        name = f"{cmd_name.replace('-', '_')}_command"
        command: click.Command = getattr(import_module(f"tracker.cli.commands.{module}"), name)
        return command


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"tsubo {version('tsubo')}")
        ctx.exit()


@click.command(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--home",
    type=click.Path(),
    help="One folder for data and config; also: TSUBO_HOME.",
)
@click.option(
    "--kiosk", is_flag=True, help="Read and write no file outside the home; also a setting."
)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version)
@click.pass_context
def tsubo(ctx: click.Context, home: str | None, kiosk: bool) -> None:
    """Keep an acupressure practice. Without a command: the app.

    General information, not medical advice.

    \b
      tsubo                     open the app
      tsubo start calm          be led through a routine
      tsubo start calm --plain  line by line, for screen readers and pipes
      tsubo log mat 20m         log time on the mat
      tsubo streak --why        how the days add up, and why
    """
    from tracker.cli.context import CommandContext
    from tracker.cli.terminal_text import choose_characters

    if home == "":
        raise click.UsageError("--home: a folder is missing; name one", ctx)
    ctx.obj = ctx.with_resource(CommandContext(Path(home) if home else None, ctx.obj, kiosk=kiosk))
    choose_characters(lambda: _glyphs(ctx.obj))
    if ctx.invoked_subcommand is None:
        if kiosk and (code := _logged_in(ctx)) is not None:
            ctx.exit(code)
        if ctx.obj.wants_lines:
            from tracker.cli.plain.start import open_plain

            ctx.exit(open_plain(ctx.obj))
        from tracker.cli.commands.start import open_app

        open_app(ctx.obj)


def _logged_in(ctx: click.Context) -> int | None:
    """Do what a restricted login asks for; returns its exit code, `None` to open the app."""
    from tracker.cli.login import carry_out, has_terminal, typed_words

    words = typed_words(os.environ)
    if not words and has_terminal():
        return None
    code = carry_out(ctx, words or ["status"])
    return code if isinstance(code, int) else 0


def _glyphs(context: "CommandContext") -> str:
    try:
        return context.settings.glyphs
    except _refusals():  # said by the command itself
        return "auto"


def main(arguments: list[str] | None = None) -> None:
    """Run one command and end the process with its exit code."""
    from tracker.cli.terminal_text import shown_on_terminals

    try:
        with shown_on_terminals():
            sys.exit(run(arguments))
    finally:
        gc.freeze()  # a collection at exit would add a fifth to a prompt's time


def run(arguments: list[str] | None = None, clocks: "Clocks | None" = None) -> int:
    """Run one command and return its exit code. An error is one line, never a traceback."""
    try:
        answer: Any = tsubo.main(
            args=arguments, prog_name="tsubo", standalone_mode=False, obj=clocks
        )
    except click.exceptions.Abort:
        return 1
    except click.exceptions.NoArgsIsHelpError as bare:
        click.echo(bare.ctx and bare.ctx.get_help(), err=True)
        return bare.exit_code
    except click.ClickException as wrong:
        from tracker.cli.errors import click_words

        _answer_first(arguments)
        click.echo(f"tsubo: {click_words(wrong)}", err=True)
        return wrong.exit_code
    except BrokenPipeError:
        return _out_closed()
    except OSError as wrong:
        return _not_possible(wrong)
    except SystemExit:
        raise  # an exit code: do not import the refusals for it
    except _refusals() as refused:
        from tracker.core.text.visible import visible

        _answer_first(arguments)
        click.echo(f"tsubo: {visible(str(refused), lines=False)}", err=True)
        return 1
    return answer if isinstance(answer, int) else 0


def _refusals() -> tuple[type[Exception], ...]:
    from tracker.cli.errors import refusals

    return refusals()


def _answer_first(arguments: list[str] | None) -> None:
    """Print the signpost sentence before the error, if the typed words call for one."""
    from tracker.cli.context import CommandContext, say
    from tracker.practice.signposts import signpost

    typed = sys.argv[1:] if arguments is None else arguments
    # a file name such as stroke.csv says nothing about the person
    if "--kiosk" in typed:
        typed = [*typed, *os.environ.get("SSH_ORIGINAL_COMMAND", "").split("\n")]
    words = [each for each in typed if " " in each or not {"/", "."} & set(each.rstrip("."))]
    home = typed[1] if typed[:1] == ["--home"] else None
    context = CommandContext(Path(home) if home else None, quiet=True)
    if found := signpost(context.built_in, " ".join(words), context.country):
        say(found.text)


def _out_closed() -> int:
    """Exit code for a closed stdout (`| head`): no message, and no second error at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1


def _not_possible(wrong: OSError) -> int:
    """Print an operating-system error in one line, such as a full disk or a too long name."""
    from tracker.core.text.visible import visible

    where = visible(str(wrong.filename or "stdout"), lines=False)
    where = where if len(where) <= 200 else f"{where[:199]}…"
    click.echo(f"tsubo: {where}: {wrong.strerror or wrong}", err=True)
    return 1 if wrong.filename else _out_closed()

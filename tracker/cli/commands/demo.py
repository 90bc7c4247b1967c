"""``tsubo demo``: the app on a year of sample data in a temporary folder, deleted at the end."""

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from tracker.cli.context import CommandContext
from tracker.cli.output import print_lines

MARK = "demo: made up, nothing is kept"


@click.command("demo")
@click.option("--plain", is_flag=True, help="Lead through a session line by line instead.")
@click.pass_obj
def demo_command(context: CommandContext, plain: bool) -> None:
    """Open the app on a year of sample data; nothing is kept.

    Your own records and settings are neither read nor changed. --plain leads through three calm
    minutes line by line, for screen readers.

    \b
      tsubo demo
      tsubo demo --plain
    """
    if plain or context.wants_lines:
        from tracker.cli.plain.start import lead

        print_lines([f"{MARK.capitalize()}."])
        with TemporaryDirectory(prefix="tsubo-demo-") as folder:
            sys.exit(lead(demo_context(context, Path(folder)), ["calm"]))
    from tracker.cli.commands.start import app_of, check_terminal, say_crash

    check_terminal()
    with TemporaryDirectory(prefix="tsubo-demo-") as folder:
        shown = demo_context(context, Path(folder))
        app = app_of(shown)
        app.sub_title = MARK
        # The process ends at once when the connection drops, so remove the folder first.
        code = app.run_here(mouse=True, save=lambda: shutil.rmtree(folder, ignore_errors=True))
    if app.crash_report:
        say_crash(context, app.crash_report)
    sys.exit(code)


def demo_context(context: CommandContext, home: Path) -> CommandContext:
    """A `CommandContext` for this home, filled with the sample year, on the same clocks."""
    from tracker.exchange.documents import document, table_of
    from tracker.journal.changes import RecordChange, apply
    from tracker.practice.demo_year import demo_year

    shown = context.elsewhere(home)
    facts = demo_year(shown.now(), shown.zone.name, shown.built_in.routines())
    # Not an undo step: undo takes back what is done in the demo, not the sample year.
    changes = [RecordChange(table_of(type(fact)), fact.id, None, document(fact)) for fact in facts]
    apply(shown.store, changes, None)
    return shown

"""Changing: undo and redo, removing a record."""

import click

from tracker.cli.by_id import record_by_id
from tracker.cli.commands.completion import complete_id
from tracker.cli.commands.history import history_row
from tracker.cli.context import CommandContext, say
from tracker.cli.output import print_lines
from tracker.core.text.visible import visible
from tracker.journal.journal import Change
from tracker.practice.effects import effect
from tracker.practice.names import record_label


@click.command("undo")
@click.pass_obj
def undo_command(context: CommandContext) -> None:
    """Take back the latest change, made here or in the app."""
    print_lines([f"Taken back: {context.journal.undo().label}"])


@click.command("redo")
@click.pass_obj
def redo_command(context: CommandContext) -> None:
    """Make the change again that was taken back last."""
    print_lines([f"Made again: {context.journal.redo().label}"])


@click.command("remove")
@click.argument("key", metavar="ID", shell_complete=complete_id)
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def remove_command(context: CommandContext, key: str, yes: bool) -> None:
    """Remove a record; 'tsubo undo' brings it back.

    \b
      tsubo remove DKF2H
    """
    found = record_by_id(context, key)
    line = "  ".join(history_row(context, found)).rstrip()
    words = f"{found.kind}: {effect(context, found.kind, Change(found, None))}"
    say(words)
    if not yes:
        click.confirm(f"{visible(line, lines=False)}\nRemove this record?", err=True, abort=True)
    context.journal.remove(found, label=f"remove {record_label(context, found)}")
    print_lines([f"Removed: {line}"])

"""Changing: undo and redo, the list of changes, removing a record."""

import click

from tracker.cli.by_id import record_by_id
from tracker.cli.commands.completion import complete_id
from tracker.cli.commands.history import history_row
from tracker.cli.context import CommandContext, say
from tracker.cli.output import json_option, print_json, print_lines, print_table
from tracker.core.text.visible import visible
from tracker.journal.journal import Change, RecentStep
from tracker.practice import undo
from tracker.practice.effects import effect
from tracker.practice.names import record_label

_NUMBER = click.IntRange(1)
_list_option = click.option(
    "--list", "lists", is_flag=True, help="List the last changes, newest first; nothing is changed."
)
_WITH_LIST = "--json goes with --list"


@click.command("undo")
@click.argument("number", required=False, type=_NUMBER)
@_list_option
@json_option
@click.pass_obj
def undo_command(context: CommandContext, number: int | None, lists: bool, as_json: bool) -> None:
    """Take back the latest change, made here or in the app, or one of the list.

    \b
      tsubo undo
      tsubo undo --list
      tsubo undo 3
    """
    if lists:
        _list(context, as_json=as_json)
        return
    if as_json:
        raise click.UsageError(_WITH_LIST)
    chosen = _recent(context, number, is_done=True)
    step = chosen.step if chosen else context.journal.undoable
    words = undo.undo_words(context, step) if step else undo.NO_WORDS
    context.journal.undo(chosen.step.id if chosen else None)
    _say_done("Taken back", words)


@click.command("redo")
@click.argument("number", required=False, type=_NUMBER)
@_list_option
@json_option
@click.pass_obj
def redo_command(context: CommandContext, number: int | None, lists: bool, as_json: bool) -> None:
    """Make the change again that was taken back last, or one of the list.

    \b
      tsubo redo
      tsubo redo 2
    """
    if lists:
        _list(context, as_json=as_json)
        return
    if as_json:
        raise click.UsageError(_WITH_LIST)
    chosen = _recent(context, number, is_done=False)
    step = chosen.step if chosen else context.journal.redoable
    words = undo.redo_words(context, step) if step else undo.NO_WORDS
    context.journal.redo(chosen.step.id if chosen else None)
    _say_done("Made again", words)


def _say_done(what: str, words: undo.StepWords) -> None:
    print_lines([f"{what}: {words.name}"])
    if words.effects:
        say(words.effect)


def _recent(context: CommandContext, number: int | None, *, is_done: bool) -> RecentStep | None:
    """The change of this number of the list. Raises ClickException if it cannot be toggled so."""
    if number is None:
        return None
    recent = context.journal.recent()
    if number > len(recent):
        raise click.ClickException(f"change {number} is not there; 'tsubo undo --list' lists them")
    chosen = recent[number - 1]
    if chosen.is_done is not is_done:
        state = "is taken back already" if is_done else "is not taken back"
        raise click.ClickException(f"change {number} {state}; nothing was changed")
    return chosen


def _list(context: CommandContext, *, as_json: bool) -> None:
    recent = context.journal.recent()
    rows = []
    for number, each in enumerate(recent, 1):
        words = undo.recent_words(context, each)
        rows.append((str(number), undo.state_of(each), words.name, words.effect))
    if as_json:
        keys = ("number", "state", "name", "effect")
        print_json(
            {
                "changes": [
                    {**dict(zip(keys, row, strict=True)), "number": number}
                    for number, row in enumerate(rows, 1)
                ]
            }
        )
    elif rows:
        print_table(rows)
    else:
        say("Nothing was changed yet.")


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

"""``tsubo edit``: correct a record; its effect is shown, and undo takes it back."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import click

from tracker.cli.by_id import record_by_id
from tracker.cli.commands.completion import complete_id
from tracker.cli.commands.history import history_row
from tracker.cli.commands.log import CLEAR, Pair, choice_of
from tracker.cli.context import CommandContext, say
from tracker.cli.output import print_lines
from tracker.core.entry.fields import Field
from tracker.core.facts.sessions import Practice
from tracker.core.text.examples import HELD, LENGTH, MOMENT
from tracker.journal.journal import Change
from tracker.practice import entries
from tracker.practice.effects import effect
from tracker.practice.hard_moments import IN_SHELL, quiet_line

_WORDS: Final = {
    "pressed_with": "Finger or tool that pressed.",
    "pressure": "How hard it was pressed.",
    "position": "Part of the body on the mat.",
    "layer": "Layer between skin and mat.",
    "skin": "State of the skin afterwards.",
}
_TEXTS: Final = {
    "surface": "Surface under the mat (bed, floor).",
    "mat": "Name of the mat, if you have several.",
    "note": "A note, as text.",
}
_PAIRS: Final = {
    "mood": (("mood_before", "mood_after"), "Mood before and after, 0 worst to 10 best (4:6)."),
    "tension": (
        ("tension_before", "tension_after"),
        "Tension before and after, 0 none to 10 worst (7:5).",
    ),
    "discomfort": (
        ("discomfort_start", "discomfort_end"),
        "Discomfort on the mat, 0 none to 10 worst (5:2).",
    ),
}


def _field_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of the fields that are a word, a text or a pair of scales."""
    for name, words in _TEXTS.items():
        command = click.option(f"--{name}", help=words)(command)
    for name, words in _WORDS.items():
        option = f"--{name.replace('_', '-')}"
        command = click.option(option, type=choice_of(name, CLEAR), help=words)(command)
    for name, (fields, words) in _PAIRS.items():
        pair = Pair(*fields, clears=True)
        command = click.option(f"--{name}", type=pair, help=words)(command)
    return command


@click.command("edit")
@click.argument("key", metavar="ID", shell_complete=complete_id)
@click.option("--at", "started", metavar="WHEN", help=f"Moment it began ({MOMENT}).")
@click.option("--length", "lain", metavar="LENGTH", help=f"Length of a mat session ({LENGTH}).")
@click.option("--holds", metavar="HOLDS", help=f'Holds ("{HELD}").')
@click.option(
    "--effect",
    "effects",
    multiple=True,
    type=choice_of("effects", CLEAR),
    help="Unwanted effect; can be given several times.",
)
@_field_options
@click.option("--dry-run", is_flag=True, help="Show the effect, change nothing.")
@click.pass_obj
def edit_command(context: CommandContext, /, key: str, dry_run: bool, **said: Any) -> None:
    """Correct a record. The end of its id is enough.

    Fields that are not named stay as they are; - clears a field. The effect on the streak is shown,
    and 'tsubo undo' takes the correction back.

    \b
      tsubo edit DKF2H --at "yesterday 21:30"
      tsubo edit DKF2H --mood :7 --note "slept well"
      tsubo edit DKF2H --length 25m --position back --dry-run
      tsubo edit DKF2H --holds "HT7 left 40s, PC6 right 35s of 60s"
    """
    given = {name: value for name, value in said.items() if value is not None and value != ()}
    if not given:
        raise click.UsageError("no field is named; name one, as --note")
    before = record_by_id(context, key)
    after = entries.corrected(context, before, _answers(context, before, given))
    if after == before:
        say("The record already has these values; nothing was changed.")
        return
    if "started" in given and (note := entries.moment_note(context, before, given["started"])):
        say(note)
    words = f"{after.kind}: {effect(context, after.kind, Change(before, after))}"
    if not dry_run:
        entries.correct(context, before, after)
    print_lines(["  ".join(history_row(context, after)).rstrip()])
    say(words)
    if "note" in given and (line := quiet_line(context, after, IN_SHELL)):
        say(line)
    if dry_run:
        say("Nothing was changed.")


def _answers(context: CommandContext, record: Practice, given: Mapping[str, Any]) -> dict[str, Any]:
    """The values of the fields that options name.

    Raises UsageError for a field that this kind of record does not have, FieldError for a text
    that is not a value of its field.
    """
    fields = {field.name: field for field in entries.fields_of(context, record)}
    answers: dict[str, Any] = {}
    for name, value in given.items():
        pair = value if isinstance(value, Mapping) else {name: value}
        if not fields.keys() >= pair.keys():
            option = _OPTIONS.get(name, name.replace("_", "-"))
            raise click.UsageError(f"--{option}: a record of {record.kind} has none")
        answers |= value if pair is value else {name: _value(fields[name], value)}
    return answers


_OPTIONS: Final = {"lain": "length", "effects": "effect"}
"""Names of options that differ from their field's."""


def _value(field: Field, given: str | tuple[str, ...]) -> object:
    texts = given if isinstance(given, tuple) else (given,)
    return field.value("" if CLEAR in texts else ", ".join(texts))

"""``tsubo edit``: correct a record; what it does to the streak is said, undo takes it back."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

import click

from tracker.cli.by_id import record_by_id
from tracker.cli.commands.completion import complete_id
from tracker.cli.commands.history import history_row
from tracker.cli.context import CommandContext, say
from tracker.cli.output import print_lines
from tracker.core.entry.hold_line import holds_of
from tracker.core.entry.new_records import EntryError, moved, zone_of
from tracker.core.facts.sessions import (
    SCALE,
    Effect,
    Layer,
    MatSession,
    Position,
    Practice,
    PressedWith,
    Pressure,
    Session,
    Skin,
)
from tracker.core.text.durations import seconds
from tracker.core.text.moments import moment
from tracker.journal.journal import Change
from tracker.practice.effects import effect
from tracker.practice.names import record_label

CLEAR: Final = "-"
"""Stands for no value."""


def values(words: type[StrEnum]) -> tuple[str, ...]:
    """The words themselves: click would offer the names of an enum's members."""
    return tuple(word.value for word in words)


class Correction(click.ParamType[dict[str, int | None]]):
    """``4:6`` as two fields; an empty half stays as it is, ``-`` clears it."""

    name = "before:after"

    def __init__(self, before: str, after: str) -> None:
        self._fields = (before, after)

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> dict[str, int | None]:
        """The fields that are to change."""
        if isinstance(value, dict):
            return value
        before, _, after = str(value).partition(":")
        found: dict[str, int | None] = {}
        for field, half in zip(self._fields, (before, after), strict=True):
            if half == CLEAR:
                found[field] = None
            elif half.isascii() and half.isdigit() and int(half) in SCALE:
                found[field] = int(half)
            elif half:
                self.fail(f"{half} found, 0 to 10 or - allowed, as 4:6", param, ctx)
        return found


@dataclass(frozen=True, slots=True)
class _Text:
    """An option that changes one text or word."""

    field: str
    words: tuple[str, ...] = ()
    """What is allowed; any text when empty."""

    @property
    def type(self) -> click.ParamType[str]:
        return click.Choice([*self.words, CLEAR]) if self.words else click.STRING


_OF_POINTS: Final = {
    "pressed_with": _Text("pressed_with", values(PressedWith)),
    "pressure": _Text("pressure", values(Pressure)),
}
_OF_MAT: Final = {
    "position": _Text("position", values(Position)),
    "layer": _Text("layer", values(Layer)),
    "skin": _Text("skin", values(Skin)),
    "surface": _Text("surface"),
    "mat": _Text("mat"),
}
_HELP: Final = {
    "pressed_with": "What pressed.",
    "pressure": "How hard.",
    "position": "What lay on the mat.",
    "layer": "Between skin and mat.",
    "skin": "How the skin looked afterwards.",
    "surface": "Bed, floor, chair ...",
    "mat": "Its name, if there are several.",
}


def _texts(command: Callable[..., Any]) -> Callable[..., Any]:
    for name, text in {**_OF_POINTS, **_OF_MAT}.items():
        option = click.option(f"--{name.replace('_', '-')}", name, type=text.type, help=_HELP[name])
        command = option(command)
    return command


@click.command("edit")
@click.argument("key", metavar="ID", shell_complete=complete_id)
@click.option("--at", metavar="WHEN", help="When it began.")
@click.option("--length", metavar="LENGTH", help="Of a mat session: how long, such as 20m.")
@click.option("--holds", metavar="HOLDS", help='Of points: "HT7 left 40s, PC6 right 35s of 60s".')
@click.option("--effect", "effects", multiple=True, type=click.Choice([*values(Effect), CLEAR]))
@click.option("--mood", type=Correction("mood_before", "mood_after"), help="Such as 4:6.")
@click.option("--tension", type=Correction("tension_before", "tension_after"), help="Such as 7:5.")
@click.option(
    "--discomfort", type=Correction("discomfort_start", "discomfort_end"), help="On the mat: 5:2."
)
@click.option("--note", help="A note, as text; - takes it away.")
@_texts
@click.option("--dry-run", is_flag=True, help="Only say what it would do.")
@click.pass_obj
def edit_command(context: CommandContext, /, key: str, dry_run: bool, **said: Any) -> None:
    """Correct a record; what is not named stays as it is. The end of an id is enough.

    What it does to the streak is said, and 'tsubo undo' takes it back. A - clears a field.

    \b
      tsubo edit DKF2H --at "yesterday 21:30"
      tsubo edit DKF2H --mood :7 --note "slept well"
      tsubo edit DKF2H --length 25m --position back --dry-run
      tsubo edit DKF2H --holds "HT7 left 40s, PC6 right 35s of 60s"
    """
    given = {name: value for name, value in said.items() if value is not None and value != ()}
    if not given:
        raise click.UsageError("nothing to change is named")
    before = record_by_id(context, key)
    after = _corrected(context, before, given)
    if after == before:
        say("It says so already; nothing was changed.")
        return
    change = Change(before, after)
    words = f"{after.kind}: {effect(context, after.kind, change)}"
    if not dry_run:
        label = f"correct {record_label(context, after)}"
        context.journal.correct(before, after, label=label)
    print_lines(["  ".join(history_row(context, after)).rstrip()])
    say(words)
    if dry_run:
        say("Nothing was changed.")


def _corrected(context: CommandContext, before: Practice, given: dict[str, Any]) -> Practice:
    """The record with what was said.

    Raises UsageError for what this kind of record does not have, EntryError for what is out of
    range.
    """
    other = (
        {*_OF_POINTS, "holds", "effects"}
        if isinstance(before, MatSession)
        else {*_OF_MAT, "length", "discomfort"}
    )
    if strange := sorted(other & given.keys()):
        option = "effect" if strange[0] == "effects" else strange[0].replace("_", "-")
        raise click.UsageError(f"--{option}: a record of {before.kind} has none")
    fields: dict[str, Any] = {}
    for name in ("mood", "tension", "discomfort"):
        fields |= given.get(name, {})
    for name, text in {"note": _Text("note"), **_OF_POINTS, **_OF_MAT}.items():
        if name in given:
            free = None if text.words else ""
            fields[text.field] = free if given[name] == CLEAR else given[name]
    if "effects" in given:
        named = given["effects"]
        fields["effects"] = () if CLEAR in named else tuple(e for e in Effect if e.value in named)
    if "length" in given:
        fields["lain"] = seconds(given["length"], "min")
    if "holds" in given and isinstance(before, Session):
        fields["holds"] = holds_of(given["holds"], before.holds, context.library.find)
    settings = context.settings
    try:
        after = replace(before, **_typed(fields))
    except ValueError as wrong:
        raise EntryError(str(wrong)) from wrong
    if "at" not in given:
        return after
    here = context.now().astimezone(zone_of(before))
    when = moment(given["at"], here, settings.date_order).moment
    return moved(after, when, settings.day_starts_at)


_WORDS: Final = {
    "pressed_with": PressedWith,
    "pressure": Pressure,
    "position": Position,
    "layer": Layer,
    "skin": Skin,
}


def _typed(fields: dict[str, Any]) -> dict[str, Any]:
    return {
        name: _WORDS[name](value) if name in _WORDS and value is not None else value
        for name, value in fields.items()
    }

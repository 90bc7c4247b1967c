"""``tsubo log``: practice after the fact, points or mat."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import click

from tracker.cli.cautions import anyway_option, overrides_for, say_cautions
from tracker.cli.commands.completion import complete_practice
from tracker.cli.context import CommandContext, say
from tracker.cli.output import print_lines
from tracker.core.entry.new_records import EntryError, Feelings
from tracker.core.facts.sessions import SCALE, Layer, Position
from tracker.core.text.durations import seconds
from tracker.core.text.refusals import Expected, refusal
from tracker.practice import entries

_SCALE: Final = Expected("a number from 0 to 10", "write both as 4:6")


class Pair(click.ParamType[tuple[int | None, int | None]]):
    """A number before and one after: ``4:6``, ``4`` alone, or ``:6``."""

    name = "before:after"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int | None, int | None]:
        """Both numbers; `None` for an empty half."""
        if isinstance(value, tuple):
            return value
        before, _, after = str(value).partition(":")
        halves: list[int | None] = []
        for half in (before, after):
            if half and not (half.isascii() and half.isdigit() and int(half) in SCALE):
                self.fail(refusal("", half, _SCALE), param, ctx)
            halves.append(int(half) if half else None)
        return halves[0], halves[1]


def _after_the_fact(command: Callable[..., Any]) -> Callable[..., Any]:
    nothing = (None, None)
    for option in (
        click.option("--at", metavar="WHEN", help="When it began: 21:30, yesterday 21:30, 2h ago."),
        click.option("--mood", type=Pair(), default=nothing, help="0 worst to 10 best: 4:6."),
        click.option("--tension", type=Pair(), default=nothing, help="0 none to 10 worst: 7:5."),
        click.option("--note", default="", help="A note, as text."),
        anyway_option,
    ):
        command = option(command)
    return command


@click.group("log")
def log_command() -> None:
    """Log practice after the fact.

    \b
      tsubo log points calm
      tsubo log points PC6 HT7 --hold 90s --at "yesterday 21:30"
      tsubo log mat 20m --position back --layer thin --mood 4:6
    """


@log_command.command("points")
@click.argument(
    "what", nargs=-1, required=True, metavar="ROUTINE|CODE...", shell_complete=complete_practice
)
@click.option("--hold", metavar="LENGTH", help="Length of each hold, such as 60s.")
@_after_the_fact
@click.pass_obj
def points_command(
    context: CommandContext,
    what: tuple[str, ...],
    hold: str | None,
    at: str | None,
    mood: tuple[int | None, int | None],
    tension: tuple[int | None, int | None],
    note: str,
    anyway: str | None,
) -> None:
    """Log a routine, or points one after another.

    \b
      tsubo log points calm
      tsubo log points PC6 HT7 --hold 60s --at "sat 8pm" --note "on the train"
    """
    fields = _fields(mood, tension, note)
    length = seconds(hold) if hold else None
    with _usage_errors():
        entry = entries.points(context, " ".join(what), at=at, hold=length, **fields)
    _keep(context, entry, anyway)


@log_command.command("mat")
@click.argument("what", nargs=-1, required=True, metavar="LENGTH")
@click.option("--position", type=click.Choice(sorted(position.value for position in Position)))
@click.option("--layer", type=click.Choice(sorted(layer.value for layer in Layer)))
@_after_the_fact
@click.pass_obj
def mat_command(
    context: CommandContext,
    what: tuple[str, ...],
    position: str | None,
    layer: str | None,
    at: str | None,
    mood: tuple[int | None, int | None],
    tension: tuple[int | None, int | None],
    note: str,
    anyway: str | None,
) -> None:
    """Log time on the mat. A bare number is minutes.

    \b
      tsubo log mat 20m
      tsubo log mat 20m back thin yesterday 21:30
      tsubo log mat 15m --position "feet sitting" --layer socks --mood 4:6
    """
    with _usage_errors():
        entry = entries.mat(
            context,
            " ".join(what),
            at=at,
            position=Position(position) if position else None,
            layer=Layer(layer) if layer else None,
            **_fields(mood, tension, note),
        )
    _keep(context, entry, anyway)


def _fields(
    mood: tuple[int | None, int | None], tension: tuple[int | None, int | None], note: str
) -> Feelings:
    return {
        "mood_before": mood[0],
        "mood_after": mood[1],
        "tension_before": tension[0],
        "tension_after": tension[1],
        "note": note,
    }


@contextmanager
def _usage_errors() -> Iterator[None]:
    """Raise UsageError for a moment or a hold that is in the words and in an option too."""
    try:
        yield
    except EntryError as wrong:
        if wrong.field in {"at", "hold"}:
            raise click.UsageError(str(wrong)) from wrong
        raise


def _keep(context: CommandContext, entry: entries.Entry, anyway: str | None) -> None:
    """Record the entry; print its label and moment, then its cautions and its effect on stderr."""
    context.journal.begin(entry.record.day)
    effect, cautions = entry.effect, entry.cautions
    label = entries.keep(context, entry, *overrides_for(context, cautions, anyway))
    context.daily_maintenance()
    print_lines([f"{label}, {entry.when}"])
    say_cautions(cautions)
    say(f"{entry.record.kind}: {effect}")

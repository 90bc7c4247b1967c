"""``tsubo log``: practice after the fact, points and mat apart."""

from collections.abc import Callable
from typing import Any

import click

from tracker.cli.cautions import anyway_option, overrides_for, say_cautions
from tracker.cli.completion import complete_practice
from tracker.cli.context import CommandContext
from tracker.cli.output import print_lines
from tracker.core.days.practice_days import Stamp
from tracker.core.entry.new_records import mat_session, session
from tracker.core.entry.practice_line import LAYERS, POSITIONS, mat_entry
from tracker.core.facts.sessions import SCALE, Practice
from tracker.core.text.durations import seconds
from tracker.core.text.moments import Resolved, describe, moment
from tracker.practice.names import record_label
from tracker.practice.points_line import points_done


class Pair(click.ParamType[tuple[int | None, int | None]]):
    """``4:6``, before and after; ``4`` alone is before, ``:6`` after."""

    name = "before:after"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int | None, int | None]:
        """Both halves, each within the scale."""
        if isinstance(value, tuple):
            return value
        before, _, after = str(value).partition(":")
        halves: list[int | None] = []
        for half in (before, after):
            if half and not (half.isascii() and half.isdigit() and int(half) in SCALE):
                self.fail(f"{half} found, 0 to 10 allowed, as 4:6", param, ctx)
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
    here, settings = context.stamp, context.settings
    line = points_done(context, " ".join(what), hold=seconds(hold) if hold else None)
    when = _when(at, line.when, here, context)
    made = session(
        here,
        line.holds,
        day_starts_at=settings.day_starts_at,
        started=None if when is None else when.moment,
        routine=line.routine.id if line.routine else None,
        mood_before=mood[0],
        mood_after=mood[1],
        tension_before=tension[0],
        tension_after=tension[1],
        note=note,
    )
    _keep(context, made, anyway)


@log_command.command("mat")
@click.argument("what", nargs=-1, required=True, metavar="LENGTH")
@click.option("--position", type=click.Choice(sorted({p.value for p in POSITIONS.values()})))
@click.option("--layer", type=click.Choice(sorted({layer.value for layer in LAYERS.values()})))
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
    here, settings = context.stamp, context.settings
    line = mat_entry(" ".join(what), here.moment, settings.date_order)
    when = _when(at, line.when, here, context)
    made = mat_session(
        here,
        line.seconds,
        day_starts_at=settings.day_starts_at,
        started=None if when is None else when.moment,
        position=POSITIONS[position] if position else line.position,
        layer=LAYERS[layer] if layer else line.layer,
        mood_before=mood[0],
        mood_after=mood[1],
        tension_before=tension[0],
        tension_after=tension[1],
        note=note,
    )
    _keep(context, made, anyway)


def _when(
    at: str | None, said: Resolved | None, here: Stamp, context: CommandContext
) -> Resolved | None:
    if at is None:
        return said
    if said is not None:
        raise click.UsageError("the moment is said twice: in the words and by --at")
    return moment(at, here.moment, context.settings.date_order)


def _keep(context: CommandContext, made: Practice, anyway: str | None) -> None:
    from tracker.practice.cautions import of_record

    journal = context.journal
    journal.begin(made.day)
    label = record_label(context, made)
    cautions = of_record(context, made)
    journal.record(made, *overrides_for(context, cautions, anyway), label=label)
    context.daily_maintenance()
    order = context.settings.date_order
    print_lines([f"{label}, {describe(made.started, context.now(), order)}"])
    say_cautions(cautions)

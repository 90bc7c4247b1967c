"""``tsubo due``: exit code 0 when something is due; for cron, timers and prompts."""

import sys
from typing import Any

import click

from tracker.cli.context import CommandContext
from tracker.cli.output import json_option, print_json, print_lines
from tracker.core.days.due import Due, day_begins, due
from tracker.core.facts.goals_and_rests import Kind
from tracker.core.facts.reminders import Reminder
from tracker.core.text.durations import seconds

_KINDS = click.Choice([kind.value for kind in Kind])


@click.command("due")
@click.option("--kind", type=_KINDS, help="points or mat; default: both.")
@click.option("--within", metavar="LENGTH", help="Only if a reminder came within this time (5m).")
@click.option("--once", is_flag=True, help="Only a reminder not said by --once yet; for timers.")
@json_option
@click.pass_obj
def due_command(
    context: CommandContext, kind: str | None, within: str | None, once: bool, as_json: bool
) -> None:
    """Print what is due; exit 0 if anything is, else 1.

    A kind with reminders is due from their time on, until it is done; without, as long as its
    goal asks. On a rest day nothing is due.

    \b
      tsubo due
      tsubo due --kind mat --within 5m && notify-send "The mat"
      tsubo due --once
    """
    span = seconds(within) if within else None
    if once and kind:
        raise click.UsageError("--once: says both kinds; leave out --kind")
    if once:
        span = _unsaid(context, span)
    kinds = [Kind(kind)] if kind else list(Kind)
    found = [answer for each in kinds if (answer := _due(context, each, span))]
    if as_json:
        print_json({"due": [_plain(each) for each in found]})
    else:
        print_lines(f"{each.kind}: {each.words}" for each in found)
    if not found:
        sys.exit(1)


def _unsaid(context: CommandContext, within: float | None) -> float:
    """Seconds since --once was asked last, at most ``within``; from now on it is this moment."""
    from tracker.cli import said_once

    now = context.now()
    ago = said_once.unsaid_seconds(context.home, now)
    if context.home.is_dir():
        said_once.said(context.home, now)
    return ago if within is None else min(within, ago)


def _due(context: CommandContext, kind: Kind, within: float | None) -> Due | None:
    days, now = context.days(kind), context.now()
    begun = day_begins(days.today, context.settings.day_starts_at, now.tzinfo)
    return due(
        days,
        context.records.facts(Reminder),
        now,
        begun,
        within,
        numbers=not context.settings.hides_streaks,
    )


def _plain(found: Due) -> dict[str, Any]:
    return {
        "kind": found.kind.value,
        "words": found.words,
        "reminder": None if found.at is None else found.at.isoformat(),
        "note": found.note,
    }

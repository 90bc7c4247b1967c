"""Changing: undo and redo, removing a record, goals and rests."""

import click

from tracker.cli.desk import Desk
from tracker.cli.look import record_of, record_row
from tracker.cli.output import json_option, print_json, print_table
from tracker.core.dates import day, day_words
from tracker.core.durations import seconds
from tracker.core.goals import goal_words
from tracker.core.model import Goal, Kind, Per, Rest, RestReason
from tracker.core.ulid import ulid

_KIND = click.Choice([kind.value for kind in Kind])
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@click.command("undo")
@click.pass_obj
def undo_command(desk: Desk) -> None:
    """Take back the latest change, made here or in the app."""
    click.echo(f"Taken back: {desk.journal.undo().label}")


@click.command("redo")
@click.pass_obj
def redo_command(desk: Desk) -> None:
    """Make the change again that was taken back last."""
    click.echo(f"Made again: {desk.journal.redo().label}")


@click.command("remove")
@click.argument("key", metavar="ID")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def remove_command(desk: Desk, key: str, yes: bool) -> None:
    """Remove a record; 'tsubo undo' brings it back.

    \b
      tsubo remove DKF2H
    """
    found = record_of(desk, key)
    names = {routine.id: routine.name for routine in desk.library.routines()}
    line = "  ".join(record_row(found, names.get)).rstrip()
    if not yes and not click.confirm(f"{line}\nRemove this record?", err=True):
        raise click.Abort
    desk.journal.remove(found)
    click.echo(f"Removed: {line}")


@click.command("goal")
@click.argument("kind", type=_KIND, required=False)
@click.argument("words", nargs=-1)
@click.option("--since", metavar="WHEN", help="First day it holds; today unless said.")
@click.option("--least", metavar="LENGTH", default="60s", help="What counts as practice.")
@json_option
@click.pass_obj
def goal_command(
    desk: Desk,
    kind: str | None,
    words: tuple[str, ...],
    since: str | None,
    least: str,
    as_json: bool,
) -> None:
    """Show the goals, or set one from a day on. The past keeps the goal it had.

    \b
      tsubo goal
      tsubo goal points 2 a day
      tsubo goal mat 3 a week --since "1 dec" --least 5m
      tsubo goal points 1 a day mon tue wed thu fri
    """
    if kind is None:
        goals = desk.journal.facts(Goal)
        if as_json:
            from tracker.exchange.documents import document

            print_json({"goals": [{"id": goal.id, **document(goal)} for goal in goals]})
        elif goals:
            print_table([(g.kind.value, day_words(g.since), goal_words(g)) for g in goals])
        else:
            click.echo("No goal is set.", err=True)
        return
    times, per, weekdays = _asked(words)
    first = day(since, desk.today, desk.config.settings.date_order, ahead=True) if since else None
    now = desk.now()
    goal = Goal(
        id=ulid(now),
        made=now,
        kind=Kind(kind),
        since=first or desk.today,
        per=per,
        times=times,
        weekdays=weekdays,
        least_seconds=seconds(least),
    )
    journal = desk.journal
    journal.begin(desk.today)
    journal.record(goal, label=f"goal {kind}")
    click.echo(f"{kind}: {goal_words(goal)}, from {day_words(goal.since)}")


def _asked(words: tuple[str, ...]) -> tuple[int, Per, frozenset[int]]:
    """``2 a day``, ``3 a week``, ``1 a day mon wed``.

    Raises UsageError naming what is allowed.
    """
    left = [word.casefold() for word in words if word.casefold() not in {"a", "per", "times"}]
    once = {"once": "1", "twice": "2"}
    left = [once.get(word, word) for word in left]
    allowed = "as in '2 a day', '3 a week', '1 a day mon wed fri'"
    if len(left) < 2 or not left[0].isascii() or not left[0].isdigit():
        raise click.UsageError(f"goal: {' '.join(words) or 'nothing'} found; {allowed}")
    per = {"day": Per.DAY, "days": Per.DAY, "week": Per.WEEK}.get(left[1])
    named = {_WEEKDAYS.index(word[:3]) for word in left[2:] if word[:3] in _WEEKDAYS}
    if per is None or len(named) != len(left[2:]) or (named and per is Per.WEEK):
        raise click.UsageError(f"goal: {' '.join(words)} found; {allowed}")
    times, most = int(left[0]), 7 if per is Per.WEEK else 24
    if not 1 <= times <= most:
        raise click.UsageError(f"goal: {times} times found, 1 to {most} a {per} allowed")
    return times, per, frozenset(named or range(7))


@click.command("rest")
@click.argument("first", metavar="[FROM]", required=False)
@click.argument("last", metavar="[TO]", required=False)
@click.option("--why", type=click.Choice([reason.value for reason in RestReason]), default="rest")
@json_option
@click.pass_obj
def rest_command(desk: Desk, first: str | None, last: str | None, why: str, as_json: bool) -> None:
    """Show the rest days, or leave days free; past days too. They never lower a streak.

    \b
      tsubo rest today
      tsubo rest "3 nov" "9 nov" --why ill
    """
    journal = desk.journal
    if first is None:
        rests = journal.facts(Rest)
        if as_json:
            from tracker.exchange.documents import document

            print_json({"rests": [{"id": rest.id, **document(rest)} for rest in rests]})
        elif rests:
            print_table([(day_words(r.start), day_words(r.end), r.why.value) for r in rests])
        else:
            click.echo("No rest day is set.", err=True)
        return
    order = desk.config.settings.date_order
    start = day(first, desk.today, order, ahead=True)
    end = day(last, desk.today, order, ahead=True) if last else start
    if end < start:
        raise click.UsageError(f"rest: {day_words(end)} found, {day_words(start)} or later allowed")
    now = desk.now()
    journal.begin(desk.today)
    journal.record(
        Rest(id=ulid(now), made=now, start=start, end=end, why=RestReason(why)),
        label=f"rest {start}",
    )
    count = (end - start).days + 1
    words = day_words(start) if count == 1 else f"{day_words(start)} to {day_words(end)}"
    click.echo(f"{why}: {words}, {count} {'day' if count == 1 else 'days'}")

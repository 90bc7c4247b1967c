"""Goals and rest days: what is asked of days, and which are left free."""

from dataclasses import replace

import click

from tracker.cli.context import CommandContext, say
from tracker.cli.output import json_option, print_json, print_lines, print_table
from tracker.core.days.dated_goals import goal_words
from tracker.core.facts.sessions import Goal, Kind, Per, Rest, RestReason
from tracker.core.facts.ulid import ulid
from tracker.core.text.dates import Order, day, day_words
from tracker.core.text.durations import seconds
from tracker.journal.journal import Change
from tracker.practice.effects import effect

_KIND = click.Choice([kind.value for kind in Kind])
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@click.command("goal")
@click.argument("kind", type=_KIND, required=False)
@click.argument("words", nargs=-1)
@click.option("--since", metavar="WHEN", help="First day it holds; default: today.")
@click.option("--least", metavar="LENGTH", default="60s", help="What counts as practice.")
@click.option("--remove", is_flag=True, help="Take away the goal set last for this kind.")
@json_option
@click.pass_obj
def goal_command(
    context: CommandContext,
    kind: str | None,
    words: tuple[str, ...],
    since: str | None,
    least: str,
    remove: bool,
    as_json: bool,
) -> None:
    """Show the goals, or set one from a day on. The past keeps the goal it had.

    What it does to the streak is said, and 'tsubo undo' takes it back.

    \b
      tsubo goal
      tsubo goal points 2 a day
      tsubo goal mat 3 a week --since "1 dec" --least 5m
      tsubo goal points 1 a day mon tue wed thu fri
      tsubo goal mat --remove
    """
    if kind is None:
        goals = context.journal.facts(Goal)
        if as_json:
            from tracker.exchange.documents import document

            print_json({"goals": [{"id": goal.id, **document(goal)} for goal in goals]})
        elif goals:
            print_table([(g.kind.value, day_words(g.since), goal_words(g)) for g in goals])
        else:
            say("No goal is set.")
        return
    journal = context.journal
    before = [goal for goal in journal.facts(Goal) if goal.kind == kind]
    if remove:
        if not before:
            raise click.ClickException(f"{kind}: no goal is set")
        last = max(before, key=lambda goal: (goal.since, goal.made))
        _make(context, Change(last, None), Kind(kind), f"remove goal {kind}")
        print_lines([f"Removed: {kind}, {goal_words(last)}, from {day_words(last.since)}"])
        return
    times, per, weekdays = _asked(words)
    order = context.settings.date_order
    first = day(since, context.today, order, ahead=True) if since else context.today
    now = context.now()
    goal = Goal(
        id=ulid(now),
        made=now,
        kind=Kind(kind),
        since=first,
        per=per,
        times=times,
        weekdays=weekdays,
        least_seconds=seconds(least),
    )
    journal.begin(context.today)
    same = next((each for each in journal.facts(Goal) if _same_place(each, goal)), None)
    change = Change(same, goal if same is None else replace(goal, id=same.id))
    _make(context, change, goal.kind, f"goal {kind}")
    print_lines([f"{kind}: {goal_words(goal)}, from {day_words(goal.since, order)}"])


def _same_place(one: Goal, other: Goal) -> bool:
    return (one.kind, one.since) == (other.kind, other.since)


def _make(context: CommandContext, change: Change, kind: Kind, label: str) -> None:
    """Make a change after its effect is known, and say the effect on stderr."""
    words = effect(context, kind, change)
    context.journal.change(change, label=label)
    say(f"{kind}: {words}")


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
@click.option("--remove", is_flag=True, help="Take away the rests that cover the day FROM.")
@json_option
@click.pass_obj
def rest_command(
    context: CommandContext,
    first: str | None,
    last: str | None,
    why: str,
    remove: bool,
    as_json: bool,
) -> None:
    """Show the rest days, or leave days free; past days too. They never lower a streak.

    \b
      tsubo rest today
      tsubo rest "3 nov" "9 nov" --why ill
      tsubo rest "5 nov" --remove
    """
    journal = context.journal
    if first is None:
        rests = journal.facts(Rest)
        if as_json:
            from tracker.exchange.documents import document

            print_json({"rests": [{"id": rest.id, **document(rest)} for rest in rests]})
        elif rests:
            print_table([(day_words(r.start), day_words(r.end), r.why.value) for r in rests])
        else:
            say("No rest day is set.")
        return
    order = context.settings.date_order
    start = day(first, context.today, order, ahead=True)
    if remove:
        covering = [rest for rest in journal.facts(Rest) if rest.start <= start <= rest.end]
        if not covering:
            raise click.ClickException(f"{day_words(start, order)}: no rest covers it")
        _make_rests(context, [Change(rest, None) for rest in covering], f"remove rest {start}")
        print_lines([f"Removed: {_span(rest, order)}" for rest in covering])
        return
    end = day(last, context.today, order, ahead=True) if last else start
    if end < start:
        raise click.UsageError(f"rest: {day_words(end)} found, {day_words(start)} or later allowed")
    now = context.now()
    rest = Rest(id=ulid(now), made=now, start=start, end=end, why=RestReason(why))
    journal.begin(context.today)
    _make_rests(context, [Change(None, rest)], f"rest {start}")
    print_lines([_span(rest, order)])


def _make_rests(context: CommandContext, changes: list[Change], label: str) -> None:
    """Rests touch both kinds: the effect on each that has a goal is said."""
    kinds = [kind for kind in Kind if context.days(kind).goals.spans]
    effects = [f"{kind}: {effect(context, kind, *changes)}" for kind in kinds]
    context.journal.change(*changes, label=label)
    for words in effects:
        say(words)


def _span(rest: Rest, order: Order | None) -> str:
    count = (rest.end - rest.start).days + 1
    words = day_words(rest.start, order)
    if count > 1:
        words += f" to {day_words(rest.end, order)}"
    return f"{rest.why}: {words}, {count} {'day' if count == 1 else 'days'}"

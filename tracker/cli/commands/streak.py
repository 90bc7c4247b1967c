"""``tsubo streak``: the current and the longest streak, and on request the reasons."""

from collections.abc import Iterator
from typing import Any

import click

from tracker.cli.context import CommandContext
from tracker.cli.output import json_option, print_json, print_lines
from tracker.core.days.dated_goals import goal_words, none_words
from tracker.core.days.practice_days import Days
from tracker.core.days.streaks import Streak, streaks, unit_words
from tracker.core.days.strength import strength
from tracker.core.facts.goals_and_rests import Kind, Per
from tracker.core.text.dates import day_words, span_words
from tracker.core.text.durations import duration_words

_FALLING = ("current", "longest", "strength", "half_life_days")
_KINDS = click.Choice([kind.value for kind in Kind])


@click.command("streak")
@click.option("--kind", type=_KINDS, default="points", help="points or mat; default: points.")
@click.option("--why", is_flag=True, help="Show the goal, each day, and what ended the streak.")
@json_option
@click.pass_obj
def streak_command(context: CommandContext, kind: str, why: bool, as_json: bool) -> None:
    """Show the days in a row, and why.

    \b
      tsubo streak
      tsubo streak --kind mat --why
    """
    days = context.days(Kind(kind))
    hidden = context.settings.hides_streaks
    if as_json:
        answer = _streak(days)
        print_json({**answer, **dict.fromkeys(_FALLING)} if hidden else answer)
        return
    if hidden:
        from tracker.core.days.done_words import day_done, in_all

        order = context.settings.date_order
        print_lines([day_done(days, days.today, lambda day: day_words(day, order)), in_all(days)])
        return
    if why:
        from tracker.core.days.explanation import why_streak
        from tracker.core.days.explanation_words import streak_lines

        order = context.settings.date_order
        print_lines(streak_lines(why_streak(days), lambda day: day_words(day, order)))
        return
    print_lines(_streak_words(days))


def _streak(days: Days) -> dict[str, Any]:
    found, firm = streaks(days), strength(days)
    return {
        "kind": days.kind.value,
        "today": days.today.isoformat(),
        "current": _run(found.current),
        "longest": _run(found.longest),
        "strength": None if firm is None else round(firm.value, 2),
        "half_life_days": None if firm is None else round(firm.half_life_days, 2),
    }


def _run(run: Streak | None) -> dict[str, Any] | None:
    if run is None:
        return None
    return {
        "done": run.done,
        "protected": run.protected,
        "start": run.start.isoformat(),
        "end": run.end.isoformat(),
        "unit": run.unit.value,
    }


def _streak_words(days: Days) -> Iterator[str]:
    goal = days.goal(days.today)
    name = days.kind.value.capitalize()
    if goal is None:
        yield f"{name}: no goal is set, so no streak is counted, only totals."
    else:
        found = streaks(days)
        yield f"{name}: {found.current.words if found.current else none_words(goal)}"
        yield f"Goal: {goal_words(goal)}."
        if found.longest:
            span = span_words(found.longest.start, found.longest.end)
            yield f"Longest: {found.longest.words}, {span}."
        if firm := strength(days):
            yield f"Steadiness {firm.value:.0f} of 100."
    month = days.totals(days.today.replace(day=1), days.today)
    counted = unit_words(month.days, Per.DAY)
    yield f"This month: {counted}, {duration_words(month.seconds)}."

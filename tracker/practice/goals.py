"""Makes the changes that set and clear goals and rest days, with their labels and effects.

Nothing is saved here: the caller hands the changes to the journal.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from tracker.core.entry.goal_line import goal_entry, rest_entry
from tracker.core.facts.goals_and_rests import Goal, Kind, Rest, RestReason
from tracker.core.facts.ulid import ulid
from tracker.core.text.dates import day_words, span_words
from tracker.journal.journal import Change
from tracker.practice.context import Context
from tracker.practice.effects import effect, kinds_of


def goal(
    context: Context,
    kind: Kind,
    line: str,
    *,
    since: date | None = None,
    least: float | None = None,
) -> Goal:
    """The goal of a line such as ``twice a day mon-fri, least 5m, from 1 dec``.

    ``since`` is the first day and ``least`` the seconds, if they are not in the line. Raises
    LineError, WhenError or DurationError for words that do not belong to a goal.
    """
    order = context.settings.date_order
    entry = goal_entry(line, context.today, order, since=since, least=least)
    now = context.now()
    return Goal(
        id=ulid(now),
        made=now,
        kind=kind,
        since=entry.since,
        per=entry.per,
        times=entry.times,
        weekdays=entry.weekdays,
        least_seconds=entry.least_seconds,
    )


def set_goal(context: Context, new: Goal) -> Change:
    """The change that sets a goal; it replaces the goal of its kind from the same day on."""
    old = next((each for each in goals(context, new.kind) if each.since == new.since), None)
    return Change(old, new if old is None else replace(new, id=old.id))


def goals(context: Context, kind: Kind) -> list[Goal]:
    """The goals of a kind, the latest first."""
    found = (goal for goal in context.journal.facts(Goal) if goal.kind is kind)
    return sorted(found, key=lambda goal: (goal.since, goal.made), reverse=True)


def goal_label(goal: Goal) -> str:
    """The label of the step that sets a goal, ``goal points``; after ``remove`` of its removal."""
    return f"goal {goal.kind}"


def rest(context: Context, line: str, *, why: RestReason | None = None) -> Rest:
    """The rest of a line such as ``3 nov to 9 nov ill``; ``why`` is the reason if not in the line.

    Raises LineError or WhenError for words that do not belong to a rest.
    """
    entry = rest_entry(line, context.today, context.settings.date_order, why=why)
    return replace(rest_day(context, entry.start), end=entry.end, why=entry.why)


def rest_day(context: Context, day: date) -> Rest:
    """A rest of this day alone."""
    now = context.now()
    return Rest(id=ulid(now), made=now, start=day, end=day)


def rests(context: Context, day: date | None = None) -> list[Rest]:
    """All rests, or those that cover a day, the latest first."""
    found = context.journal.facts(Rest)
    covering = (rest for rest in found if day is None or rest.start <= day <= rest.end)
    return sorted(covering, key=lambda rest: (rest.start, rest.made), reverse=True)


def clear_day(context: Context, day: date) -> list[Change]:
    """The changes after which no rest covers the day; its rests still cover their other days."""
    return [change for rest in rests(context, day) for change in _without(rest, day)]


def _without(rest: Rest, day: date) -> list[Change]:
    """The changes that remove a rest, shorten it or split it in two."""
    one = timedelta(days=1)
    spans = ((rest.start, day - one), (day + one, rest.end))
    parts = [replace(rest, start=start, end=end) for start, end in spans if start <= end]
    if not parts:
        return [Change(rest, None)]
    new = (Change(None, replace(part, id=ulid(part.made))) for part in parts[1:])
    return [Change(rest, parts[0]), *new]


def rest_label(context: Context, rest: Rest) -> str:
    """The label of the step that records a rest, ``rest Sun 22 Nov 2026``; as in `goal_label`."""
    return f"rest {rest_words(context, rest)[0]}"


def rest_words(context: Context, rest: Rest) -> tuple[str, str]:
    """``Tue 3 Nov 2026 to Mon 9 Nov 2026`` and ``ill, 7 days``."""
    order, days = context.settings.date_order, (rest.end - rest.start).days + 1
    span = span_words(rest.start, rest.end, lambda day: day_words(day, order))
    return span, f"{rest.why}, {days} {'day' if days == 1 else 'days'}"


def effects(context: Context, changes: Iterable[Change]) -> list[str]:
    """``points: 3 days in a row → 4``, for the kind of a goal; for rests, each with a goal."""
    made = list(changes)
    return [f"{kind}: {effect(context, kind, *made)}" for kind in kinds_of(context, made)]

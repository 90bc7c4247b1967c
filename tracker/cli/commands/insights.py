"""`tsubo insights`: the sections of the tab, as sentences and as data."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import click

from tracker.cli.context import CommandContext
from tracker.cli.output import json_option, print_json, print_lines
from tracker.core.facts.sessions import Kind
from tracker.practice.past import balance, insights

if TYPE_CHECKING:
    from tracker.core.facts.sessions import Practice
    from tracker.core.insights.periods import Period
    from tracker.core.insights.ratings import Scale

_LENGTHS: Final = {"13w": "13 weeks", "52w": "52 weeks", "all": "all records"}
_RATED_BY: Final = {"routine": "routine", "point": "point", "mat": "mat", "hour": "time of day"}
_SHARES_BY: Final = {"point": "points", "meridian": "meridians", "side": "sides"}
_COLUMNS: Final = 53
"""Maximum columns over time: a year of weeks."""
_SECTIONS: Final = ("weeks", "hours", "mood", "over-time", "balance", "mat", "checks")


@click.command("insights")
@click.argument("section", required=False, type=click.Choice(_SECTIONS))
@click.option(
    "--by",
    type=click.Choice(list(dict.fromkeys((*_RATED_BY, *_SHARES_BY)))),
    help="How mood or balance is grouped.",
)
@click.option(
    "--measure",
    type=click.Choice(["mood", "tension"]),
    default="mood",
    help="Of mood; default: mood.",
)
@click.option(
    "--length", type=click.Choice([*_LENGTHS]), default="52w", help="The period; default: 52w."
)
@click.option("--until", metavar="WHEN", help="Its last day; default: today.")
@json_option
@click.pass_obj
def insights_command(
    context: CommandContext,
    section: str | None,
    by: str | None,
    measure: "Scale",
    length: str,
    until: str | None,
    as_json: bool,
) -> None:
    """What you practised and rated, looked at from further off: one section, or all.

    Ratings are compared before and after, from five on. None of it shows a cause.

    \b
      tsubo insights
      tsubo insights weeks --length 13w
      tsubo insights mood --by point --measure tension
      tsubo insights balance --by meridian --json
    """
    allowed = {"mood": _RATED_BY, "balance": _SHARES_BY}.get(section or "", {})
    if by is not None and by not in allowed:
        words = (
            f"insights {section} is not grouped so" if section else "name a section: mood, balance"
        )
        raise click.UsageError(f"--by {by}: {words}")
    if section == "checks" and not context.settings.checks:
        raise click.ClickException("checks are off; 'tsubo config set checks on' switches them on")
    period = _period(context, length, until)
    records = insights.records_of(context, period)
    tell: dict[str, Callable[[], tuple[Sequence[str], dict[str, Any]]]] = {
        "weeks": lambda: _weeks(context, period),
        "hours": lambda: _hours(context, records),
        "mood": lambda: _mood(context, records, _RATED_BY[by or "routine"], measure),
        "over-time": lambda: _over_time(context, period, records),
        "balance": lambda: _balance(context, period, records, _SHARES_BY[by or "point"]),
        "mat": lambda: _mat(context, period, records),
        "checks": lambda: _checks(context, period),
    }
    offered = [each for each in _SECTIONS if each != "checks" or insights.offers_checks(context)]
    said = {
        name: (_without_blank_end(lines), data)
        for name in ([section] if section else offered)
        for lines, data in [tell[name]()]
    }
    if as_json:
        found = {
            name.replace("-", "_"): {"lines": lines, **data} for name, (lines, data) in said.items()
        }
        print_json({"from": f"{period.first}", "to": f"{period.last}", **found})
        return
    for name, (lines, _) in said.items():
        if not section:
            print_lines([name.replace("-", " ").capitalize()])
        print_lines(lines)
        if not section and name != offered[-1]:
            print_lines([""])


def _without_blank_end(lines: Sequence[str]) -> list[str]:
    kept = [*lines]
    while kept and not kept[-1]:
        kept.pop()
    return kept


def _period(context: CommandContext, length: str, until: str | None) -> "Period":
    """The period of these options; it ends today at the latest."""
    from tracker.core.insights.periods import Length, Period
    from tracker.core.text.dates import day

    last = context.today
    if until is not None:
        last = min(last, day(until, context.today, context.settings.date_order))
    return Period.until(last, Length(_LENGTHS[length]), insights.earliest_day(context))


def _weeks(context: CommandContext, period: "Period") -> tuple[Sequence[str], dict[str, Any]]:
    seen = insights.weeks(context, period.last, max(1, -(-period.days // 7)))
    if context.settings.hides_streaks:
        return seen.lines, {kind.value: [] for kind in Kind}
    rows = {
        kind.value: [
            {"start": f"{week.start}", "seconds": week.seconds, "whole": week.whole}
            for week in totals
        ]
        for kind, totals in seen.totals.items()
    }
    return seen.lines, rows


def _hours(
    context: CommandContext, records: "Sequence[Practice]"
) -> tuple[Sequence[str], dict[str, Any]]:
    seen = insights.hours_of_day(context, records, [*Kind])
    return seen.lines, {kind.value: asdict(found) for kind, found in seen.found}


def _mood(
    context: CommandContext, records: "Sequence[Practice]", by: str, scale: "Scale"
) -> tuple[Sequence[str], dict[str, Any]]:
    from tracker.core.insights.mood import paired_change
    from tracker.core.insights.ratings import By, groups
    from tracker.core.insights.words import rating_lines

    found = groups(records, By(by), scale, context.library.routine_name)
    each = ((group, paired_change(group.pairs)) for group in (found.everything, *found.parts))
    changes = [(group, change) for group, change in each if change is not None]
    rows = [{"name": group.name, **asdict(change)} for group, change in changes]
    data = {"measure": scale, "by": by, "rated": found.everything.n, "groups": rows}
    return [*rating_lines(scale, found, changes)], data


def _over_time(
    context: CommandContext, period: "Period", records: "Sequence[Practice]"
) -> tuple[Sequence[str], dict[str, Any]]:
    from tracker.practice.hard_moments import IN_SHELL

    seen = insights.over_time(context, period, records, _COLUMNS, IN_SHELL)
    columns = [{"from": f"{each.first}", "to": f"{each.last}"} for each in seen.columns]
    nights = [{"day": f"{each.day}", "rating": each.rating} for each in seen.nights]
    measures = [asdict(each) for each in seen.found]
    return seen.lines, {"columns": columns, "measures": measures, "nights": nights}


def _balance(
    context: CommandContext, period: "Period", records: "Sequence[Practice]", what: str
) -> tuple[Sequence[str], dict[str, Any]]:
    seen = balance.balanced(context, period, records, what)
    data = {
        "by": what.removesuffix("s"),
        "shares": [{**asdict(each), "last": f"{each.last}"} for each in seen.shares],
        "left": seen.whole.left_share,
        "not_lately": [{"name": each.point, "last": _iso(each.last)} for each in seen.left_alone],
    }
    return seen.lines, data


def _mat(
    context: CommandContext, period: "Period", records: "Sequence[Practice]"
) -> tuple[Sequence[str], dict[str, Any]]:
    seen = insights.mat_discomfort(context, period, records)
    data = {
        "change": asdict(seen.change) if seen.change else None,
        "halves": asdict(seen.trend) if seen.trend else None,
        "stretches": [
            {**asdict(each), "first": f"{each.first}", "last": f"{each.last}"}
            for each in seen.parts
        ],
    }
    return seen.lines, data


def _checks(context: CommandContext, period: "Period") -> tuple[Sequence[str], dict[str, Any]]:
    seen = insights.weekly_checks(context, period)
    rows = [
        {"day": f"{each.day}", "instrument": each.instrument.value, "score": each.score}
        for each in seen.found
    ]
    return seen.lines, {"checks": rows}


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()

"""``tsubo calendar``: a year's heatmap, in colour, in plain characters or in sentences."""

import os
import sys
from typing import Any

import click

from tracker.characters import has_blocks
from tracker.cli.context import CommandContext
from tracker.cli.output import json_option, print_json, print_lines
from tracker.config.settings import Settings
from tracker.core.calendar.grid import Grid, Place
from tracker.core.calendar.heatmap import Heatmap, Mark, Measure, heatmap
from tracker.core.calendar.heatmap_words import reading
from tracker.core.days.done_words import in_all
from tracker.core.facts.sessions import Kind
from tracker.core.text.dates import day_words
from tracker.level_colours import ASCII, BLOCKS, PALETTES, Cell, Look, has_colours, line

_WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")

_SHOWN = click.Choice(["points", "mat", "both"])
_MEASURES = click.Choice([measure.value for measure in Measure])


@click.command("calendar")
@click.option("--year", type=click.IntRange(1970, 9998), help="Year to show; default: this year.")
@click.option("--rolling", is_flag=True, help="Show the last 365 days.")
@click.option("--kind", type=_SHOWN, default="points", help="Practice to show; default: points.")
@click.option(
    "--measure", type=_MEASURES, default="minutes", help="Measure of the shades; default: minutes."
)
@click.option("--text", is_flag=True, help="Print sentences, for screen readers.")
@json_option
@click.pass_obj
def calendar_command(
    context: CommandContext,
    year: int | None,
    rolling: bool,
    kind: str,
    measure: str,
    text: bool,
    as_json: bool,
) -> None:
    """Show the year: a column a week, a cell a day.

    \b
      tsubo calendar
      tsubo calendar --rolling --kind both
      tsubo calendar --year 2025 --measure count --text
    """
    if year and rolling:
        raise click.UsageError("--year and --rolling exclude each other; give one of them")
    settings = context.settings
    kinds = list(Kind) if kind == "both" else [Kind(kind)]
    days = [context.days(each) for each in kinds]
    today = days[0].today
    grid = (
        Grid.rolling(today, settings.first_weekday)
        if rolling
        else Grid.of_year(year or today.year, settings.first_weekday)
    )
    found = heatmap(grid, Measure(measure), *days)
    if as_json:
        print_json(
            {
                "from": grid.first.isoformat(),
                "to": grid.last.isoformat(),
                "kind": kind,
                "measure": measure,
                "days": _days(found, hidden=settings.hides_streaks),
            }
        )
    elif text and settings.hides_streaks:
        print_lines(f"{each.kind.value.capitalize()}: {in_all(each) or 'nothing'}" for each in days)
    elif text:
        print_lines(reading(found, lambda day: day_words(day, settings.date_order)))
    else:
        _draw(found, settings)


def _days(found: Heatmap, *, hidden: bool) -> list[dict[str, Any]]:
    def part(mark: Mark) -> dict[str, Any]:
        state = None if hidden else mark.state.value
        return {"state": state, "value": mark.value, "level": mark.level}

    return [
        {
            "day": cell.day.isoformat(),
            **(
                part(cell.marks[0])
                if len(cell.marks) == 1
                else {mark.kind.value: part(mark) for mark in cell.marks}
            ),
        }
        for cell in found.cells
    ]


def _draw(found: Heatmap, settings: Settings) -> None:
    look = Look(
        palette=PALETTES[settings.levels],
        only_done=settings.hides_streaks,
        colour=has_colours(os.environ, terminal=sys.stdout.isatty()),
        glyphs=BLOCKS if has_blocks(os.environ, sys.stdout.encoding, settings.glyphs) else ASCII,
    )
    months = [" "] * (found.grid.columns + 7)
    for label in found.grid.months():
        months[label.column + 3 : label.column + 6] = list(f"{label.month:%b}")
    click.echo("".join(months).rstrip())
    for row in range(7):
        cells = [
            Cell(" ")
            if (cell := found.at(Place(column, row))) is None
            else look.day(cell.marks, first=cell.is_first)
            for column in range(found.grid.columns)
        ]
        click.echo(f"{_WEEKDAYS[found.grid.weekdays[row]]} {line(cells)}".rstrip(), color=True)

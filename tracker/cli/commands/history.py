"""``tsubo history`` and ``tsubo show``: the records as a list, and one of them whole."""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

import click

from tracker.cli.by_id import end_of, record_by_id
from tracker.cli.commands.completion import complete_id
from tracker.cli.context import CommandContext, say
from tracker.cli.output import json_option, print_json, print_table
from tracker.core.facts.sessions import Kind, Practice
from tracker.core.text.durations import duration_words
from tracker.core.text.examples import DAYS
from tracker.core.text.moments import describe
from tracker.practice.names import record_row

_KINDS = click.Choice([kind.value for kind in Kind])


@click.command("history")
@click.option("--since", metavar="WHEN", help=f"First day ({DAYS[3]}).")
@click.option("--until", metavar="WHEN", help=f"Last day ({DAYS[1]}).")
@click.option("--kind", type=_KINDS, help="points or mat; default: both.")
@click.option("--find", metavar="WORDS", help="Only with these words, in names, points and notes.")
@click.option("--limit", type=click.IntRange(1), default=None, help="Show this many records.")
@json_option
@click.pass_obj
def history_command(
    context: CommandContext,
    since: str | None,
    until: str | None,
    kind: str | None,
    find: str | None,
    limit: int | None,
    as_json: bool,
) -> None:
    """Show the history, newest first.

    Each line has the date, the practice, its length and last the end of its id, so that screen
    readers and braille lines come to what was done first.

    \b
      tsubo history --since "1 nov" --kind mat
      tsubo history --find "on the train"
      tsubo history --limit 10 --json
    """
    from tracker.core.text.dates import day

    order = context.settings.date_order
    first = day(since, context.today, order) if since else None
    last = day(until, context.today, order) if until else None
    if first and last and last < first:
        raise click.UsageError(f"--until {last} is before --since {first}")
    every = _records(context, [Kind(kind)] if kind else list(Kind), first, last)
    if find is not None:
        from tracker.practice.past.search import has_words, wanted_words

        wanted = wanted_words(find)
        every = (each for each in every if has_words(context, each, wanted))
    records = list(islice(every, limit))
    if as_json:
        print_json({"records": [record_json(each) for each in records]})
        return
    rows = [history_row(context, each) for each in records]
    if rows:
        print_table(rows)
    else:
        say("Nothing is recorded there." if find is None else "No record has these words.")


def _records(
    context: CommandContext, kinds: list[Kind], first: date | None, last: date | None
) -> Iterator[Practice]:
    from heapq import merge

    journal = context.journal
    if first or last:
        low, high = first or date.min, last or date.max
        found = [each for kind in kinds for each in journal.between(kind, low, high)]
        return iter(sorted(found, key=lambda each: (each.started, each.id), reverse=True))
    return merge(*map(journal.newest, kinds), key=lambda each: each.started, reverse=True)


def history_row(context: CommandContext, record: Practice) -> tuple[str, ...]:
    """The cells of a record: date of the start as 2026-11-21, time, name, length, and the rest.

    The rest is the detail and the end of the id, which a screen reader then says last.
    """
    row = record_row(context, record)
    rest = "  ".join(filter(None, (row.detail, end_of(record.id))))
    return record.started.date().isoformat(), row.time, row.name, row.length, rest


def record_json(practice: Practice) -> dict[str, Any]:
    """A record as JSON: id, kind, started, day and seconds first, then its other fields."""
    from tracker.exchange.documents import document

    head = {"id": practice.id, "kind": practice.kind.value}
    plain = document(practice)
    return {
        **head,
        "started": plain.pop("started"),
        "day": plain.pop("day"),
        "seconds": practice.seconds,
        **plain,
    }


@click.command("show")
@click.argument("key", metavar="ID", shell_complete=complete_id)
@json_option
@click.pass_obj
def show_command(context: CommandContext, key: str, as_json: bool) -> None:
    """Show all of a record. The end of its id is enough.

    \b
      tsubo show 01M817QNM0B17MTDF9A3QDKF2H
      tsubo show DKF2H --json
    """
    found = record_by_id(context, key)
    if as_json:
        print_json({"record": record_json(found)})
        return
    rows = [(field, shown_value(value)) for field, value in record_json(found).items()]
    rows = [(field, value) for field, value in rows if value]
    moment = describe(found.started, context.now(), context.settings.date_order)
    print_table([("started", moment), *(row for row in rows if row[0] != "started")])


def shown_value(value: Any) -> str:
    """A field of a record in words; empty if the record does not have it."""
    if isinstance(value, list):
        return ", ".join(map(shown_value, value))
    if isinstance(value, dict):
        held = duration_words(value["held"])
        return f"{value['point']} {value['side']} {held}"
    return "" if value is None or value is False else str(value)

"""``tsubo remind``: add, list and remove reminders; print timers that ask at their times."""

import click

from tracker.cli.by_id import by_id, end_of
from tracker.cli.commands.completion import complete_reminder
from tracker.cli.context import CommandContext, say
from tracker.cli.output import json_option, print_json, print_lines, print_table
from tracker.core.facts.goals_and_rests import Kind
from tracker.core.facts.reminders import Reminder, reminder_entry
from tracker.core.text.dates import day, day_words
from tracker.practice.answers import next_words, reminder, reminder_label

_KINDS = click.Choice([kind.value for kind in Kind])


@click.group("remind")
def remind_command() -> None:
    """Add, list and remove reminders. They skip rest days and what is done already.

    In the app, Today shows what is due, and R there lists the reminders. In a shell, 'tsubo due'
    shows it; 'install' prints timers that run it.

    \b
      tsubo remind add daily 21:00
      tsubo remind list
      tsubo remind remove DKF2H
      tsubo remind install --print
    """


@remind_command.command("add")
@click.argument("words", nargs=-1, required=True, metavar="WHEN")
@click.option("--kind", type=_KINDS, help="points or mat; default: points.")
@click.option("--since", metavar="DAY", help="First day; default: today.")
@click.option("--note", default="", help="A note.")
@click.pass_obj
def add_command(
    context: CommandContext, words: tuple[str, ...], kind: str | None, since: str | None, note: str
) -> None:
    """Add a reminder, in words or as a rule of RFC 5545.

    \b
      tsubo remind add daily 21:00
      tsubo remind add mat mon wed fri 7:30
      tsubo remind add weekdays 8:00 --since "1 dec" --note "before work"
      tsubo remind add every 2 days 20:00
      tsubo remind add monthly 1 18:00
      tsubo remind add "FREQ=WEEKLY;BYDAY=SU;BYHOUR=18;BYMINUTE=0"
    """
    order = context.settings.date_order
    line = reminder_entry(" ".join(words), context.today, order)
    if kind and line.kind and kind != line.kind:
        raise click.UsageError(f"--kind {kind}: the words say {line.kind}; give one of them")
    if since and line.since:
        raise click.UsageError("--since: the words name a first day too; give one of them")
    first = day(since, context.today, order, ahead=True) if since else None
    new = reminder(context, line, kind=Kind(kind) if kind else None, since=first, note=note)
    journal = context.journal
    journal.begin(context.today)
    journal.record(new, label=reminder_label(new))
    print_lines([f"{new.kind}: {new.words}, from {day_words(new.since, order)}"])
    if following := next_words(context, new):
        say(following)


@remind_command.command("list")
@json_option
@click.pass_obj
def list_command(context: CommandContext, as_json: bool) -> None:
    """List the reminders, each with the end of its id."""
    found = context.journal.facts(Reminder)
    if as_json:
        from tracker.exchange.documents import document

        print_json({"reminders": [{"id": each.id, **document(each)} for each in found]})
    elif found:
        rows = [(end_of(each.id), each.kind.value, each.words, each.note) for each in found]
        print_table(rows)
    else:
        say("No reminder is set.")


@remind_command.command("remove")
@click.argument("key", metavar="ID", shell_complete=complete_reminder)
@click.pass_obj
def remove_command(context: CommandContext, key: str) -> None:
    """Remove a reminder by the end of its id; 'tsubo undo' brings it back.

    \b
      tsubo remind remove DKF2H
    """
    found = by_id(context.journal.facts(Reminder), key, "reminder", "tsubo remind list")
    context.journal.remove(found, label=f"remove {reminder_label(found)}")
    print_lines([f"Removed: {found.kind}, {found.words}"])


@remind_command.command("install")
@click.option(
    "--print",
    "printed",
    is_flag=True,
    help="Print the timers (the only mode; nothing is installed).",
)
@click.pass_obj
def install_command(context: CommandContext, printed: bool) -> None:  # noqa: ARG001
    """Print a systemd user timer and a crontab line that ask what is due.

    They ask often and say each reminder once, at its time in your zone, whatever the server's is;
    after sleep, the latest one late.

    Nothing is installed: you decide what runs on your machine by itself.

    \b
      tsubo remind install --print
    """
    from tracker.cli import timers

    times = [each.at for each in context.journal.facts(Reminder)]
    if not times:
        raise click.ClickException("no reminder is set; 'tsubo remind add daily 21:00' adds one")
    zone = context.zone
    carried = (zone.source, zone.name) if zone.name and zone.source.endswith("TZ") else None
    home = context.paths.data if context.has_home else None
    command, minutes = timers.command(home, carried), timers.every(times)
    print_lines(timers.systemd(command, minutes))
    print_lines(["", *timers.crontab(command, minutes)])

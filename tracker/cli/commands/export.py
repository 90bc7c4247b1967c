"""``tsubo export`` and ``report``: everything or a period as JSON, CSV, iCalendar or a report."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from tracker.cli.context import CommandContext, say
from tracker.cli.output import json_option, print_json, print_lines
from tracker.exchange.files import check_target

if TYPE_CHECKING:
    from tracker.core.facts.points import Point
    from tracker.exchange.report import Report

_ENDINGS: Final = {
    ".json": "json",
    ".zip": "csv",
    ".csv": "csv",
    ".ics": "ics",
    ".html": "html",
    ".htm": "html",
}


@click.command("export")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "csv", "ics", "html"]),
    help="The format; default: by the file's ending, else json.",
)
@click.option(
    "--table",
    type=click.Choice(["sessions", "holds", "mat_sessions", "nights"]),
    help="With csv: this table alone, instead of a zip of all four.",
)
@click.option(
    "--since", metavar="WHEN", help="With html, ics: first day; default: 90 days ago, ics all."
)
@click.option("--until", metavar="WHEN", help="With html, ics: last day; default: today.")
@click.option("--notes", is_flag=True, help="With html: show the notes too.")
@click.option("--checks", is_flag=True, help="With html: show the weekly checks too.")
@click.option("--force", is_flag=True, help="Replace an existing file.")
@click.pass_obj
def export_command(
    context: CommandContext,
    file: Path | None,
    form: str | None,
    table: str | None,
    since: str | None,
    until: str | None,
    notes: bool,
    checks: bool,
    force: bool,
) -> None:
    """Write your records to a file, or to stdout for a pipe.

    json is everything, lossless. csv is for spreadsheets: sessions, holds, mat sessions and
    nights. ics is for calendars: your practice and your reminders, without moods and notes. html is
    a report to print, without notes and weekly checks unless you add them.

    \b
      tsubo export practice.json
      tsubo export practice.zip
      tsubo export --format csv --table holds
      tsubo export practice.ics
      tsubo export report.html --since "1 sep" --notes
      tsubo export | age -r KEY > practice.age
    """
    from tracker.exchange.files import STREAM, write
    from tracker.practice.files.kiosk import check_file

    stdout = file is None or str(file) == STREAM
    form = form or _form(file, stdout=stdout)
    if form != "csv" and table:
        raise click.UsageError("--table goes with --format csv")
    if form not in {"html", "ics"} and (since or until):
        raise click.UsageError("--since and --until go with --format html and ics")
    if form != "html" and (notes or checks):
        raise click.UsageError(f"--{'notes' if notes else 'checks'} goes with --format html")
    ending = "" if stdout or file is None else file.suffix.casefold()
    if form == "csv" and not table and (stdout or ending == ".csv"):
        raise click.UsageError("csv is four tables; name a FILE.zip, or one table with --table")
    if table and ending == ".zip":
        raise click.UsageError("--table gives one table; name a FILE.csv")
    if not stdout and file is not None:
        check_file(context, file)
        check_target(file, force=force)
    text = _exported(context, form, table, (since, until), notes=notes, checks=checks)
    if stdout or file is None:
        click.echo(text, nl=False)
        return
    write(file, text, force=force)
    say(f"Written to {file}")


def _form(file: Path | None, *, stdout: bool) -> str:
    """The format of the file's ending; json without one. Raises UsageError for other endings."""
    if stdout or file is None or not file.suffix:
        return "json"
    form = _ENDINGS.get(file.suffix.casefold())
    if form is None:
        allowed = ", ".join(_ENDINGS)
        raise click.UsageError(
            f"{file.name}: “{file.suffix}” is not a known ending; use {allowed} or --format"
        )
    return form


def _exported(
    context: CommandContext,
    form: str,
    table: str | None,
    span: tuple[str | None, str | None],
    *,
    notes: bool,
    checks: bool,
) -> str | bytes:
    match form:
        case "csv":
            from tracker.exchange.tables_csv import tables, zipped

            texts = tables(context.journal.everything())
            return texts[f"{table}.csv"] if table else zipped(texts)
        case "ics":
            return _calendar(context, *span)
        case "html":
            from tracker.exchange.report import html

            return html(_report(context, span, notes=notes, checks=checks))
        case _:
            from tracker.exchange.native import export

            return export(context.journal.everything(), context.journal.removals())


def _report(
    context: CommandContext, span: tuple[str | None, str | None], *, notes: bool, checks: bool
) -> "Report":
    """The report of a period. Raises UsageError if it ends before it starts."""
    from tracker.practice.files.report import PeriodError, report_of
    from tracker.ui.figure.drawing import drawing

    def draw(point: "Point") -> str:
        return drawing(point.code, None, point.find_steps, inline=True)

    try:
        return report_of(context, *span, draw, notes=notes, checks=checks)
    except PeriodError as wrong:
        raise click.UsageError(str(wrong)) from wrong


@click.command("report")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--since", metavar="WHEN", help="First day; default: 90 days ago.")
@click.option("--until", metavar="WHEN", help="Last day; default: today.")
@click.option("--notes", is_flag=True, help="Show the notes too.")
@click.option("--checks", is_flag=True, help="Show the weekly checks too.")
@click.option("--force", is_flag=True, help="Replace an existing file.")
@json_option
@click.pass_obj
def report_command(
    context: CommandContext,
    file: Path | None,
    since: str | None,
    until: str | None,
    notes: bool,
    checks: bool,
    force: bool,
    as_json: bool,
) -> None:
    """Write a page to print for a doctor or therapist.

    Without a file it is written into the home, in place of the one before. With - it is printed.

    \b
      tsubo report
      tsubo report mine.html --since "1 sep" --notes
      tsubo report - > mine.html
    """
    from tracker.exchange.files import STREAM, write
    from tracker.exchange.report import html
    from tracker.practice.files.kiosk import check_file
    from tracker.practice.files.report import write_report

    is_printed = file is not None and str(file) == STREAM
    if is_printed and as_json:
        raise click.UsageError("--json tells where the file is; with - there is none")
    if file is not None and not is_printed:
        check_file(context, file)
        check_target(file, force=force)
    report = _report(context, (since, until), notes=notes, checks=checks)
    if is_printed:
        click.echo(html(report), nl=False)
        return
    if file is None:
        file = write_report(context, report)
    else:
        write(file, html(report), force=force)
    if as_json:
        print_json({"file": str(file), "from": f"{report.first}", "to": f"{report.last}"})
    else:
        inside = context.settings.kiosk and context.home in file.parents
        where = f"{file.relative_to(context.home)} in the home" if inside else file
        print_lines([f"Written to {where}"])


def _calendar(context: CommandContext, since: str | None, until: str | None) -> bytes:
    from tracker.core.facts.reminders import Reminder
    from tracker.core.facts.sessions import Kind
    from tracker.core.text.dates import day
    from tracker.exchange.calendar_file import calendar

    order = context.settings.date_order
    first = day(since, context.today, order) if since else date.min
    last = day(until, context.today, order) if until else date.max
    done = (each for kind in Kind for each in context.journal.newest(kind))
    within = (each for each in done if first <= each.day <= last)
    return calendar(
        within,
        context.journal.facts(Reminder),
        context.zone.tzinfo,
        zone_name=context.zone.name,
        routine_name=context.library.routine_name,
        version=context.journal.version_of_fact,
    )

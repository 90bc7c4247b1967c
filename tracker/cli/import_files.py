"""``tsubo import``: reads a file, whichever program wrote it, and merges what it holds."""

import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

import click

from tracker.cli.context import CommandContext, say
from tracker.cli.output import json_option, print_json, print_lines
from tracker.core.entry.practice_line import mat_entry
from tracker.core.text.visible import visible
from tracker.exchange.files import STREAM, ExchangeError, content, text_of
from tracker.exchange.from_other_programs import Meant, Person, records
from tracker.exchange.native import Read
from tracker.practice.points_line import points_asked

_SQLITE: Final = b"SQLite format 3"
_ZIP: Final = b"PK\x03\x04"


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "program",
    type=click.Choice(["json", "csv", "loop", "harsh", "timewarrior"]),
    help="Program that wrote the file; default: recognised from the file.",
)
@click.option(
    "--as",
    "meant",
    multiple=True,
    metavar="NAME=WHAT",
    help="What a habit or tag of another program is here: calm, PC6 HT7 60s, mat 20m back.",
)
@click.option("--replace", is_flag=True, help="Of records that differ take the file's.")
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@json_option
@click.pass_obj
def import_command(
    context: CommandContext,
    file: Path,
    program: str | None,
    meant: tuple[str, ...],
    replace: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Take in an export of tsubo, or what another program keeps, as one step to be undone.

    Of a record that differs the one changed later stays. Doing it twice changes nothing more.
    Loop Habit Tracker (its CSV archive or its backup), harsh (its log) and timewarrior (timew
    export) know habits and tags: --as says what one is here. Where only a day is known, noon is
    taken; where no length is known, the one that --as says.

    \b
      tsubo import practice.json --dry-run
      tsubo import practice.json
      tsubo import loop.zip --as "Acupressure=calm" --as "Mat=mat 20m back" --dry-run
      tsubo import ~/.config/harsh/log --from harsh --as "Press=PC6 HT7 60s"
    """
    if str(file) != STREAM:
        context.allow(file)
    found, foreign = found_in(context, file, program, meant)
    plan = context.journal.plan_import(found.entries)
    if replace:
        plan = plan.replacing
    changes = bool(plan.new or plan.newer) and not dry_run
    if changes:
        if foreign:  # an export of ours brings the goals there were, or that there were none
            context.journal.begin(context.today)
        context.journal.carry_out_import(plan, label=f"import {file.name}")
    if as_json:
        print_json(
            {
                "new": len(plan.new),
                "newer": len(plan.newer),
                "older": len(plan.older),
                "same": plan.same,
                "refused": list(found.refused),
                "left_out": list(found.left_out),
                "done": not dry_run,
            }
        )
    else:
        print_lines([*plan.lines, f"{len(found.refused)} refused"])
        for line in (*found.left_out, *(f"refused: {line}" for line in found.refused)):
            say(line)
        say("Done; 'tsubo undo' takes it back." if changes else "Nothing was changed.")
    if found.refused:
        sys.exit(1)


def found_in(
    context: CommandContext, file: Path, program: str | None, meant: tuple[str, ...]
) -> tuple[Read, bool]:
    """What the file holds, and whether another program wrote it.

    Raises ExchangeError when it is not what it should be, UsageError for a meaning that is none.
    """
    said = dict(_meaning(context, each) for each in meant)
    found, origin = content(file), file.name
    program = program or program_of(found, origin)
    if said and program in {"json", "csv"}:
        raise click.UsageError("--as goes with a file of another program")
    match program:
        case "json":
            from tracker.exchange.native import parse

            return parse(text_of(found, origin), origin), False
        case "csv":
            from tracker.exchange.tables_csv import read

            return read(found, origin), False
        case "loop":
            from tracker.exchange import loop

            done, refused = loop.read(found, origin)
        case "harsh":
            from tracker.exchange import harsh

            done, refused = harsh.read(text_of(found, origin), origin)
        case _:
            from tracker.exchange import timewarrior

            done, refused = timewarrior.read(text_of(found, origin), origin)
    if context.zone.refusal:
        raise click.ClickException(f"{context.zone.refusal}. Nothing was taken in")
    person = Person(
        context.zone.tzinfo, context.zone.name, context.settings.day_starts_at, context.now()
    )
    return records(program, done, refused, _meanings(context, said), person), True


def program_of(found: bytes, origin: str) -> str:
    """Which program wrote it, by what it looks like.

    Raises ExchangeError when that cannot be told.
    """
    if found.startswith(_SQLITE):
        return "loop"
    if found.startswith(_ZIP):
        return "loop" if b"Habits.csv" in found else "csv"
    text = text_of(found, origin).lstrip()
    if text[:1] in {"{", "["}:
        return "json" if text[0] == "{" else "timewarrior"
    lines = [line for line in text[:10_000].splitlines() if line and line[0] != "#"]
    if lines and lines[0].count(" : ") >= 2:
        return "harsh"
    if lines and "started" in lines[0]:
        return "csv"
    raise ExchangeError(
        f"{origin}: by whom it is cannot be seen; --from json, csv, loop, harsh or timewarrior"
    )


def _meaning(context: CommandContext, said: str) -> tuple[str, Meant]:
    """``NAME=WHAT`` as the name in small letters and what it means.

    Raises UsageError when nothing is said, EntryError for words that mean nothing.
    """
    name, equals, what = said.partition("=")
    if not equals or not name.strip() or not what.strip():
        shown = visible(said[:60], lines=False)
        raise click.UsageError(f'--as: {shown} found, NAME=WHAT allowed, as "Mat=mat 20m"')
    return name.strip().casefold(), _meant(context, what.strip())


def _meant(context: CommandContext, what: str) -> Meant:
    now, settings = context.now(), context.settings
    first, _, rest = what.partition(" ")
    if first.casefold() == "mat":
        if not rest.strip():
            return Meant()
        mat = mat_entry(rest, now, settings.date_order)
        return Meant(seconds=mat.seconds, position=mat.position, layer=mat.layer)
    line = points_asked(context, what)
    return Meant(holds=line.holds, routine=line.routine.id if line.routine else None)


def _meanings(context: CommandContext, said: Mapping[str, Meant]) -> Callable[[str], Meant | None]:
    """What a name means: what was said, else what the name itself is in tsubo."""
    from tracker.core.entry.new_records import EntryError

    def meaning(name: str) -> Meant | None:
        if (found := said.get(name.strip().casefold())) is not None:
            return found
        words = name.casefold().split()
        if "mat" in words:
            return Meant()
        with suppress(EntryError):
            if len(name) <= 60 and words:
                return _meant(context, name)
        return None

    return meaning

"""What a file holds, whichever program wrote it, as entries for the journal to weigh."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

import click

from tracker.cli.context import CommandContext
from tracker.core.entry.practice_line import mat_entry, points_entry
from tracker.core.text.visible import visible
from tracker.exchange.files import ExchangeError, content, text_of
from tracker.exchange.from_other_programs import Meant, Person, records
from tracker.exchange.native import Read

_SQLITE: Final = b"SQLite format 3"
_ZIP: Final = b"PK\x03\x04"


def found_in(
    context: CommandContext, file: Path, program: str | None, meant: tuple[str, ...]
) -> tuple[Read, bool]:
    """What the file holds, and whether another program wrote it.

    Raises ExchangeError when it is not what it should be, UsageError for a meaning that is none.
    """
    said = dict(_meaning(context, each) for each in meant)
    found, origin = content(file), file.name
    program = program or _program(found, origin)
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


def _program(found: bytes, origin: str) -> str:
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
    routines = {routine.id: routine for routine in context.library.routines()}
    line = points_entry(
        what,
        now,
        settings.date_order,
        point=context.library.find,
        routine=lambda name: routines.get(name.casefold()),
        hold=settings.hold_seconds,
        known=tuple(routines),
    )
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

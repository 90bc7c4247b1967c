"""Reads the files of other programs with the meanings that the person gave to their names."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, time
from hashlib import blake2b
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tracker.core.days.dated_goals import goal_words
from tracker.core.days.practice_days import practice_day
from tracker.core.entry.new_records import EntryError
from tracker.core.facts.goals_and_rests import LONGEST_MAT, Goal, Kind, Per
from tracker.core.facts.ulid import ulid
from tracker.core.text.dates import day_words
from tracker.core.text.examples import COLUMNS
from tracker.core.text.refusals import Expected, refusal
from tracker.core.text.visible import visible
from tracker.exchange.documents import document
from tracker.exchange.files import ExchangeError, content, text_of
from tracker.exchange.import_plan import Entry
from tracker.exchange.native import Read
from tracker.exchange.programs.rows import Frequency, Rows
from tracker.exchange.programs.to_records import Meant, Person, records
from tracker.practice.files.meanings import meaning_of, meanings_of

if TYPE_CHECKING:
    from tracker.practice.context import Context
    from tracker.practice.files.plan import Wanted

_MOST_FILES: Final = 2000
_COLUMN: Final = Expected("MEANING=COLUMN", f'write it as "{COLUMNS[0]}"')


def read_foreign(
    context: "Context", found: bytes, origin: str, program: str, wanted: "Wanted"
) -> tuple[Read, tuple[str, ...]]:
    """The records of a file, and a line for each name given a meaning that is not in it.

    Raises ExchangeError if the program did not write it, EntryError for a wrong meaning.
    """
    return _taken(context, _rows(context, found, origin, program, wanted), origin, wanted)


def files_of_program(folder: Path) -> str | None:
    """The program whose folder this is, harsh or timewarrior; `None` for another."""
    if (folder / "log").is_file() and (folder / "habits").is_file():
        return "harsh"
    return "timewarrior" if _data_files(folder) else None


def read_folder_of(
    context: "Context", folder: Path, program: str, wanted: "Wanted"
) -> tuple[Read, tuple[str, ...]]:
    """The records in a folder of harsh or timewarrior; result and errors as `read_foreign`."""
    if program == "harsh":
        from tracker.exchange.programs import harsh

        log, habits = (
            text_of(content(folder / name), name) if (folder / name).is_file() else ""
            for name in ("log", "habits")
        )
        return _taken(context, harsh.read(log, "log", habits), folder.name, wanted)
    if program != "timewarrior" or not (files := _data_files(folder)):
        raise ExchangeError(f"{folder} is a folder; name the file")
    from tracker.exchange.programs import timewarrior

    rows = Rows(timewarrior.PROGRAM)
    for file in files:
        some = timewarrior.read(text_of(content(file), file.name) or "inc", file.name)
        rows.done += some.done
        rows.passed += some.passed
        rows.refused += some.refused
    return _taken(context, rows, folder.name, wanted)


def _data_files(folder: Path) -> list[Path]:
    files = sorted([*folder.glob("????-??.data"), *folder.glob("data/????-??.data")])
    return files[:_MOST_FILES]


def _rows(context: "Context", found: bytes, origin: str, program: str, wanted: "Wanted") -> Rows:
    order = wanted.day_order or context.settings.date_order
    if program == "loop":
        from tracker.exchange.programs import loop

        return loop.read(found, origin)
    if program == "tickmate":
        from tracker.exchange.programs import tickmate

        return tickmate.read(found, origin)
    text = text_of(found, origin)
    match program:
        case "harsh":
            from tracker.exchange.programs import harsh

            is_log = not harsh.is_habits(text)
            return harsh.read(text, origin) if is_log else harsh.read("", origin, text)
        case "timewarrior":
            from tracker.exchange.programs import timewarrior

            return timewarrior.read(text, origin)
        case "watson":
            from tracker.exchange.programs import watson

            return watson.read(text, origin)
        case "insight-timer":
            from tracker.exchange.programs import insight_timer

            return insight_timer.read(text, origin)
        case "daylio":
            from tracker.exchange.programs import daylio

            return daylio.read(text, origin, order)
        case "habitbull":
            from tracker.exchange.programs import habitbull

            return habitbull.read(text, origin, order)
        case "csv":
            from tracker.exchange.programs import named_columns

            return named_columns.read(text, origin, _columns(wanted.columns), order)
        case _:
            from tracker.exchange.programs import habit_json

            return habit_json.read(text, origin)


def _columns(typed: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in typed:
        meaning, equals, column = each.partition("=")
        if not equals or not meaning.strip() or not column.strip():
            raise EntryError(refusal("--column", each, _COLUMN), "column")
        found[meaning.strip().casefold().replace("-", "_")] = column.strip()
    return found


def _taken(
    context: "Context", rows: Rows, origin: str, wanted: "Wanted"
) -> tuple[Read, tuple[str, ...]]:
    if context.zone.refusal:
        raise ExchangeError(f"{context.zone.refusal}. Nothing was imported")
    person = Person(
        context.zone.tzinfo, context.zone.name, context.settings.day_starts_at, context.now()
    )
    given = meanings_of(context, wanted.meanings)
    meaning = meaning_of(context, given)
    read = records(rows, meaning, person, given.moods)
    strangers = tuple(given.strangers(read.names, origin))
    if wanted.goals:
        goals = _goals(rows, meaning, person)
        words = tuple(
            f"{visible(name, lines=False)[:60]}: goal, {goal_words(goal)}, "
            f"from {day_words(goal.since, context.settings.date_order)}"
            for name, goal in goals.items()
        )
        entries = tuple(_goal_entry(goal) for goal in goals.values())
        if not entries:
            words = ("No goal: how often is not said for any name that is taken in",)
        read = replace(read, entries=(*read.entries, *entries), named=(*read.named, *words))
    return read, strangers


def _goals(rows: Rows, meaning: Callable[[str], Meant | None], person: Person) -> dict[str, Goal]:
    """For each kind the goal of the name that is meant most often, from its first day on."""
    first: dict[str, date] = {}
    for done in rows.done:
        day = done.moment.date() if isinstance(done.moment, datetime) else done.moment
        for name in done.names:
            first[name] = min(day, first.get(name, day))
    today = practice_day(person.now, person.day_starts_at)
    found: dict[Kind, tuple[float, str, Goal]] = {}
    for name, often in rows.frequencies.items():
        meant = meaning(name)
        if meant is None:
            continue
        kind = Kind.POINTS if meant.holds else Kind.MAT
        goal = _goal(kind, often, min(first.get(name, today), today), person, rows.program)
        rank = often.times / often.days
        if kind not in found or rank > found[kind][0]:
            found[kind] = rank, name, goal
    return {name: goal for _, name, goal in found.values()}


def _goal(kind: Kind, often: Frequency, since: date, person: Person, program: str) -> Goal:
    made = datetime.combine(since, time(12), person.zone)
    digest = blake2b(f"{program}\x1fgoal\x1f{kind}".encode(), digest_size=10).digest()
    daily = often.times >= often.days
    times = ceil(often.times / often.days) if daily else ceil(often.times * 7 / often.days)
    least = min(often.least / times, LONGEST_MAT) if daily and often.least else 60.0
    return Goal(
        id=ulid(made, int.from_bytes(digest)),
        made=made,
        kind=kind,
        since=since,
        per=Per.DAY if daily else Per.WEEK,
        times=min(max(times, 1), 24 if daily else 7),
        least_seconds=least,
    )


def _goal_entry(goal: Goal) -> Entry:
    version = max(1, int(goal.made.timestamp() * 1000))
    return Entry("goals", goal.id, version, document(goal), is_further=True)

"""Real files of other programs: each entry is imported or named, and only once."""

from __future__ import annotations

import io
import json
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from conftest import LONGER
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from transcript import Shell

from tracker.core.facts.sessions import Hold, Side
from tracker.core.text.visible import visible
from tracker.exchange.files import ExchangeError
from tracker.exchange.native import Read
from tracker.exchange.programs import (
    daylio,
    habit_json,
    habitbull,
    harsh,
    insight_timer,
    loop,
    named_columns,
    sqlite_copy,
    tickmate,
    timewarrior,
    watson,
)
from tracker.exchange.programs.rows import Done, Rows
from tracker.exchange.programs.to_records import Meant, Person, records

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 22, 10, tzinfo=BERLIN)
PERSON = Person(BERLIN, "Europe/Berlin", 4, NOW)
CALM = Meant(
    routine="calm",
    holds=tuple(
        Hold(point="HT7", side=side, planned=40, held=40, done=True)
        for side in (Side.LEFT, Side.RIGHT)
    ),
)
MAT = Meant(seconds=1200.0)


def meaning(name: str) -> Meant | None:
    return {"acupressure": CALM, "mat": MAT, "lie": Meant()}.get(name.casefold())


def taken(found: Rows) -> Read:
    return records(found, meaning, PERSON)


HARSH = """\
# This is the log
2026-11-18 : Acupressure : y : on the train : 0
2026-11-18 : Mat : y :  : 15
2026-11-18 : Running : n : too tired : 0

2026-11-19 : Acupressure : n
2026-11-19 : Acupressure : y : later line wins
2026-11-20 : Acupressure : s : ill : 0
2026-11-20 : Code review : y : three : 3
"""


def test_a_log_of_harsh_becomes_records() -> None:
    found = taken(harsh.read(HARSH, "log"))
    said = [(e.table, e.document["started"][:16], e.document["note"]) for e in found.entries]
    assert said == [
        ("sessions", "2026-11-18T12:00", "on the train"),
        ("mat_sessions", "2026-11-18T12:00", ""),
        ("sessions", "2026-11-19T12:00", "later line wins"),
    ]
    assert found.entries[1].document["lain"] == 900
    assert found.entries[0].document["holds"][0]["held"] == 40
    assert found.refused == ()
    assert "Acupressure: 1 replaced by a later line, 1 skipped; 'tsubo rest DAY' sets" in "\n".join(
        found.named
    )
    assert found.left_out[0].startswith("Code review: 1 left out")


@pytest.mark.parametrize(
    "line",
    [
        "2026-11-18",
        "2026-11-18 : Mat",
        "18.11.2026 : Mat : y",
        "2026-11-31 : Mat : y",
        "20261118 : Mat : y",
        "2026-11-18 :  : y",
        "2026-11-18 : Mat : yes",
        "2026-11-18 : Mat : y : a : b : c",
        "2026-11-18 : Mat : y : note : many",
        "2026-11-18 : Mat : y : note : -1",
        "2026-11-18 : Mat : y : note : nan",
        "2026-11-18 : Mat : y : note : inf",
    ],
)
def test_a_line_that_harsh_would_not_know_is_named(line: str) -> None:
    found = taken(harsh.read(f"2026-11-17 : Mat : y\n{line}\n", "log"))
    assert len(found.entries) == 1
    assert found.refused[0].startswith("log line 2: ")


TIMEW = """[
{"id":3,"start":"20261118T190000Z","end":"20261118T191500Z","tags":["mat","evening"],"annotation":"slow"},
{"id":2,"start":"20261119T020000Z","end":"20261119T020200Z","tags":["acupressure"]},
{"id":1,"start":"20261120T090000Z","tags":["mat"]}
]
"""


def test_intervals_of_timewarrior_become_records_of_their_length() -> None:
    found = taken(timewarrior.read(TIMEW, "timew.json"))
    mat, points = found.entries
    assert (mat.document["lain"], mat.document["note"]) == (900, "slow")
    assert mat.document["started"] == "2026-11-18T20:00:00+01:00"
    assert [hold["held"] for hold in points.document["holds"]] == [60, 60]
    assert points.document["day"] == "2026-11-18"
    assert (found.refused, found.skipped) == ((), 1)
    assert "mat: 1 still running" in found.named


@pytest.mark.parametrize(
    "interval",
    [
        "null",
        "{}",
        '{"start": 5, "end": 6}',
        '{"start": "20261118T190000Z", "end": "20261118T180000Z", "tags": ["mat"]}',
        '{"start": "20261118T190000Z", "end": "20261119T180000Z", "tags": ["mat"]}',
        '{"start": "20261118T190000Z", "end": "20261118T200000Z", "tags": "mat"}',
        '{"start": "20261118T190000Z", "end": "20261118T200000Z", "tags": [1]}',
        '{"start": "20261118T190000Z", "end": "20261118T200000Z", "annotation": 1}',
        '{"start": "20991118T190000Z", "end": "20991118T200000Z", "tags": ["mat"]}',
        '{"start": "19600101T190000Z", "end": "19600101T200000Z", "tags": ["mat"]}',
    ],
)
def test_an_interval_that_is_none_is_named(interval: str) -> None:
    found = taken(timewarrior.read(f"[{interval}]", "timew.json"))
    assert found.entries == ()
    assert found.refused[0].startswith("timew.json: interval 1: ")


@pytest.mark.parametrize("text", ["", "{", "{}", "[" * 100_000, '[{"start":NaN'])
def test_what_is_no_list_of_intervals_is_refused(text: str) -> None:
    with pytest.raises(ExchangeError, match=r"timew\.json: not "):
        timewarrior.read(text, "timew.json")


HABITS = """\
Position,Name,Type,Question,Description,FrequencyNumerator,FrequencyDenominator,Color,Unit,\
Target Type,Target Value,Archived?
001,Acupressure,YES_NO,Did you?,,1,1,#FF8F00,,,,false
002,Mat,NUMERICAL,How long?,,1,1,#00897B,min,AT_LEAST,20.0,false
003,Wake up early,YES_NO,,,2,3,#00897B,,,,false
"""


def _dated(name: str) -> zipfile.ZipInfo:
    """A member of one moment: the bytes, and the names of the tests, are the same each time."""
    return zipfile.ZipInfo(name, (2026, 11, 18, 12, 0, 0))


def loop_zip(habits: str = HABITS, **checks: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(_dated("Habits.csv"), habits)
        for name, text in checks.items():
            archive.writestr(_dated(f"{name}/Checkmarks.csv"), text)
            archive.writestr(_dated(f"{name}/Scores.csv"), "Date,Score\n2026-11-18,0.1\n")
        archive.writestr(_dated("Checkmarks.csv"), "Date,Acupressure,Mat,\n2026-11-18,2,20000,\n")
    return out.getvalue()


LOOP = loop_zip(
    **{
        "001 Acupressure": "Date,Value,Notes\n2026-11-18,YES_MANUAL,on the train\n"
        "2026-11-17,YES_AUTO,\n2026-11-16,SKIP,\n2026-11-15,NO,\n2026-11-14,2,\n2026-11-13,UNKNOWN,\n",
        "002 Mat": "Date,Value,Notes\n2026-11-18,20000,\n2026-11-17,0,\n",
        "003 Wake up early": "Date,Value,Notes\n2026-11-18,YES_MANUAL,\n",
    }
)


def test_an_archive_of_loop_becomes_records() -> None:
    found = taken(loop.read(LOOP, "loop.zip"))
    assert [(e.table, e.document["day"], e.document["note"]) for e in found.entries] == [
        ("sessions", "2026-11-18", "on the train"),
        ("sessions", "2026-11-14", ""),
        ("mat_sessions", "2026-11-18", ""),
    ]
    assert found.entries[2].document["lain"] == 1200
    assert found.refused == ()
    assert found.left_out[0].startswith("Wake up early: 1 left out")


def test_an_old_archive_without_head_or_notes_is_read() -> None:
    old = loop_zip(
        "Name,Description,NumRepetitions,Interval,Color\nMeditate,,1,1,#FF8F00\nAcupressure,,2,3,#0\n",
        **{"002 Acupressure": "2026-11-18,2\n2026-11-17,1\n2026-11-16,0\n"},
    )
    found = taken(loop.read(old, "loop.zip"))
    assert [entry.document["day"] for entry in found.entries] == ["2026-11-18"]


def loop_database(*, old: bool = False, view: bool = False) -> bytes:
    """A backup as Loop makes it; an old one has no values and units."""
    with closing(sqlite3.connect(":memory:")) as database:
        _fill(database, old=old, view=view)
        return database.serialize()


def _fill(database: sqlite3.Connection, *, old: bool, view: bool) -> None:
    more = "" if old else ", type INTEGER, unit TEXT, uuid TEXT"
    database.execute(f"CREATE TABLE Habits (id INTEGER PRIMARY KEY, name TEXT{more})")
    columns = "habit INTEGER, timestamp INTEGER" + ("" if old else ", value INTEGER, notes TEXT")
    database.execute(f"CREATE TABLE {'Kept' if view else 'Repetitions'} (id INTEGER, {columns})")
    if view:
        database.execute("CREATE VIEW Repetitions AS SELECT * FROM Kept")
    stamp = int(datetime(2026, 11, 18, tzinfo=ZoneInfo("UTC")).timestamp() * 1000)
    if old:
        database.execute("INSERT INTO Habits VALUES (1, 'Acupressure')")
        database.execute("INSERT INTO Repetitions VALUES (1, 1, ?)", (stamp,))
    else:
        rows = [(1, "Acupressure", 0, ""), (2, "Mat", 1, "min"), (3, "Read", 0, "")]
        database.executemany("INSERT INTO Habits VALUES (?, ?, ?, ?, 'x')", rows)
        kept = [(1, 2, "note"), (1, 1, ""), (1, 3, ""), (2, 25_000, ""), (3, 2, ""), (9, 2, "")]
        table = "Kept" if view else "Repetitions"
        database.executemany(
            f"INSERT INTO {table} VALUES (1, ?, ?, ?, ?)",  # noqa: S608 - the name is ours
            [
                (habit, stamp - 86_400_000 * n, value, note)
                for n, (habit, value, note) in enumerate(kept)
            ],
        )
    database.commit()


LOOP_BACKUP = loop_database()


def test_a_backup_of_loop_becomes_records() -> None:
    found = taken(loop.read(loop_database(), "loop.db"))
    said = {(e.table, e.document["day"], e.document["note"]) for e in found.entries}
    assert said == {("sessions", "2026-11-18", "note"), ("mat_sessions", "2026-11-15", "")}
    assert found.left_out[0].startswith("Read: 1 left out")


def test_an_old_backup_and_one_with_a_log_are_read() -> None:
    body = loop_database(old=True)
    for each in (body, body[:18] + b"\x02\x02" + body[20:]):
        assert len(taken(loop.read(each, "loop.db")).entries) == 1


def test_the_archive_and_the_backup_give_the_same_record() -> None:
    one = taken(loop.read(LOOP, "loop.zip")).entries[0]
    other = taken(loop.read(loop_database(), "loop.db"))
    assert one.id in {entry.id for entry in other.entries}


def test_a_backup_whose_tables_are_views_is_refused() -> None:
    with pytest.raises(ExchangeError, match="not a backup of Loop"):
        loop.read(loop_database(view=True), "loop.db")


def test_a_number_of_times_is_that_many_sessions() -> None:
    habits = HABITS.replace(",min,", ",times,")
    found = taken(loop.read(loop_zip(habits, **{"002 Mat": "2026-11-18,3000\n"}), "l.zip"))
    assert [entry.document["lain"] for entry in found.entries] == [1200] * 3


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "not a file of Loop"),
        (b"PK\x03\x04", "not readable as a zip"),
        (loop_zip("Nothing\n"), "the column Name is missing"),
        (b"SQLite format 3\x00" + b"\x00" * 200, "not readable as a backup of Loop"),
    ],
    ids=["empty", "torn zip", "other columns", "empty database"],
)
def test_what_is_neither_file_of_loop_is_refused(body: bytes, said: str) -> None:
    with pytest.raises(ExchangeError, match=said):
        loop.read(body, "loop")


def test_a_day_that_never_was_is_refused() -> None:
    person = Person(ZoneInfo("Pacific/Apia"), "Pacific/Apia", 4, NOW)
    done = [Done("log line 1", ("mat",), date(2011, 12, 30))]
    found = records(Rows("harsh", done), meaning, person)
    assert "did not exist" in found.refused[0]


def test_a_tick_of_today_before_noon_is_of_now_and_keeps_its_id() -> None:
    done = [Done("log line 1", ("mat",), NOW.date())]
    first = records(Rows("harsh", done), meaning, PERSON).entries[0]
    later = Person(BERLIN, "Europe/Berlin", 4, NOW + timedelta(hours=8))
    second = records(Rows("harsh", done), meaning, later).entries[0]
    assert first.id == second.id
    assert first.document["started"] == "2026-11-22T10:00:00+01:00"


def test_a_mat_without_a_length_is_refused_with_what_would_say_it() -> None:
    found = taken(harsh.read("2026-11-18 : Lie : y\n", "log"))
    assert "--as" in found.refused[0]


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        ("log", HARSH.encode(), '--as "Mat=mat 20m back" --as Acupressure=calm'),
        ("timew.json", TIMEW.encode(), "--as acupressure=calm"),
        ("loop.zip", LOOP, "--as Acupressure=calm"),
        ("loop.db", loop_database(), '--as "acupressure=PC6 HT7 60s"'),
    ],
    ids=["harsh", "timewarrior", "loop zip", "loop backup"],
)
def test_importing_twice_changes_nothing_and_undo_takes_it_all_back(
    tmp_path: Path, name: str, body: bytes, words: str
) -> None:
    shell = Shell(tmp_path)
    (tmp_path / name).write_bytes(body)
    assert shell.run("tsubo history")[0] == ""
    dry, _, _ = shell.run(f"tsubo import {name} {words} --dry-run")
    assert shell.run("tsubo history")[0] == ""
    first, err, _ = shell.run(f"tsubo import {name} {words}")
    assert first == dry
    assert "tsubo undo" in err
    kept = shell.run("tsubo history")[0]
    assert kept
    second, err, _ = shell.run(f"tsubo import {name} {words}")
    assert second.startswith("0 new\n0 differing")
    assert "Nothing was changed." in err
    assert shell.run("tsubo history")[0] == kept
    shell.run("tsubo undo")
    assert shell.run("tsubo history")[0] == ""


def test_an_import_that_was_undone_comes_in_again_and_a_removed_record_does_not(
    tmp_path: Path,
) -> None:
    shell = Shell(tmp_path)
    (tmp_path / "log").write_text("2026-11-18 : Mat : y\n2026-11-19 : Mat : y\n")
    shell.run('tsubo import log --as "Mat=mat 5m"')
    shell.run("tsubo undo")
    assert shell.run('tsubo import log --as "Mat=mat 15m"')[0].startswith("2 new\n")
    assert shell.run('tsubo import log --as "Mat=mat 15m"')[0].startswith("0 new\n")
    key = shell.run("tsubo history")[0].split()[-1]
    shell.run(f"tsubo remove {key} --yes")
    out = shell.run('tsubo import log --as "Mat=mat 15m"')[0]
    assert out.startswith("0 new\n")
    assert "1 differing and changed no later than yours: yours stay; --replace takes" in out


def test_what_the_person_changed_since_stays(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    (tmp_path / "log").write_text("2026-11-18 : Mat : y : first : 15\n")
    shell.run("tsubo import log --as Mat=mat")
    key = shell.run("tsubo history")[0].split()[-1]
    shell.run(f'tsubo edit {key} --note "mine"')
    assert "1 differing and changed no later" in shell.run("tsubo import log --as Mat=mat")[0]
    assert "mine" in shell.run("tsubo history")[0]
    shell.run("tsubo import log --as Mat=mat --replace")
    assert "first" in shell.run("tsubo history")[0]
    shell.run("tsubo undo")
    assert "mine" in shell.run("tsubo history")[0]


@pytest.mark.parametrize(
    "words",
    ["--as Mat", "--as =calm", "--as Mat=", '--as "Mat=nonesuch"', '--as "Mat=mat 99h"'],
)
def test_a_meaning_that_is_none_is_refused(tmp_path: Path, words: str) -> None:
    shell = Shell(tmp_path)
    (tmp_path / "log").write_text(HARSH)
    out, err, code = shell.run(f"tsubo import log {words}")
    assert out == ""
    assert code in {1, 2}
    assert err.count("\n") == 1


COLUMNS = {"started": "a", "minutes": "b", "name": "c"}
READERS = {
    "watson": lambda body: watson.read(body.decode("utf-8", "replace"), "f"),
    "insight timer": lambda body: insight_timer.read(
        "Started At,Duration,Activity\n" + body.decode("utf-8", "replace"), "f"
    ),
    "daylio": lambda body: daylio.read(
        "full_date,date,weekday,time,mood,activities\n" + body.decode("utf-8", "replace"), "f"
    ),
    "habitbull": lambda body: habitbull.read(
        "HabitName,CalendarDate,Value\n" + body.decode("utf-8", "replace"), "f", "dmy"
    ),
    "habit json": lambda body: habit_json.read(body.decode("utf-8", "replace"), "f"),
    "tickmate": lambda body: tickmate.read(sqlite_copy.SQLITE + body, "f"),
    "csv": lambda body: named_columns.read(
        "a,b,c\n" + body.decode("utf-8", "replace"), "f", COLUMNS, "dmy"
    ),
    "data lines": lambda body: timewarrior.read("inc " + body.decode("utf-8", "replace"), "f"),
    "harsh": lambda body: harsh.read(body.decode("utf-8", "replace"), "f"),
    "timewarrior": lambda body: timewarrior.read(body.decode("utf-8", "replace"), "f"),
    "loop": lambda body: loop.read(body, "f"),
}


def _told(program: str, body: bytes) -> tuple[str, ...]:
    """Messages about the file; any other exception fails the test."""
    try:
        rows = READERS[program](body)
    except ExchangeError as refused:
        return (str(refused),)
    found = taken(rows)
    entries = sum(not entry.is_further for entry in found.entries)
    assert entries + found.left + found.skipped + len(found.refused) == rows.read
    return (*found.refused, *found.left_out, *found.named)


def _survives(program: str, body: bytes) -> None:
    for line in _told(program, body):
        assert visible(line, lines=False) == line


@settings(max_examples=150 * LONGER, deadline=None)
@given(st.sampled_from(sorted(READERS)), st.binary(max_size=300))
def test_any_bytes_are_taken_or_refused_in_words(program: str, body: bytes) -> None:
    _survives(program, body)
    _survives("loop", sqlite_copy.SQLITE + body)


lines = st.lists(
    st.tuples(
        st.sampled_from(["2026-11-18", "2026-11-19", "1600-01-01", "9999-12-31", "x", ""]),
        st.sampled_from(["mat", "acupressure", "other", "", "\x1b[31m", "a" * 50]),
        st.sampled_from(["y", "n", "s", "maybe", ""]),
        st.text(max_size=10),
        st.sampled_from(["0", "15", "1e308", "-1", "nan", "", "١٢"]),
    ).map(" : ".join),
    max_size=6,
).map("\n".join)


@settings(max_examples=150 * LONGER, deadline=None)
@given(lines)
def test_any_log_of_harsh_is_taken_line_by_line(text: str) -> None:
    _survives("harsh", text.encode("utf-8", "replace"))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["start", "end", "tags", "annotation", "id"]), inner)
    ),
    max_leaves=10,
)
stamps = st.sampled_from(
    ["20261118T190000Z", "20261118T190500Z", "00010101T000000Z", "99991231T235959Z", "no"]
)
intervals = st.fixed_dictionaries(
    {"start": stamps | json_values, "end": stamps | json_values},
    optional={"tags": st.just(["mat"]) | json_values, "annotation": json_values},
)


@settings(max_examples=150 * LONGER, deadline=None)
@given(st.lists(intervals | json_values, max_size=4))
def test_any_list_of_intervals_is_taken_one_by_one(found: list[object]) -> None:
    _survives("timewarrior", json.dumps(found).encode())


@settings(max_examples=120 * LONGER, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(["archive", "backup"]),
    st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 255)), min_size=1, max_size=4),
    st.integers(0, 20_000),
)
def test_a_file_of_loop_with_bytes_changed_is_taken_or_refused(
    file: str, changes: list[tuple[int, int]], end: int
) -> None:
    body = LOOP if file == "archive" else LOOP_BACKUP
    changed = bytearray(body)
    for place, byte in changes:
        changed[place % len(body)] = byte
    _survives("loop", bytes(changed[:end]))


def test_a_file_without_a_name_in_an_archive_is_passed_over() -> None:
    nameless = LOOP.replace(b"Habits.csv", b"\0abits.csv")
    with pytest.raises(ExchangeError, match="not an archive of Loop"):
        loop.read(nameless, "f")


def test_a_backup_that_names_what_is_no_text_is_refused() -> None:
    broken = bytearray(LOOP_BACKUP)
    broken[broken.index(b"tableRepetitions") + len("table")] = 0x80
    with pytest.raises(ExchangeError, match="not readable as a backup of Loop"):
        loop.read(bytes(broken), "f")


def test_the_program_is_seen_from_the_file() -> None:
    from tracker.practice.files.plan import program_of

    own = b'{"tsubo": "native export"}'
    for body, program in (
        (own, "json"),
        (b"\xef\xbb\xbf" + own, "json"),
        (TIMEW.encode(), "timewarrior"),
        (HARSH.encode(), "harsh"),
        (LOOP, "loop"),
        (loop_database(), "loop"),
        (b"started,seconds\n", "csv"),
        (b"# Mine\n\n[[routine]]\nname = 'Mine'\n", "toml"),
        (b"  [[ point ]]\ncode = 'MY1'\n", "toml"),
        (b'started,note\n1,"a\n[[routine]]"\n', "csv"),
    ):
        assert program_of(body, "file") == program
    with tempfile.NamedTemporaryFile() as file, pytest.raises(ExchangeError, match="--from"):
        program_of(b"hello", file.name)

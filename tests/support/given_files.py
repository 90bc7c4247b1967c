"""Files of other programs in their true shapes, and the plan that each gives."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import dataclass, field

DAY = "2026-11-18"
STAMP = 1_794_960_000_000
"""Midnight of that day in UTC, in milliseconds since 1970."""


@dataclass(frozen=True)
class File:
    """A file, the options of the import, and what becomes of its rows."""

    name: str
    body: bytes
    words: str
    rows: str
    """Rows taken, left out, skipped and refused."""
    said: tuple[str, ...] = ()
    """Parts of the lines that the plan has."""
    records: tuple[str, ...] = ()
    """Start of each record, its kind and its seconds: ``11-18T12:00 mat 1200``."""
    code: int = field(default=0)


def text(name: str, *lines: str) -> tuple[str, bytes]:
    return name, "\n".join((*lines, "")).encode()


def zipped(folder: str = "", /, **files: str) -> bytes:
    """A zip of these files; ``__`` in a name stands for a folder, a dot is added before csv."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            place = name.replace("__", "/").replace("_csv", ".csv")
            archive.writestr(zipfile.ZipInfo(f"{folder}{place}", (2026, 11, 18, 0, 0, 0)), body)
    return out.getvalue()


HABITS = (
    "Position,Name,Type,Question,Description,FrequencyNumerator,FrequencyDenominator,Color,Unit,"
    "Target Type,Target Value,Archived?\n"
)


def loop(
    rows: str,
    *,
    habit: str = "Press,YES_NO,,,1,1,#0,,,,false",
    folder: str = "",
    head: str = "Date,Value,Notes",
) -> bytes:
    """An archive of one habit with these marks."""
    files: dict[str, str] = {
        "Habits_csv": f"{HABITS}001,{habit}\n",
        "001 Press__Checkmarks_csv": f"{head}\n{rows}\n",
        "001 Press__Scores_csv": f"Date,Score\n{DAY},0.05\n",
        "Checkmarks_csv": f"Date,Press,\n{DAY},YES_MANUAL,\n",
    }
    return zipped(folder, **files)


def numeric(unit: str, rows: str, target: str = "2.0") -> bytes:
    return loop(rows, habit=f"Press,NUMERICAL,,,1,1,#0,{unit},AT_LEAST,{target},false")


def database(*statements: str) -> bytes:
    with closing(sqlite3.connect(":memory:")) as made:
        made.executescript(";".join(statements))
        return made.serialize()


def loop_backup(kind: int, unit: str, *values: int) -> bytes:
    rows = ",".join(
        f"({at},1,{STAMP - 86_400_000 * at},{value},'')" for at, value in enumerate(values)
    )
    return database(
        "CREATE TABLE Habits (id INTEGER PRIMARY KEY, name TEXT, type INTEGER, unit TEXT,"
        " freq_num INTEGER, freq_den INTEGER, target_value REAL)",
        f"INSERT INTO Habits VALUES (1,'Press',{kind},'{unit}',3,7,1.0)",  # noqa: S608 - a test's
        "CREATE TABLE Repetitions (id INTEGER, habit INTEGER, timestamp INTEGER, value INTEGER,"
        " notes TEXT)",
        f"INSERT INTO Repetitions VALUES {rows}",  # noqa: S608 - a test's
    )


TICKMATE = database(
    "CREATE TABLE tracks (_id INTEGER PRIMARY KEY, name TEXT, description TEXT, enabled INTEGER)",
    "CREATE TABLE track2groups (_track_id INTEGER, _group_id INTEGER)",
    "CREATE TABLE ticks (_id INTEGER PRIMARY KEY, _track_id INTEGER, year INTEGER, month INTEGER,"
    " day INTEGER, hour INTEGER, minute INTEGER, second INTEGER, has_time_info INTEGER)",
    "INSERT INTO tracks VALUES (1,'Mat','',1),(2,'Read','',1)",
    "INSERT INTO ticks VALUES (1,1,2026,10,18,21,5,7,1),(2,1,2026,10,19,0,0,0,0),"
    "(3,1,2026,10,19,0,0,0,0),(4,2,2026,10,19,0,0,0,0),(5,1,2026,13,1,0,0,0,0)",
)


def interval(start: str, end: str | None, *tags: str, note: str = "") -> dict[str, object]:
    made: dict[str, object] = {"id": 1, "start": f"202611{start}00Z"}
    if end:
        made["end"] = f"202611{end}00Z"
    if tags:
        made["tags"] = [*tags]
    return {**made, **({"annotation": note} if note else {})}


def table_habit(unit: str, *records: tuple[int, int, float]) -> bytes:
    made = {
        "create_t": 1,
        "name": "Mat",
        "daily_goal": 20,
        "daily_goal_unit": unit,
        "start_date": 20000,
        "records": [
            {"record_date": 20775 + day, "record_type": kind, "record_value": value, "create_t": 1}
            for day, kind, value in records
        ],
    }
    return json.dumps({"habits": [made]}).encode()


BEAVER = {
    "habits": [
        {
            "name": "Press",
            "id": "ab12",
            "star": False,
            "period": {"period_type": "W", "period_count": 1, "target_count": 3},
            "records": [
                {"day": DAY, "done": True, "text": "calm"},
                {"day": "2026-11-17", "done": False},
                {"day": "2026-02-30", "done": True},
            ],
        },
        {"name": "Read", "records": [{"day": DAY, "done": True}]},
    ],
    "order": ["ab12"],
}
FRAMES = [
    [1795027200, 1795028400, "wellbeing", "a1", ["mat"], 1795028400],
    [1795113600, 1795114800, "work", "a2", [], 1795114800],
    [1795113600, 1795113600, "wellbeing", "a3", ["mat"], 1795114800],
]

INSIGHT = "Started At,Duration,Preset,Activity"
DAYLIO = "full_date,date,weekday,time,mood,activities,note_title,note"
BULL = "HabitName,HabitDescription,HabitCategory,CalendarDate,Value,CommentText"
MARKS = f"{DAY},YES_MANUAL,\n2026-11-17,NO,\n2026-11-16,SKIP,\n2026-11-15,UNKNOWN,"
CALM, MAT = '--as "Press=calm"', '--as "Press=mat 15m"'

LOOP_FILES = (
    File("loop.zip", loop(MARKS), CALM, "1 0 3 0", ("Press: 1 as Three calm minutes",)),
    File("unasked.zip", loop(MARKS), "", "0 1 3 0", ("Press: 1 left out",)),
    File("auto.zip", loop(f"{DAY},YES_AUTO,"), CALM, "0 0 1 0", ("filled in",)),
    File("codes.zip", loop(f"{DAY},2,"), '--as "Press=PC6 HT7 60s"', "1 0 0 0", ("PC6, HT7",)),
    File(
        "numeric.zip",
        numeric("min", f"{DAY},NO,\n2026-11-17,SKIP,\n2026-11-16,UNKNOWN,\n2026-11-15,0,"),
        MAT,
        "0 0 4 0",
    ),
    File(
        "minuten.zip",
        numeric("Minuten", f"{DAY},20000,"),
        MAT,
        "1 0 0 0",
        records=("11-18T12:00 mat 1200",),
    ),
    File("minutos.zip", numeric("minutos", f"{DAY},5000,"), MAT, "1 0 0 0", (), ("mat 300",)),
    File("fenzhong.zip", numeric("分钟", f"{DAY},5000,"), MAT, "1 0 0 0", (), ("mat 300",)),
    File("stunden.zip", numeric("Std.", f"{DAY},500,"), MAT, "1 0 0 0", (), ("mat 1800",)),
    File("decimal.zip", numeric("min", f"{DAY},20.0,"), MAT, "1 0 0 0", (), ("mat 1200",)),
    File(
        "times.zip",
        numeric("times", f"{DAY},3000,"),
        MAT,
        "1 0 0 0",
        ("3 new, from 1 row", "3 records, several a day"),
        ("mat 900", "mat 900", "mat 900"),
    ),
    File("km.zip", numeric("km", f"{DAY},5000,"), MAT, "1 0 0 0", (), ("mat 900",)),
    File("steps.zip", numeric("", f"{DAY},9000000,"), MAT, "0 0 0 1", ("up to 24",), (), 1),
    File("broken.zip", loop(f"{DAY},MAYBE,"), CALM, "0 0 0 1", (), (), 1),
    File("broken-unasked.zip", loop(f"{DAY},MAYBE,"), "", "0 1 0 0"),
    File(
        "old.zip",
        zipped(
            **{
                "Habits_csv": "Name,Description,NumRepetitions,Interval,Color\nRide,,1,1,#0\n",
                "001 Ride__Checkmarks_csv": "2026-02-03,2000\n2026-02-02,2\n2026-02-01,0\n",
            }
        ),
        '--as "Ride=mat 20m"',
        "2 0 1 0",
        (),
        ("02-03T12:00 mat 1200", "02-02T12:00 mat 1200"),
    ),
    File("again.zip", loop(MARKS, folder="Loop Habits CSV 2026-11-22/"), CALM, "1 0 3 0"),
    File("deeper.zip", loop(MARKS, folder="a/b/"), CALM, "1 0 3 0"),
    File(
        "spreadsheet.zip", loop(MARKS.replace(",", ";"), head="Date;Value;Notes"), CALM, "1 0 3 0"
    ),
    File(
        "all-habits.zip",
        zipped(
            Habits_csv=f"{HABITS}001,Press,YES_NO,,,1,1,#0,,,,false\n",
            Checkmarks_csv=f"Date,Press,Read,\n{DAY},YES_MANUAL,NO,\n",
        ),
        CALM,
        "1 0 1 0",
    ),
    File("Checkmarks.csv", f"Date,Value\n{MARKS}".encode(), '--as "(none)=calm"', "1 0 3 0"),
    File("headless.csv", f"{DAY},2\n2026-11-17,0\n".encode(), '--as "(none)=calm"', "1 0 1 0"),
    File(
        "semicolon.csv",
        "\ufeffDate;Value;Notes\r\n18.11.2026;YES_MANUAL;x\r\n17.11.2026;NO;\r\n".encode(),
        '--as "(none)=calm"',
        "1 0 1 0",
        (),
        ("11-18T12:00 points 160",),
    ),
    File("loop.db", loop_backup(0, "", 2, 0, 1, 3), CALM, "1 0 3 0"),
    File("skip.db", loop_backup(1, "", 3), CALM, "0 0 1 0", ("Press: 1 skipped",)),
    File("minutes.db", loop_backup(1, "min", 20000, 3, 0), MAT, "1 0 2 0", (), ("mat 1200",)),
    File(
        "goals.db",
        loop_backup(0, "", 2),
        f"{CALM} --goals",
        "1 0 0 0",
        (
            "1 new, and 1 goal\n",
            "Press: goal, 3 days a week, 1 min or more, from Wed 18 Nov 2026",
        ),
    ),
)

LINE_FILES = (
    File(
        *text("log", f"{DAY} : Press : y", "2026-11-19 : Press : s"),
        CALM,
        "1 0 1 0",
        ("Press: 1 skipped",),
    ),
    File(
        *text("log2", "# a log", f"{DAY} : Press : y : note : 15", f"{DAY} : Read : n"),
        '--as "Press=mat back 21:30"',
        "1 0 1 0",
        ("Press: 1 as mat, back, 21:30",),
        ("11-18T21:30 mat 900",),
    ),
    File(
        *text("log2b", f"{DAY} : Press : y :  : 15", "2026-11-19 : Press : y"),
        '--as "Press=mat 20m back 21:30"',
        "2 0 0 0",
        ("Press: 1 as mat, back, 21:30\n", "Press: 1 as mat, back, 20 min, 21:30\n"),
    ),
    File(*text("log3", f"{DAY} : Press : y", f"{DAY} : Press : n"), CALM, "0 0 2 0"),
    File(*text("log4", f"{DAY} : Press : y", "yesterday : Press : y"), CALM, "1 0 0 1", code=1),
    File(*text("log5", f"{DAY} : evening : y"), "", "0 1 0 0", ("evening: 1 left out",)),
    File(*text("log6", f"{DAY} : PC6 HT7 60s : y", f"{DAY} : LI4 : y"), "", "2 0 0 0"),
    File(
        *text("log7", f"{DAY} : Press : y"),
        '--as "Pres=calm"',
        "0 1 0 0",
        ("“Pres” is not in log7; did you mean “Press”?",),
        (),
        1,
    ),
    File(
        *text("night", f"{DAY} : Press : y"),
        '--as "Press=calm 0:30"',
        "1 0 0 0",
        (),
        ("11-19T00:30 points 160",),
    ),
    File(
        "timew.json",
        json.dumps(
            [
                interval("18T1900", "18T1920", "reading", "evening"),
                interval("19T0200", "19T0222"),
                interval("20T0900", None, "mat"),
            ]
        ).encode(),
        '--as "(none)=mat"',
        "1 1 1 0",
        ("(none): 1 as mat", "mat: 1 still running", "reading, evening: 1 left out"),
        ("11-19T03:00 mat 1320",),
    ),
    File(
        "tags.json",
        json.dumps([interval("18T1900", "18T1920", "x", "mat", note="slow")]).encode(),
        "--as mat=mat",
        "1 0 0 0",
        (),
        ("11-18T20:00 mat 1200",),
    ),
    File(
        "backwards.json",
        json.dumps([interval("18T1900", "18T1820", "mat")]).encode(),
        "--as mat=mat",
        "0 0 0 1",
        ("the end is before the start",),
        (),
        1,
    ),
    File(
        *text(
            "2026-11.data",
            'inc 20261118T190000Z - 20261118T192000Z # mat "my tag" # "a \\"note\\""',
            "inc 20261119T190000Z - 20261119T191000Z",
            "exc day on 2026-12-25",
            "inc 20261121T190000Z # mat",
        ),
        '--as "my tag=mat"',
        "1 1 1 0",
        (),
        ("11-18T20:00 mat 1200",),
    ),
    File("frames", json.dumps(FRAMES).encode(), "--as mat=mat", "1 1 0 1", (), ("mat 1200",), 1),
    File(
        "watson.json",
        json.dumps(
            [
                {
                    "id": "a",
                    "start": "2026-11-18T20:00:00+01:00",
                    "stop": "2026-11-18T20:20:00+01:00",
                    "project": "mat",
                    "tags": [],
                }
            ]
        ).encode(),
        "--as mat=mat",
        "1 0 0 0",
        (),
        ("11-18T20:00 mat 1200",),
    ),
)

TABLE_FILES = (
    File(
        *text(
            "insight.csv",
            INSIGHT,
            "11/18/2026 21:30:05,0:20:0,,Acupressure mat",
            '11/17/2026 07:00:00,1:0:0,"Walk, mindful",Walking',
            "11/16/2026 07:00:00,0:0:0,,Acupressure mat",
        ),
        '--as "acupressure mat=mat"',
        "1 1 1 0",
        (),
        ("11-18T21:30 mat 1200",),
    ),
    File(
        *text("twice.csv", INSIGHT, *["11/18/2026 21:30:05,0:20:0,,Mat"] * 2),
        "--as Mat=mat",
        "1 0 1 0",
        ("1 there twice",),
    ),
    File(
        *text(
            "daylio.csv",
            DAYLIO,
            f'{DAY},November 18,Wednesday,9:05 pm,rad,"Press | walk","","<p>good<br>day</p>"',
            "2026-11-17,November 17,Tuesday,21:05,awful,walk,,",
        ),
        f'{CALM} --as "rad=mood 9"',
        "1 1 0 0",
        (),
        ("11-18T21:05 points 160",),
    ),
    File(
        *text(
            "daylio-de.csv",
            DAYLIO,
            f"{DAY},18. November,Mittwoch,21:05,fantastisch,Press,,",
        ),
        CALM,
        "1 0 0 0",
        ('fantastisch: 1 without a number; --as "fantastisch=mood 7"',),
    ),
    File(
        *text("daylio-zh.csv", DAYLIO, f"{DAY},11月18日,星期三,下午9:05,好,Press,,"),
        f'{CALM} --as "好=mood 8"',
        "1 0 0 0",
        (),
        ("11-18T21:05 points 160",),
    ),
    File(
        *text("daylio-es.csv", DAYLIO, f"{DAY},18 nov,miércoles,9:05 p. m.,bien,Press,,"),
        CALM,
        "1 0 0 0",
        (),
        ("11-18T21:05 points 160",),
    ),
    File(
        *text(
            "daylio-2018.csv",
            "year,date,weekday,time,mood,activities,note",
            '2018,18 May,Friday,11:54 pm,happy,"Press | cook",went out',
        ),
        CALM,
        "1 0 0 0",
        (),
        ("05-18T23:54 points 160",),
    ),
    File(
        *text(
            "bull.csv",
            BULL,
            f"Press,,Health,{DAY},1,calm",
            "Press,,Health,2026-11-17,0,",
            "Read,,Mind,2026-11-17,1,",
            "Press,,Health,2026-11-16,many,",
        ),
        CALM,
        "1 1 1 1",
        code=1,
    ),
    File("tickmate.db", TICKMATE, '--as "Mat=mat 10m"', "3 1 0 1", (), (), 1),
    File(
        "beaver.json",
        json.dumps(BEAVER).encode(),
        f"{CALM} --goals",
        "1 1 1 1",
        ("Press: goal, 3 days a week",),
        (),
        1,
    ),
    File(
        "table.json",
        table_habit("min", (0, 1, 20), (1, 2, 0), (2, 0, 0)),
        "--as Mat=mat",
        "1 0 2 0",
        (),
        ("11-18T12:00 mat 1200",),
    ),
    File("table2.json", table_habit("times", (0, 1, 1)), '--as "Mat=mat 9m"', "1 0 0 0"),
)

ANY = "--column started=Date --column minutes=Length --column name=What"
CSV_FILES = (
    File(
        *text("any.csv", "Date,Length,What", f"{DAY} 21:30,20,Mat", f"{DAY},15,Yoga"),
        f"{ANY} --as Mat=mat",
        "1 1 0 0",
        (),
        ("11-18T21:30 mat 1200",),
    ),
    File(
        *text("none.csv", "Date;Length", "18.11.2026;20,5", "19.11.2026;10"),
        '--column started=Date --column minutes=Length --as "(none)=mat"',
        "2 0 0 0",
        (),
        ("11-19T12:00 mat 600", "11-18T12:00 mat 1230"),
    ),
    File(
        *text("usa.csv", "Date,Length", "11/18/2026 9:30 PM,20", "11/2/2026 9:30 PM,20"),
        '--column started=Date --column minutes=Length --as "(none)=mat"',
        "2 0 0 0",
        (),
        ("11-18T21:30 mat 1200", "11-02T21:30 mat 1200"),
    ),
    File(
        *text("said.csv", "Date,Length", "3/11/2026,20"),
        '--column started=Date --column minutes=Length --as "(none)=mat" --day-order dmy',
        "1 0 0 0",
        (),
        ("11-03T12:00 mat 1200",),
    ),
    File(
        *text("apart.csv", "Day,Clock,How long,Words", f"{DAY},21h30,1h05,good"),
        "--column day=Day --column time=Clock --column 'length=How long' --column note=Words "
        '--as "(none)=mat"',
        "1 0 0 0",
        (),
        ("11-18T21:30 mat 3900",),
    ),
    File(
        *text("rated.csv", "When,S,Mood", f"{DAY}T20:00:00Z,600,8", f"{DAY}T21:00:00Z,600,12"),
        '--column started=When --column seconds=S --column mood_after=Mood --as "(none)=mat"',
        "1 0 0 1",
        ("mood_after",),
        ("11-18T21:00 mat 600",),
        1,
    ),
    File(
        *text("ended.csv", "From,To", f"{DAY} 21:00,{DAY} 21:20", f"{DAY} 22:00,{DAY} 21:20"),
        '--column started=From --column ended=To --as "(none)=mat"',
        "1 0 0 1",
        (),
        ("11-18T21:00 mat 1200",),
        1,
    ),
    File(
        *text("same-day.csv", "Date,Length", f"{DAY},20", f"{DAY},20"),
        '--column started=Date --column minutes=Length --as "(none)=mat"',
        "2 0 0 0",
        ("2 new",),
    ),
    File(
        *text("clock.csv", "Date,Length", f"{DAY},0:20:00", f"{DAY},20:30"),
        '--column started=Date --column minutes=Length --as "(none)=mat"',
        "2 0 0 0",
        (),
        ("mat 1200", "mat 1230"),
    ),
)

FILES = (*LOOP_FILES, *LINE_FILES, *TABLE_FILES, *CSV_FILES)

ASKED = (
    (*text("food.csv", "Date,Food : out,Food : sweet", f"{DAY},1,0"), "", "--from"),
    (*text("any.csv", "Date,Length", f"{DAY},20"), "--from csv", "name its columns, as --column"),
    (
        *text("wrong.csv", "Date,Length", f"{DAY},20"),
        "--column started=Dat --column minutes=Length",
        "did you mean “Date”?",
    ),
    (
        *text("order.csv", "Date,Length", "3/4/2026,20"),
        "--column started=Date --column minutes=Length",
        "--day-order",
    ),
    (*text("words", "hello", "mood evening mat"), "", "--from"),
    (*text("object.json", '{"a": 1}'), "", "--from"),
    (*text("list.json", "[1, 2]"), "", "--from"),
)
"""Files that cannot be told, or read, without more from the person, and what is asked."""

"""CSV, iCalendar and the report: what they say, what they leave out, what they make harmless."""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from conftest import LONGER, SUNDAY, HandClock, mat_of, session_of
from given_facts import mat_sessions, nights, practices, sessions
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event
from transcript import Shell

from tracker.core.facts.nights import Night
from tracker.core.facts.record_names import practice_name
from tracker.core.facts.reminders import Reminder, rule_of
from tracker.core.facts.sessions import Kind, MatSession, Practice, Session
from tracker.core.facts.ulid import ulid
from tracker.exchange.archive import members
from tracker.exchange.calendar_file import calendar
from tracker.exchange.documents import document, table_of
from tracker.exchange.files import ExchangeError
from tracker.exchange.native import export
from tracker.exchange.report import LISTED
from tracker.exchange.tables_csv import COLUMNS, MAT_SESSIONS, defused, fused, tables, zipped
from tracker.exchange.tables_from_csv import read

BERLIN = ZoneInfo("Europe/Berlin")
NAMES: dict[str, str] = {}
NIGHT = Night(id=ulid(SUNDAY), made=SUNDAY, zone=None, day=SUNDAY.date(), rating=6)


def _everything(*facts: Practice | Night) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {"sessions": [], "mat_sessions": [], "nights": []}
    for one in facts:
        record = {**document(one), "_id": one.id, "_m": 1_700_000_000_000}
        found[table_of(type(one))].append(record)
    return found


@settings(max_examples=60 * LONGER, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(practices | nights(), max_size=5, unique_by=lambda one: one.id))
def test_what_goes_out_as_csv_comes_in_as_it_was(facts: list[Practice | Night]) -> None:
    everything = _everything(*facts)
    found = read(zipped(tables(everything)), "a.zip")
    assert found.refused == ()
    came = {
        table: {entry.id: entry.document for entry in found.entries if entry.table == table}
        for table in everything
    }
    assert came == {
        table: {
            record["_id"]: {key: record[key] for key in record if key not in {"_id", "_m"}}
            for record in records
        }
        for table, records in everything.items()
    }


@given(st.text(max_size=30))
def test_a_cell_no_spreadsheet_runs_gives_its_text_back(text: str) -> None:
    cell = defused(text)
    assert fused(cell) == text
    assert not cell.startswith(tuple("=+-@\t\r"))


def test_a_text_that_a_spreadsheet_would_convert_stays_text() -> None:
    for text in (
        "0012",
        "1,5",
        "2026-11-18",
        "18.11.",
        "3 nov",
        "Nov 2026",
        "9:30 pm",
        "1e5",
        "True",
    ):
        assert defused(text) == f"'{text}", text
    for text in ("calm", "2 rounds, slept well", "PC6", "'twas", "3 nov was hard, 18 nov not"):
        assert defused(text) == text, text
    assert defused("2026-11-18", written=False) == "2026-11-18"


@pytest.mark.parametrize(
    "note", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "'=1", "'", "''", "＝1+1", 'a","=1']
)
def test_a_formula_in_a_note_is_text(note: str) -> None:
    from dataclasses import replace

    text = tables(_everything(replace(mat_of(), note=note)))[MAT_SESSIONS]
    for row in csv.reader(io.StringIO(text)):
        assert not any(cell.startswith(tuple("=+-@\t\r＝")) for cell in row)


def test_a_table_has_the_columns_it_says() -> None:
    for name, text in tables(_everything(session_of(), mat_of(), NIGHT)).items():
        rows = list(csv.reader(io.StringIO(text)))
        assert tuple(rows[0]) == COLUMNS[name]
        assert len(rows) == 2


@pytest.mark.parametrize(("delimiter", "start"), [(";", ""), ("\t", ""), (",", "\ufeff")])
def test_other_delimiters_and_a_byte_order_mark_are_read(delimiter: str, start: str) -> None:
    text = tables(_everything(mat_of()))[MAT_SESSIONS]
    rows = csv.reader(io.StringIO(text))
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    found = read((start + out.getvalue()).encode(), "mat.csv")
    assert (len(found.entries), found.refused) == (1, ())


def test_a_row_without_an_id_is_new_and_the_same_one_each_time() -> None:
    text = "started,seconds,position,note\n2026-11-20T21:00:00+01:00,1200,back,by hand\n"
    first, second = read(text.encode(), "mat.csv"), read(text.encode(), "mat.csv")
    assert first == second
    (entry,) = first.entries
    assert (entry.document["lain"], entry.document["source"]) == (1200.0, "import")
    assert entry.document["day"] == "2026-11-20"


def test_nights_by_hand_are_read_from_a_file_of_their_own() -> None:
    text = "day,rating\n2026-11-20,6\n2026-11-21,11\nfriday,6\n"
    found = read(text.encode(), "sleep.csv")
    assert found == read(text.encode(), "sleep.csv")
    (entry,) = found.entries
    assert entry.table == "nights"
    assert (entry.document["day"], entry.document["rating"]) == ("2026-11-20", 6)
    first, second = found.refused
    assert first.startswith("sleep.csv: nights.csv line 3: ")
    assert "11 is out of range; 0 to 10" in first
    assert second.startswith("sleep.csv: nights.csv line 4: ")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the column started is missing"),
        ("a,b\n1,2\n", "“a” is not a column of tsubo; choose id, started"),
        ("note\nx\n", "the column started is missing"),
        ("started,started\n", "two columns have the same name"),
        ("started,note\n" + "x" * 200_000 + ",y\n", "field larger than field limit"),
    ],
)
def test_a_csv_that_is_none_of_ours_is_refused(text: str, said: str) -> None:
    with pytest.raises(ExchangeError, match=said):
        read(text.encode(), "mat.csv")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("2026-11-20T21:00:00+01:00,long", "seconds: “long” is not a number"),
        ("2026-11-20T21:00:00+01:00,nan", "length: nan s is too long; up to 6 h"),
        ("2026-11-20T21:00:00+01:00,1e999", "length: inf s is too long; up to 6 h"),
        ("2026-11-20T21:00:00+01:00", "1 cell is too few; exactly 2"),
        ("2026-11-20 21:00,60", "started"),
        ("yesterday,60", "started"),
    ],
)
def test_a_wrong_row_is_named_by_its_line_and_the_others_are_taken(row: str, said: str) -> None:
    good = "2026-11-21T21:00:00+01:00,60"
    found = read(f"started,seconds\n{row}\n{good}\n".encode(), "mat.csv")
    assert len(found.entries) == 1
    assert found.refused[0].startswith("mat.csv: mat_sessions.csv line 2: ")
    assert said in found.refused[0]


def test_a_zip_that_would_burst_is_not_read() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"{number}.csv", b"0" * (40 << 20))
    assert len(out.getvalue()) < 1 << 20
    with pytest.raises(ExchangeError, match="its files are too large; up to 64 MB"):
        members(out.getvalue(), "a.zip")


@settings(max_examples=100 * LONGER, deadline=None)
@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_are_rows_or_refused(blob: bytes, packed: bool) -> None:
    body = zipped({"sessions.csv": "", "holds.csv": ""}) + blob if packed else blob
    try:
        found = read(body, "a")
    except ExchangeError:
        return
    assert found.entries == ()


@settings(max_examples=100 * LONGER, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sessions() | mat_sessions(), st.data())
def test_a_zip_with_one_byte_changed_is_read_or_refused(one: Practice, data: st.DataObject) -> None:
    body = bytearray(zipped(tables(_everything(one))))
    at = data.draw(st.integers(0, len(body) - 1))
    body[at] ^= data.draw(st.integers(1, 255))
    try:
        read(bytes(body), "a.zip")
    except ExchangeError:
        return


def _reminder(words: str) -> Reminder:
    made = datetime(2026, 11, 1, tzinfo=UTC)
    return Reminder(
        id=ulid(made, 7), made=made, kind=Kind.MAT, since=SUNDAY.date(), rule=rule_of(words)
    )


def _made(one: Practice | Reminder) -> int:
    return int(one.made.timestamp() * 1000)


def _calendar(facts: Iterable[Practice], comes: Sequence[Reminder] = (), **more: Any) -> bytes:
    given: dict[str, Any] = {
        "zone_name": "Europe/Berlin",
        "routine_name": NAMES.get,
        "version": _made,
        **more,
    }
    return calendar(facts, comes, BERLIN, **given)


def test_a_calendar_holds_what_was_done_and_what_comes_again() -> None:
    found = _calendar([session_of(), mat_of()], [_reminder("mon wed 7:30")])
    walked = Calendar.from_ical(found).walk("VEVENT")
    events = [event for event in walked if isinstance(event, Event)]
    assert len(events) == 3
    lengths = sorted(event.duration.total_seconds() for event in events)
    assert lengths == [120, 900, 1200]
    (again,) = [event for event in events if "RRULE" in event]
    assert again["RRULE"] == {"FREQ": ["WEEKLY"], "BYDAY": ["MO", "WE"]}
    assert again.decoded("DTSTART") == datetime(2026, 11, 23, 7, 30, tzinfo=BERLIN)
    assert b"BEGIN:VTIMEZONE" in found


def test_a_calendar_keeps_moods_and_notes_to_itself() -> None:
    from dataclasses import replace

    secret = replace(mat_of(), note="secret", mood_before=2, mood_after=3)
    found = _calendar([secret]).decode()
    assert "secret" not in found
    assert "mood" not in found


def _by_the_library(facts: list[Practice], names: dict[str, str]) -> list[bytes]:
    """Each event as the library writes it, in the order of the ids."""
    found = []
    for one in sorted(facts, key=lambda fact: fact.id):
        event = Event()
        begun = one.started.astimezone(UTC).replace(microsecond=0)
        event.add("uid", f"{one.id}@tsubo")
        event.add("dtstamp", one.made.astimezone(UTC).replace(microsecond=0))
        event.add("last-modified", one.made.astimezone(UTC).replace(microsecond=0))
        event.add("sequence", 0)
        event.add("dtstart", begun)
        event.add("dtend", begun + timedelta(seconds=max(1, round(one.seconds))))
        event.add("summary", f"Acupressure: {practice_name(one, names.get)}")
        event.add("categories", [one.kind.value])
        event.add("transp", "TRANSPARENT")
        found.append(bytes(event.to_ical()))
    return found


@settings(max_examples=60 * LONGER, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(practices, max_size=6, unique_by=lambda one: one.id),
    st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=120),
    st.booleans(),
)
def test_an_event_is_written_as_the_library_writes_it(
    facts: list[Practice], name: str, reminded: bool
) -> None:
    names = {one.routine: name for one in facts if isinstance(one, Session) and one.routine}
    comes = [_reminder("daily 21:00")] if reminded else []
    found = _calendar(iter(facts), comes, routine_name=names.get)
    events = re.findall(rb"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", found, re.DOTALL)
    assert events[: len(facts)] == _by_the_library(facts, names)
    assert len(events) == len(facts) + reminded
    alone = _calendar([], comes)
    assert found.replace(b"".join(events[: len(facts)]), b"") == alone
    assert len(Calendar.from_ical(found).walk("VEVENT")) == len(events)


class Page(HTMLParser):
    """The tags of a page, what they carry, and the words between."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.words = ""
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def _report(shell: Shell, *words: str) -> str:
    out, _, code = shell.run(f"tsubo export --format html {' '.join(words)}")
    assert code == 0
    return out


def _practised(shell: Shell) -> None:
    for days in range(8):
        shell.run(f'tsubo log points calm --at "{days} days ago" --mood 4:{5 + days % 3}')
    shell.run('tsubo log mat 20m back --note "<script>alert(1)</script> &amp; =1"')


def test_a_report_is_one_file_that_fetches_and_runs_nothing(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    _practised(shell)
    page = Page(_report(shell, "--notes"))
    assert page.open == []
    assert not {"script", "link", "img", "iframe", "object"} & set(page.tags)
    assert not {"src", "onclick", "onload", "style"} & page.attributes
    fetched = re.findall(r'href="([^"]*)"', _report(shell, "--notes"))
    assert all(each.startswith("data:image/png;base64,") for each in fetched)
    assert "<script>alert(1)</script> &amp; =1" in page.words
    assert not re.search(r"https?:|url\(|@import", _report(shell, "--notes"))


def test_a_report_says_the_standing_line_the_numbers_and_that_they_show_no_cause(
    tmp_path: Path,
) -> None:
    shell = Shell(tmp_path)
    _practised(shell)
    words = " ".join(Page(_report(shell)).words.split())
    assert "General information, not medical advice." in words
    assert "They show no cause" in words
    assert "on average over 8, spread 0.8" in words
    assert "8 days" in words
    assert "PC6 Nèiguān Inner Pass" in words
    assert "tension, 0 none to 10 worst: 0" in words


def test_a_report_draws_mood_over_time_before_and_after_and_the_change(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    _practised(shell)
    found = _report(shell)
    assert found.count('class="curve"') == 1, "tension was never rated"
    assert (found.count('<circle class="before"'), found.count('<polyline class="after"')) == (8, 1)
    words = " ".join(Page(found).words.split())
    assert "Mood over time, 0 worst to 10 best" in words
    assert "week fromratingsbeforeafterchange" in words
    assert found.count('<polygon class="band"') == 1
    shell.run("tsubo config set streaks hidden")
    hidden = _report(shell)
    assert "<polyline" not in hidden
    assert hidden.count("<circle") == found.count("<circle")


def test_a_report_of_many_weeks_lists_the_ratings_by_months(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    for weeks in range(22):
        shell.run(f'tsubo log mat 20m --at "{weeks} weeks ago" --mood 5:5')
    words = " ".join(Page(_report(shell, '--since "6 months ago"')).words.split())
    assert "monthratingsbeforeafterchange" in words
    assert "Jul 202645.05.00.0" in words


def test_a_report_shows_weekly_checks_only_when_it_is_asked_to(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    shell.run("tsubo config set checks on")
    assert shell.run("tsubo check phq2 --answers 1,2")[2] == 0
    assert "PHQ-2" not in _report(shell)
    words = Page(_report(shell, "--checks")).words
    assert "PHQ-23 of 6" in words
    assert "A check, not a diagnosis." in words
    _, err, code = shell.run("tsubo export a.json --checks")
    assert (code, "--checks goes with --format html" in err) == (2, True)


def test_a_report_shows_notes_only_when_it_is_asked_to(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    _practised(shell)
    assert "alert" not in _report(shell)
    assert "alert" in _report(shell, "--notes")


def test_a_scale_answered_once_is_said_once_in_a_report(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    shell.run("tsubo log mat 20m --tension 7:")
    key = json.loads(shell.run("tsubo history --json")[0])["records"][0]["id"]
    shell.run(f"tsubo edit {key} --discomfort 5:")
    words = Page(_report(shell)).words
    assert "tension 7 before, discomfort 5 before" in words
    assert "None" not in words


def test_a_report_of_nothing_is_a_report(tmp_path: Path) -> None:
    words = Page(_report(Shell(tmp_path))).words
    assert "They show no cause" in words


def test_a_report_of_years_has_a_calendar_of_each(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    _practised(shell)
    page = Page(_report(shell, "--since 2024-12-30"))
    for year in (2024, 2025, 2026):
        assert f"Points, {year}" in page.words
        assert f"Mat, {year}" in page.words
    assert page.tags.count("section") == 2
    assert "Points, 20" not in Page(_report(shell)).words


def test_more_sessions_than_anybody_reads_are_counted_and_not_listed(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    at = datetime(2026, 11, 22, 6, tzinfo=BERLIN)
    facts = [mat_of(at=at - timedelta(minutes=number)) for number in range(LISTED + 1)]
    (tmp_path / "in.json").write_text(export(_everything(*facts)), encoding="utf-8")
    assert shell.run("tsubo import in.json")[2] == 0
    words = Page(_report(shell)).words
    assert f"{LISTED + 1} sessions; up to {LISTED} are listed." in words
    assert shell.run(f"tsubo remove {facts[0].id} --yes")[2] == 0
    assert "up to" not in Page(_report(shell)).words


def test_a_report_claims_nothing(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    _practised(shell)
    claims = r"\b(proven|cures?|heals?|guaranteed|boosts?|detox|endorphins|unblocks?)\b"
    assert re.findall(claims, Page(_report(shell)).words, re.IGNORECASE) == []


@settings(max_examples=10 * LONGER, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(practices, max_size=6, unique_by=lambda one: one.id))
def test_whatever_was_recorded_the_report_is_whole(facts: list[Practice]) -> None:
    from tracker.cli.context import Clocks, CommandContext
    from tracker.exchange.report import html
    from tracker.practice.files.report import report_of

    with tempfile.TemporaryDirectory() as folder:
        clock = HandClock(start=datetime(2099, 1, 2, 12, tzinfo=BERLIN))
        clocks = Clocks(wall=lambda: clock.now().timestamp(), monotonic=clock.monotonic)
        context = CommandContext(Path(folder) / "home", clocks)
        for one in facts:
            assert isinstance(one, Session | MatSession)
            context.journal.record(one)
        page = Page(html(report_of(context, "2098-01-01", None, lambda _point: "", notes=True)))
        assert page.open == []

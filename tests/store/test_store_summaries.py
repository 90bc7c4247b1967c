"""Day summaries, and looking at records by their days."""

from __future__ import annotations

import json
import shutil
from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_writers import MARCH, NEW_YEARS_EVE, Ticking, kept, mat, new, session

from tracker.core.days.practice_days import DaySummaries, DaySummary, Stamp
from tracker.core.facts.sessions import Kind
from tracker.journal.changes import RecordChange, apply
from tracker.journal.journal import Journal
from tracker.store import Store
from tracker.store.summaries import packed, unpacked
from tracker.store.tables import OnDays

FIRST = date(2026, 3, 1)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def store(home: Path) -> Store:
    return Store(home, Ticking())


def journal(home: Path) -> Path:
    (path,) = home.glob("devices/*/2026.jsonl")
    return path


def drop_steps(home: Path) -> None:
    """Without them nothing is set right: no evidence says what a line was."""
    for steps in home.glob("devices/*/steps"):
        shutil.rmtree(steps)


def on(store: Store, table: str, first: date, last: date | None = None) -> list[dict[str, Any]]:
    """The documents of these days, oldest first."""
    found = store.table(table).search(OnDays(first, last or first))
    return sorted(found, key=lambda document: datetime.fromisoformat(document["started"]))


def test_a_day_in_sum_holds_its_records_their_first_and_last_and_mood(store: Store) -> None:
    evening = MARCH + timedelta(hours=12)
    apply(
        store,
        [
            new("sessions", evening, session(evening, mood_before=None)),
            new("sessions", MARCH, session(holds=[{"held": 30.0}, {"held": 15}], mood_after=3)),
            new("mat_sessions", MARCH, mat()),
        ],
        None,
    )
    assert store.summaries(Kind.POINTS) == [
        DaySummary(
            day=FIRST,
            kind=Kind.POINTS,
            seconds=(60.0, 45.0),
            first=Stamp(MARCH, "Europe/Berlin"),
            last=Stamp(evening, "Europe/Berlin"),
            mood_change=-1.0,
            mood_count=1,
        )
    ]
    (lain,) = store.summaries(Kind.MAT)
    assert (lain.seconds, lain.first, lain.mood_count) == ((1200.0,), Stamp(MARCH, None), 0)


def test_a_day_that_lies_in_two_year_files_is_one_day(store: Store) -> None:
    morning = NEW_YEARS_EVE + timedelta(hours=8)
    new_year = date(2026, 1, 1)
    apply(
        store,
        [
            new("sessions", NEW_YEARS_EVE, session(NEW_YEARS_EVE, "2026-01-01")),
            new("sessions", morning, session(morning, "2026-01-01")),
        ],
        None,
    )
    (day,) = store.summaries(Kind.POINTS)
    assert (day.day, day.seconds, day.mood_count) == (new_year, (60.0, 60.0), 2)
    assert (day.first.moment, day.last.moment) == (NEW_YEARS_EVE, morning)
    begun = [found["started"] for found in on(store, "sessions", new_year)]
    assert begun == [NEW_YEARS_EVE.isoformat(), morning.isoformat()]


def test_every_change_of_any_process_is_in_the_next_totals(store: Store, home: Path) -> None:
    other = Store(home, Ticking())
    change = new("sessions", MARCH, session())
    key: Any = change.id
    apply(store, [change], None)
    for seconds in (90.0, 30.0):
        other.poll()
        for looking in (store, other, Store(home, Ticking())):
            assert [day.day for day in looking.summaries(Kind.POINTS)] == [FIRST]
        other.table("sessions").update({"holds": [{"held": seconds}]}, doc_ids=[key])
        assert store.poll()
        for looking in (store, other, Store(home, Ticking())):
            assert looking.summaries(Kind.POINTS)[0].seconds == (seconds,)
    store.table("sessions").remove(doc_ids=[key])
    assert other.poll()
    assert store.summaries(Kind.POINTS) == other.summaries(Kind.POINTS) == []


def test_the_cache_spares_reading_the_years_and_is_deleted_without_loss(
    store: Store, home: Path
) -> None:
    apply(store, [new("sessions", MARCH, session()), new("mat_sessions", MARCH, mat())], None)
    wanted = store.summaries(Kind.POINTS), store.summaries(Kind.MAT)
    looking = Store(home, Ticking())
    assert (looking.summaries(Kind.POINTS), looking.summaries(Kind.MAT)) == wanted
    assert looking.journals.in_memory == []
    for cached in (home / "cache").iterdir():
        cached.unlink()
    (home / "cache").rmdir()
    assert Store(home, Ticking()).summaries(Kind.POINTS) == wanted[0]


def test_a_cache_altered_in_any_byte_is_made_anew(store: Store, home: Path) -> None:
    apply(store, [new("sessions", MARCH, session())], None)
    wanted = store.summaries(Kind.POINTS)
    path = home / "cache" / "2026.summary"
    whole = path.read_bytes()
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x11]) + whole[at + 1 :])
        assert Store(home, Ticking()).summaries(Kind.POINTS) == wanted, at
    for raw in (b"", b"null", b"00000000\n", whole[:50]):
        path.write_bytes(raw)
        assert Store(home, Ticking()).summaries(Kind.POINTS) == wanted
    assert path.read_bytes() == whole


def test_a_cache_that_cannot_be_written_is_done_without(store: Store, home: Path) -> None:
    (home / "cache").write_bytes(b"in the way")
    apply(store, [new("sessions", MARCH, session())], None)
    assert len(store.summaries(Kind.POINTS)) == 1
    assert len(Store(home, Ticking()).summaries(Kind.POINTS)) == 1


def test_a_file_edited_by_hand_to_the_same_size_is_summed_anew(store: Store, home: Path) -> None:
    apply(store, [new("mat_sessions", MARCH, mat()), new("mat_sessions", MARCH, mat())], None)
    assert store.summaries(Kind.MAT)[0].seconds == (1200.0, 1200.0)
    path = journal(home)
    path.write_bytes(path.read_bytes().replace(b"1200.0", b"1300.0", 1))
    drop_steps(home)
    assert store.poll()
    for looking in (store, Store(home, Ticking())):
        assert sorted(looking.summaries(Kind.MAT)[0].seconds) == [1200.0, 1300.0]
        assert "altered outside tsubo" in looking.problems()[0]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("day", "yesterday", "day: “yesterday” is not a date"),
        ("day", 7, "day: 7 is not a date"),
        ("started", "2026-03-01T08:00:00", "is not a moment with its UTC offset"),
        ("started", None, "started: a moment with its UTC offset is missing"),
        ("zone", 3, "zone: 3 is not a name"),
        ("holds", [{"held": "60"}], "held: ['60'] is not a list of seconds"),
        ("holds", [{}], "held is missing"),
        ("holds", 5, "left out"),
        ("holds", ["x"], "left out"),
        ("holds", [{"held": True}], "held: [True] is not"),
        ("mood_before", "4", "mood_before: “4” is not a whole number from 0 to 10"),
        ("mood_after", 11, "mood_after: 11 is not"),
    ],
)
def test_a_record_with_a_wrong_field_is_left_out_and_named(
    store: Store, home: Path, field: str, value: Any, said: str
) -> None:
    wrong = new("sessions", MARCH, session(**{field: value}))
    apply(store, [wrong, new("sessions", MARCH, session())], None)
    for looking in (store, Store(home, Ticking())):
        assert [day.seconds for day in looking.summaries(Kind.POINTS)] == [(60.0,)]
        (problem,) = looking.problems()
        assert problem.startswith(f"2026: sessions {wrong.id} is left out: ")
        assert said in problem
        assert len(kept(looking, "sessions")) == 2


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1" + "0" * 400, "-0.5"])
@pytest.mark.parametrize("before", ["", '{"held":60.0},'])
def test_a_number_that_is_no_length_is_left_out_and_named(
    store: Store, home: Path, number: str, before: str
) -> None:
    practised = session(holds=[{"held": 123.0}])
    apply(store, [new("sessions", MARCH, practised), new("mat_sessions", MARCH, mat())], None)
    path = journal(home)
    text = path.read_text().replace('"lain":1200.0', f'"lain":{number}')
    path.write_text(text.replace('{"held":123.0}', f'{before}{{"held":{number}}}'))
    drop_steps(home)
    looking = Store(home, Ticking())
    assert looking.summaries(Kind.POINTS) == looking.summaries(Kind.MAT) == []
    said = " ".join(looking.problems())
    assert "is left out: held: [" in said
    assert "is left out: lain: [" in said
    assert "is not a list of seconds, each up to 6 h" in said


def test_what_lies_between_two_days_comes_oldest_first(store: Store) -> None:
    moments = [datetime(2024, 12, 30, 12, tzinfo=UTC) + timedelta(days=at) for at in range(5)]
    apply(store, [new("sessions", moment, session(moment)) for moment in reversed(moments)], None)
    found = on(store, "sessions", date(2024, 12, 31), date(2025, 1, 2))
    assert [one["day"] for one in found] == ["2024-12-31", "2025-01-01", "2025-01-02"]
    assert on(store, "sessions", date(2020, 1, 1), date(2020, 2, 1)) == []
    assert on(store, "mat_sessions", date(2024, 12, 31)) == []


def test_only_the_years_that_hold_the_day_are_read_and_few_are_kept(
    store: Store, home: Path
) -> None:
    moments = [datetime(year, 6, 1, tzinfo=UTC) for year in range(2016, 2027)]
    for moment in moments:
        apply(store, [new("sessions", moment, session(moment))], None)
    store.summaries(Kind.POINTS)
    looking = Store(home, Ticking())
    assert len(on(looking, "sessions", date(2019, 6, 1))) == 1
    assert looking.journals.in_memory == ["2019"]
    records = Journal(looking, lambda: MARCH)
    newest = records.newest(Kind.POINTS)
    assert next(newest).day == moments[-1].date()
    assert looking.journals.in_memory == ["2019", "2026"]
    assert [each.day for each in newest] == [each.date() for each in reversed(moments[:-1])]
    assert len(looking.journals.in_memory) <= 4


def test_no_second_year_is_kept_beside_a_large_one(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.store.folder.RECORDS_IN_MEMORY", 2)
    for year, count in ((2024, 2), (2025, 3), (2026, 1)):
        moment = datetime(year, 6, 1, tzinfo=UTC)
        some = [new("sessions", moment, session(moment)) for _ in range(count)]
        apply(store, some, None)
    store.summaries(Kind.POINTS)
    looking = Store(home, Ticking())
    kept = {"2024": ["2024"], "2025": ["2024", "2025"], "2026": ["2026"]}
    for stem, stems in kept.items():
        assert on(looking, "sessions", date(int(stem), 6, 1))
        assert looking.journals.in_memory == stems


def test_history_is_by_when_a_record_began_whatever_file_it_is_in(store: Store) -> None:
    east = timezone(timedelta(hours=12))
    eve = new("sessions", NEW_YEARS_EVE, session(NEW_YEARS_EVE, "2025-12-31", note="moved"))
    others = [
        new("sessions", moment, session(moment, note=note))
        for moment, note in (
            (MARCH, "march"),
            (datetime(2025, 11, 1, tzinfo=UTC), "november"),
            (datetime(2026, 3, 1, 12, tzinfo=east), "east"),
        )
    ]
    apply(store, [eve, *others], None)
    later = MARCH + timedelta(days=9)
    moved = {**session(later, note="moved")}
    apply(store, [RecordChange("sessions", eve.id, eve.after, moved)], None)
    newest = Journal(store, lambda: MARCH).newest(Kind.POINTS)
    assert [found.note for found in newest] == ["moved", "march", "east", "november"]
    assert [found["note"] for found in on(store, "sessions", later.date())] == ["moved"]


MOMENTS = st.datetimes(
    datetime(1990, 1, 1),
    datetime(2100, 1, 1),
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=-3, minutes=-30))]),
)
STAMPS = st.builds(Stamp, MOMENTS, st.sampled_from([None, "Europe/Berlin", "Asia/Tokyo"]))
DAYS = st.builds(
    DaySummary,
    day=st.dates(),
    kind=st.just(Kind.MAT),
    seconds=st.lists(st.floats(0, 1e5), min_size=1, max_size=3).map(tuple),
    first=STAMPS,
    last=STAMPS,
    mood_change=st.integers(-10, 10).map(float),
    mood_count=st.integers(0, 5),
)


@settings(deadline=None, max_examples=60)
@given(st.lists(DAYS, max_size=6))
def test_days_come_out_of_their_bytes_as_they_went_in(days: list[DaySummary]) -> None:
    summaries = DaySummaries.of(Kind.MAT, days)
    said, raw = packed(summaries)
    found, left = unpacked(Kind.MAT, json.loads(json.dumps(said)), memoryview(raw + b"more"))
    assert found == summaries
    assert bytes(left) == b"more"
    with pytest.raises(ValueError, match="found") if raw else nullcontext():
        unpacked(Kind.MAT, said, memoryview(raw[:-1]))

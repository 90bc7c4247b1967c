"""Backups, compaction, and other copies of the same records."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_writers import MARCH, Ticking, new, over_two_years, session

from tracker.store import RecordChange, Store, StoreError
from tracker.store.backup import kept
from tracker.store.compaction import compact
from tracker.store.line import compose
from tracker.store.storage import JournalStorage

DAY = date(2026, 3, 2)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def store(home: Path) -> Store:
    store = Store(home, Ticking())
    store.apply(over_two_years(), {"what": "three records"})
    return store


def records(store: Store) -> list[Any]:
    tables = [list(store.newest(table)) for table in ("sessions", "mat_sessions")]
    return [*tables, sorted(store.table("goals").all(), key=repr)]


def test_a_backup_is_a_dated_copy_of_what_changed_once_a_day(store: Store, home: Path) -> None:
    assert store.backup(DAY) == [f"{name}-2026-03-02.jsonl" for name in ("base", "2025", "2026")]
    for name in ("base", "2025", "2026"):
        copy = home / "backups" / f"{name}-2026-03-02.jsonl"
        assert copy.read_bytes() == (home / f"{name}.jsonl").read_bytes()
    store.apply([new("sessions", MARCH, session(note="later"))], None)
    assert store.backup(DAY) == []
    assert store.backup(DAY, again=True) == ["2026-2026-03-02.jsonl"]
    store.apply([new("sessions", MARCH, session(note="next day"))], None)
    assert store.backup(DAY + timedelta(days=1)) == ["2026-2026-03-03.jsonl"]
    assert {file.name: file.last_backup for file in store.doctor().files} == {
        "base.jsonl": DAY,
        "steps.jsonl": None,
        "2025.jsonl": DAY,
        "2026.jsonl": DAY + timedelta(days=1),
    }


def test_a_backup_reads_no_journal_that_was_not_written_since(home: Path, store: Store) -> None:
    store.backup(DAY)
    store.apply([new("sessions", MARCH, session(note="later"))], None)
    again = Store(home, Ticking())
    assert again.backup(DAY + timedelta(days=1)) == ["2026-2026-03-03.jsonl"]
    assert again.journals.in_memory == ["2026.jsonl"]


@settings(deadline=None, max_examples=60)
@given(st.sets(st.dates(date(2020, 1, 1), date(2026, 12, 31)), max_size=80))
def test_of_the_backups_seven_days_five_weeks_and_twelve_months_stay(days: set[date]) -> None:
    stay = kept(days)
    assert stay <= days
    assert stay >= set(sorted(days)[-7:])
    assert len({day.isocalendar()[:2] for day in stay}) >= min(
        5, len({day.isocalendar()[:2] for day in days})
    )
    assert len({(day.year, day.month) for day in stay}) >= min(
        12, len({(day.year, day.month) for day in days})
    )
    assert len(stay) <= 7 + 5 + 12


def test_a_year_of_daily_backups_keeps_few_and_a_past_year_its_last(
    store: Store, home: Path
) -> None:
    for number in range(60):
        store.apply([new("sessions", MARCH, session(note=str(number)))], None)
        store.backup(DAY + timedelta(days=number))
    names = [path.name for path in (home / "backups").iterdir()]
    assert "2025-2026-03-02.jsonl" in names
    assert 7 <= len([name for name in names if name.startswith("2026-")]) <= 13
    assert (home / "backups" / "2026-2026-04-30.jsonl").read_bytes() == (
        home / "2026.jsonl"
    ).read_bytes()


def test_a_backup_that_reads_back_otherwise_is_not_kept(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.read_bytes

    def read_bytes(path: Path) -> bytes:
        return real(path)[:-1] if path.parent.name == "backups" else real(path)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", read_bytes)
        with pytest.raises(StoreError, match="does not read back as it was written"):
            store.backup(DAY)
    assert list((home / "backups").glob("*.jsonl")) == []
    assert len(store.backup(DAY)) == 3


def test_compaction_drops_what_is_superseded_and_keeps_removals(store: Store, home: Path) -> None:
    first = new("sessions", MARCH, session())
    store.apply([first], None)
    before: dict[str, Any] = session()
    for number in range(20):
        after = {**before, "note": str(number)}
        store.apply([RecordChange("sessions", first.id, before, after)], None)
        before = after
    gone = new("sessions", MARCH, session())
    store.apply([gone], None)
    store.apply([RecordChange("sessions", gone.id, gone.after, None)], None)
    wanted, old = records(store), (home / "2026.jsonl").read_bytes()
    journal = JournalStorage(home / "2026.jsonl", Ticking())
    compact(journal)
    assert (home / "2026.jsonl").read_bytes().count(b"\n") == 3
    assert records(store) == records(Store(home, Ticking())) == wanted
    compacted = (home / "2026.jsonl").read_bytes()
    (home / conflict("2026")).write_bytes(old)
    assert store.poll()
    assert (home / "2026.jsonl").read_bytes() == compacted
    assert records(store) == wanted
    assert store.problems() == []


def test_a_journal_of_which_most_is_superseded_is_made_smaller_before_its_backup(
    store: Store, home: Path
) -> None:
    lines = [compose("checks", "c", {"n": number}, number, 1) for number in range(1500)]
    with (home / "base.jsonl").open("ab") as file:
        file.write(b"".join(lines))
    store.backup(DAY)
    assert (home / "base.jsonl").read_bytes().count(b"\n") == 2
    assert store.get("checks", "c") == {"n": 1499, "_id": "c"}


def conflict(name: str) -> str:
    """The name that Syncthing gives the other copy of a journal that two machines wrote."""
    return f"{name}.sync-conflict-20260302-101010-ABCDEFG.jsonl"


def lines_of(path: Path) -> list[bytes]:
    journal = JournalStorage(path, Ticking())
    compact(journal)
    return path.read_bytes().splitlines()


WRITES = st.lists(
    st.tuples(st.sampled_from("abc"), st.integers(1, 4), st.none() | st.integers(0, 3)), max_size=8
)


@settings(max_examples=40, deadline=None)
@given(one=WRITES, other=WRITES)
def test_joining_copies_is_a_union_alike_on_every_machine(
    tmp_path_factory: pytest.TempPathFactory,
    one: list[tuple[str, int, int | None]],
    other: list[tuple[str, int, int | None]],
) -> None:
    folder = tmp_path_factory.mktemp("copies")
    raw = [
        b"".join(
            compose("goals", key, None if n is None else {"n": n}, m, 1) for key, m, n in writes
        )
        for writes in (one, other)
    ]
    homes = [folder / name for name in ("left", "right")]
    for home, own, theirs in zip(homes, raw, raw[::-1], strict=True):
        home.mkdir()
        (home / "base.jsonl").write_bytes(own)
        seen = []
        for _ in range(2):
            (home / conflict("base")).write_bytes(theirs)
            assert Store(home, Ticking()).problems() == []
            seen.append((home / "base.jsonl").read_bytes())
        assert seen[0] == seen[1]
    left, right = (lines_of(home / "base.jsonl") for home in homes)
    assert left == right
    (folder / "union.jsonl").write_bytes(raw[0] + raw[1])  # as git's merge=union would
    assert lines_of(folder / "union.jsonl") == left


def test_conflict_copies_of_syncthing_are_merged(store: Store, home: Path, tmp_path: Path) -> None:
    shutil.copytree(home, tmp_path / "laptop")
    laptop = Store(tmp_path / "laptop", Ticking(1_772_370_000_000))
    laptop.apply([new("sessions", MARCH, session(note="on the laptop"))], None)
    store.apply([new("sessions", MARCH, session(note="at the desk"))], None)
    assert not store.poll()
    name = conflict("2026")
    shutil.copy(tmp_path / "laptop" / "2026.jsonl", home / name)
    assert store.poll()
    notes = {found["note"] for found in store.newest("sessions")}
    assert notes == {"old year", "new year", "at the desk", "on the laptop"}
    assert not (home / name).exists()
    assert (home / f"{name}.merged").exists()
    change = RecordChange("goals", "01G", {"kind": "points", "times": 1}, {"times": 3})
    laptop.apply([change], {"what": "on the laptop"})
    shutil.copy(tmp_path / "laptop" / "base.jsonl", home / conflict("base"))
    goal = Store(home, Ticking()).get("goals", "01G")
    assert goal is not None
    assert goal["times"] == 3
    assert list(home.glob("*.sync-conflict-*.jsonl")) == []


def test_a_conflict_copy_that_cannot_be_read_is_named_and_stays(store: Store, home: Path) -> None:
    (home / conflict("2026")).mkdir()
    assert store.poll()
    assert any("cannot be read" in problem for problem in store.problems())
    assert (home / conflict("2026")).exists()
    assert len(list(store.newest("sessions"))) == 2


def test_the_doctor_reports_and_mends_modes_only_when_asked(store: Store, home: Path) -> None:
    (home / "2026.jsonl").chmod(0o644)
    home.chmod(0o755)
    (home / "intent.json").write_bytes(b'{"files":[]}')
    report = store.doctor()
    assert report.wrong_modes == ("home", "home/2026.jsonl", "home/intent.json")
    assert report.interrupted
    assert [(file.name, file.records, file.damaged) for file in report.files] == [
        ("base.jsonl", 1, 0),
        ("steps.jsonl", 1, 0),
        ("2025.jsonl", 1, 0),
        ("2026.jsonl", 1, 0),
    ]
    wanted = records(store)
    assert store.repair() == [
        f"{name}: now its owner's alone" for name in ("home", "2026.jsonl", "intent.json")
    ]
    assert store.doctor().wrong_modes == ()
    assert not store.doctor().interrupted
    assert records(Store(home, Ticking())) == wanted

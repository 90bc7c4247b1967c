"""Backups, compaction, and other copies of the same records."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_writers import MARCH, Ticking, kept, new, over_two_years, session

from tracker.disk import Disk
from tracker.journal.changes import RecordChange, apply
from tracker.store import Store, StoreError, doctor
from tracker.store.backup import as_of, days
from tracker.store.backup import kept as days_kept
from tracker.store.content import Content
from tracker.store.line import compose

DAY = date(2026, 3, 2)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def store(home: Path) -> Store:
    store = Store(home, Ticking())
    apply(store, over_two_years(), {"what": "three records"})
    return store


def records(store: Store) -> list[Any]:
    return [kept(store, table) for table in ("sessions", "mat_sessions", "goals")]


def journal(home: Path, name: str = "2026.jsonl") -> Path:
    """The only device's file of this name."""
    (path,) = home.glob(f"devices/*/{name}")
    return path


def stems(names: list[str]) -> list[str]:
    """The names of the backups, without the device that made them."""
    return [name.rpartition("-")[0].rpartition("-")[0] for name in names]


def copies(home: Path, stem: str) -> list[Path]:
    return sorted((home / "backups").glob(f"{stem}-*.jsonl"))


def test_a_backup_is_a_dated_copy_of_what_changed_once_a_day(store: Store, home: Path) -> None:
    assert stems(store.backup(DAY)) == [f"{name}-2026-03-02" for name in ("2025", "2026", "base")]
    for name in ("base", "2025", "2026"):
        (copy,) = copies(home, name)
        assert copy.read_bytes() == journal(home, f"{name}.jsonl").read_bytes()
    apply(store, [new("sessions", MARCH, session(note="later"))], None)
    assert store.backup(DAY) == []
    assert stems(store.backup(DAY, again=True)) == ["2026-2026-03-02"]
    assert len(copies(home, "2026")) == 1
    apply(store, [new("sessions", MARCH, session(note="next day"))], None)
    assert stems(store.backup(DAY + timedelta(days=1))) == ["2026-2026-03-03"]
    assert store.backup(DAY + timedelta(days=2)) == []
    assert {
        Path(file.name).name: file.last_backup
        for file in doctor.report(store.journals, store.evidence, DAY + timedelta(days=1)).files
    } == {
        "base.jsonl": DAY,
        "2025.jsonl": DAY,
        "2026.jsonl": DAY + timedelta(days=1),
    }


def test_a_backup_decodes_no_journal(home: Path, store: Store) -> None:
    store.backup(DAY)
    apply(store, [new("sessions", MARCH, session(note="later"))], None)
    again = Store(home, Ticking())
    assert stems(again.backup(DAY + timedelta(days=1))) == ["2026-2026-03-03"]
    assert again.journals.in_memory == []


@pytest.mark.usefixtures("store")
def test_a_backup_holds_the_lines_of_every_device_once(home: Path) -> None:
    other = home / "devices" / "other"
    other.mkdir()
    theirs = compose("sessions", new("sessions", MARCH, {}).id, session(note="theirs"), 5)
    (other / "2026.jsonl").write_bytes(journal(home).read_bytes() + theirs)
    again = Store(home, Ticking())
    again.backup(DAY)
    (copy,) = copies(home, "2026")
    lines = copy.read_bytes().splitlines()
    assert len(lines) == len(set(lines)) == 2
    assert theirs.rstrip() in lines


def test_a_clock_ahead_pushes_no_backup_out(store: Store) -> None:
    for number in range(10):
        apply(store, [new("sessions", MARCH, session(note=f"{number}"))], None)
        store.backup(date(2099, 1, 1) + timedelta(days=400 * number))
    for number in range(7):
        apply(store, [new("sessions", MARCH, session(note=f"today {number}"))], None)
        store.backup(DAY + timedelta(days=number))
    there = days(store.journals)
    assert all(DAY + timedelta(days=number) in there for number in range(7))
    assert sum(day.year > 2090 for day in there) >= 7


def test_records_are_read_as_a_backup_has_them(store: Store) -> None:
    store.backup(DAY)
    then = {(table, each["_id"]) for table in ("sessions", "goals") for each in kept(store, table)}
    apply(store, [new("sessions", MARCH, session(note="later"))], None)
    store.backup(DAY + timedelta(days=3))
    assert as_of(store.journals, DAY + timedelta(days=2)).keys() == then
    assert len(as_of(store.journals, DAY + timedelta(days=3))) == len(then) + 1
    assert as_of(store.journals, DAY - timedelta(days=1)) == {}


@settings(deadline=None, max_examples=60)
@given(st.sets(st.dates(date(2020, 1, 1), date(2026, 12, 31)), max_size=80))
def test_of_the_backups_seven_days_five_weeks_and_twelve_months_stay(days: set[date]) -> None:
    stay = days_kept(days, date(2026, 12, 31))
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
        apply(store, [new("sessions", MARCH, session(note=str(number)))], None)
        store.backup(DAY + timedelta(days=number))
    names = [path.name for path in (home / "backups").iterdir()]
    assert any(name.startswith("2025-2026-03-02") for name in names)
    assert 7 <= len([name for name in names if name.startswith("2026-")]) <= 13
    assert copies(home, "2026-2026-04-30")[0].read_bytes().count(b"\n") == 61


def test_a_backup_that_reads_back_otherwise_is_not_kept(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Disk.content

    def read(disk: Disk, path: Any) -> bytes:
        return real(disk, path)[:-1] if "/backups/" in str(path) else real(disk, path)

    with monkeypatch.context() as patch:
        patch.setattr(Disk, "content", read)
        with pytest.raises(StoreError, match="does not read back as it was written"):
            store.backup(DAY)
    assert list((home / "backups").glob("*.jsonl")) == []
    assert len(store.backup(DAY)) == 3


def test_a_repair_drops_what_is_superseded_and_keeps_removals(store: Store, home: Path) -> None:
    first = new("sessions", MARCH, session())
    apply(store, [first], None)
    before: dict[str, Any] = session()
    for number in range(20):
        after = {**before, "note": str(number)}
        apply(store, [RecordChange("sessions", first.id, before, after)], None)
        before = after
    gone = new("sessions", MARCH, session())
    apply(store, [gone], None)
    apply(store, [RecordChange("sessions", gone.id, gone.after, None)], None)
    wanted, old = records(store), journal(home).read_bytes()
    assert store.repair(DAY) == []
    assert journal(home).read_bytes().count(b"\n") == 3
    assert records(store) == records(Store(home, Ticking())) == wanted
    (home / "2026.sync-conflict-20260302-101010-ABCDEFG.jsonl").write_bytes(old)
    again = Store(home, Ticking())
    assert records(again) == wanted
    assert again.problems() == []
    assert journal(home).read_bytes().count(b"\n") == 3


WRITES = st.lists(
    st.tuples(st.sampled_from("abc"), st.integers(1, 4), st.none() | st.integers(0, 3)), max_size=8
)


def merged(folder: Path, files: list[bytes]) -> Any:
    """The records in these files, one a device."""
    for number, raw in enumerate(files):
        place = folder / "devices" / str(number)
        place.mkdir(parents=True)
        (place / "base.jsonl").write_bytes(raw)
    content = Content(folder, Disk())
    content.refresh({str(p.relative_to(folder)): p.stat() for p in folder.rglob("*.jsonl")})
    return content.tables.get("goals", {}), content.ranks


@settings(max_examples=40, deadline=None)
@given(one=WRITES, other=WRITES)
def test_merging_is_a_union_alike_on_every_machine(
    tmp_path_factory: pytest.TempPathFactory,
    one: list[tuple[str, int, int | None]],
    other: list[tuple[str, int, int | None]],
) -> None:
    folder = tmp_path_factory.mktemp("copies")
    raw = [
        b"".join(compose("goals", key, None if n is None else {"n": n}, m) for key, m, n in writes)
        for writes in (one, other)
    ]
    expected = merged(folder / "apart", raw)
    assert merged(folder / "turned", raw[::-1]) == expected
    assert merged(folder / "doubled", [raw[0] + raw[1], raw[1], raw[0]]) == expected
    assert merged(folder / "union", [raw[0] + raw[1]]) == expected  # as git's merge=union would


NAMES = [
    "2026.sync-conflict-20260302-101010-ABCDEFG.jsonl",
    "2026 (Anna's conflicted copy 2026-03-02).jsonl",
    "2026_conflict-20260302-101010.jsonl",
    "2026 2.jsonl",
    "2026.jsonl.conflict1",
    "2026.conflict1.jsonl",
    "2026.sync-conflict-20260302-101010-ABCDEFG.jsonl.merged",
    "2026.jsonl~laptop",
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("place", ["", "own/", "other/", "frozen/"])
def test_a_conflict_copy_of_any_synchroniser_is_merged_by_lines_and_removed(
    store: Store, home: Path, name: str, place: str
) -> None:
    device = journal(home).parent
    folder = {"": home, "own/": device, "frozen/": home / "frozen"}.get(place, home / "devices/o")
    folder.mkdir(exist_ok=True)
    theirs = new("sessions", MARCH, session(note="theirs"))
    lost = compose("sessions", theirs.id, theirs.after, 5)
    (folder / name).write_bytes(journal(home).read_bytes() + lost + b"{torn")
    assert store.poll()
    assert store.table("sessions").get(doc_id=theirs.id) == theirs.after
    assert not (folder / name).exists()
    assert lost in journal(home).read_bytes()
    assert b"{torn" in (device / "damaged.jsonl").read_bytes()
    assert Store(home, Ticking()).problems() == []


def test_a_conflict_copy_of_the_damaged_lines_is_merged_and_repeats_none(
    store: Store, home: Path
) -> None:
    own = journal(home).with_name("damaged.jsonl")
    own.write_bytes(b"{here\n")
    other = home / "devices" / "o"
    other.mkdir()
    copy = other / "damaged.sync-conflict-20260302-101010-ABCDEFG.jsonl"
    copy.write_bytes(b"{here\n{there\n")
    assert store.poll()
    assert not copy.exists()
    assert own.read_bytes() == b"{here\n{there\n"
    assert Store(home, Ticking()).problems() == []


def test_a_removal_outlives_a_conflict_copy_that_still_has_the_record(
    store: Store, home: Path
) -> None:
    (first, *_) = kept(store)
    old = journal(home).read_bytes() + journal(home, "2025.jsonl").read_bytes()
    store.table("sessions").remove(doc_ids=[first["_id"]])
    (home / "2026 (conflicted copy).jsonl").write_bytes(old)
    again = Store(home, Ticking())
    assert first["_id"] not in [each["_id"] for each in kept(again)]
    assert not list(home.glob("*conflicted*"))


@pytest.mark.usefixtures("store")
def test_a_file_of_something_else_is_left_and_named(home: Path) -> None:
    (home / "log.jsonl").write_bytes(b'{"mine": 1}\n')
    again = Store(home, Ticking())
    assert again.problems() == ["log.jsonl: no line of it is tsubo's; left as it is"]
    assert (home / "log.jsonl").read_bytes() == b'{"mine": 1}\n'
    assert doctor.report(again.journals, again.evidence, DAY).conflicts == ("log.jsonl",)
    apply(again, [new("sessions", MARCH, session())], {"what": "goes on"})


def test_opening_makes_every_file_its_owners_alone_and_leaves_git_alone(
    store: Store, home: Path
) -> None:
    store.backup(DAY)
    (home / ".git").mkdir()
    (home / ".git" / "config.json").touch()
    for path in [home, *home.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    again = Store(home, Ticking())
    again.poll()
    for path in [home, *home.rglob("*")]:
        if ".git" in path.parts:
            assert path.stat().st_mode & 0o077
        elif path.name not in {".lock", ".gitignore", ".gitattributes", ".stignore"}:
            assert not path.stat().st_mode & 0o077, path


def test_the_doctor_names_what_others_could_read_until_it_was_opened(
    store: Store, home: Path
) -> None:
    assert doctor.report(store.journals, store.evidence, DAY).wrong_modes == ()
    own = journal(home)
    own.chmod(0o644)
    home.chmod(0o755)
    looking = Store(home, Ticking(), read_only=True)
    wrong = ("home", f"home/{own.relative_to(home)}")
    assert doctor.report(looking.journals, looking.evidence, DAY).wrong_modes == wrong
    again = Store(home, Ticking())
    assert doctor.report(again.journals, again.evidence, DAY).wrong_modes == wrong
    again = Store(home, Ticking())
    assert doctor.report(again.journals, again.evidence, DAY).wrong_modes == ()


def test_the_doctor_counts_what_waits_to_be_put_back(store: Store, home: Path) -> None:
    journal(home).write_bytes(b"")
    looking = Store(home, Ticking(), read_only=True)
    report = doctor.report(looking.journals, looking.evidence, DAY)
    assert report.interrupted
    assert {Path(each.name).name: each.borrowed for each in report.files} == {
        "2025.jsonl": 0,
        "2026.jsonl": 1,
        "base.jsonl": 0,
    }
    again = Store(home, Ticking())
    report = doctor.report(again.journals, again.evidence, DAY)
    assert not report.interrupted
    assert not any(each.borrowed for each in report.files)
    assert records(again) == records(store)


def test_large_steps_are_verified_once(store: Store, home: Path) -> None:
    changes = [new("sessions", MARCH, session(note="x" * 900)) for _ in range(100)]
    apply(store, changes, {"what": "a large step"})
    seen = home / "cache/seen.json"
    assert not seen.exists()
    Store(home, Ticking())
    found = seen.stat()
    Store(home, Ticking())
    assert seen.stat().st_ino == found.st_ino
    own = journal(home)
    lines = own.read_bytes()
    own.write_bytes(lines[:400])
    assert len(kept(Store(home, Ticking()))) == len(kept(store))


def test_what_synchronisers_need_is_written_once_and_not_again(home: Path) -> None:
    Store(home, Ticking())
    assert b"cache/" in (home / ".gitignore").read_bytes()
    assert (home / ".stignore").read_bytes() == (home / ".gitignore").read_bytes()
    assert (home / ".gitattributes").read_bytes() == b"*.jsonl -text merge=union\n"
    (home / ".gitignore").write_bytes(b"mine\n")
    Store(home, Ticking())
    assert (home / ".gitignore").read_bytes() == b"mine\n"

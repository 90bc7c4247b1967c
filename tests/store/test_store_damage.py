"""Whatever happens to a file is named, and its neighbours are read."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from store_writers import MARCH, Ticking, new, over_two_years, session

from tracker.core.facts.sessions import Kind
from tracker.store import RecordChange, Store, StoreError
from tracker.store.storage import JournalStorage
from tracker.store.table import JournalDB

DAY = date(2026, 3, 2)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def store(home: Path) -> Store:
    store = Store(home, Ticking())
    for at in range(4):
        moment = MARCH + timedelta(hours=at)
        store.apply([new("sessions", moment, session(moment, note=f"note {at}"))], None)
    return store


def notes(store: Store) -> list[str]:
    return sorted(found["note"] for found in store.newest("sessions"))


ALL = ["note 0", "note 1", "note 2", "note 3"]


def small(path: Path) -> bytes:
    table = JournalDB(path, Ticking()).table("goals")
    for number in range(3):
        table.insert({"n": number})
    return path.read_bytes()


def read(path: Path, raw: bytes) -> tuple[set[int], list[str]]:
    path.write_bytes(raw)
    journal = JournalStorage(path, Ticking())
    journal.refresh()
    documents = [
        document for table in journal.content.tables.values() for document in table.values()
    ]
    return {found["n"] for found in documents if type(found.get("n")) is int}, journal.problems()


@pytest.mark.parametrize("by", [0x01, 0x80, 0xFF])
def test_any_byte_flipped_is_named_and_costs_at_most_its_own_line(tmp_path: Path, by: int) -> None:
    whole = small(tmp_path / "whole.jsonl")
    for at in range(len(whole)):
        raw = bytearray(whole)
        raw[at] ^= by
        line = whole[:at].count(b"\n")
        seen, problems = read(tmp_path / "flipped.jsonl", bytes(raw))
        last_newline = at == len(whole) - 1
        assert problems or last_newline, (at, seen)
        assert {0, 1, 2} - {line} <= seen | ({line + 1} if whole[at] == 10 else set()), at
        if whole[at] == 10:
            assert {0, 1, 2} <= seen, at


def test_a_file_cut_anywhere_keeps_every_line_before_and_goes_on(tmp_path: Path) -> None:
    whole = small(tmp_path / "whole.jsonl")
    for at in range(len(whole) + 1):
        path = tmp_path / "cut.jsonl"
        seen, problems = read(path, whole[:at])
        lines = whole[:at].count(b"\n") + (at < len(whole) and whole[at] == 10)
        assert seen == set(range(lines)), at
        assert bool(problems) == (whole[:at].rpartition(b"\n")[2] != b"" and whole[at] != 10), at
        JournalDB(path, Ticking()).table("goals").insert({"n": 9})
        seen, problems = read(path, path.read_bytes())
        assert seen == {*range(lines), 9}, at


def test_a_byte_left_out_anywhere_costs_at_most_its_own_line(tmp_path: Path) -> None:
    whole = small(tmp_path / "whole.jsonl")
    for at in range(len(whole) - 1):
        line = whole[:at].count(b"\n")
        seen, problems = read(tmp_path / "short.jsonl", whole[:at] + whole[at + 1 :])
        assert problems, at
        assert {0, 1, 2} - {line} <= seen, at


@pytest.mark.parametrize(
    "junk", [b"\0" * 300, b"garbage", b"\xff\xfe", b"[[[[", b"{}", b"1" * 5000]
)
def test_junk_between_lines_is_named_by_its_line(store: Store, home: Path, junk: bytes) -> None:
    path = home / "2026.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:2], junk + b"\n", *lines[2:]]))
    assert notes(store) == ALL
    assert store.problems() == ["2026.jsonl, line 3: damaged and skipped"]
    assert store.read_only_reason is None
    store.apply([new("sessions", MARCH, session(note="more"))], None)
    assert notes(store) == ["more", *ALL]


def test_a_damaged_line_is_filled_in_from_the_backup_and_mended_when_asked(
    store: Store, home: Path
) -> None:
    store.backup(DAY)
    path = home / "2026.jsonl"
    raw = path.read_bytes().replace(b'"note":"note 1"', b'"note":"no\0 1"')
    path.write_bytes(raw)
    looking = Store(home, Ticking())
    assert notes(looking) == ALL
    assert looking.problems() == [
        "2026.jsonl, line 2: damaged and skipped",
        "2026.jsonl: 1 record read from its backup",
    ]
    assert looking.backup(DAY + timedelta(days=1)) == []
    assert path.read_bytes() == raw
    assert looking.repair() == [
        "2026.jsonl: 1 record put back from the backup",
        "2026.jsonl: 1 damaged line moved to 2026.jsonl.damaged",
    ]
    assert looking.problems() == []
    assert notes(looking) == notes(Store(home, Ticking())) == ALL
    assert b"no\0 1" in (home / "2026.jsonl.damaged").read_bytes()


def altered(home: Path) -> None:
    path = home / "2026.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"note":"note 1"', b'"note":"note 7"'))


def test_an_altered_record_counts_is_named_and_taken_from_the_backup_when_asked(
    store: Store, home: Path
) -> None:
    store.backup(DAY)
    altered(home)
    assert notes(store) == ["note 0", "note 2", "note 3", "note 7"]
    (problem,) = store.problems()
    assert problem.startswith("2026.jsonl, line 2: sessions 01")
    assert problem.endswith("was altered outside tsubo")
    assert store.repair() == ["2026.jsonl: 1 altered record put back from the backup"]
    assert notes(store) == ALL
    assert store.problems() == []
    assert b"note 7" in (home / "2026.jsonl.damaged").read_bytes()


def test_an_altered_record_can_be_accepted(store: Store, home: Path) -> None:
    store.backup(DAY)
    altered(home)
    assert store.repair(accept=True) == ["2026.jsonl: 1 altered record accepted as now written"]
    assert notes(store) == ["note 0", "note 2", "note 3", "note 7"]
    assert store.problems() == []
    (change,) = [found for found in store.newest("sessions") if found["note"] == "note 7"]
    store.apply([RecordChange("sessions", change["_id"], change, None)], None)
    assert store.problems() == []


@pytest.mark.parametrize("left", [0, 1, 2])
def test_an_emptied_or_shortened_file_is_noticed_by_its_backup(
    store: Store, home: Path, left: int
) -> None:
    assert len(store.summaries(Kind.POINTS)) == 1
    store.backup(DAY)
    path = home / "2026.jsonl"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:left]))
    for looking in (store, Store(home, Ticking())):
        assert notes(looking) == ALL
        assert looking.problems() == [
            f"2026.jsonl: {4 - left} record{'s' * (left < 3)} read from its backup"
        ]
        assert looking.summaries(Kind.POINTS)[0].seconds == (60.0,) * 4
    store.apply([new("sessions", MARCH, session(note="more"))], None)
    store.repair()
    assert notes(Store(home, Ticking())) == ["more", *ALL]
    assert store.problems() == []


def test_a_file_that_is_gone_is_read_from_its_backup(store: Store, home: Path) -> None:
    store.backup(DAY)
    (home / "2026.jsonl").unlink()
    looking = Store(home, Ticking())
    assert notes(looking) == ALL
    assert looking.problems() == ["2026.jsonl: 4 records read from its backup"]
    looking.repair()
    assert (home / "2026.jsonl").read_bytes().count(b"\n") == 4


def test_an_emptied_file_without_a_backup_is_noticed_by_what_it_held(
    store: Store, home: Path
) -> None:
    assert len(store.summaries(Kind.POINTS)) == 1
    (home / "2026.jsonl").write_bytes(b"")
    for _ in range(2):
        looking = Store(home, Ticking())
        assert looking.problems() == ["2026.jsonl: at least 4 records gone, and no backup has it"]
    store.repair()
    assert store.problems() == []


def test_a_file_that_cannot_be_read_makes_the_store_read_only_on_its_backup(
    store: Store, home: Path
) -> None:
    store.backup(DAY)
    (home / "2026.jsonl").rename(home / "elsewhere")
    (home / "2026.jsonl").mkdir()
    looking: Any = Store(home, Ticking())
    assert notes(looking) == ALL
    assert looking.read_only_reason == "2026.jsonl cannot be read: Is a directory"
    assert looking.problems() == [
        "2026.jsonl cannot be read: Is a directory",
        "2026.jsonl: 4 records read from its backup",
    ]
    for change in (over_two_years()[:1], over_two_years()[2:]):
        with pytest.raises(StoreError, match="Is a directory"):
            looking.apply(change, {"what": "refused"})
    with pytest.raises(StoreError, match="Is a directory"):
        looking.backup(DAY + timedelta(days=1))
    (home / "2026.jsonl").rmdir()
    (home / "elsewhere").rename(home / "2026.jsonl")
    looking.apply(over_two_years(), {"what": "mended"})
    assert not looking.read_only_reason
    assert looking.problems() == []


@pytest.mark.parametrize(
    "error", [PermissionError(13, "Permission denied"), OSError(5, "I/O error")]
)
def test_a_file_that_the_system_refuses_is_read_from_its_backup_and_never_written(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch, error: OSError
) -> None:
    store.backup(DAY)
    path, real, whole = home / "2026.jsonl", Path.open, (home / "2026.jsonl").read_bytes()

    def refusing(opened: Path, *given: Any, **options: Any) -> Any:
        if opened == path:
            raise error
        return real(opened, *given, **options)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refusing)
        looking = Store(home, Ticking())
        assert notes(looking) == ALL
        assert looking.problems()[0] == f"2026.jsonl cannot be read: {error.strerror}"
        with pytest.raises(StoreError, match=str(error.strerror)):
            looking.repair()
        with pytest.raises(StoreError, match=str(error.strerror)):
            looking.backup(DAY + timedelta(days=1))
    assert path.read_bytes() == whole
    assert list((home / "backups").glob("2026-2026-03-03*")) == []


def test_the_newest_backup_that_can_be_read_is_asked(store: Store, home: Path) -> None:
    store.backup(DAY)
    bad = home / "backups" / "2026-2026-03-03.jsonl"
    bad.write_bytes(b"\0" * 5000)
    (home / "backups" / "2026-2026-03-04.jsonl").mkdir()
    (home / "2026.jsonl").write_bytes(b"")
    assert notes(Store(home, Ticking())) == ALL


def test_a_reader_takes_in_only_what_is_new_and_sees_through_what_was_taken_back(
    tmp_path: Path,
) -> None:
    path = tmp_path / "base.jsonl"
    whole = small(path)
    lines = whole.splitlines(keepends=True)
    journal = JournalStorage(path, Ticking())

    def seen() -> set[int]:
        journal.refresh()
        return {found["n"] for found in journal.content.tables.get("goals", {}).values()}

    for raw in (lines[0], lines[0] + lines[1][:-1], lines[0], lines[0] + lines[1][:9]):
        path.write_bytes(raw)
        expected = {0, 1} if raw.endswith(b"}") else {0}
        assert seen() == expected
    path.write_bytes(whole)
    assert seen() == {0, 1, 2}
    path.write_bytes(lines[2] + lines[1])
    assert seen() == {1, 2}
    path.unlink()
    assert seen() == set()

"""Changes made together are kept together or not at all."""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path
from typing import Any

import pytest
from store_writers import MARCH, NEW_YEARS_EVE, Ticking, add, kept, new, over_two_years, session

from tracker.core.facts.ulid import ulid
from tracker.journal.changes import RecordChange, apply
from tracker.store import Conflict, Store, StoreError
from tracker.store.line import compose


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def store(home: Path) -> Store:
    return Store(home, Ticking())


def content(home: Path) -> dict[str, bytes]:
    return {str(path.relative_to(home)): path.read_bytes() for path in home.rglob("*.jsonl")}


def step_files(home: Path) -> list[Path]:
    return sorted(home.glob("devices/*/steps/*.step"))


def journal(home: Path, name: str = "2026.jsonl") -> Path:
    """The only device's file of this name."""
    (path,) = home.glob(f"devices/*/{name}")
    return path


def test_a_step_over_several_files_is_there_for_everyone_when_it_returns(
    store: Store, home: Path
) -> None:
    changes = over_two_years()
    apply(store, changes, {"what": "three records"})
    for looking in (store, Store(home, Ticking(), read_only=True)):
        for change in changes:
            assert looking.table(change.table).get(doc_id=change.id) == change.after
        (step,) = looking.steps()
        assert step.about["what"] == "three records"
        assert [each["before"] for each in step.about["changes"]] == [None] * 3
        assert step.documents() == {(c.table, c.id): c.after for c in changes}


def test_a_step_is_numbered_after_those_that_came_while_the_store_was_open(
    store: Store, home: Path
) -> None:
    def numbers() -> list[int]:
        return [int(path.name[:10]) for path in step_files(home)]

    def step(looking: Store) -> None:
        change = new("sessions", MARCH, session())
        apply(looking, [change], {"turn": "do", "label": "one"})

    step(store)
    step(store)
    (_, latest) = step_files(home)
    latest.with_name("0000000040-0123456789.step").write_bytes(latest.read_bytes())
    os.utime(latest.parent, ns=(1, 1))  # the clock of a disk can be coarse
    step(store)
    assert numbers() == [1, 2, 40, 41]
    other = Store(home, Ticking())
    step(other)
    step(store)
    step(other)
    assert numbers() == [1, 2, 40, 41, 42, 43, 44]
    store.journals.own_steps.drop([step_files(home)[0].name])
    step(store)
    assert [made.about["low"] for made in store.steps()][-2:] == [1, 2]


def test_steps_are_numbered_in_the_order_in_which_they_were_made_whatever_the_clock_says(
    home: Path,
) -> None:
    clock = Ticking()
    for number, clock.ms in enumerate((2000, 1000, 1000, 3000)):
        apply(Store(home, clock), [], {"n": number})
    steps = Store(home, clock).steps()
    assert [step.about["n"] for step in steps] == [0, 1, 2, 3]
    assert [step.number for step in steps] == [1, 2, 3, 4]


def test_a_change_of_a_record_that_is_otherwise_now_is_refused_by_name(
    store: Store, home: Path
) -> None:
    first = new("sessions", MARCH, session())
    apply(store, [first], None)
    other = Store(home, Ticking())
    mine = other.table("sessions").get(doc_id=first.id)
    assert isinstance(mine, dict)
    apply(other, [RecordChange("sessions", first.id, mine, {**mine, "note": "theirs"})], None)
    before = content(home)
    with pytest.raises(Conflict, match=rf"{first.id} was changed meanwhile \(note\)"):
        apply(
            store,
            [
                new("sessions", NEW_YEARS_EVE, session()),
                RecordChange("sessions", first.id, first.after, {**mine, "note": "mine"}),
            ],
            {"what": "late"},
        )
    with pytest.raises(Conflict, match="is there already"):
        apply(store, [first], None)
    with pytest.raises(Conflict, match="was removed meanwhile"):
        apply(store, [RecordChange("goals", "01G", {"times": 1}, None)], None)
    assert content(home) == before


def test_a_removal_and_its_inverse_bring_the_record_back(store: Store) -> None:
    change = new("sessions", MARCH, session())
    apply(store, [change], None)
    apply(store, [RecordChange("sessions", change.id, change.after, None)], None)
    assert store.table("sessions").get(doc_id=change.id) is None
    apply(store, [change], None)
    assert store.table("sessions").get(doc_id=change.id) == session()


def test_a_change_of_a_newer_tsubos_record_is_refused(store: Store, home: Path) -> None:
    other = home / "devices" / "newer"
    other.mkdir(parents=True)
    (other / "base.jsonl").write_bytes(compose("goals", "01G", {"times": {"new": 1}}, 5, 2))
    with pytest.raises(StoreError, match="newer tsubo"):
        apply(store, [RecordChange("goals", "01G", None, {"times": 1})], None)


@pytest.mark.parametrize("number", range(1, 30))
def test_a_disk_that_refuses_at_any_moment_leaves_everything_as_it_was(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    apply(store, [new("sessions", MARCH, session(note="first"))], {"what": "first"})
    before, steps = content(home), len(store.steps())
    left = [number]
    with monkeypatch.context() as patch:
        for name in ("write", "fsync"):
            call = getattr(os, name)

            def refusing(*given: object, call: object = call) -> object:
                left[0] -= 1
                if left[0] == 0:
                    raise OSError(28, "No space left on device")
                return call(*given)  # type: ignore[operator]

            patch.setattr(os, name, refusing)
        refusal = None
        try:
            apply(store, over_two_years(), {"what": "three records"})
        except StoreError as error:
            refusal = str(error)
    assert refusal or left[0] > 0 or number > 5
    if refusal:
        assert "No space left on device; nothing was changed" in refusal
        after = {name: raw for name, raw in content(home).items() if raw}
        assert after == before
        assert len(store.steps()) == steps
    else:
        assert number > 5
    apply(store, over_two_years()[:2], {"what": "space again"})
    assert store.problems() == []


@pytest.mark.parametrize("number", range(3, 12))
def test_a_step_that_can_neither_be_kept_nor_taken_back_is_finished_later(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    apply(store, [new("goals", MARCH, {"times": 1})], None)
    changes = over_two_years()
    left = [number]
    with monkeypatch.context() as patch:
        for name in ("write", "fsync", "ftruncate", "unlink"):
            call = getattr(os, name)

            def failing(*given: object, call: Any = call) -> object:
                left[0] -= 1
                if left[0] <= 0:
                    raise OSError(5, "Input/output error")
                return call(*given)

            patch.setattr(os, name, failing)
        try:
            apply(store, changes, {"what": "three records"})
        except StoreError as error:
            refusal = str(error)
            whole = "will be finished as soon as the disk allows" in refusal
        else:
            whole = True
    looking = Store(home, Ticking())
    assert looking.problems() == []
    for change in changes:
        assert (looking.table(change.table).get(doc_id=change.id) is not None) is whole
    assert len(looking.steps()) == 1 + whole


def test_what_a_crash_kept_from_a_journal_comes_from_the_step(store: Store, home: Path) -> None:
    apply(store, [new("sessions", MARCH, session(note="before"))], None)
    whole = journal(home).read_bytes()
    change = new("sessions", MARCH, session(note="in the step"))
    apply(store, [change], {"what": "one"})
    for left in (whole, whole + b"\0" * 40, whole + b'{"_id":"01', b""):
        journal(home).write_bytes(left)
        looking = Store(home, Ticking())
        assert looking.table("sessions").get(doc_id=change.id) == change.after
        assert b"in the step" in journal(home).read_bytes()


def test_a_step_whose_file_is_not_whole_does_not_count(store: Store, home: Path) -> None:
    apply(store, [new("sessions", MARCH, session())], {"n": 1})
    apply(store, [new("sessions", MARCH, session())], {"n": 2})
    *_, last = step_files(home)
    raw = last.read_bytes()
    for wrong in (raw[:-1], raw[:-40], b"", raw.replace(b'"n":2', b'"n":3')):
        last.write_bytes(wrong)
        assert [step.about["n"] for step in Store(home, Ticking()).steps()] == [1]
    apply(Store(home, Ticking()), [], {"n": 4})
    assert [step.about["n"] for step in Store(home, Ticking()).steps()] == [1, 4]


def test_a_step_seen_while_another_process_writes_it_counts_once_it_is_whole(
    store: Store, home: Path
) -> None:
    apply(store, [new("sessions", MARCH, session())], {"n": 1})
    (step,) = step_files(home)
    raw = step.read_bytes()
    step.write_bytes(raw[:-40])
    looking = Store(home, Ticking())
    assert looking.steps() == []
    step.write_bytes(raw)
    assert [each.about["n"] for each in looking.steps()] == [1]


def test_old_steps_go_with_a_backup_when_there_are_many(store: Store, home: Path) -> None:
    for number in range(405):
        apply(store, [], {"n": number, "turn": "do"})
    apply(store, [new("goals", MARCH, {"times": 1})], None)
    assert store.backup(MARCH.date())
    kept_numbers = [step.about["n"] for step in Store(home, Ticking()).steps()[:-1]]
    assert kept_numbers == list(range(206, 405))


def test_inserts_that_undo_ignores_leave_no_steps_behind(store: Store) -> None:
    apply(store, [], {"n": 0, "turn": "do"})
    for number in range(850):
        store.table("goals").insert({"times": number})
    assert len(store.steps()) < 850
    store.backup(MARCH.date(), again=True)
    assert [step.about.get("n") for step in store.steps() if step.about.get("turn")] == [0]


def test_the_last_fifty_steps_stay_however_large_they_are(store: Store, home: Path) -> None:
    for number in range(60):
        apply(store, [], {"n": number, "turn": "do", "note": "x" * 50_000})
    apply(store, [], {"turn": "undo", "of": None})
    apply(store, [new("goals", MARCH, {"times": 1})], None)
    store.backup(MARCH.date())
    there = [step for step in Store(home, Ticking()).steps() if step.about.get("turn") == "do"]
    assert [step.about["n"] for step in there] == list(range(10, 60))


def test_dropped_steps_that_an_old_copy_brings_back_do_not_count(store: Store, home: Path) -> None:
    for number in range(405):
        apply(store, [], {"n": number, "turn": "do"})
    old = {path: path.read_bytes() for path in step_files(home)[:3]}
    apply(store, [new("goals", MARCH, {"times": 1})], None)
    store.backup(MARCH.date())
    apply(store, [], {"n": 405, "turn": "do"})
    for path, raw in old.items():
        path.write_bytes(raw)
    assert Store(home, Ticking()).steps()[0].about["n"] == 206


def test_another_process_is_noticed_and_oneself_is_not(store: Store, home: Path) -> None:
    other = Store(home, Ticking())
    assert not store.poll()
    other.table("goals").insert({"times": 1})
    assert store.poll()
    assert not store.poll()
    apply(store, over_two_years(), {"what": "mine"})
    assert not store.poll()
    other.table("goals").insert({"times": 2})
    store.table("goals").insert({"times": 3})
    assert store.poll()
    assert not store.poll()
    journal(home).unlink()
    assert store.poll()


def test_a_lock_that_another_process_holds_is_said(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)
    with (home / ".lock").open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(StoreError, match="held by another process"):
            apply(store, over_two_years(), None)
    apply(store, over_two_years(), None)


def test_a_lock_that_cannot_be_opened_is_said(store: Store, home: Path) -> None:
    lock = (home / ".lock").rename(home / "lock-aside")
    (home / ".lock").mkdir()
    with pytest.raises(StoreError, match="cannot be written: Is a directory; nothing was changed"):
        apply(store, over_two_years(), None)
    (home / ".lock").rmdir()
    lock.rename(home / ".lock")
    apply(store, over_two_years(), None)


def test_where_there_are_no_locks_the_store_opens_for_reading(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    apply(store, over_two_years(), None)

    def flock(_fd: int, _how: int) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(fcntl, "flock", flock)
    looking = Store(home, Ticking())
    assert "no locks" in str(looking.read_only_reason)
    assert looking.table("goals").get(doc_id="01G") is not None
    with pytest.raises(StoreError, match="no locks"):
        looking.table("goals").insert({"times": 2})


def test_a_folder_that_cannot_be_written_is_said(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    apply(Store(home, Ticking()), over_two_years(), None)
    real = os.open

    def read_only(path: str, flags: int, mode: int = 0o777) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR):
            raise OSError(30, "Read-only file system")
        return real(path, flags, mode)

    monkeypatch.setattr(os, "open", read_only)
    looking = Store(home, Ticking())
    assert looking.read_only_reason == f"{home} cannot be written: Read-only file system"
    assert len(kept(looking, "sessions")) == 2
    with pytest.raises(StoreError, match="Read-only file system"):
        apply(looking, [new("sessions", MARCH, session())], None)


def test_a_closed_folder_of_open_files_is_said_when_it_is_opened(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    apply(Store(home, Ticking()), over_two_years(), None)
    real = os.access  # root may write everywhere: ask as somebody else
    monkeypatch.setattr(os, "access", lambda path, how: Path(path) != home and real(path, how))
    looking = Store(home, Ticking())
    assert looking.read_only_reason == f"{home} cannot be written: Permission denied"
    assert len(kept(looking, "sessions")) == 2
    with pytest.raises(StoreError, match="Permission denied"):
        apply(looking, [new("sessions", MARCH, session())], None)


def test_a_folder_that_can_be_written_again_is_written(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    apply(Store(home, Ticking()), over_two_years(), None)

    def read_only(_fd: int, _how: int) -> None:
        raise OSError(30, "Read-only file system")

    with monkeypatch.context() as mounted:
        mounted.setattr(fcntl, "flock", read_only)
        looking = Store(home, Ticking())
        assert looking.read_only_reason
    looking.table("goals").insert({"times": 2})
    assert looking.read_only_reason is None


def test_a_store_opened_for_reading_makes_nothing(home: Path) -> None:
    looking = Store(home, Ticking(), read_only=True)
    assert kept(looking, "sessions") == []
    assert looking.problems() == []
    with pytest.raises(StoreError, match="reading only"):
        looking.table("goals").insert({"times": 1})
    assert not home.exists()


def test_a_record_is_changed_once_in_a_step(store: Store) -> None:
    change = new("sessions", MARCH, session())
    with pytest.raises(ValueError, match="once in a step"):
        apply(store, [change, change], None)
    assert store.table("sessions").get(doc_id=change.id) is None


def test_an_import_keeps_the_time_of_a_change_yet_outranks_what_stands(store: Store) -> None:
    change = RecordChange("goals", "01G", None, {"times": 1}, version=5)
    apply(store, [change], None)
    assert store.version("goals", "01G") == 5
    apply(store, [RecordChange("goals", "01G", {"times": 1}, {"times": 2}, version=3)], None)
    assert store.version("goals", "01G") == 6
    assert store.table("goals").get(doc_id="01G") == {"times": 2}
    assert store.version("goals", "02G") == -1
    apply(store, [RecordChange("goals", "01G", {"times": 2}, None)], None)
    assert store.removals("goals") == {"01G": store.version("goals", "01G")}


def test_an_id_of_another_time_finds_no_record(store: Store) -> None:
    assert store.table("sessions").get(doc_id=ulid(MARCH)) is None


def test_recording_reads_no_year_that_is_not_in_memory(store: Store, home: Path) -> None:
    first = add(store, session(), 1_772_360_000_000)
    looking = Store(home, Ticking())
    apply(looking, [new("sessions", MARCH, session())], {"what": "one"})
    assert looking.journals.in_memory == []
    assert {each["_id"] for each in kept(looking)} > {first}

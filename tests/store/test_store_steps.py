"""Changes made together are kept together or not at all."""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path
from typing import Any

import pytest
from store_writers import MARCH, NEW_YEARS_EVE, Ticking, new, over_two_years, session

from tracker.core.facts.ulid import ulid
from tracker.store import Conflict, RecordChange, Store, StoreError
from tracker.store.line import compose


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def store(home: Path) -> Store:
    return Store(home, Ticking())


def content(home: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in home.glob("*.json*")}


def test_a_step_over_several_files_is_there_for_everyone_when_it_returns(
    store: Store, home: Path
) -> None:
    changes = over_two_years()
    key = store.apply(changes, {"what": "three records"})
    for looking in (store, Store(home, Ticking(), read_only=True)):
        for change in changes:
            assert change.after is not None
            assert looking.get(change.table, change.id) == {**change.after, "_id": change.id}
        assert key is not None
        assert looking.get("steps", key) == {"what": "three records", "_id": key}
    assert not (home / "intent.json").exists()


def test_steps_come_in_the_order_in_which_they_were_made_though_the_clock_be_set_back(
    home: Path,
) -> None:
    clock = Ticking()
    keys = []
    for clock.ms in (2000, 1000, 1000, 3000):
        keys.append(Store(home, clock).apply([], {"n": 1}))
    assert keys == sorted(keys, key=str)
    assert len(set(keys)) == 4


def test_a_change_of_a_record_that_is_otherwise_now_is_refused_by_name(
    store: Store, home: Path
) -> None:
    first = new("sessions", MARCH, session())
    store.apply([first], None)
    other = Store(home, Ticking())
    mine = other.get("sessions", first.id)
    assert mine is not None
    other.apply([RecordChange("sessions", first.id, mine, {**mine, "note": "theirs"})], None)
    before = content(home)
    with pytest.raises(Conflict, match=rf"{first.id} was changed meanwhile \(note\)"):
        store.apply(
            [
                new("sessions", NEW_YEARS_EVE, session()),
                RecordChange("sessions", first.id, first.after, {**mine, "note": "mine"}),
            ],
            {"what": "late"},
        )
    with pytest.raises(Conflict, match="is there already"):
        store.apply([first], None)
    with pytest.raises(Conflict, match="was removed meanwhile"):
        store.apply([RecordChange("goals", "01G", {"times": 1}, None)], None)
    assert content(home) == before


def test_a_removal_and_its_inverse_bring_the_record_back(store: Store) -> None:
    change = new("sessions", MARCH, session())
    store.apply([change], None)
    store.apply([RecordChange("sessions", change.id, change.after, None)], None)
    assert store.get("sessions", change.id) is None
    store.apply([change], None)
    assert store.get("sessions", change.id) == {**session(), "_id": change.id}


def test_a_change_of_a_newer_tsubos_record_is_refused(store: Store, home: Path) -> None:
    (home / "base.jsonl").write_bytes(
        b'{"_id":"01G","_m":5,"_t":"goals","_v":2,"times":{"new":1},"~":"a1c4a2c2"}\n'
    )
    with pytest.raises(StoreError, match="newer tsubo"):
        store.apply([RecordChange("goals", "01G", None, {"times": 1})], None)


@pytest.mark.parametrize("number", range(1, 30))
def test_a_disk_that_refuses_at_any_moment_leaves_everything_as_it_was(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    store.apply([new("sessions", MARCH, session(note="first"))], {"what": "first"})
    before, steps = content(home), len(store.table("steps"))
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
            store.apply(over_two_years(), {"what": "three records"})
        except StoreError as error:
            refusal = str(error)
    assert refusal or left[0] > 0 or number > 5
    if refusal:
        assert "No space left on device; nothing was changed" in refusal
        after = {name: raw for name, raw in content(home).items() if raw}
        assert after == before
        assert len(store.table("steps")) == steps
    else:
        assert number > 5
    store.apply(over_two_years()[:2], {"what": "space again"})
    assert store.problems() == []


def test_a_step_that_can_neither_be_kept_nor_taken_back_is_finished_later(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changes = over_two_years()
    left = [10]
    with monkeypatch.context() as patch:
        for name in ("write", "fsync", "ftruncate"):
            call = getattr(os, name)

            def failing(*given: object, call: Any = call) -> object:
                left[0] -= 1
                if left[0] <= 0:
                    raise OSError(5, "Input/output error")
                return call(*given)

            patch.setattr(os, name, failing)
        with pytest.raises(StoreError, match="will be finished as soon as the disk allows"):
            store.apply(changes, {"what": "three records"})
        assert "interrupted" in Store(home, Ticking()).problems()[-1]
    assert Store(home, Ticking()).problems() == []
    for change in changes:
        assert store.get(change.table, change.id) is not None
    assert len(store.table("steps")) == 1


def test_an_intent_left_behind_is_finished_once(store: Store, home: Path) -> None:
    changes = over_two_years()
    kept = {}
    real = Path.unlink

    def unlink(path: Path, missing_ok: bool = False) -> None:
        kept[path.name] = path.read_bytes()
        real(path, missing_ok=missing_ok)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "unlink", unlink)
        store.apply(changes, {"what": "three records"})
    whole = content(home)
    (home / "2026.jsonl").unlink()
    (home / "intent.json").write_bytes(kept["intent.json"])
    looking = Store(home, Ticking())
    assert content(home) == whole
    (home / "intent.json").write_bytes(kept["intent.json"])
    assert looking.poll()
    assert content(home) == whole
    (home / "intent.json").write_bytes(kept["intent.json"])
    looking.table("checks").insert({"sum": 3})
    assert not (home / "intent.json").exists()


def test_an_intent_that_says_nothing_is_set_aside(home: Path, store: Store) -> None:
    (home / "intent.json").write_bytes(b'{"schema":1,"files":[["../passwd",["x"]]]}')
    store.apply(over_two_years(), None)
    assert (home / "intent.json.damaged").exists()
    assert not (home / "intent.json").exists()


def test_old_steps_go_when_there_are_many(store: Store, home: Path) -> None:
    note = "x" * 4000
    keys = [str(store.apply([], {"n": number, "note": note})) for number in range(605)]
    kept: set[Any] = {step.doc_id for step in Store(home, Ticking()).table("steps")}
    assert 200 <= len(kept) < 600
    assert keys == sorted(keys)
    assert set(keys[-200:]) <= kept
    assert keys[50] not in kept


def test_a_large_step_can_be_undone_after_many_small_ones(store: Store, home: Path) -> None:
    store.apply([], {"note": "x" * (3 << 20)})
    for number in range(15):
        store.apply([], {"note": str(number)})
    notes = [step["note"][:3] for step in Store(home, Ticking()).table("steps")]
    assert notes == ["xxx", *map(str, range(15))]
    for number in range(30):
        store.apply([], {"note": str(number)})
    assert (home / "steps.jsonl").stat().st_size < 1 << 20
    assert 20 <= len(store.table("steps")) <= 46


def test_steps_are_not_read_for_one_more_to_be_kept(store: Store, home: Path) -> None:
    store.apply([], {"n": 1})
    other = Store(home, Ticking())
    other.apply([new("sessions", MARCH, session())], {"n": 2})
    assert "steps.jsonl" not in other.journals.in_memory
    with (home / "steps.jsonl").open("ab") as file:
        file.write(b"garbage\n")
    keys = [str(one.apply([], {"n": 3})) for one in (other, Store(home, Ticking()))]
    assert [step["n"] for step in store.table("steps")] == [1, 2, 3, 3]
    assert keys == sorted(keys)


def test_steps_in_order_are_not_read_to_say_that_nothing_is_wrong(store: Store, home: Path) -> None:
    store.apply([], {"n": 1})
    store.apply([], {"n": 2})
    looking = Store(home, Ticking())
    assert looking.problems() == []
    assert "steps.jsonl" not in looking.journals.in_memory


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        (b'"n":1', b'"n":3', "was altered outside tsubo"),
        (b'{"_id"', b'"_id"', "damaged and skipped"),
        (b"}\n{", b"}{", "damaged and skipped"),
        (b'"n":2', b"", "never finished, and skipped"),
    ],
)
def test_what_is_wrong_with_a_step_is_said(
    store: Store, home: Path, was: bytes, now: bytes, said: str
) -> None:
    store.apply([], {"n": 1})
    store.apply([], {"n": 2})
    path = home / "steps.jsonl"
    raw = path.read_bytes()
    path.write_bytes(raw.replace(was, now, 1) if now else raw[: raw.index(was)])
    assert any(said in problem for problem in Store(home, Ticking()).problems())


def test_a_step_of_a_newer_tsubo_is_said(store: Store, home: Path) -> None:
    store.apply([], {"n": 1})
    with (home / "steps.jsonl").open("ab") as file:
        file.write(compose("steps", "7" * 26, {"n": 2}, 5, 2))
    assert "newer tsubo" in Store(home, Ticking()).problems()[0]


def test_another_process_is_noticed_and_oneself_is_not(store: Store, home: Path) -> None:
    other = Store(home, Ticking())
    assert not store.poll()
    other.table("goals").insert({"times": 1})
    assert store.poll()
    assert not store.poll()
    store.apply(over_two_years(), {"what": "mine"})
    assert not store.poll()
    other.table("goals").insert({"times": 2})
    store.table("goals").insert({"times": 3})
    assert store.poll()
    assert not store.poll()
    (home / "2026.jsonl").unlink()
    assert store.poll()


def test_a_lock_that_another_process_holds_is_said(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "sleep", lambda _: None)
    with (home / ".lock").open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(StoreError, match="held by another process"):
            store.apply(over_two_years(), None)
    store.apply(over_two_years(), None)


def test_where_there_are_no_locks_the_store_opens_for_reading(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.apply(over_two_years(), None)

    def flock(_fd: int, _how: int) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(fcntl, "flock", flock)
    looking = Store(home, Ticking())
    assert "no locks" in str(looking.read_only_reason)
    assert looking.get("goals", "01G") is not None
    with pytest.raises(StoreError, match="no locks"):
        looking.table("goals").insert({"times": 2})


def test_a_folder_that_cannot_be_written_is_said(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Store(home, Ticking()).apply(over_two_years(), None)
    real = os.open

    def read_only(path: str, flags: int, mode: int = 0o777) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR):
            raise OSError(30, "Read-only file system")
        return real(path, flags, mode)

    monkeypatch.setattr(os, "open", read_only)
    looking = Store(home, Ticking())
    assert looking.read_only_reason == f"{home} cannot be written: Read-only file system"
    assert len(list(looking.newest("sessions"))) == 2
    with pytest.raises(StoreError, match="Read-only file system"):
        looking.apply([new("sessions", MARCH, session())], None)


def test_a_closed_folder_of_open_files_is_said_when_it_is_opened(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Store(home, Ticking()).apply(over_two_years(), None)
    real = os.access  # root may write everywhere: ask as somebody else
    monkeypatch.setattr(os, "access", lambda path, how: Path(path) != home and real(path, how))
    looking = Store(home, Ticking())
    assert looking.read_only_reason == f"{home} cannot be written: Permission denied"
    assert len(list(looking.newest("sessions"))) == 2
    with pytest.raises(StoreError, match="Permission denied"):
        looking.apply([new("sessions", MARCH, session())], None)


def test_a_folder_that_can_be_written_again_is_written(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Store(home, Ticking()).apply(over_two_years(), None)

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
    assert list(looking.newest("sessions")) == []
    assert looking.problems() == []
    with pytest.raises(StoreError, match="reading only"):
        looking.table("goals").insert({"times": 1})
    assert not home.exists()


def test_a_record_is_changed_once_in_a_step(store: Store) -> None:
    change = new("sessions", MARCH, session())
    with pytest.raises(ValueError, match="once in a step"):
        store.apply([change, change], None)
    assert store.get("sessions", change.id) is None


def test_an_import_keeps_the_time_of_a_change_yet_outranks_what_stands(store: Store) -> None:
    change = RecordChange("goals", "01G", None, {"times": 1}, version=5)
    store.apply([change], None)
    assert store.version_of("goals", "01G") == ({"times": 1}, 5)
    store.apply([RecordChange("goals", "01G", {"times": 1}, {"times": 2}, version=3)], None)
    assert store.version_of("goals", "01G") == ({"times": 2}, 6)
    assert list(store.every("goals")) == [{"times": 2, "_id": "01G", "_m": 6}]
    assert store.version_of("goals", "02G") is None


def test_an_id_of_another_time_finds_no_record(store: Store) -> None:
    assert store.get("sessions", ulid(MARCH)) is None

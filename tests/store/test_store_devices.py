"""Which device this is, whatever was copied where; several devices on one home."""

from __future__ import annotations

import os
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from store_writers import MARCH, Ticking, kept, new, session

from tracker.core.facts.ulid import ulid
from tracker.disk import Disk
from tracker.journal.changes import RecordChange, apply
from tracker.store import Store, StoreError, doctor, foreign
from tracker.store.line import compose


@pytest.fixture
def home(tmp_path: Path) -> Path:
    store = Store(tmp_path / "home", Ticking())
    apply(store, [new("sessions", MARCH, session(note="first"))], {"turn": "do"})
    return store.folder


def names(home: Path) -> set[str]:
    return {path.name for path in (home / "devices").iterdir()}


def write(home: Path, note: str, at: int = 1_772_370_000_000) -> Store:
    store = Store(home, Ticking(at))
    apply(store, [new("sessions", MARCH, session(note=note))], {"turn": "do"})
    return store


def notes(home: Path) -> list[str]:
    return sorted(found["note"] for found in kept(Store(home, Ticking())))


def test_a_device_goes_on_in_its_own_files(home: Path) -> None:
    before = names(home)
    write(home, "second")
    assert names(home) == before
    assert len(Store(home, Ticking()).steps()) == 2


@pytest.mark.parametrize("how", ["copied", "put back", "moved", "another machine", "another user"])
def test_a_folder_that_is_elsewhere_or_another_one_is_a_new_device(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    before = names(home)
    if how == "copied":
        home = Path(shutil.copytree(home, tmp_path / "copy"))
    elif how == "put back":
        shutil.copytree(home, tmp_path / "backup")
        home.rename(tmp_path / "old")  # its inode stays taken
        (tmp_path / "backup").rename(home)
    elif how == "moved":
        home = home.rename(tmp_path / "elsewhere")
    elif how == "another user":
        uid = os.getuid()
        monkeypatch.setattr(os, "getuid", lambda: uid + 1)
    else:
        monkeypatch.setattr(os, "uname", lambda: os.uname_result(("", "other", "", "", "")))
        opened = os.open
        monkeypatch.setattr(
            os,
            "open",
            lambda path, *rest: opened(os.devnull if "machine-id" in str(path) else path, *rest),
        )
    whole = {path: path.read_bytes() for path in home.glob("devices/*/2026.jsonl")}
    write(home, "second")
    assert len(names(home)) == 2
    assert names(home) > before
    assert all(path.read_bytes() == raw for path, raw in whole.items())
    assert notes(home) == ["first", "second"]
    assert len(Store(home, Ticking()).steps()) == 1


def test_looking_makes_no_device(tmp_path: Path) -> None:
    store = Store(tmp_path / "home", Ticking())
    assert store.problems() == []
    assert store.steps() == []
    assert not (tmp_path / "home" / "devices").exists()


def test_two_devices_never_write_one_file_and_a_union_is_all(home: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(home, tmp_path / "other"))
    for number in range(3):
        write(home, f"here {number}")
        write(other, f"there {number}")
    (shared,) = names(home) & names(other)
    files = [each / "devices" / shared / "2026.jsonl" for each in (home, other)]
    assert files[0].read_bytes().startswith(files[1].read_bytes())  # only its own device wrote it
    shutil.copytree(home / "devices", other / "devices", dirs_exist_ok=True)
    shutil.copytree(other / "devices", home / "devices", dirs_exist_ok=True)
    wanted = ["first", *(f"{where} {number}" for where in ("here", "there") for number in range(3))]
    assert notes(home) == notes(other) == wanted


def test_of_two_devices_the_newer_version_wins_and_a_removal_stays(
    home: Path, tmp_path: Path
) -> None:
    (first,) = kept(Store(home, Ticking()))
    other = Path(shutil.copytree(home, tmp_path / "other"))
    ahead = Store(other, Ticking(1_900_000_000_000))
    document = {field: value for field, value in first.items() if field != "_id"}
    change = RecordChange("sessions", first["_id"], document, {**document, "note": "newer"})
    apply(ahead, [change], {"turn": "do"})
    write(home, "second")
    for path in other.glob("devices/*/2026.jsonl"):
        target = home / path.relative_to(other)
        target.parent.mkdir(exist_ok=True)
        if not target.exists():
            shutil.copy(path, target)
    assert notes(home) == ["newer", "second"]
    store = Store(home, Ticking())
    store.table("sessions").remove(doc_ids=[first["_id"]])
    assert notes(home) == ["second"]


def test_names_of_steps_and_backups_are_never_used_again(home: Path, tmp_path: Path) -> None:
    shutil.copytree(home, tmp_path / "old")
    (mine,) = names(home)
    store = write(home, "second")
    store.backup(MARCH.date())
    seen = {path.name for path in home.rglob("*.step")}
    place = home / "devices" / mine / "steps"
    shutil.rmtree(place)
    shutil.copytree(tmp_path / "old" / "devices" / mine / "steps", place)
    write(home, "third").backup(MARCH.date(), again=True)
    old = {path.name for path in (tmp_path / "old").rglob("*.step")}
    assert ({path.name for path in home.rglob("*.step")} - old).isdisjoint(seen)
    numbers = [name.partition("-")[0] for name in seen]
    assert {path.name.partition("-")[0] for path in place.iterdir()} == set(numbers)
    assert notes(home) == ["first", "second", "third"]


def test_an_old_copy_of_the_folder_takes_nothing_back(home: Path, tmp_path: Path) -> None:
    old = Path(shutil.copytree(home, tmp_path / "old"))
    for number in range(12):
        write(home, f"later {number:02}").backup(MARCH.date() + timedelta(days=number))
    shutil.copytree(old, home, dirs_exist_ok=True)
    assert notes(home) == ["first", *(f"later {number:02}" for number in range(12))]


@pytest.mark.parametrize("how", ["as long", "longer", "overwritten"])
@pytest.mark.parametrize("is_open", [True, False])
def test_a_journal_of_another_middle_is_noticed_though_its_end_is_the_same(
    home: Path, how: str, is_open: bool
) -> None:
    """Two copies of a virtual machine write one journal, and put the same line back into it."""
    (journal,) = home.glob("devices/*/2026.jsonl")
    store = write(write(home, "mine").folder, "both")
    store.backup(MARCH.date(), again=True)
    first, _, both = journal.read_bytes().splitlines(keepends=True)
    theirs = compose("sessions", ulid(MARCH, 7), session(note="ours"), 1_772_370_000_002)
    after = compose("sessions", ulid(MARCH, 8), session(note="then"), 1_772_370_000_003)
    expected = ["both", "first", "mine", "ours"]
    if how == "as long":
        blob = first + theirs + both
    else:
        blob = first + theirs + both + after
        expected += ["then"]
    if how == "overwritten":
        journal.write_bytes(blob)
    else:
        Disk().replace(journal, blob)
    shutil.rmtree(journal.parent / "steps")  # superfluous since the backup
    if is_open:
        store.poll()
        assert sorted(found["note"] for found in kept(store)) == expected
    assert notes(home) == expected
    assert b"mine" in journal.read_bytes()


def test_a_journal_as_long_as_ours_that_grew_by_a_step_is_not_taken_for_ours(
    home: Path, tmp_path: Path
) -> None:
    """Two copies of a virtual machine write lines of one length; then the newer file replaces ours.

    The other copy's last step fits the growth exactly, so only the part before it tells them apart.
    """
    copies = {}
    at_first = Path(shutil.copytree(home, tmp_path / "first"))
    for name, said in {"theirs": ["ours", "then"], "ours": ["mine"]}.items():
        for path in filter(Path.is_file, [*home.rglob("*")]):
            if not (at_first / path.relative_to(home)).exists():
                path.unlink()
        shutil.copytree(at_first, home, dirs_exist_ok=True)
        for number, note in enumerate(said):
            store = write(home, note, 1_772_370_000_000 + number)
            if not number:
                store.backup(MARCH.date(), again=True)
        copies[name] = Path(shutil.copytree(home, tmp_path / name))
    (theirs,) = copies["theirs"].glob("devices/*/2026.jsonl")
    step = max((theirs.parent / "steps").glob("*.step"))
    for path in (theirs, step):
        shutil.copy2(path, home / path.relative_to(copies["theirs"]))
    assert notes(home) == ["first", "mine", "ours", "then"]


def test_what_a_forgotten_device_wrote_outlasts_an_old_copy_of_the_journal(
    home: Path, tmp_path: Path
) -> None:
    (journal,) = home.glob("devices/*/2026.jsonl")
    old = journal.read_bytes()
    other = Path(shutil.copytree(home, tmp_path / "other"))
    theirs = write(other, "second").journals.me
    shutil.copytree(other / "devices" / str(theirs), home / "devices" / str(theirs))
    store = Store(home, Ticking())
    foreign.forget(store.journals, str(theirs))
    journal.write_bytes(old)
    assert notes(home) == ["first", "second"]


def test_what_a_conflict_copy_brought_outlasts_an_old_copy_of_the_journal(home: Path) -> None:
    (journal,) = home.glob("devices/*/2026.jsonl")
    old = journal.read_bytes()
    line = compose("sessions", ulid(MARCH, 7), session(note="second"), 1_772_370_000_002)
    journal.with_name("2026.sync-conflict-1-A.jsonl").write_bytes(old + line)
    assert notes(home) == ["first", "second"]
    journal.write_bytes(old)
    assert notes(home) == ["first", "second"]


def test_devices_are_listed_with_when_they_wrote_and_forgotten_by_name(
    home: Path, tmp_path: Path
) -> None:
    other = Path(shutil.copytree(home, tmp_path / "other"))
    write(other, "second", 1_772_380_000_000)
    store = Store(other, Ticking())
    here, gone = doctor.devices(store.journals)
    assert (here.is_this, gone.is_this) == (True, False)
    assert here.last_wrote > gone.last_wrote > 0
    assert here.host == os.uname().nodename
    assert foreign.forget(store.journals, gone.name) == 1
    assert [each.name for each in doctor.devices(store.journals)] == [here.name]
    assert not (other / "devices" / gone.name).exists()
    for folder in ("backups", "cache"):
        shutil.rmtree(other / folder, ignore_errors=True)
    assert notes(other) == ["first", "second"]


def test_forgetting_a_device_keeps_its_altered_records_and_its_damaged_lines(
    home: Path, tmp_path: Path
) -> None:
    other = Path(shutil.copytree(home, tmp_path / "other"))
    (path,) = other.glob("devices/*/2026.jsonl")
    altered = path.read_bytes().replace(b'"note":"first"', b'"note":"hurst"')
    path.write_bytes(altered + b"damaged\n")
    for folder in (other / "backups", other / "cache", path.parent / "steps"):
        shutil.rmtree(folder, ignore_errors=True)
    store = write(other, "second")
    assert notes(other) == ["hurst", "second"]
    foreign.forget(store.journals, path.parent.name)
    assert notes(other) == ["hurst", "second"]
    (problem,) = Store(other, Ticking()).problems()
    assert problem.endswith("was altered outside tsubo")
    (kept,) = other.glob("devices/*/damaged.jsonl")
    assert kept.read_bytes() == b"damaged\n"


@pytest.mark.parametrize("name", ["2026.jsonl", "2026 2.jsonl", "steps"])
def test_a_device_of_which_something_cannot_be_read_is_not_forgotten(
    home: Path, tmp_path: Path, name: str
) -> None:
    other = Path(shutil.copytree(home, tmp_path / "other"))
    write(other, "second", 1_772_380_000_000)
    store = Store(other, Ticking())
    _, gone = doctor.devices(store.journals)
    place = other / "devices" / gone.name
    if name == "steps":
        (place / name).rename(tmp_path / "steps")
        (place / name).mkdir()
        (place / name / "folder").mkdir()
    else:
        (place / name).unlink(missing_ok=True)
        os.mkfifo(place / name)
    with pytest.raises(StoreError, match=f"{gone.name}.* was not (forgotten|removed)"):
        foreign.forget(store.journals, gone.name)
    assert (place / name).exists()


def test_a_device_of_which_the_clock_was_beyond_all_dates_is_listed(home: Path) -> None:
    (path,) = home.glob("devices/*/2026.jsonl")
    with path.open("ab") as file:
        file.write(compose("sessions", ulid(MARCH, 5), session(note="late"), 10**18))
    assert notes(home) == ["first", "late"]
    (device,) = doctor.devices(Store(home, Ticking()).journals)
    assert datetime.fromtimestamp(device.last_wrote / 1000, ZoneInfo("Pacific/Apia")).year == 9999


def test_a_device_without_a_card_is_read_and_listed(home: Path) -> None:
    place = home / "devices" / "strange"
    place.mkdir()
    (mine,) = home.glob("devices/*/2026.jsonl")
    shutil.copy(mine, place)
    store = Store(home, Ticking())
    assert {each.name for each in doctor.devices(store.journals)} == names(home)
    assert Disk().scan(place).keys() == {"2026.jsonl"}
    assert notes(home) == ["first"]
